"""The act of answering opinions by a sheet that came back from an office program (Art. 18).

What the sheet says is judged anew under the lock; when that differs from what the officer was
shown, the act is refused and nothing is written.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions import papers
from decisions.errors import NotNow
from decisions.intake.files import MEDIA_TYPES
from decisions.intake.refused import Refused
from decisions.law.dossier import Dossier
from decisions.law.terms import Section, Stage
from workflows.act import Act, Doing
from workflows.answering.judging import WRITTEN, Judged, Judgement, clauses_by_key, grouped, judge
from workflows.answering.keeping import Kept
from workflows.steps.forms import answer_sheets as forms
from workflows.steps.public.opinions import nothing_collected
from workflows.steps.rows import dispositions

AT_ONCE = 2000  # answers written by one act
SHEET = "answer_sheet"  # the paper's kind
SAID = ("kind", "reason", "no_change_reason", "main_opinion", "changed_clauses", "opinions")


class DisposeBySheet(Act):
    """Answer opinions by a sheet filled in an office program, after seeing what it changes."""

    slug, step, label = "dispose_by_sheet", "participation", _("Dispose by a sheet")
    section = Section.PARTICIPATION
    articles, stages, form = ("18", "SC33"), (Stage.DRAFTING,), forms.AnswerSheetForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """Write the answers judged as added or changed; the sheet joins the file."""
        sheet = _sheet(doing)
        judged = _judged(doing, sheet)
        rows = judged.of(*WRITTEN)
        if not rows:
            raise NotNow(_("The sheet changes no answer."))
        if len(rows) > AT_ONCE:
            raise NotNow(_("At most %(limit)d opinions at once.") % {"limit": AT_ONCE})
        _write(doing, rows)
        paper = papers.keep_stored(
            sheet.sha256,
            name=sheet.name,
            media_type=MEDIA_TYPES["xlsx"],
            size=sheet.size,
            decision=doing.decision,
            role=SHEET,
            title=sheet.name,
            occurred_on=doing.occurred_on,
            entered_by=doing.user,
        )
        doing.files.append({"paper": str(paper.pk), "sha256": paper.sha256})
        doing.facts |= {"sheet": paper.sha256, "left": dict(judged.counts)}
        doing.summary = f"按表处理{len(rows)}条意见"


def _sheet(doing: Doing) -> Kept:
    if doing.data["kept"]:
        return doing.data["kept"]
    sent = doing.data["sheet"]
    return Kept(papers.store(sent.data), sent.name, len(sent.data))


def _judged(doing: Doing, sheet: Kept) -> Judgement:
    try:
        judged = judge(doing.decision, papers.read(sheet.sha256))
    except Refused as refusal:
        raise NotNow(str(refusal)) from refusal
    except FileNotFoundError:
        raise NotNow(_("This sheet is gone; send it again.")) from None
    if doing.data["seen"] and doing.data["seen"] != judged.digest():
        raise NotNow(_("Answers were changed since you looked at the sheet. Look again."))
    return judged


def _write(doing: Doing, rows: list[Judged]) -> None:
    """One disposition an opinion; rows with the same answer are written together."""
    asked, answers = dict(doing.data), []
    gathered: dict[str, list[Any]] = {"deadlines": [], "lifted": []}
    for row, opinions in grouped(rows):
        doing.facts.clear()
        doing.data |= {
            "kind": row.after.kind,
            "reason": row.after.reason,
            "no_change_reason": row.after.no_change,
            "main_opinion": row.after.main,
            "changed_clauses": clauses_by_key(row.clauses) if row.clauses else [],
        }
        dispositions.dispose(doing, opinions, [])
        answers.append({name: doing.facts[name] for name in SAID})
        for name, found in gathered.items():
            found += doing.facts.get(name, [])
    doing.facts.clear()
    doing.facts |= {"answers": answers} | {name: f for name, f in gathered.items() if f}
    doing.data.clear()
    doing.data.update(asked)
