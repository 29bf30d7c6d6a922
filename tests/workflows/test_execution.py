"""Art. 34 to 37 as acts: executing unit, reports, suspension, adjustment, evaluation, the end."""

from typing import Any

import pytest

from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.gather import gather
from decisions.law.terms import Stage
from decisions.models import (
    Archive,
    Decision,
    Entry,
    Evaluation,
    Execution,
    ExecutionIssue,
    ExecutionReport,
    Suspension,
)
from notices.models import Notice
from tests import factories
from tests.stages.days import On
from tests.workflows.meeting import CHIEF, at
from tests.workflows.reviewing import DRAFTER, HEAD, act, scan
from workflows import permissions
from workflows.models import Deadline
from workflows.steps import execution as steps
from workflows.steps import in_force as changing
from workflows.steps import post_evaluation as evaluating
from workflows.steps.forms.execution import months_later

pytestmark = pytest.mark.django_db
UNIT = Role.EXECUTING_UNIT
FACTS = {"situation": "山洪冲毁停车场。", "urgency": "危及车辆和行人。"}
HEARD = {
    "public_heard": True,
    "deputies_heard": True,
    "findings": "目标基本实现。",
    "result": "continue",
}


@pytest.fixture
def in_force() -> Decision:
    decision = at(Stage.IN_EXECUTION)
    permissions.grant_office(decision, factories.town().offices["enforcement"], UNIT)
    return decision


def stage(decision: Decision) -> str:
    decision.refresh_from_db()
    return decision.stage


def begin(decision: Decision, **more: Any) -> Entry:
    given = {
        "office": factories.town().offices["enforcement"].pk,
        "measures": "划线、设牌、巡查。",
        "first_report_on": On.due,
        "reports": 2,
        "every": 6,
    }
    return act(steps.BeginExecution, decision, CHIEF, On.archived, **(given | more))


def commission(decision: Decision, **more: Any) -> Entry:
    given = {"trigger": "found_necessary", "office": factories.town().offices["general"].pk}
    return act(evaluating.CommissionEvaluation, decision, CHIEF, On.commissioned, **(given | more))


def conclude_evaluation(decision: Decision, **more: Any) -> Entry:
    return act(
        evaluating.ConcludeEvaluation,
        decision,
        Role.EVALUATING_UNIT,
        On.evaluated,
        **(HEARD | more),
    )


def suspend(decision: Decision) -> Entry:
    return act(changing.Suspend, decision, CHIEF, On.suspended, **FACTS)


def test_art_34_the_unit_is_named_and_its_reports_have_days() -> None:
    decision = at(Stage.PROMULGATED)
    begin(decision)
    assert stage(decision) == Stage.IN_EXECUTION
    assert Execution.objects.get().named_on == On.archived
    due = list(ExecutionReport.objects.values_list("due_on", flat=True))
    assert due == [On.due, On.due.replace(year=2027, month=2)]
    assert [d.due_on for d in Deadline.objects.filter(kind="execution_report")] == due


def test_art_34_the_unit_may_report_from_then_on() -> None:
    decision = at(Stage.PROMULGATED)
    begin(decision)
    report = ExecutionReport.objects.first()
    act(steps.FileExecutionReport, decision, UNIT, On.filed, report=report.pk, text="秩序好转。")
    report.refresh_from_db()
    assert (report.filed_on, report.filed_by) == (On.filed, factories.town().by(UNIT))
    assert Deadline.objects.get(subject=On.due.isoformat()).met_on == On.filed


def test_art_34_no_report_is_due_before_execution_begins() -> None:
    decision = at(Stage.PROMULGATED)
    with pytest.raises(Illegible):
        begin(decision, first_report_on=On.published)
    with pytest.raises(NotYours):
        act(steps.BeginExecution, decision, HEAD, On.archived)


def test_art_34_only_the_named_unit_reports(in_force: Decision) -> None:
    report = ExecutionReport.objects.get()
    with pytest.raises(NotYours):
        act(steps.FileExecutionReport, in_force, DRAFTER, On.filed, report=report.pk, text="好。")


