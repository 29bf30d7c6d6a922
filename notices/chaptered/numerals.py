"""Page numbers of bound chapters, as GB/T 9704 has them: dashes 7 mm below the type area.

Where they stand and in which face is read off the lead, whose numbers the stylesheet sets; binding
only goes on counting.
"""

from dataclasses import dataclass
from typing import Any

from notices.typesetting.grid import BINDING, EDGE, MM, PAGE

SIGNS = "— 0123456789"
POINTS = 0.75  # in a CSS pixel


def shift(laid_out_as: int, bound_as: int) -> float:
    """How far a page moves (points) when it stands on the other side than it was laid out for."""
    return (_margin(bound_as) - _margin(laid_out_as)) * MM


def _margin(page: int) -> float:
    return BINDING if page % 2 else EDGE


@dataclass(frozen=True)
class Numerals:
    """The face, the codes and widths of its signs (thousandths of the size), and the place."""

    face: bytes  # the font dictionary
    codes: dict[str, int]
    widths: dict[str, float]
    size: float  # points
    inset: float  # from the edge of the type area, points
    baseline: float  # from the lower edge of the paper, points

    @classmethod
    def of(cls, document: Any, pdf: Any) -> "Numerals":
        """Read off the lead's first page, which is a right one."""
        sheet = document.pages[0]
        box = next(_texts(_foot(sheet._page_box)))
        font = _font(document)
        codes = {text: code for code, text in font.to_unicode.items() if text in SIGNS}
        right = (box.position_x + box.width) * POINTS
        return cls(
            face=_face(pdf, font.hash),
            codes=codes,
            widths={sign: font.widths[code] for sign, code in codes.items()},
            size=box.style["font_size"] * POINTS,
            inset=(PAGE[0] - EDGE) * MM - right,
            baseline=(sheet.height - box.position_y - box.baseline) * POINTS,
        )

    def drawn(self, page: int) -> str:
        """The operators that print the number of a page, outside the tree of tags (14.8.2.2)."""
        text = f"— {page} —"
        wide = sum(self.widths[sign] for sign in text) * self.size / 1000
        left = EDGE * MM + self.inset
        x = left if page % 2 == 0 else (PAGE[0] - EDGE) * MM - self.inset - wide
        codes = "".join(f"{self.codes[sign]:04x}" for sign in text)
        return (
            f"/Artifact <</Type /Pagination>> BDC q BT /Numerals {self.size:g} Tf "
            f"{x:.3f} {self.baseline:.3f} Td <{codes}> Tj ET Q EMC"
        )


def use_all(lead: Any, sheet: Any, stream: Any) -> None:
    """Draws a sheet with all signs aside, so that the lead's face holds every one of them."""
    import pydyf

    page, names = sheet.pages[0], ("ExtGState", "XObject", "Pattern", "Shading")
    resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in names})
    resources["ColorSpace"] = "0 0 R"
    aside = stream(
        lead.fonts, (0, 0, page.width, page.height), resources, {}, None, {}, None, compress=False
    )
    page.paint(aside, POINTS)


def _foot(page: Any) -> Any:
    return next(box for box in page.children if getattr(box, "at_keyword", "") == "@bottom-right")


def _texts(box: Any) -> Any:
    if getattr(box, "text", None):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _font(document: Any) -> Any:
    return next(
        font for font in document.fonts.values() if set(SIGNS) <= set(font.to_unicode.values())
    )


def _face(pdf: Any, key: str) -> bytes:
    page = pdf.objects[pdf.pages["Kids"][0]]
    resources = pdf.objects[_number(page["Resources"])]
    faces = pdf.objects[_number(resources["Font"])]
    return bytes(pdf.objects[_number(faces[key])].data)


def _number(reference: Any) -> int:
    said = reference.decode() if isinstance(reference, bytes) else reference
    return int(said.split()[0])
