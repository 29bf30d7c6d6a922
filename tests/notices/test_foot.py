"""What proves a paper stands on a page that bears its words, however long they are (GB/T 9704).

Each paper is laid out with thirty successive lengths of its text, so that code and squares meet
every place on the page: 此页无正文 is not allowed.
"""

import dataclasses
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from notices import papers
from notices.samples import EVERY
from notices.typesetting import grid
from tests.notices import measure, press_many, standards
from tests.notices.conftest import needs_office_faces

pytestmark = [needs_office_faces, pytest.mark.one_engine]
LENGTHS = range(1, 31)  # lines; a page holds 22
SMALL = 10  # points; what stands with a square is smaller than any word of a paper
HAN = "为了保护农村饮用水水源保障群众饮水安全镇人民政府拟制定本办法"
SITE = {
    "page_url": "https://yijue.example.invalid/d/2026-005",
    "verify_url": "https://yijue.example.invalid/verify/",
}
NO_SITE = dict.fromkeys(SITE, "")
LONG_NAME = SITE | {"organ": "样例县云岭镇人民政府综合行政执法办公室"}
FAR = SITE | {"verify_url": f"https://{'long-name.' * 8}invalid/verify/"}


def told(lines: int) -> str:
    """A paragraph of so many lines, the last of them not full."""
    return "".join(HAN[i % len(HAN)] for i in range(lines * grid.CHARACTERS - 10)) + "。"


def asking(lines: int) -> papers.Paper:
    """A notice with two squares: one to the draft, one to the page that checks the code."""
    bare: dict[str, Any] = {"annexes": (), "text": (), "explanation": ()}
    return dataclasses.replace(EVERY["consultation_notice"](), content=(told(lines),), **bare)


def withdrawing(lines: int) -> papers.Paper:
    """A notice with one square."""
    return dataclasses.replace(EVERY["withdrawal_notice"](), reason=told(lines))


def suspending(lines: int) -> papers.Paper:
    """A notice that ends without a closing formula."""
    return dataclasses.replace(EVERY["suspension_notice"](), situation=told(lines))


def explaining(lines: int) -> papers.Paper:
    """A text without a signature."""
    said = (papers.Passage(text=told(lines)),)
    return dataclasses.replace(EVERY["interpretation"](), text=said)


def listing(lines: int) -> papers.Paper:
    """A table that a sum and the maker follow."""
    whole: Any = EVERY["dossier_catalogue"]()
    return dataclasses.replace(whole, entries=(whole.entries * 2)[:lines])


CASES = {
    "two squares": (asking, SITE),
    "two squares and a long name": (asking, LONG_NAME),
    "two squares and a long address": (asking, FAR),
    "one square": (withdrawing, SITE),
    "one square and a long name": (withdrawing, LONG_NAME),
    "the code alone": (withdrawing, NO_SITE),
    "no formula": (suspending, SITE),
    "no signature": (explaining, SITE),
    "a table": (listing, SITE),
}


@pytest.mark.parametrize("case", CASES)
def test_what_proves_a_paper_stands_below_words_of_it(case: str, tmp_path: Path) -> None:
    make, facts = CASES[case]
    every = [dataclasses.replace(make(lines), **facts) for lines in LENGTHS]
    kind = next(name for name, shape in papers.PAPERS.items() if shape is type(every[0]))
    heights = set()
    for paper, data in zip(every, press_many.laid_out(kind, every, tmp_path), strict=True):
        (page,) = (n for n in pages(data) if "校验码" in measure.text(data, n))
        words, proof = words_and_proof(data, page, paper)
        assert words, (paper, "此页无正文")
        for left, top, _right, bottom in squares(data):
            lapped = [line for line in words if line[0].x < left + 20 and line[0].y > top]
            assert not lapped, lapped
            assert bottom < grid.PAGE[1] - grid.BOTTOM
        heights.add(round(proof))
    assert len(heights) > 8, heights  # it met many places on the page


def pages(data: bytes) -> range:
    return range(1, measure.pages(data) + 1)


def words_and_proof(data: bytes, page: int, paper: papers.Paper) -> tuple[list[Any], float]:
    """The lines of a page that are neither closing nor proof nor furniture; where the code is."""
    day = f"{paper.issued_on.year}年{paper.issued_on.month}月{paper.issued_on.day}日"
    closing = (paper.organ, day, f"{paper.organ}{day}编制", f"（{paper.remark}）")
    found, proof = [], 0.0
    for line in measure.lines(data, page):
        said = "".join(glyph.text for glyph in line)
        if "校验码" in said:
            proof = line[0].y
        elif grid.TOP < line[0].y < grid.PAGE[1] - grid.BOTTOM and line[0].size > SMALL:
            found += [line] if said not in closing else []
    return found, proof


def squares(data: bytes) -> list[tuple[float, float, float, float]]:
    """The places of the squares in mm from the left and from the top, as the tags tell them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        elements = list(standards._below(pdf.Root.StructTreeRoot))
        boxes = [
            [float(side) / 72 * 25.4 for side in o.A.BBox] for o in elements if o.S == "/Figure"
        ]
    return [
        (left, grid.PAGE[1] - top, right, grid.PAGE[1] - low) for left, low, right, top in boxes
    ]
