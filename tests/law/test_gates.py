"""The gates, the index of rules, and what the judge makes of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from decisions.law.article import RULES, article
from decisions.law.dossier import Dossier
from decisions.law.facts.base import Sheet
from decisions.law.facts.initiation import Draft, Matter
from decisions.law.gates import GATES, NEVER_SKIPPABLE, SECTIONS, gate
from decisions.law.judge import rules_of, shortcomings
from decisions.law.shortcoming import Shortcoming
from decisions.law.statutes import UnknownArticle, all_citations, citation
from decisions.law.terms import MeetingResult, Section, Severity
from tests.law.dossiers import (
    LAWFUL,
    MEETING,
    changed,
    finding,
    lawful_dossier,
    not_met,
    reason,
    unknown,
)

ROLES = {
    "drafting_officer",
    "lead_unit_head",
    "openness_officer",
    "expert",
    "risk_assessor",
    "legal_reviewer",
    "counsel",
    "meeting_secretary",
    "meeting_member",
    "chief_executive",
    "records_officer",
    "catalogue_keeper",
    "market_regulator",
    "executing_unit",
    "evaluating_unit",
    "hearing_chair",
    "hearing_clerk",
}


def test_every_article_of_the_decree_has_a_rule_or_an_argued_line() -> None:
    ruled = {citation(ref).number for rule in RULES.values() for ref in own(rule.articles)}
    decree = [found for found in all_citations() if not found.statute.prefix]
    left = {found.number for found in decree if found.left_to_people}
    assert {found.number for found in decree} == ruled | left
    assert len({found.number for found in decree}) == 44


def own(refs: tuple[str, ...]) -> list[str]:
    return [ref for ref in refs if not citation(ref).statute.prefix]


def test_the_road_has_its_gates_and_each_asks_rules() -> None:
    assert list(GATES) == [
        *("G1", "G2", "G3", "G4", "G5", "G5p"),
        *(f"G{n}" for n in range(6, 21)),
    ]
    assert all(rules_of([one]) for one in GATES)
    assert {rule.gate for rule in RULES.values()} == set(GATES)
    for one in GATES.values():
        assert [citation(ref) for ref in one.basis]


def test_legality_review_and_deliberation_are_never_skippable() -> None:
    assert NEVER_SKIPPABLE == ("G11", "G13")
    assert not any(gate(one).skippable for one in NEVER_SKIPPABLE)
    assert {one.id for one in GATES.values() if one.skippable} == {"G5", "G6", "G7", "G8", "G9"}
    with pytest.raises(KeyError):
        gate("G21")


def test_no_finding_whatever_opens_the_gates_that_nobody_skips() -> None:
    everything = tuple(finding(section) for section in Section)
    bare = lawful_dossier(
        findings=everything,
        legality=type(LAWFUL.legality)(),
        meetings=(changed(MEETING, result=None, views=None),),
    )
    assert all(shortcomings(bare, [one]) for one in NEVER_SKIPPABLE)


def test_no_reason_opens_a_gate_that_blocks() -> None:
    dossier = lawful_dossier(legality__counsel_opinions=0, reasons=(reason("counsel_was_heard"),))
    assert not_met(dossier) == {"counsel_was_heard"}


def test_every_rule_of_the_sections_says_who_can_mend_and_in_one_sentence_what_it_is() -> None:
    modules = {f"decisions.law.{section}" for section in SECTIONS}
    for rule in RULES.values():
        assert rule.body.__module__ in modules
        assert rule.who in ROLES
        assert rule.words
        assert rule.words.endswith(".")


def test_a_lawful_dossier_passes_every_gate() -> None:
    assert all(shortcomings(LAWFUL, [one]) == [] for one in GATES)


def test_an_unknown_fact_blocks_a_live_gate_and_names_itself() -> None:
    missing = shortcomings(lawful_dossier(legality__counsel_opinions=None), ["G11"])
    assert [(found.article, found.who) for found in missing] == [("28", "counsel")]
    assert "法律顾问、公职律师意见份数" in missing[0].what


def test_a_rule_refuses_an_unknown_citation_and_a_second_rule_of_its_name() -> None:
    def organ_is_named(dossier: Dossier) -> Iterator[Shortcoming]:
        return iter(())

    with pytest.raises(UnknownArticle):
        article("99", gate="G1")(organ_is_named)
    with pytest.raises(ValueError, match="organ_is_named"):
        article("2", gate="G1")(organ_is_named)


def test_a_fact_sheet_tells_the_unknown_from_the_no() -> None:
    assert Matter(technical=False).known("technical") is False
    assert Sheet.label.__name__ == "label"
    assert Matter.label("technical") == "专业性、技术性是否较强"


def test_the_newest_draft_counts_and_no_draft_is_an_empty_one() -> None:
    assert LAWFUL.draft.version == 2
    assert lawful_dossier(drafts=()).draft == Draft()
    assert lawful_dossier(meetings=()).meeting.held_on is None


def test_a_shortcoming_may_name_another_person_than_its_rule() -> None:
    rule = RULES["counsel_was_heard"]

    def body(dossier: Dossier) -> Iterator[Shortcoming]:
        yield Shortcoming("28", "甲", "乙", who="legal_reviewer")

    RULES[rule.name] = replace(rule, body=body)
    try:
        assert [s.who for s in shortcomings(LAWFUL, ["G11"])] == ["legal_reviewer"]
    finally:
        RULES[rule.name] = rule


def test_what_is_only_logged_never_stands_in_the_way() -> None:
    logged = [rule for rule in RULES.values() if rule.severity is Severity.LOGGED]
    assert logged
    bare = Dossier(profile=LAWFUL.profile, as_of=LAWFUL.as_of)
    blocked = {found.rule for found in shortcomings(bare, GATES)}
    assert not blocked & {rule.name for rule in logged}
    assert unknown(bare)


def test_each_rule_is_broken_by_some_test() -> None:
    folder = Path(__file__).parent
    said = "".join(path.read_text(encoding="utf-8") for path in folder.glob("test_*.py"))
    assert [name for name in RULES if f'"{name}"' not in said] == []


def test_five_results_end_a_meeting() -> None:
    assert set(LAWFUL.profile.meeting_results) == {str(result) for result in MeetingResult}
