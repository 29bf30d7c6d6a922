"""The office files of the invented township go in whole."""

from pathlib import Path

import pytest

from decisions.intake.drafts import parse_docx
from decisions.intake.files import accept
from decisions.intake.sheets import RefusedRow, Row, read_rows

FILES = Path(__file__).parents[2] / "fixtures/files"


def taken(name):
    return accept(name, (FILES / name).read_bytes()).data


def test_the_draft_gives_all_its_articles_and_keeps_its_table():
    draft = parse_docx(taken("draft-parking.docx"))
    articles = [clause for clause in draft.clauses if clause.kind == "article"]
    assert [article.number for article in articles] == list(range(1, 24))
    assert not draft.notes
    assert any("\t" in one.text for one in draft.unparsed)


@pytest.mark.parametrize(
    "name",
    ["opinions-parking.xlsx", "opinions-parking-gb18030.csv", "opinions-parking-utf8-bom.csv"],
)
def test_forty_opinions_are_read_from_each_kind_of_sheet(name):
    rows = list(read_rows(taken(name)))
    assert len(rows) == 40
    assert all(isinstance(row, Row) and row.text and row.received_on for row in rows)


def test_wrong_rows_come_back_and_the_others_are_read():
    rows = list(read_rows(taken("opinions-with-errors.xlsx")))
    assert [row.number for row in rows if isinstance(row, RefusedRow)] == [4, 7, 10]
    assert len(rows) == 40
