"""Opinion sheets: headers known by name, every row accounted for, nothing cut."""

import io
import time
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.intake.columns import (
    _CHANNELS,
    _SENDER_KINDS,
    channel_of,
    guess_mapping,
    sender_kind_of,
)
from decisions.intake.exports import (
    export_safe,
    refused_rows_file,
    restore,
    write_csv,
    write_xlsx,
)
from decisions.intake.files import accept
from decisions.intake.refused import Refused
from decisions.intake.sheets import RefusedRow, Row, read_head, read_rows
from decisions.law.terms import Channel, SubmitterKind
from tests.intake import makers

HEADERS = [
    "序号",
    "征集渠道",
    "姓名或单位",
    "意见来源",
    "联系电话",
    "意见内容",
    "对应条款",
    "收到日期",
]
ROW = [
    "1",
    "12345热线",
    "张三",
    "村民",
    13812345678,
    "建议增加停车位。",
    "第三条第二款",
    date(2026, 5, 1),
]

MIDNIGHT = datetime.fromisoformat("2026-05-01")  # spreadsheets know no zones
MORNING = datetime.fromisoformat("2026-05-01 08:00")


def csv(*rows, encoding="utf-8", sign=","):
    return "\r\n".join(sign.join(map(str, row)) for row in rows).encode(encoding)


def check_row(row):
    assert isinstance(row, Row)
    assert row.number == 2
    assert (row.serial, row.channel, row.sender_name, row.sender_kind) == (
        "1",
        "hotline",
        "张三",
        "citizen",
    )
    assert (row.phone, row.text, row.clause) == ("13812345678", "建议增加停车位。", "3.2")
    assert (row.clause_as_written, row.received_on) == ("第三条第二款", date(2026, 5, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_csv_row_is_read_in_every_encoding(encoding, sign):
    data = csv(HEADERS, ROW, encoding=encoding, sign=sign)
    (row,) = read_rows(accept("a.csv", data).data)
    check_row(row)


@pytest.mark.parametrize(
    "day", [date(2026, 5, 1), MIDNIGHT, "2026年5月1日", 46143, "2026-05-01 09:30:00"]
)
def test_an_xlsx_row_is_read_with_its_number_cells(day):
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (HEADERS, [*ROW[:-1], day]):
        book.active.append(row)
    book.save(out)
    (row,) = read_rows(accept("a.xlsx", out.getvalue()).data)
    check_row(row)


def test_titles_above_the_headers_and_empty_rows_are_passed_over():
    data = makers.sheet(["意见汇总表"], [], HEADERS, [], ["7", "信函", "", "", "", "好", "", ""])
    assert read_head(data, 0)[0] == tuple(HEADERS)
    (row,) = read_rows(data)
    assert (row.number, row.serial, row.sender_kind) == (5, "7", "other")


def test_unknown_columns_are_listed_and_missing_ones_named():
    mapping = guess_mapping(["编号", "备注", "意见建议（必填）", "", "Channel"])
    assert mapping.columns == {"serial": 0, "text": 2, "channel": 4}
    assert mapping.unknown == ((1, "备注"),)
    assert "phone" in mapping.missing


@pytest.mark.parametrize(
    ("word", "code"),
    [("信函", "letter"), ("电话", "phone"), ("邮件", "email"), ("座谈会", "seminar"), ("12345热线", "hotline"),
     ("公示栏", "notice_board"), ("走访", "visit"), ("问卷", "questionnaire"), ("听证会", "hearing"), ("传真", "fax"),
     ("网站", "web"), ("LETTER", "letter"), ("１２３４５热线", "hotline"), ("飞鸽", None)],
)  # fmt: skip
def test_channels_are_known_by_the_words_of_offices(word, code):
    assert channel_of(word) == code


def test_every_channel_and_kind_of_the_law_has_words_and_no_other():
    assert set(_CHANNELS) == {one.value for one in Channel}
    assert set(_SENDER_KINDS) == {one.value for one in SubmitterKind}


def test_kinds_of_sender_are_known_by_the_words_of_offices():
    words = [
        "村民",
        "企业",
        "社会组织",
        "人大代表",
        "政协委员",
        "民主党派",
        "专家",
        "法律顾问",
        "村委会",
        "机关",
        "利害关系人",
        "其他",
    ]
    assert [sender_kind_of(word) for word in words] == [
        "citizen", "enterprise", "social_organisation", "npc_deputy", "cppcc_member",
        "democratic_party", "expert", "legal_counsel", "village_committee", "public_body",
        "interested_party", "other",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "cell", "says"),
    [(5, "\u3000\u200b", 1), (5, "坏\ufffe", 1), (5, "长" * 50_001, 1), (1, "飞鸽", 1), (1, "", 1),
     (3, "外星人", 1), (7, "五月", 1), (4, "1.38E+10", 1), (2, "名" * 501, 1)],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_comes_back_with_its_reason_and_cells(place, cell, says):
    bad = [*map(str, ROW)]
    bad[place] = cell
    rows = list(read_rows(csv(HEADERS, bad, ROW)))
    assert isinstance(rows[0], RefusedRow)
    assert len(rows[0].reasons) == says
    assert rows[0].original == tuple(bad)
    assert isinstance(rows[1], Row)


def test_all_reasons_of_a_row_are_given_at_once():
    (row,) = read_rows(csv(HEADERS, ["1", "飞鸽", "", "外星人", "", "", "", "昨天"]))
    assert len(row.reasons) == 4


def test_defaults_fill_what_the_sheet_does_not_say():
    (row,) = read_rows(csv(["序号", "意见"], ["1", "好"]), channel="letter", sender_kind="citizen")
    assert (row.channel, row.sender_kind, row.phone, row.received_on) == (
        "letter",
        "citizen",
        "",
        None,
    )


def test_a_mapping_chosen_by_hand_is_followed():
    data = csv(["甲", "乙"], ["好", "信函"])
    (row,) = read_rows(data, guess_mapping(["意见", "渠道"]))
    assert (row.text, row.channel) == ("好", "letter")


@pytest.mark.parametrize("data", [b"", b"\n\n", makers.sheet(), makers.sheet([""])])
def test_an_empty_sheet_is_refused(data):
    with pytest.raises(Refused):
        list(read_rows(data))


def test_a_sheet_without_opinions_is_refused():
    with pytest.raises(Refused):
        list(read_rows(csv(["序号", "电话"], ["1", "2"])))


def test_five_thousand_rows_are_read_quickly():
    data = makers.sheet(HEADERS, *([str(n), *ROW[1:7], "2026-05-01"] for n in range(5_000)))
    begun = time.process_time()
    assert sum(isinstance(row, Row) for row in read_rows(data)) == 5_000
    assert time.process_time() - begun < 3


def test_a_claimed_dimension_costs_nothing():
    name = "xl/worksheets/sheet1.xml"
    data = makers.repacked(
        makers.sheet(HEADERS, ROW[:-1]),
        edit={name: lambda t: t.replace('ref="A1:H2"', 'ref="A1:XFD1048576"')},
    )
    assert b"XFD" not in data
    assert len(list(read_rows(data))) == 1


@pytest.mark.parametrize("address", ["XFD1048576", "XFD2", "A1048576", "&#65;1", "xfd1048576"])
def test_a_far_cell_is_refused_before_memory_is_taken(address):
    name = "xl/worksheets/sheet1.xml"
    cell = f'<row r="9"><c r="{address}"><v>1</v></c></row></sheetData>'
    data = makers.repacked(
        makers.sheet(HEADERS, ROW[:-1]),
        edit={name: lambda t: t.replace("</sheetData>", cell)},
    )
    with pytest.raises(Refused) as refusal:
        list(read_rows(data))
    assert refusal.value.code in ("sheet_cells", "sheet_rows")


def test_a_shared_string_used_too_often_is_refused():
    data = makers.sheet(HEADERS, *(["1", "长" * 30_000] for _ in range(3_000)))
    assert len(data) < 100_000
    with pytest.raises(Refused) as refusal:
        list(read_rows(data))
    assert refusal.value.code == "sheet_text"


def test_one_long_opinion_among_many_short_ones_is_no_fault():
    data = makers.sheet(
        ["渠道", "意见"], ["信函", "长" * 30_000], *(["信函", "短"] for _ in range(3_000))
    )
    assert len(list(read_rows(data))) == 3_001


# --- going out ----------------------------------------------------------------------------

LEADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", " =1", "'=1", "''=1",
         "\n=1", "=cmd|' /C calc'!A0", "\u3000=1", "\ufeff=1", "﹢1"]  # fmt: skip
PLAIN = ["'", "'甲", "甲=1", "", "1", "https://example.cn", "_x0041_", "a\nb", "𠮷", "{=1}", "  甲"]


@pytest.mark.parametrize("cell", LEADS, ids=ascii)
def test_no_cell_of_a_csv_can_act_as_a_formula(cell):
    assert export_safe(cell).startswith("'")


@pytest.mark.parametrize("cell", LEADS + PLAIN, ids=ascii)
def test_cells_read_back_equal(cell):
    assert restore(export_safe(cell)) == cell
    text = write_csv([["1", cell]], ["序号", "意见"])
    row = list(read_rows(text, guess_mapping(["序号", "意见"]), channel="web"))
    assert row[0].original[1] == cell
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx([["1", cell]], ["序号", "意见"]))).active
    assert page["B2"].data_type != "f"
    if "\r" not in cell and "_x" not in cell:
        assert (page["B2"].value or "") == cell


