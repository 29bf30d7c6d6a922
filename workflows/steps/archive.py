"""The archive (Art. 33): the checklist is drawn up from the file, then the file is closed.

Closing asks every byte again: the stored papers against their digests, the record against its
head. What execution brings later supplements the file by closing it again.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import Archive
from notices.wording import archive as catalogue
from workflows.act import Act, Doing
from workflows.dossier_package.handing import KIND as MADE_BY
from workflows.outbox import first
from workflows.registry import Step
from workflows.steps.forms import archive as forms
from workflows.steps.rows.archive import digests_match, keep_checklist
from workflows.telling import bring, issue

STAGES = (
    Stage.PROMULGATED,
    Stage.IN_EXECUTION,
    Stage.SUSPENDED,
    Stage.CONCLUDED,
    Stage.REJECTED,
    Stage.TERMINATED,
)
STEP = Step(
    code="archive",
    label=_("Archive"),
    articles=("33",),
    stages=STAGES,
    after="execution",
    gate=("G16",),
)


class CheckArchive(Act):
    """Draw up the archive checklist from what the file holds (Art. 33)."""

    slug, step, label = "check_archive", "archive", _("Check the file")
    articles, stages, form = ("33",), STAGES, forms.ChecklistForm
    repeatable, looks = True, True

    def do(self, doing: Doing) -> None:
        """One row a slot: present, or not needed and why; the rest is missing."""
        slots = doing.data["slots"]
        keep_checklist(doing.decision, slots)
        lacking = [slot.title for slot in slots if slot.missing]
        doing.facts["missing"] = [slot.slot for slot in slots if slot.missing]
        doing.summary = (
            f"核对归档材料，缺少：{'、'.join(lacking)}" if lacking else "核对归档材料，齐全"
        )


class CloseFile(Act):
    """Close the file: digests recomputed, retention set, the catalogue issued (Art. 33)."""

    slug, step, label = "close_file", "archive", _("Close the file")
    articles, gates, stages = ("33", "ARCHREG-39"), ("G16",), STAGES
    form, notice, repeatable = forms.CloseForm, "dossier_catalogue", True
    papers, beside = ("dossier_cover",), (catalogue.lists,)

    def not_yet(self, dossier: Dossier) -> Any:
        """After the checklist."""
        return "" if dossier.archive.items else _("Check the file first.")

    def do(self, doing: Doing) -> None:
        """The day of the first hand-over stays when the file is supplemented."""
        decision, asked, rows = doing.decision, doing.data, doing.rows
        closed = {
            "retention": asked["retention"],
            "file_number": asked["file_number"],
            "finished_on": asked["finished_on"],
            "digests_match": digests_match(decision, rows),
        }
        first = Archive(
            decision=decision, archived_on=doing.occurred_on, archived_by=doing.user, **closed
        )
        Archive.objects.bulk_create(
            [first], update_conflicts=True, unique_fields=["decision"], update_fields=list(closed)
        )
        _state_reason(doing)
        doing.met("archive")
        doing.facts |= {"retention": asked["retention"], "digests_match": closed["digests_match"]}
        doing.summary = "案卷归档"
        bring(doing, "dossier_cover", rows=rows)
        issue(doing, self.notice, rows=rows)


class ExportDossier(Act):
    """Hand out the whole file as a package that checks itself; who asked, and why (Art. 33)."""

    slug, step, label = "export_dossier", "archive", _("Export the dossier package")
    articles, stages, form = ("33",), tuple(Stage), forms.ExportForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """It is made in the background, of the file as it stands after this entry."""
        decision = doing.decision
        doing.facts |= {key: doing.data[key] for key in ("purpose", "volume")}
        doing.summary = f"导出卷宗包，用途：{doing.data['purpose']}"
        doing.then(lambda entry: [first(MADE_BY, str(entry.pk), {"entry": entry.pk}, decision)])


def _state_reason(doing: Doing) -> None:
    """Why the file is handed over late is said with the act itself."""
    if doing.data["late_handover_reason"]:
        doing.argue("handed_over_in_time", doing.data["late_handover_reason"])
