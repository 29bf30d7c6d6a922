"""The maintained counters as plots and as a sentence: channels and dispositions that add up.

Read from the Tally row alone; a page never counts opinions (answer 15).
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from decisions.labels import label
from decisions.law.terms import Channel, DispositionKind
from decisions.models import Tally

Bars = list[dict[str, Any]]


def by_channel(tally: Tally) -> Bars:
    """How many opinions came by which way; ways nobody used are left out."""
    return _bars(tally, Channel, "from_")


def by_disposition(tally: Tally, address: Callable[[str], str] | None = None) -> Bars:
    """How many opinions got which answer, each with the address of the list behind it."""
    bars = _bars(tally, DispositionKind, "is_")
    for bar in bars:
        bar["url"] = address(bar["code"]) if address else ""
    if tally.undisposed:
        bars.append({"code": "", "label": _("Not answered yet"), "value": tally.undisposed})
    return bars


def _bars(tally: Tally, vocabulary: type[StrEnum], prefix: str) -> Bars:
    counted = [(one, getattr(tally, f"{prefix}{one.value}")) for one in vocabulary]
    return [
        {"code": str(one), "label": label(one), "value": number}
        for one, number in counted
        if number
    ]


def most(bars: Bars) -> int:
    """The greatest value, at least one, so that a plot can be drawn."""
    return max([bar["value"] for bar in bars], default=1) or 1


def sum_in_words(bars: Bars) -> str:
    """The sum as one reads it aloud: Website 40 + Letter 22 = 62."""
    parts = " + ".join(f"{bar['label']} {bar['value']}" for bar in bars)
    return f"{parts} = {sum(bar['value'] for bar in bars)}" if bars else ""
