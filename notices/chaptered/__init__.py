"""Papers too long for one sheet of work: laid out in chapters, bound into one file.

``written.py`` says each chapter as HTML, ``press.py`` lays every chapter out in a process of its
own, ``fragment.py`` spells a laid-out chapter with object numbers that no other chapter uses, so
that ``binding.py`` only joins: pages, bookmarks, tags and page numbers run through the whole paper.
Why so: docs/adr/0024. ``render.py`` calls ``written.py``; all else runs in the press (press.py).
"""

from collections.abc import Callable
from pathlib import Path

FROM = 200  # rows: up to here the annex is a table on the sheet itself
BOUND, DONE = "bound.pdf", "done"  # in the job's folder: the finished file, how far it is


def tell(folder: Path, done: int, number: int) -> None:
    """Says how many of how many are done; whoever looks meanwhile never finds half of it."""
    fresh = folder / f"{DONE}.new"
    fresh.write_text(f"{done} {number}")
    fresh.replace(folder / DONE)


def looking(folder: Path, watch: Callable[[int, int], None]) -> Callable[[], None]:
    """What passes on to ``watch`` what was told last: chapters laid out, papers bound."""

    def look() -> None:
        if (folder / DONE).exists():
            done, number = (folder / DONE).read_text().split()
            watch(int(done), int(number))

    return look
