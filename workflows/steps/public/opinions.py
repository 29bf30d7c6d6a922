"""Acts on what was said, before it is answered: entering, sorting, covering, erasing.

What the public sends itself comes by ``workflows/submitting.py``. Dispositions stand in
``dispositions.py``, imports in ``imports.py``. Summaries and facts never hold the text of an
opinion.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions import papers
from decisions.errors import NotNow
from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.terms import Channel, Section, Stage
from decisions.models import Submission
from workflows import entering, erasing
from workflows.act import Act, Doing
from workflows.steps.forms import opinions as forms
from workflows.steps.public.activities import ended
from workflows.submitting import keep_files


def nothing_collected(dossier: Dossier) -> Any:
    """Why there is nothing to enter or to answer: nobody was asked, or the section is concluded."""
    if not dossier.participation.activities:
        return _("Nobody was asked for opinions yet.")
    return ended(dossier)


class EnterOpinion(Act):
    """Enter an opinion that came on paper, by phone or at a meeting (Art. 14, 18)."""

    slug, step, label = "enter_opinion", "participation", _("Enter an opinion")
    section = Section.PARTICIPATION
    articles, stages, form = ("14.1", "18"), (Stage.DRAFTING,), forms.EnterOpinionForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """Keep it with the day it was received; the sweep registers and counts it."""
        asked = doing.data
        for file in asked["files"]:
            papers.store(file.data)
        said, _code = entering.submission(
            asked["activity"],
            text=asked["text"],
            channel=asked["channel"],
            submitter_kind=asked["submitter_kind"],
            received_on=asked["received_on"],
            entered_at=doing.now,
            entered_by=doing.user,
            files=tuple(file.sha256 for file in asked["files"]),
            name=asked["name"],
            contact=asked["contact"],
            publish_consent=asked["publish_consent"] and bool(asked["name"]),
        )
        said.save(force_insert=True)
        entering.opinion(said, getattr(asked["clause"], "pk", None)).save(force_insert=True)
        keep_files(said, asked["files"])
        doing.facts |= {"number": said.number, "leaf": said.leaf}
        if asked["late_reason"]:
            doing.facts["late_reason"] = asked["late_reason"]
        doing.summary = f"录入{label(Channel(said.channel))}意见{said.number}"


class ReleaseHeldSubmission(Act):
    """Let a submission stand that came without the guard of the page (Art. 15)."""

    slug, step = "release_held_submission", "participation"
    label, form = _("Release a held submission"), forms.ReleaseForm
    articles, stages, repeatable, optional = ("15",), (Stage.DRAFTING,), True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """It was accepted from the first; now it is shown like any other."""
        said = doing.data["submission"]
        Submission.objects.filter(pk=said.pk).update(held=False)
        doing.facts["number"] = said.number
        doing.summary = f"核看并放行意见提交{said.number}"


class EraseSubmission(Act):
    """Erase text, sender and files of a submission on request; the leaf stays (PIPL 47)."""

    slug, step, label = "erase_submission", "participation", _("Erase a submission's text")
    articles, stages, form = ("PIPL-47",), tuple(Stage), forms.EraseForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """At any time once something was collected."""
        return "" if dossier.participation.activities else _("Nobody was asked for opinions yet.")

    def do(self, doing: Doing) -> None:
        """What was said is gone; that something was said, when and by which way, stays."""
        said = Submission.objects.filter(
            decision=doing.decision, number=doing.data["number"].strip(), erased_at=None
        ).first()
        if said is None:
            raise NotNow(_("There is no submission with this number, or it was erased before."))
        gone = erasing.erase(doing, said)
        doing.facts |= {"number": said.number, "leaf": said.leaf, "files": gone}
        doing.summary = f"按规定删除意见提交{said.number}的文本和个人信息"