@given(st.text())
def test_any_text_reads_back_equal(text):
    assert restore(export_safe(text)) == text


def test_numbers_and_dates_stay_numbers_and_dates():
    rows = [[1, -2.5, True, None, date(2026, 5, 1), MORNING]]
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(rows, list("abcdef")))).active
    cells = [cell.value for cell in page[2]]
    assert cells == [1, -2.5, True, None, MIDNIGHT, MORNING]
    assert export_safe(-5) == -5


def test_a_cell_too_long_for_excel_is_refused_not_cut():
    with pytest.raises(Refused):
        write_xlsx([["长" * 40_000]], ["意见"])
    assert len(write_csv([["长" * 40_000]], ["意见"])) > 40_000


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_refused_rows_go_back_as_a_file_that_can_be_mended_and_sent_again(kind):
    bad = ["1", "飞鸽", "=张三", "村民", "138", "好\ufffe", "第三条", "2026-05-01"]
    refused = list(read_rows(csv(HEADERS, bad)))
    data = refused_rows_file(refused, HEADERS, kind)
    headers, _first = read_head(data, 0)
    assert headers[2:] == tuple(HEADERS)
    (again,) = read_rows(data)
    assert isinstance(again, RefusedRow)
    assert again.original[0] == "2"
    assert "飞鸽" in again.original[1]
    assert again.original[4] == "=张三"


def test_a_stream_of_rows_is_written_to_a_file():
    out = io.BytesIO()
    assert write_xlsx(([n, "意"] for n in range(3_000)), ["序号", "意见"], out) is None
    assert openpyxl.load_workbook(out, read_only=True).active.max_row == 3_001
