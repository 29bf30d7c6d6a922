"""From a frozen snapshot to HTML and PDF; the only file that touches WeasyPrint, lazily.

pdf() lays the paper out in a process of its own (sandbox.py): the fetcher knows the project's
fonts by name and nothing else, dates and identifier come from the snapshot, so the same snapshot
gives the same bytes. Issuing, numbering and storing stand in services.py.
"""

import json
import logging
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from notices import papers, sandbox
from notices.sandbox import Limits, RenderFailed
from notices.typesetting import faces, justification, rare, titles

PRINT_CSS = Path(__file__).parent / "static" / "notices" / "print.css"
HEAD_SIZES = (
    (8, "s40 spaced"),
    (10, "s40"),
    (12, "s34"),
    (15, "s28"),
    (18, "s24"),
    (24, "s18"),
)  # up to so many characters of the red head
__all__ = ["Limits", "RenderFailed", "html", "missing_fonts", "pdf", "substitutions"]


def html(kind: str, context: Mapping[str, Any], *, stylesheet: str | None = None) -> str:
    """Gives the paper as a page of its own, for looking at a draft on the screen."""
    if stylesheet is None:
        from django.templatetags.static import static

        stylesheet = static("notices/print.css")
    return _compose(kind, context, stylesheet)[0]


def pdf(
    kind: str,
    context: Mapping[str, Any],
    *,
    variant: str = "pdf/a-3b",
    attachments: Mapping[str, bytes] | None = None,
    limits: Limits | None = None,
) -> bytes:
    """Lays a paper out as PDF; raises NotAPaper for a bad snapshot, RenderFailed for a bad job."""
    page, _, paper = _compose(kind, context, "")
    job = {
        "html": page,
        "css": [PRINT_CSS.read_text(encoding="utf-8"), _font_faces(page)],
        "fonts": {path.name: str(path) for _, path in _found()},
        "variant": variant,
        "identifier": sha256(kind.encode() + papers.canonical(paper)).hexdigest()[:32],
        "dated": paper.issued_on.isoformat(),
        "attachments": {n: b64encode(data).decode() for n, data in (attachments or {}).items()},
    }
    midnight = datetime.combine(paper.issued_on, datetime.min.time(), tzinfo=UTC)
    limits = limits or Limits().for_rows(paper.rows())
    epoch = max(0, int(midnight.timestamp()))
    return sandbox.run("notices.render", json.dumps(job).encode(), limits, epoch)


def substitutions(kind: str, context: Mapping[str, Any]) -> rare.Substitutions:
    """Reports the characters of a paper that its own faces lack."""
    return _compose(kind, context, "")[1]


def missing_fonts() -> list[str]:
    """Names the Debian packages of faces that were not found; a system check prints them."""
    return faces.missing_fonts(_folder())


def _compose(
    kind: str, context: Mapping[str, Any], stylesheet: str
) -> tuple[str, rare.Substitutions, papers.Paper]:
    from django.template.loader import render_to_string
    from django.utils import timezone, translation

    paper = papers.restore(kind, dict(context))
    words = _words(kind, paper) | {"stylesheet": stylesheet}
    with translation.override("zh-hans"), timezone.override(timezone.get_default_timezone()):
        page = render_to_string(f"notices/{paper.template}.html", words)
    own = faces.coverage(path for face, path in _found() if face in faces.BODY_FACES)
    others = _covered_elsewhere()
    if not (own or others):
        raise RenderFailed(_no_fonts())
    return *rare.set_rare(page, own or others, others), paper


def _words(kind: str, paper: papers.Paper) -> dict[str, Any]:
    head = paper.head or paper.organ
    return {
        "kind": kind,
        "paper": paper,
        "title_lines": titles.break_title(paper.title),
        "plain_title": "".join(paper.title.splitlines()),
        "head_text": head,
        "head_size": next((name for most, name in HEAD_SIZES if len(head) <= most), "s12"),
        "qr": _qr(paper.page_url),
    }


