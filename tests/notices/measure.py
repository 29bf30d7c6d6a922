"""Reading a finished PDF: where characters stand and where ink is, in millimetres."""

import io
from ctypes import byref, c_double
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

MM = 25.4 / 72
DOTS = 300  # per inch, for ink


@dataclass(frozen=True)
class Glyph:
    """One character: its origin on the baseline (mm from the left and the top) and its size."""

    text: str
    x: float
    y: float
    right: float
    size: float  # points


def pages(data: bytes) -> int:
    """Counts the pages."""
    return len(pypdfium2.PdfDocument(data))


def text(data: bytes, page: int | None = None) -> str:
    """Gives the text of one page (counted from 1) or of all."""
    document = pypdfium2.PdfDocument(data)
    chosen = range(len(document)) if page is None else [page - 1]
    return "\n".join(document[i].get_textpage().get_text_range() for i in chosen)


def glyphs(data: bytes, page: int) -> list[Glyph]:
    """Gives the characters of a page that leave ink."""
    sheet = pypdfium2.PdfDocument(data)[page - 1]
    words, height = sheet.get_textpage(), sheet.get_mediabox()[3]  # of the sheet as it lies
    found, x, y = [], c_double(), c_double()
    for i in range(words.count_chars()):
        char = _character(words, i)
        if not char.strip():
            continue
        pdfium.FPDFText_GetCharOrigin(words, i, byref(x), byref(y))
        right = words.get_charbox(i, loose=True)[2]
        size = pdfium.FPDFText_GetFontSize(words, i) * 0.75  # drawn at 4/3 and scaled back
        found.append(Glyph(char, x.value * MM, (height - y.value) * MM, right * MM, size))
    return found


def _character(words: pypdfium2.PdfTextPage, i: int) -> str:
    """Gives a character; pdfium counts one beyond the first plane twice, as UTF-16 does."""
    unit = pdfium.FPDFText_GetUnicode(words, i)
    if 0xDC00 <= unit < 0xE000:
        return ""
    if 0xD800 <= unit < 0xDC00:
        low = pdfium.FPDFText_GetUnicode(words, i + 1)
        return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    return chr(unit)


def lines(data: bytes, page: int, size: float | None = None) -> list[list[Glyph]]:
    """Gives the lines of a page, characters of one baseline, from top to bottom."""
    by_line: dict[float, list[Glyph]] = {}
    for glyph in glyphs(data, page):
        if size is None or abs(glyph.size - size) < 0.01:
            by_line.setdefault(round(glyph.y, 1), []).append(glyph)
    return [sorted(by_line[y], key=lambda g: g.x) for y in sorted(by_line)]


def boxes(data: bytes) -> int:
    """How many glyphs shown are number 0, the box for what a face lacks (.notdef)."""
    found = shown = 0
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("TJ", "Tj"):
                    parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                    strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
                    codes = [s[i : i + 2] for s in strings for i in range(0, len(s), 2)]
                    shown += len(codes)
                    found += codes.count(b"\x00\x00")
    assert shown > 0, "a page without text"
    return found


def ink(data: bytes, page: int, colour: str) -> list[tuple[float, float]]:
    """Gives the bands (top, bottom) in which a page bears red or black ink."""
    image = pypdfium2.PdfDocument(data)[page - 1].render(scale=DOTS / 72).to_pil().convert("RGB")
    width, height = image.size
    dots = _mask(image, colour).tobytes()
    bands: list[list[int]] = []
    for y in range(height):
        if dots.find(255, y * width, (y + 1) * width) >= 0:
            if bands and y - bands[-1][1] <= 1:
                bands[-1][1] = y
            else:
                bands.append([y, y])
    return [(top * 25.4 / DOTS, (bottom + 1) * 25.4 / DOTS) for top, bottom in bands]


def _mask(image: Image.Image, colour: str) -> Image.Image:
    """Gives a picture that is white where the page bears the colour."""
    red, green, blue = image.split()
    others = ImageChops.lighter(green, blue)
    if colour == "red":
        lit = red.point(lambda v: 255 * (v > 180))
        return ImageChops.darker(lit, others.point(lambda v: 255 * (v < 90)))
    return ImageChops.lighter(red, others).point(lambda v: 255 * (v < 130))
