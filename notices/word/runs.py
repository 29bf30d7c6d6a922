"""The text inside a paragraph or cell as runs: which words stand in 黑体 or 楷体, and blanks.

A blank is what HTML makes of it: several are one, none stands at an end.
"""

from collections.abc import Callable, Iterator

from notices.word.blocks import BREAK, Run
from notices.word.tree import BLANKS, Node

FACES = {"strong": "hei", "label": "hei", "second": "kai"}
TO_SIGN = "＿" * 6
TO_TICK, TICKED = "□", "☑"


def runs(node: Node, count: Callable[[], str] = str) -> tuple[Run, ...]:
    """The runs of an element; ``count`` numbers the next heading of the second level."""
    return _trimmed(_inside(node, "", count))


def lines(node: Node) -> tuple[tuple[Run, ...], ...]:
    """The lines of a cell: parted by <br>, and by each <div> that keeps room to write."""
    found: list[list[Run]] = [[]]
    _cell(node, "", found)
    return tuple(_trimmed(iter(line)) for line in found)


def _inside(node: Node, face: str, count: Callable[[], str]) -> Iterator[Run]:
    for one in node.inside:
        if isinstance(one, str):
            yield Run(one, face)
        elif one.tag == "br":
            yield Run(BREAK, face)
        elif "count2" in one.classes:
            yield Run(count(), face)
        else:
            yield from _span(one, face, count)


def _span(node: Node, face: str, count: Callable[[], str]) -> Iterator[Run]:
    face = next((FACES[name] for name in node.classes if name in FACES), face)
    if "tick" in node.classes:
        yield Run(TICKED if "ticked" in node.classes else TO_TICK, face)
    yield from _inside(node, face, count)
    if {"slot", "room"} & set(node.classes):
        yield Run(f"{TO_SIGN}　", face)
    if "choice" in node.classes:
        yield Run("　", face)


def _cell(node: Node, face: str, found: list[list[Run]]) -> None:
    for one in node.inside:
        if isinstance(one, str):
            found[-1].append(Run(one, face))
        elif one.tag == "br":
            found.append([])
        elif one.tag == "div":
            if any(run.text.strip() for run in found[-1]) or "rule" in one.classes:
                found.append([])
            _cell(one, face, found)
        else:
            found[-1] += _span(one, face, str)


def _trimmed(found: Iterator[Run]) -> tuple[Run, ...]:
    """Neighbours of one face joined, blanks as HTML has them."""
    joined: list[Run] = []
    for run in found:
        if joined and joined[-1].face == run.face:
            joined[-1] = Run(joined[-1].text + run.text, run.face)
        else:
            joined.append(run)
    kept: list[Run] = []
    for run in joined:
        text = BLANKS.sub(" ", run.text)
        if not kept or kept[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            kept.append(Run(text, run.face))
    if kept and kept[-1].text.endswith(" "):
        kept[-1] = Run(kept[-1].text.rstrip(" "), kept[-1].face)
    return tuple(run for run in kept if run.text)
