"""Meetings and their rolls, which several matters of an organ share (Art. 30).

The roll is replayed from the entries that took it, on whichever matter; so the dossier of a matter
is compared as it stood at its own last entry, though the roll was taken anew for another since.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import QuerySet

from decisions.law.dossier import Dossier
from decisions.models import AgendaItem, Decision, Entry, Meeting
from workflows.fsck import Difference
from workflows.sittings import roll_digest, sitting_digest


def examine(decision: Decision) -> Iterator[Difference]:
    """Every meeting that dealt with a decision, and who came."""
    for meeting in Meeting.objects.filter(agenda__decision=decision).distinct():
        last = _rolls(decision, meeting.pk).last()
        if last and last.facts.get("roll") != roll_digest(meeting.pk):
            yield Difference("roll", decision.pk, f"{meeting}的签到与记录不符")
    for entry in decision.entries.filter(act="put_on_agenda"):
        pk, said = entry.facts.get("sitting", (None, ""))
        if pk and sitting_digest(Meeting.objects.filter(pk=pk).first()) != said:
            yield Difference("meeting", decision.pk, f"第{entry.seq}号记录所列会议被改动")


def as_it_was(dossier: Dossier, decision: Decision, last: Entry) -> Dossier:
    """The dossier with each meeting's attendance as it was known when an entry was made."""
    items = AgendaItem.objects.filter(decision=decision).order_by("meeting__held_on", "id")
    keys = items.values_list("meeting", flat=True)
    meetings = (
        replace(said, present=_present(decision, key, last, said.present))
        for key, said in zip(keys, dossier.meetings, strict=True)
    )
    return replace(dossier, meetings=tuple(meetings))


def _present(decision: Decision, meeting: int, last: Entry, now: int | None) -> int | None:
    rolls = _rolls(decision, meeting)
    if not rolls.exists():
        return now
    then = rolls.filter(pk__lte=last.pk).last()
    return len(then.facts["present"]) if then else None


def _rolls(decision: Decision, meeting: int) -> QuerySet[Entry]:
    """The entries that took the roll of a meeting, on any matter of the organ, in their order."""
    taken = Entry.objects.filter(decision__organ=decision.organ_id, act="take_roll")
    return taken.filter(facts__meeting=meeting).order_by("id")
