"""Gathering promulgation, execution, evaluation and the archive (Art. 32 to 37)."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from decisions import models as m
from decisions.law.archive import SLOTS
from decisions.law.terms import (
    Disclosure,
    Stage,
)
from tests.decisions.gathered import dossier
from tests.factories import decision_at, town
from tests.stages import On

pytestmark = pytest.mark.django_db


def test_the_promulgation_is_read_whole():
    found = dossier(decision_at(Stage.PROMULGATED))
    publication = found.publication
    assert (publication.decided_on, publication.published_on) == (On.met, On.published)
    assert publication.channels == ("website", "notice_board")
    assert publication.adoption_statement is True
    assert publication.disclosure is Disclosure.PROACTIVE
    assert found.reports.party_reported_on == On.reported
    assert found.reports.npc_reference is None


def test_only_the_chief_executive_of_that_day_counts_as_the_head():
    decision = decision_at(Stage.SUSPENDED)
    assert dossier(decision).execution.suspension.decided_by_head is True
    chief = town().by(Role.CHIEF_EXECUTIVE).appointments.filter(role=Role.CHIEF_EXECUTIVE)
    chief.update(ends_on=On.suspended)
    assert dossier(decision).execution.suspension.decided_by_head is True
    chief.update(ends_on=On.suspended - timedelta(days=1))
    assert dossier(decision).execution.suspension.decided_by_head is False


def test_an_adjustment_is_a_linked_decision_that_ran_its_course():
    decision = decision_at(Stage.IN_EXECUTION)
    assert dossier(decision).execution.adjustment is None
    decision_at(Stage.TERMINATED, adjusts=decision)
    assert dossier(decision).execution.adjustment is None
    decision_at(Stage.DRAFTING, adjusts=decision)
    adjustment = dossier(decision).execution.adjustment
    assert (adjustment.linked_decision, adjustment.procedures_rerun) == (True, False)
    decision_at(Stage.PROMULGATED, adjusts=decision)
    assert dossier(decision).execution.adjustment.procedures_rerun is True


@pytest.mark.parametrize(
    ("evaluator", "main", "appears"),
    [
        ("样例社会调查中心", False, False),
        ("平安法治办公室", True, True),
        ("样例大学", False, True),
        ("丁工", False, True),
    ],
)
def test_art_36_who_assessed_before_is_recognised(evaluator, main, appears):
    decision = decision_at(Stage.CONCLUDED)
    m.Evaluation.objects.update(evaluator=evaluator)
    evaluation = dossier(decision).execution.evaluation
    assert (evaluation.main_assessor, evaluation.appears_in_file) == (main, appears)


def test_art_36_the_house_with_most_expert_opinions_is_a_main_assessor():
    decision = decision_at(Stage.CONCLUDED)
    decision.experts.filter(name="丁工").update(institution="样例大学")
    m.Evaluation.objects.update(evaluator="样例大学")
    assert dossier(decision).execution.evaluation.main_assessor is True


def test_the_archive_is_read_with_its_checklist():
    archive = dossier(decision_at(Stage.CONCLUDED)).archive
    assert [item.slot for item in archive.items] == list(SLOTS)
    hearing = next(item for item in archive.items if item.slot == "hearing")
    assert (hearing.present, hearing.not_needed) == (False, "未举行听证")
    assert hearing.filed_under == "hearing"
    assert (archive.retention, archive.digests_match) == ("permanent", True)
    assert archive.archived_on == On.evaluated
