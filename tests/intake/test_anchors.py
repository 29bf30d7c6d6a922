"""A clause keeps its anchor through renumbering and rewording (Art. 15, 18)."""

from decisions.intake.anchors import carry_anchors
from decisions.intake.drafts import parse_text

FIRST = """停车办法
第一章　总则
第一条　为了规范集镇停车秩序，方便群众出行，制定本办法。
第二条　有下列情形之一的，不得停放机动车：
（一）消防通道；
（二）学校门前五十米以内。
前款规定的范围由镇人民政府公布。
第三条　停车收费标准为每小时二元，每日不超过十元。
"""
SECOND = """停车办法
第一章　总则
第一条　为了规范集镇停车秩序，方便群众出行，保障安全，制定本办法。
第二条　停车管理坚持便民、公开的原则。
第三条　有下列情形之一的，不得停放机动车：
（一）医院门前三十米以内；
（二）消防通道；
（三）学校门前一百米以内。
前款规定的范围由镇人民政府公布。
第四条　停车收费标准为每小时一元，每日不超过十元。
"""


def carried():
    draft = carry_anchors(parse_text(SECOND), parse_text(FIRST).clauses)
    return {clause.path: clause.anchor for clause in draft.clauses}


def test_renumbered_and_reworded_clauses_keep_their_anchors():
    anchors = carried()
    assert anchors["ch1"] == "ch1"
    assert anchors["1"] == "art-1"
    assert anchors["3"] == "art-2"
    assert anchors["3.1.2"] == "art-2-1-1"
    assert anchors["3.1.3"] == "art-2-1-2"
    assert anchors["3.2"] == "art-2-2"
    assert anchors["4"] == "art-3"


def test_a_new_clause_gets_an_anchor_never_used_before():
    anchors = carried()
    assert anchors["2"] not in {clause.anchor for clause in parse_text(FIRST).clauses}
    assert len(set(anchors.values())) == len(anchors)


def test_the_same_text_twice_stays_in_its_place():
    text = "第一条　甲乙丙丁：\n（一）其他。\n第二条　戊己庚辛：\n（一）其他。"
    draft = parse_text(text)
    again = carry_anchors(draft, draft.clauses)
    assert [c.anchor for c in again.clauses] == [c.anchor for c in draft.clauses]


def test_items_follow_their_article():
    old = parse_text("第一条　甲乙丙丁：\n（一）其他。\n第二条　戊己庚辛：\n（一）其他。")
    new = carry_anchors(parse_text("第一条　戊己庚辛：\n（一）其他。"), old.clauses)
    assert [c.anchor for c in new.clauses] == ["art-2", "art-2-1-1"]
