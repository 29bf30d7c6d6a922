"""Keeps a parsed draft as a new version, each clause tied to its ancestor (Art. 12, 15).

A clause keeps the anchor of the clause it grew from, so that an opinion on it survives
redrafting. Taking a file apart is ``intake/drafts.py``; freezing is an act.
"""

import hashlib
import json
from collections.abc import Sequence

from django.db.models import Max

from accounts.models import User
from decisions import filed, search
from decisions.gather.listed import Listed
from decisions.intake.anchors import carry_anchors
from decisions.intake.clauses import ParsedClause, ParsedDraft
from decisions.models import Clause, Decision, Draft, Paper


def enter(
    decision: Decision,
    parsed: ParsedDraft,
    *,
    title: str,
    entered_by: User,
    explanation: str = "",
    change_note: str = "",
    major_revision: bool = False,
    source: Paper | None = None,
) -> Draft:
    """Add a version with its clauses, each with the anchor of the clause it grew from."""
    newest = decision.drafts.aggregate(newest=Max("version"))["newest"] or 0
    draft = Draft.objects.create(
        decision=decision,
        version=newest + 1,
        title=title or parsed.title or decision.title,
        explanation=explanation,
        change_note=change_note,
        major_revision=major_revision,
        digest=digest(parsed.clauses),
        source=source,
        entered_by=entered_by,
    )
    older = Clause.objects.filter(draft__decision=decision, draft__version=newest)
    carried = carry_anchors(parsed, list(older))
    made = Clause.objects.bulk_create(_rows(draft, carried.clauses), batch_size=500)
    search.CLAUSES.put((one.pk, decision.pk, f"{one.heading} {one.text}") for one in made)
    return draft


def frozen(rows: Listed) -> list[Draft]:
    """The frozen versions among the lists of a dossier, newest first, as far as they are told."""
    told = sorted(rows["draft"], key=lambda row: -row["version"])
    return [
        filed.bare(Draft, row, "version", "digest", "frozen_on") for row in told if row["frozen_on"]
    ]


def digest(clauses: Sequence[ParsedClause | Clause]) -> str:
    """The SHA-256 (hex) of the clauses in order: kind, label, heading and text of each."""
    said = [[c.kind, c.label, c.heading, c.text] for c in clauses]
    spelled = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def _rows(draft: Draft, clauses: Sequence[ParsedClause]) -> list[Clause]:
    return [
        Clause(
            draft=draft,
            order=order,
            kind=clause.kind,
            label=clause.label[:40],
            path=clause.path[:40],
            anchor=clause.anchor[:40],
            heading=clause.heading[:200],
            text=clause.text,
        )
        for order, clause in enumerate(clauses)
    ]
