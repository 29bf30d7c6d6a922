"""What a form of an answer offers (Art. 18): reasons at hand with their blanks filled, and clauses.

Used for one opinion, one group, or many lines at once.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from decisions import reasons
from decisions.models import Cluster, Decision, Opinion, ReasonText
from decisions.selectors import workbench
from workflows.views.asked import whole

MOST = 60  # reasons shown


def reasons_for(
    decision: Decision, subjects: Sequence[Opinion | None], texts: workbench.Texts
) -> list[dict[str, Any]]:
    """The organ's reasons; a blank is filled where it is the same for all of the subjects."""
    title = texts.consulted.title if texts.consulted else ""
    each = [reasons.values_of(decision, one, title) for one in subjects]
    first = each[0] if each else {}
    same = {name: v for name, v in first.items() if all(one.get(name) == v for one in each)}
    rows = ReasonText.objects.filter(organ=decision.organ_id, retired=False)
    return [{"row": row, "text": reasons.filled(row.text, same)} for row in rows[:MOST]]


def as_opinion(group: Cluster) -> Opinion | None:
    """A group speaks of its clause and theme as an opinion does."""
    if not group.clause and not group.theme:
        return None
    return Opinion(clause=group.clause, theme=group.theme, serial=group.pk)


def typed(request: HttpRequest, at_hand: list[dict[str, Any]]) -> dict[str, Any]:
    """What was typed so far, with the reason at hand that was pressed added to it."""
    pressed = whole(request.POST.get("insert", ""))
    if pressed is None:
        return {}
    names = ("kind", "reason", "no_change_reason", "main_opinion", "occurred_on", "late_reason")
    said: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    added = next((one["text"] for one in at_hand if one["row"].pk == pressed), "")
    said["reason"] = "\n".join(part for part in (said["reason"].strip(), added) if part)
    return said | {"changed_clauses": request.POST.getlist("changed_clauses")}


def offer_clauses(form: Any, texts: workbench.Texts) -> int:
    """The clauses of the newest draft, those whose words changed first; how many these are."""
    changed = texts.changed()
    same = [clause for clause in texts.after.values() if clause not in changed]
    form.fields["changed_clauses"].choices = workbench.named([*changed, *same])
    return len(changed)
