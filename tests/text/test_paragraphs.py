"""Two texts paragraph by paragraph."""

import random

import pytest

from decisions.text.paragraphs import changed

pytestmark = pytest.mark.one_engine
OURS = [
    "第一条 为了保护水源，制定本办法。",
    "第二条 本办法适用于全镇。",
    "第三条 镇人民政府负责组织实施。",
]


def kinds(ours, theirs):
    return [one.kind for one in changed(ours, theirs)]


def test_the_same_text_differs_in_nothing():
    assert changed(OURS, list(OURS)) == []
    assert changed([], []) == []


def test_a_reworded_paragraph_stands_beside_its_older_self():
    (one,) = changed(OURS, [OURS[0], "第二条 本办法适用于全县。", OURS[2]])
    assert one.kind == "changed"
    assert "".join(text for _, text in one.old) == OURS[1]
    assert [text for differs, text in one.new if differs] in (["全县"], ["县"])


def test_what_came_and_what_went_stand_alone():
    assert kinds(OURS, [OURS[0], "附则另行规定如下事项", *OURS[1:]]) == ["added"]
    assert kinds(OURS, OURS[:2]) == ["removed"]
    assert kinds(OURS, ["完全不同的另一段话"]) == ["added", "removed", "removed", "removed"]
    assert kinds([], OURS) == ["added"] * 3


@pytest.mark.parametrize("seed", range(60))
def test_both_texts_can_be_read_back_from_what_differs(seed):
    dice = random.Random(seed)
    ours = [
        f"第{n}段 {dice.choice('甲乙丙丁')}方应当履行下列义务" for n in range(dice.randint(0, 12))
    ]
    theirs = [line for line in ours if dice.random() > 0.2]
    for _ in range(dice.randint(0, 4)):
        theirs.insert(dice.randint(0, len(theirs)), dice.choice([*ours, "新增一段"]) + "改")
    found = changed(ours, theirs)
    old = ["".join(text for _, text in one.old) for one in found if one.old]
    new = ["".join(text for _, text in one.new) for one in found if one.new]
    same = list(ours)
    for line in old:
        same.remove(line)
    assert sorted(same + new) == sorted(theirs)


def test_of_a_text_rewritten_from_end_to_end_order_decides():
    ours, theirs = [f"甲{n}" for n in range(150)], [f"乙丙{n}" for n in range(150)]
    assert kinds(ours, theirs) == ["changed"] * 150
