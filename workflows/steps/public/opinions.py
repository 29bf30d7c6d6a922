"""Acts on what was said, before it is answered: entering, importing, sorting, covering, erasing.

What the public sends itself comes by ``workflows/submitting.py``. Dispositions stand in
``dispositions.py``. Summaries and facts never hold the text of an opinion.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions import papers
from decisions.errors import NotNow
from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.terms import Channel, Section, Stage
from decisions.models import Cluster, Opinion, Submission
from workflows import counting, entering, erasing, importing, sweep
from workflows.act import Act, Doing
from workflows.steps.forms import opinions as forms
from workflows.steps.public.activities import ended
from workflows.steps.rows.opinions import targets
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


class ImportOpinions(Act):
    """Import a sheet of opinions received offline; refused rows come back as a file (Art. 14)."""

    slug, step, label = "import_opinions", "participation", _("Import opinions")
    articles, stages, form = ("14.1", "18"), (Stage.DRAFTING,), forms.ImportForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """Keep the sheet and ask for the work; rows are taken in the background."""
        asked = doing.data
        paper = doing.paper("sheet", importing.SHEET, asked["sheet"].name)
        batch = importing.start_import(
            asked["activity"],
            paper,
            mapping=asked["mapping"],
            channel=asked["channel"],
            by=doing.user,
        )
        doing.facts |= {"import": batch.pk, "rows": batch.rows, "sha256": paper.sha256}
        doing.summary = f"导入意见表，共{batch.rows}行"


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


class GroupOpinions(Act):
    """Group opinions that say the same; they are counted, never dropped (Art. 18)."""

    slug, step, label = "group_opinions", "participation", _("Group opinions")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.GroupForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """Each keeps its own disposition if it has one; else it inherits the group's."""
        asked, decision = doing.data, doing.decision
        opinions = targets(doing, asked["opinions"])
        was = counting.before(opinions)
        cluster = None if asked["take_out"] else asked["cluster"] or _new_cluster(doing)
        kind = getattr(getattr(cluster, "disposition", None), "kind", None)
        Opinion.objects.filter(pk__in=[o.pk for o in opinions]).update(cluster=cluster)
        touched = {opinion.cluster_id for opinion in opinions} | {cluster.pk if cluster else None}
        for opinion in opinions:
            opinion.lent_kind = kind
        counting.keep(decision, opinions, was, counting.before(opinions), touched)
        doing.facts |= {"opinions": asked["opinions"], "cluster": cluster.pk if cluster else None}
        done = "归并" if cluster else "移出归并"
        doing.summary = f"{done}同类意见{len(opinions)}条"


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
        gone = erasing.erase(said, doing.now)
        sweep.recount(doing.decision)  # who is nameless now counts as a sender of its own
        doing.facts |= {"number": said.number, "leaf": said.leaf, "files": gone}
        doing.summary = f"按规定删除意见提交{said.number}的文本和个人信息"


def _new_cluster(doing: Doing) -> Cluster:
    return Cluster.objects.create(decision=doing.decision, title=doing.data["title"])
