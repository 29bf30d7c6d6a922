"""Slips of the pen: what may be one, and that a name of a place never is (Art. 18)."""

import pytest

from decisions.text import normal
from decisions.text.characters import mistaken
from decisions.text.normal import Said
from decisions.text.sameness import misspelt, verdict
from decisions.text.verdicts import Verdict

pytestmark = pytest.mark.one_engine


def judged(one: str, other: str) -> Verdict:
    return verdict(*(Said(normal.key(text), text) for text in (one, other)))


@pytest.mark.parametrize("pair", "租祖 停亭 站占 设役 客各 商摘 师帅 接按 初衬 送迭".split())
def test_characters_that_sound_or_look_alike_are_mistaken_for_each_other(pair):
    assert mistaken(*pair)
    assert mistaken(*reversed(pair))


@pytest.mark.parametrize(
    "pair", "建拆 黄红 水气 国省 丙乙 村镇 限通 电气 桥渠 厂校 a路 龘路".split()
)
def test_other_characters_are_meant(pair):
    assert not mistaken(*pair)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("出租房东应当登记租客信息，限速每小时20公里", "租客", "祖客"),
        ("出租房东应当登记租客信息，限速每小时20公里", "租客", "租各"),
        ("附近的商户占道经营严重，建议节假日开放集市", "经营", "径荧"),
        ("我赞成在东湖路口扩建宣传栏，货车进不来了", "宣传栏", "渲传拦"),
        ("高峰时段拥堵，接送孩子每天都要经过，太慢了", "经过", "径过啊"),
    ],
)
def test_a_slip_is_the_fault_of_the_text_that_has_it(text, right, wrong):
    assert right in text
    assert judged(text.replace(right, wrong), text) is Verdict.SAME
    assert judged(text, text.replace(right, wrong)) is Verdict.MENDED


def test_a_slip_may_make_a_word_with_what_stands_beside_it():
    text = "另外在护栏住户这一侧晚上看不清路面情况"
    assert judged(text, text.replace("护栏", "护拦")).same


def test_only_slips_make_a_text_another_one_misspelt():
    text = "附近的商户占道经营严重，建议节假日开放集市"
    one = Said(normal.key(text.replace("经营", "径营")))
    more = Said(normal.key(text + "孩子们上学放学都看得见"))
    assert misspelt(one, Said(normal.key(text)))
    assert not misspelt(more, Said(normal.key(text)))
    assert not misspelt(Said(normal.key(text)), one)


WHERE = "噪声影响休息{}村集体应当公布承包合同，每户补助20元"


def test_no_name_reaches_over_a_stop():
    assert judged(WHERE.format("，"), WHERE.format("；").replace("休息", "体息")).same


@pytest.mark.parametrize("stops", [("", "，"), ("，", ""), ("", ""), (" ", " ")])
def test_without_a_stop_in_both_texts_a_word_before_a_village_may_be_its_name(stops):
    one, other = (WHERE.format(stop) for stop in stops)
    assert judged(one, other.replace("休息", "体息")) is Verdict.UNCLEAR


def test_a_stop_elsewhere_between_the_same_characters_does_not_count():
    text = "每天都要休息，村里太吵，我家在休息村集体旁边，每户补助20元"
    assert judged(text, text.replace("在休息村", "在体息村")) is Verdict.UNCLEAR


def test_a_verb_that_was_asked_for_is_no_name():
    text = "也请尽快清理卫生院门前的路灯，附近的商户都在等着"
    assert judged(text, text.replace("清理", "清里")).same


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("我支持清理卫生院门前的路灯，附近的商户都等着", "清理", "清里"),
        ("也请尽快青松村集体公布承包合同，每户补助20元", "青松", "清松"),
        ("我支持在东湖社区增设路灯，附近的商户都等着", "东湖", "东胡"),
        ("我支持在建设村增设路灯，附近的商户都等着呢", "建设", "建社"),
        ("我支持在解放小学增设路灯，附近的商户都等着", "解放", "解方"),
    ],
)
def test_a_mistyped_place_is_another_place(text, right, wrong):
    assert right in text
    assert not judged(text, text.replace(right, wrong)).same
    assert not judged(text.replace(right, wrong), text).same
