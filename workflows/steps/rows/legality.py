"""What the acts of the legality review write: rounds, the clock, counsel, points (Art. 25 to 28).

A return stops the clock; the supplement starts it again, later by the working days it stood
still. Called by ``steps/legality.py`` and ``steps/review`` only.
"""

from django.utils.translation import gettext as _

from accounts.roles import Role
from decisions import filed
from decisions.errors import NotNow, NotYours
from decisions.gather.listed import Row
from decisions.models import (
    CounselOpinion,
    LegalityPoint,
    LegalityReturn,
    LegalityReview,
    Matter,
)
from workflows import links, permissions, standing
from workflows.doing import Doing, Guest

BESIDE = (filed.reviewers, standing.appointed)  # by these ``as_reviewer`` knows the unit
TERM = "legality_review"
TIME_RULE = "review_had_time"
TOLD = ("round", "draft", "office", "requested_on", "granted_until", "completed_on")
COMPLETED = ["reviewer", "completed_on", "draft", "power", "procedure", "content", "opinion"]
COMPLETED += ["exploratory", "legal_risk"]


def newest(doing: Doing) -> LegalityReview:
    """The newest round as it was read under the lock; raises NotNow when there is none."""
    told = max(doing.rows["review"], key=lambda row: row["round"], default=None)
    if told is None:
        raise NotNow(_("No legality review was requested yet."))
    return filed.bare(LegalityReview, told, *TOLD)


def begin_round(doing: Doing) -> LegalityReview:
    """One more round: the request, its clock, and the reviewer's access (Art. 26)."""
    asked, decision = doing.data, doing.decision
    review = LegalityReview.objects.create(
        decision=decision,
        round=len(doing.rows["review"]) + 1,
        draft=asked["draft"],
        statement_of_steps=asked["statement_of_steps"],
        requested_on=doing.occurred_on,
        requested_by=doing.user,
        granted_until=asked["granted_until"],
        office=asked["office"],
    )
    if asked["office"].organ_id != decision.organ_id:
        permissions.grant_office(decision, asked["office"], Role.LEGAL_REVIEWER)
    if review.round > 1:
        waiting = LegalityReturn.objects.filter(review__decision=decision, supplemented_on=None)
        waiting.update(supplemented_on=doing.occurred_on, supplement=f"第{review.round}轮重新送审")
    _disclose(doing)
    _time(doing, review)
    doing.facts |= {"round": review.round, "draft": asked["draft"].digest}
    return review


def _disclose(doing: Doing) -> None:
    """The attribute the request names, where it is not what stands already."""
    asked, matter = doing.data, doing.stood.matter
    named = (asked["disclosure"], asked["withholding_ground"])
    if named != (matter.disclosure, matter.withholding_ground or ""):
        Matter.objects.filter(decision=doing.decision).update(
            disclosure=named[0], withholding_ground=named[1]
        )


def stop_clock(doing: Doing, review: LegalityReview, defects: str) -> None:
    """Keep the return; the term that ran ends today, the next begins with the supplement."""
    waiting = any(row["supplemented_on"] is None for row in _returns(doing, review))
    if not review.completed_on and not waiting:
        end_term(doing, review)
    LegalityReturn.objects.create(review=review, returned_on=doing.occurred_on, defects=defects)


def end_round(doing: Doing, defects: str) -> LegalityReview:
    """The draft goes back to drafting: what is to be mended stays with the newest round."""
    review = newest(doing)
    stop_clock(doing, review, defects)
    return review


def restart_clock(doing: Doing, review: LegalityReview, supplement: str) -> None:
    """The reviewer gets back the working days for which the clock stood still (Art. 26)."""
    returned = review.returns.filter(supplemented_on=None).latest("pk")
    if doing.occurred_on < returned.returned_on:
        raise NotNow(_("The supplement comes after the return."))
    returned.supplemented_on, returned.supplement = doing.occurred_on, supplement
    returned.save(update_fields=["supplemented_on", "supplement"])
    days = doing.stood.calendar
    stood = days.working_days(returned.returned_on, doing.occurred_on)
    due = days.add_working_days(max(review.granted_until, returned.returned_on), stood.days)
    review.granted_until = max(due.day, doing.occurred_on)
    review.save(update_fields=["granted_until"])
    doing.deadline(
        TERM,
        "26.2",
        doing.occurred_on,
        review.granted_until,
        subject=_subject(doing, review),
        provisional=due.provisional,
    )


def end_term(doing: Doing, review: LegalityReview) -> None:
    """The term that runs is met today."""
    doing.met(TERM, _subject(doing, review))


def as_reviewer(doing: Doing, review: LegalityReview) -> None:
    """Only the unit named in the request reviews (Art. 25); raises NotYours."""
    review.office = filed.units(doing.rows)[review.office_id]
    holder = getattr(doing.capacity.on_behalf_of or doing.actor, "pk", None)
    seat = {"user": holder, "office": review.office_id, "role": Role.LEGAL_REVIEWER}
    if not any(seat.items() <= row.items() for row in doing.rows["appointed"]):
        raise NotYours(_("This review belongs to: %(office)s.") % {"office": review.office})


def own_opinion(doing: Doing) -> CounselOpinion:
    """The row of the counsel who acts: a guest's by its link, an account's by its name."""
    asked = CounselOpinion.objects.filter(
        review__decision=doing.decision, review__completed_on=None
    )
    if isinstance(doing.actor, Guest):
        counsel = asked.filter(pk=doing.actor.row_id).first()
    else:
        counsel = asked.filter(name=str(doing.actor)).last()
    if counsel is None:
        raise NotYours(_("You are not among the counsel asked in this review."))
    if counsel.given_on:
        raise NotNow(_("This opinion was already given."))
    links.still_open(doing, counsel)
    return counsel


def complete(doing: Doing, review: LegalityReview, number: str) -> None:
    """Keep the answers, the points and the number, bound to the draft seen (Art. 27, 28)."""
    asked = doing.data
    review.reviewer, review.completed_on = doing.user, doing.occurred_on
    for name in COMPLETED[2:]:
        setattr(review, name, asked[name])
    review.number = number
    review.save(update_fields=[*COMPLETED, "number"])
    LegalityPoint.objects.bulk_create(
        LegalityPoint(review=review, number=number, clause=point.clause, text=point.text)
        for number, point in enumerate(asked["points"], 1)
    )
    end_term(doing, review)
    doing.facts |= {name: asked[name] for name in ("power", "procedure", "content")}
    doing.facts |= {"round": review.round, "points": len(asked["points"])}
    doing.facts["draft"] = asked["draft"].digest


def _time(doing: Doing, review: LegalityReview) -> None:
    asked = doing.data
    if asked["short_reason"]:
        doing.argue(TIME_RULE, asked["short_reason"])
    doing.deadline(
        TERM,
        "26.2",
        doing.occurred_on,
        asked["granted_until"],
        subject=_subject(doing, review),
        provisional=asked["counted"].provisional,
    )


def _returns(doing: Doing, review: LegalityReview) -> list[Row]:
    return [row for row in doing.rows["return"] if row["review"] == review.pk]


def _subject(doing: Doing, review: LegalityReview) -> str:
    """Each round has a term of its own, and each return within it starts another."""
    times = len(_returns(doing, review))
    return f"{review.round}.{times}" if times else str(review.round)
