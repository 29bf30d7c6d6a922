"""The papers: what each notice says, as frozen dataclasses without Django or database.

`PAPERS` names the kinds; `snapshot` freezes a paper to JSON, `restore` reads it again, so that
the same snapshot gives the same bytes years later. How a paper looks: templates/notices and
print.css. Which articles a notice rests on and who reads it: kinds.py.
"""

from typing import Any

from .adoption import DISPOSITIONS, AdoptionNotice, ChannelCount, DispositionCounts, OpinionRow
from .archive import DossierCatalogue, Entry
from .blank import Blank, Field, comment_form, expert_signature_sheet, hearing_signin
from .codec import NotAPaper, canonical, plain, read
from .consultation import ConsultationNotice, ExtensionNotice, Period, Way, WithdrawalNotice
from .deliberation import Item, MeetingMinutes
from .hearing import (
    Attendee,
    Draw,
    HearingListNotice,
    HearingNotice,
    HearingReport,
    HearingView,
    Seats,
)
from .legality import Conclusion, CounselOpinion, LegalityOpinion, Point
from .letters import ConsultationLetter
from .paper import Chapter, Contact, Incoherent, Paper, Passage
from .promulgation import PromulgationNotice
from .volume import Completeness, DossierVolume, PageStamps, VolumeEntry

PAPERS: dict[str, type[Paper]] = {
    "consultation_notice": ConsultationNotice,
    "extension_notice": ExtensionNotice,
    "withdrawal_notice": WithdrawalNotice,
    "consultation_letter": ConsultationLetter,
    "hearing_notice": HearingNotice,
    "hearing_list_notice": HearingListNotice,
    "hearing_report": HearingReport,
    "adoption_notice": AdoptionNotice,
    "legality_opinion": LegalityOpinion,
    "meeting_minutes": MeetingMinutes,
    "promulgation_notice": PromulgationNotice,
    "dossier_catalogue": DossierCatalogue,
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
    "Attendee",
    "Blank",
    "ChannelCount",
    "Chapter",
    "Completeness",
    "Conclusion",
    "ConsultationLetter",
    "ConsultationNotice",
    "Contact",
    "CounselOpinion",
    "DispositionCounts",
    "DossierCatalogue",
    "DossierVolume",
    "Draw",
    "Entry",
    "ExtensionNotice",
    "Field",
    "HearingListNotice",
    "HearingNotice",
    "HearingReport",
    "HearingView",
    "Incoherent",
    "Item",
    "LegalityOpinion",
    "MeetingMinutes",
    "NotAPaper",
    "OpinionRow",
    "PageStamps",
    "Paper",
    "Passage",
    "Period",
    "Point",
    "PromulgationNotice",
    "Seats",
    "VolumeEntry",
    "Way",
    "WithdrawalNotice",
    "canonical",
    "comment_form",
    "expert_signature_sheet",
    "hearing_signin",
    "restore",
    "snapshot",
]
