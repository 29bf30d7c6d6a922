"""The press: the process, bound by sandbox.py, in which one paper is laid out as PDF.

The only file that touches WeasyPrint. The fetcher knows the project's fonts by name and nothing
else; what the job holds is written by render.py, what makes the pages PDF/UA stands in
archive_pdf.py. A paper with chapters is handed on to chaptered/press.py.
"""

import json
import logging
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from notices import archive_pdf, sandbox
from notices.sandbox import Limits
from notices.typesetting import justification, once, paragraphs, turned


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


def run(job: Mapping[str, Any]) -> bytes:
    """Lays one job out; a paper in chapters is left in the job's folder."""
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
    options = _options(job)

    def lay_out(page: str) -> Any:
        html = weasyprint.HTML(string=page, url_fetcher=fetcher)
        return html.render(stylesheets=sheets, **shared, **options)

    if "chapters" in job:
        from weasyprint import draw, layout
        from weasyprint.draw import text
        from weasyprint.pdf.stream import Stream

        from notices.chaptered.press import Press

        def attached() -> list[Any]:
            return _attached(job, fetcher)

        paragraphs.install(layout, draw, text, line_break)
        once.install(layout)
        folder, each = Path(job["folder"]), Limits(*job["each"])
        Press(lay_out, options, attached, Stream, folder, each).run(job)
        return b""
    document, inside = lay_out(job["html"]), _attached(job, fetcher)

    def finish(laid_out: Any, pdf: Any) -> None:
        archive_pdf.finish(laid_out, pdf, sample=job["sample"])
        turned.turn(laid_out, pdf)

    return document.write_pdf(finisher=finish, **options, attachments=inside)


def _options(job: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "pdf_variant": job["variant"],
        "pdf_tags": True,
        "pdf_identifier": job["identifier"].encode(),
    }


def _attached(job: Mapping[str, Any], fetcher: Any) -> list[Any]:
    """The files the paper carries; those of a long one lie in its folder."""
    import weasyprint

    dated = datetime.combine(date.fromisoformat(job["dated"]), datetime.min.time())
    return [
        weasyprint.Attachment(
            string=data, name=name, created=dated, modified=dated,
            relationship=job["relations"][name], url_fetcher=fetcher,
        )
        for name, data in _carried(job)
    ]  # fmt: skip


def _carried(job: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    for name, data in job.get("attachments", {}).items():
        yield name, b64decode(data)
    for place, name in enumerate(job.get("attached", ())):
        yield name, Path(job["folder"], f"attached{place}").read_bytes()


def _main(seconds: str, megabytes: str) -> int:
    sandbox.bind(Limits(int(seconds), int(megabytes)))
    try:
        import_module("weasyprint")  # while the job is still being written
        sys.stdout.buffer.write(run(json.load(sys.stdin.buffer)))
    except MemoryError:
        return sandbox.OUT_OF_MEMORY
    except Exception as fault:
        if code := getattr(fault, "code", 0):  # of one chapter
            sys.stderr.write(str(fault))
            return int(code)
        sys.stderr.write(f"{type(fault).__name__}: {fault}\n".replace("\n", " ").strip())
        forbidden = type(fault).__name__ == "FatalURLFetchingError"
        return sandbox.FORBIDDEN if forbidden else sandbox.FAULT
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
