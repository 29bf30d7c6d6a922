"""Lays the chapters of one paper out, some at a time, each in a process of its own with limits.

The press (notices/press.py) is a bound process already. Faces and stylesheet are set up once; it
forks for each chapter, so a chapter inherits them; what a chapter used is given back when it ends.
Files pass between them in the job's folder, and so does how far the paper is.
"""

import gc
import json
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from notices import archive_pdf
from notices.chaptered import BOUND, fragment, numerals, tell
from notices.chaptered.binding import Binder, Chapter
from notices.sandbox import FAULT, OUT_OF_MEMORY, TOO_LONG, Limits

AT_ONCE = 2  # processes; with the press itself they stay within 600 MB

LOOK = 0.02  # seconds
SHEET = (
    f'<html lang="zh-CN"><style>@page {{ @bottom-right {{ content: "{numerals.SIGNS}" }} '
    "@bottom-left { content: none } }</style><body>"
)
WARM = (
    '<html lang="zh-CN"><title>热</title><body class="paper document bound"><h2>热</h2>'
    '<p class="strong">热</p><p>热</p>'
)


class ChapterFailed(Exception):
    """A chapter ended without its pages; ``code`` is one of the sandbox's."""

    def __init__(self, code: int, said: str = "") -> None:
        super().__init__(said)
        self.code = code


@dataclass(frozen=True)
class Press:
    """What all chapters share: how a page of HTML is laid out, and the options of its PDF.

    ``stream`` is the class on which pages are drawn.
    """

    lay_out: Callable[[str], Any]
    options: dict[str, Any]
    attached: Callable[[], list[Any]]
    stream: Any
    folder: Path
    limits: Limits

    def run(self, job: dict[str, Any]) -> None:
        """Lays out and binds; leaves the file in the folder."""
        titles = [one["title"] for one in job["chapters"]]
        tell(self.folder, 0, len(titles))
        self._warm()
        self._all(len(titles))
        code = self._apart(lambda: self._bind(job, titles))
        if code := _waited(code, time.monotonic() + self.limits.seconds):
            raise self._failed(code, 0)

    def _warm(self) -> None:
        """Finishes a sheet for nobody: what WeasyPrint prepares once, every chapter inherits."""
        self.lay_out(WARM).write_pdf(_Nowhere(), **self.options)
        gc.collect()
        gc.freeze()  # what is inherited is not written to, so that it stays shared

    def _all(self, number: int) -> None:
        waiting, running, done = list(range(number, 0, -1)), {}, 0
        try:
            while waiting or running:
                while waiting and len(running) < AT_ONCE:
                    place = waiting.pop()
                    child = self._apart(lambda place=place: self._chapter(place), place)
                    running[child] = (place, time.monotonic() + self.limits.seconds)
                if ended := self._ended(running):
                    done += ended
                    tell(self.folder, done, number)
        finally:
            for child in running:
                os.kill(child, signal.SIGKILL)

    def _ended(self, running: dict[int, tuple[int, float]]) -> int:
        time.sleep(LOOK)
        for child, (place, until) in list(running.items()):
            code = _looked(child, until)
            if code is None:
                continue
            del running[child]
            if code:
                raise self._failed(code, place)
            return 1
        return 0

    def _apart(self, work: Callable[[], None], place: int = 0) -> int:
        """Forks; the child is bound to the limits of one chapter and never returns."""
        child = os.fork()
        if child == 0:
            _bound(self.limits, work, self._fault(place))
        return child

    def _chapter(self, place: int) -> None:
        """Spells one chapter; a reader of the folder finds its facts last."""
        import pydyf

        fragment.Numbered.base = place * fragment.OBJECTS
        pydyf.PDF = fragment.Numbered
        facts: dict[str, Any] = {}

        def finish(document: Any, pdf: Any) -> None:
            archive_pdf.tidy(document, pdf)
            pdf.write = _nothing
            facts.update(fragment.write(pdf, place, self._path(place, "body")))

        document = self.lay_out(self._path(place, "html").read_text(encoding="utf-8"))
        document.write_pdf(_Nowhere(), finisher=finish, **self.options)
        self._path(place, "json").write_text(json.dumps(facts))

    def _bind(self, job: dict[str, Any], titles: list[str]) -> None:
        chapters = [self._read(place, title) for place, title in enumerate(titles, 1)]
        binder = Binder(chapters, job["heading"])
        document, sheet = self.lay_out(job["html"]), self.lay_out(SHEET)
        numerals.use_all(document, sheet, self.stream)

        def finish(document: Any, pdf: Any) -> None:
            archive_pdf.finish(document, pdf, sample=job["sample"])
            binder.finish(document, pdf)
            with (self.folder / BOUND).open("wb") as out:
                binder.write(pdf, out, job["identifier"].encode())
            pdf.write = _nothing

        options = self.options | {"attachments": self.attached()}
        document.write_pdf(_Nowhere(), finisher=finish, **options)

    def _read(self, place: int, title: str) -> Chapter:
        facts = json.loads(self._path(place, "json").read_text())
        facts["by_page"] = tuple(facts["by_page"])
        return Chapter(fragment.Fragment(**facts), title, self._path(place, "body"))

    def _path(self, place: int, ending: str) -> Path:
        return self.folder / f"{place:05d}.{ending}"

    def _fault(self, place: int) -> Path:
        return self._path(place, "fault")

    def _failed(self, code: int, place: int) -> ChapterFailed:
        """What the sandbox is told: the limit that was met, or what the chapter said."""
        if code == TOO_LONG:
            return ChapterFailed(code, str(self.limits.seconds))
        said = self._fault(place)
        return ChapterFailed(code, said.read_text() if said.exists() else "")


def _bound(limits: Limits, work: Callable[[], None], fault: Path) -> NoReturn:
    code = FAULT
    gc.disable()  # it ends with its chapter: an eighth of the time for a third more memory
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
        work()
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException as met:
        fault.write_text(f"{type(met).__name__}: {met}".replace("\n", " "))
    finally:
        os._exit(code)


def _looked(child: int, until: float) -> int | None:
    """The exit code, or None while the chapter may go on; one that is late is stopped."""
    ended, status = os.waitpid(child, os.WNOHANG)
    if ended:
        return _code(status)
    if time.monotonic() < until:
        return None
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return TOO_LONG


def _waited(child: int, until: float) -> int:
    while (code := _looked(child, until)) is None:
        time.sleep(LOOK)
    return code


def _code(status: int) -> int:
    if os.WIFSIGNALED(status):
        late = os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
        return TOO_LONG if late else OUT_OF_MEMORY
    return os.WEXITSTATUS(status)


def _nothing(*_: Any) -> None:
    """The pieces are written already."""


class _Nowhere:
    """A target for a PDF that is not written as one."""

    write = _nothing
