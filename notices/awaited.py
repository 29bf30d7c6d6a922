"""A paper that is awaited on a page: how far it is, and whether it is still wanted.

The press reports twice a second; the row is written when something changed, and asked every time
whether an officer stopped the paper.
"""

import time
from collections.abc import Callable

from notices.models import Notice

EVERY = 10  # seconds between two words to whoever holds the job's lease


class Stopped(Exception):
    """Somebody stopped the making of this paper."""


class Watch:
    """Keeps one notice's progress; raises Stopped once it is no longer wanted."""

    def __init__(self, notice_id: int, told: Callable[[int, int], None] | None) -> None:
        self.waiting = Notice.objects.filter(pk=notice_id, stopped_at=None)
        self.told, self.last, self.at = told, (0, 0), 0.0

    def __call__(self, done: int, number: int) -> None:
        """Keep how many chapters of how many are laid out."""
        if (done, number) == self.last:
            wanted = self.waiting.exists()
        else:
            wanted = bool(self.waiting.update(laid_out=done, chapters=number))
        if not wanted:
            raise Stopped
        fresh = (done, number) != self.last
        self.last = (done, number)
        if self.told and (fresh or time.monotonic() - self.at > EVERY):
            self.at = time.monotonic()
            self.told(done, number)
