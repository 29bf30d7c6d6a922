"""Numbers in Chinese numerals, read and written.

Called by the date reader, the draft reader (第十二条) and clause references in sheets.
"""

import unicodedata

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
    "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
NUMERAL = f"[0-9０-９{''.join(DIGITS)}{''.join(UNITS)}]+"


def parse_number(numeral: str) -> int | None:
    """Read 12, １２, 十二, 一百零三 or 二〇; None when it is no number."""
    text = unicodedata.normalize("NFKC", numeral)
    if text.isascii():
        return int(text) if text.isdigit() and len(text) < 10 else None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text)) if len(text) < 10 else None
    return _with_units(text)


def _with_units(text):
    total = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in "廿卅":
            total += UNITS[character]
        elif character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            return None
    return total + digit


def to_chinese(number: int) -> str:
    """Write a number up to 9,999 in Chinese numerals: 12 is 十二, 103 is 一百零三."""
    written, digits = "", "零一二三四五六七八九"
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            written += digits[digit] + unit
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零") or "零"
    return written[1:] if written.startswith("一十") else written
