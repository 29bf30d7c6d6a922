"""Art. 8, 31 and 32: reports before issue, then promulgation."""

from dataclasses import replace
from datetime import date

from decisions.law.calendar import calendar
from decisions.law.terms import MeetingResult, NpcStep
from tests.law.dossiers import lawful_dossier, met_by, not_met, reason, unknown, with_figures


def test_art_8_what_belongs_to_the_congress_goes_there_before_issue() -> None:
    late = lawful_dossier(reports__npc_on=date(2024, 12, 17))
    assert not_met(late) == {"congress_did_its_part"}
    assert unknown(lawful_dossier(reports__npc_reference=None)) == {"congress_did_its_part"}
    free = lawful_dossier(matter__npc_step=NpcStep.NONE, reports__npc_reference=None)
    assert unknown(free) == set()


def test_art_31_the_party_committee_is_asked_before_issue() -> None:
    late = lawful_dossier(reports__party_reported_on=date(2024, 12, 17))
    assert not_met(late) == {"party_committee_was_asked"}
    assert not_met(lawful_dossier(reports__party_reference="")) == {"party_committee_was_asked"}


def test_art_31_a_local_rule_may_ask_before_the_meeting() -> None:
    early = with_figures(lawful_dossier(), party_report_before="deliberation")
    assert not_met(early) == {"party_committee_was_asked"}


def test_art_30_only_what_was_adopted_is_published() -> None:
    dossier = met_by(result=MeetingResult.DEFER)
    assert "only_what_was_adopted_is_published" in not_met(dossier)
    early = lawful_dossier(publication__decided_on=date(2024, 12, 6))
    assert not_met(early) == {"only_what_was_adopted_is_published"}


def test_art_32_the_decision_goes_out_by_every_channel_of_the_profile() -> None:
    dossier = lawful_dossier(publication__channels=("website",))
    assert not_met(dossier) == {"published_by_every_channel"}
    township = with_figures(dossier, publication_channels=("website",))
    assert not_met(township) == set()


def test_gir_26_a_decision_is_public_within_twenty_working_days() -> None:
    # Decided on Monday, 9 December 2024; New Year's Day does not count.
    on_time = {"publication__published_on": date(2025, 1, 7)}
    late = {"publication__published_on": date(2025, 1, 8)}
    later = {"publication__interpretation_on": date(2025, 1, 8)}
    assert not_met(lawful_dossier(**on_time | later)) == set()
    assert not_met(lawful_dossier(**late | later)) == {"published_in_time"}
    reasons = (reason("published_in_time"),)
    assert not_met(lawful_dossier(reasons=reasons, **late | later)) == set()


def test_gir_26_an_unpublished_decision_is_judged_on_the_day_of_judging() -> None:
    waiting = lawful_dossier(publication__published_on=None)
    assert "published_in_time" in unknown(waiting)
    assert "published_in_time" not in unknown(replace(waiting, as_of=date(2025, 1, 7)))


def test_gir_26_a_limit_without_a_holiday_table_needs_a_named_reason() -> None:
    unsure = replace(lawful_dossier(), calendar=replace(calendar(), tables=()))
    assert "published_in_time" in not_met(unsure)


def test_art_32_the_adoption_of_views_is_told_with_the_decision() -> None:
    dossier = lawful_dossier(publication__adoption_statement=False)
    assert not_met(dossier) == {"adoption_is_stated_with_the_decision"}
    quiet = replace(dossier, matter=replace(dossier.matter, general_concern=False, technical=True))
    assert not_met(quiet) == {"adoption_is_stated_with_the_decision"}


def test_sc80_2_the_interpretation_comes_with_the_decision() -> None:
    # Published on Monday the 16th: three working days end on Thursday the 19th.
    in_time = lawful_dossier(publication__interpretation_on=date(2024, 12, 19))
    late = lawful_dossier(publication__interpretation_on=date(2024, 12, 20))
    assert not_met(in_time) == set()
    assert not_met(late) == {"interpretation_is_ready"}
    unpublished = replace(lawful_dossier(publication__published_on=None), as_of=date(2024, 12, 14))
    assert "interpretation_is_ready" not in unknown(unpublished)
