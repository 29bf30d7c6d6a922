"""GIR, SC80 and PIPL on the road: what is made public, what is withheld, whose data is spared.

Asked at G3, G5p, G10 and G15 together with the section concerned. When a decision is published
stands in ``publication.py``; whether the public takes part at all in ``participation.py``.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.consultation import consultations, openly_consulted
from decisions.law.dossier import Dossier
from decisions.law.in_force import since
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Disclosure


def matter_is_withheld(dossier: Dossier) -> bool:
    """The matter bears an attribute other than proactive disclosure."""
    return dossier.matter.known("disclosure") is not Disclosure.PROACTIVE


def decision_is_withheld(dossier: Dossier) -> bool:
    """The decision itself bears an attribute other than proactive disclosure."""
    attribute = dossier.publication.disclosure or dossier.matter.known("disclosure")
    return attribute is not Disclosure.PROACTIVE


def feedback_is_out(dossier: Dossier) -> bool:
    """The feedback notice was published."""
    return dossier.participation.feedback_published_on is not None


@article("GIR-17", gate="G3", who="openness_officer", when=openly_consulted)
def reviewed_before_disclosure(dossier: Dossier) -> Iterator[Shortcoming]:
    """What goes out is reviewed for secrets first."""
    for consultation in consultations(dossier):
        reviewed, opens = (
            consultation.known("disclosure_reviewed_on"),
            consultation.known("opens_on"),
        )
        if reviewed > opens:
            yield Shortcoming(
                "GIR-17",
                "公开前审查的日期晚于开始征求意见的日期。",
                "先完成公开前保密审查，再发布公告。",
            )


@article("PIPL-17", gate="G3", when=since("PIPL-17", openly_consulted))
def notice_tells_about_personal_data(dossier: Dossier) -> Iterator[Shortcoming]:
    """The notice says who handles personal data, why, how and for how long."""
    for consultation in consultations(dossier):
        if not consultation.known("notice").known("privacy"):
            yield Shortcoming(
                "PIPL-17",
                "征求意见公告没有个人信息处理告知。",
                "在公告和意见表中告知处理者、目的、方式、保存期限和个人权利。",
            )


@article("PIPL-25", gate="G5p", who="openness_officer", when=since("PIPL-25", feedback_is_out))
def published_table_names_nobody(dossier: Dossier) -> Iterator[Shortcoming]:
    """No name, phone or address of a submitter is published without separate consent."""
    if dossier.participation.known("personal_data_published"):
        yield Shortcoming(
            "PIPL-25",
            "公布的采纳情况含有提出意见人的个人信息，且没有单独同意。",
            "撤下原文件，对姓名、电话、住址等脱敏后重新公布。",
        )


@article("SC80-1.1", gate="G10", who="openness_officer", when=matter_is_withheld)
def withholding_rests_on_a_ground(dossier: Dossier) -> Iterator[Shortcoming]:
    """Every paper carries a disclosure attribute; withholding needs a ground, reviewed before."""
    matter = dossier.matter
    matter.known("disclosure_reviewed_on")
    if matter.known("withholding_ground") not in dossier.profile.withholding_grounds:
        yield Shortcoming(
            "SC80-1.1",
            f"不予公开的依据“{matter.withholding_ground}”不在法定范围内。",
            "从法定的不予公开依据中选择，或者改为主动公开。",
        )


@article(
    "GIR-14", "GIR-15", "GIR-16", gate="G15", who="openness_officer", when=decision_is_withheld
)
def decision_is_withheld_lawfully(dossier: Dossier) -> Iterator[Shortcoming]:
    """A decision stays unpublished only on a legal ground that was reviewed."""
    publication = dossier.publication
    ground = publication.withholding_ground or dossier.matter.known("withholding_ground")
    if publication.withholding_reviewed_on is None:
        dossier.matter.known("disclosure_reviewed_on")
    if ground not in dossier.profile.withholding_grounds:
        yield Shortcoming(
            "GIR-14",
            f"决策不予公布，但依据“{ground}”不在法定范围内。",
            "依法公布决策，或者选定法定依据并完成审核。",
        )
