"""The open consultation (Art. 15): reviewed, opened, extended, withdrawn, closed at its end.

The period is computed from the pinned profile and goes into the record with its sum. What the
public sends in between is kept by ``workflows/submitting.py`` and needs no act.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions import models
from decisions.law import consultation as law
from decisions.law.dossier import Dossier
from decisions.law.facts.participation import Activity
from decisions.law.reckoning import explain, in_words
from decisions.law.terms import ActivityKind, Disclosure, Progress, Section, Stage
from decisions.models import Matter, Participation, ParticipationActivity
from workflows import tallying
from workflows.act import Act, Doing
from workflows.sections import nothing_frozen
from workflows.steps.forms import consultation as forms
from workflows.telling import issue

CLOSES = "consultation_closes"


def none_running(dossier: Dossier) -> Any:
    """Why nothing can be extended, withdrawn or closed: no consultation is running."""
    if any(a.closed_on is None for a in law.consultations(dossier)):
        return ""
    return _("No consultation is running.")


class ReviewDisclosure(Act):
    """Review what may go out before it does, and set the disclosure attribute (GIR 17, SC80)."""

    slug, step, label = "review_disclosure", "participation", _("Review before disclosure")
    articles, stages, repeatable = ("GIR-17", "SC80-1.1"), (Stage.DRAFTING,), True
    form = forms.ReviewDisclosureForm

    def do(self, doing: Doing) -> None:
        """Keep attribute, ground and day; a draft frozen later needs a new review."""
        asked = doing.data
        Matter.objects.filter(decision=doing.decision).update(
            disclosure=asked["disclosure"],
            withholding_ground=asked["withholding_ground"],
            disclosure_reviewed_on=doing.occurred_on,
        )
        doing.facts |= {key: asked[key] for key in ("disclosure", "withholding_ground")}
        doing.summary = "完成公开前审查"


class OpenConsultation(Act):
    """Publish the draft with its explanation and invite opinions (Art. 15)."""

    slug, step, label = "open_consultation", "participation", _("Open the consultation")
    section, progress = Section.PARTICIPATION, Progress.UNDER_WAY
    articles, gates, stages = ("15.1", "15.2", "GIR-17", "PIPL-17"), ("G3",), (Stage.DRAFTING,)
    form, notice = forms.OpenConsultationForm, "consultation_notice"

    def not_yet(self, dossier: Dossier) -> Any:
        """One at a time, with a frozen draft that may be disclosed, in an open section."""
        if not none_running(dossier):
            return _("A consultation is running already.")
        if dossier.participation.progress is Progress.CONCLUDED:
            return _("This section is concluded. Reopen it first.")
        if dossier.matter.disclosure is Disclosure.WITHHELD:
            return _("The matter is withheld from disclosure; see the disclosure review.")
        return nothing_frozen(dossier)

    def do(self, doing: Doing) -> None:
        """Write notice and period, and set the term that ends it."""
        asked, decision = doing.data, doing.decision
        activity = ParticipationActivity.objects.create(
            decision=decision,
            kind=ActivityKind.OPEN_CONSULTATION,
            title=asked["title"],
            organiser=decision.lead_office.name,
            announced_on=doing.occurred_on,
            opens_on=asked["opens_on"],
            closes_on=asked["closes_on"],
            channels=asked["channels"],
            explained_by_experts=asked["explained_by_experts"],
        )
        reviewed_on, reviewer = _review(doing)
        models.OpenConsultation.objects.create(
            activity=activity,
            draft=asked["draft"],
            ways=asked["ways"],
            contact=asked["contact"],
            address=asked["address"],
            shortened_reason=asked["shortened_reason"],
            privacy=asked["privacy"],
            disclosure_reviewed_on=reviewed_on,
            disclosure_reviewed_by_id=reviewer,
            first_closes_on=asked["closes_on"],
        )
        doing.facts |= {"activity": activity.pk, "draft": asked["draft"].digest}
        _argue_the_day(doing)
        _reckon(doing, activity)
        doing.summary = (
            f"公开征求意见，期限{in_words(activity.opens_on)}至{in_words(activity.closes_on)}"
        )
        issue(doing, self.notice, activity=activity)


class ExtendConsultation(Act):
    """Keep the consultation open longer; the first last day stays on the record (Art. 15)."""

    slug, step, label = "extend_consultation", "participation", _("Extend the period")
    articles, gates, stages = ("15.2",), ("G3",), (Stage.DRAFTING,)
    form, notice = forms.ExtendForm, "extension_notice"
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only while one runs."""
        return none_running(dossier)

    def do(self, doing: Doing) -> None:
        """Move the last day and its term."""
        activity, was = doing.data["activity"], doing.data["activity"].closes_on
        activity.closes_on = doing.data["closes_on"]
        activity.save(update_fields=["closes_on"])
        terms = activity.consultation
        terms.extension_reason = doing.data["extension_reason"]
        terms.save(update_fields=["extension_reason"])
        doing.facts |= {"activity": activity.pk, "closed_on_before": was.isoformat()}
        _reckon(doing, activity)
        doing.summary = f"征求意见期限由{in_words(was)}延长至{in_words(activity.closes_on)}"
        issue(doing, self.notice, activity=activity)


