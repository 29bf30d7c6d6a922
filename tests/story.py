"""Sentences for the stories: a matter opened and walked by its people, act by act, day by day.

Nothing is laid down in rows: a ``Tale`` begins with ``propose`` and goes on by ``perform``, each
form sent as its page shows it. Walks of many acts stand in ``tests/stories/walk.py``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django import forms

from accounts.models import User
from accounts.roles import Role
from decisions.errors import NotReady, Refusal
from decisions.gather import gather
from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import Decision, Entry, Opinion
from tests.factories import Town, town
from workflows import registry
from workflows.act import Guest, perform
from workflows.opening import propose
from workflows.submitting import submit_opinion

BEIJING = ZoneInfo("Asia/Shanghai")
DRAFTER, HEAD, CHIEF = Role.DRAFTING_OFFICER, Role.LEAD_UNIT_HEAD, Role.CHIEF_EXECUTIVE
Actor = Role | User | Guest


def moment(day: date, hour: int = 10) -> datetime:
    """An hour of a day in Beijing."""
    return datetime.combine(day, time(hour), BEIJING)


@dataclass
class Tale:
    """One matter on its road; ``today`` is the day on which the next act happens."""

    town: Town
    decision_id: int
    today: date

    @property
    def decision(self) -> Decision:
        """The row as it stands."""
        return Decision.objects.get(pk=self.decision_id)

    @property
    def stage(self) -> Stage:
        """Where the matter stands."""
        return Stage(self.decision.stage)

    @property
    def dossier(self) -> Dossier:
        """What the law sees today."""
        return gather(self.decision_id, as_of=self.today)

    def later(self, days: int) -> date:
        """Some days pass."""
        self.today += timedelta(days=days)
        return self.today

    def act(self, slug: str, by: Actor = DRAFTER, **said: Any) -> Entry:
        """An act of today, its form sent as the page shows it but for what is said."""
        who = self.town.by(by) if isinstance(by, Role) else by
        now, act = moment(self.today), registry.acts()[slug]
        files = {name: said.pop(name) for name in list(said) if hasattr(said[name], "read")}
        page = act.form(decision=self.decision, actor=who, today=now)
        shown = {name: _shown(page, name, field) for name, field in page.fields.items()}
        sent = {name: value for name, value in shown.items() if value is not None} | said
        return perform(act, self.decision_id, who, sent, files, now=now)

    def says(self, activity_id: int, text: str, **more: Any) -> Opinion:
        """A citizen sends an opinion today."""
        form = {"text": text, "submitter_kind": "citizen", "privacy_read": "on"} | more
        sent = submit_opinion(activity_id, form, token=uuid4(), received_at=moment(self.today))
        return sent.submission.opinions.get()


def proposed(on: date, *, where: Town | None = None, **said: Any) -> Tale:
    """A department proposes a matter."""
    where = where or town()
    asked = {
        "classified": "no",
        "title": "集镇公共停车秩序管理实施办法",
        "matter_class": "public_policy",
        "source": "department",
        "proposer": "规划建设办公室",
        "proposed_on": on,
        "summary": "规范集镇停车秩序。",
        "argument": "集镇停车位少、秩序乱，急救车辆受阻；依据道路交通安全法，拟制定办法，必要可行。",
    }
    decision = propose(where.by(DRAFTER), asked | said, sample=True, now=moment(on))
    return Tale(where, decision.pk, on)


@contextmanager
def refused(kind: type[Refusal], *, article: str = "") -> Iterator[None]:
    """What is done inside is refused; by the law, with this article among its reasons."""
    with pytest.raises(kind) as refusal:
        yield
    if article:
        assert isinstance(refusal.value, NotReady)
        named = {one.article for one in refusal.value.shortcomings}
        assert article in named, f"refused for {named}"


def _shown(page: forms.BaseForm, name: str, field: forms.Field) -> Any:
    value = page.get_initial_for_field(field, name)
    one_of_many = isinstance(field, forms.ModelChoiceField) and not isinstance(
        field, forms.ModelMultipleChoiceField
    )
    if value is None and one_of_many and field.empty_label is None:
        value = field.queryset.first()
    return getattr(value, "pk", value)
