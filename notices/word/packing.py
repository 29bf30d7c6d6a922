"""The document as bytes: the same paper gives the same file, and it names no person.

Word's package is a ZIP; its times are set to the paper's own day, and what python-docx brings along
of its author and its picture is left out.
"""

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO

from docx.document import Document as Word

from notices.papers import Paper
from notices.typesetting.rare import printable

LEFT_OUT = ("docProps/thumbnail.jpeg",)
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a ZIP


def packed(word: Word, paper: Paper) -> bytes:
    """The file."""
    _described(word, paper)
    for rel in [r for r in word.part.package.rels.values() if r.reltype.endswith("/thumbnail")]:
        word.part.package.rels.pop(rel.rId)
    raw = BytesIO()
    word.save(raw)
    day = paper.issued_on.timetuple()[:6]
    return _again(raw, max(day, EARLIEST))


def _described(word: Word, paper: Paper) -> None:
    """Title and organ; no person, no machine."""
    properties, made = word.core_properties, datetime.combine(paper.issued_on, time(), UTC)
    properties.title = printable("".join(paper.title.splitlines()))[:255]
    properties.author = printable(paper.organ)[:255]
    properties.last_modified_by = ""
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = "zh-CN"
    properties.revision = 1
    properties.created = properties.modified = made.replace(tzinfo=None)


def _again(raw: BytesIO, day: tuple[int, ...]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in LEFT_OUT:
                entry = zipfile.ZipInfo(name, day)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                entry.create_system = 0
                new.writestr(entry, old.read(name))
    return out.getvalue()
