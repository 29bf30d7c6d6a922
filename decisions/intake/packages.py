"""A .zip of scans with an index sheet: each row of the index names the files that belong to it.

Called by `handed.py` and by the import. Names are compared without regard to case; a name that
two folders share is written with its folder. Old Windows programs pack names in GB18030.
"""

from django.utils.translation import gettext_lazy as _

from .containers import Container
from .files import Accepted, accept
from .refused import Refused
from .sheet_rows import RefusedRow

INDEXES = (".xlsx", ".csv")
SCANS = ("pdf", "jpg", "png", "docx")
_LITTER = ("__macosx/", "thumbs.db", "desktop.ini", ".ds_store")


class Package:
    """The files of one package by name, its index, and which of them no row has named."""

    def __init__(self, data: bytes) -> None:
        self.container = Container(data)
        self.entries = {
            _name(entry): part
            for part, entry in self.container.parts.items()
            if not _is_litter(_name(entry))
        }
        self.index_name = _index(self.entries)
        self.named: set[str] = set()
        self.places: dict[str, list[str]] = {}
        for name in self.entries:
            if name != self.index_name:
                for known_as in {name.casefold(), _base(name).casefold()}:
                    self.places.setdefault(known_as, []).append(name)

    def index(self) -> bytes:
        """The bytes of the index sheet."""
        return self.container.read(self.entries[self.index_name])

    def checked(self, row):
        """The row, or why it cannot be taken: a file that is missing or cannot be kept."""
        reasons = [reason for scan in row.scans if (reason := self._problem(scan))]
        return RefusedRow(row.number, tuple(reasons), row.original) if reasons else row

    def scan(self, written: str) -> Accepted:
        """One file as it is kept; raises Refused when it is missing or not taken."""
        found = self.places.get(written.replace("\\", "/").casefold(), [])
        if not found:
            raise Refused(
                _("The file “%(name)s” is not in the package.") % {"name": written}, code="missing"
            )
        if len(found) > 1:
            raise Refused(
                _("Several files are called “%(name)s”.") % {"name": written},
                _("Write the folder before the name."),
                "several",
            )
        self.named.add(found[0])
        data = self.container.read(self.entries[found[0]])
        return accept(_base(found[0]), data, kinds=SCANS)

    def spare(self) -> list[str]:
        """The files that no row has named."""
        return sorted(set(self.entries) - self.named - {self.index_name})

    def _problem(self, written):
        try:
            self.scan(written)
        except Refused as refusal:
            return _("%(name)s: %(problem)s") % {"name": written, "problem": refusal}
        return ""


def _index(names):
    """The one table that lies in no folder, or else the one table there is."""
    tables = [name for name in names if name.casefold().endswith(INDEXES)]
    top = [name for name in tables if "/" not in name]
    chosen = top if len(top) == 1 else tables
    if len(chosen) == 1:
        return chosen[0]
    raise Refused(
        _("The package holds %(number)d index sheets; exactly one is needed.")
        % {"number": len(tables)},
        _("Put one .xlsx or .csv beside the scans, a row an opinion, with a column “Scan”."),
        "index",
    )


def _name(entry):
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _base(name):
    return name.rpartition("/")[2]


def _is_litter(name):
    return name.casefold().startswith(_LITTER[0]) or _base(name).casefold() in _LITTER[1:]
