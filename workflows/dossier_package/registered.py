"""The volumes on the record: which of them every package carries (Art. 33, PIPL 47).

A volume is registered by an entry (binding.py) and carried by every package made after it, so that
one taken out is missed. Once a submission is erased, the volumes bound before stand no more: they
still say what was erased. ``recalling.py`` deletes their bytes; the entries stay.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from decisions.models import Decision, Entry

ACT = "register_volume"
ERASURES = Q(act="erase_submission") | Q(act="answer_request", facts__has_key="erased")


@dataclass(frozen=True)
class Bound:
    """A volume on the record: where its PDF and its list lie in the store, its pages."""

    pdf: str  # SHA-256, as below
    listed: str
    pages: int

    @property
    def digests(self) -> set[str]:
        """The files it consists of."""
        return {self.pdf, self.listed}


def erased_at(decision: Decision) -> int:
    """The number of the entry that erased a submission last; 0 where none was erased."""
    seqs = decision.entries.filter(ERASURES).order_by("-seq").values_list("seq", flat=True)
    return seqs.first() or 0


def standing(decision: Decision) -> QuerySet[Entry]:
    """The entries of the volumes bound since, the newest first."""
    return decision.entries.filter(act=ACT, seq__gt=erased_at(decision)).order_by("-seq")


def newest(decision: Decision) -> Bound | None:
    """The volume that a package made now carries."""
    entry = standing(decision).first()
    return bound(entry) if entry else None


def bound(entry: Entry) -> Bound:
    """The volume that an entry registered."""
    said = entry.facts
    return Bound(said["pdf"], said["list"], said["pages"])
