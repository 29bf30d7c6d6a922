"""What becomes of an opinion (Art. 18; SC33): one, many at once, or a whole group; and undoing it.

The rows are written in ``workflows/steps/rows/dispositions.py``. A personal demand handed on as a
petition gets its term from the pinned profile (PETITION 23).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.terms import DispositionKind, Section, Stage
from decisions.models import Disposition
from workflows.act import Act, Doing
from workflows.steps.forms import dispositions as forms
from workflows.steps.rows import restoring
from workflows.steps.rows.answers import PASSED_ON, PETITION
from workflows.steps.rows.dispositions import dispose, take_back


class DisposeOpinion(Act):
    """Answer an opinion, or a group of opinions that say the same, with the reason (Art. 18)."""

    slug, step, label = "dispose_opinion", "participation", _("Dispose of an opinion")
    section = Section.PARTICIPATION
    articles, stages, form = ("18", "SC33"), (Stage.DRAFTING,), forms.DisposeForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """An earlier answer is replaced; both stay in the record."""
        kind = label(DispositionKind(doing.data["kind"]))
        if doing.data["cluster"]:
            number = dispose(doing, [], [doing.data["cluster"]])
            doing.summary = f"对一组同类意见（{number}条）作出处理：{kind}"
        else:
            dispose(doing, [doing.data["opinion"]], [])
            doing.summary = f"对1条意见作出处理：{kind}"


class DisposeInBulk(Act):
    """Answer many opinions in one way, after seeing them listed (Art. 18)."""

    slug, step, label = "dispose_in_bulk", "participation", _("Dispose of many opinions")
    section = Section.PARTICIPATION
    articles, stages, form = ("18", "SC33"), (Stage.DRAFTING,), forms.BulkForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """Each opinion gets a disposition of its own, each group one for all its members."""
        number = dispose(doing, doing.data["opinions"], doing.data["clusters"])
        kind = label(DispositionKind(doing.data["kind"]))
        groups = len(doing.data["clusters"])
        among = f"（含同类意见{groups}组）" if groups else ""
        doing.summary = f"对{number}条意见{among}作出处理：{kind}"


class UndoDisposition(Act):
    """Take dispositions back, or undo a whole step; the record keeps that it was made (Art. 18)."""

    slug, step, label = "undo_disposition", "participation", _("Take a disposition back")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.UndoForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """Those in a group fall back on its answer; a step gives back what it replaced."""
        if seq := doing.data["entry"]:
            _undo_step(doing, seq)
            return
        groups = doing.data["clusters"] + [pk for pk in [doing.data["cluster"]] if pk]
        number = take_back(doing, doing.data["opinions"], groups)
        doing.summary = f"撤销{number}条意见的处理结果"


def _undo_step(doing: Doing, seq: int) -> None:
    undone = restoring.step(doing, seq)
    named = (undone.facts.get(name, []) for name in ("opinions", "clusters"))
    number = take_back(doing, *named)
    restored = restoring.give_back(doing, undone)
    doing.facts["undoes"] = seq
    again = f"，恢复其中{restored}条原来的处理结果" if restored else ""
    doing.summary = f"撤销{number}条意见的处理结果{again}"


class TellPetitioner(Act):
    """Record that a sender was told where the personal demand went (PETITION 23)."""

    slug, step, label = "tell_petitioner", "participation", _("Tell the petitioner")
    articles, stages, form = ("PETITION-23",), tuple(Stage), forms.TellForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only after something was transferred."""
        counted = dossier.participation.tally.by_disposition or {}
        return "" if counted.get(PASSED_ON) else _("No demand was transferred as a petition.")

    def do(self, doing: Doing) -> None:
        """The term is met."""
        row = doing.data["disposition"]
        Disposition.objects.filter(pk=row.pk).update(petition_told_on=doing.occurred_on)
        doing.met(PETITION, str(row.opinion_id))
        doing.facts["opinion"] = row.opinion_id
        doing.summary = "告知来信人转信访办理情况"
