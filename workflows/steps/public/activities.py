"""The other ways to hear the public (Art. 14): seminars, visits, surveys, letters to named bodies.

Each is an activity with its day, its people and its record. Opinions voiced there are entered by
``opinions.py``; a hearing has a step of its own.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.reckoning import in_words
from decisions.law.terms import ActivityKind, Channel, Progress, Section, Stage, SubmitterKind
from decisions.models import ConsultationLetter, ParticipationActivity
from workflows import entering
from workflows.act import Act, Doing
from workflows.steps.forms import activities as forms

REPLY = "letter_reply"


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
        activity.opens_on = activity.closes_on = asked["planned_on"] or asked["held_on"]
        activity.held_on = asked["held_on"]
        activity.participants = forms.counted(asked["participants"], asked["number"])
        activity.explained_by_experts = asked["explained_by_experts"]
        activity.summary = asked["summary"]
        activity.record = doing.paper("record", "activity_record", asked["title"])
        activity.save()
        doing.facts["activity"] = activity.pk
        done = "开展" if activity.held_on else "计划开展"
        day = in_words(activity.held_on or activity.opens_on)
        doing.summary = f"{day}{done}{label(ActivityKind(activity.kind))}：{activity.title}"


class SendLetter(Act):
    """Send a consultation letter to named bodies; each reply is tracked (Art. 14)."""

    slug, step, label = "send_letter", "participation", _("Send a consultation letter")
    section, progress = Section.PARTICIPATION, Progress.UNDER_WAY
    articles, stages, form = ("14.2",), (Stage.DRAFTING,), forms.SendLetterForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Not in a section that is concluded."""
        return ended(dossier)

    def do(self, doing: Doing) -> None:
        """One row an addressee, and one term for all replies."""
        asked, day = doing.data, doing.occurred_on
        activity = ParticipationActivity.objects.create(
            decision=doing.decision,
            kind=ActivityKind.CONSULTATION_LETTER,
            title=asked["title"],
            organiser=doing.decision.lead_office.name,
            announced_on=day,
            opens_on=day,
            closes_on=asked["reply_by"],
            participants=forms.counted(asked["participants"], len(asked["addressees"])),
            record=doing.paper("letter", "consultation_letter", asked["title"]),
        )
        ConsultationLetter.objects.bulk_create(
            [
                ConsultationLetter(
                    activity=activity, addressee=name, sent_on=day, reply_by=asked["reply_by"]
                )
                for name in asked["addressees"]
            ]
        )
        if asked["reply_by"]:
            doing.deadline(REPLY, "14.2", day, asked["reply_by"], subject=str(activity.pk))
        doing.facts |= {"activity": activity.pk, "letters": len(asked["addressees"])}
        doing.summary = f"向{len(asked['addressees'])}个单位发出征求意见函"


class RecordLetterReply(Act):
    """Record what an addressee answered; a differing view is entered as an opinion (Art. 14)."""

    slug, step, label = "record_letter_reply", "participation", _("Record a reply to a letter")
    articles, stages, form = ("14.2", "18"), (Stage.DRAFTING,), forms.LetterReplyForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only after a letter was sent, in a section that is not concluded."""
        kinds = {activity.kind for activity in dossier.participation.activities or ()}
        if ActivityKind.CONSULTATION_LETTER not in kinds:
            return _("No letter was sent.")
        return ended(dossier)

    def do(self, doing: Doing) -> None:
        """Keep the reply; with the last one the term is met."""
        letter, text = doing.data["letter"], doing.data["text"]
        letter.replied_on = doing.occurred_on
        letter.reply = doing.paper("reply", "letter_reply", f"{letter.addressee}复函")
        letter.save(update_fields=["replied_on", "reply"])
        if not letter.activity.letters.filter(replied_on=None).exists():
            doing.met(REPLY, str(letter.activity_id))
        if text:
            self._enter(doing, letter, text)
        doing.facts |= {"letter": letter.pk, "opinion": bool(text)}
        view = "提出意见" if text else "无不同意见"
        doing.summary = f"收到{letter.addressee}复函：{view}"

    def _enter(self, doing: Doing, letter: ConsultationLetter, text: str) -> None:
        said, _code = entering.submission(
            letter.activity,
            text=text,
            channel=Channel.LETTER,
            submitter_kind=SubmitterKind.PUBLIC_BODY,
            received_on=doing.occurred_on,
            entered_at=doing.now,
            entered_by=doing.user,
            name=letter.addressee,
            publish_consent=True,
        )
        said.save(force_insert=True)
        entering.opinion(said).save(force_insert=True)
