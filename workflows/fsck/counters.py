"""What was sent in: leaves, roots, the opinions cut from submissions, and the counters."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count

from decisions.models import Decision, Opinion, ReportItem, Submission, Tally, TallyBy
from workflows import receipts, record, tallying
from workflows.fsck import Difference, imports

ANSWERED = "answer_request"  # it may erase, take off publication, or do nothing
GONE = {
    ("erase_submission", ANSWERED): "erased_at",
    ("withdraw_opinion", "correct_opinion"): "withdrawn_at",
}


def examine(decision: Decision) -> Iterator[Difference]:
    """Everything that was sent to one decision."""
    yield from _leaves(decision)
    yield from _gone(decision)
    yield from _taken_off(decision)
    yield from _roots(decision)
    yield from _opinions(decision)
    yield from _tally(decision)
    yield from _items(decision)


def _leaves(decision: Decision) -> Iterator[Difference]:
    rows = Submission.objects.filter(decision=decision).prefetch_related("files__paper")
    for row in rows.iterator(chunk_size=2000):
        if row.erased_at and (row.text or row.salt):
            yield Difference("leaf", decision.pk, f"提交{row.number}标为已删除但仍有内容")
        elif not receipts.intact(row, [file.paper.sha256 for file in row.files.all()]):
            yield Difference("leaf", decision.pk, f"提交{row.number}的内容与登记值不符")


def _gone(decision: Decision) -> Iterator[Difference]:
    """Whatever was erased or withdrawn was so by an act, or by a newer version of its row."""
    for acts, column in GONE.items():
        facts = decision.entries.filter(act__in=acts).values_list("act", "facts")
        acted = {fact.get("erased" if act == ANSWERED else "number") for act, fact in facts}
        acted.discard(None)
        if column == "withdrawn_at":
            acted |= imports.withdrawn(decision)
        rows = Submission.objects.filter(decision=decision).exclude(**{column: None})
        for number in sorted(acted ^ set(rows.values_list("number", flat=True))):
            yield Difference("erasure", decision.pk, f"提交{number}的删除或者撤回与记录不符")


def _taken_off(decision: Decision) -> Iterator[Difference]:
    """Whatever is not published although it counts was taken off by an answer to somebody."""
    facts = decision.entries.filter(act=ANSWERED).values_list("facts", flat=True)
    acted = {f["number"] for f in facts if f.get("granted") and f.get("kind") == "not_mine"}
    rows = Submission.objects.filter(decision=decision).exclude(taken_off_on=None)
    for number in sorted(acted ^ set(rows.values_list("number", flat=True))):
        yield Difference("publication", decision.pk, f"提交{number}的不予公开与记录不符")


def _roots(decision: Decision) -> Iterator[Difference]:
    leaves: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Submission.objects.filter(decision=decision, batch__isnull=False)
    for batch, index, leaf in rows.values_list("batch", "batch_index", "leaf"):
        leaves[batch][index] = leaf
    for entry in decision.entries.filter(act="register_submissions"):
        found = leaves.pop(entry.pk, {})
        ordered = [found[index] for index in sorted(found)]
        whole = sorted(found) == list(range(entry.facts.get("size", -1)))
        if not whole or record.merkle_root(ordered) != entry.facts.get("root"):
            yield Difference("root", decision.pk, f"第{entry.seq}号登记的提交缺失、增多或被改动")
    if leaves:
        yield Difference("root", decision.pk, "有提交挂在并非登记记录的条目上")


def _opinions(decision: Decision) -> Iterator[Difference]:
    rows = Opinion.objects.filter(decision=decision, submission__erased_at=None)
    for serial, text, whole in rows.values_list("pk", "text", "submission__text").iterator():
        if not text or text not in whole:
            yield Difference("opinion", decision.pk, f"意见{serial}不是其提交中的原文")


def _tally(decision: Decision) -> Iterator[Difference]:
    tally = Tally.objects.filter(decision=decision).first()
    for name, number in tallying.counts(decision).items():
        if getattr(tally, name, 0) != number:
            yield Difference("tally", decision.pk, f"计数{name}应为{number}")
    yield from _by_dimension(decision)


def _by_dimension(decision: Decision) -> Iterator[Difference]:
    """The numbers by sender, clause, day and theme; a number of nothing is like none."""
    rows = TallyBy.objects.filter(decision=decision, number__gt=0)
    stood = {(d, key): number for d, key, number in rows.values_list("dimension", "key", "number")}
    found = tallying.counts_by(decision)
    for place in sorted(stood.keys() | found.keys()):
        if stood.get(place, 0) != found.get(place, 0):
            where = "/".join(place)
            yield Difference("tally", decision.pk, f"分项计数{where}应为{found.get(place, 0)}")


def _items(decision: Decision) -> Iterator[Difference]:
    """Each item of the report stands for as many opinions as say they stand under it."""
    rows = Opinion.objects.filter(decision=decision, item__isnull=False)
    found = dict(rows.values_list("item").order_by().annotate(n=Count("id")))
    items = ReportItem.objects.filter(decision=decision).values_list("number", "size", "lead__item")
    for number, size, lead in items.iterator():
        if found.pop(number, 0) != size or lead != number:
            yield Difference("report", decision.pk, f"采纳情况第{number}项与意见不符")
    if found:
        yield Difference("report", decision.pk, f"采纳情况缺少{len(found)}项")
