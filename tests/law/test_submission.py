"""Art. 26(1) and 29: what goes to the reviewer and what goes to the meeting."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.law.judge import shortcomings
from decisions.law.terms import Progress, Section
from tests.law.dossiers import (
    CONSULTATION,
    DRAFTS,
    SEMINAR,
    finding,
    lawful_dossier,
    not_met,
    unknown,
)


@pytest.mark.parametrize("slot", ["legal_bases", "statement_of_steps"])
def test_art_26_the_request_is_complete(slot: str) -> None:
    assert not_met(lawful_dossier(**{f"legality__{slot}": False})) == {"request_is_complete"}


@pytest.mark.parametrize("progress", [Progress.UNDER_WAY, Progress.REOPENED])
@pytest.mark.parametrize("section", list(Section))
def test_art_26_no_section_is_left_open(section: Section, progress: Progress) -> None:
    dossier = lawful_dossier(**{f"{section.value}__progress": progress})
    assert not_met(dossier) == {"no_section_is_left_open"}


@pytest.mark.parametrize(
    "end",
    [
        "participation__adoption_note_on",
        "hearing__report_on",
        "expertise__adoption_note_on",
        "risk__report_on",
        "competition__concluded_on",
    ],
)
def test_art_26_every_section_has_ended(end: str) -> None:
    assert "every_section_has_ended" in unknown(lawful_dossier(**{end: None}))


def test_art_26_a_finding_is_reasoned_and_signed() -> None:
    unsigned = replace(finding(Section.HEARING), signed_on=None)
    assert not_met(lawful_dossier(findings=(unsigned,))) == {"findings_are_signed"}
    unreasoned = replace(finding(Section.HEARING), reason=" ")
    assert not_met(lawful_dossier(findings=(unreasoned,))) == {"findings_are_signed"}


def test_art_18_after_a_major_revision_views_are_heard_again_as_needed() -> None:
    drafts = (DRAFTS[0], replace(DRAFTS[1], major_revision=True))
    dossier = lawful_dossier(drafts=drafts)
    assert not_met(dossier) == {"major_revision_was_heard_again"}
    assert shortcomings(dossier, ["G10"]) == []  # only logged
    again = replace(CONSULTATION, opens_on=date(2024, 11, 8))
    heard = lawful_dossier(drafts=drafts, participation__activities=(CONSULTATION, again, SEMINAR))
    assert "major_revision_was_heard_again" not in not_met(heard)


@pytest.mark.parametrize(
    ("slot", "rule"),
    [
        ("draft", "package_holds_draft_and_opinion"),
        ("legality_opinion", "package_holds_draft_and_opinion"),
        ("public_adoption", "package_holds_public_views"),
        ("expert_adoption", "package_holds_expert_views"),
        ("risk_report", "package_holds_the_risk_report"),
        ("competition_review", "package_holds_the_competition_review"),
    ],
)
def test_art_29_the_six_slots_are_filled(slot: str, rule: str) -> None:
    assert not_met(lawful_dossier(**{f"package__{slot}": False})) == {rule}


def test_art_29_other_papers_are_thought_of() -> None:
    dossier = lawful_dossier(package__other_materials=None)
    assert unknown(dossier) == {"other_papers_were_thought_of"}
    assert shortcomings(dossier, ["G12"]) == []  # only logged


def test_sc80_1_the_plan_of_the_meeting_speaks_of_observers() -> None:
    assert not_met(lawful_dossier(package__observer_ways="")) == {"observers_were_decided_on"}
    nobody = lawful_dossier(package__observers_invited=False, package__observer_ways=None)
    assert (not_met(nobody), unknown(nobody)) == (set(), set())


def test_sc80_2_the_interpretation_is_planned_with_the_draft() -> None:
    dossier = lawful_dossier(package__interpretation_planned=False)
    assert not_met(dossier) == {"interpretation_is_planned"}
