"""Names and numbers covered before publication (trust §5 row 16)."""

import random

import pytest

from decisions.intake.masking import (
    check_digit,
    find_personal,
    mask_name,
    mask_phone,
    redact,
)


@pytest.mark.parametrize(
    ("name", "kind", "masked"),
    [("张三", "citizen", "张*"), ("张小明", "citizen", "张**"), ("欧阳修", "citizen", "欧阳*"),
     ("欧阳小明", "expert", "欧阳**"), ("欧阳", "citizen", "欧*"), ("买买提·吐尔逊", "citizen", "买**"),
     ("John Smith", "citizen", "J**"), ("𠮷田", "citizen", "𠮷*"), ("王", "citizen", "*"), ("", "citizen", ""),
     ("云岭镇村委会", "village_committee", "云岭镇村委会"), ("样例县某公司", "other", "样例县某公司"),
     ("李四", "other", "李*"), ("李四", "interested_party", "李*"), ("某公司", "citizen", "某**")],
)  # fmt: skip
def test_names_keep_the_surname_and_organisations_stay_named(name, kind, masked):
    assert mask_name(name, kind) == masked


def test_an_organisation_is_covered_when_asked():
    assert mask_name("样例公司", "enterprise", always=True) == "样***"


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13812345678", "138****5678"), ("138 1234 5678", "138****5678"), ("+86-13812345678", "138****5678"),
     ("１３８１２３４５６７８", "138****5678"), ("0871-65123456", "0871-****3456"), ("010-65123456", "010-****3456"),
     ("12345", "*****"), ("", ""), ("8765432", "*****32")],
)  # fmt: skip
def test_phones_are_covered(phone, masked):
    assert mask_phone(phone) == masked


def identity(rng):
    body = f"{rng.choice(['110101', '530111', '440305'])}{rng.randint(1950, 2010)}{rng.randint(1, 12):02}"
    body += f"{rng.randint(1, 28):02}{rng.randint(0, 999):03}"
    return body + check_digit(body)


def bank_card(rng):
    body = "62" + "".join(str(rng.randint(0, 9)) for _ in range(rng.choice([13, 14, 16])))
    for last in "0123456789":
        total = sum(int(d) for d in (body + last)[::-1][::2])
        total += sum(sum(divmod(2 * int(d), 10)) for d in (body + last)[::-1][1::2])
        if total % 10 == 0:
            return body + last
    raise AssertionError


MAKERS = {
    "phone": lambda rng: f"1{rng.choice('3456789')}{rng.randint(0, 10**9 - 1):09}",
    "id_number": identity,
    "bank_card": bank_card,
    "email": lambda rng: f"user{rng.randint(1, 999)}@{rng.choice(['qq.com', 'mail.example.cn'])}",
}
FULL = str.maketrans("0123456789X@.", "０１２３４５６７８９Ｘ＠．")
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
FORMS = {
    "plain": lambda text, kind: text,
    "full width": lambda text, kind: text.translate(FULL),
    "spaced": lambda text, kind: text if kind == "email" else " ".join(
        text[i : i + 4] for i in range(0, len(text), 4)
    ),
    "hyphens": lambda text, kind: text if kind == "email" else f"{text[:3]}-{text[3:7]}-{text[7:]}",
    "zero width": lambda text, kind: text if kind == "email" else "\u200b".join(text),
    "lower x": lambda text, kind: text.lower(),
    "spoken": lambda text, kind: text.translate(SPOKEN) if kind == "phone" else text,
}  # fmt: skip
AROUND = [
    "{}",
    "我的联系方式是{}，请回复。",
    "电话：{}",
    "2026年5月1日{}。",
    "联系人之一{}谢谢",
    "a{}。",
    "（{}）",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", MAKERS)
def test_personal_data_is_found_in_every_form(kind, form):
    rng = random.Random(713)
    for _ in range(60):
        for around in AROUND:
            if form == "spoken" and "之一" in around:
                continue
            typed = FORMS[form](MAKERS[kind](rng), kind)
            if kind == "email" and around.startswith("a"):
                continue
            text = around.format(typed)
            found = [text[s.start : s.end] for s in find_personal(text) if s.kind == kind]
            assert found == [typed], text


@pytest.mark.parametrize(
    "text",
    ["2026年5月1日至2026年6月1日", "国办发〔2024〕2号", "共计 1234567 元", "第十一条第一款第一项",
     "3.14159265358979", "1、2、3、4、5、6、7、8、9、10、11", "订单号20260501123456789012345", "A4纸"],
)  # fmt: skip
def test_ordinary_figures_are_left_alone(text):
    assert find_personal(text) == []


def test_a_mistyped_identity_number_is_flagged_as_uncertain():
    number = "110101199003078515"
    (good,) = find_personal(number)
    (bad,) = find_personal(number[:-1] + "6")
    assert (good.kind, good.certain) == ("id_number", True)
    assert (bad.kind, bad.certain) == ("id_number", False)


def test_redaction_leaves_nothing_of_the_number():
    text = "我叫李四，电话138-1234-5678，邮箱a@b.cn，同意。"
    clean = redact(text, find_personal(text))
    assert not any(piece in clean for piece in ("138", "5678", "a@b"))
    assert clean.startswith("我叫【姓名已隐去】，电话")
    assert clean.endswith("，同意。")
