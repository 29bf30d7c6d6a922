"""What came in as sheets: every row of an import is taken, left out, or was there before."""

from collections.abc import Iterator

from django.db.models import Count

from decisions.models import Decision, ImportBatch, Submission
from workflows.fsck import Difference

OUTCOMES = ("refused", "changed", "conflict")


def examine(decision: Decision) -> Iterator[Difference]:
    """Every import of one decision whose rows do not add up."""
    batches = ImportBatch.objects.filter(decision=decision)
    taken = dict(
        Submission.objects.filter(decision=decision, imported__isnull=False)
        .order_by()
        .values_list("imported")
        .annotate(n=Count("id"))
    )
    left: dict[int, dict[str, int]] = {}
    rows = batches.order_by().values_list("pk", "left_out__outcome").annotate(n=Count("left_out"))
    for batch, outcome, number in rows:
        left.setdefault(batch, {})[outcome] = number
    for batch in batches:
        yield from _one(batch, taken.get(batch.pk, 0), left.get(batch.pk, {}))


def withdrawn(decision: Decision) -> set[str]:
    """The numbers withdrawn with their import, or replaced by a newer version of their row."""
    entries = decision.entries.filter(act__in=("take_back_import", "register_submissions"))
    facts = list(entries.values_list("act", "facts"))
    whole = [fact["import"] for act, fact in facts if act == "take_back_import"]
    numbers = Submission.objects.filter(imported__in=whole).values_list("number", flat=True)
    return {*numbers, *(number for _act, fact in facts for number in fact.get("replaced", ()))}


def _one(batch: ImportBatch, taken: int, left: dict[str, int]) -> Iterator[Difference]:
    counts = batch.counts
    if taken != counts.get("taken", 0):
        yield Difference("import", batch.decision_id, f"导入{batch.pk}所收行数与意见件数不符")
    for outcome in OUTCOMES:
        if left.get(outcome, 0) != counts.get(outcome, 0):
            yield Difference("import", batch.decision_id, f"导入{batch.pk}退回的行与计数不符")
    known = ("taken", "seen", *OUTCOMES)
    if batch.finished_at and sum(counts.get(name, 0) for name in known) != batch.rows:
        yield Difference("import", batch.decision_id, f"导入{batch.pk}的行数合计与表的行数不符")
