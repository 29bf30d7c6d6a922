"""The kinds of notice: on which articles each rests, whether it bears a number, who may read it.

``services.issue`` asks here what to say. To add a kind: its dataclass in ``papers``, its builder
in ``wording``, its template in templates/notices, and one line below. Notices on the web bear no
document number (公文 practice); a letter, minutes and the decision itself do.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organ
from decisions import filed
from decisions.gather.listed import Room
from decisions.models import Decision
from decisions.selectors import public as open_to_all
from notices.papers import Paper
from notices.wording import (
    adoption,
    archive,
    catalogue,
    competition,
    deliberation,
    execution,
    expertise,
    hearing,
    hearing_held,
    initiation,
    legality,
    letters,
    participation,
    publication,
    review,
    risk,
    submission,
)


def the_organ(decision: Decision) -> Organ:
    """The decision organ numbers its own papers."""
    return decision.organ


def the_reviewers_organ(decision: Decision) -> Organ:
    """A reviewer from outside numbers in the series of its own organ (answer 7, 10)."""
    return legality.completed(decision).office.organ


def what_the_public_was_told(decision: Decision) -> bool:
    """The public was told of the matter before it was decided, and it is not withheld."""
    return bool(open_to_all.told_of(decision))


@dataclass(frozen=True)
class Kind:
    """One kind of notice; ``code`` is the code of its number, empty when it bears none.

    ``say`` takes decision, entry and number text (and what the act names, such as ``activity``)
    and gives the paper; ``beside`` are the rooms outside the file it speaks of, which an act reads
    with the file; ``public`` notices are for anybody, others for the decision's people. One that
    ``follows`` something is public only where that is known to be.
    """

    label: Promise
    articles: tuple[str, ...]
    say: Callable[..., Paper]
    public: bool = False
    follows: Callable[[Decision], bool] | None = None
    code: str = ""
    numbered_by: Callable[[Decision], Organ] = the_organ
    beside: tuple[Room, ...] = ()

    def is_public(self, decision: Decision) -> bool:
        """Whether anybody may read this paper of this decision."""
        return self.public and (self.follows is None or self.follows(decision))


KINDS: dict[str, Kind] = {
    "termination_notice": Kind(
        _("Notice of the end of the procedure"),
        ("10",),
        initiation.termination_notice,
        public=True,
        follows=what_the_public_was_told,
        code="{organ}",
    ),
    "consultation_notice": Kind(
        _("Consultation notice"),
        ("15.1", "15.2"),
        participation.consultation_notice,
        public=True,
        beside=(filed.clauses_asked_about,),
    ),
    "extension_notice": Kind(
        _("Extension notice"), ("15.2",), participation.extension_notice, public=True
    ),
    "withdrawal_notice": Kind(
        _("Withdrawal notice"), ("15.1",), participation.withdrawal_notice, public=True
    ),
    "consultation_letter": Kind(
        _("Consultation letter"),
        ("14.2",),
        letters.consultation_letter,
        code="{organ}函",
        beside=(filed.clauses_frozen_last,),
    ),
    "hearing_notice": Kind(_("Hearing notice"), ("16.2",), hearing.hearing_notice, public=True),
    "hearing_list_notice": Kind(
        _("Hearing notice with the list"), ("16.2",), hearing.hearing_list_notice, public=True
    ),
    "hearing_record": Kind(_("Hearing record"), ("17",), hearing_held.hearing_record),
    "hearing_report": Kind(_("Hearing report"), ("17", "18"), hearing_held.hearing_report),
    "adoption_notice": Kind(
        _("Adoption notice"),
        ("18", "SC33"),
        adoption.adoption_notice,
        public=True,
        beside=(filed.tally,),
    ),
    "expert_summary": Kind(
        _("Summary of the expert review"),
        ("19", "20", "21"),
        expertise.expert_summary,
    ),
    "risk_report": Kind(_("Risk report"), ("22", "23"), risk.risk_report),
    "competition_form": Kind(
        _("Fair-competition form"),
        ("29.1", "FCR-14"),
        competition.competition_form,
    ),
    "legality_opinion": Kind(
        _("Legality opinion"),
        ("25", "27", "28"),
        legality.legality_opinion,
        code="{organ}法审",
        numbered_by=the_reviewers_organ,
        beside=(filed.clauses_pointed_at,),
    ),
    "submission_checklist": Kind(
        _("List of what is submitted"),
        ("29",),
        submission.submission_checklist,
    ),
    "meeting_plan": Kind(
        _("Plan of the meeting"),
        ("30.1", "SC80-1.2"),
        submission.meeting_plan,
        beside=(filed.meetings, filed.rolls),
    ),
    "meeting_record": Kind(
        _("Meeting record"),
        ("30", "33"),
        deliberation.meeting_record,
        beside=(filed.meetings, filed.rolls),
    ),
    "meeting_minutes": Kind(
        _("Meeting minutes"),
        ("30",),
        deliberation.meeting_minutes,
        code="{organ}纪",
        beside=(filed.meetings, filed.rolls),
    ),
    "promulgation_notice": Kind(
        _("Promulgation notice"),
        ("32",),
        publication.promulgation_notice,
        public=True,
        code="{organ}",
        beside=(filed.clauses_published, filed.meetings, filed.reviewers),
    ),
    "interpretation": Kind(
        _("Policy interpretation"),
        ("32.2", "SC80-2"),
        publication.interpretation,
        public=True,
        follows=open_to_all.published,
    ),
    "execution_report": Kind(
        _("Execution report"),
        ("34",),
        execution.execution_report,
        beside=(filed.executing,),
    ),
    "suspension_notice": Kind(
        _("Suspension notice"),
        ("35", "37.2"),
        execution.suspension_notice,
        beside=(filed.executing,),
        public=True,
        follows=open_to_all.published,
        code="{organ}",
    ),
    "resumption_notice": Kind(
        _("Resumption notice"),
        ("37.1",),
        execution.resumption_notice,
        beside=(filed.executing,),
        public=True,
        follows=open_to_all.published,
        code="{organ}",
    ),
    "stop_notice": Kind(
        _("Notice of the end of execution"),
        ("36.3", "37.1"),
        execution.stop_notice,
        beside=(filed.executing,),
        public=True,
        follows=open_to_all.published,
        code="{organ}",
    ),
    "evaluation_report": Kind(
        _("Post-evaluation report"),
        ("36",),
        execution.evaluation_report,
    ),
    "dossier_cover": Kind(_("Cover of the file"), ("33",), archive.dossier_cover),
    "dossier_catalogue": Kind(_("Catalogue of the file"), ("33",), archive.dossier_catalogue),
}

# Papers of an organ that belong to no decision (prints.py); ``say`` takes organ, number and day.
APART: dict[str, Kind] = {
    "annual_catalogue": Kind(
        _("Yearly catalogue"), ("3.3",), catalogue.annual_catalogue, public=True, code="{organ}办"
    ),
    "case_file_review": Kind(_("Review of a case file"), ("38",), review.case_file_review),
}
