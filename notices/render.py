"""From a frozen snapshot to HTML and PDF.

pdf() writes the job that press.py lays out in a process of its own (sandbox.py): page, styles,
fonts by name; dates and identifier come from the snapshot, so the same snapshot gives the same
bytes. Issuing, numbering and storing stand in services.py.
"""

import json
import logging
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from notices import archive_pdf, carried, chaptered, composition, papers, sandbox
from notices.chaptered import written
from notices.composition import compose, found, missing_fonts
from notices.sandbox import Limits, RenderFailed
from notices.typesetting import faces, rare

logger = logging.getLogger(__name__)
Watch = Callable[[int, int], None]
RARE = '<span class="r">'
PRESS = "notices.press"
PRINT_CSS = Path(__file__).parent / "static" / "notices" / "print.css"
__all__ = [
    "Limits",
    "RenderFailed",
    "html",
    "missing_fonts",
    "pages",
    "pdf",
    "substitutions",
    "why",
]


def why(fault: Exception, of: str) -> str:
    """What the screen says of a paper that was not made; the log is told a fault of ours whole."""
    known = isinstance(fault, RenderFailed | papers.NotAPaper)
    logger.warning("%s could not be rendered", of, exc_info=not known)
    return (str(fault) if known else _("A fault of the system; the log says more."))[:2000]


def pages(data: bytes) -> int:
    """Counts the pages of a finished PDF."""
    with pikepdf.open(BytesIO(data)) as document:
        return len(document.pages)


def html(kind: str, context: Mapping[str, Any], *, stylesheet: str | None = None) -> str:
    """Gives the paper as a page of its own, for looking at a draft on the screen."""
    if stylesheet is None:
        from django.templatetags.static import static

        stylesheet = static("notices/print.css")
    return compose(kind, context, stylesheet)[0]


def substitutions(kind: str, context: Mapping[str, Any]) -> rare.Substitutions:
    """Reports the characters of a paper that its own faces lack."""
    return compose(kind, context, "")[1]


def pdf(
    kind: str,
    context: Mapping[str, Any],
    *,
    variant: str = archive_pdf.VARIANT,
    attachments: Mapping[str, bytes] | None = None,
    limits: Limits | None = None,
    watch: Watch | None = None,
) -> bytes:
    """Lays a paper out as PDF; raises NotAPaper for a bad snapshot, RenderFailed for a bad job.

    ``watch`` is told how many chapters of how many are laid out; what it raises stops the job.
    """
    inside = attachments or {}
    paper = papers.restore(kind, dict(context))
    if paper.chapter_template and paper.rows() > chaptered.FROM:
        return _in_chapters(kind, paper, context, variant, inside, limits or Limits(), watch)
    page = compose(kind, context, "")[0]
    job = _job(kind, paper, page, variant, RARE in page) | _told(inside)
    job["attachments"] = {name: b64encode(data).decode() for name, data in inside.items()}
    limits = limits or Limits().for_rows(paper.rows())
    return sandbox.run(PRESS, json.dumps(job).encode(), limits, job["epoch"])


def _in_chapters(
    kind: str,
    paper: papers.Paper,
    context: Mapping[str, Any],
    variant: str,
    attachments: Mapping[str, bytes],
    each: Limits,
    watch: Watch | None,
) -> bytes:
    with TemporaryDirectory(prefix="paper-") as name:
        folder = Path(name)

        def job() -> bytes:
            made = _prepared(kind, paper, context, variant, folder) | _told(attachments)
            made |= {"each": [each.seconds, each.megabytes], "attached": list(attachments)}
            for place, data in enumerate(attachments.values()):
                (folder / f"attached{place}").write_bytes(data)
            return json.dumps(made).encode()

        whole = Limits(each.seconds + paper.rows() // 20, each.megabytes)
        looking = chaptered.looking(folder, watch) if watch else None
        sandbox.run(PRESS, job, whole, _epoch(paper), looking)
        return (folder / chaptered.BOUND).read_bytes()


def _prepared(
    kind: str, paper: papers.Paper, context: Mapping[str, Any], variant: str, folder: Path
) -> dict[str, Any]:
    """The job of a long paper, its chapters lying in the folder."""
    words = composition.said(kind, paper, context)
    page = composition.set_page(paper.template, words | {"stylesheet": "", "chaptered": True})
    chapters = list(written.chapters(kind, paper, words, folder))
    asked = RARE in page or any(one["rare"] for one in chapters)
    more = {"heading": paper.annex_heading, "chapters": chapters}
    return _job(kind, paper, page, variant, asked) | more | {"folder": str(folder)}


def _job(
    kind: str, paper: papers.Paper, page: str, variant: str, rare_faces: bool
) -> dict[str, Any]:
    return {
        "html": page,
        "css": [PRINT_CSS.read_text(encoding="utf-8"), _font_faces(rare_faces)],
        "fonts": {path.name: str(path) for _, path in found()},
        "variant": variant,
        "identifier": sha256(kind.encode() + papers.canonical(paper)).hexdigest()[:32],
        "dated": paper.issued_on.isoformat(),
        "epoch": _epoch(paper),
        "sample": paper.sample,
    }


def _told(attachments: Mapping[str, bytes]) -> dict[str, Any]:
    return {"relations": {name: carried.relation(name) for name in attachments}}


def _epoch(paper: papers.Paper) -> int:
    midnight = datetime.combine(paper.issued_on, datetime.min.time(), tzinfo=UTC)
    return max(0, int(midnight.timestamp()))


def _font_faces(asked: bool) -> str:
    """Writes the @font-face rules; the big rare faces only where a character asks for them."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";src:url("font:{path.name}")}}'
        for face, path in found()
        if asked or face not in faces.RARE_FACES
    )
