"""The words by which opinions and clauses are found: FTS5 on SQLite, tsvector on PostgreSQL.

What is there already: clauses are put at once, opinions by the next sweep, which reads them anyway.
"""

from django.db import migrations

TABLES = ("decisions_opinion_words", "decisions_clause_words")


def make(apps, editor):
    for table in TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE TABLE {table} (id bigint PRIMARY KEY, grams tsvector NOT NULL)")
            editor.execute(f"CREATE INDEX {table}_gin ON {table} USING gin (grams)")
        else:
            editor.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5"
                "(home, grams, content='', tokenize='ascii', prefix='1')"
            )


def drop(apps, editor):
    for table in TABLES:
        editor.execute(f"DROP TABLE {table}")


def put_clauses(apps, editor):
    clauses = apps.get_model("decisions", "Clause").objects.values_list(
        "pk", "draft__decision_id", "heading", "text"
    )
    if clauses.exists():
        from decisions import search

        search.CLAUSES.put((pk, home, f"{heading} {text}") for pk, home, heading, text in clauses)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_likeness_of_opinions")]

    operations = [
        migrations.RunPython(make, drop),
        migrations.RunPython(put_clauses, migrations.RunPython.noop),
    ]
