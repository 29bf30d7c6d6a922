"""A sheet handed in for import: .xlsx, .csv, or a .zip of scans with an index; checked, not kept.

Called by `SheetField` and by the command. A .csv may be large and is never held whole; the other
kinds are bounded by `limits.py`. Reading the rows is in `sheets.py`.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from . import limits
from .csvtext import check_table
from .filenames import safe_name
from .files import MEDIA_TYPES, accept
from .packages import Package
from .refused import Refused

KINDS = ("xlsx", "csv", "zip")
TYPES = {"xlsx": MEDIA_TYPES["xlsx"], "csv": MEDIA_TYPES["csv"], "zip": "application/zip"}


@dataclass(frozen=True)
class Handed:
    """A sheet that can be read: its name, its kind, and the open file it comes in."""

    name: str
    kind: str
    media_type: str
    size: int
    file: BinaryIO


def take_sheet(name: str, file: BinaryIO) -> Handed:
    """Check a sheet by its content; raises Refused with reason and remedy."""
    kept, _notes = safe_name(name)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if kept.lower().endswith(".csv") and file.read(2) != b"PK":
        _check_size(size, limits.SHEET_BYTES)
        check_table(file)
        return Handed(kept, "csv", TYPES["csv"], size, file)
    if kept.lower().endswith(".zip"):
        _check_size(size, limits.PACKAGE_BYTES)
        file.seek(0)
        Package(file.read())
        return Handed(kept, "zip", TYPES["zip"], size, file)
    _check_size(size, limits.FILE_BYTES)
    file.seek(0)
    accepted = accept(name, file.read(), kinds=("xlsx", "csv"))
    return Handed(accepted.name, accepted.kind, accepted.media_type, size, file)


def _check_size(size, most):
    if not size:
        raise Refused(_("The file is empty."), _("Choose the file again."), "empty")
    if size > most:
        raise Refused(
            _("The file is larger than %(limit)d MB.") % {"limit": most // limits.MB},
            _("Save it as .csv (UTF-8) and send that."),
            "file_size",
        )
