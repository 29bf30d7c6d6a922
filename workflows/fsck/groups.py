"""Which opinions say the same (Art. 18): what people decided, and under which answers it stands.

A machine's grouping is in no entry, and needs to be in none: it never touches what a person placed
nor a group that is answered. Both are replayed here.
"""

from collections.abc import Iterator

from decisions.models import Decision, Disposition, Opinion, Voices
from workflows import reading
from workflows.fsck import Difference
from workflows.steps.rows.groups import members

ACTS = ("group_opinions", "dispose_opinion", "dispose_in_bulk", "undo_disposition")


def examine(decision: Decision) -> Iterator[Difference]:
    """Every opinion that stands elsewhere than a person put it, and every answer widened."""
    yield from _placed(decision)
    yield from _answered(decision)
    yield from _voices(decision)


def _placed(decision: Decision) -> Iterator[Difference]:
    told: dict[int, int | None] = {}
    whole = False  # a group moved whole names no opinions
    for facts in _facts(decision, ACTS[:1]):
        told |= dict.fromkeys(facts.get("opinions", []), facts.get("cluster"))
        whole = whole or bool(facts.get("groups"))
    rows = Opinion.objects.filter(decision=decision, grouped_by="person")
    found = dict(rows.values_list("pk", "cluster"))
    for opinion in sorted(told.keys() | found.keys()):
        as_told = whole or (opinion in told and told[opinion] == found.get(opinion))
        if opinion not in found or not as_told:
            yield Difference("group", decision.pk, f"意见{opinion}的归并与记录不符")


def _answered(decision: Decision) -> Iterator[Difference]:
    told: dict[str, list[object]] = {}
    for facts in _facts(decision, ACTS):
        told |= facts.get("answered", {})
    answered = Disposition.objects.filter(decision=decision, cluster__isnull=False)
    for group, found in members(answered.values_list("cluster", flat=True)).items():
        if told.get(group) != found:
            yield Difference("group", decision.pk, f"归并意见{group}的成员与答复时的记录不符")


def _voices(decision: Decision) -> Iterator[Difference]:
    """The numbers, unless something waits to be read or was withdrawn since."""
    kept = Voices.objects.filter(decision=decision).first()
    unread = Opinion.objects.filter(decision=decision, said_first=None).exists()
    if kept is None or unread or reading.stale().filter(pk=kept.pk).exists():
        return
    for name, number in reading.voices(decision.pk).items():
        if getattr(kept, name) != number:
            yield Difference("voices", decision.pk, f"发声计数{name}应为{number}")


def _facts(decision: Decision, acts: tuple[str, ...]) -> Iterator[dict[str, object]]:
    rows = decision.entries.filter(act__in=acts).order_by("seq")
    yield from rows.values_list("facts", flat=True).iterator()
