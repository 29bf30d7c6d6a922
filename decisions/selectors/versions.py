"""The versions of a draft between which the public may see what an opinion changed (Art. 18).

Whole drafts are public as ``public.py`` says. Where the organ chose so when it published the
answer, the clauses that opinions changed are shown as they stood on that day, and nothing else of
that version.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from decisions.models import Clause, Decision, Draft
from decisions.selectors import public


@dataclass(frozen=True)
class Versions:
    """The versions to be shown with the clauses asked for, by version and anchor."""

    drafts: list[Draft] = field(default_factory=list)
    public: frozenset[int] = frozenset()
    clauses: dict[tuple[int, str], Clause] = field(default_factory=dict)

    @property
    def newest_public(self) -> Draft | None:
        """The newest version that is public whole."""
        whole = [draft for draft in self.drafts if draft.version in self.public]
        return whole[-1] if whole else None

    def before(self, version: int, anchor: str) -> Clause | None:
        """The clause of this anchor in the newest version shown that is older than this one."""
        older = [draft.version for draft in self.drafts if draft.version < version]
        return self.clauses.get((older[-1], anchor)) if older else None

    def after(self, version: int, anchor: str) -> Clause | None:
        """The clause in this version, or in the first later one, that is shown."""
        later = [draft.version for draft in self.drafts if draft.version >= version]
        return self.clauses.get((later[0], anchor)) if later else None


def shown_versions(decision: Decision, today: date, anchors: Iterable[str]) -> Versions:
    """The versions shown, with the clauses of these anchors (at most three queries)."""
    wanted = set(anchors)
    whole = list(public.public_drafts(today).filter(decision=decision).order_by("version"))
    drafts = whole + _as_answered(decision, today, whole)
    public_ones = frozenset(draft.version for draft in whole)
    if not wanted:
        return Versions(drafts, public_ones)
    rows = Clause.objects.filter(draft__in=[d.pk for d in drafts], anchor__in=wanted)
    return Versions(
        drafts,
        public_ones,
        {(one.draft.version, one.anchor): one for one in rows.select_related("draft")},
    )


def _as_answered(decision: Decision, today: date, whole: list[Draft]) -> list[Draft]:
    """The version that stood when the answer was published, if its changed clauses were too."""
    told = getattr(decision, "participation", None)
    if not (told and told.changes_published and public.answered(decision, today)):
        return []
    newest = max((draft.version for draft in whole), default=0)
    stood = decision.drafts.filter(frozen_on__lte=told.feedback_published_on, version__gt=newest)
    return list(stood.order_by("-version")[:1])
