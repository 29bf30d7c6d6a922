"""Makes the dossier of a decision from its rows: the only translation from models to law.

Two queries, whatever the stage and however many opinions: the decision with its organ, and all
other rows together (``listed.py``). Called by acts, deadlines and the desk. Texts stay in
their rows; the record (``Entry``) is never read here. Reading JSON stands in ``casefile.py``.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from decisions.gather import (
    archive,
    competition,
    deliberation,
    drafts,
    evaluation,
    execution,
    expertise,
    hearing,
    holidays,
    initiation,
    legality,
    matter,
    names,
    participation,
    preparation,
    publication,
    risk,
    signoffs,
    submission,
)
from decisions.gather.listed import Listed, read
from decisions.law.dossier import Dossier
from decisions.law.profile import Profile, load_profile
from decisions.models import Decision

__all__ = ["gather"]

LISTS = (
    archive,
    competition,
    deliberation,
    drafts,
    evaluation,
    execution,
    expertise,
    hearing,
    holidays,
    initiation,
    legality,
    matter,
    names,
    participation,
    preparation,
    publication,
    risk,
    signoffs,
    submission,
)


def gather(decision_id: int, *, as_of: date, names_at: datetime = names.TODAY) -> Dossier:
    """The dossier as of a day, in the names borne at an instant; raises Decision.DoesNotExist."""
    decision = Decision.objects.select_related("organ").get(pk=decision_id)
    profile = pinned_profile(decision.profile, decision.profile_on)
    rows = read(
        LISTS,
        decision=decision.pk,
        organ=decision.organ_id,
        long_ago=as_of - timedelta(days=profile.petition_days),
        names_at=names_at,
    )
    names.put_back(rows, decision.organ)
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
        matter=matter.matter(decision, rows),
        initiation=initiation.initiation(rows),
        preparation=preparation.preparation(rows),
        drafts=drafts.frozen(rows),
        participation=participation.participation(rows),
        hearing=hearing.hearing(rows),
        expertise=expertise.expertise(rows),
        risk=risk.risk(rows),
        competition=competition.competition(rows),
        legality=legality.legality(decision, rows),
        package=submission.package(decision, rows),
        meetings=deliberation.meetings(rows),
        reports=deliberation.reports(rows),
        publication=publication.publication(rows),
        execution=execution.execution(rows),
        archive=archive.archive(rows),
        findings=signoffs.findings(rows),
        rulings=signoffs.rulings(rows),
        reasons=signoffs.reasons(rows),
    )
