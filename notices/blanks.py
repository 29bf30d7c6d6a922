"""Printing a blank: laid out once for each wording and then kept in the cache, never stored.

At most one layout of a blank runs at a time; whoever asks meanwhile waits on a page of its own.
"""

from hashlib import sha256

from django.core.cache import cache

from decisions.models import Decision
from notices import papers, render
from notices.wording.blanks import BLANKS

KEPT = 24 * 60 * 60  # seconds
AT_WORK = 90  # seconds: longer than a layout may take


def pdf(kind: str, decision: Decision) -> bytes | None:
    """The PDF of a blank, or None while another request lays it out; raises RenderFailed."""
    words = papers.snapshot(BLANKS[kind](decision))
    key = f"blank:{sha256(kind.encode() + papers.canonical(words)).hexdigest()}"
    kept = cache.get(key)
    if kept is not None:
        return bytes(kept)
    if not cache.add(f"{key}:work", True, AT_WORK):
        return None
    try:
        data = render.pdf(kind, words)
        cache.set(key, data, KEPT)
        return data
    finally:
        cache.delete(f"{key}:work")
