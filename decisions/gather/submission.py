"""Gathers the package put to the meeting (Art. 29; SC80): its slots follow from the rows.

A slot is filled by the paper of its section or by the signed finding that passes the section over.
"""

from decisions.gather.drafts import frozen
from decisions.gather.legality import legality
from decisions.gather.listed import Listed, Row
from decisions.gather.reading import words
from decisions.gather.signoffs import passed_over, progress
from decisions.gather.single import one
from decisions.law.facts.legality import Package
from decisions.law.terms import Progress, Section
from decisions.models import Decision


def package(decision: Decision, rows: Listed) -> Package:
    """The slots always, the plan of the meeting once it is submitted."""
    row, slots = one(decision, "package"), _slots(decision, rows)
    if row is None:
        return Package(**slots)
    return Package(
        **slots,
        submitted_on=row.submitted_on,
        other_materials=bool(row.other_materials),
        observers_invited=row.observers_invited,
        meeting_public=row.meeting_public,
        observer_ways=words(row.observer_ways),
        interpretation_planned=bool(row.interpretation_plan),
    )


def _slots(decision: Decision, rows: Listed) -> Row:
    return {
        "draft": bool(frozen(rows)),
        "public_adoption": _public_views(decision, rows),
        "expert_adoption": _expert_views(decision, rows),
        "risk_report": _risk_report(decision, rows),
        "legality_opinion": legality(decision, rows).completed_on is not None,
        "competition_review": _competition(decision, rows),
    }


def _public_views(decision: Decision, rows: Listed) -> bool:
    section = one(decision, "participation")
    unnecessary = progress(rows, Section.PARTICIPATION) is Progress.FOUND_UNNECESSARY
    return unnecessary or bool(section and (section.adoption_note_on or section.exemption_ground))


def _expert_views(decision: Decision, rows: Listed) -> bool:
    row = one(decision, "expertise")
    return bool(row and row.adoption_note_on) or passed_over(rows, Section.EXPERTISE)


def _risk_report(decision: Decision, rows: Listed) -> bool:
    row = one(decision, "risk")
    return bool(row and (row.report_on or row.linked_report)) or passed_over(rows, Section.RISK)


def _competition(decision: Decision, rows: Listed) -> bool:
    row, matter = one(decision, "competition"), one(decision, "matter")
    untouched = matter is not None and matter.market is False
    return bool(row and row.conclusion) or untouched or passed_over(rows, Section.COMPETITION)
