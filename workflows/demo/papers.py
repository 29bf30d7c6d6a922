"""Renders and signs the papers a visitor opens first; the worker does the rest (3 s a paper)."""

from collections.abc import Callable
from time import monotonic

from django.db.models import Case, QuerySet, Value, When

from decisions.law.terms import Stage
from notices import services
from notices.models import Notice
from workflows import doers, outbox
from workflows.models import Job


def render(say: Callable[[str], object], until: float) -> int:
    """Render the complete story whole, and the rest until the clock (monotonic) says enough.

    Returns how many are left to the worker.
    """
    doers.ask_for_waiting()
    waiting = list(_first_the_complete_one())
    for done, notice in enumerate(waiting):
        if notice.decision.stage != Stage.CONCLUDED and monotonic() > until:
            return len(waiting) - done
        say(f"  [{done + 1}/{len(waiting)}] {notice.title}")
        outbox.run(doers.ask_for(notice).pk)
        _sign(notice)
    return 0


def _sign(notice: Notice) -> None:
    """With the sample certificate of its organ, as the worker would."""
    asked = Job.objects.filter(key=f"{doers.SIGNING}:{notice.pk}").first()
    if asked:
        outbox.run(asked.pk)


def _first_the_complete_one() -> QuerySet[Notice]:
    """The concluded story whole, then what the public reads, then the rest."""
    order = Case(
        When(decision__stage=Stage.CONCLUDED, then=Value(0)),
        When(public=True, then=Value(1)),
        default=Value(2),
    )
    unrendered = services.unrendered().filter(decision__sample=True)
    return unrendered.select_related("decision").order_by(order, "pk")
