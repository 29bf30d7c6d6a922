"""Which paragraphs paragraphs.py lays out itself: one run of text, from edge to edge, no more.

Everything else (markup within, letters raised, floats beside it, indents) is WeasyPrint's.
"""

from typing import Any

STYLE = {
    "direction": "ltr",
    "white_space": "normal",
    "word_break": "normal",
    "hyphens": "manual",
    "text_decoration_line": "none",
    "visibility": "visible",
    "vertical_align": "baseline",
    "word_spacing": 0,
}
LEFT = ("start", "left")
ALIGNED = {(way, last) for way in ("justify", *LEFT) for last in LEFT} | {
    (way, "auto") for way in LEFT
}


def is_alone(context: Any, styles: tuple[Any, ...]) -> bool:
    """Nothing on the page makes the lines give way, and none of them is set apart."""
    first_letter, first_line, _, max_lines = styles
    asked = first_letter or first_line or max_lines is not None
    return not (asked or context.excluded_shapes or context.footnotes)


def is_plain(box: Any, child: Any) -> bool:
    """One run of text whose lines may stand on any page; the last of them is not stretched."""
    if len(child.children) != 1 or type(child.children[0]).__name__ != "TextBox":
        return False
    style = child.children[0].style
    return (
        box.style["orphans"] == box.style["widows"] == 1
        and box.style["text_indent"].value == 0
        and not (box.padding_bottom or box.border_bottom_width)
        and child.text_overflow == "clip"
        and (style["text_align_all"], style["text_align_last"]) in ALIGNED
        and all(style[name] == value for name, value in STYLE.items())
    )
