"""The picture of the road: everything the machine and the registry know is on it, and legible."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from decisions.errors import Misbuilt
from decisions.labels import label
from decisions.law.terms import Stage
from workflows import chart, chart_layout, registry
from workflows.chart_layout import Box
from workflows.procedure import Arrow, arrows

SVG = "{http://www.w3.org/2000/svg}"


def drawn(stage: str | None = None, language: str = "zh-hans") -> ElementTree.Element:
    with override(language):
        return ElementTree.fromstring(chart.road(stage))


def words(picture: ElementTree.Element) -> str:
    return "\n".join("".join(text.itertext()) for text in picture.iter(f"{SVG}text"))


def test_every_arrow_is_drawn_or_told_by_the_diamond() -> None:
    paths = [p.get("data-arrow") for p in drawn().iter(f"{SVG}path") if p.get("data-arrow")]
    expected = [a.name for a in arrows() if a.target is not Stage.TERMINATED]
    assert sorted(paths) == sorted(expected)
    ending = {a.source for a in arrows() if a.target is Stage.TERMINATED} | {Stage.TERMINATED}
    diamonds = [p for p in drawn().iter(f"{SVG}path") if "l6 6l-6 6" in p.get("d", "")]
    assert len(diamonds) == len(ending) + 1  # and the one of the legend


def test_every_stage_and_section_is_named() -> None:
    said = words(drawn())
    with override("zh-hans"):
        for stage in Stage:
            assert str(label(stage)) in said
        for step in registry.all_steps():
            if step.section:
                assert str(step.label) in said


def test_an_arrow_the_picture_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = Arrow("leap", Stage.PROPOSED, Stage.DECIDED, "Art. 30: no such way.")
    monkeypatch.setattr(chart, "arrows", lambda: [*arrows(), unknown])
    with pytest.raises(Misbuilt):
        chart.road()


@pytest.mark.parametrize("stage", list(Stage))
def test_where_the_decision_stands_is_marked_once(stage: Stage) -> None:
    picture = drawn(stage)
    assert words(picture).split("\n").count("当前") == 1
    with override("zh-hans"):
        assert str(label(stage)) in picture.find(f"{SVG}title").text


def test_what_lies_behind_is_tinted_and_what_lies_ahead_is_not() -> None:
    fills = {
        (float(r.get("x")), float(r.get("y"))): r.get("fill")
        for r in drawn(Stage.DECIDED).iter(f"{SVG}rect")
    }
    at = {stage: fills[box.x, box.y] for stage, box in chart_layout.STAGES.items()}
    assert at[Stage.DELIBERATION] == at[Stage.PROPOSED] != at[Stage.PROMULGATED]
    assert at[Stage.DECIDED] not in (at[Stage.DELIBERATION], at[Stage.PROMULGATED])


def test_suspended_the_execution_lies_behind_and_the_end_ahead() -> None:
    assert Stage.IN_EXECUTION in chart._passed(Stage.SUSPENDED)
    assert Stage.DELIBERATION in chart._passed(Stage.REJECTED)
    assert Stage.DECIDED not in chart._passed(Stage.REJECTED)
    assert chart._passed(Stage.TERMINATED) == ()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_words_stay_inside_their_boxes(language: str) -> None:
    with override(language):
        for stage, box in chart_layout.STAGES.items():
            lines = chart.broken(str(label(stage)), chart.LINE_LENGTH)
            for line in lines:
                wide = sum(15.5 if ord(c) > 0x2E80 else 8.8 for c in line)
                assert wide <= box.width, (stage, line)
            if stage not in chart_layout.HOLDS:
                assert 18 * len(lines) + 15 <= box.height, stage


def test_boxes_do_not_lie_on_each_other_and_stay_on_the_sheet() -> None:
    boxes = list(chart_layout.STAGES.values())
    for i, one in enumerate(boxes):
        assert 0 <= one.x < one.right <= chart_layout.WIDTH
        assert 0 <= one.y < one.y + one.height <= chart_layout.HEIGHT
        assert not any(_overlap(one, other) for other in boxes[i + 1 :])


def test_the_picture_is_light_and_needs_nothing_from_elsewhere() -> None:
    with override("zh-hans"):
        svg = chart.road(Stage.DRAFTING)
    assert len(svg.encode()) < 20_000
    assert not re.search(r"style=|<style|<image|href|script|url\((?!#tip)", svg)


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )
