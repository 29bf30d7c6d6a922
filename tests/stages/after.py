"""Traits after the decision: published, executed, suspended, evaluated, archived (Art. 31 to 37)."""

from typing import Any

from accounts.roles import Role
from decisions import models as m
from decisions.law.archive import SLOTS
from tests.stages.days import On


def promulgated(decision: m.Decision, town: Any) -> None:
    """Reported to the Party committee, then published with its interpretation."""
    m.Reports.objects.create(
        decision=decision, party_reference="样云委〔2026〕5号", party_reported_on=On.reported
    )
    m.Publication.objects.create(
        decision=decision,
        decided_on=On.met,
        draft=decision.drafts.last(),
        document_number="样云政〔2026〕8号",
        published_on=On.published,
        channels=["website", "notice_board"],
        adoption_statement="公众意见和专家意见的采纳情况已经公布。",
        interpretation="为什么制定本办法。",
        interpretation_on=On.published,
        disclosure="proactive_disclosure",
    )


def in_execution(decision: m.Decision, town: Any) -> None:
    """The executing unit named and bound to report."""
    m.Execution.objects.create(
        decision=decision,
        office=town.offices["enforcement"],
        named_on=On.published,
        measures="划线、设牌、巡查。",
    )
    m.ExecutionReport.objects.create(decision=decision, due_on=On.due)


def suspended(decision: m.Decision, town: Any) -> None:
    """The chief executive suspended execution."""
    m.Suspension.objects.create(
        decision=decision,
        situation="山洪冲毁停车场。",
        urgency="危及车辆和行人。",
        decided_by=town.by(Role.CHIEF_EXECUTIVE),
        suspended_on=On.suspended,
    )


def concluded(decision: m.Decision, town: Any) -> None:
    """Reported on, evaluated, archived."""
    m.ExecutionReport.objects.filter(decision=decision).update(
        filed_on=On.filed, text="秩序好转。", filed_by=town.by(Role.EXECUTING_UNIT)
    )
    m.Evaluation.objects.create(
        decision=decision,
        trigger="found_necessary",
        evaluator="样例社会调查中心",
        third_party=True,
        commissioned_on=On.commissioned,
        public_heard=True,
        deputies_heard=True,
        findings="目标基本实现。",
        result="continue",
        concluded_on=On.evaluated,
    )
    for slot in SLOTS:
        decision.archive_items.create(
            slot=slot,
            present=slot != "hearing",
            not_needed="未举行听证" if slot == "hearing" else "",
        )
    m.Archive.objects.create(
        decision=decision,
        retention="permanent",
        file_number="2026-001",
        digests_match=True,
        finished_on=On.evaluated,
        archived_on=On.evaluated,
        archived_by=town.by(Role.RECORDS_OFFICER),
    )


def terminated(decision: m.Decision, town: Any) -> None:
    """Closed before it was done."""
    m.Decision.objects.filter(pk=decision.pk).update(closed_reason="上级另有规定。")
