"""Makes the dossier of a decision from its rows: the only translation from models to law.

Two queries, whatever the stage and however many opinions: the decision with its organ, and all
other rows together (``listed.py``); an act, which holds the decision's row, needs only the second.
Called by acts, deadlines and the desk. Texts stay in their rows; the record (``Entry``) is never
read here. Reading JSON stands in ``casefile.py``.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

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
from decisions.gather.listed import Listed, Room, read
from decisions.law.dossier import Dossier
from decisions.law.profile import Profile, load_profile
from decisions.models import Decision

__all__ = ["dossier_of", "gather", "rows_of"]

LISTS = tuple(
    room.lists
    for room in (
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
)


def gather(decision_id: int, *, as_of: date, names_at: datetime = names.TODAY) -> Dossier:
    """The dossier as of a day, in the names borne at an instant; raises Decision.DoesNotExist."""
    decision = Decision.objects.select_related("organ").get(pk=decision_id)
    rows = rows_of(decision, as_of, names_at=names_at)
    names.put_back(rows, decision.organ)
    return dossier_of(decision, rows, as_of)


def rows_of(decision: Decision, as_of: date, *beside: Room, **given: Any) -> Listed:
    """The lists of a decision whose row is at hand, and those of rooms beside it: one query."""
    profile = pinned_profile(decision.profile, decision.profile_on)
    return read(
        *LISTS,
        *beside,
        decision=decision.pk,
        organ=decision.organ_id,
        long_ago=as_of - timedelta(days=profile.petition_days),
        **({"names_at": names.TODAY} | given),
    )


@lru_cache(maxsize=256)
def pinned_profile(name: str, on: date) -> Profile:
    """The profile a decision pinned at its opening; a shipped file does not change while we run."""
    return load_profile(name, on)


def dossier_of(decision: Decision, rows: Listed, as_of: date) -> Dossier:
    """What the law may look at, from lists already read."""
    return Dossier(
        profile=pinned_profile(decision.profile, decision.profile_on),
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
