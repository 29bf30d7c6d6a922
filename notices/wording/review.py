"""What the report on a case file kept elsewhere says, worst findings first (案卷评查)."""

from datetime import date
from pathlib import PurePath

from accounts.models import Organ
from decisions import casefile
from decisions.law.gates import GATES
from decisions.law.shortcoming import Finding
from decisions.law.statutes import citation
from decisions.law.terms import Verdict
from decisions.review import ReviewReport
from notices import papers
from notices.wording.words import titled

ORDER = (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET)


def case_file_review(
    organ: Organ, *, number: str, on: date, report: ReviewReport, file_name: str
) -> papers.Paper:
    """The report with every rule that applies."""
    counts, dossier = report.counts(), report.dossier
    found = tuple(_rule(finding) for verdict in ORDER for finding in report.of(verdict))
    return papers.CaseFileReview(
        organ=organ.name,
        title="重大行政决策案卷评查报告",
        issued_on=on,
        number=number,
        sample=organ.sample,
        matter=titled(PurePath(file_name).stem),
        file_name=file_name,
        file_digest=casefile.digest(dossier),
        profile=dossier.profile.title_zh,
        law_on=report.law_date,
        judged_on=report.as_of,
        found=found,
        not_met=counts[Verdict.NOT_MET],
        unknown=counts[Verdict.UNKNOWN],
        met=counts[Verdict.MET],
        not_applicable=counts[Verdict.NOT_APPLICABLE],
        notes=report.notes,
    )


def _rule(finding: Finding) -> papers.ReviewedRule:
    place = citation(finding.articles[0])
    unknown = f"案卷没有载明{finding.unknown}。" if finding.unknown else ""
    return papers.ReviewedRule(
        gate=GATES[finding.gate].title_zh,
        article=place.article_label_zh,
        rule=place.gist_zh,
        verdict=str(finding.verdict),
        blocks=finding.blocks,
        what="".join(one.what for one in finding.shortcomings) or unknown,
        remedy="".join(one.remedy for one in finding.shortcomings),
    )
