"""Reads what came in: which opinions say the same, words to search by, how many spoke (Art. 18).

The sweep asks for it, the outbox does it, piece by piece, fit to run again at any point. A machine
groups only what no person decided and what no answer rests on: it moves no counter and makes no
entry of the record (docs/adr/0014). The work on the texts themselves is ``decisions/text``.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from decisions import search
from decisions.intake.masking import find_personal, redact
from decisions.models import Cluster, Decision, Opinion, Submission, Voices
from decisions.text.clusters import Clusters, Found
from workflows import anchoring, counting, outbox
from workflows.act import lock
from workflows.models import Job

KIND = "read_opinions"
CHUNK = 2000  # opinions in one transaction
RESTS = 10  # a reading that took a second is not made again for ten
TITLE = 40  # characters of the main opinion that name a group
_READ = """
UPDATE decisions_opinion SET said_first_id = read.said_first, fingerprint = read.fingerprint,
    novel = read.novel
FROM (SELECT CAST(column1 AS bigint) AS id, CAST(column2 AS bigint) AS said_first,
             CAST(column3 AS bigint) AS fingerprint, column4 AS novel
      FROM (VALUES {rows}) AS given) AS read
WHERE decisions_opinion.id = read.id AND decisions_opinion.said_first_id IS NULL
"""


def ask_for_waiting() -> int:
    """Ask for a reading wherever something is unread; returns in how many matters."""
    unread = Opinion.objects.filter(said_first=None).order_by().values("decision")
    waiting = Q(pk__in=unread) | Q(pk__in=stale().values("decision"))
    return sum(_ask(decision) for decision in Decision.objects.filter(waiting).order_by("pk"))


def stale() -> QuerySet[Voices]:
    """The counts that an opinion withdrawn since has overtaken."""
    return Voices.objects.exclude(opinions=F("decision__tally__opinions"))


def _ask(decision: Decision) -> bool:
    """One job a matter, begun again; the longer a reading takes, the seldomer it is made."""
    kept = getattr(decision, "voices", None)
    rest = timedelta(milliseconds=RESTS * kept.took_ms) if kept else timedelta()
    when = max(timezone.now(), kept.counted_at + rest) if kept else timezone.now()
    job = outbox.ask(KIND, str(decision.pk), {}, decision=decision, not_before=when)
    ended = Q(done_at__isnull=False) | Q(attempts__gte=outbox.GIVE_UP_AFTER, leased_until=None)
    return bool(
        Job.objects.filter(ended, pk=job.pk).update(
            done_at=None, attempts=0, error="", not_before=when, progress=0
        )
    )


@outbox.doer(KIND)
def read_waiting(job: Job) -> None:
    """Read what is unread in one matter."""
    if job.decision_id:
        read(job.decision_id, job)


def read(decision_id: int, job: Job | None = None) -> int:
    """Read every unread opinion of a matter, then count the voices; returns how many were read."""
    if not Opinion.objects.filter(decision=decision_id, said_first=None).exists():
        count(decision_id)
        return 0
    began = time.monotonic()
    known = _known(decision_id)
    waiting = _unread(decision_id)
    number = 0
    while chunk := list(islice(waiting, CHUNK)):
        found = list(known.add(chunk))
        if not _keep(decision_id, found, chunk):
            break  # somebody else reads here: that reading goes on
        number += len(chunk)
        _go_on(job, number)
        anchoring.place(decision_id, Opinion.objects.filter(pk__in=[pk for pk, _text in chunk]))
    count(decision_id, took_ms=int((time.monotonic() - began) * 1000))
    return number


def _go_on(job: Job | None, number: int) -> None:
    """Say how far the reading is."""
    if job:
        Job.objects.filter(pk=job.pk).update(progress=number)


def _known(decision_id: int) -> Clusters:
    """What was found before, indexed again."""

    def recall(prints: Collection[int]) -> dict[int, int]:
        rows = Opinion.objects.filter(decision=decision_id, fingerprint__in=prints)
        return dict(rows.values_list("fingerprint", "said_first"))

    known = Clusters(recall)
    novel = Opinion.objects.filter(decision=decision_id, novel=True).order_by("pk")
    known.remember(novel.values_list("pk", "text", "said_first").iterator(chunk_size=CHUNK))
    return known


def _unread(decision_id: int) -> Iterator[tuple[int, str]]:
    """The unread opinions (id, text), oldest first, a page at a time by key."""
    last = 0
    rows = Opinion.objects.filter(decision=decision_id, said_first=None).order_by("pk")
    while page := list(rows.filter(pk__gt=last).values_list("pk", "text")[:CHUNK]):
        yield from page
        last = page[-1][0]


@transaction.atomic
def _keep(decision_id: int, found: Sequence[Found], chunk: Sequence[tuple[int, str]]) -> bool:
    """Write down what was found and group what may be grouped; False when another was faster."""
    decision = lock(decision_id)
    ids = [one.id for one in found]
    if Opinion.objects.filter(pk__in=ids, said_first=None).count() != len(ids):
        return False
    rows = ", ".join(
        f"({one.id}, {one.first}, {one.fingerprint}, {'TRUE' if one.novel else 'FALSE'})"
        for one in found
    )
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(rows=rows))
    search.OPINIONS.put((pk, decision_id, text) for pk, text in chunk)
    _group(decision, [one for one in found if one.first != one.id])
    return True


def _group(decision: Decision, alike: Iterable[Found]) -> None:
    """Put each opinion that repeats another into that one's group; by one update a group."""
    wanted = {one.id: one.first for one in alike}
    standing = counting.standing(decision).filter(grouped_by="", cluster=None)
    free = set(standing.filter(pk__in=[*wanted, *wanted.values()]).values_list("pk", flat=True))
    firsts = _with_groups(decision, set(wanted.values()))
    members: dict[int, list[int]] = defaultdict(list)
    for one, first in wanted.items():
        if one in free:
            members[first].append(one)
    filled: set[int] = set()
    for first, ids in members.items():
        group = _group_of(decision, firsts[first], first in free, ids)
        if group:
            Opinion.objects.filter(pk__in=ids).update(cluster=group, grouped_by="text")
            filled.add(group.pk)
    counting.regroup(filled)


