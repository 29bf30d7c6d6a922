"""The adoption report as a list (P5): items in the order of their numbers, filtered and searched.

A page begins after a number, never at a counted offset; every filter has an index of its own, so
that a page costs the same with three opinions and with 430,000. Words are looked for in a bounded
stretch of items at a time, and only in what is shown: looking for a covered number finds nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from decisions.intake.masking import find_personal, redact
from decisions.law.terms import DispositionKind
from decisions.models import Decision, Opinion, ReportItem
from decisions.selectors.report import Row, dressed, with_answers
from decisions.selectors.versions import Versions, shown_versions

SIZE = 50
TEXTS = (
    "lead__public_text",
    "lead__text",
    "lead__disposition__reason",
    "lead__cluster__disposition__reason",
    "lead__submission__held",
    "lead__submission__erased_at",
)
STRETCH = 3000  # items looked through for words in one page
CHUNK = 1000


@dataclass(frozen=True)
class Asked:
    """What a reader filtered by; an unknown value filters nothing."""

    kind: str = ""
    anchor: str = ""
    theme: str = ""
    words: str = ""

    def params(self) -> dict[str, str]:
        """The part of the address that says so."""
        said = {"kind": self.kind, "clause": self.anchor, "theme": self.theme, "q": self.words}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the numbers its neighbours begin after or end before.

    ``searched_to`` is set where looking for words stopped before the end of the report;
    ``versions`` are those of the draft that may be shown.
    """

    rows: list[Row] = field(default_factory=list)
    newer: int | None = None
    older: int | None = None
    searched_to: int | None = None
    versions: Versions = field(default_factory=Versions)


def asked(given: Mapping[str, str]) -> Asked:
    """What the address asks for, with everything unknown left out."""
    kind, theme = given.get("kind", ""), given.get("theme", "")
    return Asked(
        kind=kind if kind in set(DispositionKind) else "",
        anchor=given.get("clause", "").replace("\x00", "")[:40],
        theme=theme if number(theme) else "",
        words=" ".join(given.get("q", "").replace("\x00", "").split())[:80],
    )


def number(given: str) -> int:
    """A number in the address, or zero."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def items(decision: Decision, choice: Asked) -> QuerySet[ReportItem]:
    """The items that the filters choose, in the order of their numbers."""
    rows = ReportItem.objects.filter(decision=decision)
    if choice.kind:
        rows = rows.filter(kind=choice.kind)
    if choice.anchor:
        rows = rows.filter(anchor=choice.anchor)
    if choice.theme:
        rows = rows.filter(theme=int(choice.theme))
    return rows.order_by("number")


def page(
    decision: Decision, today: date, choice: Asked, *, after: int = 0, before: int = 0
) -> Page:
    """One page of the report."""
    place = _searched if choice.words else _placed
    shown, found = place(items(decision, choice), choice, after, before)
    leads = _leads(shown)
    there = [item for item in shown if item.lead_id in leads]
    opinions = [leads[item.lead_id] for item in there]
    versions = shown_versions(decision, today)
    sizes = [item.size for item in there]
    rows = dressed(opinions, decision, today, sizes=sizes, versions=versions)
    return replace(found, rows=rows, versions=versions)


def _placed(
    rows: QuerySet[ReportItem], choice: Asked, after: int, before: int
) -> tuple[list[ReportItem], Page]:
    if before:
        found = list(rows.filter(number__lt=before).reverse()[: SIZE + 1])
        more, shown = len(found) > SIZE, found[:SIZE][::-1]
        newer, older = (shown[0].number if more and shown else None), _last(shown)
    else:
        found = list(rows.filter(number__gt=after)[: SIZE + 1])
        more, shown = len(found) > SIZE, found[:SIZE]
        newer = shown[0].number if after and shown else None
        older = _last(shown) if more else None
    return shown, Page(newer=newer, older=older)


def alike(
    decision: Decision, today: date, item: int, *, after: int = 0
) -> tuple[list[Row], int | None]:
    """A page of the opinions that stand under one item, and the number it ends before."""
    rows = with_answers(_standing().filter(decision=decision, item=item, serial__gt=after))
    found = list(rows.order_by("serial")[: SIZE + 1])
    shown = found[:SIZE]
    return dressed(shown, decision, today), shown[-1].serial if len(found) > SIZE else None


def size(decision: Decision, item: int) -> int:
    """How many opinions stand under an item."""
    found = ReportItem.objects.filter(decision=decision, number=item).values_list("size", flat=True)
    return found.first() or 0


def last_number(decision: Decision) -> int:
    """How many items the report has: the number of the last one."""
    numbers = ReportItem.objects.filter(decision=decision).order_by("-number")
    return numbers.values_list("number", flat=True).first() or 0


def every(decision: Decision, today: date) -> Iterator[Row]:
    """Every published opinion by item and number, a thousand at a time."""
    last, versions = (0, 0), shown_versions(decision, today)
    while rows := _next(decision, last):
        yield from dressed(rows, decision, today, versions=versions)
        last = rows[-1].item, rows[-1].serial


def _next(decision: Decision, last: tuple[int, int]) -> list[Opinion]:
    """The thousand opinions after a place: first the rest of its item, then the next items."""
    item, serial = last
    rows = with_answers(_standing().filter(decision=decision)).order_by("item", "serial")
    rest = list(rows.filter(item=item, serial__gt=serial)[:CHUNK])
    room = CHUNK - len(rest)
    return rest + (list(rows.filter(item__gt=item)[:room]) if room else [])


def _last(shown: list[ReportItem]) -> int | None:
    return shown[-1].number if shown else None


def _leads(shown: list[ReportItem]) -> dict[int, Opinion]:
    rows = with_answers(_standing().filter(pk__in=[item.lead_id for item in shown]))
    return {one.pk: one for one in rows}


def _standing() -> QuerySet[Opinion]:
    """Opinions whose senders did not take them back; they have no item, and this looks again."""
    return Opinion.objects.filter(submission__withdrawn_at=None)


def _searched(
    rows: QuerySet[ReportItem], choice: Asked, after: int, before: int
) -> tuple[list[ReportItem], Page]:
    standing = rows.filter(number__gt=after, lead__submission__withdrawn_at=None)
    stretch = list(standing.values_list("number", *TEXTS)[: STRETCH + 1])
    looked = stretch[:STRETCH]
    found = list(islice(_saying(looked, choice.words.split()[:6]), SIZE + 1))
    full, ended = len(found) > SIZE, len(stretch) <= STRETCH
    shown = list(rows.filter(number__in=found[:SIZE]))
    older = found[SIZE - 1] if full else None if ended else looked[-1][0]
    return shown, Page(older=older, searched_to=None if full or ended else looked[-1][0])


def _saying(looked: list[tuple[Any, ...]], words: list[str]) -> Iterator[int]:
    """The numbers of the items whose shown text or reason says every word."""
    wanted = [word.casefold() for word in words]
    for number_, published, typed, own, lent, held, erased in looked:
        reason = own or lent or ""
        text = "" if held or erased else published or typed
        if _says(f"{text}\n{reason}", wanted):
            shown = redact(text, find_personal(text))
            if _says(f"{shown}\n{reason}", wanted):
                yield number_


def _says(text: str, wanted: list[str]) -> bool:
    plain = text.casefold()
    return all(word in plain for word in wanted)
