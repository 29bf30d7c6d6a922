"""The table article → rule → act → notice → test, and the page written from it."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from decisions.law.article import RULES
from decisions.law.gates import GATES
from workflows import registry
from workflows.management.commands import statute as command
from workflows.statute import acts_of, gate_title, table


def test_every_article_of_the_decree_stands_once_and_in_order() -> None:
    decree = [line for line in table() if not line.article.statute.prefix]
    assert [int(line.article.number) for line in decree] == list(range(1, 45))


def test_every_article_with_a_rule_has_its_evidence_by_name() -> None:
    bare = [
        line.key
        for line in table()
        if line.rules and not line.tests and not line.article.statute.prefix
    ]
    assert bare == []


def test_every_rule_stands_in_the_table() -> None:
    assert {rule.name for line in table() for rule in line.rules} == set(RULES)


def test_an_article_is_ruled_or_left_to_people_with_an_argument() -> None:
    for line in table():
        if not line.article.statute.prefix:
            assert line.rules or line.article.left_to_people


def test_a_rule_is_asked_by_the_acts_that_name_its_gate() -> None:
    for rule in RULES.values():
        assert all(rule.gate in act.gates for act in acts_of(rule))
        assert gate_title(rule).startswith(rule.gate)


def test_acts_name_only_gates_that_exist() -> None:
    assert {one for act in registry.acts().values() for one in act.gates} <= set(GATES)


def test_article_15_leads_to_its_rules_and_tests() -> None:
    (line,) = (line for line in table() if line.article.ref == "15")
    assert "open_long_enough" in {rule.name for rule in line.rules}
    assert "tests/law/test_consultation.py" in line.tests
    assert line.key == "art_15_"
    assert all(notice for notice in line.notices)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page at a place of its own."""
    place = tmp_path / "statute.md"
    monkeypatch.setattr(command, "PAGE", place)
    return place


def test_the_command_writes_the_page_and_then_finds_it_fresh(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stale:
        call_command("statute", "--check")
    assert stale.value.code == 1
    call_command("statute")
    call_command("statute", "--check")
    out = capsys.readouterr().out
    assert "15 → " in out
    assert "pytest -k art_15_" in out
    assert "第十五条" in page.read_text(encoding="utf-8")


@pytest.mark.usefixtures("page")
def test_the_command_gives_the_table_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("statute", "--json")
    rows = {row["article"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["1"]["left_to_people"]
    assert "open_long_enough" in rows["15"]["rules"]


def test_docs_statute_is_fresh() -> None:
    call_command("statute", "--check")
