"""Under which heading of the checklist each paper is filed, in the statute's order (Art. 33).

The headings are ``decisions/law/archive.py``'s; what no heading claims stands at the end. Cover and
catalogue of the file are not in it: the volume has its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from decisions.law.archive import SLOTS
from decisions.models import Decision
from notices.models import Notice
from notices.wording.archive import OF_THE_FILE

REST = "其他材料"
HEADING = {
    "proposed": "proposal",
    "termination_notice": "initiation",
    "draft": "draft",
    "seminar_record": "preparation",
    "consultation_notice": "participation",
    "extension_notice": "participation",
    "withdrawal_notice": "participation",
    "consultation_letter": "participation",
    "letter_reply": "participation",
    "activity_record": "participation",
    "submission": "participation",  # what came with an opinion, not what is put to the meeting
    "adoption_notice": "adoption_summary",
    "hearing_notice": "hearing",
    "hearing_list_notice": "hearing",
    "hearing_record": "hearing",
    "hearing_report": "hearing",
    "delivery_proof": "hearing",
    "signed_expert_opinion": "expertise",
    "expert_summary": "expertise",
    "risk_report": "risk",
    "competition_form": "competition",
    "legality_opinion": "legality",
    "counsel_opinion": "legality",
    "review_supplement": "legality",
    "submission_checklist": "submission",
    "meeting_plan": "meeting",
    "meeting_record": "meeting",
    "meeting_minutes": "meeting",
    "party_report": "party_report",
    "congress_report": "party_report",
    "promulgation_notice": "publication",
    "interpretation": "interpretation",
    "execution_report": "execution",
    "suspension_notice": "execution",
    "resumption_notice": "execution",
    "stop_notice": "execution",
    "evaluation_report": "execution",
}
ORDER = {slot: place for place, slot in enumerate(SLOTS)}


@dataclass(frozen=True)
class Filed:
    """One paper of the file: under which heading, and where its bytes lie."""

    heading: str
    title: str
    author: str
    number: str
    dated: date
    sha256: str
    name: str
    issued: bool = False  # printed here, not received
    signed: bool = False  # by the organ, in the file itself

    @property
    def section(self) -> str:
        """The heading in words."""
        return SLOTS.get(self.heading, REST)


def filed(decision: Decision) -> list[Filed]:
    """Every paper received and every notice as issued, by heading and day; each digest once."""
    every = {one.sha256: one for one in (*_received(decision), *_issued(decision))}
    return sorted(
        every.values(), key=lambda one: (ORDER.get(one.heading, len(ORDER)), one.dated, one.sha256)
    )


def _received(decision: Decision) -> Iterator[Filed]:
    rows = decision.papers.select_related("entered_by__office").order_by("id")
    for row in rows:
        office = row.entered_by.office if row.entered_by else None
        yield Filed(
            HEADING.get(row.role, ""),
            row.title,
            str(office or decision.lead_office),
            "",
            row.occurred_on,
            row.sha256,
            row.name,
        )


def _issued(decision: Decision) -> Iterator[Filed]:
    printed = Notice.objects.filter(decision=decision).exclude(sha256="")
    rows = printed.select_related("number", "signed")
    for row in rows.exclude(kind__in=OF_THE_FILE).order_by("id"):
        yield Filed(
            HEADING.get(row.kind, ""),
            row.title + ("（文号已作废）" if row.void else ""),
            str(decision.organ),
            row.number_text,
            row.issued_on,
            row.file,
            f"{row.title}.pdf",
            issued=True,
            signed=row.signature is not None,
        )
