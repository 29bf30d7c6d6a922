"""Anchors over redrafts, against the truth of a made set (docs/benchmarks.md gives the numbers)."""

import pytest

from decisions.text.anchors import Passage, Spot, place
from tests.bench import redrafts

pytestmark = pytest.mark.one_engine


def test_at_least_ninety_eight_of_a_hundred_placed_ones_are_right():
    scores = redrafts.scores(seed=5)
    placed = sum(score.placed for score in scores.values())
    right = sum(score.right for score in scores.values())
    assert sum(score.anchors for score in scores.values()) >= 200
    assert len(scores) >= 5
    assert right / placed >= 0.98


@pytest.mark.parametrize("kind", ["renumbered", "split", "merged", "moved"])
def test_nothing_is_left_to_a_person_where_no_word_changed(kind):
    score = redrafts.scores(seed=6)[kind]
    assert (score.placed, score.right) == (score.anchors, score.anchors)


def test_a_deleted_clause_is_not_placed():
    spot = Spot("art-4", "老街实行单行通行，早七时至九时禁止货车驶入。")
    found = place(spot, [Passage("art-1", "为了规范集镇停车秩序，制定本办法。")])
    assert not found.certain


def test_a_quote_that_stands_twice_is_decided_by_what_stands_around():
    clauses = [
        Passage("art-8", "商户应当按照规定缴纳停车费，不得占用通道。"),
        Passage("art-9", "业主应当按照规定缴纳停车费，不得私装地锁。"),
    ]
    spot = Spot(
        "art-2",
        "业主应当按照规定缴纳停车费，不得私装地锁。",
        "缴纳停车费",
        "业主应当按照规定缴纳停车费，不得私装地锁",
    )
    assert place(spot, clauses).anchor == "art-9"


def test_width_and_script_do_not_move_a_place():
    found = place(Spot("a", "限速３０公里", "３０公里"), [Passage("a", "集鎮內限速30公里。")])
    assert (found.anchor, found.start, found.end) == ("a", 5, 9)