def _qr(url: str) -> str:
    if not url:
        return ""
    import segno
    from django.utils.safestring import mark_safe

    drawn = segno.make(url[:900], error="m", micro=False)
    return mark_safe(drawn.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None))


def _folder() -> Path:
    from django.conf import settings

    return Path(settings.FONTS_ROOT)


def _found() -> list[tuple[faces.Face, Path]]:
    every = (*faces.BODY_FACES, *faces.RARE_FACES)
    return [(face, path) for face in every if (path := faces.find(face, _folder()))]


def _no_fonts() -> str:
    from django.utils.translation import gettext as _

    return _("No Chinese font is installed. Debian packages: %(packages)s") % {
        "packages": " ".join(missing_fonts())
    }


def _covered_elsewhere() -> frozenset[int]:
    files = [path for face, path in _found() if face in faces.RARE_FACES]
    sets = [faces.coverage([path]) for path in (faces.stand_in(), *files) if path]
    return frozenset().union(*sets)


def _font_faces(page: str) -> str:
    """Writes the @font-face rules; the big rare faces only where a character asks for them."""
    asked = '<span class="r">' in page
    return "".join(
        f'@font-face{{font-family:"{face.family}";src:url("font:{path.name}")}}'
        for face, path in _found()
        if asked or face not in faces.RARE_FACES
    )


def _closed_fetcher(fonts: Mapping[str, str]) -> Any:
    from urllib.parse import unquote

    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Closed(URLFetcher):
        """Hands out the project's own fonts by name; anything else stops the paper."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            scheme, _, name = url.partition(":")
            if scheme != "font" or unquote(name) not in fonts:
                raise FatalURLFetchingError(f"{url[:200]}")
            return URLFetcherResponse(url, Path(fonts[unquote(name)]).read_bytes())

    return Closed(allowed_protocols=("font",))


class GlyphMissing(Exception):
    """A character would be printed as an empty box."""


class _NoBoxes(logging.Handler):
    """Stops the paper when a character has no glyph, instead of printing a box."""

    def emit(self, record: logging.LogRecord) -> None:
        if ".notdef" in record.getMessage():
            raise GlyphMissing(record.getMessage())


def _press(job: Mapping[str, Any]) -> bytes:
    """Lays one job out; runs in the bound process only."""
    import weasyprint
    from weasyprint.css.counters import CounterStyle
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline
    from weasyprint.text import line_break
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("weasyprint").addHandler(_NoBoxes(logging.WARNING))
    justification.install(inline, line_break, boxes)
    fetcher = _closed_fetcher(job["fonts"])
    shared = {"font_config": FontConfiguration(), "counter_style": CounterStyle()}
    sheets = [weasyprint.CSS(string=css, url_fetcher=fetcher, **shared) for css in job["css"]]
    dated = datetime.combine(date.fromisoformat(job["dated"]), datetime.min.time())
    document = weasyprint.HTML(string=job["html"], url_fetcher=fetcher)
    return document.write_pdf(
        stylesheets=sheets,
        **shared,
        pdf_variant=job["variant"],
        pdf_tags=True,
        pdf_identifier=job["identifier"].encode(),
        attachments=[
            weasyprint.Attachment(
                string=b64decode(data), name=name, created=dated, modified=dated,
                relationship="Data", url_fetcher=fetcher,
            )
            for name, data in job["attachments"].items()
        ],
    )  # fmt: skip


def _main(seconds: str, megabytes: str) -> int:
    sandbox.bind(Limits(int(seconds), int(megabytes)))
    try:
        sys.stdout.buffer.write(_press(json.load(sys.stdin.buffer)))
    except MemoryError:
        return sandbox.OUT_OF_MEMORY
    except Exception as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}\n".replace("\n", " ").strip())
        forbidden = type(fault).__name__ == "FatalURLFetchingError"
        return sandbox.FORBIDDEN if forbidden else sandbox.FAULT
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
