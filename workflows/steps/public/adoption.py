"""How participation ends (Art. 14, 18; SC33): note, approval, feedback, exemption, conclusion.

Approving and concluding count exactly under the lock. The feedback is published before the section
is concluded, unless a reason is recorded where no law demands it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow, NotReady
from decisions.gather.listed import one
from decisions.law import participation as law
from decisions.law.consultation import consultations
from decisions.law.dossier import Dossier
from decisions.law.feedback import every_opinion_is_answered, feedback_is_published_or_argued
from decisions.law.terms import Progress, Section, Stage
from decisions.models import Participation, Submission
from workflows import feedback_mail, judged, report_items, sums, tallying
from workflows.act import Act, Doing
from workflows.importing.taking import none_comes_in
from workflows.sections import not_under_way
from workflows.steps.forms import adoption as forms
from workflows.steps.public.activities import ended
from workflows.steps.public.questionnaire import still_asking
from workflows.telling import issue


def still_collecting(dossier: Dossier) -> Any:
    """Why nothing can be summed up yet: no section under way, or collecting goes on."""
    if any(a.closed_on is None for a in consultations(dossier)):
        return _("Close the consultation first.")
    if any(still_asking(activity) for activity in dossier.participation.activities or ()):
        return _("Close the questionnaire first.")
    heard = dossier.participation
    return not_under_way(heard.progress, heard.activities)


class WriteAdoptionNote(Act):
    """Write down what was collected and adopted; opinions get their numbers (Art. 18)."""

    slug, step, label = "write_adoption_note", "participation", _("Write the adoption note")
    section = Section.PARTICIPATION
    articles, stages, form = ("18", "SC33"), (Stage.DRAFTING,), forms.AdoptionNoteForm
    repeatable = True
    rewrites = True

    def not_yet(self, dossier: Dossier) -> Any:
        """After collecting, and before the feedback is out."""
        if dossier.participation.feedback_published_on:
            return _("The feedback is published already.")
        return still_collecting(dossier)

    def do(self, doing: Doing) -> None:
        """A note written anew waits for a new approval."""
        fields = ("asked", "said", "did", "adoption_note")
        said = {name: doing.data[name] for name in fields}
        doing.keep(Participation, adoption_note_on=None, adoption_note_by=None, **said)
        report_items.lay_out(doing.decision)
        doing.facts |= said
        doing.summary = "起草意见收集和采纳情况说明"


class ApproveAdoptionNote(Act):
    """Approve the note on what was collected and adopted (Art. 18, 29)."""

    slug, step, label = "approve_adoption_note", "participation", _("Approve the adoption note")
    articles, stages = ("18", "29.2"), (Stage.DRAFTING,)
    beside = (*sums.EXACT, report_items.laid_out)

    def not_yet(self, dossier: Dossier) -> Any:
        """Once, after the note was written."""
        if dossier.participation.adoption_note_on:
            return _("The note is approved already.")
        return still_collecting(dossier)

    def do(self, doing: Doing) -> None:
        """Count exactly: a note over unanswered opinions is no note."""
        none_comes_in(doing.rows)
        written = Participation.objects.filter(decision=doing.decision).exclude(adoption_note="")
        if not written.update(adoption_note_on=doing.occurred_on, adoption_note_by=doing.user):
            raise NotNow(_("Write the adoption note first."))
        tally = tallying.recount(doing.decision, doing.rows)
        if tally.undisposed:
            raise NotReady(
                _("The law still misses something for this step."),
                list(every_opinion_is_answered(judged.as_left(doing))),
            )
        report_items.lay_out(doing.decision, doing.rows)
        doing.facts |= {"opinions": tally.opinions, "submissions": tally.submissions}
        doing.summary = f"审定意见收集和采纳情况，共{tally.opinions}条"


class PublishFeedback(Act):
    """Publish what became of the opinions, with the reasons (Art. 18; BER 62; SC80)."""

    slug, step, label = "publish_feedback", "participation", _("Publish the feedback")
    articles, gates, stages = ("18", "BER-62", "SC80-1.2", "PIPL-25"), ("G5p",), (Stage.DRAFTING,)
    form, notice = forms.PublishFeedbackForm, "adoption_notice"

    def not_yet(self, dossier: Dossier) -> Any:
        """Once, after the note was approved."""
        if dossier.participation.feedback_published_on:
            return _("The feedback is published already.")
        if not dossier.participation.adoption_note_on:
            return _("The adoption note is not approved yet.")
        return ""

    def do(self, doing: Doing) -> None:
        """Keep the day, and that personal data were looked for."""
        Participation.objects.filter(decision=doing.decision).update(
            feedback_published_on=doing.occurred_on,
            personal_data_checked_on=doing.occurred_on,
            changes_published=doing.data["changes_published"],
        )
        doing.facts["changes_published"] = doing.data["changes_published"]
        doing.summary = "公布意见收集和采纳情况"
        issue(doing, self.notice)
        doing.then(lambda entry: [feedback_mail.telling(doing.decision, entry)])


class ExemptParticipation(Act):
    """Pass participation over on a disclosure ground; a signed finding says so too (Art. 14)."""

    slug, step, label = "exempt_participation", "participation", _("Exempt from participation")
    articles, stages, form = ("14.1",), (Stage.DRAFTING,), forms.ExemptForm
    optional = True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only while nobody was asked."""
        if any(not a.withdrawn for a in dossier.participation.activities or ()):
            return _("The public was asked already.")
        return ended(dossier)

    def do(self, doing: Doing) -> None:
        """Keep the ground; the finding is written and signed in the drafting step."""
        doing.keep(Participation, exemption_ground=doing.data["ground"])
        doing.facts["ground"] = doing.data["ground"]
        doing.summary = "依法不开展公众参与"


