"""Each paper is laid out once a session and measured many times."""

from collections.abc import Callable
from functools import cache

import pytest

from notices import papers, render
from notices.samples import EVERY

needs_office_faces = pytest.mark.skipif(
    "texlive-lang-chinese" in render.missing_fonts(), reason="the Fandol faces are not installed"
)


@pytest.fixture(scope="session")
def printed() -> Callable[[str], bytes]:
    """Gives the PDF of the sample paper of a kind."""

    @cache
    def pdf(kind: str) -> bytes:
        return render.pdf(kind, papers.snapshot(EVERY[kind]()))

    return pdf
