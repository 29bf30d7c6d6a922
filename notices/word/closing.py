"""What closes a paper: note of annexes, organ and date, the people of a meeting, the imprint."""

from notices.word.blocks import Imprint, Line, Run
from notices.word.layout import CHARACTER, LINE, band
from notices.word.runs import runs
from notices.word.tree import Node

NUMBER = 368  # twips a number takes in the note of annexes, as in print.css


def annex_note(node: Node) -> list[Line]:
    """附件：1. …, further lines beside the name."""
    word, names = node.first("word"), list(node.every("name"))
    lead = word.text() if word else ""
    many = NUMBER if len(names) > 1 else 0
    left = (2 + len(lead)) * CHARACTER + many
    found = []
    for place, name in enumerate(names):
        said = _numbered(name) if many else runs(name)
        first = (Run(lead), *said) if place == 0 else said
        hanging = many + (len(lead) * CHARACTER if place == 0 else 0)
        air = LINE if place == 0 else None
        found.append(Line("annex_note", first, left, hanging, before=air))
    return found


def signature(node: Node) -> list[Line]:
    """The organ above its date, one centred on the other, the date four characters in."""
    who, when = ((one.text() if one else "") for one in map(node.first, ("who", "when")))
    left = band(who, when)
    return [
        Line("signature", (Run(who),), left, before=2 * LINE, keep=True),
        Line("signature", (Run(when),), left),
    ]


def named(node: Node) -> Line:
    """出席： and its like, names beside the word."""
    word = node.first("strong")
    wide = len(word.text()) if word else 0
    return Line("people", runs(node), (2 + wide) * CHARACTER, wide * CHARACTER)


def imprint(node: Node) -> Imprint:
    """版记."""
    copies, by, on = (one.text() if one else "" for one in map(node.first, ("copies", "by", "on")))
    return Imprint(copies, by, on)


def _numbered(name: Node) -> tuple[Run, ...]:
    number = name.first("n")
    said = "".join(run.text for run in runs(name))
    mark = number.text() if number else ""
    return (Run(f"{mark}\t{said.removeprefix(mark)}"),)
