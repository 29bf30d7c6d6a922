"""What belongs to no single decision: triggers, numbers, notices' snapshots, daily heads."""

from collections.abc import Iterator

from decisions import triggers
from decisions.models import DailyHead
from notices import carried, numbering
from notices.models import Notice, NumberSeries
from workflows import heads
from workflows.fsck import Difference


def examine() -> Iterator[Difference]:
    """The installation as a whole."""
    for name in triggers.missing():
        yield Difference("trigger", None, f"触发器{name}缺失")
    for series in NumberSeries.objects.all():
        for serial in numbering.gaps(series):
            yield Difference("number", None, f"{series}{serial}号缺失")
    for notice in Notice.objects.iterator():
        if carried.digest(notice.snapshot) != notice.snapshot_sha256:
            yield Difference("notice", notice.decision_id, f"公文《{notice.title}》的快照被改动")
    yield from _heads()


def _heads() -> Iterator[Difference]:
    previous = ""
    for head in DailyHead.objects.order_by("on"):
        if head.previous != previous:
            yield Difference("head", None, f"{head.on}的总链头与前一日不相连")
        if heads.digest_of(head.on, previous) != (head.digest, head.chains):
            yield Difference("head", None, f"{head.on}的总链头与各事项的记录不符")
        previous = head.digest
