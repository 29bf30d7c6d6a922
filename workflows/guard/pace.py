"""How fast one address asks, and what follows: harder work, never a closed door.

An office or a village stands behind one address, so counting alone refuses nobody: the work of a
challenge grows with the number of challenges its address asked for within ten seconds. Only what
comes without any work (no script) has a limit, wide enough for a whole village. Addresses are
counted under a keyed digest in the cache, for ten minutes at most, and stand nowhere else.
"""

import hashlib
import hmac
import logging
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from workflows.guard.address import client_address, neighbourhood

WORK = 100_000  # most hashes of the easiest challenge: a third of a second on an old phone
WINDOW = 10  # seconds
AT_EASE = 20  # challenges in a window that stay easy
HARDEST = 64  # times the easiest work
UNGUARDED = 400  # submissions without work from one address in ten minutes
UNGUARDED_WINDOW = 600  # seconds
FILES = 60  # files to be verified from one address in ten minutes
logger = logging.getLogger(__name__)


def work_for(request: HttpRequest) -> int:
    """The most hashes the next challenge of this address may cost."""
    asked = _counted(f"asked:{_whom(request)}", WINDOW)
    return WORK * min(max(asked, AT_EASE), AT_EASE * HARDEST) // AT_EASE


def too_many_unguarded(request: HttpRequest) -> bool:
    """Whether this address sent more without work than a village without scripts would."""
    return _counted(f"unguarded:{_whom(request)}", UNGUARDED_WINDOW) > UNGUARDED


def too_many_files(request: HttpRequest) -> bool:
    """Whether this address had more files read than an office at its busiest would."""
    return _counted(f"files:{_whom(request)}", UNGUARDED_WINDOW) > FILES


def _whom(request: HttpRequest) -> str:
    said = neighbourhood(client_address(request)).encode()
    return hmac.new(settings.SECRET_KEY.encode(), b"pace\n" + said, hashlib.sha256).hexdigest()[:32]


def _counted(name: str, window: int) -> int:
    """How often this was counted in the running window, this time included."""
    key = f"pace:{name}:{int(time.time() // window)}"
    try:
        return 1 if cache.add(key, 1, window) else int(cache.incr(key))
    except Exception:
        # Without its cache the form stays open: counting is a brake, not a lock.
        logger.warning("the pace of the public form is not counted", exc_info=True)
        return 1
