"""The hearing itself (Art. 17): held in order, its record signed, reported, and the section ended.

Views put forward are entered and answered like any other opinion (``opinions.py``).
"""

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.reckoning import in_words
from decisions.law.terms import Channel, Progress, Section, Stage, SubmitterKind
from decisions.models import HearingParticipant
from workflows import entering
from workflows.act import Act, Doing
from workflows.sections import UNDER_WAY
from workflows.steps.forms import hearing_held as forms
from workflows.steps.public.hearing import hearing_of, nobody_entered
from workflows.telling import bring, issue


def not_held(dossier: Dossier) -> Any:
    """Why nothing can follow the hearing: it was not held, or the section has ended."""
    if dossier.hearing.progress not in UNDER_WAY:
        return _("No hearing is under way.")
    return "" if dossier.hearing.held_on else _("The hearing was not held yet.")


class HoldHearing(Act):
    """Record the hearing as it was held: who came, the order kept, the record (Art. 17)."""

    slug, step, label = "hold_hearing", "hearing", _("Record the hearing")
    articles, stages, form = ("17",), (Stage.DRAFTING,), forms.HoldForm

    def not_yet(self, dossier: Dossier) -> Any:
        """Once, with its participants entered."""
        return nobody_entered(dossier)

    def do(self, doing: Doing) -> None:
        """The roll is taken for everybody; the day of the act is the day of the hearing."""
        asked, row = doing.data, hearing_of(doing)
        came = [person.pk for person in asked["attended"]]
        row.people.filter(observer=False).update(attended=False)
        row.people.filter(pk__in=came).update(attended=True)
        row.agenda_followed = asked["agenda_followed"]
        row.observers, row.presented = asked["observers"], asked["presented"]
        row.save(update_fields=["agenda_followed", "observers", "presented"])
        activity = row.activity
        activity.held_on, activity.summary = doing.occurred_on, asked["summary"]
        kinds = Counter(
            SubmitterKind.INTERESTED_PARTY if person.interested else person.submitter_kind
            for person in asked["attended"]
        )
        activity.participants = dict(kinds)
        activity.record = doing.paper("record", "hearing_record", "听证笔录")
        activity.save()
        doing.facts |= {"attended": came, "observers": asked["observers"] or 0}
        doing.summary = f"{in_words(doing.occurred_on)}举行听证会，到会参加人{len(came)}名"


class RecordHearingView(Act):
    """Enter a view put forward at the hearing as an opinion, to be answered (Art. 17, 18)."""

    slug, step, label = "record_hearing_view", "hearing", _("Enter a view of the hearing")
    articles, stages, form = ("17", "18"), (Stage.DRAFTING,), forms.ViewForm
    repeatable = True

    def not_yet(self, dossier: Dossier) -> Any:
        """After the hearing."""
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """One submission a view; the sweep registers and counts it like any other."""
        row, asked = hearing_of(doing), doing.data
        person: HearingParticipant = asked["participant"]
        said, _code = entering.submission(
            row.activity,
            text=asked["text"],
            channel=Channel.HEARING,
            submitter_kind=SubmitterKind.INTERESTED_PARTY
            if person.interested
            else person.submitter_kind,
            received_on=row.activity.held_on or doing.occurred_on,
            entered_at=doing.now,
            entered_by=doing.user,
            name=f"{person.name}（{person.group}）",
        )
        said.save(force_insert=True)
        entering.opinion(said, getattr(asked["clause"], "pk", None)).save(force_insert=True)
        doing.facts |= {"number": said.number, "leaf": said.leaf, "participant": person.pk}
        doing.summary = f"录入听证意见{said.number}（{person.group}）"


class SignHearingRecord(Act):
    """Record who confirmed and signed the record, and who refused (Art. 17)."""

    slug, step, label = "sign_hearing_record", "hearing", _("Sign the hearing record")
    articles, stages, form = ("17",), (Stage.DRAFTING,), forms.SignForm
    repeatable, papers = True, ("hearing_record",)

    def not_yet(self, dossier: Dossier) -> Any:
        """After the hearing."""
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """A refusal is noted with its reason."""
        signed = [person.pk for person in doing.data["signed_by"]]
        refused = [person.pk for person in doing.data["refused_by"]]
        people = HearingParticipant.objects.filter(hearing__decision=doing.decision)
        people.filter(pk__in=signed).update(
            signed=True, signed_on=doing.occurred_on, refusal_note=""
        )
        people.filter(pk__in=refused).update(signed=False, refusal_note=doing.data["refusal_note"])
        doing.paper("sheet", "hearing_record", "听证笔录签字页", signed=True)
        doing.facts |= {"signed": signed, "refused": refused}
        doing.summary = f"听证笔录签字确认{len(signed)}名，注明拒签{len(refused)}名"
        bring(doing, "hearing_record")


class FileHearingReport(Act):
    """File the report on the hearing (Art. 17, 18)."""

    slug, step, label = "file_hearing_report", "hearing", _("File the hearing report")
    articles, stages, form = ("17", "18"), (Stage.DRAFTING,), forms.ReportForm
    repeatable, notice = True, "hearing_report"

    def not_yet(self, dossier: Dossier) -> Any:
        """After the hearing."""
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """Keep report and day."""
        row = hearing_of(doing)
        row.report = doing.paper("report", "hearing_report", "听证报告", signed=True) or row.report
        row.report_on = doing.occurred_on
        row.disputes, row.advice = doing.data["disputes"], doing.data["advice"]
        row.save(update_fields=["report", "report_on", "disputes", "advice"])
        doing.summary = "提交听证报告"
        issue(doing, self.notice)


class ConcludeHearing(Act):
    """Conclude the hearing: record signed, report filed, every view answered (Art. 16, 17)."""

    slug, step, label = "conclude_hearing", "hearing", _("Conclude the hearing")
    section, progress = Section.HEARING, Progress.CONCLUDED
    articles, gates, stages = ("16", "17"), ("G6",), (Stage.DRAFTING,)

    def not_yet(self, dossier: Dossier) -> Any:
        """After the hearing."""
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """Nothing but the passage."""
        doing.summary = "听证完成"
