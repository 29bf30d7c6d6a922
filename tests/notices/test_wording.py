"""How papers word what people typed: contacts, ways to answer, texts with a title of their own."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.law.profile import load_profile
from notices import composition, papers
from notices.papers import Contact, Way
from notices.samples import EVERY
from notices.wording import participation, passages
from notices.wording.words import contact

UNIT = "云岭镇人民政府规划建设办公室"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "规划建设办公室 林某 000-10000112",
            Contact(unit=UNIT, person="林某", phone="000-10000112"),
        ),
        (
            "样例县云岭镇云岭大街18号，电话000-10000100",
            Contact(unit=UNIT, phone="000-10000100", address="样例县云岭镇云岭大街18号"),
        ),
        (
            "联系人：林某，联系电话：000-10000112，邮箱：a@b.example",
            Contact(unit=UNIT, person="林某", phone="000-10000112", email="a@b.example"),
        ),
    ],
)
def test_a_line_of_contact_is_taken_apart(text: str, told: Contact) -> None:
    assert contact(text, UNIT) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "信函：云岭大街18号（信封注明“征求意见”）",
            ("信函", "云岭大街18号（信封注明“征求意见”）。"),
        ),
        ("信函（信封注明征求意见）", ("信函", "信封注明征求意见。")),
        ("网上提交", ("网上提交", "")),
    ],
)
def test_a_way_to_answer_loses_no_bracket(line: str, told: tuple[str, str]) -> None:
    name, detail = told
    assert participation._way(line, load_profile("national", date(2026, 1, 1))) == Way(
        name=name, detail=detail
    )


def test_a_notice_calls_itself_what_its_title_says() -> None:
    paper = EVERY["consultation_notice"]()
    assert paper.genre == "公告"
    other = replace(paper, title=f"{paper.title.removesuffix('公告')}通告")
    said, _ = composition.page("consultation_notice", papers.snapshot(other))
    assert "有关事项通告如下" in said
    assert "特此通告。" in said


@pytest.mark.parametrize("own", ["《某办法》政策解读", "关于《某办法》的起草说明"])
def test_a_texts_own_title_does_not_stand_twice(own: str) -> None:
    said = passages.told(f"{own}\n一、为什么\n为了方便群众。")
    assert [passage.text for passage in said] == ["一、为什么", "为了方便群众。"]


def test_experts_answered_alike_are_answered_once() -> None:
    paper = EVERY["expert_summary"]()
    first, second, third = paper.opinions
    same = type(paper)(
        **vars(paper)
        | {
            "opinions": (
                type(first)(**vars(first) | {"adoption": "采纳。\n见第二条。"}),
                type(second)(**vars(second) | {"adoption": ""}),
                type(third)(**vars(third) | {"adoption": "采纳。\n见第二条。"}),
            )
        }
    )
    assert same.answers() == ((f"{first.name}、{third.name}", ("采纳。", "见第二条。")),)
