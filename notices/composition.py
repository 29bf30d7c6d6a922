"""From a frozen snapshot to the HTML of its paper: template, title lines, rare characters, QR.

Called by render.py and by pages that show a draft on the screen. The wording of a paper is part
of the paper and always Chinese, whatever language the reader's pages are in.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notices import carried, papers
from notices.sandbox import RenderFailed
from notices.typesetting import faces, rare, titles
from notices.typesetting.grid import CASE_CHARACTERS, COVER_CHARACTERS

HEAD_SIZES = (
    (8, "s40 spaced"),
    (10, "s40"),
    (12, "s34"),
    (15, "s28"),
    (18, "s24"),
    (24, "s18"),
)  # up to so many characters of the red head
_ON, _PAGE = "扫码查看本文全文", "扫码查看该事项"
# What leads on to the page of the matter: to the draft and the ways to take part, or to what stays.
INVITING = {
    "consultation_notice": _ON,
    "extension_notice": _ON,
    "hearing_notice": _ON,
    "termination_notice": _PAGE,
}
SHORT_NAME = 14  # characters of an organ's name that stand over the date, squares beside them
REACH = ((15, "broad"), (25, "wrapped"))  # names of more characters leave the type area
SHORT_ADDRESS = 70  # characters that stand below a square in three lines
QR_BYTES = 1000  # what a code of 24 mm still shows to a phone, with room to spare


def compose(
    kind: str, context: Mapping[str, Any], stylesheet: str
) -> tuple[str, rare.Substitutions, papers.Paper]:
    """Gives the page, what became of its rare characters, and the paper it was made from."""
    paper = papers.restore(kind, dict(context))
    words = said(kind, paper, context) | {"stylesheet": stylesheet}
    return *_set(paper.template, words), paper


def page(kind: str, context: Mapping[str, Any]) -> tuple[str, papers.Paper]:
    """The paper's template filled in, its characters as they were typed, and the paper."""
    paper = papers.restore(kind, dict(context))
    return _filled(paper.template, said(kind, paper, context) | {"stylesheet": ""}), paper


def said(kind: str, paper: papers.Paper, context: Mapping[str, Any]) -> dict[str, Any]:
    """Gives the words of a paper's templates."""
    return _words(kind, paper) | _proof(kind, paper, context)


def set_page(template: str, words: Mapping[str, Any]) -> str:
    """Gives the page a template makes of the words, its rare characters set."""
    return _set(template, words)[0]


def _filled(template: str, words: Mapping[str, Any]) -> str:
    with translation.override("zh-hans"), timezone.override(timezone.get_default_timezone()):
        return render_to_string(f"notices/{template}.html", dict(words))


def _set(template: str, words: Mapping[str, Any]) -> tuple[str, rare.Substitutions]:
    own = faces.coverage(path for face, path in found() if face in faces.BODY_FACES)
    others = _covered_elsewhere()
    if not (own or others):
        raise RenderFailed(
            _("No Chinese font is installed. Debian packages: %(packages)s")
            % {"packages": " ".join(missing_fonts())}
        )
    return rare.set_rare(_filled(template, words), own or others, others)


def found() -> list[tuple[faces.Face, Path]]:
    """Finds the files of the faces, the office's own first."""
    folder = Path(settings.FONTS_ROOT)
    every = (*faces.BODY_FACES, *faces.RARE_FACES)
    return [(face, path) for face in every if (path := faces.find(face, folder))]


def missing_fonts() -> list[str]:
    """Names the Debian packages of faces that were not found; a system check prints them."""
    return faces.missing_fonts(Path(settings.FONTS_ROOT))


def _covered_elsewhere() -> frozenset[int]:
    files = [path for face, path in found() if face in faces.RARE_FACES]
    return faces.reach([faces.stand_in(), *files])


def _words(kind: str, paper: papers.Paper) -> dict[str, Any]:
    head = paper.head or paper.organ
    annex = getattr(paper, "draft_title", "") or getattr(paper, "decision_title", "")
    return {
        "kind": kind,
        "paper": paper,
        "title_lines": titles.break_title(paper.title),
        "cover_lines": titles.break_title(paper.title, COVER_CHARACTERS),
        "matter_lines": titles.break_title(getattr(paper, "matter", ""), CASE_CHARACTERS),
        "plain_title": "".join(paper.title.splitlines()),
        "annex_lines": titles.break_title(annex),
        "note_lines": titles.break_title(f"{annex}起草说明"),
        "head_text": head,
        "head_size": next((name for most, name in HEAD_SIZES if len(head) <= most), "s12"),
    }


def _proof(kind: str, paper: papers.Paper, context: Mapping[str, Any]) -> dict[str, Any]:
    """The squares at the foot: to the page of the matter where the paper leads on to it, and to
    the page that checks the code of this very paper."""
    drawn = []
    if kind in INVITING:
        drawn.append(_square(INVITING[kind], paper.page_url, paper.page_url))
    code = carried.code(context) if paper.proves else ""
    if code:
        verify = paper.verify_url or (paper.page_url and urljoin(paper.page_url, _verify()))
        drawn.append(_square("扫码核验本文", verify, f"{verify}?code={code}"))
    squares = [square for square in drawn if square]
    reach = [name for least, name in REACH if len(paper.organ) > least]
    short = all(len(square["shown"]) <= SHORT_ADDRESS for square in squares)
    beside = bool(code and squares) and short and len(paper.organ) <= SHORT_NAME
    return {"squares": squares, "code": code, "beside": beside, "reach": reach}


def _verify() -> str:
    return reverse("portal:verify")


def _square(says: str, shown: str, url: str) -> dict[str, Any] | None:
    """Draws the address as the size and path of an SVG, or nothing where there is no address."""
    if not shown.startswith(("https://", "http://")):
        return None
    drawn = segno.make(rare.printable(url).encode()[:QR_BYTES], error="m", micro=False)
    rows = tuple(drawn.matrix_iter(border=2))
    path = "".join(_strokes(rows))
    address = shown.partition("://")[2]
    return {"says": says, "shown": address, "leads_to": url, "size": len(rows), "path": path}


def _strokes(rows: tuple) -> Iterator[str]:
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                yield f"M{x} {y}h1v1h-1z"
