"""The papers as Word files (.docx): what an office opens in Word or WPS, edits and sends back.

The words are those of the paper's own template, read as marked text; the layout is written anew
from the figures of GB/T 9704-2012 (``layout.py``), with the grid of 22 × 28 as Word understands it.
So a new kind of paper has its Word version without a line here. The Word version is for working
with: it bears no code, no QR and no seal, for what anybody may edit proves nothing. Why it is not
converted from HTML or PDF: docs/adr.
"""

from collections.abc import Mapping
from typing import Any

from notices.composition import page
from notices.word import packing, reading, writing

__all__ = ["AT_ONCE", "MOST", "docx", "lines"]
AT_ONCE = 300  # rows of a paper whose file is made while somebody waits
MOST = 20_000  # rows of a paper that Word still opens, and a worker writes in 600 MB


def docx(kind: str, snapshot: Mapping[str, Any]) -> bytes:
    """The Word file of a paper; the same snapshot gives the same bytes. Raises NotAPaper."""
    html, paper = page(kind, snapshot)
    document = writing.document(reading.sheet(html), paper)
    return packing.packed(document, paper)


def lines(kind: str, snapshot: Mapping[str, Any]) -> list[str]:
    """What the Word file says, a paragraph or row each: an edited copy is held against it."""
    return [text for text in reading.sheet(page(kind, snapshot)[0]).texts() if text.strip()]
