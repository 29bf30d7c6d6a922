"""The chapters of a long paper as HTML, written into the job's folder one at a time.

Which papers have chapters, and which template says one, the paper itself tells (papers/paper.py).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from notices import composition, papers

CHAPTER = 300  # rows; the measurements behind it stand in docs/adr/0024


def chapters(
    kind: str, paper: papers.Paper, words: Mapping[str, Any], folder: Path, size: int = CHAPTER
) -> Iterator[dict[str, Any]]:
    """Writes ``00001.html`` and so on; tells each bookmark, and whether a face of rare characters
    is asked for."""
    parts = list(paper.chapters(size))
    for place, part in enumerate(parts, 1):
        page = composition.set_page(
            paper.chapter_template,
            {**words, "part": part, "first": place == 1, "last": place == len(parts)},
        )
        (folder / f"{place:05d}.html").write_text(page, encoding="utf-8")
        yield {"title": part.title, "rare": '<span class="r">' in page}
