"""The faces of an official paper and the files that carry them.

An office puts its own files (方正小标宋, 仿宋_GB2312 …) into the font folder and they are taken
before the open look-alikes; without either, Noto Serif CJK SC stands in and missing_fonts()
names the package. The folder is the setting FONTS_ROOT; called by render.py and checks.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

STAND_IN = "Noto Serif CJK SC"
STAND_IN_FILES = ("NotoSerifCJK-Regular.ttc", "NotoSerifCJKsc-Regular.otf")
SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


@dataclass(frozen=True)
class Face:
    """One face: its family name in print.css, the files that may carry it, best first."""

    family: str
    files: tuple[str, ...]
    package: str


BODY_FACES = (
    Face(
        "Yijue FangSong",
        ("仿宋_GB2312.ttf", "FZFSK.TTF", "FZFSJW.TTF", "simfang.ttf", "FandolFang-Regular.otf"),
        "texlive-lang-chinese",
    ),
    Face(
        "Yijue Kai",
        ("楷体_GB2312.ttf", "FZKTK.TTF", "FZKTJW.TTF", "simkai.ttf", "FandolKai-Regular.otf"),
        "texlive-lang-chinese",
    ),
    Face(
        "Yijue Hei",
        ("FZHTK.TTF", "FZHTJW.TTF", "simhei.ttf", "FandolHei-Regular.otf"),
        "texlive-lang-chinese",
    ),
    Face(
        "Yijue Title",
        ("方正小标宋简体.ttf", "FZXBSK.TTF", "FZXBSJW.TTF", "FandolSong-Bold.otf"),
        "texlive-lang-chinese",
    ),
    Face("Yijue Song", ("simsun.ttf", "FandolSong-Regular.otf"), "texlive-lang-chinese"),
)
RARE_FACES = (
    Face("Yijue Rare A", ("HanaMinA.ttf",), "fonts-hanazono"),
    Face("Yijue Rare B", ("HanaMinB.ttf",), "fonts-hanazono"),
)


def find(face: Face, folder: Path) -> Path | None:
    """Finds the best file for a face in the office's folder, then in the system's."""
    for root in (folder, *map(Path, SYSTEM_FOLDERS)):
        there = _files(root)
        for name in face.files:
            if name.lower() in there:
                return there[name.lower()]
    return None


def stand_in() -> Path | None:
    """Finds the face that stands in for what the others lack."""
    return find(Face(STAND_IN, STAND_IN_FILES, "fonts-noto-cjk"), Path("/nonexistent"))


def missing_fonts(folder: Path) -> list[str]:
    """Names the Debian packages that would carry the faces not found, one per line of advice."""
    wanted = [face for face in (*BODY_FACES, *RARE_FACES) if not find(face, folder)]
    packages = {face.package for face in wanted}
    if stand_in() is None:
        packages.add("fonts-noto-cjk")
    return sorted(packages)


def coverage(paths: Iterable[Path | None]) -> frozenset[int]:
    """Gives the characters that every one of these files can draw."""
    return _in_all(_stamped(paths))


def reach(paths: Iterable[Path | None]) -> frozenset[int]:
    """Gives the characters that any of these files can draw."""
    return _in_any(_stamped(paths))


def _stamped(paths: Iterable[Path | None]) -> tuple[tuple[Path, int], ...]:
    return tuple((path, path.stat().st_mtime_ns) for path in paths if path)


@lru_cache(maxsize=4)
def _in_all(files: tuple[tuple[Path, int], ...]) -> frozenset[int]:
    return frozenset.intersection(*(_cmap(*one) for one in files)) if files else frozenset()


@lru_cache(maxsize=4)
def _in_any(files: tuple[tuple[Path, int], ...]) -> frozenset[int]:
    return frozenset().union(*(_cmap(*one) for one in files))


@lru_cache(maxsize=16)
def _cmap(path: Path, _changed: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    number = 2 if path.suffix == ".ttc" else -1  # the third of Noto's collection is SC
    with TTFont(path, fontNumber=number, lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=8)
def _files(root: Path) -> dict[str, Path]:
    found = {}
    for folder, _, names in os.walk(root):
        found |= {name.lower(): Path(folder, name) for name in names}
    return found
