"""Acts on imported sheets: importing, stopping, going on, taking a whole import back (Art. 14, 18).

The rows are taken in the background by ``workflows/importing``; these acts say who wanted it.
Facts hold numbers and digests, never a row.
"""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions import papers
from decisions.errors import NotNow
from decisions.intake.handed import TYPES
from decisions.law.dossier import Dossier
from decisions.law.terms import Section, Stage
from decisions.models import ImportBatch, Opinion, Submission
from workflows import counting, outbox, tallying
from workflows.act import Act, Doing
from workflows.importing import handing, looking, taking
from workflows.models import PendingSheet
from workflows.steps.forms import importing as forms
from workflows.steps.public.opinions import nothing_collected

TAKEN_BACK_AT_ONCE = 50_000  # rows


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
        sheet = asked["pending"] or _handed_in(doing)
        paper = papers.keep_stored(
            sheet.sha256,
            name=sheet.name,
            media_type=TYPES[sheet.kind],
            size=sheet.size,
            decision=doing.decision,
            role=taking.SHEET,
            title=sheet.name,
            occurred_on=doing.occurred_on,
            entered_by=doing.user,
        )
        doing.files.append({"paper": str(paper.pk), "sha256": paper.sha256})
        policy = {name: asked[name] or taking.LEAVE for name in ("seen", "changed")}
        batch = taking.start(sheet, paper, policy=policy, by=doing.user)
        PendingSheet.objects.filter(pk=sheet.pk).delete()
        doing.facts |= {"import": batch.pk, "rows": batch.rows, "sha256": paper.sha256}
        doing.facts["policy"] = policy
        doing.summary = f"导入意见表，共{batch.rows}行"


class StopImport(Act):
    """Stop an import; rows taken so far stand, the others wait (Art. 14)."""

    slug, step, label = "stop_import", "participation", _("Stop an import")
    articles, stages, form = ("14.1",), (Stage.DRAFTING,), forms.StopForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """The worker sees it before the next chunk."""
        batch = doing.data["batch"]
        ImportBatch.objects.filter(pk=batch.pk).update(stopped_at=doing.now)
        doing.facts |= {"import": batch.pk, "row": batch.done}
        doing.summary = f"停止导入意见表，已看到第{batch.done}行"


class ResumeImport(Act):
    """Go on with an import that was stopped or came to a standstill (Art. 14)."""

    slug, step, label = "resume_import", "participation", _("Go on with an import")
    articles, stages, form = ("14.1",), (Stage.DRAFTING,), forms.ResumeForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """From the row after the last one that was taken."""
        batch = doing.data["batch"]
        job = taking.job_of(batch)
        if job is None or (job.leased_until and job.leased_until > timezone.now()):
            raise NotNow(_("A worker is still at this import. Try again in a moment."))
        ImportBatch.objects.filter(pk=batch.pk).update(stopped_at=None)
        outbox.again(job)
        doing.facts |= {"import": batch.pk, "row": batch.done}
        doing.summary = f"继续导入意见表，从第{batch.done}行之后起"


class TakeBackImport(Act):
    """Withdraw every row of a sheet imported by mistake; the leaves stay (Art. 18)."""

    slug, step, label = "take_back_import", "participation", _("Take an import back")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.TakeBackForm
    section = Section.PARTICIPATION
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """Nothing answered is taken back; what is counts no more and may be imported anew."""
        batch = doing.data["batch"]
        standing = Submission.objects.filter(imported=batch, withdrawn_at=None)
        number = standing.count()
        if not number:
            raise NotNow(_("No opinion of this import stands any more."))
        if number > TAKEN_BACK_AT_ONCE:
            raise NotNow(
                _("More than %(limit)d rows are not taken back at once.")
                % {"limit": TAKEN_BACK_AT_ONCE}
            )
        answer = Q(disposition__isnull=False) | Q(cluster__disposition__isnull=False)
        if Opinion.objects.filter(answer, submission__in=standing).exists():
            raise NotNow(
                _("Some opinions of this import are answered. Take the answers back first.")
            )
        tallying.add(doing.decision, standing.filter(counted=True), times=-1)
        inside = Opinion.objects.filter(submission__in=standing, cluster__isnull=False)
        groups = set(inside.order_by().values_list("cluster", flat=True).distinct())
        standing.update(withdrawn_at=doing.now, import_key="", import_print=None)
        counting.regroup(groups)
        tallying.recount_loads(doing.decision)
        doing.facts |= {"import": batch.pk, "submissions": number}
        doing.summary = f"撤回一次导入的意见{number}件：{doing.data['reason'][:60]}"


def _handed_in(doing: Doing) -> PendingSheet:
    """A sheet that comes with the act itself, looked through before it is taken."""
    asked = doing.data
    sheet = handing.hand_in(
        asked["activity"],
        asked["sheet"],
        by=doing.user,
        channel=asked["channel"],
        continues=asked["continues"],
    )
    if asked["mapping"]:
        sheet.columns = asked["mapping"]
    looking.look(sheet)
    if sheet.refusal:
        raise NotNow(sheet.refusal)
    return sheet
