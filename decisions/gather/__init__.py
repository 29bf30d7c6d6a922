"""Makes the dossier of a decision from its rows: the only translation from models to law.

Two queries, whatever the stage and however many opinions: one for the decision with everything
there is one of, one for all lists together. Called by acts, deadlines and the desk. Texts stay in
their rows; the record (``Entry``) is never read here. Reading JSON stands in ``casefile.py``.
"""

from datetime import date, timedelta
from functools import lru_cache

from decisions.gather import (
    archive,
    competition,
    deliberation,
    drafts,
    execution,
    expertise,
    hearing,
    holidays,
    initiation,
    legality,
    matter,
    participation,
    preparation,
    publication,
    risk,
    signoffs,
    submission,
)
from decisions.gather.listed import Listed, read
from decisions.gather.single import decision_with_its_single_rows
from decisions.law.dossier import Dossier
from decisions.law.profile import Profile, load_profile
from decisions.models import Decision

__all__ = ["gather"]

LISTS = (
    archive,
    deliberation,
    drafts,
    execution,
    expertise,
    hearing,
    holidays,
    initiation,
    legality,
    participation,
    preparation,
    risk,
    signoffs,
)


def gather(decision_id: int, *, as_of: date) -> Dossier:
    """The dossier as of a day; raises Decision.DoesNotExist."""
    decision = decision_with_its_single_rows(decision_id)
    profile = pinned_profile(decision.profile, decision.profile_on)
    rows = read(
        LISTS,
        decision=decision.pk,
        organ=decision.organ_id,
        long_ago=as_of - timedelta(days=profile.petition_days),
    )
    return _dossier(decision, rows, profile, as_of)


@lru_cache(maxsize=256)
def pinned_profile(name: str, on: date) -> Profile:
    """The profile a decision pinned at its opening; a shipped file does not change while we run."""
    return load_profile(name, on)


def _dossier(decision: Decision, rows: Listed, profile: Profile, as_of: date) -> Dossier:
    return Dossier(
        profile=profile,
        as_of=as_of,
        calendar=holidays.office_calendar(rows),
        matter=matter.matter(decision),
        initiation=initiation.initiation(decision, rows),
        preparation=preparation.preparation(decision, rows),
        drafts=drafts.frozen(rows),
        participation=participation.participation(decision, rows),
        hearing=hearing.hearing(decision, rows),
        expertise=expertise.expertise(decision, rows),
        risk=risk.risk(decision, rows),
        competition=competition.competition(decision, rows),
        legality=legality.legality(decision, rows),
        package=submission.package(decision, rows),
        meetings=deliberation.meetings(rows),
        reports=deliberation.reports(decision),
        publication=publication.publication(decision),
        execution=execution.execution(decision, rows),
        archive=archive.archive(decision, rows),
        findings=signoffs.findings(rows),
        rulings=signoffs.rulings(rows),
        reasons=signoffs.reasons(rows),
    )