def test_art_34_when_every_report_is_filed_none_is_asked_for(in_force: Decision) -> None:
    report = ExecutionReport.objects.get()
    given = {"report": report.pk, "text": "秩序好转。"}
    act(steps.FileExecutionReport, in_force, UNIT, On.filed, **given, paper=scan())
    with pytest.raises((NotNow, Illegible)):
        act(steps.FileExecutionReport, in_force, UNIT, On.filed, **given)
    assert ExecutionReport.objects.get().paper


def test_art_35_a_problem_is_reported(in_force: Decision) -> None:
    act(steps.ReportExecutionIssue, in_force, UNIT, On.suspended, situation="山洪冲毁停车场。")
    assert ExecutionIssue.objects.get().reported_on == On.suspended
    form = changing.Suspend.form(decision=in_force)
    assert form.initial["situation"] == "山洪冲毁停车场。"
    with pytest.raises(NotYours):
        act(steps.ReportExecutionIssue, in_force, CHIEF, On.suspended, situation="山洪。")


def test_art_37_the_chief_executive_suspends_with_both_facts(in_force: Decision) -> None:
    suspend(in_force)
    assert stage(in_force) == Stage.SUSPENDED
    with pytest.raises(NotNow):
        suspend(in_force)


def test_art_37_without_urgency_nothing_is_suspended(in_force: Decision) -> None:
    with pytest.raises(Illegible) as refusal:
        act(changing.Suspend, in_force, CHIEF, On.suspended, **(FACTS | {"urgency": ""}))
    assert "urgency" in refusal.value.form.errors
    with pytest.raises(NotYours):
        act(changing.Suspend, in_force, HEAD, On.suspended, **FACTS)


def test_art_37_execution_goes_on_when_the_cause_is_gone(in_force: Decision) -> None:
    suspend(in_force)
    act(changing.Resume, in_force, CHIEF, On.filed, reason="停车场已修复。")
    assert stage(in_force) == Stage.IN_EXECUTION
    assert Suspension.objects.get().resumed_on == On.filed
    told = Notice.objects.get(kind="resumption_notice")
    assert (told.public, bool(told.number_text)) == (True, True)
    assert told.snapshot["reason"] == "停车场已修复。"
    assert told.snapshot["suspended_on"] == On.suspended.isoformat()
    with pytest.raises(NotNow):
        act(changing.Resume, in_force, CHIEF, On.filed, reason="重复。")


def test_art_37_a_major_adjustment_is_a_new_linked_matter(in_force: Decision) -> None:
    given = {"title": "集镇停车办法调整", "summary": "调整收费。", "reason": "情况变化。"}
    entry = act(changing.Adjust, in_force, CHIEF, On.filed, **given)
    new = Decision.objects.get(adjusts=in_force)
    assert (new.pk, new.stage) == (entry.facts["adjusted_by"], Stage.PROPOSED)
    assert new.entries.get().act == "propose"
    assert stage(in_force) == Stage.IN_EXECUTION
    with pytest.raises(NotNow):
        act(changing.Adjust, in_force, CHIEF, On.filed, **given)
    with pytest.raises(NotYours):
        act(changing.Adjust, in_force, HEAD, On.filed, **given)


def test_art_37_the_adjusted_decision_ends_only_when_the_new_one_is_decided(
    in_force: Decision,
) -> None:
    given = {"title": "集镇停车办法调整", "summary": "调整收费。", "reason": "情况变化。"}
    act(changing.Adjust, in_force, CHIEF, On.filed, **given)
    with pytest.raises(NotReady) as refusal:
        act(changing.StopExecution, in_force, CHIEF, On.commissioned, reason="由新办法替代。")
    assert {s.article for s in refusal.value.shortcomings} == {"37.3"}
    Decision.objects.filter(adjusts=in_force).update(stage=Stage.DECIDED)
    act(changing.StopExecution, in_force, CHIEF, On.commissioned, reason="由新办法替代。")
    assert stage(in_force) == Stage.TERMINATED
    told = Notice.objects.get(kind="stop_notice").snapshot
    assert told["adjusted_by"] == "《集镇停车办法调整》"