def _with_groups(decision: Decision, ids: set[int]) -> dict[int, Opinion]:
    rows = Opinion.objects.filter(decision=decision).select_related("cluster__disposition")
    return rows.in_bulk(list(ids))


def _group_of(
    decision: Decision, first: Opinion, first_is_free: bool, ids: list[int]
) -> Cluster | None:
    """The group of the first that said so: open, made now, or following the one answered."""
    if first.cluster is None:
        if first.grouped_by == "person":
            return None  # a person took it out: so stay those that repeat it
        return _new(decision, [*([first.pk] if first_is_free else []), *ids])
    if not hasattr(first.cluster, "disposition"):
        return first.cluster
    later = Cluster.objects.filter(follows=first.cluster, disposition=None).order_by("pk").first()
    return later or _new(decision, ids, follows=first.cluster)


def _new(decision: Decision, ids: list[int], follows: Cluster | None = None) -> Cluster | None:
    """A group of these; one opinion alone is none, unless it follows an answered group."""
    if len(ids) < 2 and follows is None:
        return None
    main = Opinion.objects.get(pk=ids[0])
    title = follows.title if follows else title_of(main.text)
    made = Cluster.objects.create(
        decision=decision, title=title, origin="text", main=main, follows=follows
    )
    Opinion.objects.filter(pk__in=ids).update(cluster=made, grouped_by="text")
    return made


def title_of(text: str) -> str:
    """The beginning of a text as the name of its group, personal numbers covered."""
    line = " ".join(redact(text, find_personal(text)).split())
    return line if len(line) <= TITLE else line[: TITLE - 1] + "…"


def count(decision_id: int, took_ms: int | None = None) -> Voices:
    """Count how many spoke and how many different things they said."""
    said: dict[str, object] = {**voices(decision_id), "counted_at": timezone.now()}
    if took_ms is not None:
        said["took_ms"] = took_ms
    return Voices.objects.update_or_create(decision_id=decision_id, defaults=said)[0]


def voices(decision_id: int) -> dict[str, int]:
    """The numbers of a matter from the rows alone: column of Voices → number."""
    opinions = Opinion.objects.filter(decision=decision_id, submission__withdrawn_at=None)
    sent = Submission.objects.filter(decision=decision_id, withdrawn_at=None)
    counted = opinions.aggregate(
        all=Count("pk"),
        loose=Count("pk", filter=Q(cluster=None)),
        groups=Count("cluster", distinct=True),
    )
    nameless = Q(name="", contact="")
    named = sent.exclude(nameless).order_by().values("name", "contact").distinct().count()
    return {
        "submissions": sent.count(),
        "opinions": counted["all"],
        "merged": counted["loose"] + counted["groups"],
        "senders": named + sent.filter(nameless).count(),
    }


def shift(decision: Decision, was: int, becomes: int) -> None:
    """Keep the number of different things said after people grouped, without counting again."""
    if was != becomes:
        Voices.objects.filter(decision=decision).update(merged=F("merged") + becomes - was)


def read_anew(opinions: QuerySet[Opinion]) -> int:
    """Forget what was read of these; called before their text is changed, split or erased."""
    read = opinions.exclude(said_first=None).values_list("pk", "decision", "text")
    search.OPINIONS.take_out(list(read))
    return opinions.update(said_first=None, fingerprint=None, novel=False)