class ConcludeParticipation(Act):
    """Conclude public participation: every opinion answered, counts added up (Art. 14, 18)."""

    slug, step = "conclude_participation", "participation"
    label, section = _("Conclude public participation"), Section.PARTICIPATION
    articles, gates, stages = ("14", "18", "SC33"), ("G5",), (Stage.DRAFTING,)
    progress = Progress.CONCLUDED

    def not_yet(self, dossier: Dossier) -> Any:
        """Not while collecting goes on; an exemption needs no section under way."""
        if dossier.participation.exemption_ground:
            return ended(dossier)
        return still_collecting(dossier)

    def gates_of(self, dossier: Dossier) -> tuple[str, ...]:
        """The feedback is out, or argued where no law demands it (G5p)."""
        exempt = dossier.participation.exemption_ground
        return (*self.gates, "G5p") if not exempt and feedback_is_awaited(dossier) else self.gates

    def do(self, doing: Doing) -> None:
        """Count exactly under the lock; what is held for a look, or comes in, is not all."""
        none_comes_in(doing.rows)
        _none_is_held(doing)
        tally = tallying.recount(doing.decision)
        if doing.stood.participation.exemption_ground:
            doing.progress = Progress.FOUND_UNNECESSARY
        doing.facts |= {"opinions": tally.opinions, "submissions": tally.submissions}
        doing.summary = f"公众参与完成，意见{tally.opinions}条均已处理"


def _none_is_held(doing: Doing) -> None:
    if not one(doing.rows, "sent_in")["held"]:
        return
    held = Submission.objects.filter(decision=doing.decision, held=True, withdrawn_at=None)
    raise NotNow(_("%(number)d submissions are still held for a look.") % {"number": held.count()})


def feedback_is_awaited(dossier: Dossier) -> bool:
    """Whether the feedback must be out before the section ends (G5p)."""
    if law.feedback_demanded(dossier):
        return True
    argued = dossier.reason_for(feedback_is_published_or_argued.name)
    return law.feedback_advised(dossier) and not argued
