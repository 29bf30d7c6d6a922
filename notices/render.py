"""From a frozen snapshot to HTML and PDF; the only file that touches WeasyPrint, lazily.

pdf() lays the paper out in a process of its own (sandbox.py): the fetcher knows the project's
fonts by name and nothing else, dates and identifier come from the snapshot, so the same snapshot
gives the same bytes. Issuing, numbering and storing stand in services.py.
"""

import json
import logging
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from notices import archive_pdf, carried, chaptered, composition, papers, sandbox
from notices.chaptered import written
from notices.composition import compose, found, missing_fonts
from notices.sandbox import Limits, RenderFailed
from notices.typesetting import faces, justification, rare, turned

Watch = Callable[[int, int], None]
RARE = '<span class="r">'
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
    watch: Watch | None = None,
) -> bytes:
    """Lays a paper out as PDF; raises NotAPaper for a bad snapshot, RenderFailed for a bad job.

    ``watch`` is told how many chapters of how many are laid out; what it raises stops the job.
    """
    if _is_long(kind, context):
        return _in_chapters(kind, context, variant, attachments or {}, limits or Limits(), watch)
    page, _, paper = compose(kind, context, "")
    job = _job(kind, paper, page, variant, RARE in page)
    job["attachments"] = {n: b64encode(d).decode() for n, d in (attachments or {}).items()}
    limits = limits or Limits().for_rows(paper.rows())
    return sandbox.run("notices.render", json.dumps(job).encode(), limits, job["epoch"])


def _is_long(kind: str, context: Mapping[str, Any]) -> bool:
    paper = papers.restore(kind, dict(context))
    return bool(paper.chapter_template) and paper.rows() > chaptered.FROM


def _in_chapters(
    kind: str,
    context: Mapping[str, Any],
    variant: str,
    attachments: Mapping[str, bytes],
    each: Limits,
    watch: Watch | None,
) -> bytes:
    with TemporaryDirectory(prefix="paper-") as name:
        folder = Path(name)
        job = _prepared(kind, context, variant, folder)
        job |= {"each": [each.seconds, each.megabytes], "attached": list(attachments)}
        for place, data in enumerate(attachments.values()):
            (folder / f"attached{place}").write_bytes(data)
        whole = Limits(each.seconds + job["rows"] // 20, each.megabytes)
        looking = chaptered.looking(folder, watch) if watch else None
        sandbox.run("notices.render", json.dumps(job).encode(), whole, job["epoch"], looking)
        return (folder / chaptered.BOUND).read_bytes()


def _prepared(kind: str, context: Mapping[str, Any], variant: str, folder: Path) -> dict[str, Any]:
    """The job of a long paper, its chapters lying in the folder: the paper itself can go."""
    paper = papers.restore(kind, dict(context))
    words = composition.said(kind, paper, context)
    page = composition.set_page(paper.template, words | {"stylesheet": "", "chaptered": True})
    chapters = list(written.chapters(kind, paper, words, folder))
    asked = RARE in page or any(one["rare"] for one in chapters)
    more = {"heading": paper.annex_heading, "rows": paper.rows(), "chapters": chapters}
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
    options = _options(job)

    def lay_out(page: str) -> Any:
        html = weasyprint.HTML(string=page, url_fetcher=fetcher)
        return html.render(stylesheets=sheets, **shared, **options)

    if "chapters" in job:
        from weasyprint.pdf.stream import Stream

        from notices.chaptered.press import Press

        def attached() -> list[Any]:
            return _attached(job, fetcher)

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
            relationship=carried.relation(name), url_fetcher=fetcher,
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
        sys.stdout.buffer.write(_press(json.load(sys.stdin.buffer)))
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
