"""Art. 10 to 13: proposal, study, start (G1), and the making of the draft (G2, G12).

What the public, experts and assessors say of the draft stands in the sections that follow; the
catalogue in ``scope.py``.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import ProposalSource, Severity

BY_OFFICE = (ProposalSource.DEPARTMENT, ProposalSource.LOWER_GOVERNMENT)


def proposed_by_an_office(dossier: Dossier) -> bool:
    """A department or a lower government proposed the matter."""
    return dossier.initiation.known("source") in BY_OFFICE


def other_bodies_affected(dossier: Dossier) -> bool:
    """The draft touches what other departments or lower governments answer for."""
    return bool(dossier.preparation.known("bodies_affected"))


def bodies_disagree(dossier: Dossier) -> bool:
    """A consulted body did not agree with the draft."""
    return other_bodies_affected(dossier) and any(
        body.known("agreed") is False for body in dossier.preparation.bodies
    )


@article("10", "10.1", "10.3", gate="G1", who="lead_unit_head")
def proposal_was_studied(dossier: Dossier) -> Iterator[Shortcoming]:
    """Whoever proposed the matter, the proposal is studied before the start is decided."""
    dossier.initiation.known("source")
    if dossier.initiation.known("studied_on") > dossier.initiation.known("initiated_on"):
        yield Shortcoming(
            "10",
            "研究论证日期晚于决定启动的日期，启动前没有研究论证。",
            "核对日期；确未论证的，先对决策建议进行研究论证，再决定启动。",
        )


@article("10.2", gate="G1", who="lead_unit_head", when=proposed_by_an_office)
def office_argued_its_proposal(dossier: Dossier) -> Iterator[Shortcoming]:
    """A department or lower government argues problem, reasons, basis, plan, need, feasibility."""
    if not dossier.initiation.known("argued"):
        yield Shortcoming(
            "10.2",
            "部门或者下级政府的建议没有论证要解决的问题、理由依据、初步方案及其必要性、可行性。",
            "请建议单位补充论证材料。",
        )


@article("10", gate="G1", who="chief_executive")
def start_was_decided(dossier: Dossier) -> Iterator[Shortcoming]:
    """The organ decides to start the procedure: who, and on which day."""
    dossier.initiation.known("initiated_on")
    if not dossier.initiation.known("started_by").strip():
        yield Shortcoming("10", "未写明由谁决定启动决策程序。", "填写作出启动决定的人员或者会议。")


@article("11", gate="G1", who="chief_executive")
def one_lead_unit_is_named(dossier: Dossier) -> Iterator[Shortcoming]:
    """A lead unit is named; of two or more, exactly one leads."""
    units = dossier.initiation.known("lead_units")
    if not units:
        yield Shortcoming("11", "未明确决策承办单位。", "指定一个决策承办单位。")
    elif len(units) > 1 and dossier.initiation.known("coordinating_lead") not in units:
        yield Shortcoming(
            "11",
            f"共有{len(units)}个承办单位，但牵头单位不在其中。",
            "从承办单位中明确一个牵头单位。",
        )


@article("12", gate="G2")
def draft_is_frozen(dossier: Dossier) -> Iterator[Shortcoming]:
    """A version of the draft is frozen with its digest before anybody is asked about it."""
    if not dossier.known("drafts"):
        yield Shortcoming("12", "尚未形成定稿的决策草案。", "起草决策草案并定稿。")
    else:
        dossier.draft.known("digest")
        dossier.draft.known("frozen_on")


@article("12", "15.1", gate="G2", when=lambda dossier: bool(dossier.known("drafts")))
def draft_is_explained(dossier: Dossier) -> Iterator[Shortcoming]:
    """The draft comes with a note that explains it."""
    if not dossier.draft.known("explanation"):
        yield Shortcoming("12", "决策草案没有附起草说明。", "补充起草说明。")


@article("12.1", gate="G2", severity=Severity.LOGGED)
def matter_was_researched(dossier: Dossier) -> Iterator[Shortcoming]:
    """Research comes before the draft that rests on it."""
    if dossier.preparation.known("researched_on") > dossier.draft.known("frozen_on"):
        yield Shortcoming(
            "12.1", "调查研究日期晚于草案定稿日期。", "核对日期，必要时补充调查研究。"
        )


@article("12.2", gate="G2")
def legal_bases_are_listed(dossier: Dossier) -> Iterator[Shortcoming]:
    """The related laws, regulations, rules and policies are listed."""
    if not dossier.preparation.known("legal_bases"):
        yield Shortcoming("12.2", "未梳理决策依据。", "列出有关法律、法规、规章和政策。")


@article("12.3", gate="G2", severity=Severity.LOGGED)
def costs_were_weighed(dossier: Dossier) -> Iterator[Shortcoming]:
    """Costs and benefits are analysed as needed."""
    if not dossier.preparation.known("cost_benefit"):
        yield Shortcoming("12.3", "没有成本效益分析。", "需要的，补充成本效益分析预测。")


@article("12.4", gate="G2", severity=Severity.LOGGED, when=bodies_disagree)
def options_were_drawn(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where views differ, two or more options may be drawn."""
    if dossier.preparation.known("alternative_options") < 2:
        yield Shortcoming("12.4", "各方分歧较大而没有备选方案。", "可以拟订两个以上方案。")


@article("13", gate="G2", when=other_bodies_affected)
def affected_bodies_were_consulted(dossier: Dossier) -> Iterator[Shortcoming]:
    """Departments and lower governments whose duties are touched are consulted."""
    bodies = dossier.preparation.bodies
    if not bodies:
        yield Shortcoming(
            "13", "草案涉及其他单位职责，但没有征求意见的记录。", "征求有关单位意见并记录日期。"
        )
    for body in bodies:
        body.known("consulted_on")


@article("13", gate="G12", who="lead_unit_head", when=bodies_disagree)
def disputes_are_put_to_the_organ(dossier: Dossier) -> Iterator[Shortcoming]:
    """A dispute that stays open is told to the organ with both views, reasons and basis."""
    if not dossier.preparation.known("dispute_statement"):
        names = "、".join(b.known("body") for b in dossier.preparation.bodies if not b.agreed)
        yield Shortcoming(
            "13",
            f"与{names}未达成一致，但没有向决策机关说明争议。",
            "附上争议事项说明：各方意见、承办单位意见及理由和依据。",
        )
