"""The other ways to hear the public (Art. 14): seminars, visits, displays, surveys, the media.

Each is an activity with its day, its people and its record. Opinions voiced there are entered by
``opinions.py``; letters and questionnaires have modules, a hearing a step of their own.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.reckoning import in_words
from decisions.law.terms import ActivityKind, Progress, Section, Stage
from decisions.models import ParticipationActivity
from workflows.act import Act, Doing
from workflows.steps.forms import activities as forms


def ended(dossier: Dossier) -> Any:
    """Why nothing more is done in the section: it is concluded."""
    if dossier.participation.progress is Progress.CONCLUDED:
        return _("This section is concluded. Reopen it first.")
    return ""


class RecordActivity(Act):
    """Record a seminar, visit, display or survey, planned or held, with its record (Art. 14)."""

    slug, step, label = "record_activity", "participation", _("Record an activity")
    section, progress = Section.PARTICIPATION, Progress.UNDER_WAY
    articles, stages, form = ("14.2", "14.3"), (Stage.DRAFTING,), forms.ActivityForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Not in a section that is concluded."""
        return ended(dossier)

    def do(self, doing: Doing) -> None:
        """One row an activity; what was planned is completed by being held."""
        asked = doing.data
        activity = asked["planned"] or ParticipationActivity(decision=doing.decision)
        activity.kind, activity.title = asked["kind"], asked["title"]
        activity.organiser, activity.place = asked["organiser"], asked["place"]
        activity.starts_at, activity.contact = asked["starts_at"], asked["contact"]
        activity.opens_on = asked["planned_on"] or asked["held_on"]
        activity.closes_on = asked["until"] or activity.opens_on
        activity.held_on = asked["held_on"]
        if asked["announced"]:
            activity.announced_on = activity.announced_on or doing.occurred_on
        activity.participants = asked["by_kind"] or forms.counted(
            asked["participants"], asked["number"]
        )
        activity.explained_by_experts = asked["explained_by_experts"]
        activity.summary = asked["summary"]
        activity.record = doing.paper("record", "activity_record", asked["title"])
        activity.save()
        doing.facts["activity"] = activity.pk
        done = "开展" if activity.held_on else "计划开展"
        day = in_words(activity.held_on or activity.opens_on)
        doing.summary = f"{day}{done}{label(ActivityKind(activity.kind))}：{activity.title}"


class CancelActivity(Act):
    """Call off an activity that was planned, with the reason (Art. 14)."""

    slug, step, label = "cancel_activity", "participation", _("Call off an activity")
    articles, stages, form = ("14.2",), (Stage.DRAFTING,), forms.CancelForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only what is planned and not held."""
        planned = [
            a
            for a in dossier.participation.activities or ()
            if a.kind in forms.CALLED_OFF and not (a.held_on or a.withdrawn)
        ]
        return ended(dossier) if planned else _("No activity is planned.")

    def do(self, doing: Doing) -> None:
        """It stays in the list, with its reason."""
        activity = doing.data["activity"]
        ParticipationActivity.objects.filter(pk=activity.pk).update(
            withdrawn_reason=doing.data["reason"], closed_on=doing.occurred_on
        )
        doing.facts |= {"activity": activity.pk, "reason": doing.data["reason"]}
        doing.summary = f"取消{label(ActivityKind(activity.kind))}：{activity.title}"
