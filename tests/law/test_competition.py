"""Art. 29(1) and FCR: fair-competition review."""

from dataclasses import replace
from datetime import date

from decisions.law.facts.review import Competition
from decisions.law.terms import CompetitionConclusion, OrganLevel, Section
from tests.law.dossiers import FIRST, SECOND, lawful_dossier, not_met, ruling, with_finding

UNTOUCHED = {"matter__market": False, "competition": Competition()}
EXCEPTION = {
    "competition__conclusion": CompetitionConclusion.EXCEPTION,
    "competition__exception_purpose": "维护公共安全",
    "competition__exception_no_alternative": "没有影响更小的办法",
    "competition__exception_term": "实施期限两年",
}


def test_art_29_only_a_signed_finding_passes_competition_over() -> None:
    assert not_met(lawful_dossier(**UNTOUCHED)) == {
        "competition_is_passed_over_by_finding",
        "every_section_has_ended",
    }
    assert not_met(with_finding(Section.COMPETITION, **UNTOUCHED)) == set()


def test_art_29_a_draft_that_restricts_competition_is_not_issued() -> None:
    dossier = lawful_dossier(competition__conclusion=CompetitionConclusion.RESTRICTS)
    assert not_met(dossier) == {"competition_was_reviewed"}


def test_fcr_14_the_regulator_reviews_a_governments_draft_too() -> None:
    dossier = lawful_dossier(competition__reviewed_by_regulator=False)
    assert not_met(dossier) == {"regulator_reviewed_too"}
    township = replace(dossier, matter=replace(dossier.matter, organ_level=OrganLevel.TOWNSHIP))
    assert not_met(township) == set()


def test_fcr_14_the_drafter_reviews_first() -> None:
    dossier = lawful_dossier(competition__preliminary_on=date(2024, 11, 16))
    assert not_met(dossier) == {"regulator_reviewed_too"}


def test_fcr_16_operators_are_heard() -> None:
    dossier = lawful_dossier(competition__operators_heard=False)
    assert not_met(dossier) == {"operators_were_heard"}


def test_fcr_16_binds_no_matter_begun_before_it_was_in_force() -> None:
    dossier = lawful_dossier(competition__operators_heard=False)
    early = replace(dossier, profile=replace(dossier.profile, on=date(2024, 7, 31)))
    assert not_met(early) == set()


def test_fcr_12_an_exception_explains_itself_in_three_fields() -> None:
    assert not_met(lawful_dossier(**EXCEPTION)) == set()
    for field in ("purpose", "no_alternative", "term"):
        dossier = lawful_dossier(**EXCEPTION | {f"competition__exception_{field}": ""})
        assert not_met(dossier) == {"exception_is_explained"}


def test_art_29_a_conclusion_on_an_older_draft_waits_for_a_ruling() -> None:
    dossier = lawful_dossier(competition__draft_digest=FIRST)
    assert not_met(dossier) == {"competition_review_saw_this_draft"}
    ruled = replace(dossier, rulings=(ruling(Section.COMPETITION, FIRST, SECOND),))
    assert not_met(ruled) == set()
