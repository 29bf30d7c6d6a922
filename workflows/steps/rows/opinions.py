"""The opinions an act is about, read under the decision's lock; whether answers may change."""

from typing import Any

from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.terms import Progress, Section
from decisions.models import Decision, Opinion, Participation, SectionProgress
from workflows import counting
from workflows.act import Doing


def targets(doing: Doing, ids: list[int]) -> list[Opinion]:
    """The opinions of these ids as they stand; refuses what is withdrawn or of another matter."""
    found = counting.with_kinds(counting.standing(doing.decision).filter(pk__in=ids))
    opinions = list(found.annotate(**_how_far(doing.decision)).order_by("pk"))
    if len(opinions) != len(ids):
        raise NotNow(_("Some of these opinions were withdrawn or are not of this matter."))
    return opinions


def answers_may_change(doing: Doing, opinions: list[Opinion]) -> None:
    """Answers stand once noted, published or concluded; three columns are asked for that."""
    told: Any = opinions[0] if opinions else None
    if told is None:
        told = Decision.objects.filter(pk=doing.decision.pk).annotate(**_how_far(doing.decision))
        told = told.only("pk").get()
    if told.section_is == Progress.CONCLUDED:
        raise NotNow(_("This section is concluded. Reopen it first."))
    if told.section_is == Progress.REOPENED:
        return
    if told.published_on:
        raise NotNow(_("The answers are published. Reopen the section to change them."))
    if told.noted_on:
        raise NotNow(_("The adoption note is approved. Write it anew to change answers."))


def _how_far(decision: Decision) -> dict[str, Subquery]:
    """How far participation is: asked with the opinions, once for all of them."""
    section = SectionProgress.objects.filter(decision=decision, section=Section.PARTICIPATION)
    row = Participation.objects.filter(decision=decision)
    return {
        "section_is": Subquery(section.values("progress")[:1]),
        "noted_on": Subquery(row.values("adoption_note_on")[:1]),
        "published_on": Subquery(row.values("feedback_published_on")[:1]),
    }
