"""Every paper is PDF/A-3a and PDF/UA-1 in one file, by the checks of a validator (standards.py)."""

import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest

from notices import papers, render
from notices.samples import EVERY
from notices.samples import sheets as samples
from tests.notices import measure, standards

pytestmark = pytest.mark.one_engine

# Names with signs that offices have to write and old fonts lack: one each, 200 in all.
RARE_GIVEN = (
    "㐂㐖㐬㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝"
    "䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮堃垚喆玥玎珺珝珣琤琭瑀瑄璟璠璨瓛甡畑"
    "砼硚祎祘祾禤秾竑竤筜筼箬篪綦縯羑翀翃翙翚翛翯聿胠臜舾芃芈芘苡茚茝荙荛菉菡菪萩葰葳蒍蓂蓍蓥蔃蔻蕻薢"
    "薳蘘虓虬虺蚄蛸蜎螈蠡衎衎裼褆觅訚諴謇谞谫豸豳贇赑赟趵跹踽軏輶轵轺辂邕邗邛邰邴邽郃郇郓郕郗郚郜郢"
    "𠮷𡈽𪚥𡚴𥔎𦍌𠀋𠮟𣘺𡌅𨱏𨱑𨭎𬭊𬬻𫟹𫠊𬎆𬍛𬒗"
)
NAMES = list(dict.fromkeys(RARE_GIVEN))[:180] + list(dict.fromkeys(RARE_GIVEN))[-20:]


@pytest.fixture(scope="module")
def withdrawal() -> bytes:
    """A paper with data inside, as it is issued."""
    context = papers.snapshot(samples.withdrawal_notice())
    inside = {"snapshot.json": papers.canonical(context), "annex.csv": b"a,b\r\n"}
    return render.pdf("withdrawal_notice", context, attachments=inside)


STAMPS = "page_stamps"  # numbers laid over pages of other papers: never a file of its own


@pytest.mark.parametrize("kind", [kind for kind in papers.PAPERS if kind != STAMPS])
def test_every_paper_is_archival_and_accessible(kind: str, printed: Callable[[str], bytes]) -> None:
    data = printed(kind)
    assert list(standards.archival(data)) == []
    assert list(standards.accessible(data)) == []
    assert not re.search(r"[\ufffd\ufffe]", measure.text(data))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.open_metadata()["dc:title"] == EVERY[kind]().title.replace("\n", "")
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == ["organ_seal"]


def test_two_independent_readers_open_it(withdrawal: bytes) -> None:
    with pikepdf.open(io.BytesIO(withdrawal)) as pdf:  # qpdf
        assert pdf.check_pdf_syntax() == []
        pages = len(pdf.pages)
    document = pypdfium2.PdfDocument(withdrawal)
    assert len(document) == pages
    assert document.count_attachments() == 2
    assert document.get_attachment(0).get_name() in ("annex.csv", "snapshot.json")


def test_each_file_inside_says_what_it_is_to_the_paper(withdrawal: bytes) -> None:
    with pikepdf.open(io.BytesIO(withdrawal)) as pdf:
        told = {str(one.UF): str(one.AFRelationship) for one in pdf.Root.AF}
        kinds = {str(one.UF): str(one.EF.F.Subtype) for one in pdf.Root.AF}
    assert told == {"snapshot.json": "/Source", "annex.csv": "/Data"}
    assert kinds == {"snapshot.json": "/application/json", "annex.csv": "/text/csv"}


def spoilt(data: bytes) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What a validator must notice, and how to bring it about."""

    def elements(pdf: Any, kind: str) -> list[Any]:
        below = standards._below(pdf.Root.StructTreeRoot)
        return [one for one in below if kind == one.S]

    def unmarked(pdf: Any) -> None:
        stream = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents.write(stream + b"\n0 0 m 9 9 l S\n")

    def renamed(pdf: Any) -> None:
        elements(pdf, "/H2")[0].S = pikepdf.Name("/H4")

    yield "7.2 no language", lambda pdf: pdf.Root.__delitem__("/Lang")
    yield "7.1 page", unmarked
    yield "7.4.2", renamed
    yield "7.18.1", lambda pdf: pdf.Root.AcroForm.Fields[0].__delitem__("/TU")
    yield "7.18.4", lambda pdf: pdf.Root.AcroForm.Fields[0].__delitem__("/StructParent")
    yield "6.2.3", lambda pdf: pdf.Root.__delitem__("/OutputIntents")
    yield "6.8", lambda pdf: pdf.Root.AF.append(pdf.Root.AF[0])
    yield "6.3.2", lambda pdf: pdf.Root.AcroForm.Fields[0].__setitem__("/F", 2)
    yield "6.4", lambda pdf: pdf.Root.AcroForm.__setitem__("/NeedAppearances", True)
    yield (
        "6.6.4",
        lambda pdf: pdf.Root.Metadata.write(
            pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")
        ),
    )


def test_the_checks_notice_what_a_validator_would(withdrawal: bytes) -> None:
    for word, spoil in spoilt(withdrawal):
        with pikepdf.open(io.BytesIO(withdrawal)) as pdf:
            spoil(pdf)
            written = io.BytesIO()
            pdf.save(written, fix_metadata_version=False)
        found = [*standards.archival(written.getvalue()), *standards.accessible(written.getvalue())]
        assert any(said.startswith(word) for said in found), (word, found)


def test_headers_say_what_they_head_and_pictures_say_what_they_show(
    printed: Callable[[str], bytes],
) -> None:
    with pikepdf.open(io.BytesIO(printed("adoption_notice"))) as pdf:
        elements = list(standards._below(pdf.Root.StructTreeRoot))
        heads = [one for one in elements if one.S == "/TH"]
        assert {str(one.A.Scope) for one in heads} <= {"/Column", "/Row"}
        assert heads
        named = pdf.Root.StructTreeRoot.IDTree.Names
        keys = [bytes(named[i]) for i in range(0, len(named), 2)]
        assert keys == sorted(keys)
    with pikepdf.open(io.BytesIO(printed("consultation_notice"))) as pdf:
        figures = [o for o in standards._below(pdf.Root.StructTreeRoot) if o.S == "/Figure"]
        assert [str(one.Alt).split("，")[0] for one in figures] == [
            "二维码：扫码查看本文全文",
            "二维码：扫码核验本文",
        ]
        for one in figures:
            left, bottom, right, top = (float(side) for side in one.A.BBox)
            assert 55 < right - left < 75  # 20 or 24 mm
            assert 0 < bottom < top < 842


def test_a_paper_can_be_laid_out_again_to_the_same_bytes(withdrawal: bytes) -> None:
    context = json.loads(json.dumps(papers.snapshot(samples.withdrawal_notice())))
    inside = {"annex.csv": b"a,b\r\n", "snapshot.json": papers.canonical(context)}
    again = render.pdf(
        "withdrawal_notice", context, attachments=dict(reversed(list(inside.items())))
    )
    assert again == withdrawal


def test_two_hundred_rare_names_show_no_box_and_stay_archival() -> None:
    assert len(NAMES) == 200
    people = tuple(f"赵{sign}" for sign in NAMES)
    paper = dataclasses.replace(samples.meeting_minutes(), attended=people)
    data = render.pdf("meeting_minutes", papers.snapshot(paper))  # a box stops the paper
    assert list(standards.archival(data)) == []
    read = "".join(measure.text(data).split())
    assert [name for name in people if name not in read] == []
    assert measure.boxes(data) == 0
