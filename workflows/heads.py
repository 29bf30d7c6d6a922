"""The daily head over the heads of all chains: a whole vanished decision is seen (answer 14)."""

import hashlib
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from decisions.models import DailyHead, Entry
from workflows import record

DOMAIN = b"yijue-head-1\n"


def take(on: date) -> DailyHead:
    """Take the head of a day that is over; taking it again changes nothing."""
    found = DailyHead.objects.filter(on=on).first()
    if found:
        return found
    last = DailyHead.objects.filter(on__lt=on).order_by("-on").first()
    previous = last.digest if last else ""
    digest, chains = digest_of(on, previous)
    return DailyHead.objects.create(
        on=on, chains=chains, previous=previous, digest=digest, taken_at=timezone.now()
    )


def take_missing(today: date) -> int:
    """Take the head of yesterday, and of each day since the last one taken."""
    last = DailyHead.objects.order_by("-on").values_list("on", flat=True).first()
    day, taken = (last + timedelta(days=1)) if last else today - timedelta(days=1), 0
    while day < today:
        take(day)
        day, taken = day + timedelta(days=1), taken + 1
    return taken


def digest_of(on: date, previous: str) -> tuple[str, int]:
    """The digest over the heads of all chains at the end of a day, and how many there are."""
    named = newest(on)
    said = record.canonical({"on": on.isoformat(), "previous": previous, "heads": named})
    return hashlib.sha256(DOMAIN + said).hexdigest(), len(named)


def newest(on: date) -> list[list[Any]]:
    """Each decision with number and digest of its newest entry at the end of a day, in order."""
    until = end_of(on)
    found = (
        Entry.objects.filter(recorded_at__lt=until)
        .order_by()
        .values("decision")
        .annotate(seq=Max("seq"))
    )
    last = {row["decision"]: row["seq"] for row in found}
    entries = Entry.objects.filter(recorded_at__lt=until, seq__in=set(last.values()))
    told = entries.values_list("decision", "seq", "digest")
    return sorted([one, seq, digest] for one, seq, digest in told if last[one] == seq)


def end_of(on: date) -> datetime:
    """The first instant after a day in Beijing."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
