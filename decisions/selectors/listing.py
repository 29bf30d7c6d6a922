"""The list of decisions (P1): filters that live in the address, closing soonest first.

Words are looked for in titles and in the drafts that are public, every word of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organ
from decisions.law.terms import MatterClass
from decisions.models import Decision
from decisions.selectors import keyset, public
from decisions.selectors.search import search_decisions
from decisions.selectors.states import TAKES_OPINIONS, State, with_state

SIZE = 20
KEYS = ("rank", "nearness", "id")
YEARS = {str(year) for year in range(1990, 2200)}


@dataclass(frozen=True)
class Choice:
    """What a reader filtered by; an unknown value filters nothing."""

    state: str = ""
    organ: str = ""
    matter: str = ""
    year: str = ""
    words: str = ""

    def params(self) -> dict[str, str]:
        """The part of the address that says so."""
        said = {
            "state": self.state,
            "organ": self.organ,
            "class": self.matter,
            "year": self.year,
            "q": self.words,
        }
        return {name: value for name, value in said.items() if value}


def choice(asked: Mapping[str, str]) -> Choice:
    """What the address asks for, with everything unknown left out."""
    state, matter, year = asked.get("state", ""), asked.get("class", ""), asked.get("year", "")
    return Choice(
        state=state if state in set(State) else "",
        organ=asked.get("organ", "")[:50].replace("\x00", ""),
        matter=matter if matter in set(MatterClass) else "",
        year=year if year in YEARS else "",
        words=" ".join(asked.get("q", "").replace("\x00", "").split())[:80],
    )


def shown(today: date) -> QuerySet[Decision]:
    """Public decisions with all that a row of the list shows."""
    return with_state(public.public_decisions(today), today).select_related(
        "organ", "lead_office", "matter", "tally", "participation", "publication"
    )


def listed(asked: Choice, today: date, *, after: str = "", before: str = "") -> keyset.Page:
    """One page of the list."""
    rows = shown(today)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.organ:
        rows = rows.filter(organ__code=asked.organ)
    if asked.matter:
        rows = rows.filter(matter__matter_class=asked.matter)
    if asked.year:
        rows = rows.filter(shown_on__year=int(asked.year))
    rows = rows.filter(search_decisions(asked.words, public.public_drafts(today)))
    return keyset.page(rows, KEYS, SIZE, after=after, before=before)


def closing_soon(today: date, number: int = 3) -> list[Decision]:
    """The decisions whose period ends first."""
    return list(shown(today).filter(state__in=TAKES_OPINIONS).order_by("closes_on", "id")[:number])


def latest_answers(today: date, number: int = 3) -> list[Decision]:
    """The decisions whose opinions were answered last."""
    told = public.public_decisions(today).filter(participation__feedback_published_on__lte=today)
    return list(
        told.select_related("participation", "tally").order_by(
            "-participation__feedback_published_on", "-id"
        )[:number]
    )


def organs(today: date) -> list[Organ]:
    """The organs that have something public."""
    known = public.public_decisions(today).filter(organ=OuterRef("pk"))
    return list(Organ.objects.filter(Exists(known)))


def years(today: date) -> list[int]:
    """The years in which consultations were announced, newest first."""
    return [day.year for day in public.announced(today).dates("announced_on", "year", "DESC")]
