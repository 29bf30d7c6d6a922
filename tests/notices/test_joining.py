"""Finished papers joined into one file: counted, numbered, quiet, and the same bytes each time."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from notices import joining
from notices.sandbox import Limits

pytestmark = pytest.mark.one_engine

PATIENT = Limits(300)


def _sheets(path: Path, number: int) -> None:
    with pikepdf.new() as pdf:
        for _ in range(number):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(path, deterministic_id=True)


def _joined(folder: Path) -> bytes:
    folder.mkdir()
    for name, number in (("front", 1), ("a", 2), ("stamps", 3)):
        _sheets(folder / name, number)
    Image.new("RGB", (900, 600), "green").save(folder / "b", "PNG")
    (folder / "c").write_bytes(b"number,name\n")
    (folder / "d").write_bytes(b"%PDF-1.7 broken")
    assert joining.count(folder, ["a", "b", "c", "d"], set(), PATIENT) == {"a": 2, "b": 1}
    sections = [
        {"title": "甲", "parts": [{"title": "一", "file": "a"}]},
        {"title": "乙", "parts": [{"title": "二", "file": "b"}]},
    ]
    plan = {"title": "案卷", "front": "front", "stamps": "stamps", "sections": sections}
    return joining.join(folder, plan, PATIENT).read_bytes()


@pytest.mark.one_engine
def test_the_same_files_give_the_same_bytes_in_order_and_each_page_its_number(
    tmp_path: Path,
) -> None:
    data = _joined(tmp_path / "once")
    assert _joined(tmp_path / "again") == data
    assert len(pypdfium2.PdfDocument(data)) == 4
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == ["封面和卷内目录", "甲", "乙"]
        leaves = [set(page.obj.Resources.get("/XObject", {})) for page in pdf.pages]
        assert [f"/Leaf{n}" in leaf for n, leaf in enumerate(leaves)] == [False, True, True, True]
