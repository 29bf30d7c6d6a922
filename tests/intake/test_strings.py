"""Every naughty string through every door of this room: refused clearly or kept (trust §6)."""

import pytest
from django.core.exceptions import ValidationError

from decisions.intake.drafts import parse_text
from decisions.intake.exports import write_csv, write_xlsx
from decisions.intake.fields import PlainLineField, PlainTextField
from decisions.intake.masking import find_personal, mask_name, mask_phone, redact
from decisions.intake.references import clause_path
from decisions.intake.refused import Refused
from decisions.intake.sheets import read_rows
from decisions.intake.text import FORBIDDEN, search_key, visible_html

CONTROLS = [chr(n) for n in [*range(32), *range(0x7F, 0xA0)]]
UNSEEN = [chr(n) for n in (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F),
          *range(0x2060, 0x2070), 0x2800, 0x3000, 0x3164, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFC, 0xFFFD)]  # fmt: skip
BROKEN = ["\ud800", "\udfff", "\ud83d", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U0010fffe"]
IDEOGRAPHS = [
    chr(n)
    for first in (0x3400, 0x4E00, 0xF900, 0x20000, 0x2A700, 0x2B740, 0x2B820, 0x2CEB0, 0x2EBF0,
                  0x2F800, 0x30000, 0x31350, 0xE000, 0xF0000)
    for n in range(first, first + 12)
]  # fmt: skip
TAGS = [chr(n) for n in range(0xE0000, 0xE0080, 4)] + [chr(n) for n in range(0xE0100, 0xE0110, 2)]
WRITTEN = [
    "{{ 7*7 }}", "{% load x %}", "${7*7}", "<script>alert(1)</script>", "javascript:alert(1)",
    "' OR 1=1 --", "\x1b[31m红\x1b[0m", "a\r\nSet-Cookie: x", "é" + "\u0301" * 500, "👨‍👩‍👧‍👦",
    "葛\U000e0100", "𠮷≠吉", "〇零○０0", "甲甴曱", "=cmd|'/C calc'!A0", "＝1+1", "../../etc/passwd",
    "%s%n%d", "%(name)s", "{0.__class__}", "\\", "'", '"', "NULL", "None", "undefined", "NaN", "1e999",
    "\u202e意同不", "\u2066\u2067\u2068\u2069", "A\u200bB", "\u0085x", "\u2028x\u2029", "٣٤", "Ⅷ", "㍿", "㈱",
]  # fmt: skip
STRINGS = [*CONTROLS, *UNSEEN, *BROKEN, *IDEOGRAPHS, *TAGS, *WRITTEN]


def test_the_list_is_long_enough():
    assert len(STRINGS) >= 300


@pytest.mark.parametrize("field", [PlainTextField(), PlainLineField()], ids=["text", "line"])
@pytest.mark.parametrize("around", ["{}", "意见{}内容"])
def test_fields_keep_a_string_exactly_or_refuse_it_with_words(field, around):
    for string in STRINGS:
        typed = around.format(string) if "{" in around else string
        try:
            assert field.clean(typed) == typed
            assert not FORBIDDEN.search(typed)
        except ValidationError as refusal:
            messages = refusal.messages
        else:
            messages = ["kept"]
        assert all(message.encode() for message in messages)


def test_everything_else_takes_every_string():
    for string in STRINGS:
        str(visible_html(string)).encode("utf-8", "surrogatepass")
        search_key(string)
        clause_path(string)
        mask_name(string)
        mask_phone(string)
        redact(string, find_personal(string))
        if FORBIDDEN.search(string):
            with pytest.raises(Refused):
                parse_text(f"第一条　{string}")
        else:
            assert parse_text(f"第一条　{string}").clauses


def test_sheets_carry_every_string_out_and_in_again():
    rows = [["信函", f"意{string}见"] for string in STRINGS]
    write_xlsx(rows, ["渠道", "意见"])
    read = list(read_rows(write_csv(rows, ["渠道", "意见"])))
    assert len(read) == len(STRINGS)
    for string, row in zip(STRINGS, read, strict=True):
        if string.isprintable() and not FORBIDDEN.search(string):
            assert row.original[1] == f"意{string}见"