def test_art_37_nothing_in_force_is_stopped_without_a_procedure(in_force: Decision) -> None:
    with pytest.raises(NotNow):
        act(changing.StopExecution, in_force, CHIEF, On.filed, reason="不办了。")
    suspend(in_force)
    act(changing.Resume, in_force, CHIEF, On.filed, reason="停车场已修复。")
    with pytest.raises(NotNow):
        act(changing.StopExecution, in_force, CHIEF, On.filed, reason="不办了。")


def test_art_37_a_suspended_execution_can_be_ended(in_force: Decision) -> None:
    suspend(in_force)
    act(changing.StopExecution, in_force, CHIEF, On.filed, reason="场地不再具备条件。")
    assert stage(in_force) == Stage.TERMINATED
    assert in_force.closed_reason == "场地不再具备条件。"
    told = Notice.objects.get(kind="stop_notice").snapshot
    assert (told["reason"], told["adjusted_by"]) == ("场地不再具备条件。", "")
    assert told["suspended_on"] == On.suspended.isoformat()
    with pytest.raises(NotYours):
        act(changing.StopExecution, at(Stage.SUSPENDED), HEAD, On.filed, reason="停。")


def test_art_36_an_evaluation_is_commissioned_and_concluded(in_force: Decision) -> None:
    commission(in_force, body="样例社会调查中心")
    row = Evaluation.objects.get()
    assert (row.evaluator, row.third_party) == ("样例社会调查中心", True)
    conclude_evaluation(in_force, report=scan())
    row.refresh_from_db()
    assert (row.result, row.concluded_on) == ("continue", On.evaluated)
    for again in (commission, conclude_evaluation):
        with pytest.raises(NotNow):
            again(in_force)


def test_art_36_who_assessed_before_does_not_evaluate(in_force: Decision) -> None:
    with pytest.raises(NotReady) as refusal:
        commission(in_force, office=factories.town().offices["safety"].pk)
    assert {s.article for s in refusal.value.shortcomings} == {"36.2"}
    assert not Evaluation.objects.exists()


def test_art_36_an_evaluation_without_the_public_says_why(in_force: Decision) -> None:
    commission(in_force)
    with pytest.raises(Illegible) as refusal:
        conclude_evaluation(in_force, public_heard=False)
    assert "not_heard_reason" in refusal.value.form.errors
    conclude_evaluation(in_force, public_heard=False, not_heard_reason="只涉及内部流程。")
    assert in_force.reasons.get().rule == "evaluation_heard_the_public"


def test_art_36_only_the_evaluating_office_concludes(in_force: Decision) -> None:
    with pytest.raises(NotYours):
        conclude_evaluation(in_force)
    commission(in_force)
    with pytest.raises(NotYours):
        act(evaluating.ConcludeEvaluation, in_force, CHIEF, On.evaluated, **HEARD)
    with pytest.raises(NotYours):
        act(evaluating.CommissionEvaluation, in_force, HEAD, On.evaluated)


def test_art_33_a_matter_is_concluded_with_its_file_closed() -> None:
    decision = at(Stage.CONCLUDED)
    closed = Archive.objects.get()
    Archive.objects.all().delete()
    Decision.objects.update(stage=Stage.IN_EXECUTION)
    with pytest.raises(NotNow):
        act(steps.Conclude, decision, HEAD, On.evaluated)
    closed.save(force_insert=True)
    with pytest.raises(NotYours):
        act(steps.Conclude, decision, CHIEF, On.evaluated)
    act(steps.Conclude, decision, HEAD, On.evaluated)
    assert stage(decision) == Stage.CONCLUDED


def test_art_34_a_matter_is_not_concluded_with_a_report_owed(in_force: Decision) -> None:
    with pytest.raises(NotNow):
        act(steps.Conclude, in_force, HEAD, On.evaluated)
    assert gather(in_force.pk, as_of=On.evaluated).execution.reports[0].filed_on is None


def test_months_are_counted_to_the_last_day_of_a_shorter_month() -> None:
    assert months_later(On.due.replace(month=8, day=31), 6).isoformat() == "2027-02-28"
    assert months_later(On.due, 3).isoformat() == "2026-11-12"
