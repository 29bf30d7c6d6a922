"""Tables of a Word file: heads repeated on every page, widths and type as print.css has them."""

import re
from functools import cache
from pathlib import Path

from notices.word import styles
from notices.word.blocks import Cell, Row, Run, Table
from notices.word.layout import TWIP, twips
from notices.word.paragraphs import runs

PRINT_CSS = Path(__file__).parent.parent / "static" / "notices" / "print.css"
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COLUMN = re.compile(r"^\.([\w-]+) th(?::nth-child\((\d+)\))?$")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]+)mm")
_TYPE = re.compile(r"font-size:\s*([\d.]+)pt;\s*line-height:\s*([\d.]+)pt")
TALL = twips(34)  # a row that is signed or sealed
HAIR = 4  # eighths of a point
SIDE, ABOVE = 4 * TWIP, 3 * TWIP  # air inside a cell


def table(one: Table, names: dict[str, str], width: int) -> str:
    """A table over the whole width; columns that print.css leaves free share the rest."""
    across = max((sum(cell.span for cell in row.cells) for row in one.rows), default=1)
    columns = _columns(one.name, across, width)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    rows = "".join(_row(row, columns, _type(one.name), names) for row in one.rows)
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = borders(dict.fromkeys(edges, HAIR))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>{rules}'
        f'<w:tblLayout w:type="fixed"/>{margins(ABOVE, SIDE)}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(row: Row, columns: list[int], size: tuple[int, int], names: dict[str, str]) -> str:
    whole = "" if row.long else "<w:cantSplit/>"
    head = f'<w:trHeight w:val="{TALL}"/>' if row.tall else ""
    head += "<w:tblHeader/>" if row.repeated else ""
    cells, place = [], 0
    for cell in row.cells:
        wide = sum(columns[place : place + cell.span])
        cells.append(_cell(cell, wide, size, names))
        place += cell.span
    return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, size: tuple[int, int], names: dict[str, str]) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    align = '<w:jc w:val="center"/>' if cell.centred else ""
    half, pitch = size
    marks = f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    said = []
    for one in cell.lines or ((),):
        said_in = tuple(Run(r.text, "hei") for r in one) if cell.head else one
        said.append(
            f'<w:p><w:pPr><w:pStyle w:val="{styles.IDS["cell"]}"/>'
            f'<w:spacing w:line="{pitch}" w:lineRule="exact"/>{align}</w:pPr>'
            f"{runs(said_in, names).replace('</w:rPr>', marks)}</w:p>"
        )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/>'
        f"</w:tcPr>{''.join(said)}</w:tc>"
    )


def borders(sizes: dict[str, int]) -> str:
    """The rules of a table by edge, in eighths of a point."""
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for edge, size in sizes.items()
    )
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def margins(above: int, side: int) -> str:
    """The air inside its cells, in twips."""
    edges = {"top": above, "left": side, "bottom": above, "right": side}
    inside = "".join(f'<w:{name} w:w="{air}" w:type="dxa"/>' for name, air in edges.items())
    return f"<w:tblCellMar>{inside}</w:tblCellMar>"


def _columns(name: str, across: int, width: int) -> list[int]:
    given = {n: twips(mm) for n, mm in _told().get(name, {}).items() if n <= across}
    free = across - len(given)
    left = max(width - sum(given.values()), 0)
    columns = [given.get(n) or left // free for n in range(1, across + 1)]
    columns[-1] += width - sum(columns)
    return columns


@cache
def _told() -> dict[str, dict[int, float]]:
    """The widths of columns in print.css: table → column → mm."""
    found: dict[str, dict[int, float]] = {}
    for selectors, said in _rules():
        width = _WIDTH.search(said)
        for selector in selectors if width else ():
            if column := _COLUMN.match(selector):
                found.setdefault(column[1], {})[int(column[2] or 1)] = float(width[1])
    return found


@cache
def _type(name: str) -> tuple[int, int]:
    """Size (half-points) and line (twips) of a table's type."""
    default = next(said for selectors, said in _rules() if selectors == ["table"])
    own = next((said for one, said in _rules() if one == [f".{name}"] and _TYPE.search(said)), "")
    found = _TYPE.search(own) or _TYPE.search(default.replace("\n", " "))
    return round(float(found[1]) * 2), round(float(found[2]) * TWIP)


@cache
def _rules() -> list[tuple[list[str], str]]:
    text = re.sub(r"/\*.*?\*/", "", PRINT_CSS.read_text(encoding="utf-8"), flags=re.S)
    text = text.split("@media")[0]
    return [
        ([one.strip() for one in selectors.split(",")], said)
        for selectors, said in _RULE.findall(text)
    ]
