"""Issued papers against the entries that registered them: wording, number, day and PDF."""

from collections.abc import Iterator

from django.db.models import QuerySet

from decisions.models import Decision
from notices.models import Notice
from workflows import issued
from workflows.fsck import Difference


def examine(decision: Decision) -> Iterator[Difference]:
    """Every notice that is not, or is no longer, as the record says."""
    notices = {row.pk: row for row in _notices(decision)}
    known = {}
    for entry in decision.entries.filter(act=issued.ACT).order_by("seq"):
        known |= {told["notice"]: told for told in entry.facts["notices"]}
    for pk, told in known.items():
        found = notices.pop(pk, None)
        if found is None:
            yield Difference("notice", decision.pk, f"公文《{told['title']}》缺失")
        elif _as_told(found, told) != told:
            yield Difference("notice", decision.pk, f"公文《{told['title']}》与登记的记录不符")
    for stray in notices.values():
        if stray.registered_id:
            yield Difference("notice", decision.pk, f"公文《{stray.title}》没有登记记录")


def _notices(decision: Decision) -> QuerySet[Notice]:
    return Notice.objects.filter(decision=decision).select_related("signed")


def _as_told(found: Notice, told: dict[str, str]) -> dict[str, str]:
    """A PDF or signature just made waits for its entry; what is registered does not change."""
    now = issued.said(found)
    if found.registered_id is None:
        now |= {} if told["pdf"] else {"pdf": ""}
        if "signed" not in told:
            now.pop("signed", None)
    return now
