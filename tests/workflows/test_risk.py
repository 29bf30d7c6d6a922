"""Art. 22 to 24 as acts: opened, departments heard, points named, reported, weighed."""

from typing import Any

import pytest

from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.law.terms import Stage
from decisions.models import Decision, RiskAssessment
from tests import factories
from tests.stages.days import On
from tests.workflows.reviewing import DRAFTER, HEAD, act, drafted, granted, redraft, scan
from workflows.steps import risk as steps

pytestmark = pytest.mark.django_db
ASSESSOR, CHIEF = Role.RISK_ASSESSOR, Role.CHIEF_EXECUTIVE
OPENED = {"assessor": "平安法治办公室", "third_party": "False"}
REPORT = {
    "level": "low",
    "conclusion": "controllable",
    "contingency_plan": "集日增派人员。",
    "report_text": "走访商户二十家，风险可控。",
    "report_on": "2026-04-15",
}
UNCONTROLLABLE = {"conclusion": "uncontrollable", "reason": "增设临时停车点。"}


@pytest.fixture
def decision() -> Decision:
    opened = drafted()
    act(steps.OpenRiskAssessment, opened, DRAFTER, **OPENED)
    return opened


def reported(decision: Decision, **report: Any) -> None:
    act(steps.HearDepartment, decision, ASSESSOR, name="派出所", heard_on="2026-04-08")
    act(steps.AddRiskPoint, decision, ASSESSOR, description="装卸冲突", measure="划定时段")
    act(steps.FileRiskReport, decision, ASSESSOR, On.assessed, **(REPORT | report))


def progress(decision: Decision) -> str:
    return decision.sections.get(section="risk").progress


def risk(decision: Decision) -> RiskAssessment:
    return RiskAssessment.objects.get(decision=decision)


def test_art_22_the_whole_section(decision: Decision) -> None:
    reported(decision, file=scan(), signed="on")
    entry = act(steps.ConcludeRisk, decision, HEAD, On.assessed)
    assert progress(decision) == "concluded"
    assert entry.facts["progress"] == ["risk", "concluded"]
    assert risk(decision).draft == decision.drafts.get()
    assert risk(decision).report.signed
    assert risk(decision).entered_by == factories.town().by(DRAFTER)


def test_art_23_a_report_without_departments_or_points_does_not_conclude(
    decision: Decision,
) -> None:
    act(steps.FileRiskReport, decision, ASSESSOR, On.assessed, **REPORT)
    with pytest.raises(NotReady) as refusal:
        act(steps.ConcludeRisk, decision, DRAFTER, On.assessed)
    assert {s.article for s in refusal.value.shortcomings} == {"23.2"}
    assert len(refusal.value.shortcomings) == 3
    assert progress(decision) == "under_way"


def test_art_22_a_linked_report_is_not_repeated() -> None:
    decision = drafted()
    act(steps.OpenRiskAssessment, decision, ASSESSOR, **OPENED, linked_report="样评〔2025〕3号")
    act(steps.FileRiskReport, decision, ASSESSOR, On.assessed, **REPORT | {"contingency_plan": ""})
    act(steps.ConcludeRisk, decision, DRAFTER, On.assessed)
    assert progress(decision) == "concluded"


def test_art_23_a_report_of_its_own_has_a_contingency_plan_and_words(decision: Decision) -> None:
    with pytest.raises(Illegible) as refusal:
        act(steps.FileRiskReport, decision, ASSESSOR, **REPORT | {"contingency_plan": ""})
    assert "contingency_plan" in refusal.value.form.errors
    with pytest.raises(Illegible):
        act(steps.FileRiskReport, decision, ASSESSOR, On.assessed, **REPORT | {"report_text": ""})


def test_a_report_from_the_future_is_refused(decision: Decision) -> None:
    with pytest.raises(Illegible) as refusal:
        act(steps.FileRiskReport, decision, ASSESSOR, On.argued, **REPORT)
    assert "report_on" in refusal.value.form.errors


