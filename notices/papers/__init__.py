"""The papers: what each notice says, as frozen dataclasses without Django or database.

`PAPERS` names the kinds; `snapshot` freezes a paper to JSON, `restore` reads it again, so that
the same snapshot gives the same bytes years later. How a paper looks: templates/notices and
print.css. Which articles a notice rests on and who reads it: kinds.py.
"""

from typing import Any

from .adoption import DISPOSITIONS, AdoptionNotice, ChannelCount, DispositionCounts, OpinionRow
from .archive import DossierCatalogue, DossierCover, Entry
from .blank import Blank, Field, comment_form, expert_signature_sheet, hearing_signin
from .catalogue import AnnualCatalogue, CatalogueRow
from .codec import NotAPaper, canonical, plain, read
from .competition import CompetitionForm
from .consultation import ConsultationNotice, ExtensionNotice, Period, Way, WithdrawalNotice
from .deliberation import (
    Item,
    MeetingMinutes,
    MeetingRecord,
    MemberWords,
    Seat,
    StandCounts,
)
from .execution import (
    EvaluationReport,
    ExecutionReport,
    ResumptionNotice,
    StopNotice,
    SuspensionNotice,
)
from .expertise import ExpertOpinion, ExpertSummary
from .hearing import Attendee, Draw, HearingListNotice, HearingNotice, Seats
from .hearing_held import HearingRecord, HearingReport, HearingView, Signer, Statement
from .initiation import TerminationNotice, Told
from .legality import Conclusion, CounselOpinion, LegalityOpinion, Point
from .letters import ConsultationLetter
from .paper import Chapter, Contact, Incoherent, Paper, Passage, short
from .promulgation import Interpretation, PromulgationNotice
from .review import CaseFileReview, ReviewedRule
from .risk import Heard, RiskPoint, RiskReport
from .submission import MeetingPlan, Slot, SubmissionChecklist
from .volume import Completeness, DossierVolume, PageStamps, VolumeEntry

PAPERS: dict[str, type[Paper]] = {
    "annual_catalogue": AnnualCatalogue,
    "termination_notice": TerminationNotice,
    "consultation_notice": ConsultationNotice,
    "extension_notice": ExtensionNotice,
    "withdrawal_notice": WithdrawalNotice,
    "consultation_letter": ConsultationLetter,
    "hearing_notice": HearingNotice,
    "hearing_list_notice": HearingListNotice,
    "hearing_record": HearingRecord,
    "hearing_report": HearingReport,
    "adoption_notice": AdoptionNotice,
    "expert_summary": ExpertSummary,
    "risk_report": RiskReport,
    "competition_form": CompetitionForm,
    "legality_opinion": LegalityOpinion,
    "submission_checklist": SubmissionChecklist,
    "meeting_plan": MeetingPlan,
    "meeting_record": MeetingRecord,
    "meeting_minutes": MeetingMinutes,
    "promulgation_notice": PromulgationNotice,
    "interpretation": Interpretation,
    "execution_report": ExecutionReport,
    "suspension_notice": SuspensionNotice,
    "resumption_notice": ResumptionNotice,
    "stop_notice": StopNotice,
    "evaluation_report": EvaluationReport,
    "dossier_cover": DossierCover,
    "dossier_catalogue": DossierCatalogue,
    "case_file_review": CaseFileReview,
    "dossier_volume": DossierVolume,
    "page_stamps": PageStamps,
    "comment_form": Blank,
    "hearing_signin": Blank,
    "expert_signature_sheet": Blank,
}


def snapshot(paper: Paper) -> dict[str, Any]:
    """Freezes what a paper says as JSON-ready data."""
    return plain(paper)


def restore(kind: str, data: dict[str, Any]) -> Paper:
    """Reads a frozen paper again, or raises NotAPaper with the place of the fault."""
    if kind not in PAPERS:
        raise NotAPaper(f"unknown kind of paper: {kind}")
    return read(PAPERS[kind], data)


__all__ = [
    "DISPOSITIONS",
    "PAPERS",
    "AdoptionNotice",
    "AnnualCatalogue",
    "Attendee",
    "Blank",
    "CaseFileReview",
    "CatalogueRow",
    "ChannelCount",
    "CompetitionForm",
    "Chapter",
    "Completeness",
    "Conclusion",
    "ConsultationLetter",
    "ConsultationNotice",
    "Contact",
    "CounselOpinion",
    "DispositionCounts",
    "DossierCatalogue",
    "DossierCover",
    "DossierVolume",
    "Draw",
    "Entry",
    "EvaluationReport",
    "ExecutionReport",
    "ExpertOpinion",
    "ExpertSummary",
    "ExtensionNotice",
    "Field",
    "Heard",
    "HearingListNotice",
    "HearingNotice",
    "HearingRecord",
    "HearingReport",
    "HearingView",
    "Incoherent",
    "Interpretation",
    "Item",
    "LegalityOpinion",
    "MeetingMinutes",
    "MeetingPlan",
    "MeetingRecord",
    "MemberWords",
    "NotAPaper",
    "OpinionRow",
    "PageStamps",
    "Paper",
    "Passage",
    "Period",
    "Point",
    "PromulgationNotice",
    "ResumptionNotice",
    "ReviewedRule",
    "RiskPoint",
    "RiskReport",
    "Seat",
    "Seats",
    "Signer",
    "Slot",
    "StandCounts",
    "Statement",
    "StopNotice",
    "SubmissionChecklist",
    "SuspensionNotice",
    "TerminationNotice",
    "Told",
    "VolumeEntry",
    "Way",
    "WithdrawalNotice",
    "canonical",
    "comment_form",
    "expert_signature_sheet",
    "hearing_signin",
    "restore",
    "short",
    "snapshot",
]
