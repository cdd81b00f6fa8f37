"""The reports: what is known in, sections of rows with their evidence out."""
