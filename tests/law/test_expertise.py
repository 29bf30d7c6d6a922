"""Art. 19 to 21: expert review."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from decisions.law.dossier import Dossier
from decisions.law.facts.review import Expertise
from decisions.law.terms import Section
from tests.law.dossiers import (
    DRAFTS,
    EXPERT,
    FIRST,
    SECOND,
    lawful_dossier,
    not_met,
    ruling,
    unknown,
    with_figures,
    with_finding,
)

NOT_TECHNICAL = {"matter__technical": False, "expertise": Expertise()}


def one_expert(**changes: Any) -> Dossier:
    """The lawful dossier with one changed expert only."""
    return lawful_dossier(expertise__experts=(replace(EXPERT, **changes),))


def test_art_19_a_technical_matter_is_argued_by_experts() -> None:
    assert not_met(lawful_dossier(expertise__experts=())) == {"enough_experts_were_heard"}
    assert "enough_experts_were_heard" in unknown(lawful_dossier(expertise__form=None))


def test_art_19_only_a_signed_finding_passes_expertise_over() -> None:
    assert not_met(lawful_dossier(**NOT_TECHNICAL)) == {
        "expertise_is_passed_over_by_finding",
        "every_section_has_ended",
    }
    assert not_met(with_finding(Section.EXPERTISE, **NOT_TECHNICAL)) == set()


def test_art_19_no_finding_passes_over_a_technical_matter() -> None:
    dossier = with_finding(Section.EXPERTISE, expertise=Expertise())
    assert "enough_experts_were_heard" in unknown(dossier)


def test_art_19_a_local_rule_may_ask_for_more_and_for_an_odd_number() -> None:
    assert not_met(with_figures(lawful_dossier(), expert_minimum=5)) == {
        "enough_experts_were_heard"
    }
    two = lawful_dossier(expertise__experts=(EXPERT, EXPERT))
    assert not_met(with_figures(two, expert_odd=True)) == {"enough_experts_were_heard"}


def test_art_20_the_line_department_keeps_to_its_share() -> None:
    capped = with_figures(
        one_expert(from_lead_unit=True), expert_line_department_share=Fraction(1, 3)
    )
    assert not_met(capped) == {"experts_stand_for_more_than_one_house"}
    assert not_met(one_expert(from_lead_unit=True)) == set()
    free = with_figures(lawful_dossier(), expert_line_department_share=Fraction(1, 3))
    assert not_met(free) == set()


def test_art_20_a_declared_interest_bars_an_expert() -> None:
    assert not_met(one_expert(direct_interest=True)) == {"no_expert_has_an_interest"}
    assert unknown(one_expert(conflict_declared_on=None)) == {"no_expert_has_an_interest"}


def test_art_19_a_written_opinion_is_signed() -> None:
    assert not_met(one_expert(signed=False)) == {"written_opinions_are_signed"}


def test_art_19_views_are_answered_after_they_are_given() -> None:
    dossier = lawful_dossier(expertise__adoption_note_on=date(2024, 11, 11))
    assert not_met(dossier) == {"expert_views_are_answered"}


def test_art_19_an_opinion_on_an_older_draft_waits_for_a_ruling() -> None:
    assert not_met(one_expert(draft_digest=FIRST)) == {"experts_saw_this_draft"}
    ruled = replace(
        one_expert(draft_digest=FIRST), rulings=(ruling(Section.EXPERTISE, FIRST, SECOND),)
    )
    assert not_met(ruled) == set()


def test_art_19_a_chain_of_rulings_counts_and_a_ruling_of_another_section_does_not() -> None:
    between = "d" * 64
    chain = (
        ruling(Section.EXPERTISE, between, SECOND),
        ruling(Section.EXPERTISE, FIRST, between),
    )
    dossier = one_expert(draft_digest=FIRST)
    assert not_met(replace(dossier, rulings=chain)) == set()
    assert not_met(replace(dossier, rulings=chain[:1])) == {"experts_saw_this_draft"}
    other = (ruling(Section.RISK, FIRST, SECOND),)
    assert not_met(replace(dossier, rulings=other)) == {"experts_saw_this_draft"}
    nameless = (replace(ruling(Section.EXPERTISE, FIRST, SECOND), ruled_by=None),)
    assert not_met(replace(dossier, rulings=nameless)) == {"experts_saw_this_draft"}
    assert DRAFTS[-1].digest == SECOND


def test_art_19_an_expert_heard_at_a_meeting_need_not_write() -> None:
    spoken = replace(EXPERT, opinion_on=None, signed=None, draft_digest=None)
    dossier = lawful_dossier(expertise__experts=(EXPERT, spoken))
    assert (not_met(dossier), unknown(dossier)) == (set(), set())
