"""Sheets that lie on their side, turned as GB/T 9704-2012 asks: the sheet itself stays upright A4.

A wide table is laid out on 297 × 210 mm. In the finished PDF its page is an upright sheet on which
the table's top lies at the left, with a mark that tells a reader's screen to show it the right way
round; bound, the heads then lie at the binding side of odd pages and the cut side of even ones.
"""

from typing import Any


def turn(document: Any, pdf: Any) -> None:
    """Turn every page of a finished document that is wider than high; given to ``write_pdf``."""
    import pydyf

    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        left, bottom, right, top = (float(edge) for edge in page["MediaBox"])
        width, height = right - left, top - bottom
        if width <= height:
            continue
        # A quarter turn to the left: what was up points left, what was right points up.
        placed = pydyf.Stream([f"0 1 -1 0 {height:.4f} 0 cm".encode()])
        pdf.add_object(placed)
        page["Contents"] = pydyf.Array([placed.reference, page["Contents"]])
        for box in ("MediaBox", "TrimBox", "BleedBox", "CropBox"):
            if box in page:
                page[box] = pydyf.Array([0, 0, height, width])
        page["Rotate"] = 90
