"""The one door for files: told by content, checked, given back with a digest.

Called by `UploadField` and by imports from the command line. Each kind has its checker
(`office.py`, `pdfs.py`, `images.py`, `sheets.py` for plain tables); limits are in
`limits.py`. Storing and serving (always as attachment) is elsewhere.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import limits
from .containers import Container
from .csvtext import check_table
from .filenames import safe_name
from .images import redraw
from .office import check_office, office_kind
from .pdfs import check_pdf
from .refused import Refused

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
}
KINDS = tuple(MEDIA_TYPES)
_ENDINGS = {"jpg": (".jpg", ".jpeg")}
_SIGNS = [
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"PK\x03\x04", "zip"),
]
_EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


@dataclass(frozen=True)
class Accepted:
    """A file that was taken: as it is kept, with what was done to it in the notes."""

    name: str
    media_type: str
    data: bytes
    sha256: str
    notes: tuple = ()
    kind: str = ""
    received_sha256: str = ""


def accept(
    name: str, data: bytes, kinds: Iterable[str] | None = None, max_bytes: int = limits.FILE_BYTES
) -> Accepted:
    """Take a file of one of the kinds, or raise `Refused` with reason and remedy."""
    kinds = tuple(kinds or KINDS)
    kept_name, notes = safe_name(name)
    _check_size(data, max_bytes)
    kind = _kind_of(data, kept_name, kinds)
    _check_ending(kept_name, kind)
    kept, more = _CHECKS[kind](data)
    return Accepted(
        kept_name, MEDIA_TYPES[kind], kept, digest(kept), notes + more, kind, digest(data)
    )


def digest(data: bytes) -> str:
    """Give the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def extensions(kinds: Iterable[str] | None = None) -> list[str]:
    """List the file endings of some kinds, for the file chooser and for messages."""
    return [ending for kind in kinds or KINDS for ending in _ENDINGS.get(kind, (f".{kind}",))]


def _check_size(data, max_bytes):
    if not data:
        raise Refused(_("The file is empty."), _("Choose the file again."), "empty")
    if len(data) > max_bytes:
        raise Refused(
            _("The file is larger than %(limit)d MB.") % {"limit": max_bytes // limits.MB},
            _("Make it smaller or send it in parts."),
            "file_size",
        )
    if _EICAR in data[:200]:
        raise Refused(_("The file is a virus test file."), code="virus")


def _kind_of(data, name, kinds):
    kind = next((kind for sign, kind in _SIGNS if data.startswith(sign)), None)
    if kind == "zip":
        kind = office_kind(data)
    elif kind is None and name.lower().endswith(".csv"):
        kind = "csv"
    if kind not in kinds:
        raise Refused(
            _foreign(data, name),
            _("Save it as one of the kinds taken: %(kinds)s.")
            % {"kinds": " ".join(extensions(kinds))},
            "file_kind",
        )
    return kind


_FOREIGN = [
    ((".ofd",), _("OFD files are not taken yet.")),
    ((".wps", ".et", ".dps"), _("Files in WPS's own format are not taken.")),
    ((".doc", ".xls", ".ppt"), _("Files of the old Office format are not taken.")),
    ((".docm", ".xlsm", ".dotm"), _("Files with macros are not taken.")),
    ((".heic", ".tif", ".tiff", ".gif", ".webp", ".bmp"), _("Pictures must be JPEG or PNG.")),
]


def _foreign(data, name):
    if data.startswith(b"\xd0\xcf\x11\xe0") and name.lower().endswith((".docx", ".xlsx")):
        return _("The file is locked with a password or in the old Office format.")
    if data.startswith(b"PK\x03\x04") and "OFD.xml" in Container(data):
        return _FOREIGN[0][1]
    for endings, message in _FOREIGN:
        if name.lower().endswith(endings):
            return message
    return _("This kind of file is not taken.")


def _check_ending(name, kind):
    if not name.lower().endswith(tuple(_ENDINGS.get(kind, (f".{kind}",)))):
        raise Refused(
            _("By its content this is a %(kind)s file, but its name says otherwise.")
            % {"kind": kind},
            _("Give it the ending .%(kind)s and send it again.") % {"kind": kind},
            "file_ending",
        )


def _keep(check):
    """Make a checker of whole files into one that gives them back unchanged."""

    def checked(data):
        check(data)
        return data, ()

    return checked


def _redrawn(kind):
    return lambda data: (
        redraw(data, kind),
        (_("The picture was drawn anew without its metadata."),),
    )


_CHECKS = {
    "docx": _keep(check_office),
    "xlsx": _keep(check_office),
    "csv": _keep(lambda data: check_table(io.BytesIO(data))),
    "pdf": _keep(check_pdf),
    "png": _redrawn("png"),
    "jpg": _redrawn("jpg"),
}
