"""The detours of the road as live decisions: urgent, sent back, found unlawful, against, suspended."""

import pytest

from decisions.errors import Illegible, NotNow, NotReady
from decisions.law.terms import Progress, Stage
from decisions.models import SectionProgress
from tests.stories import walk
from tests.story import CHIEF, HEAD, Tale, proposed, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def tale() -> Tale:
    return proposed(walk.NEW_YEAR)


def progress(tale: Tale, section: str) -> str:
    return SectionProgress.objects.get(decision=tale.decision_id, section=section).progress


def test_art_15_in_urgency_ten_days_with_the_reason_in_the_notice(tale: Tale) -> None:
    walk.drafted(walk.started(tale, **walk.NOTHING))
    activity = walk.opened(tale, 10, shortened_reason="桥墩冲刷严重，须立即限制通行。")
    assert (activity.closes_on - activity.opens_on).days == 10
    assert "桥墩冲刷严重" in walk.words(tale, "consultation_notice")
    walk.closed(tale, activity)


def test_art_24_uncontrollable_risk_goes_back_until_measures_are_taken(tale: Tale) -> None:
    walk.drafted(walk.started(tale))
    walk.heard(tale)
    walk.argued(tale)
    walk.compared(tale)
    walk.assessed(tale, "uncontrollable")
    tale.act("determine_risk", CHIEF, conclusion="uncontrollable", reason="选址不当，重新比选。")
    assert progress(tale, "risk") == Progress.REOPENED
    with refused(NotReady, article="26.1"):
        walk.sent_to_review(tale)
    tale.later(10)
    walk.redrafted(tale, walk.CHANGED + "\n第四条 更换选址，远离住宅。")
    tale.act(
        "supplement_risk_assessment",
        walk.ASSESSOR,
        level="low",
        conclusion="controllable",
        report_text="新选址风险可控。",
        report_on=tale.today,
    )
    tale.act("determine_risk", CHIEF, conclusion="controllable")
    tale.act("conclude_risk", HEAD)
    for section in ("expertise", "competition"):
        tale.act("rule_on_change", HEAD, section=section, outcome="no_substantive_change")
    walk.sent_to_review(tale)
    assert tale.stage is Stage.LEGALITY_REVIEW


def test_art_25_an_unlawful_draft_goes_back_and_is_reviewed_again(tale: Tale) -> None:
    walk.until_review(tale)
    walk.reviewed(tale, power="unlawful")
    tale.act("respond_to_point", response="删除超越权限的条款。")
    with refused(NotReady, article="25.2"):
        walk.submitted(tale)
    tale.act("return_to_drafting", walk.REVIEWER, defects="删除超越权限的条款。")
    assert tale.stage is Stage.DRAFTING
    walk.redrafted(tale, walk.CHANGED + "\n第四条 处罚由有权机关依法实施。")
    for section in ("expertise", "risk", "competition"):
        tale.act("rule_on_change", HEAD, section=section, outcome="no_substantive_change")
    walk.reviewed(tale)
    walk.submitted(tale)
    assert tale.stage is Stage.SUBMITTED
    assert tale.decision.legality_reviews.count() == 2


def test_art_30_against_the_majority_only_with_reasons(tale: Tale) -> None:
    walk.until_meeting(tale)
    walk.sat(tale, "oppose", "oppose", "agree")
    with refused(Illegible):
        tale.act("adopt", CHIEF)
    reasons = "安全隐患不能拖延，两位同志的意见在执行中逐项落实。"
    tale.act("adopt", CHIEF, majority_reason=reasons)
    assert tale.stage is Stage.DECIDED
    item = tale.decision.agenda_items.get()
    assert item.majority_reason == reasons
    assert item.views.filter(stand="oppose").exclude(statement="").count() == 2


def test_art_37_suspended_first_in_urgency_then_resumed(tale: Tale) -> None:
    walk.until_meeting(tale)
    walk.sat(tale)
    tale.act("adopt", CHIEF)
    walk.promulgated(tale)
    with refused(NotNow):
        tale.act("suspend", CHIEF, situation="洪水冲毁护岸。", urgency="危及人身安全。")
    walk.executed(tale)
    tale.later(30)
    tale.act("report_execution_issue", walk.EXECUTOR, situation="洪水冲毁护岸。")
    tale.act("suspend", CHIEF, situation="洪水冲毁护岸。", urgency="危及人身安全。")
    assert tale.stage is Stage.SUSPENDED
    tale.later(20)
    tale.act("resume", CHIEF, reason="护岸修复，检测合格。")
    assert tale.stage is Stage.IN_EXECUTION
