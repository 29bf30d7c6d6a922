"""Finding opinions and clauses by words, on both engines (issue: search in Chinese).

One function makes the pairs (``text/bigrams.py``); SQLite keeps them in a contentless FTS5 table,
PostgreSQL as a ``tsvector`` under GIN. Called in the transaction that writes the text: a row is put
once, and taken out with the text it was put with, before that text changes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from decisions.text import bigrams

Row = tuple[int, int, str]  # id, decision, text


class Index:
    """The words of one kind of row, by the id of the row; each belongs to a decision."""

    def __init__(self, table: str) -> None:
        self.table = table

    def put(self, rows: Iterable[Row]) -> None:
        """Make these findable."""
        if connection.vendor == "postgresql":
            self._write(
                f"INSERT INTO {self.table} (id, grams) VALUES (%s, CAST(%s AS tsvector)) "
                "ON CONFLICT (id) DO UPDATE SET grams = EXCLUDED.grams",
                [(pk, _vector(home, found)) for pk, home, found in _read(rows)],
            )
        else:
            self._write(
                f"INSERT INTO {self.table} (rowid, home, grams) VALUES (%s, %s, %s)",
                [(pk, f"d{home}", " ".join(found)) for pk, home, found in _read(rows)],
            )

    def take_out(self, rows: Iterable[Row]) -> None:
        """Make these unfindable; the text is the one they were put with."""
        if connection.vendor == "postgresql":
            self._write(f"DELETE FROM {self.table} WHERE id = %s", [(row[0],) for row in rows])
        else:
            self._write(
                f"INSERT INTO {self.table} ({self.table}, rowid, home, grams) "
                "VALUES ('delete', %s, %s, %s)",
                [(pk, f"d{home}", " ".join(found)) for pk, home, found in _read(rows)],
            )

    def matching(self, phrase: bigrams.Phrase, home: int | None = None) -> RawSQL:
        """The ids of the rows that hold a phrase, of one decision or of all: for ``pk__in``."""
        if connection.vendor == "postgresql":
            query = f"SELECT id FROM {self.table} WHERE grams @@ CAST(%s AS tsquery)"
            asked = _tsquery(phrase, home)
        else:
            query = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s"
            asked = _fts5(phrase, home)
        return RawSQL(query, (asked,), output_field=BigIntegerField())

    def empty(self) -> None:
        """Forget everything; for a rebuild and for the tests' flush."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"DELETE FROM {self.table}")
            else:
                cursor.execute(f"INSERT INTO {self.table} ({self.table}) VALUES ('delete-all')")

    def _write(self, statement: str, rows: Sequence[Any]) -> None:
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(statement, rows)


OPINIONS = Index("decisions_opinion_words")
CLAUSES = Index("decisions_clause_words")


def _read(rows: Iterable[Row]) -> list[tuple[int, int, list[str]]]:
    """What has no words is not put, and so not taken out."""
    read = ((pk, home, bigrams.grams(text)) for pk, home, text in rows)
    return [row for row in read if row[2]]


def _vector(home: int, found: Sequence[str]) -> str:
    """A tsvector as text, past every parser; no word of a text begins with @."""
    placed = [f"'{gram}':{min(n, 16383)}" for n, gram in enumerate(found, 1)]
    return " ".join([f"'@{home}'", *placed])


def _tsquery(phrase: bigrams.Phrase, home: int | None) -> str:
    words = [f"'{gram}'" for gram in phrase.grams]
    if phrase.open:
        words[-1] += ":*"
    asked = " <-> ".join(words)
    return f"({asked}) & '@{home}'" if home is not None else asked


def _fts5(phrase: bigrams.Phrase, home: int | None) -> str:
    asked = f'grams : "{" ".join(phrase.grams)}"' + (" *" if phrase.open else "")
    return f'home : "d{home}" AND {asked}' if home is not None else asked
