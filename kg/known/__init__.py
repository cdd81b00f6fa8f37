"""What a graph knows, asked by named queries: rows, names, systems in use, contracts, reasons for what is not known."""
