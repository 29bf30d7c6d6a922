"""Three hundred hostile texts through every paper: no crash, no markup, no fetch, no other file.

The pages are looked at in the short run. In the long one they are laid out under strace inside a
network namespace of their own: nothing is connected to, and after the first benign papers no file
is opened but fonts.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from notices import papers, render
from notices.samples import EVERY
from tests.notices import hostile, press_many

pytestmark = pytest.mark.one_engine
ROOT = Path(__file__).parents[2]
HARMLESS = {"br", "span"}  # of rare characters and line breaks in titles
ALONE = ["unshare", "--map-root-user", "--net"]
TRACE = ["strace", "-f", "-qq", "-e", "trace=open,openat,connect,sendto,socket", "-o"]
OPENED = re.compile(r'open(?:at)?\((?:\w+, )?"([^"]*)".* = \d+$')
FONTS = re.compile(r"\.(otf|ttf|ttc|pf[ab]|woff2?)$|/fontconfig/|/fonts/|^/tmp/|^/dev/shm/")
THAI = "/usr/share/libthai/thbrk.tri"  # where words end: Pango's own, whatever the text says


class Page(HTMLParser):
    """The elements of a page and the attributes they bear."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _value in attrs}


def test_there_are_three_hundred_and_all_differ():
    assert len(hostile.TEXTS) == len(set(hostile.TEXTS)) == 300


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_no_text_becomes_markup_in_any_paper(kind):
    plain = papers.snapshot(EVERY[kind]())
    known = Page(render.html(kind, plain))
    full = hostile.poisoned(plain, repeat("甲"))
    filled = Page(render.html(kind, full))  # places that were empty have their elements too
    for snapshot in hostile.rounds(plain):
        page = render.html(kind, snapshot)
        found = Page(page)
        assert found.elements <= known.elements | filled.elements | HARMLESS
        assert found.attributes <= known.attributes | filled.attributes | {"class"}
        assert "<script" not in page
        assert page.count("<link") == 1


def jobs() -> Iterator[Any]:
    """Benign papers of every kind, the mark, then every text in every kind."""
    every = {kind: papers.snapshot(EVERY[kind]()) for kind in papers.PAPERS}
    yield from (press_many.job(kind, plain) for kind, plain in every.items())
    yield None
    for kind, plain in every.items():
        for snapshot in hostile.rounds(plain, together=8):
            yield press_many.job(kind, snapshot)


@pytest.mark.long
@pytest.mark.skipif(
    not (shutil.which("strace") and shutil.which("unshare"))
    or subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode != 0,
    reason="NOT SHOWN HERE: strace and network namespaces are needed to see every file and call",
)
def test_every_text_in_every_paper_is_laid_out_without_a_fetch_or_a_foreign_file(tmp_path):
    told = "\n".join(json.dumps(one) for one in jobs()) + "\n"
    trace = tmp_path / "trace"
    command = [*ALONE, *TRACE, str(trace), sys.executable, "-m", press_many.__name__]
    done = subprocess.run(command, cwd=ROOT, input=told, capture_output=True, text=True, check=True)
    made = done.stdout.split()
    assert len(made) == told.count("\n") - 1  # every job but the mark
    assert all(int(size) > 1000 for size in made)
    lines = trace.read_text(errors="replace").splitlines()
    assert not [line for line in lines if "AF_INET" in line and "connect(" in line]
    place = next(n for n, line in enumerate(lines) if press_many.MARK in line)
    before, after = _opened(lines[:place]), _opened(lines[place:])
    assert {path for path in after - before if not FONTS.search(path)} <= {THAI}


def _opened(lines: list[str]) -> set[str]:
    found = (OPENED.search(line.partition("<unfinished")[0]) for line in lines)
    return {one[1] for one in found if one and not one[1].startswith("/proc/self")}
