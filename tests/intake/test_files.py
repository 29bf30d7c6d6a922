"""Hostile and honest files at the one door (trust §5 row 13, §6 file corpus)."""

import contextlib
import hashlib
import io
import struct
import time
import zipfile

import pikepdf
import pytest
from django.utils.translation import override
from PIL import Image

from decisions.intake import limits
from decisions.intake.files import accept, extensions
from decisions.intake.refused import Refused
from tests.intake import makers

WORD = makers.word("第一条　甲。")
SHEET = makers.sheet(["序号", "意见"], [1, "好"])
BOMB_XML = '<!DOCTYPE a [<!ENTITY b "x">' + "".join(
    f'<!ENTITY {chr(99 + n)} "{f"&{chr(98 + n)};" * 10}">' for n in range(9)
)
FIELD = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}</w:p>'


def refused(name, data, **options):
    begun = time.monotonic()
    with pytest.raises(Refused) as refusal:
        accept(name, data, **options)
    assert time.monotonic() - begun < 5
    assert str(refusal.value)
    return refusal.value.code


def raw_zip(*entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, content in entries:
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("草案.docx", WORD),
        ("意见.XLSX", SHEET),
        ("意见.csv", "序号,意见\n1,好\n".encode("gb18030")),
        ("扫描.pdf", makers.pdf()),
        ("照片.png", makers.png()),
        ("照片.jpeg", makers.jpeg_with_gps()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_honest_files_are_taken(name, data):
    taken = accept(name, data)
    assert taken.name == name
    assert taken.sha256 == hashlib.sha256(taken.data).hexdigest()
    assert taken.received_sha256 == hashlib.sha256(data).hexdigest()
    if taken.kind not in ("png", "jpg"):
        assert taken.data == data


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "附件1.docx"),
        ("hyperlink", "mailto:a@example.cn"),
        ("attachedTemplate", "Normal.dotm"),
        ("attachedTemplate", "file:///C:\\Users\\a\\公文.dotx"),
    ],
)
def test_what_offices_leave_in_their_files_is_taken(kind, target):
    assert accept("a.docx", makers.related(WORD, kind, target))


def test_a_part_in_utf16_without_entities_is_taken():
    assert accept("a.docx", makers.repacked(WORD, put={"customXml/i.xml": "<a/>".encode("utf-16")}))


@pytest.mark.parametrize("target", ["\\\\evil\\a.dotm", "file://evil/a.dotm", "//evil/a.dotm"])
def test_a_template_from_another_machine_is_refused(target):
    assert refused("a.docx", makers.related(WORD, "attachedTemplate", target)) == "linked"


def test_a_docx_with_a_hyperlink_is_taken():
    assert accept("a.docx", makers.related(WORD, "hyperlink", "https://example.cn/link")).kind


def macro_word():
    types = "[Content_Types].xml"
    return makers.repacked(
        WORD, edit={types: lambda t: t.replace("document.main", "document.macroEnabled.main")}
    )


def symlink():
    out = io.BytesIO(WORD)
    with zipfile.ZipFile(out, "a") as target:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    return out.getvalue()


def lying_size():
    """The central directory claims a small part; the packed stream goes on."""
    data = bytearray(makers.repacked(WORD, put={"word/a.xml": b"<a/>" * 9_000}))
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 4)
    return bytes(data)


def overlapping():
    data = bytearray(makers.repacked(WORD, put={"word/a.xml": b"<a/>"}))
    place = data.rfind(b"PK\x01\x02")
    data[place + 42 : place + 46] = struct.pack("<I", 0)
    return bytes(data)


def encrypted_zip():
    data = bytearray(WORD)
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


