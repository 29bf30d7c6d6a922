"""A signed paper in the volume of its file: its pages and seal are shown, its signature is not."""

import io

import pikepdf
import pypdfium2
import pytest

from decisions import papers as store
from notices.models import Notice
from tests.notices import standards
from workflows.dossier_package import binding

pytestmark = pytest.mark.django_db


def test_the_volume_binds_the_signed_file_and_shows_its_seal(notice: Notice, file: bytes) -> None:
    out = io.BytesIO()
    front = binding.write(notice.decision_id, out).front
    listed = {one.digest: one.signed for one in front.entries}
    assert listed[notice.signed.sha256] is True
    assert notice.sha256 not in listed
    data = out.getvalue()
    assert list(standards.accessible(data)) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not [page for page in pdf.pages if "/Annots" in page.obj]
        assert not [one for one in pdf.objects if _is_signature(one)]
    cover = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "签名的效力在单件公文之中" in cover.replace("\r\n", "")


def test_the_seal_is_seen_on_its_page(notice: Notice, file: bytes) -> None:
    out = io.BytesIO()
    binding.write(notice.decision_id, out)
    assert _red(out.getvalue()) > 1000 > _red(store.read(notice.sha256))


def _is_signature(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Sig"


def _red(data: bytes) -> int:
    """Dots of the seal's colour on the page that bears the most of them, below the red head."""
    most = 0
    for page in pypdfium2.PdfDocument(data):
        picture = page.render(scale=1).to_pil().convert("RGB")
        lower = picture.crop((0, picture.height // 2, picture.width, picture.height))
        red = sum(r > 180 and g < 120 and b < 120 for r, g, b in lower.get_flattened_data())
        most = max(most, red)
    return most
