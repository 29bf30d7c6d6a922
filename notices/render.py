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
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from notices import archive_pdf, carried, papers, sandbox
from notices.composition import compose, found, missing_fonts
from notices.sandbox import Limits, RenderFailed
from notices.typesetting import faces, justification, rare

PRINT_CSS = Path(__file__).parent / "static" / "notices" / "print.css"
__all__ = ["Limits", "RenderFailed", "html", "missing_fonts", "pdf", "substitutions"]


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
) -> bytes:
    """Lays a paper out as PDF; raises NotAPaper for a bad snapshot, RenderFailed for a bad job."""
    page, _, paper = compose(kind, context, "")
    job = {
        "html": page,
        "css": [PRINT_CSS.read_text(encoding="utf-8"), _font_faces(page)],
        "fonts": {path.name: str(path) for _, path in found()},
        "variant": variant,
        "identifier": sha256(kind.encode() + papers.canonical(paper)).hexdigest()[:32],
        "dated": paper.issued_on.isoformat(),
        "sample": paper.sample,
        "attachments": {
            n: b64encode(data).decode() for n, data in sorted((attachments or {}).items())
        },
    }
    midnight = datetime.combine(paper.issued_on, datetime.min.time(), tzinfo=UTC)
    limits = limits or Limits().for_rows(paper.rows())
    epoch = max(0, int(midnight.timestamp()))
    return sandbox.run("notices.render", json.dumps(job).encode(), limits, epoch)


def _font_faces(page: str) -> str:
    """Writes the @font-face rules; the big rare faces only where a character asks for them."""
    asked = '<span class="r">' in page
    return "".join(
        f'@font-face{{font-family:"{face.family}";src:url("font:{path.name}")}}'
        for face, path in found()
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
        finisher=partial(archive_pdf.finish, sample=job["sample"]),
        attachments=[
            weasyprint.Attachment(
                string=b64decode(data), name=name, created=dated, modified=dated,
                relationship=carried.relation(name), url_fetcher=fetcher,
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
