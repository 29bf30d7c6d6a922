"""Who may do what: the one pivot file read, kept in guardian, and asked.

``permissions.csv`` lists every allowed cell (role, object, action, relation); what it does not
list is denied. ``grant`` writes guardian rows when a decision is opened, so that a list of "my
decisions" is one join. Separation of duties is asked here too, against the record's own actors.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db.models import Case, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from accounts.models import Office, User, group_name, organ_group_name
from accounts.roles import Role
from decisions.errors import Misbuilt, NotYours
from decisions.gather.listed import Listed
from decisions.models import Decision, DecisionGroupPermission, DecisionUserPermission
from workflows import standing

PIVOT = Path(__file__).with_name("permissions.csv")
# How a role is tied to a decision: by its organ, its lead unit, a unit named later, or by name.
ORGAN_WIDE, LEAD_UNIT, EXECUTING, NAMED = "organ", "lead_unit", "named_unit", "named"
RELATIONS = (ORGAN_WIDE, LEAD_UNIT, EXECUTING, NAMED, "any")

# Whoever did the left may not do the right on the same decision: drafter ≠ reviewer ≠ clerk.
SEPARATED = (
    (Role.DRAFTING_OFFICER, Role.LEGAL_REVIEWER),
    (Role.DRAFTING_OFFICER, Role.MEETING_SECRETARY),
    (Role.LEGAL_REVIEWER, Role.MEETING_SECRETARY),
)


@dataclass(frozen=True)
class Cell:
    """One allowed cell of the pivot file."""

    role: str
    object: str
    action: str
    relation: str


@dataclass(frozen=True)
class Capacity:
    """A role in which a person may act on a decision, perhaps for somebody else (委托)."""

    role: str
    on_behalf_of: User | None = None


@cache
def pivot() -> tuple[Cell, ...]:
    """The allowed cells, in the order of the file; a relation nobody knows is refused."""
    with PIVOT.open(encoding="utf-8", newline="") as file:
        cells = tuple(
            Cell(row["role"], row["object"], row["action"], row["relation"])
            for row in csv.DictReader(file)
            if row["verdict"] == "allow"
        )
    if strange := [cell for cell in cells if cell.relation not in RELATIONS]:
        raise Misbuilt(f"permissions.csv: unknown relation {strange[0].relation}")
    return cells


@cache
def roles_for(action: str) -> frozenset[str]:
    """The roles that may do an act or open a page."""
    return frozenset(cell.role for cell in pivot() if cell.action == action)


@cache
def relations() -> dict[str, frozenset[str]]:
    """How each role is tied to a decision: by its lead unit, its organ, or by name."""
    tied: dict[str, set[str]] = defaultdict(set)
    for cell in pivot():
        tied[cell.role].add(cell.relation)
    return {role: frozenset(ways) for role, ways in tied.items()}


def capacities(
    user: User, decision: Decision, on: date, rows: Listed | None = None
) -> list[Capacity]:
    """The roles in which a person may act on a decision today, delegated ones included.

    ``rows`` are the lists of ``standing.py`` where they were read already.
    """
    held = _held(standing.roles_of(user.pk, decision.pk, on) if rows is None else rows)
    own = [Capacity(role) for role, holder in held if holder == user.pk]
    others = {holder for _role, holder in held if holder != user.pk}
    givers = _givers(user, on) if others else {}
    lent = [
        Capacity(role, givers[holder, role]) for role, holder in held if (holder, role) in givers
    ]
    return sorted(own, key=lambda c: c.role) + sorted(lent, key=lambda c: c.role)


def may(
    user: User, action: str, decision: Decision, on: date, rows: Listed | None = None
) -> Capacity:
    """The capacity in which this person may do the act; raises NotYours."""
    if not user.is_active:
        raise NotYours(_("This account is closed."))
    wanted = roles_for(action)
    rows = standing.roles_of(user.pk, decision.pk, on) if rows is None else rows
    fitting = [c for c in capacities(user, decision, on, rows) if c.role in wanted]
    for capacity in fitting:
        if not _barred(user, capacity, rows):
            return capacity
    if fitting:
        raise NotYours(_("Separation of duties: you acted in another role on this decision."))
    raise NotYours(_("This act belongs to: %(roles)s.") % {"roles": _names(wanted)})


def grant(decision: Decision) -> None:
    """Write the grants of a newly opened decision to the groups of its lead unit and organ."""
    names: dict[str, str] = {}
    for role, ways in relations().items():
        if role not in Role.values:
            continue
        if LEAD_UNIT in ways:
            names[group_name(decision.lead_office_id, role)] = role
        if ORGAN_WIDE in ways:
            names[organ_group_name(decision.organ_id, role)] = role
    _grant_groups(decision, names)


def grant_office(decision: Decision, office: Office, role: str) -> None:
    """Let the holders of a role in one more office act: a reviewer from outside, say."""
    grant_offices(decision, [office], role)


def grant_offices(decision: Decision, offices: Iterable[Office], role: str) -> None:
    """The same for several offices at once."""
    _grant_groups(decision, {group_name(office.pk, role): role for office in offices})


def grant_person(decision: Decision, user: User, role: str) -> None:
    """Let one person act in a role on this decision: an expert, a hearing chair."""
    DecisionUserPermission.objects.bulk_create(
        [
            DecisionUserPermission(content_object=decision, user=user, permission_id=pk)
            for pk in _granting(role).values_list("pk", flat=True)
        ],
        ignore_conflicts=True,
    )


def _grant_groups(decision: Decision, names: dict[str, str]) -> None:
    """Three queries at most, however many groups: found, made where missing, granted."""
    granting = {name: _granting(role).values("pk") for name, role in names.items()}
    allowed = Case(*(When(name=name, then=Subquery(pk)) for name, pk in granting.items()))
    groups = Group.objects.filter(name__in=names).annotate(allowed=allowed)
    found = list(groups)
    if len(found) < len(names):
        Group.objects.bulk_create((Group(name=n) for n in names), ignore_conflicts=True)
        found = list(groups.all())
    DecisionGroupPermission.objects.bulk_create(
        [
            DecisionGroupPermission(content_object=decision, group=g, permission_id=g.allowed)
            for g in found
        ],
        ignore_conflicts=True,
    )


def _granting(role: str) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="decisions", codename=f"act_as_{role}")


def _held(rows: Listed) -> set[tuple[str, int]]:
    return {(row["code"].removeprefix("act_as_"), row["holder"]) for row in rows["held"]}


def _givers(user: User, on: date) -> dict[tuple[int, str], User]:
    lent = standing.in_force(user, on).select_related("giver")
    return {(d.giver_id, d.role): d.giver for d in lent}


def _barred(user: User, capacity: Capacity, rows: Listed) -> bool:
    others = {b for a, b in SEPARATED if a == capacity.role} | {
        a for a, b in SEPARATED if b == capacity.role
    }
    people = {user.pk, getattr(capacity.on_behalf_of, "pk", user.pk)}
    return any(row["role"] in others and row["actor"] in people for row in rows["acted"])


def _names(roles: frozenset[str]) -> str:
    return "、".join(str(Role(role).label) for role in sorted(roles) if role in Role.values)
