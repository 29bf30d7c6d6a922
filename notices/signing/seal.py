"""Drawn seals: the ring that holds the place, and the demo's round seal marked 样例.

Everything is drawn as lines and outlines of letters, in points from the lower left corner: no
font and no picture travels along. An organ's own seal is a picture it puts beside its certificate
(identities.py); nothing here imitates one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import cos, radians, sin
from pathlib import Path
from typing import Any

RED = b"0.843 0 0.059"
ROUND = 0.5523  # how far the handles of a quarter circle reach, in radii
ARC = 250  # degrees that a name may take along the ring


def place_held(width: float) -> bytes:
    """A dashed ring: the seal belongs here, and is not there."""
    return b"q %s RG 0.8 w [4 3] 0 d %s S Q" % (RED, _circle(width / 2, width / 2 - 1))


def sample(width: float, name: str, face: Path) -> bytes:
    """A seal of the demo: the organ's name along the ring, and 样例 where others bear a star."""
    with _letters(face) as letters:
        return b"\n".join(_parts(letters, name, width))


def _parts(letters: "_Letters", name: str, width: float) -> list[bytes]:
    middle = width / 2
    parts = [
        b"q %s RG %s rg" % (RED, RED),
        b"%.2f w %s S" % (width * 0.03, _circle(middle, middle - width * 0.03)),
        *_along_the_ring(letters, name, middle, middle - width * 0.06),
    ]
    size = width * 0.17
    parts += [
        letters.drawn(sign, size, middle + (place - 1) * size * 1.05, width * 0.13)
        for place, sign in enumerate("样例")
    ]
    return [*parts, b"Q"]


@contextmanager
def _letters(face: Path) -> Iterator["_Letters"]:
    from fontTools.ttLib import TTFont

    with TTFont(face, fontNumber=0, lazy=True) as font:
        yield _Letters(font)


def _along_the_ring(letters: "_Letters", name: str, middle: float, outer: float) -> list[bytes]:
    """The signs of a name, upright from the middle, left to right over the top."""
    size = min(outer * 0.36, outer * radians(ARC) / max(len(name), 1) * 0.72)
    step = min(ARC / max(len(name), 1), 32)
    drawn = []
    for place, sign in enumerate(name):
        turn = -(place - (len(name) - 1) / 2) * step
        a, b = cos(radians(turn)), sin(radians(turn))
        turned = b"q %.4f %.4f %.4f %.4f %.2f %.2f cm" % (a, b, -b, a, middle, middle)
        drawn += [turned, letters.drawn(sign, size, -size / 2, outer - size), b"Q"]
    return drawn


def _circle(middle: float, radius: float) -> bytes:
    reach = radius * ROUND
    points = [(radius, 0), (0, radius), (-radius, 0), (0, -radius), (radius, 0)]
    path = [b"%.2f %.2f m" % (middle + radius, middle)]
    for (x, y), (u, v) in zip(points, points[1:], strict=False):
        one = (x - y * reach / radius, y + x * reach / radius)
        two = (u + v * reach / radius, v - u * reach / radius)
        three = [middle + side for side in (*one, *two, u, v)]
        path.append(b"%.2f %.2f %.2f %.2f %.2f %.2f c" % tuple(three))
    return b" ".join(path)


class _Letters:
    """Outlines of a face's letters as PDF paths."""

    def __init__(self, font: Any) -> None:
        self.signs, self.glyphs = font.getBestCmap(), font.getGlyphSet()
        self.unit = font["head"].unitsPerEm

    def drawn(self, sign: str, size: float, x: float, y: float) -> bytes:
        """One letter with its lower left corner at a place; a letter the face lacks is left out."""
        if ord(sign) not in self.signs:
            return b""
        pen = _path_pen(self.glyphs)
        self.glyphs[self.signs[ord(sign)]].draw(pen)
        scale = size / self.unit
        placed = b"q %.5f 0 0 %.5f %.2f %.2f cm" % (scale, scale, x, y + size * 0.12)
        return b" ".join([placed, *pen.path, b"f Q"])


def _path_pen(glyphs: Any) -> Any:
    from fontTools.pens.basePen import BasePen

    class PathPen(BasePen):
        """Writes what it is drawn as PDF operators."""

        def __init__(self) -> None:
            super().__init__(glyphs)
            self.path: list[bytes] = []

        def _moveTo(self, pt: Any) -> None:
            self.path.append(b"%.1f %.1f m" % pt)

        def _lineTo(self, pt: Any) -> None:
            self.path.append(b"%.1f %.1f l" % pt)

        def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:
            self.path.append(b"%.1f %.1f %.1f %.1f %.1f %.1f c" % (*pt1, *pt2, *pt3))

        def _closePath(self) -> None:
            self.path.append(b"h")

    return PathPen()