OFFICE = {
    "macros_named_docx": (macro_word, "macros"),
    "vba_project": (lambda: makers.repacked(WORD, put={"word/vbaProject.bin": b"x"}), "macros"),
    "flat_bomb": (makers.flat_bomb, "zip"),
    "hundred_thousand_entries": (
        lambda: raw_zip(*((f"word/{n}.xml", b"") for n in range(100_000))),
        "zip",
    ),
    "nested_zip": (lambda: makers.repacked(WORD, put={"word/media/a.png": WORD}), "zip"),
    "embedded_workbook": (
        lambda: makers.repacked(WORD, put={"word/embeddings/a.xlsx": SHEET}),
        "embedded",
    ),
    "ole_package": (
        lambda: makers.repacked(WORD, put={"word/embeddings/oleObject1.bin": b"\xd0\xcf"}),
        "embedded",
    ),
    "path_traversal": (lambda: makers.repacked(WORD, put={"../../etc/cron.xml": b"<a/>"}), "zip"),
    "absolute_path": (lambda: makers.repacked(WORD, put={"/etc/passwd.xml": b"<a/>"}), "zip"),
    "backslash_path": (lambda: makers.repacked(WORD, put={"..\\a.xml": b"<a/>"}), "zip"),
    "symbolic_link": (symlink, "zip"),
    "same_name_twice": (
        lambda: makers.repacked(WORD, put={"word/Document.xml": b"<a/>"}),
        "zip",
    ),
    "billion_laughs": (
        lambda: makers.repacked(
            WORD, edit={"word/document.xml": lambda t: BOMB_XML + "]><a>&k;</a>"}
        ),
        "zip",
    ),
    "quadratic_blow_up": (
        lambda: makers.repacked(
            WORD,
            put={"word/x.xml": f'<!DOCTYPE a [<!ENTITY b "{"x" * 9999}">]><a>{"&b;" * 999}</a>'},
        ),
        "zip",
    ),
    "external_entity": (
        lambda: makers.repacked(
            WORD,
            put={"word/x.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'},
        ),
        "zip",
    ),
    "entity_in_utf16": (
        lambda: makers.repacked(WORD, put={"word/x.xml": (BOMB_XML + "]><a/>").encode("utf-16")}),
        "zip",
    ),
    "entity_in_utf7": (
        lambda: makers.repacked(
            WORD, put={"word/x.xml": b'<?xml version="1.0" encoding="utf-7"?>+ADw-a/>'}
        ),
        "zip",
    ),
    "remote_template": (
        lambda: makers.related(WORD, "attachedTemplate", "http://evil.example/a.dotm"),
        "linked",
    ),
    "remote_picture": (lambda: makers.related(WORD, "image", "http://evil.example/a"), "linked"),
    "file_hyperlink": (lambda: makers.related(WORD, "hyperlink", "file://evil/share"), "linked"),
    "alternative_chunk": (
        lambda: makers.related(WORD, "aFChunk", "a.html", mode="Internal"),
        "linked",
    ),
    "dde_field": (
        lambda: makers.with_body(
            WORD,
            FIELD.format(
                "<w:r><w:instrText> DDEA</w:instrText></w:r>"
                '<w:r><w:instrText>UTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r>'
            ),
        ),
        "linked",
    ),
    "dde_simple_field": (
        lambda: makers.with_body(WORD, '<w:p><w:fldSimple w:instr="DDE excel a"/></w:p>'),
        "linked",
    ),
    "lying_size": (lying_size, "zip"),
    "overlapping_parts": (overlapping, "zip"),
    "encrypted_part": (encrypted_zip, "encrypted"),
    "cut_in_half": (lambda: WORD[: len(WORD) // 2], "zip"),
    "something_before": (lambda: b"PK\x03\x04" + WORD, "zip"),
    "something_behind": (lambda: WORD + b"<?php system($_GET[1]);", "zip"),
}


@pytest.mark.parametrize("case", OFFICE)
def test_hostile_word_file_is_refused(case):
    make, code = OFFICE[case]
    assert refused("草案.docx", make()) == code


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/externalLinks/externalLink1.xml", "linked"),
        ("xl/connections.xml", "linked"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/activeX/activeX1.bin", "macros"),
    ],
)
def test_hostile_sheet_is_refused(part, code):
    assert refused("意见.xlsx", makers.repacked(SHEET, put={part: b"<a/>"})) == code


def test_a_hyperlink_field_that_speaks_of_a_link_is_taken():
    run = '<w:r><w:instrText> HYPERLINK "https://example.cn/LINK" </w:instrText></w:r>'
    assert accept("a.docx", makers.with_body(WORD, FIELD.format(run))).kind == "docx"


def catalogue(**entries):
    return lambda document: document.Root.update(
        {f"/{name}": pikepdf.Object.parse(value) for name, value in entries.items()}
    )


def attach(document):
    document.attachments["a.exe"] = b"MZ"


def deep(document):
    document.Root["/Deep"] = pikepdf.Object.parse(b"[" * 60 + b"]" * 60)


PDFS = {
    "javascript": makers.pdf(catalogue(OpenAction=b"<</S /JavaScript /JS (app.alert(1))>>")),
    "launch": makers.pdf(catalogue(OpenAction=b"<</S /Launch /F (cmd.exe)>>")),
    "submit_form": makers.pdf(catalogue(AA=b"<</WC <</S /SubmitForm /F (http://e)>> >>")),
    "xfa": makers.pdf(catalogue(AcroForm=b"<</XFA (x) /Fields []>>")),
    "embedded_file": makers.pdf(attach),
    "deep_nesting": makers.pdf(deep),
    "hidden_in_object_stream": makers.pdf(
        catalogue(OpenAction=b"<</S /JavaScript /JS (1)>>"),
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    ),
    "name_in_hexadecimal": makers.pdf().replace(
        b"/Type /Catalog", b"/OpenAction <</S /J#61vaScript /J#53 (1)>> /Type /Catalog"
    ),
    "cut_off": makers.pdf()[:200],
    "zip_behind": makers.pdf() + WORD,
    "php_behind": makers.pdf() + b"<?php " + b"x" * 2_000,
    "only_a_header": b"%PDF-1.7\n%%EOF\n",
    "many_objects": b"%PDF-1.7\n" + b"1 0 obj\nnull\nendobj\n" * 300_000 + b"%%EOF",
}


@pytest.mark.parametrize("case", PDFS)
def test_hostile_pdf_is_refused(case):
    assert refused("扫描.pdf", PDFS[case]) == "pdf"


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_is_refused(password):
    locked = makers.pdf(encryption=pikepdf.Encryption(owner="o", user=password))
    assert refused("扫描.pdf", locked) == "encrypted"


def test_a_pdf_stream_bomb_is_refused():
    import zlib

    packed = zlib.compress(b" " * 100_000_000)
    head = b"%%PDF-1.7\n1 0 obj\n<</Type /ObjStm /Filter /FlateDecode /Length %d>>\nstream\n"
    bomb = head % len(packed) + packed + b"\nendstream\nendobj\n%%EOF\n"
    assert refused("扫描.pdf", bomb) == "pdf"


def test_metadata_and_place_are_gone_from_photographs():
    taken = accept("照片.jpg", makers.jpeg_with_gps())
    assert b"SECRET" not in taken.data
    picture = Image.open(io.BytesIO(taken.data))
    assert not picture.getexif()
    assert picture.size == (20, 40)  # turned upright before the camera's note was dropped
    assert taken.notes
    assert taken.sha256 != taken.received_sha256


def test_what_hides_behind_a_picture_is_gone():
    for name, data in (("a.png", makers.png()), ("a.jpg", makers.jpeg_with_gps())):
        taken = accept(name, data + b"<?php SECRET" + WORD)
        assert b"SECRET" not in taken.data
        assert b"PK\x03\x04" not in taken.data


@pytest.mark.parametrize("size", [(30_000, 30_000), (30_000, 1), (8_000, 8_000), (0, 5)])
def test_a_picture_too_large_is_refused_before_it_is_decoded(size):
    assert refused("a.png", makers.png_claiming(*size)) in ("picture_size", "picture")


def test_a_jpeg_that_claims_too_much_is_refused():
    data = makers.jpeg_with_gps()
    place = data.find(b"\xff\xc0")
    claim = data[: place + 5] + struct.pack(">HH", 65_000, 65_000) + data[place + 9 :]
    assert refused("a.jpg", claim) == "picture_size"


def test_a_broken_picture_is_refused():
    assert refused("a.png", makers.png(200, 200)[:120]) == "picture"
    assert refused("a.jpg", b"\xff\xd8\xff") == "picture"


def test_a_bomb_in_a_colour_profile_does_no_harm():
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG", icc_profile=b"\0" * 60_000_000)
    begun = time.monotonic()
    with contextlib.suppress(Refused):
        assert len(accept("a.png", out.getvalue()).data) < 1_000
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_redrawn(mode):
    out = io.BytesIO()
    Image.new(mode, (9, 7)).save(out, "PNG")
    assert Image.open(io.BytesIO(accept("a.png", out.getvalue()).data)).size == (9, 7)


def test_a_picture_for_print_is_redrawn_in_screen_colours():
    out = io.BytesIO()
    Image.new("CMYK", (9, 7)).save(out, "JPEG")
    assert Image.open(io.BytesIO(accept("a.jpg", out.getvalue()).data)).mode == "RGB"


def test_an_animated_png_keeps_one_frame():
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), (n, 0, 0)) for n in range(5)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    taken = accept("a.png", out.getvalue())
    assert getattr(Image.open(io.BytesIO(taken.data)), "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docm", macro_word()),
        ("a.ofd", raw_zip(("OFD.xml", b"<a/>"))),
        ("a.zip", raw_zip(("a.txt", b"a"))),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.svg", b"<svg onload='alert(1)'/>"),
        ("a.jpg", b"\0\0\0\x18ftypheic"),
        ("a.gif", b"GIF89a<?php"),
        ("a.tif", b"II*\0"),
        ("a.html", b"<html>"),
        ("a.exe", b"MZ\x90\0"),
        ("a.docx", b"P"),
        ("a.csv", b"\x00\x01\x02\xff\xfe"),
        ("a.csv", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"),
    ],
)
def test_other_kinds_are_refused_and_the_kinds_taken_are_named(name, data):
    with pytest.raises(Refused) as refusal:
        accept(name, data)
    if refusal.value.code == "file_kind":
        assert all(ending in str(refusal.value) for ending in extensions())


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", WORD), ("a.docx", makers.png()), ("a.xlsx", WORD), ("a", WORD)]
)
def test_a_name_that_says_otherwise_is_refused(name, data):
    assert refused(name, data) == "file_ending"


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../a.png", "a/b.png", "C:\\a.png", "CON", "con.png", "LPT1.png", "a\x00.png",
     "a\u202egnp.exe", "a\ud800.png", "a.png ", "a.png.", " a.png", "\u200b", "a\n.png", 'a".png',
     "汉" * 255 + ".png", "a?.png"],
    ids=ascii,
)  # fmt: skip
def test_a_hostile_name_is_refused(name):
    assert refused(name, makers.png()) == "file_name"


@pytest.mark.parametrize(
    "name", ["𠮷.png", "😀.png", "关于（试行）的通知〔2026〕1号.png", "a.b.png"]
)
def test_an_unusual_name_is_taken(name):
    assert accept(name, makers.png()).name == name


def test_unseen_characters_in_a_name_are_taken_out_and_noted():
    taken = accept("草\u200b案.docx", WORD)
    assert taken.name == "草案.docx"
    assert taken.notes


def test_size_limits_are_exact():
    data = makers.pdf()
    assert accept("a.pdf", data, max_bytes=len(data))
    assert refused("a.pdf", data, max_bytes=len(data) - 1) == "file_size"
    assert limits.FILE_BYTES == 30 * 1024 * 1024


def test_only_the_kinds_asked_for_are_taken():
    assert refused("a.png", makers.png(), kinds=["pdf"]) == "file_kind"


def test_refusals_speak_chinese():
    with override("zh-hans"), pytest.raises(Refused) as refusal:
        accept("a.ofd", b"x" * 20)
    assert str(refusal.value).startswith("暂不接收 OFD 格式的文件。请另存为可以接收的格式：.docx")
