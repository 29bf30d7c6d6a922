"""Suggests themes for opinions that stand under none (Art. 18): asked for by an officer, as a job.

What is found is kept as suggestions (``ThemeSuggestion``) and changes nothing: a person takes or
dismisses each by an act (``steps/public/sorting.py``). Finding is ``decisions/text/themes.py``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from decisions.models import Clause, Cluster, Decision, Draft, Opinion, ThemeSuggestion
from decisions.text.themes import Suggested, suggest_themes
from workflows import outbox
from workflows.act import lock
from workflows.models import Job

KIND = "suggest_themes"
LOOKED_AT = 20_000  # lines of the queue, the largest groups first, then the oldest single opinions


@dataclass(frozen=True)
class Line:
    """One text looked at, and for what it stands: a group or a single opinion."""

    text: str
    opinion: int | None = None
    cluster: int | None = None
    size: int = 1


def ask(decision: Decision) -> Job | None:
    """Ask for a look at the texts, unless one is under way."""
    if under_way(decision):
        return None
    return outbox.ask(KIND, uuid4().hex, {}, decision=decision)


def under_way(decision: Decision) -> bool:
    """Whether somebody asked and the look is not over."""
    waiting = Job.objects.filter(kind=KIND, decision=decision, done_at=None)
    return waiting.filter(attempts__lt=outbox.GIVE_UP_AFTER).exists()


@outbox.doer(KIND)
def look(job: Job) -> None:
    """Suggest anew, in place of what nobody took or dismissed."""
    if job.decision is None:
        return
    lines = list(_lines(job.decision))
    found = suggest_themes([line.text for line in lines], _headings(job.decision))
    with transaction.atomic():
        decision = lock(job.decision.pk)
        ThemeSuggestion.objects.filter(decision=decision, settled="").delete()
        settled = ThemeSuggestion.objects.filter(decision=decision)
        known = set(settled.values_list("name", flat=True))
        for one in found:
            if one.name not in known:
                _keep(decision, one, lines, None, known)


def _lines(decision: Decision) -> Iterator[Line]:
    """What stands under no theme; a group speaks by its main opinion."""
    groups = Cluster.objects.filter(decision=decision, theme=None, size__gt=0)
    rows = groups.annotate(said=F("main__text")).order_by("-size", "pk")
    left = LOOKED_AT
    for pk, title, said, size in rows.values_list("pk", "title", "said", "size")[:left]:
        left -= 1
        yield Line(said or title, cluster=pk, size=size)
    singles = Opinion.objects.filter(
        decision=decision, theme=None, cluster=None, submission__withdrawn_at=None
    )
    for pk, text in singles.order_by("recorded_at", "pk").values_list("pk", "text")[:left]:
        yield Line(text, opinion=pk)


def _headings(decision: Decision) -> list[str]:
    newest = Draft.objects.filter(decision=decision).order_by("-version")[:1]
    headed = Clause.objects.filter(draft__in=newest).exclude(heading="")
    return list(headed.order_by("order").values_list("heading", flat=True))


def _keep(
    decision: Decision,
    found: Suggested,
    lines: Sequence[Line],
    parent: ThemeSuggestion | None,
    known: set[str],
) -> None:
    inside = [lines[place] for place in found.members]
    row = ThemeSuggestion.objects.create(
        decision=decision,
        parent=parent,
        name=found.name[:60],
        opinions=[line.opinion for line in inside if line.opinion],
        clusters=[line.cluster for line in inside if line.cluster],
        number=sum(line.size for line in inside),
    )
    for part in found.parts:
        if part.name not in known:
            _keep(decision, part, lines, row, known)
