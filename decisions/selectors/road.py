"""The legal road of a decision as the public sees it: what is done, now, to come, not needed.

Reads rows already gathered by ``decision_page.py``; each step cites the article that asks for it
and the day it was done. What was said inside the steps is not public and does not come here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from decisions.labels import label
from decisions.law.terms import Progress, Section, Stage
from decisions.models import Decision, SectionFinding
from decisions.selectors import public

ORDER = list(Stage)[: list(Stage).index(Stage.CONCLUDED) + 1]
STANDS_AT = {Stage.SUSPENDED: Stage.IN_EXECUTION, Stage.REJECTED: Stage.DECIDED}
SECTIONS = {
    Section.PARTICIPATION: ["14", "15", "18"],
    Section.HEARING: ["16"],
    Section.EXPERTISE: ["19"],
    Section.RISK: ["22"],
    Section.COMPETITION: ["29.1"],
}
PROGRESS = {
    Progress.NOT_STARTED: "to_come",
    Progress.UNDER_WAY: "now",
    Progress.REOPENED: "now",
    Progress.CONCLUDED: "done",
    Progress.FOUND_UNNECESSARY: "not_needed",
}


@dataclass(frozen=True)
class Gathered:
    """The rows the road is drawn from."""

    progress: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, SectionFinding] = field(default_factory=dict)
    reviewed_on: date | None = None
    met_on: date | None = None


def road(decision: Decision, rows: Gathered) -> list[dict[str, Any]]:
    """Every step of the road in the order of the Decree."""
    ended = decision.stage in (Stage.TERMINATED, Stage.REJECTED)
    steps = [_initiation(decision), *_sections(decision, rows), *_after(decision, rows)]
    for step in steps:
        if ended and step["progress"] in ("to_come", "now"):
            step["progress"], step["why"] = "not_needed", _("The procedure has ended.")
    return steps


def _step(title: Any, progress: str, on: Any, *articles: str, why: str = "") -> dict[str, Any]:
    return {"title": title, "progress": progress, "on": on, "articles": articles, "why": why}


def _initiation(decision: Decision) -> dict[str, Any]:
    begun = getattr(decision, "initiation", None)
    on = begun.initiated_on if begun else None
    return _step(_("Initiation"), "done" if on else "now", on, "10", "11")


def _sections(decision: Decision, rows: Gathered) -> list[dict[str, Any]]:
    steps = []
    for section, articles in SECTIONS.items():
        progress = PROGRESS[Progress(rows.progress.get(section, Progress.NOT_STARTED))]
        finding = rows.findings.get(section)
        why = finding.reason if finding and progress == "not_needed" else ""
        on = _done_on(decision, section) if progress == "done" else None
        steps.append(_step(label(section), progress, on, *articles, why=why))
    return steps


def _done_on(decision: Decision, section: Section) -> date | None:
    where = {
        Section.PARTICIPATION: ("participation", "adoption_note_on"),
        Section.HEARING: ("hearing", "report_on"),
        Section.EXPERTISE: ("expertise", "adoption_note_on"),
        Section.RISK: ("risk", "report_on"),
        Section.COMPETITION: ("competition", "concluded_on"),
    }
    row, day = where[section]
    return getattr(getattr(decision, row, None), day, None)


def _after(decision: Decision, rows: Gathered) -> list[dict[str, Any]]:
    published = getattr(decision, "publication", None)
    executed = getattr(decision, "execution", None)
    weighed = getattr(decision, "evaluation", None)
    return [
        _step(
            label(Stage.LEGALITY_REVIEW),
            _at(decision, Stage.LEGALITY_REVIEW, Stage.SUBMITTED),
            rows.reviewed_on,
            "25",
        ),
        _step(
            label(Stage.DELIBERATION),
            _at(decision, Stage.SUBMITTED, Stage.DECIDED),
            rows.met_on,
            "30",
            why=label(Stage.REJECTED) if decision.stage == Stage.REJECTED else "",
        ),
        _step(
            _("Promulgation"),
            _at(decision, Stage.DECIDED, Stage.PROMULGATED),
            published.published_on if published else None,
            "32",
        ),
        _step(
            _("Execution"),
            _at(decision, Stage.IN_EXECUTION, Stage.CONCLUDED),
            executed.named_on if executed else None,
            "34",
            why=_why_not_executed(decision),
        ),
        _step(
            _("Post-evaluation"),
            _evaluated(weighed, decision),
            weighed.concluded_on if weighed else None,
            "36",
        ),
    ]


def _evaluated(row: Any, decision: Decision) -> str:
    if row is None:
        return "not_needed" if decision.stage == Stage.CONCLUDED else "to_come"
    return "done" if row.concluded_on else "now"


def _at(decision: Decision, begins: Stage, done: Stage) -> str:
    """Where the decision is, seen from a step that lasts from one stage up to another."""
    stage = _stands(decision)
    if stage is Stage.TERMINATED or ORDER.index(stage) < ORDER.index(begins):
        return "to_come"
    return "done" if ORDER.index(stage) >= ORDER.index(done) else "now"


def _stands(decision: Decision) -> Stage:
    """Its place on the road; one whose execution was stopped went the whole way (Art. 36, 37)."""
    if _stopped(decision):
        return Stage.CONCLUDED
    return STANDS_AT.get(Stage(decision.stage), Stage(decision.stage))


def _stopped(decision: Decision) -> bool:
    """Whether the decision was made and published, and its execution ended for good."""
    return decision.stage == Stage.TERMINATED and public.published(decision)


def _why_not_executed(decision: Decision) -> Any:
    if _stopped(decision):
        return _("Its execution was ended for good.")
    return label(Stage.SUSPENDED) if decision.stage == Stage.SUSPENDED else ""
