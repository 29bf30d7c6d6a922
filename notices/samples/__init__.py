"""One believable paper of each kind, all invented and marked 样例.

For the gallery of administrators (``workflows/views/gallery.py``) and for the tests of layout and
safety. ``EVERY`` gives the paper of a kind.
"""

from collections.abc import Callable

from notices import papers
from notices.samples import after, hearing, initiation, sections, sheets, volume

_ROOMS = (initiation, sheets, hearing, sections, after, volume)


def _of(kind: str) -> Callable[[], papers.Paper]:
    return next(getattr(room, kind) for room in _ROOMS if hasattr(room, kind))


EVERY: dict[str, Callable[[], papers.Paper]] = {kind: _of(kind) for kind in papers.PAPERS}