def test_art_24_an_uncontrollable_risk_reopens_the_section_until_it_is_answered(
    decision: Decision,
) -> None:
    reported(decision)
    act(steps.ConcludeRisk, decision, DRAFTER, On.assessed)
    act(steps.DetermineRisk, decision, CHIEF, On.assessed, **UNCONTROLLABLE)
    assert progress(decision) == "reopened"
    with pytest.raises(NotNow) as refusal:
        act(steps.ConcludeRisk, decision, DRAFTER, On.assessed)
    assert "第二十四条" in str(refusal.value.message)
    newer = redraft(decision, On.assessed)
    supplement = REPORT | {"report_on": "2026-04-16", "report_text": "增设后风险可控。"}
    act(steps.SupplementRiskAssessment, decision, ASSESSOR, On.compared, **supplement)
    kept = risk(decision)
    assert (kept.draft, kept.supplemented_on) == (newer, On.compared)
    assert kept.report_text.startswith("走访商户二十家")
    assert kept.report_text.endswith("增设后风险可控。")
    act(steps.ConcludeRisk, decision, DRAFTER, On.compared)
    act(steps.DetermineRisk, decision, CHIEF, On.compared, conclusion="controllable")
    assert progress(decision) == "concluded"
    assert risk(decision).organ_conclusion == "controllable"


@pytest.mark.parametrize("stage", [Stage.LEGALITY_REVIEW, Stage.SUBMITTED])
def test_art_24_an_uncontrollable_risk_sends_the_draft_back(stage: Stage) -> None:
    decision = granted(factories.decision_at(stage))
    entry = act(steps.DetermineRisk, decision, CHIEF, On.submitted, **UNCONTROLLABLE)
    assert (entry.stage_before, entry.stage_after) == (stage, Stage.DRAFTING)
    assert progress(decision) == "reopened"


def test_art_24_a_controllable_risk_moves_nothing() -> None:
    decision = granted(factories.decision_at(Stage.LEGALITY_REVIEW))
    entry = act(steps.DetermineRisk, decision, CHIEF, On.submitted, conclusion="controllable")
    assert entry.stage_after == Stage.LEGALITY_REVIEW
    assert progress(decision) == "concluded"


def test_art_24_who_sends_back_says_why(decision: Decision) -> None:
    reported(decision)
    with pytest.raises(Illegible) as refusal:
        act(steps.DetermineRisk, decision, CHIEF, On.assessed, conclusion="uncontrollable")
    assert "reason" in refusal.value.form.errors


def test_art_24_only_the_organ_weighs_the_risk(decision: Decision) -> None:
    reported(decision)
    for other in (ASSESSOR, DRAFTER, HEAD):
        with pytest.raises(NotYours):
            act(steps.DetermineRisk, decision, other, On.assessed, conclusion="controllable")


def test_art_24_nothing_is_weighed_before_there_is_a_report(decision: Decision) -> None:
    with pytest.raises(NotNow):
        act(steps.DetermineRisk, decision, CHIEF, conclusion="controllable")
    with pytest.raises(NotNow):
        act(steps.SupplementRiskAssessment, decision, ASSESSOR, On.assessed, **REPORT)


def test_a_report_is_filed_anew_until_the_section_is_concluded(decision: Decision) -> None:
    reported(decision)
    with pytest.raises(NotNow):
        act(steps.SupplementRiskAssessment, decision, ASSESSOR, On.assessed, **REPORT)
    act(steps.FileRiskReport, decision, ASSESSOR, On.assessed, **REPORT | {"level": "medium"})
    assert risk(decision).level == "medium"
    act(steps.ConcludeRisk, decision, DRAFTER, On.assessed)
    with pytest.raises(NotNow):
        act(steps.FileRiskReport, decision, ASSESSOR, On.assessed, **REPORT)


def test_nothing_is_assessed_before_the_section_is_open() -> None:
    decision = drafted()
    for doing, given in [
        (steps.HearDepartment, {"name": "派出所", "heard_on": "2026-04-08"}),
        (steps.AddRiskPoint, {"description": "冲突", "measure": "划线"}),
    ]:
        with pytest.raises(NotNow):
            act(doing, decision, ASSESSOR, **given)
    with pytest.raises(NotNow):
        act(steps.FileRiskReport, decision, ASSESSOR, On.assessed, **REPORT)


def test_a_section_set_free_of_its_finding_is_opened_first() -> None:
    decision = drafted()
    decision.sections.update_or_create(section="risk", defaults={"progress": "reopened"})
    with pytest.raises(NotNow):
        act(steps.FileRiskReport, decision, ASSESSOR, On.assessed, **REPORT)
    act(steps.OpenRiskAssessment, decision, ASSESSOR, **OPENED)
    assert progress(decision) == "under_way"


def test_the_drafter_does_not_assess(decision: Decision) -> None:
    with pytest.raises(NotYours):
        act(steps.AddRiskPoint, decision, DRAFTER, description="冲突", measure="划线")
    with pytest.raises(NotNow):
        act(steps.OpenRiskAssessment, decision, DRAFTER, **OPENED)
