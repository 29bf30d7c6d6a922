"""A sheet is handed in: its bytes are kept by digest, its columns worked out; nothing is entered.

Called by the pages, the act and the command. Sheets nobody took are forgotten by ``forget``.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from decisions import papers
from decisions.intake.handed import Handed
from decisions.models import ImportBatch, ParticipationActivity
from workflows.importing import columns, reading
from workflows.models import PendingSheet

SAMPLE = 5  # rows shown while the columns are chosen
KEPT = timedelta(days=2)


def hand_in(
    activity: ParticipationActivity,
    handed: Handed,
    *,
    by: User,
    channel: str = "",
    continues: ImportBatch | None = None,
) -> PendingSheet:
    """Keep a sheet with its headers, first rows and columns; raises Refused when unreadable."""
    digest = papers.store_file(handed.file)
    with reading.opened(digest, handed.kind) as sheet:
        headers, sample = sheet.head(SAMPLE)
    return PendingSheet.objects.create(
        decision=activity.decision,
        activity=activity,
        sha256=digest,
        name=handed.name,
        kind=handed.kind,
        size=handed.size,
        headers=list(headers),
        sample=[list(row) for row in sample],
        columns=columns.columns_for(activity.decision.organ, headers),
        channel=channel,
        continues=_first(continues),
        handed_by=by,
        handed_at=timezone.now(),
    )


def choose(
    sheet: PendingSheet,
    chosen: Mapping[str, int],
    *,
    channel: str,
    continues: ImportBatch | None,
    by: User,
) -> None:
    """Take the columns as an officer chose them, and remember them for the organ."""
    now = timezone.now()
    organ = sheet.activity.decision.organ
    columns.remember(organ, sheet.headers, chosen, by, now)
    sheet.columns, sheet.channel, sheet.continues = dict(chosen), channel, _first(continues)
    sheet.chosen_at, sheet.looked_at, sheet.refusal = now, None, ""
    sheet.counts, sheet.shown, sheet.spare_files = {}, {}, []
    sheet.save()


def forget(now: datetime) -> int:
    """Delete sheets that nobody took, and their bytes where nothing else holds them."""
    old = PendingSheet.objects.filter(handed_at__lt=now - KEPT)
    digests = set(old.values_list("sha256", flat=True)[:500])
    number, _rows = old.filter(sha256__in=digests).delete()
    kept = PendingSheet.objects.filter(sha256__in=digests).values_list("sha256", flat=True)
    papers.drop(digests - set(kept))
    return number


def _first(batch: ImportBatch | None) -> ImportBatch | None:
    """The first import of a list; those that follow all point to it."""
    return batch.continues or batch if batch else None
