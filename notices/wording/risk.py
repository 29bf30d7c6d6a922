"""What the report of the risk assessment says, as it stands when it is filed (Art. 22 to 24)."""

from decisions.models import Decision, Entry
from notices import papers
from notices.wording import passages
from notices.wording.frame import frame
from notices.wording.words import final_title, lead_unit, paragraphs, sentence, titled


def risk_report(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The report with its points, its departments and what it proposes."""
    risk, matter = decision.risk, titled(final_title(decision.title))
    heard = sorted(decision.departments_heard.all(), key=lambda one: (one.heard_on, one.pk))
    return papers.RiskReport(
        **frame(decision, entry, number),
        title=f"{matter}风险评估报告",
        matter=matter,
        draft_version=f"第{risk.draft.version}稿" if risk.draft else "",
        lead_unit=lead_unit(decision),
        assessor=risk.assessor,
        third_party=risk.third_party,
        linked_report=risk.linked_report,
        departments=tuple(
            papers.Heard(name=one.name, heard_on=one.heard_on, view=sentence(one.view))
            for one in heard
        ),
        points=tuple(
            papers.RiskPoint(description=sentence(p.description), measure=sentence(p.measure))
            for p in sorted(decision.risk_points.all(), key=lambda p: p.pk)
        ),
        level=risk.level,
        conclusion=risk.conclusion,
        contingency=paragraphs(risk.contingency_plan),
        text=passages.told(risk.report_text),
        filed_digest=risk.report.sha256 if risk.report else "",
        reported_on=risk.report_on,
        supplemented_on=risk.supplemented_on,
    )
