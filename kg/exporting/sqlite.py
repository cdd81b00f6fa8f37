"""A graph → one SQLite file (https://www.sqlite.org/fileformat2.html) that Datasette and others open.

The tables, their keys and the indexes of words (FTS5: https://www.sqlite.org/fts5.html) stand in `sqlite.sql`. The same
graph gives the same bytes with the same SQLite, which writes its version into the file.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.errors import KgError
from kg.exporting.relations import relations
from kg.store import Store

_SCHEMA = Path(__file__).parent / "sqlite.sql"
_AFTER_ROWS = "\n--\n"
"""Parts the tables from what is made when their rows are there."""


def sqlite_file(store: Store) -> bytes:
    """The bytes of the file.

    Raises:
        KgError: the SQLite of this Python has no index of words.
    """
    tables, rest = _SCHEMA.read_text(encoding="utf-8").split(_AFTER_ROWS)
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(f"PRAGMA foreign_keys = ON;\n{tables}")
        for table, rows in relations(store).items():
            if rows:
                columns = ", ".join(f'"{key}"' for key in rows[0])
                places = ", ".join(f":{key}" for key in rows[0])
                base.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)
        base.commit()
        try:
            base.executescript(rest)
        except sqlite3.OperationalError as error:
            raise KgError(f"The tables cannot be indexed: {error}.", "Use a Python whose SQLite has FTS5.") from error
        base.execute("VACUUM")
        return base.serialize()
