"""The styles of the Word file, under the names an officer looks for in Word's own list.

All text stands on fixed lines, so that no face, however tall, costs the page its 22nd line; Word
takes the 28 characters from the grid. LibreOffice would give a 3号 character two places of a grid
narrower than it, so paragraphs leave the grid of lines (Word keeps that of characters apart) and
body text is condensed by a hair. Faces are named and not embedded: those of the standard, or the
office's own from its font folder.
"""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from notices.word.layout import BODY, CHARACTER, LINE

CONDENSED = -6  # twips between two characters of body text
RED, BLACK = "D7000F", "000000"


@dataclass(frozen=True)
class Style:
    """One paragraph style; lengths in twips, ``size`` in half-points, ``level`` of the outline."""

    name: str
    face: str = "fang"
    size: int = BODY
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = LINE
    colour: str = BLACK
    level: int | None = None


INDENT = 2 * CHARACTER
STYLES = {
    "body": Style("Normal", first=INDENT),
    "organ": Style("发文机关标志", "title", 80, "center", colour=RED),
    "number": Style("发文字号", align="center", line=400),
    "letter_number": Style("发文字号（信函）", align="right", line=400),
    "title": Style("Title", "title", 44, "center"),
    "addressee": Style("主送机关", align="left", before=LINE),
    "level1": Style("heading 1", "hei", align="left", first=INDENT, level=0),
    "level2": Style("heading 2", "kai", align="left", first=INDENT, level=1),
    "chapter": Style("章名", "hei", align="center", before=LINE // 2, after=LINE - LINE // 2),
    "section": Style("节名", "kai", align="center"),
    "annex_note": Style("附件说明", align="left"),
    "signature": Style("署名和成文日期", align="center"),
    "annex_word": Style("附件字样", "hei", align="left"),
    "annex_title": Style("附件标题", "title", 44, "center", before=LINE, after=LINE),
    "people": Style("人员名单", align="left"),
    "minutes_date": Style("纪要日期", align="right", right=4 * CHARACTER, before=LINE),
    "facts": Style("事项", align="left", size=28, line=440),
    "small": Style("小字", size=24, line=360, before=100),
    "report_end": Style("报告落款", align="right", right=2 * CHARACTER, before=LINE),
    "byline": Style("发布信息", align="center", size=24, line=360, before=120, after=240),
    "cover_title": Style("封面标题", "title", 52, "center", before=2600, line=800),
    "cover_fact": Style("封面事项", align="left", left=794),
    "cover_foot": Style("封面落款", align="center"),
    "fonds": Style("全宗", "title", 52, "center", before=1360, after=680, line=680),
    "case_title": Style("案卷题名", "kai", 36, "center", before=1134, after=1247, line=600),
    "sign": Style("签名栏", align="left", before=240),
    "issuer": Style("编制单位", size=24, align="right"),
    "digest": Style("摘要值", size=24, align="center"),
    "cell": Style("表格文字", size=24, align="left", line=360),
    "imprint": Style("版记", size=28, align="left", right=280, line=480),
    "page_number": Style("页码", "song", 28, line=280),
    "sample": Style("样例字样", "hei", 21, "right", colour=RED, line=280),
    "rule": Style("界线", size=4, line=40),
    "gap": Style("表格间距", size=4, line=100),
}
IDS = {key: f"Y{number}" for number, key in enumerate(STYLES)} | {
    "body": "Normal",
    "title": "Title",
    "level1": "Heading1",
    "level2": "Heading2",
}


def faced(face: str, names: dict[str, str]) -> str:
    """The names of a face for every script, marked so that “ ” and — are Chinese."""
    name = quoteattr(names[face])
    scripts = "".join(f" w:{script}={name}" for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts w:hint="eastAsia"{scripts}/>'


def sheet(names: dict[str, str]) -> str:
    """The whole styles part; ``names`` gives the family of each face."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{faced('fang', names)}"
        f'<w:sz w:val="{BODY}"/><w:szCs w:val="{BODY}"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/>'
        '<w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        "</w:tblPr></w:style>"
    )
    return defaults + "".join(_style(key, one, names) for key, one in STYLES.items()) + table


def _style(key: str, style: Style, names: dict[str, str]) -> str:
    default = ' w:default="1"' if key == "body" else ""
    based = "" if key == "body" else '<w:basedOn w:val="Normal"/>'
    off, tight = ("", CONDENSED) if style.size == BODY else ('<w:snapToGrid w:val="0"/>', 0)
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{IDS[key]}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/><w:pPr>{_paragraph(style)}</w:pPr>'
        f"<w:rPr>{faced(style.face, names)}"
        f'{off}<w:color w:val="{style.colour}"/><w:spacing w:val="{tight}"/>'
        f'<w:sz w:val="{style.size}"/>'
        f'<w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def _paragraph(style: Style) -> str:
    first = (
        f'w:firstLineChars="200" w:firstLine="{style.first}"'
        if style.first
        else ('w:firstLineChars="0" w:firstLine="0"')
    )
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    return (
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" '
        f'w:lineRule="exact"/><w:ind w:left="{style.left}" w:right="{style.right}" {first}/>'
        f'<w:jc w:val="{style.align}"/>{level}'
    )
