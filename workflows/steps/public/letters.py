"""Consultation letters to named bodies (征求意见函, Art. 14): sent, reminded, answered.

One letter an addressee, each with a number of its own and its PDF; each reply is tracked, and what
it says is entered as opinions.
"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.terms import ActivityKind, Channel, Progress, Section, Stage
from decisions.models import ConsultationLetter, Opinion, ParticipationActivity
from notices.services import reserve_numbers
from workflows import entering
from workflows.act import Act, Doing
from workflows.steps.forms import letters as forms
from workflows.steps.public.activities import ended
from workflows.telling import issue

REPLY = "letter_reply"
REMINDED_AT_MOST = timedelta(hours=1)  # one reminder in this time


def no_letter(dossier: Dossier) -> Any:
    """Why no reply is awaited: no letter was sent, or the section is concluded."""
    kinds = {activity.kind for activity in dossier.participation.activities or ()}
    if ActivityKind.CONSULTATION_LETTER not in kinds:
        return _("No letter was sent.")
    return ended(dossier)


class SendLetter(Act):
    """Send a consultation letter to named bodies; each reply is tracked (Art. 14)."""

    slug, step, label = "send_letter", "participation", _("Send a consultation letter")
    section, progress = Section.PARTICIPATION, Progress.UNDER_WAY
    articles, stages, form = ("14.2",), (Stage.DRAFTING,), forms.SendLetterForm
    repeatable, optional, notice = True, True, "consultation_letter"

    def not_yet(self, dossier: Dossier) -> Any:
        """Not in a section that is concluded."""
        return ended(dossier)

    def do(self, doing: Doing) -> None:
        """One row and one numbered letter an addressee, and one term for all replies."""
        asked, day = doing.data, doing.occurred_on
        activity = ParticipationActivity.objects.create(
            decision=doing.decision,
            kind=ActivityKind.CONSULTATION_LETTER,
            title=asked["title"],
            organiser=doing.decision.lead_office.name,
            contact=asked["contact"],
            announced_on=day,
            opens_on=day,
            closes_on=asked["reply_by"],
            participants=forms.kinds_counted(asked["addressees"]),
            record=doing.paper("letter", "consultation_letter", asked["title"]),
        )
        if asked["reply_by"]:
            doing.deadline(REPLY, "14.2", day, asked["reply_by"], subject=str(activity.pk))
        letters = self._sent(doing, activity)
        doing.facts |= {"activity": activity.pk, "letters": len(letters)}
        doing.summary = f"向{len(letters)}个单位发出征求意见函"

    def _sent(self, doing: Doing, activity: ParticipationActivity) -> list[ConsultationLetter]:
        """The letters, which take their numbers at once."""
        asked, day = doing.data, doing.occurred_on
        term = {"sent_on": day, "reply_by": activity.closes_on}
        letters = ConsultationLetter.objects.bulk_create(
            ConsultationLetter(activity=activity, addressee=name, kind=kind, **term)
            for name, kind in asked["addressees"]
        )
        numbers = reserve_numbers(self.notice, doing.decision, day, doing.now, len(letters))
        for letter, number in zip(letters, numbers, strict=True):
            said = {"subject": str(letter.pk), "letter": letter, "asks": asked["text"]}
            issue(doing, self.notice, number=number, **said)
        return letters


class RemindAddressee(Act):
    """Remind an addressee who has not answered, at most once an hour (催办, Art. 14)."""

    slug, step, label = "remind_addressee", "participation", _("Remind an addressee")
    articles, stages, form = ("14.2",), (Stage.DRAFTING,), forms.RemindForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only after a letter was sent, in a section that is not concluded."""
        return no_letter(dossier)

    def do(self, doing: Doing) -> None:
        """The reminder is counted on the letter and stands in the record with its way."""
        letter: ConsultationLetter = doing.data["letter"]
        if letter.reminded_at and doing.now < letter.reminded_at + REMINDED_AT_MOST:
            raise NotNow(
                _t("%(name)s was reminded less than an hour ago.") % {"name": letter.addressee}
            )
        letter.reminders, letter.reminded_at = letter.reminders + 1, doing.now
        letter.save(update_fields=["reminders", "reminded_at"])
        doing.facts |= {"letter": letter.pk, "reminders": letter.reminders}
        doing.facts["way"] = doing.data["way"]
        doing.summary = f"催办{letter.addressee}复函（第{letter.reminders}次，{doing.data['way']}）"


class RecordLetterReply(Act):
    """Record what an addressee answered; a differing view is entered as an opinion (Art. 14)."""

    slug, step, label = "record_letter_reply", "participation", _("Record a reply to a letter")
    articles, stages, form = ("14.2", "18"), (Stage.DRAFTING,), forms.LetterReplyForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only after a letter was sent, in a section that is not concluded."""
        return no_letter(dossier)

    def do(self, doing: Doing) -> None:
        """Keep the reply; with the last one the term is met."""
        letter, text = doing.data["letter"], doing.data["text"]
        letter.replied_on = doing.occurred_on
        letter.reply = doing.paper("reply", "letter_reply", f"{letter.addressee}复函")
        letter.save(update_fields=["replied_on", "reply"])
        if letter.reply_by and not letter.activity.letters.filter(replied_on=None).exists():
            doing.met(REPLY, str(letter.activity_id))
        points = self._enter(doing, letter, text) if text else []
        doing.facts |= {"letter": letter.pk, "opinion": bool(text)}
        doing.facts["parts"] = [[one.pk, one.start, one.end] for one in points]
        view = f"提出意见{len(points)}条" if text else "无不同意见"
        doing.summary = f"收到{letter.addressee}复函：{view}"

    def _enter(self, doing: Doing, letter: ConsultationLetter, text: str) -> list[Opinion]:
        said, _code = entering.submission(
            letter.activity,
            text=text,
            channel=Channel.LETTER,
            submitter_kind=letter.kind,
            received_on=doing.occurred_on,
            entered_at=doing.now,
            entered_by=doing.user,
            name=letter.addressee,
            publish_consent=True,
        )
        said.save(force_insert=True)
        points = (
            entering.by_paragraph(said) if doing.data["by_paragraph"] else [entering.opinion(said)]
        )
        for point in points:
            point.save(force_insert=True)
        return points
