"""Opinions as passages of what was sent, and as published: replayed from the entries (Art. 18).

Splitting, joining and covering name offsets and salted digests; no text stands in the record.
"""

from collections.abc import Iterator
from typing import Any

from decisions.intake.text import is_blank
from decisions.models import Decision, Opinion
from workflows.fsck import Difference
from workflows.steps.rows.passages import seal

ACTS = ("split_opinion", "join_opinions", "redact_opinion")
IN_PARTS = ("record_letter_reply", "take_answers")  # what came in is several opinions at once
WHOLE = (0, None)


def examine(decision: Decision) -> Iterator[Difference]:
    """Every opinion that is another passage than the record says, or is published otherwise."""
    spans, seals, cut = _told(decision)
    seen: dict[int, list[tuple[int, int | None]]] = {}
    rows = Opinion.objects.filter(decision=decision).select_related("submission")
    for one in rows.order_by("start", "pk").iterator(chunk_size=2000):
        span = (one.start, one.end)
        if spans.pop(one.pk, WHOLE) != span:
            yield Difference("passage", decision.pk, f"意见{one.pk}的起止位置与拆分记录不符")
        if one.submission.erased_at:
            continue
        if one.submission.text[one.start : one.end] != one.text:
            yield Difference("passage", decision.pk, f"意见{one.pk}不是其提交中该处的原文")
        if seal(one.submission.salt, one.public_text) != seals.get(one.pk, ""):
            yield Difference("passage", decision.pk, f"意见{one.pk}的公开文本与遮盖记录不符")
        if one.pk in cut and one.end is not None:
            seen.setdefault(one.submission_id, []).append((one.start, one.end))
            if _skips(one, seen[one.submission_id]):
                yield Difference("passage", decision.pk, f"意见{one.pk}之前有文字不属于任何意见")
    for gone in spans:
        yield Difference("passage", decision.pk, f"拆分记录中的意见{gone}不存在")


def _skips(one: Opinion, before: list[tuple[int, int | None]]) -> bool:
    """Words between this part and the one before it belong to no opinion."""
    end = before[-2][1] if len(before) > 1 else 0
    return not is_blank(one.submission.text[end : one.start])


def _told(decision: Decision) -> tuple[dict[int, Any], dict[int, str], set[int]]:
    """Where each passage lies, how it is published, and which were cut from one whole."""
    spans: dict[int, Any] = {}
    seals: dict[int, str] = {}
    cut: set[int] = set()
    for entry in decision.entries.filter(act__in=[*ACTS, *IN_PARTS]).order_by("seq"):
        facts = entry.facts
        spans |= {pk: (start, end) for pk, start, end in facts.get("parts", [])}
        spans |= {pk: (start, end) for pk, start, end in facts.get("spans", [])}
        cut |= {pk for pk, _start, _end in facts.get("spans", [])}
        if entry.act == "join_opinions":
            for pk in [facts["opinion"], *facts["gone"]]:
                spans.pop(pk, None)
        seals |= dict(facts.get("public", []))
    return spans, seals, cut
