"""Settings of the Word file: mirrored margins, odd and even pages, Chinese typesetting, fonts."""

from xml.sax.saxutils import quoteattr

from docx.document import Document as Word
from docx.oxml import parse_xml

from notices.word import fonts
from notices.word.paragraphs import W

SETTINGS = (
    '<w:zoom w:percent="100"/><w:mirrorMargins/><w:defaultTabStop w:val="420"/>'
    '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)


def put(word: Word, names: dict[str, str]) -> None:
    """Our settings in place of those python-docx brings along."""
    element = word.settings.element
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(f"<w:settings {W}>{SETTINGS}</w:settings>")):
        element.append(child)
    for part in word.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = _fonts(names).encode()


def _fonts(names: dict[str, str]) -> str:
    others = fonts.stand_ins()
    told = "".join(
        f"<w:font w:name={quoteattr(name)}>"
        + (f"<w:altName w:val={quoteattr(others[name])}/>" if name in others else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name in dict.fromkeys(names.values())
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {W}>{told}</w:fonts>'
