"""What opinions spoke of, in the newest version of the draft (Art. 15, 18).

Read by the desk's page of anchors to rule on, the inbox and the pages that show a clause.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from decisions.models import Clause, Decision, Draft, Opinion, Placement
from decisions.selectors.bounded import AT_MOST, CountUpTo


def opinions_on(clause: Clause) -> QuerySet[Opinion]:
    """The standing opinions on a clause: given on it, or placed on it from an older version."""
    placed = Placement.objects.filter(target=clause).exclude(settled_by="")
    spot = {name: OuterRef(name) for name in ("clause", "quote", "context")}
    return Opinion.objects.filter(
        Q(clause=clause) | Exists(placed.filter(**spot)),
        Q(clause=clause) | Q(clause__in=placed.values("clause")),  # found along their index
        decision=clause.draft.decision_id,
        submission__withdrawn_at=None,
    )


def unplaced(decision: Any) -> QuerySet[Placement]:
    """What waits for a person in the newest version of a decision's draft."""
    return Placement.objects.filter(decision=decision, settled_by="", draft__in=_newest(decision))


def unplaced_in(decisions: Iterable[int]) -> dict[int, int]:
    """How many wait in each of these decisions (one query)."""
    newer = Draft.objects.filter(
        decision=OuterRef("decision"), version__gt=OuterRef("draft__version")
    )
    rows = Placement.objects.filter(~Exists(newer), decision__in=decisions, settled_by="")
    return dict(rows.order_by().values_list("decision").annotate(n=Count("pk")))


def to_rule_on(decision: Decision, after: int = 0, number: int = 20) -> list[Placement]:
    """The anchors that wait for a person; ``voices`` says of how many opinions, up to a hundred."""
    rows = (
        unplaced(decision)
        .filter(pk__gt=after)
        .select_related("clause__draft", "target", "draft")
        .annotate(voices=CountUpTo(_speaking().values("id")[:AT_MOST]))
        .order_by("pk")
    )
    return list(rows[:number])


def _speaking() -> QuerySet[Opinion]:
    spot = {name: OuterRef(name) for name in ("clause", "quote", "context")}
    return Opinion.objects.filter(**spot, submission__withdrawn_at=None).order_by()


def placed_in_all(decision: Decision) -> dict[str, int]:
    """How many anchors of the newest version were placed, ruled, gone or wait."""
    rows = Placement.objects.filter(decision=decision, draft__in=_newest(decision))
    counted = rows.values_list("settled_by", "gone").order_by().annotate(n=Count("pk"))
    found = {"text": 0, "person": 0, "gone": 0, "waiting": 0}
    for settled_by, gone, number in counted:
        found["gone" if gone else settled_by or "waiting"] += number
    return found


def _newest(decision: Any) -> QuerySet[Draft]:
    return Draft.objects.filter(decision=decision).order_by("-version")[:1]
