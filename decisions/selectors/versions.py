"""The versions of a draft between which the public may see what an opinion changed (Art. 18).

Whole drafts are public as ``public.py`` says. Where the organ chose so when it published the
answer, the clauses that opinions changed are shown as they stood on that day, and nothing else of
that version.
"""

from dataclasses import dataclass, field
from datetime import date

from decisions.models import Clause, Decision, Draft
from decisions.selectors import public
from decisions.selectors.clauses import ALIKE, alike


@dataclass(frozen=True)
class Versions:
    """The versions shown, oldest first, with their clauses by version and anchor."""

    drafts: list[Draft] = field(default_factory=list)
    public: frozenset[int] = frozenset()
    clauses: dict[tuple[int, str], Clause] = field(default_factory=dict)

    def of(self, version: int) -> list[Clause]:
        """The clauses of one version, in order."""
        return [clause for (number, _anchor), clause in self.clauses.items() if number == version]

    def before(self, version: int, anchor: str) -> Clause | None:
        """The clause of this anchor in the newest version shown that is older than this one."""
        older = [draft.version for draft in self.drafts if draft.version < version]
        return self.ancestor(older[-1], version, anchor) if older else None

    def after(self, version: int, anchor: str) -> Clause | None:
        """The clause in this version, or in the first later one, that is shown."""
        later = [draft.version for draft in self.drafts if draft.version >= version]
        return self.clauses.get((later[0], anchor)) if later else None

    def ancestor(self, older: int, version: int, anchor: str) -> Clause | None:
        """The clause from which one descends: of the same anchor, else the most like it."""
        if same := self.clauses.get((older, anchor)):
            return same
        clause = self.clauses.get((version, anchor))
        if clause is None:
            return None
        lost = [one for one in self.of(older) if (version, one.anchor) not in self.clauses]
        like = max(lost, key=lambda one: alike(one, clause), default=None)
        return like if like and alike(like, clause) >= ALIKE else None

    def named(self) -> list[Clause]:
        """One clause for each anchor, as first laid before the public, those added later last."""
        found: dict[str, Clause] = {}
        for draft in self.drafts:
            if draft.version in self.public:
                found = {clause.anchor: clause for clause in self.of(draft.version)} | found
        return sorted(found.values(), key=lambda one: (one.order, one.draft_id))


def shown_versions(decision: Decision, today: date) -> Versions:
    """The versions shown with their clauses (two queries, or three)."""
    whole = list(public.public_drafts(today).filter(decision=decision).order_by("version"))
    drafts = whole + _as_answered(decision, today, whole)
    by_id = {draft.pk: draft for draft in drafts}
    rows = Clause.objects.filter(draft__in=list(by_id)).order_by("draft", "order") if by_id else ()
    clauses = {}
    for clause in rows:
        clause.draft = by_id[clause.draft_id]
        clauses[clause.draft.version, clause.anchor] = clause
    return Versions(drafts, frozenset(draft.version for draft in whole), clauses)


def _as_answered(decision: Decision, today: date, whole: list[Draft]) -> list[Draft]:
    """The version that stood when the answer was published, if its changed clauses were too."""
    told = getattr(decision, "participation", None)
    if not (told and told.changes_published and public.answered(decision, today)):
        return []
    newest = max((draft.version for draft in whole), default=0)
    stood = decision.drafts.filter(frozen_on__lte=told.feedback_published_on, version__gt=newest)
    return list(stood.order_by("-version")[:1])
