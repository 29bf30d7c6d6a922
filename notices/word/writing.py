"""What stands on a sheet, written as a Word document: paragraphs, tables, imprint.

The body is made as text and parsed once, so that ten thousand rows cost seconds. The page itself,
head and numbers are frame.py, tables are tables.py.
"""

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml

from notices.papers import Paper
from notices.word import fonts, frame, imprint, settings, styles, tables
from notices.word.blocks import Block, Imprint, Line, Sheet, Table, Turned
from notices.word.paragraphs import NAMES, W, empty, line


def document(sheet: Sheet, paper: Paper) -> Word:
    """The document of a sheet."""
    word, names = Document(), fonts.names()
    _styled(word, names)
    settings.put(word, names)
    parts = frame.Frame(word, sheet, names)
    blocks = _ended(sheet.blocks)
    body = "".join(_block(block, names, parts) for block in blocks)
    text = f"<w:body {NAMES}>{frame.head(sheet, names)}{body}{parts.section()}</w:body>"
    old = word.element.body
    old.getparent().replace(old, parse_xml(text))
    return word


def _styled(word: Word, names: dict[str, str]) -> None:
    """Our styles in place of those python-docx brings along."""
    part = parse_xml(f"<w:styles {W}>{styles.sheet(names)}</w:styles>")
    old = word.styles.element
    for child in list(old):
        old.remove(child)
    for child in list(part):
        old.append(child)


def _block(block: Block, names: dict[str, str], parts: frame.Frame) -> str:
    if isinstance(block, Line):
        return line(block, names)
    if isinstance(block, Table):
        return _apart(tables.table(block, names, parts.width))
    if isinstance(block, Imprint):
        return imprint.imprint(block, names)
    return parts.turned(block)


def _ended(blocks: list[Block]) -> list[Block]:
    """What ends on sheets on their side is not turned back for nothing."""
    return blocks[:-1] if blocks and isinstance(blocks[-1], Turned) else blocks


def _apart(table: str) -> str:
    """A table between two hairs of air; the upper one stays with it."""
    return f"{empty('<w:keepNext/>', 'gap')}{table}{empty(style='gap')}"
