"""Binds a sign-off to the draft it saw; after a change it waits for a ruling (Art. 18, 28).

Used by expertise, risk, competition and legality. A change made to answer an opinion is the
normal case and is ruled on with one click and a name; chains of rulings count.
"""

from collections.abc import Iterator

from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import MeetingResult, Section

ADOPTED = (MeetingResult.ADOPT, MeetingResult.ADOPT_AMENDED)
LEGALITY = "legality"


def draft_put_forward(dossier: Dossier) -> str:
    """The digest of the draft that goes, or went, before the meeting.

    Once the meeting has adopted, that is the draft it had on the table: what it amended itself
    needs no ruling of those who signed before.
    """
    last = dossier.meetings[-1] if dossier.meetings else None
    if last is not None and last.result in ADOPTED and last.draft_digest is not None:
        return last.draft_digest
    digest: str = dossier.draft.known("digest")
    return digest


def covers(dossier: Dossier, section: Section | str, seen: str) -> bool:
    """Whether a sign-off that saw this digest still speaks for the draft put forward."""
    wanted, reached, grown = draft_put_forward(dossier), {seen}, True
    rulings = [r for r in dossier.rulings if r.section == section and r.outcome and r.ruled_by]
    while grown:
        found = {r.new_digest for r in rulings if r.old_digest in reached and r.new_digest}
        grown = not found <= reached
        reached |= found
    return wanted in reached


def awaiting_ruling(
    dossier: Dossier, section: Section | str, seen: str, ref: str, whose: str
) -> Iterator[Shortcoming]:
    """What is missing when a sign-off saw another draft and nobody has ruled on the change."""
    if not covers(dossier, section, seen):
        yield Shortcoming(
            ref,
            f"草案已经修改，{whose}所依据的是修改前的版本，待认定。",
            "由出具意见的人员或者单位认定“无实质修改”，或者重新出具意见。",
            figures={"seen": seen, "draft": draft_put_forward(dossier)},
        )