class WithdrawConsultation(Act):
    """Take the notice back with reasons; what came in stays and is still answered (Art. 15)."""

    slug, step, label = "withdraw_consultation", "participation", _("Withdraw the consultation")
    articles, stages, form = ("15",), (Stage.DRAFTING,), forms.WithdrawForm
    notice, repeatable, optional = "withdrawal_notice", True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only while one runs."""
        return none_running(dossier)

    def do(self, doing: Doing) -> None:
        """Keep the reason; from now on nothing more is taken."""
        activity = doing.data["activity"]
        activity.withdrawn_reason = doing.data["reason"]
        activity.save(update_fields=["withdrawn_reason"])
        doing.met(CLOSES, str(activity.pk))
        doing.facts["activity"] = activity.pk
        doing.summary = f"撤回征求意见公告：{doing.data['reason'][:60]}"
        issue(doing, self.notice, activity=activity, consequence=doing.data["consequence"])


class CloseConsultation(Act):
    """End the collecting once its last day is over and everything on paper is entered (Art. 15)."""

    slug, step, label = "close_consultation", "participation", _("Close the consultation")
    articles, gates, stages = ("15.2", "18"), ("G4",), (Stage.DRAFTING,)
    form = forms.CloseForm

    def not_yet(self, dossier: Dossier) -> Any:
        """Only while one runs."""
        return none_running(dossier)

    def do(self, doing: Doing) -> None:
        """Count exactly, and say so when nothing came."""
        activity = doing.data["activity"]
        activity.closed_on = doing.occurred_on
        activity.offline_entered = doing.data["offline_entered"]
        activity.save(update_fields=["closed_on", "offline_entered"])
        tally = tallying.recount(doing.decision)
        _say_none_came(doing, doing.data["none_received_stated"] and not tally.submissions)
        doing.met(CLOSES, str(activity.pk))
        doing.facts |= {
            "activity": activity.pk,
            "submissions": tally.submissions,
            "opinions": tally.opinions,
        }
        doing.summary = (
            f"结束征集，共收到{tally.submissions}件、意见{tally.opinions}条"
            if tally.submissions
            else "结束征集，征求意见期间，未收到意见建议"
        )


def _say_none_came(doing: Doing, stated: bool) -> None:
    """The statement in words, where it is not what stands already."""
    if stated is not doing.stood.participation.none_received_stated:
        doing.keep(Participation, none_received_stated=stated)


def _review(doing: Doing) -> tuple[date | None, int | None]:
    """The review before disclosure, when it saw the draft that goes out, and who made it."""
    reviewed_on = doing.stood.matter.disclosure_reviewed_on
    if reviewed_on is None or reviewed_on < doing.data["draft"].frozen_on:
        return None, None
    reviews = [row for row in doing.rows["acted"] if row["act"] == ReviewDisclosure.slug]
    newest = max(reviews, key=lambda row: row["seq"], default={"actor": None})
    return reviewed_on, newest["actor"]


def _argue_the_day(doing: Doing) -> None:
    """Why a provisional last day is gone by is said with the act itself (answer 5)."""
    if reason := doing.data["provisional_reason"]:
        doing.argue(law.last_day_is_certain.name, reason)


def _reckon(doing: Doing, activity: ParticipationActivity) -> None:
    """Compute the period from the pinned profile; keep the sum, and the term that ends it."""
    dossier = doing.stood
    row = Activity(
        opens_on=activity.opens_on,
        closes_on=activity.closes_on,
        announced_on=activity.announced_on,
    )
    profile, start = dossier.profile, law.first_day(row)
    earliest = law.earliest_close(start, dossier)
    doing.facts["period"] = {
        "opens_on": activity.opens_on.isoformat(),
        "closes_on": activity.closes_on.isoformat(),
        "days": law.days_open(row, dossier),
        "floor": profile.consultation_days,
        "day_count": profile.day_count,
        "earliest": earliest.day.isoformat(),
        "provisional": earliest.provisional,
        "sum": explain(
            dossier.calendar,
            start,
            profile.consultation_days,
            day_count=profile.day_count,
            roll_last_day=profile.roll_last_day,
        ),
    }
    doing.deadline(
        CLOSES,
        "15.2",
        start,
        activity.closes_on,
        subject=str(activity.pk),
        provisional=earliest.provisional,
    )
