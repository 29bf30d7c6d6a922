"""The numbers Word puts before paragraphs by itself, which stand nowhere in the text.

Called by `docx_text.py`: a draft whose 第三条 is an automatic number must not lose it.
Reads numbering.xml and the numbering of styles; other formatting is ignored.
"""

import re

from .numerals import to_chinese
from .office import W

_CHINESE = re.compile("chinese|japanese|taiwanese|ideograph")


class Numbering:
    """Counts the automatic numbers of one document, paragraph by paragraph."""

    def __init__(self, container):
        self.levels, self.abstract_of, self.restart, self.counts = {}, {}, {}, {}
        self.styles = _style_numbers(container)
        if "word/numbering.xml" in container:
            self._read(container.tree("word/numbering.xml"))

    def label(self, paragraph):
        """Give the automatic number of the next paragraph, or an empty string."""
        number, level = self._numbered(paragraph)
        abstract = self.abstract_of.get(number)
        if abstract is None or (abstract, level) not in self.levels:
            return ""
        self._count(number, abstract, level)
        return self._write(abstract, level)

    def _read(self, tree):
        for abstract in tree.iter(f"{W}abstractNum"):
            for level in abstract.iter(f"{W}lvl"):
                key = abstract.get(f"{W}abstractNumId"), _int(level.get(f"{W}ilvl"))
                form, text = _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
                self.levels[key] = form, text, _int(_value(level, "start"), 1)
        for number in tree.iter(f"{W}num"):
            name = number.get(f"{W}numId")
            self.abstract_of[name] = _value(number, "abstractNumId")
            for override in number.iter(f"{W}lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    self.restart[name, _int(override.get(f"{W}ilvl"))] = _int(start, 1)

    def _numbered(self, paragraph):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None, 0
        inherited = self.styles.get(_value(properties, "pStyle"), (None, 0))
        own = properties.find(f"{W}numPr")
        if own is None:
            return inherited
        return _value(own, "numId") or inherited[0], _int(_value(own, "ilvl"), inherited[1])

    def _count(self, number, abstract, level):
        start = self.restart.pop((number, level), None)
        counts = self.counts.setdefault(abstract, {})
        if start is not None or level not in counts:
            counts[level] = self.levels[abstract, level][2] if start is None else start
        else:
            counts[level] += 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

    def _write(self, abstract, level):
        form, text, _start = self.levels[abstract, level]
        if form == "bullet":
            return "•"
        counts = self.counts[abstract]

        def one(found):
            shown = int(found[1]) - 1
            form, _text, start = self.levels.get((abstract, shown), ("decimal", "", 1))
            return _written(counts.get(shown, start), form)

        return re.sub(r"%([1-9])", one, text)


def _written(number, form):
    if _CHINESE.match(form):
        return to_chinese(number)
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((96 if form == "lowerLetter" else 64) + number)
    return "" if form == "none" else str(number)


def _style_numbers(container):
    """Map each paragraph style to the number and level it carries, inherited ones too."""
    if "word/styles.xml" not in container:
        return {}
    own, based = {}, {}
    for style in container.tree("word/styles.xml").iter(f"{W}style"):
        name = style.get(f"{W}styleId")
        based[name] = _value(style, "basedOn")
        number = style.find(f"{W}pPr/{W}numPr")
        if number is not None and _value(number, "numId"):
            own[name] = _value(number, "numId"), _int(_value(number, "ilvl"))
    return {name: found for name in based if (found := _inherited(name, own, based))}


def _inherited(name, own, based):
    seen = set()
    while name and name not in seen:
        if name in own:
            return own[name]
        seen.add(name)
        name = based.get(name)
    return None


def _value(node, child):
    found = node.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}val")


def _int(text, default=0):
    return int(text) if text and text.isdigit() else default
