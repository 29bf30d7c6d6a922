"""Rare ideographs on the whole way: typed by a citizen, kept, answered, printed by the worker.

Names like 𠮷 and 𪚥 stand beyond the first plane (Ext-B): the notice that the act issued shows each
with a glyph of its own, and whoever copies it from the PDF has what was typed.
"""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from pikepdf import parse_content_stream

from decisions import papers
from decisions.models import Opinion, Submission
from notices.models import Notice
from tests.notices import measure
from tests.workflows import road as roads
from workflows import fsck, outbox, submitting, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
SAID = [
    "𠮷祥街口改名𡈽地巷，𪚥里增设装卸区。",
    "夜间请在𡚴路停放，𥔎家湾除外。",
    "㐂路𦍌桥应当照旧。",
    "龘𠀋𠮟。",
]
NAMES = ["𠮷田", "𡚴𡌅", "张𪚥", "𣘺某某"]
RARE = set("".join(SAID)) - {c for c in "".join(SAID) if ord(c) < 0x10000}


@pytest.fixture
def road() -> roads.Road:
    """The road to the published feedback, the opinions full of rare signs."""
    road = roads.opened().until("say")
    road.dawn(road.told[road.done].on)
    activity = road.decision.activities.get()
    for text, name in zip(SAID, NAMES, strict=True):
        said = {"text": text, "name": name, "identity": "registered", "publish_consent": "on"}
        said |= {"submitter_kind": "citizen", "privacy_read": "on", "contact": "13800000000"}
        submitting.submit_opinion(activity.pk, said, token=uuid4(), received_at=road.now)
    sweep.register(road.decision_id, road.now)
    road.done += 1
    return road.until("conclude_participation")


def test_what_was_typed_is_printed_and_can_be_copied(road: roads.Road) -> None:
    assert [o.text for o in Opinion.objects.order_by("pk")] == SAID
    assert [s.name for s in Submission.objects.order_by("pk")] == NAMES
    assert outbox.run_waiting() >= 2
    notice = Notice.objects.get(decision=road.decision_id, kind="adoption_notice")
    assert (notice.failure, bool(notice.rendered_at)) == ("", True)
    data = papers.read(notice.sha256)
    read = "".join(measure.text(data).split())
    for text in SAID:
        assert text in read, text
    assert "[U+" not in read
    assert {char for char in read if ord(char) >= 0x20000} >= RARE
    assert _blank_glyphs(data) == 0
    assert list(fsck.examine([road.decision_id])) == []


def _blank_glyphs(data: bytes) -> int:
    """How many glyphs shown are number 0, the box for what a face lacks (.notdef)."""
    found = shown = 0
    with pikepdf.open(BytesIO(data)) as document:
        for page in document.pages:
            for strings in _strings(page):
                codes = [strings[i : i + 2] for i in range(0, len(strings), 2)]
                shown += len(codes)
                found += codes.count(b"\x00\x00")
    assert shown > 200
    return found


def _strings(page: Any) -> Any:
    for instruction in parse_content_stream(page):
        if str(instruction.operator) == "TJ":
            yield from (bytes(part) for part in instruction.operands[0] if _is_text(part))
        elif str(instruction.operator) == "Tj":
            yield bytes(instruction.operands[0])


def _is_text(part: Any) -> bool:
    return isinstance(part, pikepdf.String)
