"""Art. 33: the file is complete, unaltered, and kept."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.law.archive import NEVER_MISSING, SLOTS
from decisions.law.dossier import Dossier
from decisions.law.facts.execution import ArchiveItem
from decisions.law.judge import shortcomings
from tests.law.dossiers import LAWFUL, lawful_dossier, not_met, unknown, with_figures

ITEMS = LAWFUL.archive.items or ()


def with_item(slot: str, item: ArchiveItem) -> Dossier:
    """The lawful dossier with one slot of its checklist exchanged."""
    others = tuple(kept for kept in ITEMS if kept.slot != slot)
    return lawful_dossier(archive__items=(*others, item))


def test_art_33_every_slot_is_filled_or_argued() -> None:
    dossier = with_item("execution", ArchiveItem(slot="execution", present=False))
    assert not_met(dossier) == {"every_slot_is_filled_or_argued"}


@pytest.mark.parametrize("slot", NEVER_MISSING)
def test_art_33_draft_opinion_and_record_are_in_every_file(slot: str) -> None:
    argued = ArchiveItem(slot=slot, present=False, not_needed="略")
    assert not_met(with_item(slot, argued)) == {"mandatory_papers_are_there"}
    assert slot in SLOTS


def test_art_33_a_risk_report_filed_as_an_evaluation_is_found() -> None:
    dossier = with_item("risk", ArchiveItem(slot="risk", present=True, filed_under="execution"))
    assert not_met(dossier) == {"papers_stand_under_their_own_heading"}
    assert "风险评估报告" in shortcomings(dossier, ["G16"])[0].what


def test_art_33_no_checklist_is_unknown_and_not_missing() -> None:
    assert "every_slot_is_filled_or_argued" in unknown(lawful_dossier(archive__items=None))


def test_archreg_39_every_file_is_what_was_recorded() -> None:
    assert not_met(lawful_dossier(archive__digests_match=False)) == {"digests_match"}


def test_art_33_the_file_says_how_long_it_is_kept() -> None:
    assert not_met(lawful_dossier(archive__retention="")) == {"retention_is_set"}


def test_art_33_a_local_limit_for_the_hand_over_is_kept() -> None:
    # Finished on 31 December 2024, handed over on 10 January 2025.
    assert not_met(with_figures(lawful_dossier(), archive_days=10)) == set()
    strict = with_figures(lawful_dossier(), archive_days=9)
    assert not_met(strict) == {"handed_over_in_time"}
    waiting = replace(strict, archive=replace(strict.archive, archived_on=None))
    assert not_met(waiting) == {"handed_over_in_time"}
    assert not_met(replace(waiting, as_of=date(2025, 1, 9))) == set()
