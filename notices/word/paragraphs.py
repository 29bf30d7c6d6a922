"""Paragraphs and runs of a Word file, as text of its XML."""

from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml

from notices.word import styles
from notices.word.blocks import BREAK, Line, Run

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
NAMES = f"{W} {R}"


def line(one: Line, names: dict[str, str], more: str = "") -> str:
    """A paragraph; ``more`` is said of it after its style."""
    return f"<w:p><w:pPr>{_properties(one, more)}</w:pPr>{runs(one.runs, names)}</w:p>"


def empty(more: str = "", style: str = "rule") -> str:
    """A paragraph of hardly any height that holds nothing."""
    return f'<w:p><w:pPr><w:pStyle w:val="{styles.IDS[style]}"/>{more}</w:pPr></w:p>'


def runs(said: tuple[Run, ...], names: dict[str, str]) -> str:
    """Runs of text; a tab and a line break are elements of their own."""
    return "".join(_run(run, names) for run in said)


def _run(run: Run, names: dict[str, str]) -> str:
    face = styles.faced(run.face, names) if run.face else '<w:rFonts w:hint="eastAsia"/>'
    text = f'<w:t xml:space="preserve">{escape(run.text)}</w:t>'.replace(
        "\t", '</w:t><w:tab/><w:t xml:space="preserve">'
    ).replace(BREAK, '</w:t><w:br/><w:t xml:space="preserve">')
    return f"<w:r><w:rPr>{face}</w:rPr>{text}</w:r>"


def _properties(one: Line, more: str) -> str:
    style = styles.STYLES[one.style]
    found = f'<w:pStyle w:val="{styles.IDS[one.style]}"/>'
    found += "<w:keepNext/>" if one.keep else ""
    found += "<w:pageBreakBefore/>" if one.breaks else ""
    found += more
    if one.before is not None:
        found += f'<w:spacing w:before="{one.before}"/>'
    if one.left is not None:
        hanging = f'w:hanging="{one.hanging}"' if one.hanging else 'w:firstLine="0"'
        found += f'<w:ind w:left="{one.left}" w:right="{style.right}" {hanging}/>'
    return found


def fill(part: Any, *texts: str) -> None:
    """Put paragraphs into a header or footer in place of what it holds."""
    part.is_linked_to_previous = False
    for child in list(part._element):
        part._element.remove(child)
    for text in texts:
        root = parse_xml(f"<w:body {NAMES}>{text}</w:body>")
        for child in list(root):
            part._element.append(child)
