"""Carries what opinions spoke of into the newest version of the draft (Art. 15, 18).

Asked for by the act that enters a draft and by every reading; done by the outbox, fit to run again.
What is sure is placed; the rest waits for a person (``steps/public/anchors.py``), whose ruling
holds for later versions too. Finding is ``decisions/text/anchors.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from decisions.models import Clause, Decision, Draft, Opinion, Placement
from decisions.text import anchors
from workflows import outbox, sender_requests
from workflows.models import Job

KIND = "place_anchors"
AT_ONCE = 2000
Key = tuple[int, str, str]  # clause, quote, context


@outbox.doer(KIND)
def place_waiting(job: Job) -> None:
    """Place every anchor of a matter in its newest version."""
    if job.decision_id:
        place(job.decision_id)


def placing(draft: Draft, decision: Decision) -> Job:
    """The job that does it for a version just entered, for the act to ask for."""
    return outbox.first(KIND, str(draft.pk), {}, decision)


def place(decision_id: int, opinions: QuerySet[Opinion] | None = None) -> int:
    """Place the anchors of these opinions, or of all, that are on older versions; how many."""
    newest = Draft.objects.filter(decision=decision_id).order_by("-version").first()
    if newest is None or newest.version == 1:
        return 0
    wanted = _unplaced(decision_id, newest, opinions)
    if wanted:
        made = _placements(newest, wanted)
        Placement.objects.bulk_create(made, batch_size=AT_ONCE, ignore_conflicts=True)
        if not all(one.settled_by for one in made):
            sender_requests.tell([decision_id], sender_requests.ACTS["unplaced"], timezone.now())
    return len(wanted)


def _unplaced(decision_id: int, newest: Draft, opinions: QuerySet[Opinion] | None) -> list[Key]:
    rows = Opinion.objects.all() if opinions is None else opinions
    rows = rows.filter(decision=decision_id, clause__isnull=False).exclude(clause__draft=newest)
    keys = rows.order_by().values_list("clause", "quote", "context").distinct()
    done = set(Placement.objects.filter(draft=newest).values_list("clause", "quote", "context"))
    return sorted(set(keys) - done)


@dataclass(frozen=True)
class _Ruling:
    gone: bool
    target: Clause | None


def _placements(newest: Draft, keys: list[Key]) -> list[Placement]:
    passages = [anchors.Passage(c.anchor, c.text) for c in Clause.objects.filter(draft=newest)]
    ids = dict(Clause.objects.filter(draft=newest).values_list("anchor", "pk"))
    clauses = Clause.objects.in_bulk({clause for clause, _quote, _context in keys})
    rulings = _rulings(newest)
    return [_placed(newest, key, clauses[key[0]], rulings.get(key), passages, ids) for key in keys]


def _rulings(newest: Draft) -> dict[Key, _Ruling]:
    """What people ruled on earlier versions; the newest ruling of each anchor."""
    rows = (
        Placement.objects.filter(decision=newest.decision_id, settled_by="person")
        .select_related("target")
        .order_by("draft__version")
    )
    return {(r.clause_id, r.quote, r.context): _Ruling(r.gone, r.target) for r in rows}


def _placed(
    newest: Draft,
    key: Key,
    clause: Clause,
    ruling: _Ruling | None,
    passages: list[anchors.Passage],
    ids: dict[str, int],
) -> Placement:
    row = Placement(
        decision_id=newest.decision_id, draft=newest, clause=clause, quote=key[1], context=key[2]
    )
    if ruling and ruling.gone:
        row.gone, row.settled_by, row.confidence = True, "text", 100
        return row
    spoken_of = ruling.target if ruling and ruling.target else clause
    spot = anchors.Spot(spoken_of.anchor, spoken_of.text, key[1], key[2])
    found = anchors.place(spot, passages)
    row.target_id, row.confidence = ids.get(found.anchor), found.confidence
    row.start, row.end = found.start, found.end
    row.settled_by = "text" if found.certain else ""
    return row


def forget(opinions: Iterable[Opinion]) -> None:
    """Forget the quotes of erased opinions, unless others quote the same; before the erasing."""
    for one in opinions:
        if not one.quote:
            continue
        spot = {"clause": one.clause_id, "quote": one.quote, "context": one.context}
        if not Opinion.objects.filter(**spot).exclude(submission=one.submission_id).exists():
            Placement.objects.filter(**spot).delete()
