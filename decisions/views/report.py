"""The adoption report as pages (P5; Art. 18): the sums, what changed, every item with its answer.

The same fields as data are in ``open_data.py``. Filters live in the address; nothing here needs a
script.
"""

import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.labels import choices
from decisions.law.terms import DispositionKind
from decisions.models import Clause, Decision, Theme
from decisions.selectors import decision_page, public, report_changes, report_items, tallies
from decisions.selectors.report import theme_name
from decisions.views import pages

FIGURES = re.compile(r"\d+")
MOST_CLAUSES = 10  # drawn at once; all others are one click away


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, said and done; the sums; what changed; every item with its answer."""
    decision = answered_or_404(pk)
    today, asked = pages.today(), report_items.asked(request.GET)
    changed = report_changes.asked_for(decision)
    found = _page(request, decision, asked)
    clauses, themes = found.versions.named(), _themes(decision)
    context = {
        "decision": decision,
        "rows": found.rows,
        "asked": asked,
        "filtered": bool(asked.params()),
        "kinds": choices(DispositionKind),
        "clauses": [(one.anchor, one) for one in clauses],
        "themes": [(str(one.pk), theme_name(one)) for one in themes],
        "changes": report_changes.changes(decision, changed, found.versions),
        "searched_to": found.searched_to,
        "newer_url": _address(pk, asked, before=found.newer) if found.newer else "",
        "older_url": _address(pk, asked, after=found.older) if found.older else "",
        "papers": pages.papers(
            list(decision_page.notices(decision, today).filter(kind__startswith="adoption"))
        ),
    }
    sums = _sums(decision, clauses, themes)
    context |= sums | {"note": _note(decision, sums.get("in_words", ""))}
    page = pages.page(request, "feedback", _("Answer to the opinions"), context)
    return pages.kept(page, decision)


def item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One item of the report with every opinion that stands under it."""
    decision = answered_or_404(pk)
    after = report_items.number(request.GET.get("after", ""))
    rows, last = report_items.alike(decision, pages.today(), number, after=after)
    if not rows:
        raise Http404
    here = reverse("portal:feedback_item", args=[pk, number])
    context = {
        "decision": decision,
        "number": number,
        "size": report_items.size(decision, number),
        "rows": rows,
        "older_url": f"{here}?after={last}" if last else "",
        "newer_url": here if after else "",
        "report_url": _address(pk, report_items.Asked(), at=number) + f"#item-{number}",
    }
    return pages.page(request, "feedback_item", _("Opinions alike"), context)


def answered_or_404(pk: int) -> Decision:
    """A decision whose answer to the opinions is published."""
    decision = pages.public_or_404(pk, "participation", "tally")
    if not public.answered(decision, pages.today()):
        raise Http404
    return decision


def _note(decision: Decision, in_words: str) -> str:
    """The adoption note, unless it is one sentence of the same counts as stand below it."""
    note, plain = str(decision.participation.adoption_note), in_words.replace(",", "")
    counts_only = FIGURES.findall(note) == FIGURES.findall(plain)
    return "" if counts_only and len(note) < len(plain) + 5 else note


def _page(request: HttpRequest, decision: Decision, asked: report_items.Asked) -> report_items.Page:
    after, before, at = (
        report_items.number(request.GET.get(name, "")) for name in ("after", "before", "at")
    )
    after = max(at - 1, 0) or after
    return report_items.page(decision, pages.today(), asked, after=after, before=before)


def _address(pk: int, asked: report_items.Asked, **place: Any) -> str:
    query = urlencode(asked.params() | {name: str(value) for name, value in place.items() if value})
    return reverse("portal:feedback", args=[pk]) + (f"?{query}" if query else "")


def _themes(decision: Decision) -> list[Theme]:
    """The themes under which the opinions were sorted."""
    rows = Theme.objects.filter(decision=decision).select_related("parent")
    return list(rows.order_by("parent__name", "name", "id")[:200])


def _sums(decision: Decision, clauses: list[Clause], themes: list[Theme]) -> dict[str, Any]:
    tally = getattr(decision, "tally", None)
    if tally is None:
        return {"tally": None}

    def listed(**asked: str) -> str:
        return _address(decision.pk, report_items.Asked(**asked)) + "#opinions"

    found = tallies.parts(decision)
    cuts = {
        "channels": tallies.by_channel(tally),
        "answers": tallies.by_disposition(tally, lambda kind: listed(kind=kind)),
        "senders": tallies.by_sender(found),
        "on_clauses": tallies.by_clause(found, clauses, lambda anchor: listed(anchor=anchor)),
        "on_themes": tallies.by_theme(found, themes, lambda theme: listed(theme=theme)),
        "days": tallies.by_day(found),
    }
    by_size = sorted(cuts["on_clauses"], key=lambda bar: -bar["value"])
    return {
        "tally": tally,
        "merged": report_items.last_number(decision),
        "taken": tally.is_adopted + tally.is_partly_adopted,
        "peak": tallies.peak(cuts["days"]),
        "first_clauses": by_size[:MOST_CLAUSES],
        "other_clauses": cuts["on_clauses"] if len(by_size) > MOST_CLAUSES else [],
        "in_words": tallies.in_words(tally),
        **cuts,
        **{f"most_{name}": tallies.most(bars) for name, bars in cuts.items()},
        "sum_of_channels": tallies.sum_in_words(cuts["channels"]),
        "sum_of_answers": tallies.sum_in_words(cuts["answers"]),
    }
