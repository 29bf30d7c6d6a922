"""What the papers of execution say (Art. 34 to 37): reports, suspension, post-evaluation."""

from typing import Any

from decisions.models import Decision, Entry, Reason, Suspension
from decisions.models import ExecutionReport as Row
from notices import papers
from notices.wording import passages
from notices.wording.frame import frame, public_page
from notices.wording.participation import profile_of
from notices.wording.words import final_title, paragraphs, sentence, titled, unit


def execution_report(
    decision: Decision, entry: Entry, number: str, *, report: Row | None = None
) -> papers.Paper:
    """The report just filed, from the executing unit to the organ."""
    every = sorted(decision.execution_reports.all(), key=lambda row: row.due_on)
    filed = report or _newest_filed(every)
    execution, matter = decision.execution, titled(final_title(decision.title))
    return papers.ExecutionReport(
        **frame(decision, entry, number, organ=unit(execution.office)),
        title=f"关于{matter}执行情况的报告",
        addressee=decision.organ.name,
        matter=matter,
        document_number=_number(decision),
        unit=unit(execution.office),
        named_on=execution.named_on,
        measures=paragraphs(execution.measures),
        due_on=filed.due_on,
        filed_on=filed.filed_on,
        serial=1 + [row.pk for row in every].index(filed.pk),
        of=len(every),
        text=passages.told(filed.text),
    )


def _newest_filed(every: list[Row]) -> Row:
    reports = [row for row in every if row.filed_on]
    if not reports:
        raise Row.DoesNotExist
    return max(reports, key=lambda row: (row.filed_on, row.due_on))


def suspension_notice(
    decision: Decision, entry: Entry, number: str, *, suspension: Suspension | None = None
) -> papers.Paper:
    """The suspension, with both facts, to the executing unit and whoever is concerned."""
    row = suspension or decision.suspensions.select_related("decided_by").latest("id")
    return papers.SuspensionNotice(
        **_concerned(decision, entry, number, "中止"),
        situation=sentence(row.situation),
        urgency=sentence(row.urgency),
        decided_by=row.decided_by.display_name,
        suspended_on=row.suspended_on,
    )


def resumption_notice(
    decision: Decision, entry: Entry, number: str, *, suspension: Suspension | None = None
) -> papers.Paper:
    """The end of a suspension, to whoever was told of it."""
    row = suspension or decision.suspensions.exclude(resumed_on=None).latest("id")
    return papers.ResumptionNotice(
        **_concerned(decision, entry, number, "恢复"),
        suspended_on=row.suspended_on,
        resumed_on=row.resumed_on or entry.occurred_on,
        reason=sentence(row.resumed_reason),
    )


def stop_notice(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The end of the execution for good, and the procedure it rests on."""
    suspended = decision.suspensions.filter(resumed_on=None).order_by("-id").first()
    evaluation = getattr(decision, "evaluation", None)
    successor = decision.adjusted_by.order_by("-id").first()
    return papers.StopNotice(
        **_concerned(decision, entry, number, "终止"),
        stopped_on=entry.occurred_on,
        reason=sentence(decision.closed_reason),
        evaluated_on=evaluation.concluded_on if evaluation else None,
        suspended_on=suspended.suspended_on if suspended else None,
        adjusted_by=titled(successor.title) if successor else "",
    )


def _concerned(decision: Decision, entry: Entry, number: str, what: str) -> dict[str, Any]:
    """What each notice about an execution carries: to whom, and of which decision."""
    execution, matter = getattr(decision, "execution", None), titled(final_title(decision.title))
    executing = unit(execution.office) if execution else ""
    return frame(decision, entry, number) | {
        "title": f"关于{what}执行{matter}的通知",
        "addressee": executing and f"{executing}，有关单位",
        "matter": matter,
        "document_number": _number(decision),
        "unit": executing,
        "page_url": public_page(decision) if _number(decision) else "",
    }


def evaluation_report(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The post-evaluation as concluded."""
    row, matter = decision.evaluation, titled(final_title(decision.title))
    publication = getattr(decision, "publication", None)
    return papers.EvaluationReport(
        **frame(decision, entry, number),
        title=f"{matter}决策后评估报告",
        matter=matter,
        document_number=_number(decision),
        decided_on=publication.decided_on if publication else None,
        trigger=profile_of(decision).word(row.trigger).zh,
        evaluator=row.evaluator,
        third_party=row.third_party,
        commissioned_on=row.commissioned_on,
        concluded_on=row.concluded_on,
        public_heard=bool(row.public_heard),
        deputies_heard=bool(row.deputies_heard),
        not_heard_reason="" if row.public_heard else _not_heard(decision),
        findings=passages.told(row.findings),
        result=row.result,
        filed_digest=row.report.sha256 if row.report else "",
    )


def _not_heard(decision: Decision) -> str:
    rule = "evaluation_heard_the_public"
    reason = Reason.objects.filter(decision=decision, rule=rule).first()
    return sentence(reason.text) if reason else ""


def _number(decision: Decision) -> str:
    publication = getattr(decision, "publication", None)
    return publication.document_number if publication else ""
