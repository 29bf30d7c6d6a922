"""The colours of static/css/tokens.css, computed: text 4.5 to 1, borders of controls 3 to 1."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text(encoding="utf-8")
TEXT = [
    (ink, ground)
    for ink in ("ink", "ink-soft", "link", "link-visited", "state", "green", "yellow", "red")
    for ground in ("paper", "ground", "shade")
] + [("green", "green-ground"), ("yellow", "yellow-ground"), ("red", "red-ground")]
TEXT += [("link", "blue-ground"), ("paper", "button"), ("paper", "state"), ("paper", "red")]


def colours(selector):
    """The colours one rule of the stylesheet names."""
    rule = re.search(rf"^{re.escape(selector)} \{{([^}}]*)\}}", TOKENS, re.M)[1]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", rule))


LOOKS = {"plain": colours(":root"), "contrast": colours(":root") | colours("html.contrast")}


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    figures = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(figures[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def ratio(look, one, other):
    light, dark = sorted((luminance(LOOKS[look][c]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT)
@pytest.mark.parametrize("look", LOOKS)
def test_text_stands_out_from_its_ground(look, ink, ground):
    assert ratio(look, ink, ground) >= (7 if look == "contrast" else 4.5)


@pytest.mark.parametrize("ground", ["paper", "ground"])
@pytest.mark.parametrize("look", LOOKS)
def test_controls_and_the_ring_of_focus_are_seen(look, ground):
    assert ratio(look, "edge", ground) >= 3
    assert ratio(look, "focus", ground) >= 3
