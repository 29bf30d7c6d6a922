"""Which sign-offs saw an older draft than the newest and wait for a ruling (answer 3).

Read by the ruling's form and the desk; what counts as covered says ``law/signoffs.py``.
"""

from collections.abc import Iterator

from decisions.law.dossier import Dossier
from decisions.law.signoffs import LEGALITY, covers
from decisions.law.terms import Section


def pending_rulings(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Pairs of section and the digest it signed, where no ruling leads to the newest draft."""
    if not dossier.drafts:
        return
    for section, seen in _signed(dossier):
        if seen and not covers(dossier, section, seen):
            yield section, seen


def _signed(dossier: Dossier) -> Iterator[tuple[str, str | None]]:
    if dossier.legality.completed_on:
        yield LEGALITY, dossier.legality.draft_digest
    for expert in dossier.expertise.experts or ():
        if expert.opinion_on:
            yield Section.EXPERTISE, expert.draft_digest
            break
    if dossier.risk.report_on:
        yield Section.RISK, dossier.risk.draft_digest
    if dossier.competition.concluded_on:
        yield Section.COMPETITION, dossier.competition.draft_digest
