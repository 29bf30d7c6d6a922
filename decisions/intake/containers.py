"""Zip containers (docx, xlsx), opened without trusting what they say of themselves.

Called by `office.py` and, for files already taken, by the readers of drafts and sheets.
Refuses bombs, nesting, paths that climb out, links, overlapping parts, and any document
type declaration (ECMA-376 part 2 forbids them). What the parts mean is in `office.py`.
"""

import codecs
import io
import re
import stat
import struct
import zipfile
import zlib

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree
from django.utils.translation import gettext_lazy as _

from . import limits
from .refused import Refused

_CHUNK = 1 << 20
_DESCRIPTOR = 24  # bytes that may follow a part (APPNOTE 4.3.9)
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)")


def damaged(detail=None):
    """Build the refusal of a container that is broken or was built to mislead."""
    reason = _("The file is damaged or was built to mislead.")
    if detail:
        reason = _("The file cannot be taken: %(detail)s.") % {"detail": detail}
    return Refused(reason, _("Open it in your office program, save it anew and send that."), "zip")


class Container:
    """The parts of one zip file, each within its limits."""

    def __init__(self, data):
        self.data = data
        try:
            self.entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as e:
            raise damaged() from e
        self._check_sizes()
        for entry in self.entries:
            _check_entry(entry)
        self._check_layout()
        self.parts = {entry.filename: entry for entry in self.entries if not entry.is_dir()}

    def __contains__(self, name):
        return name in self.parts

    def read(self, name):
        """Give one part whole, at most as many bytes as are read as a tree."""
        if name not in self.parts:
            raise damaged(_("a part of it is missing"))
        if self.parts[name].file_size > limits.XML_PARSED_BYTES:
            raise damaged(_("a part of it is too large"))
        return b"".join(self.chunks(name))

    def tree(self, name):
        """Parse one part as XML; entities and declarations are refused."""
        return parse_xml(self.read(name))

    def chunks(self, name):
        """Unpack one part piece by piece; it must be exactly as long as it says."""
        entry = self.parts[name]
        packed = memoryview(self.data)[slice(*self._bounds(entry))]
        crc = size = 0
        for piece in _stored(packed) if entry.compress_type == 0 else _inflated(packed):
            size += len(piece)
            crc = zlib.crc32(piece, crc)
            if size > entry.file_size:
                raise damaged(_("a part of it is larger than it says"))
            yield piece
        if (size, crc) != (entry.file_size, entry.CRC):
            raise damaged()

    def _check_sizes(self):
        unpacked = sum(entry.file_size for entry in self.entries)
        packed = sum(entry.compress_size for entry in self.entries)
        if len(self.entries) > limits.ZIP_ENTRIES:
            raise damaged(_("it has too many parts"))
        if unpacked > limits.ZIP_UNPACKED_BYTES or packed > len(self.data):
            raise damaged(_("it unpacks to far more than is allowed"))
        names = [entry.filename.casefold() for entry in self.entries]
        if len(set(names)) != len(names):
            raise damaged(_("two of its parts bear the same name"))

    def _check_layout(self):
        """Parts follow each other from the first byte on; nothing lies before or after."""
        place = 0
        for entry in sorted(self.entries, key=lambda entry: entry.header_offset):
            if entry.header_offset < place:
                raise damaged(_("its parts overlap"))
            if entry.header_offset - place > (_DESCRIPTOR if place else 0):
                raise damaged(_("something is hidden before or after it"))
            place = self._bounds(entry)[1]
        end = self.data.rfind(b"PK\x05\x06")
        if not self.data.startswith(b"PK\x03\x04") or len(self.data) - end != 22:
            raise damaged(_("something is hidden before or after it"))

    def _bounds(self, entry):
        header = self.data[entry.header_offset : entry.header_offset + 30]
        if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
            raise damaged()
        name, extra = struct.unpack("<HH", header[26:30])
        start = entry.header_offset + 30 + name + extra
        inner = self.data[entry.header_offset + 30 : entry.header_offset + 30 + name]
        if inner != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437"):
            raise damaged(_("its parts bear two names"))
        return start, start + entry.compress_size


def _check_entry(entry):
    name, mode = entry.orig_filename, entry.external_attr >> 16
    if (
        "\\" in name
        or name.startswith("/")
        or ".." in name.split("/")
        or re.match(r"\w:|.*\0", name)
    ):
        raise damaged(_("a part of it points outside"))
    if stat.S_ISLNK(mode):
        raise damaged(_("a part of it is a link"))
    if entry.flag_bits & 0x1:
        raise Refused(
            _("The file is locked with a password."), _("Save it without one."), "encrypted"
        )
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged()
    ratio = entry.file_size / max(entry.compress_size, 1)
    bomb = entry.file_size > limits.ZIP_RATIO_FROM_BYTES and ratio > limits.ZIP_RATIO
    if bomb or entry.file_size > limits.ZIP_PART_BYTES:
        raise damaged(_("it unpacks to far more than is allowed"))


def _stored(packed):
    for start in range(0, len(packed), _CHUNK):
        yield bytes(packed[start : start + _CHUNK])


def _inflated(packed):
    stream = zlib.decompressobj(-15)
    try:
        pending = packed
        while not stream.eof:
            piece = stream.decompress(pending, _CHUNK)
            pending = stream.unconsumed_tail
            if not piece and not stream.eof:
                raise damaged()
            yield piece
    except zlib.error as error:
        raise damaged() from error
    if stream.unused_data:
        raise damaged(_("something is hidden inside it"))


def parse_xml(data):
    """Parse XML bytes without entities, declarations or anything fetched."""
    try:
        return SafeTree.fromstring(data, forbid_dtd=True)
    except (DefusedXmlException, SafeTree.ParseError, ValueError, LookupError) as error:
        raise damaged(_("a part of it is no proper XML")) from error


def check_xml(chunks):
    """Refuse a declaration, or an encoding that could hide one, anywhere in a part."""
    before, decoder = b"", None
    for number, chunk in enumerate(chunks):
        if number == 0 and chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            decoder = codecs.getincrementaldecoder("utf-16")("ignore")
        if decoder:
            chunk = decoder.decode(chunk).encode("utf-8", "ignore")
        elif number == 0:
            _check_encoding(chunk)
        if _DECLARATION.search(before + chunk):
            raise damaged(_("it declares entities, which office files never do"))
        before = chunk[-16:]


def _check_encoding(start):
    if b"\0" in start[:64]:
        raise damaged(_("a part of it is in an unusual encoding"))
    named = _ENCODING.match(start[:200].removeprefix(b"\xef\xbb\xbf"))
    if named and named[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise damaged(_("a part of it is in an unusual encoding"))
