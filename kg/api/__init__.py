"""The public interface: what `import kg` offers (docs/python.md), and what the command line is built on.

Letters in, an output folder out (`build`); a folder or letters in, a `Graph` out (`open`, `read`). Nothing of a lower
library stands in what goes in or comes out, but for the data frames of Polars, where they are asked for.
"""
