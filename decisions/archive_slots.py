"""What a decision's file holds for each slot of the archive checklist (Art. 33).

Computed from the dossier for the archive acts and the 卷内目录: present, not needed and why, or
missing. The slots themselves stand in ``law/archive.py``; the reasons are data in Chinese.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from decisions.law.archive import SLOTS
from decisions.law.dossier import Dossier
from decisions.law.terms import Disclosure, HearingChoice, Progress, Section, Stage

NEVER_DECIDED = (Stage.REJECTED, Stage.TERMINATED)
BEFORE_EXECUTION = (Stage.PROMULGATED, *NEVER_DECIDED)
NOT_TECHNICAL = "不属于专业性、技术性较强的事项"
NO_RISK = "不属于可能造成不利影响的事项"
NO_MARKET = "不涉及市场主体经济活动"


@dataclass(frozen=True)
class Slot:
    """One slot: whether its papers are there, or why they are not needed."""

    slot: str
    present: bool
    not_needed: str = ""

    @property
    def missing(self) -> bool:
        """Neither there nor argued away."""
        return not self.present and not self.not_needed

    @property
    def title(self) -> str:
        """The slot in the words of the checklist."""
        return SLOTS[self.slot]


def slots(dossier: Dossier, stage: Stage) -> tuple[Slot, ...]:
    """Every slot of the checklist, in its order."""
    return tuple(_slot(name, dossier, stage) for name in SLOTS)


def missing(dossier: Dossier, stage: Stage) -> Iterator[Slot]:
    """The slots that are neither filled nor argued away."""
    return (slot for slot in slots(dossier, stage) if slot.missing)


def _slot(name: str, dossier: Dossier, stage: Stage) -> Slot:
    if HOLDS[name](dossier):
        return Slot(name, True)
    return Slot(name, False, _why_not(name, dossier, stage))


def _why_not(name: str, dossier: Dossier, stage: Stage) -> str:
    if name in UNCALLED and (reason := UNCALLED[name](dossier)):
        return reason
    if name in SECTIONS and (finding := dossier.finding_for(SECTIONS[name])):
        return f"经认定不需要开展：{finding.reason}"
    if stage is Stage.TERMINATED:
        return "程序终止前没有形成该项材料"
    if stage is Stage.REJECTED and name in AFTER_ADOPTION:
        return "会议没有通过，没有形成该项材料"
    if name == "execution" and stage in BEFORE_EXECUTION:
        return "尚未进入执行，材料形成后补充归档"
    return ""


def _participation(dossier: Dossier) -> bool:
    held = any(not activity.withdrawn for activity in dossier.participation.activities or ())
    return held and dossier.participation.progress is Progress.CONCLUDED


def _not_consulted(dossier: Dossier) -> str:
    ground = dossier.participation.exemption_ground
    return f"依法不公开征求意见：{dossier.profile.word(ground).zh}" if ground else ""


def _no_hearing(dossier: Dossier) -> str:
    if dossier.hearing.choice is not HearingChoice.NOT_HELD:
        return ""
    return f"不举行听证：{dossier.hearing.ground or '法律没有规定应当听证'}"


def _withheld(dossier: Dossier) -> str:
    attribute = dossier.publication.disclosure
    if attribute is None or attribute is Disclosure.PROACTIVE:
        return ""
    return f"依法不予公开：{dossier.profile.word(dossier.publication.withholding_ground or '').zh}"


def _meeting(dossier: Dossier) -> bool:
    return any(
        m.recorded_on is not None and m.minutes_on is not None for m in dossier.meetings or ()
    )


def _execution(dossier: Dossier) -> bool:
    done = dossier.execution
    return done.executing_unit is not None and any(r.filed_on for r in done.reports)


HOLDS: dict[str, Callable[[Dossier], bool]] = {
    "proposal": lambda d: d.initiation.studied_on is not None,
    "initiation": lambda d: d.initiation.initiated_on is not None,
    "preparation": lambda d: d.preparation.researched_on is not None,
    "draft": lambda d: bool(d.drafts),
    "participation": _participation,
    "adoption_summary": lambda d: d.participation.adoption_note_on is not None,
    "hearing": lambda d: d.hearing.report_on is not None,
    "expertise": lambda d: d.expertise.adoption_note_on is not None,
    "risk": lambda d: d.risk.report_on is not None,
    "competition": lambda d: d.competition.concluded_on is not None,
    "legality": lambda d: d.legality.completed_on is not None,
    "submission": lambda d: d.package.submitted_on is not None,
    "meeting": _meeting,
    "party_report": lambda d: d.reports.party_reported_on is not None,
    "publication": lambda d: d.publication.published_on is not None,
    "interpretation": lambda d: d.publication.interpretation_on is not None,
    "execution": _execution,
}
UNCALLED: dict[str, Callable[[Dossier], str]] = {
    "participation": _not_consulted,
    "adoption_summary": _not_consulted,
    "hearing": _no_hearing,
    "expertise": lambda d: NOT_TECHNICAL if d.matter.technical is False else "",
    "risk": lambda d: NO_RISK if d.matter.risk_possible is False else "",
    "competition": lambda d: NO_MARKET if d.matter.market is False else "",
    "publication": _withheld,
    "interpretation": _withheld,
}
SECTIONS = {
    "participation": Section.PARTICIPATION,
    "adoption_summary": Section.PARTICIPATION,
    "hearing": Section.HEARING,
    "expertise": Section.EXPERTISE,
    "risk": Section.RISK,
    "competition": Section.COMPETITION,
}
AFTER_ADOPTION = ("party_report", "publication", "interpretation", "execution")
