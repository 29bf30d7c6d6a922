"""What can be done now, and why the rest cannot: the case page's task list and the inbox.

Reads a dossier; never decides. ``perform`` refreshes the inbox after each act and the sweep
refreshes what depends on the day.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.functional import Promise

from accounts.appointments import seats
from accounts.models import User
from decisions.gather.listed import Listed, one
from decisions.gather.reading import instant
from decisions.law import judge
from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Stage
from decisions.models import Decision, DecisionGroupPermission, DecisionUserPermission, Entry
from workflows import permissions, registry, sender_requests, standing
from workflows.act import Act
from workflows.models import Delegation, Task
from workflows.models.task import WAITS

GENERAL = "general"
ENDED = (Stage.CONCLUDED, Stage.REJECTED, Stage.TERMINATED)


@dataclass(frozen=True)
class Choice:
    """An act at the present stage: possible, or not yet and why; and what its gates still miss."""

    act: type[Act]
    why_not: str | Promise
    missing: tuple[Shortcoming, ...]
    done: bool

    @property
    def possible(self) -> bool:
        """Whether the act can be tried now (its gates may still miss something)."""
        return not self.why_not


def choices(stage: str, dossier: Dossier, performed: set[str]) -> list[Choice]:
    """Every act that belongs to a stage, in the order of the road."""
    return [
        Choice(
            act,
            act().not_yet(dossier),
            tuple(judge.shortcomings(dossier, act.gates)),
            act.slug in performed,
        )
        for step in registry.all_steps()
        for act in step.acts
        if stage in act.stages and step.applies(dossier) is not False
    ]


def wanted(choice: Choice) -> bool:
    """Whether the inbox shows it: not aside, possible, and not merely repeatable once done."""
    act = choice.act
    if act.optional or not choice.possible or act.step == GENERAL:
        return False
    return act.recurs or not (act.repeatable and choice.done)


def after_act(entry: Entry, dossier: Dossier, rows: Listed) -> None:
    """Keep the inbox in step with an act just done; the decision's row is still locked."""
    rows["acted"].append({"act": entry.act})
    _less_waits(entry, rows)
    refresh(entry.decision_id, entry.stage_after, dossier, entry.recorded_at, rows)


def _less_waits(entry: Entry, rows: Listed) -> None:
    """What waited at the lock may wait no longer; a new draft begins its places anew."""
    waits = one(rows, "sent_in") or {}
    if entry.act == "enter_draft":
        waits["unplaced"] = False
    elif entry.act in sender_requests.SETTLED_BY and any(
        waits.get(what) for what in sender_requests.ACTS
    ):
        rows["sent_in"] = standing.inbox_of(entry.decision_id)["sent_in"]


def refresh(
    decision_id: int, stage: str, dossier: Dossier, now: datetime, rows: Listed | None = None
) -> None:
    """Write the inbox rows of one decision anew, keeping since when each has waited.

    ``rows`` are the acts done and the tasks as ``standing.py`` lists them, where they are at hand.
    """
    rows = standing.inbox_of(decision_id) if rows is None else rows
    performed = {row["act"] for row in rows["acted"]}
    fresh = {
        (choice.act.slug, role): len(choice.missing)
        for choice in choices(stage, dossier, performed)
        if wanted(choice)
        for role in permissions.roles_for(choice.act.slug)
    } | {(act, role): 0 for act in sent_in(stage, rows) for role in permissions.roles_for(act)}
    stood = {(task["act"], task["role"]): task for task in rows["task"]}
    since = {key: instant(task["since"]) for key, task in stood.items()}
    turned = [(key, 0, None) for key in stood if key not in fresh] + [
        (key, missing, since.get(key, now))
        for key, missing in fresh.items()
        if stood.get(key, {}).get("missing") != missing
    ]
    Task.objects.bulk_create(
        [
            Task(decision_id=decision_id, act=act, role=role, missing=missing, since=began)
            for (act, role), missing, began in turned
        ],
        update_conflicts=True,
        unique_fields=["decision", "act", "role"],
        update_fields=["missing", "since"],
    )


def clear() -> None:
    """Delete the tasks that wait no longer; once a day, so that the inbox stays small."""
    Task.objects.exclude(WAITS).delete()


def sent_in(stage: str, rows: Listed) -> list[str]:
    """The acts that wait because of what the public sent: requests, what is held or unplaced."""
    waits = one(rows, "sent_in") or {}
    found = [act for what, act in sender_requests.ACTS.items() if waits.get(what)]
    return [act for act in found if (known := registry.act(act)) and stage in known.stages]


def acts_done(decision_id: int) -> set[str]:
    """The acts that were done on a decision at least once."""
    return set(Entry.objects.filter(decision=decision_id).order_by().values_list("act", flat=True))


def waiting_for(user: User) -> QuerySet[Task]:
    """The tasks a person may do, as herself or for somebody who delegated to her."""
    return Task.objects.filter(WAITS, _granted(user)).select_related(
        "decision__organ", "decision__lead_office"
    )


def decisions_for(user: User) -> QuerySet[Decision]:
    """The decisions a person may open: those on which one of her groups or she holds a role."""
    by_group = DecisionGroupPermission.objects.filter(
        Exists(seats(timezone.localdate())), group__user=user
    )
    by_name = DecisionUserPermission.objects.filter(user=user)
    return Decision.objects.filter(
        Q(pk__in=by_group.values("content_object")) | Q(pk__in=by_name.values("content_object"))
    )


def _granted(user: User) -> Q:
    """Task rows whose role this person holds on their decision, or holds for a giver."""
    today = timezone.localdate()
    lent = Delegation.objects.filter(
        taker=user, starts_on__lte=today, ends_on__gte=today, revoked_at=None
    )
    mine = Q(Exists(_group_grant(user.pk))) | Q(Exists(_person_grant(user.pk)))
    for delegation in lent:
        mine |= Q(role=delegation.role) & Q(Exists(_group_grant(delegation.giver_id)))
    return mine


def _group_grant(user_id: int) -> QuerySet[DecisionGroupPermission]:
    return DecisionGroupPermission.objects.filter(
        Exists(seats(timezone.localdate())),
        content_object=OuterRef("decision"),
        permission__codename=_code(),
        group__user=user_id,
    )


def _person_grant(user_id: int) -> QuerySet[DecisionUserPermission]:
    return DecisionUserPermission.objects.filter(
        content_object=OuterRef("decision"), permission__codename=_code(), user=user_id
    )


def _code() -> Concat:
    return Concat(Value("act_as_"), OuterRef("role"))
