"""Every act's form filled with what nobody would write: refused in words or done, never a fault."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.intake.fields import OfficialDateField
from decisions.law.terms import Stage
from decisions.models import Decision
from tests import factories
from workflows import permissions, registry
from workflows.act import Act

pytestmark = pytest.mark.django_db
ANSWERS = {302, 200, 403, 409, 422}
Fill = Callable[[str, forms.Field], Any]


@pytest.fixture
def matters() -> dict[Stage, Decision]:
    """A lawful matter at every stage, made when it is first asked for."""
    return {}


def matter(matters: dict[Stage, Decision], act: type[Act]) -> Decision:
    stage = next(iter(act.stages or Stage))
    if stage not in matters:
        matters[stage] = factories.decision_at(stage)
        permissions.grant(matters[stage])
        permissions.grant_office(
            matters[stage], factories.town().offices["enforcement"], Role.EXECUTING_UNIT
        )
        permissions.grant_office(
            matters[stage], factories.town().offices["general"], Role.EVALUATING_UNIT
        )
    return matters[stage]


def numbers(name: str, field: forms.Field) -> Any:
    """Numbers too long for any column."""
    return "9" * 25


def controls(name: str, field: forms.Field) -> Any:
    """What no text may hold."""
    return "一\x00二\x1b[31m\u202e三"


def edges(name: str, field: forms.Field) -> Any:
    """Plausible, save for days at the ends of the calendar and numbers below nothing."""
    if isinstance(field, OfficialDateField):
        return "9999-12-31" if name.endswith(("until", "due_on", "closes_on")) else "0001-01-01"
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        return first.pk if first else ""
    if isinstance(field, forms.ChoiceField):
        return next((str(key) for key, _ in _flat(field.choices) if key not in ("", None)), "")
    if isinstance(field, forms.IntegerField):
        return "-1"
    if isinstance(field, forms.BooleanField):
        return "on"
    return "正常文字"


def latest(name: str, field: forms.Field) -> Any:
    """The same with every day at the end of the calendar and numbers as large as a column."""
    if isinstance(field, OfficialDateField):
        return "9999-12-31"
    return "32767" if isinstance(field, forms.IntegerField) else edges(name, field)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in choices:
        if isinstance(value, list | tuple):
            yield from value
        else:
            yield key, value


LONG = pytest.mark.long


@pytest.mark.parametrize(
    "fill",
    [numbers, edges, pytest.param(controls, marks=LONG), pytest.param(latest, marks=LONG)],
)
def test_no_act_breaks_on_what_nobody_would_write(
    fill: Fill, matters: dict[Stage, Decision]
) -> None:
    town, wrong = factories.town(), {}
    for slug, act in registry.acts().items():
        decision = matter(matters, act)
        role = next(role for role in Role if role in permissions.roles_for(slug))
        form = act.form(decision=decision, actor=town.by(role))
        said = {name: fill(name, field) for name, field in form.fields.items()}
        for name, field in form.fields.items():
            if isinstance(field, forms.FileField):
                said[name] = SimpleUploadedFile("草案.docx", b"PK\x03\x04 9")
        client = Client(raise_request_exception=False)
        client.force_login(town.by(role))
        with transaction.atomic():
            answer = client.post(reverse("desk:act", args=[decision.pk, slug]), said)
            transaction.set_rollback(True)
        if answer.status_code not in ANSWERS:
            wrong[slug] = answer.status_code
    assert not wrong
