"""File names that are safe to show, to store and to download again.

Called by `files.accept`. A name that deceives (turned reading direction, device names,
paths) is refused; unseen characters that merely came along are taken out and noted.
"""

import re

from django.utils.translation import gettext_lazy as _

from . import limits
from .refused import Refused
from .text import BIDI, FORBIDDEN, IGNORABLE, printable

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|clock\$)(\..*)?", re.IGNORECASE)
_FORBIDDEN_SIGNS = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*]')
_RENAME = _("Rename the file and send it again.")


def safe_name(name: str) -> tuple[str, tuple]:
    """Give the name to keep and the notes on it; refuse a name that deceives or breaks."""
    problem = _problem(name)
    if problem:
        raise Refused(
            _("The file name “%(name)s” cannot be taken: %(problem)s.")
            % {"name": printable(name[:80]), "problem": problem},
            _RENAME,
            "file_name",
        )
    kept = IGNORABLE.sub("", name)
    return kept, (() if kept == name else (_("Unseen characters were taken out of the name."),))


def _problem(name):
    for found, problem in _PROBLEMS:
        if found(name):
            return problem
    return None


_PROBLEMS = [
    (lambda n: not IGNORABLE.sub("", n).strip(), _("it is empty")),
    (FORBIDDEN.search, _("it holds a character which cannot be stored")),
    (BIDI.search, _("it holds a character which turns the reading direction")),
    (lambda n: "/" in n or "\\" in n or n in (".", ".."), _("it holds a path")),
    (_FORBIDDEN_SIGNS.search, _("it holds a sign which is not allowed in file names")),
    (lambda n: n != n.strip() or n.endswith("."), _("it begins or ends with a space or a dot")),
    (_DEVICE.fullmatch, _("it is the name of a device")),
    (
        lambda n: len(n) > limits.FILE_NAME_CHARACTERS,
        _("it is too long"),
    ),
]
