"""One matter from the suggestion to the archive, every act by its own person, every paper issued."""

import pytest

from decisions.law.terms import Progress, Stage
from decisions.models import SectionProgress
from tests.stories import walk
from tests.story import CHIEF, HEAD, Tale, proposed
from workflows import fsck
from workflows.act import ACTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def tale() -> Tale:
    return proposed(walk.NEW_YEAR)


def test_the_whole_road_from_proposal_to_archive(tale: Tale) -> None:
    walk.until_meeting(tale)
    assert tale.stage is Stage.SUBMITTED
    walk.sat(tale)
    tale.act("adopt", CHIEF)
    assert tale.stage is Stage.DECIDED
    walk.promulgated(tale)
    assert tale.stage is Stage.PROMULGATED
    walk.executed(tale)
    tale.later(60)
    tale.act("file_execution_report", walk.EXECUTOR, text="执行情况良好。")
    walk.archived(tale)
    tale.act("conclude", HEAD)
    assert tale.stage is Stage.CONCLUDED
    assert papers(tale) == list(walk.PAPERS)
    assert list(fsck.examine([tale.decision_id])) == []


def test_every_section_is_concluded_and_every_act_stands_in_the_record(tale: Tale) -> None:
    walk.until_review(tale)
    progress = dict(
        SectionProgress.objects.filter(decision=tale.decision_id).values_list("section", "progress")
    )
    concluded = {"participation", "expertise", "risk", "competition"}
    assert {s for s, p in progress.items() if p == Progress.CONCLUDED} == concluded
    entries = tale.decision.entries.order_by("seq")
    assert [entry.seq for entry in entries] == list(range(1, tale.decision.version + 1))
    known = set(ACTS) | {"propose", "register_submissions"}
    assert {entry.act for entry in entries} <= known
    assert all(entry.actor_name and entry.summary for entry in entries)


def test_what_the_facts_do_not_call_for_is_passed_over_by_signed_findings(tale: Tale) -> None:
    walk.started(tale, **walk.NOTHING)
    walk.drafted(tale)
    activity = walk.opened(tale)
    walk.closed(tale, activity)
    walk.told(tale)
    walk.passed_over(tale, "expertise", "risk", "competition")
    walk.reviewed(tale)
    walk.submitted(tale)
    assert tale.stage is Stage.SUBMITTED
    assert "未收到意见建议" in walk.words(tale, "adoption_notice")


def papers(tale: Tale) -> list[str]:
    """The kinds of paper issued, in order."""
    return list(tale.decision.notices.order_by("pk").values_list("kind", flat=True))
