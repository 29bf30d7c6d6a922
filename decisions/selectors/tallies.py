"""The maintained counters as plots and as sentences: parts that add up, whatever they are cut by.

Read from the Tally row and its parts alone; a page never counts opinions (answer 15). Two queries
give every number of a decision, with three opinions or with a million.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from decisions.labels import label
from decisions.law.terms import Channel, DispositionKind, SubmitterKind
from decisions.models import Clause, Decision, Dimension, Tally, TallyBy, Theme
from decisions.selectors.clauses import clause_name
from decisions.selectors.report import theme_name

Bars = list[dict[str, Any]]
Address = Callable[[str], str]
LONGEST_DAILY = 70  # days one can still tell apart in a plot; beyond, weeks are drawn


@dataclass(frozen=True)
class Parts:
    """Every number of a decision by dimension: dimension → key → opinions."""

    by: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, dimension: Dimension) -> dict[str, int]:
        """The numbers along one dimension; none where nothing was counted."""
        return {key: n for key, n in self.by.get(str(dimension), {}).items() if n}


def parts(decision: Decision) -> Parts:
    """The maintained numbers of a decision (one query)."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = TallyBy.objects.filter(decision=decision, number__gt=0)
    for dimension, key, number in rows.values_list("dimension", "key", "number"):
        found[dimension][key] = number
    return Parts(found)


def by_channel(tally: Tally) -> Bars:
    """How many opinions came by which way; ways nobody used are left out."""
    return _bars(tally, Channel, "from_")


def by_disposition(tally: Tally, address: Address | None = None) -> Bars:
    """How many opinions got which answer, each with the address of the list behind it."""
    bars = _bars(tally, DispositionKind, "is_")
    for bar in bars:
        bar["url"] = address(bar["code"]) if address else ""
    if tally.undisposed:
        bars.append({"code": "", "label": _("Not answered yet"), "value": tally.undisposed})
    return bars


def by_sender(found: Parts) -> Bars:
    """How many opinions each kind of sender sent, the most first."""
    numbers = found.of(Dimension.SENDER)
    known = [(code, label(SubmitterKind(code)), n) for code, n in numbers.items()]
    return [_bar(*one) for one in sorted(known, key=lambda one: -one[2])]


def by_clause(found: Parts, clauses: Sequence[Clause], address: Address | None = None) -> Bars:
    """How many opinions speak of each clause, in the order of the draft, the whole draft last."""
    numbers = found.of(Dimension.CLAUSE)
    whole = numbers.pop("", 0)
    bars = [
        _bar(one.anchor, clause_name(one), numbers.pop(one.anchor), address)
        for one in clauses
        if one.anchor in numbers
    ]
    if numbers:
        bars.append(_bar("", _("Clauses of other versions"), sum(numbers.values())))
    return bars + ([_bar("", _("The whole draft"), whole)] if whole else [])


def by_theme(found: Parts, themes: Iterable[Theme], address: Address | None = None) -> Bars:
    """How many opinions were sorted under each theme, the most first; nothing while none were."""
    numbers = found.of(Dimension.THEME)
    known = [(str(one.pk), theme_name(one), numbers.get(str(one.pk), 0)) for one in themes]
    bars = [_bar(*one, address) for one in sorted(known, key=lambda one: -one[2]) if one[2]]
    rest = numbers.get("", 0)
    return [*bars, _bar("", _("Under no theme"), rest)] if bars and rest else bars


def by_day(found: Parts) -> Bars:
    """How many opinions came on each day, days of silence included; by weeks over a long time."""
    numbers = {date.fromisoformat(key): n for key, n in found.of(Dimension.DAY).items() if key}
    if not numbers:
        return []
    first, last = min(numbers), max(numbers)
    step = 1 if (last - first).days < LONGEST_DAILY else 7
    starts = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
    return [_days(start, step, numbers) for start in starts]


def peak(bars: Bars) -> dict[str, Any] | None:
    """The first of the days on which the most came."""
    return max(bars, key=lambda bar: bar["value"], default=None)


def _days(start: date, step: int, numbers: Mapping[date, int]) -> dict[str, Any]:
    days = [start + timedelta(days=n) for n in range(step)]
    value = sum(numbers.get(day, 0) for day in days)
    return {"day": start, "until": days[-1] if step > 1 else None, "value": value}


def _bars(tally: Tally, vocabulary: type[StrEnum], prefix: str) -> Bars:
    counted = [(one, getattr(tally, f"{prefix}{one.value}")) for one in vocabulary]
    return [_bar(str(one), label(one), number) for one, number in counted if number]


def _bar(code: str, word: Any, value: int, address: Address | None = None) -> dict[str, Any]:
    bar = {"code": code, "label": word, "value": value}
    return bar | ({"url": address(code)} if address else {})


def most(bars: Bars) -> int:
    """The greatest value, at least one, so that a plot can be drawn."""
    return max([bar["value"] for bar in bars], default=1) or 1


def sum_in_words(bars: Bars) -> str:
    """The sum as one reads it aloud: Website 40 + Letter 22 = 62."""
    said = " + ".join(f"{bar['label']} {bar['value']:,}" for bar in bars)
    return f"{said} = {sum(bar['value'] for bar in bars):,}" if bars else ""


def in_words(tally: Tally) -> str:
    """What became of how many, as the notice says it; silence in words."""
    if not tally.opinions:
        return _("No opinion was received by any channel.")
    always = (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED, DispositionKind.NOT_ADOPTED)
    counted = [(kind, getattr(tally, f"is_{kind.value}")) for kind in DispositionKind]
    said = _(", ").join(
        _("%(kind)s: %(number)s") % {"kind": label(kind), "number": f"{number:,}"}
        for kind, number in counted
        if number or kind in always
    )
    return _("%(opinions)s opinions were received; of these %(said)s.") % {
        "opinions": f"{tally.opinions:,}",
        "said": said,
    }
