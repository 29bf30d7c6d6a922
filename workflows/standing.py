"""How a decision stands for somebody who wants to act: roles held, acts done, tasks waiting.

Lists of the same shape as the dossier's (``decisions/gather/listed.py``), so that ``act.perform``
reads all of it with the dossier in one query, under its lock. ``permissions.py`` says what
follows from the roles, ``todo.py`` what from the tasks.
"""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    F,
    Max,
    Q,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import JSONObject

from accounts.appointments import seats
from accounts.models import Appointment
from decisions.gather.listed import DECISION, Given, Listed, Row, listed, read
from decisions.models import (
    Decision,
    DecisionGroupPermission,
    DecisionUserPermission,
    Entry,
    ImportBatch,
    SenderRequest,
    Submission,
)
from decisions.selectors.hearings import held_signups
from decisions.selectors.placements import unplaced
from workflows.models import Delegation, Task
from workflows.models.task import WAITS

PERSON = Given("person", BigIntegerField())
TODAY = Given("today", DateField())
TOKEN = Given("token", UUIDField())


def roles() -> Iterator[QuerySet[Any]]:
    """Roles on the decision with their holders: this person, and whoever delegated to her."""
    lent = in_force(PERSON, TODAY).values("giver")
    by_group = DecisionGroupPermission.objects.filter(
        Exists(seats(TODAY)),
        Q(group__user=PERSON) | Q(group__user__in=lent),
        content_object=DECISION,
    )
    yield listed("held", by_group, holder=F("group__user"), code=F("permission__codename"))
    by_name = DecisionUserPermission.objects.filter(
        Q(user=PERSON) | Q(user__in=lent), content_object=DECISION
    )
    yield listed("held", by_name, holder=F("user"), code=F("permission__codename"))


def appointed() -> Iterator[QuerySet[Any]]:
    """The offices in which this person, and whoever delegated to her, holds a role today."""
    lent = in_force(PERSON, TODAY).values("giver")
    held = Appointment.objects.in_force(TODAY).filter(Q(user=PERSON) | Q(user__in=lent))
    yield listed("appointed", held, "user", "office", "role")


def acted() -> Iterator[QuerySet[Any]]:
    """Who did which act in which role, each once, with the number of the newest such entry."""
    yield (
        Entry.objects.filter(decision=DECISION)
        .order_by()
        .values("act", "actor", "role")
        .annotate(
            listed_as=Value("acted", output_field=CharField()),
            listed_row=JSONObject(
                id=Max("pk"), seq=Max("seq"), act=F("act"), actor=F("actor"), role=F("role")
            ),
        )
        .values_list("listed_as", "listed_row")
    )


def waiting() -> Iterator[QuerySet[Any]]:
    """The decision's tasks; what of the public's waits for an answer or a look, or comes in."""
    tasks = Task.objects.filter(WAITS, decision=DECISION)
    yield listed("task", tasks, "act", "role", "missing", "since")
    asked = SenderRequest.objects.filter(decision=DECISION, settled_at=None)
    held = Submission.objects.filter(decision=DECISION, held=True, withdrawn_at=None)
    sheets = ImportBatch.objects.filter(decision=DECISION, finished_at=None, stopped_at=None)
    waits = {
        "asked": Exists(asked),
        "held": Exists(held),
        "held_signups": Exists(held_signups(DECISION)),
        "unplaced": Exists(unplaced(DECISION)),
        "comes_in": Exists(sheets),
    }
    yield listed("sent_in", Decision.objects.filter(pk=DECISION), **waits)


def sent() -> Iterator[QuerySet[Any]]:
    """The entry that this very page sent already, if it did."""
    yield listed("sent", Entry.objects.filter(decision=DECISION, token=TOKEN))


AT_THE_LOCK = (roles, acted, waiting, sent)


def asked_by(person: int | None, on: date, token: uuid.UUID | None = None) -> Row:
    """What the places of these lists are filled with; a guest holds no role by account."""
    return {"person": person, "today": on, "token": token}


def roles_of(person: int, decision_id: int, on: date) -> Listed:
    """What somebody holds and who did what, for a page that only asks who may."""
    return read(roles, acted, decision=decision_id, person=person, today=on)


def inbox_of(decision_id: int) -> Listed:
    """The acts done and the tasks that wait, for a refresh outside an act."""
    return read(acted, waiting, decision=decision_id)


def in_force(taker: Any, on: Any) -> QuerySet[Delegation]:
    """The delegations to somebody that hold on a day."""
    return Delegation.objects.filter(
        taker=taker, starts_on__lte=on, ends_on__gte=on, revoked_at=None, giver__is_active=True
    )
