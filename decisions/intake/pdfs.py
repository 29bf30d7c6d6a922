"""PDF files: nothing that acts, nothing locked, nothing hidden.

Called by `files.accept`. The file is kept byte for byte (a signed scan stays signed), so
whatever could run, submit, fetch or carry another file is refused. Our own PDFs are made
elsewhere, in the notices.
"""

import io
import re
import zlib

import pikepdf
from django.utils.translation import gettext_lazy as _

from . import limits
from .refused import Refused

_ACTIONS = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR")
    + ("/Rendition", "/Movie", "/Sound")
)
_KEYS = frozenset(("/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent"))
_STREAM = re.compile(rb"stream\r?\n")


def check_pdf(data: bytes) -> None:
    """Refuse a PDF that acts, is locked, carries files, is a bomb or is also something else."""
    _check_tail(data)
    if data.count(b" obj") > limits.PDF_OBJECTS:
        raise _refused(_("It has too many objects."))
    _check_unpacked(data)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            _check_document(pdf)
    except pikepdf.PasswordError as error:
        raise _locked() from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, RecursionError) as error:
        if isinstance(error, Refused):
            raise
        raise _refused(_("It is damaged.")) from error


def _check_tail(data):
    end = data.rfind(b"%%EOF")
    if end < 0 or len(data) - end > limits.PDF_TRAILING_BYTES or b"PK\x05\x06" in data[-66_000:]:
        raise _refused(_("It is cut off, or another file is hidden behind it."))


def _check_unpacked(data):
    """Unpack object and cross-reference streams with a bound before anything else does."""
    total = 0
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - 1_000) : found.start()].rpartition(b" obj")[2]
        if b"#" in head or b"ObjStm" in head or b"XRef" in head:
            unpack = zlib.decompressobj()
            try:
                total += len(unpack.decompress(data[found.end() :], limits.PDF_UNPACKED_BYTES))
            except zlib.error:
                continue
        if total >= limits.PDF_UNPACKED_BYTES:
            raise _refused(_("It unpacks to far more than is allowed."))


def _check_document(pdf):
    if pdf.is_encrypted:
        raise _locked()
    if len(pdf.objects) > limits.PDF_OBJECTS:
        raise _refused(_("It has too many objects."))
    for thing in (pdf.trailer, *pdf.objects):
        _check_object(thing, 0)
    if not len(pdf.pages):
        raise _refused(_("It has no page."))


def _check_object(thing, depth):
    """Look at one object and what lies directly in it; references are looked at in turn."""
    if depth > limits.PDF_DEPTH:
        raise _refused(_("It is damaged."))
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        _check_keys(thing)
        parts = [thing.get(key) for key in thing.keys()]  # noqa: SIM118  (PDF objects are no dicts)
    elif isinstance(thing, pikepdf.Array):
        parts = list(thing)
    else:
        return
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            _check_object(part, depth + 1)


def _check_keys(thing):
    action = thing.get("/S")
    acts = isinstance(action, pikepdf.Name) and str(action) in _ACTIONS
    if acts or _KEYS & set(thing.keys()):
        raise _refused(_("It holds a script, an action or another file."))


def _refused(what):
    return Refused(
        _("This PDF cannot be taken. %(what)s") % {"what": what},
        _("Print it to a new PDF and send that."),
        "pdf",
    )


def _locked():
    return Refused(_("The PDF is locked with a password."), _("Save it without one."), "encrypted")
