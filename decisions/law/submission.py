"""Art. 26(1) and 29: what goes to the reviewer (G10) and what goes to the meeting (G12).

Every section has ended by then, or a signed finding passes it over. The review itself stands in
``legality.py``.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.consultation import consultations
from decisions.law.dossier import Dossier
from decisions.law.hearing import held
from decisions.law.participation import heard
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Progress, Section, Severity

NAMES = {
    Section.PARTICIPATION: "公众参与",
    Section.HEARING: "听证",
    Section.EXPERTISE: "专家论证",
    Section.RISK: "风险评估",
    Section.COMPETITION: "公平竞争审查",
}


def revised(dossier: Dossier) -> bool:
    """The newest draft is a major revision."""
    return bool(dossier.known("drafts")) and bool(dossier.draft.major_revision)


@article("26.1", gate="G10")
def request_is_complete(dossier: Dossier) -> Iterator[Shortcoming]:
    """The request holds the draft, its legal basis and a statement of the steps done."""
    dossier.draft.known("digest")
    if not dossier.legality.known("legal_bases"):
        yield Shortcoming("26.1", "送审材料没有附决策依据。", "附上有关法律、法规、规章和政策。")
    if not dossier.legality.known("statement_of_steps"):
        yield Shortcoming("26.1", "送审材料没有履行决策程序的说明。", "补充履行程序的说明。")


@article("26.1", gate="G10", who="lead_unit_head")
def no_section_is_left_open(dossier: Dossier) -> Iterator[Shortcoming]:
    """No section that was begun or reopened is left unfinished."""
    for section, name in NAMES.items():
        progress = getattr(dossier, section.value).progress
        if progress in (Progress.UNDER_WAY, Progress.REOPENED):
            yield Shortcoming("26.1", f"{name}尚未完成。", f"完成{name}后再送审。")


@article("26.1", gate="G10", who="lead_unit_head")
def every_section_has_ended(dossier: Dossier) -> Iterator[Shortcoming]:
    """Each section has come to its end, or a signed finding passes it over."""
    if heard(dossier):
        dossier.participation.known("adoption_note_on")
    if held(dossier):
        dossier.hearing.known("report_on")
    for section, called_for, sheet, end in (
        (Section.EXPERTISE, "technical", dossier.expertise, "adoption_note_on"),
        (Section.RISK, "risk_possible", dossier.risk, "report_on"),
        (Section.COMPETITION, "market", dossier.competition, "concluded_on"),
    ):
        if dossier.matter.known(called_for):
            sheet.known(end)
        elif getattr(sheet, end) is None and dossier.finding_for(section) is None:
            name = NAMES[section]
            yield Shortcoming(
                "26.1", f"{name}既没有完成，也没有签署的认定书。", f"完成{name}，或者签署认定书。"
            )


@article("26.1", gate="G10", who="lead_unit_head")
def findings_are_signed(dossier: Dossier) -> Iterator[Shortcoming]:
    """A finding that passes a section over has a reason, an author and the head's signature."""
    for finding in dossier.findings:
        name = NAMES[finding.known("section")]
        finding.known("author")
        if not finding.known("reason").strip():
            yield Shortcoming("26.1", f"{name}的认定书没有写明理由。", "补充认定理由。")
        if finding.signed_on is None or not finding.signed_by:
            yield Shortcoming("26.1", f"{name}的认定书没有签署。", "由承办单位负责人签署。")


@article("18", "14.1", gate="G10", severity=Severity.LOGGED, when=revised)
def major_revision_was_heard_again(dossier: Dossier) -> Iterator[Shortcoming]:
    """After a major revision, views are heard again as needed."""
    frozen = dossier.draft.known("frozen_on")
    if not any(c.known("opens_on") >= frozen for c in consultations(dossier)):
        yield Shortcoming(
            "18", "草案作了重大修改，修改后没有再次征求意见。", "根据需要再次听取意见。"
        )


@article("29.1", "29.5", gate="G12")
def package_holds_draft_and_opinion(dossier: Dossier) -> Iterator[Shortcoming]:
    """The package holds the draft with its papers and the legality opinion."""
    if not dossier.package.known("draft"):
        yield Shortcoming("29.1", "提请审议材料缺少决策草案及相关材料。", "附上决策草案。")
    if not dossier.package.known("legality_opinion"):
        yield Shortcoming("29.5", "提请审议材料缺少合法性审查意见。", "附上合法性审查意见书。")


@article("29.2", "SC80-1.2", gate="G12", when=heard)
def package_holds_public_views(dossier: Dossier) -> Iterator[Shortcoming]:
    """The package holds what became of the public's main views."""
    if not dossier.package.known("public_adoption"):
        yield Shortcoming(
            "29.2", "提请审议材料缺少公众意见采纳情况。", "附上意见收集和采纳情况说明。"
        )


@article("29.3", gate="G12", when=lambda dossier: bool(dossier.expertise.experts))
def package_holds_expert_views(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where experts were heard, the package holds what became of their views."""
    if not dossier.package.known("expert_adoption"):
        yield Shortcoming(
            "29.3", "提请审议材料缺少专家意见采纳情况。", "附上专家意见采纳情况说明。"
        )


@article("29.4", gate="G12", when=lambda dossier: dossier.risk.report_on is not None)
def package_holds_the_risk_report(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where risk was assessed, the package holds the report."""
    if not dossier.package.known("risk_report"):
        yield Shortcoming("29.4", "提请审议材料缺少风险评估报告。", "附上风险评估报告。")


@article("29.1", gate="G12", when=lambda dossier: dossier.competition.concluded_on is not None)
def package_holds_the_competition_review(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where competition was reviewed, the package holds the papers of the review."""
    if not dossier.package.known("competition_review"):
        yield Shortcoming("29.1", "提请审议材料缺少公平竞争审查材料。", "附上公平竞争审查材料。")


@article("29.6", gate="G12", severity=Severity.LOGGED)
def other_papers_were_thought_of(dossier: Dossier) -> Iterator[Shortcoming]:
    """Other papers the meeting needs are thought of."""
    dossier.package.known("other_materials")
    return iter(())


@article("SC80-1.2", gate="G12", who="meeting_secretary")
def observers_were_decided_on(dossier: Dossier) -> Iterator[Shortcoming]:
    """The plan of the meeting says whether observers come, whether it is public, and how."""
    package = dossier.package
    wanted = package.known("observers_invited") or package.known("meeting_public")
    if wanted and not package.known("observer_ways").strip():
        yield Shortcoming(
            "SC80-1.2", "会议方案没有写明列席和公开的方式。", "写明邀请范围、公开方式。"
        )


@article("SC80-2", gate="G12", severity=Severity.LOGGED)
def interpretation_is_planned(dossier: Dossier) -> Iterator[Shortcoming]:
    """The interpretation is planned together with the draft."""
    if not dossier.package.known("interpretation_planned"):
        yield Shortcoming("SC80-2", "没有同步报送解读方案。", "由起草单位同步准备解读。")
