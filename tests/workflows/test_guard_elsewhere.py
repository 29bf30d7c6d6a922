"""The same guard stands at the questionnaire and at the sign-up for a hearing (trust.md rows 17, 18)."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from decisions.errors import Illegible, NotNow
from decisions.models import AnswerSheet, HearingSignup, Questionnaire, Submission
from tests.workflows import test_drawing as draw
from tests.workflows import test_questionnaire as asked
from tests.workflows.consulting import at, do
from tests.workflows.test_guard import solved
from workflows import tasks
from workflows.guard import pace
from workflows.models import SpentChallenge, Task
from workflows.models.task import WAITS

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(time_machine, settings, request):
    """A matter with one of the two forms open."""
    settings.PUBLIC_GUARD = True
    build = draw.announced if request.param == "signup" else asked.published
    return build(time_machine)


signup = pytest.mark.parametrize("decision", ["signup"], indirect=True)
questionnaire = pytest.mark.parametrize("decision", ["questionnaire"], indirect=True)
both = pytest.mark.parametrize("decision", ["signup", "questionnaire"], indirect=True)


def address(decision):
    """Of the form that is open."""
    if activity := Questionnaire.objects.values_list("activity", flat=True).first():
        return reverse("portal:questionnaire", args=[decision.pk, activity])
    return reverse("portal:signup", args=[decision.pk])


def said():
    """What one types."""
    return asked.sheet() if Questionnaire.objects.exists() else draw.form()


def kept():
    """How many were kept, and how many of them are held."""
    rows = Submission if Questionnaire.objects.exists() else HearingSignup
    return rows.objects.count(), rows.objects.filter(held=True).count()


@both
def test_with_the_work_done_it_is_not_held(decision):
    page = Client().get(address(decision)).content.decode()
    assert f'data-guard="{reverse("portal:guard")}"' in page
    assert "<noscript>" in page
    assert Client().post(address(decision), said() | {"guard": solved()}).status_code == 200
    assert kept() == (1, 0)
    assert SpentChallenge.objects.count() == 1


@both
def test_work_is_used_once_and_every_word_is_kept(decision):
    answer = solved()
    Client().post(address(decision), said() | {"guard": answer})
    cache.clear()
    again = Client().post(address(decision), said() | {"guard": answer, "view": "想说的话"})
    assert again.status_code == 422
    assert "核验已失效" in again.content.decode()
    assert kept() == (1, 0)


@both
def test_a_form_sent_twice_with_the_same_work_gets_the_same_receipt(decision):
    sent = said() | {"guard": solved()}
    assert [Client().post(address(decision), sent).status_code for _each in range(2)] == [200, 200]
    assert kept() == (1, 0)


@both
def test_without_scripts_it_is_taken_at_once_and_waits_for_a_look(decision):
    assert Client().post(address(decision), said()).status_code == 200
    assert kept() == (1, 1)
    tasks.sweep_all()
    act = "admit_held_signup" if HearingSignup.objects.exists() else "release_held_submission"
    assert Task.objects.filter(decision=decision, act=act).exists()


@both
def test_a_flood_without_work_is_asked_to_come_back_with_every_word_kept(decision, monkeypatch):
    monkeypatch.setattr(pace, "UNGUARDED", 1)
    cache.clear()
    assert Client().post(address(decision), said()).status_code == 200
    later = Client().post(address(decision), said() | {"name": "乙乙乙"})
    assert later.status_code == 503
    assert later["Retry-After"] == "60"
    assert kept() == (1, 1)


@signup
def test_the_list_is_not_closed_before_every_held_one_was_looked_at(decision, time_machine):
    for name in ("甲", "乙"):
        Client().post(address(decision), draw.form(name=name))
    one, two = HearingSignup.objects.order_by("pk")
    do("admit_held_signup", decision, signup=one.pk)
    with pytest.raises(Illegible):
        do("admit_held_signup", decision, signup=one.pk)
    time_machine.move_to(at(date(2026, 3, 13)), tick=False)
    with pytest.raises(NotNow):
        do("close_signup", decision)
    do("exclude_signup", decision, signup=two.pk, reason="同一人重复报名。")
    do("close_signup", decision)
    assert list(HearingSignup.objects.filter(listed=True)) == [one]
    assert not Task.objects.filter(WAITS, decision=decision, act="admit_held_signup").exists()


@questionnaire
def test_no_sheet_is_left_out_of_the_counts_unseen(decision, time_machine):
    for _each in range(2):
        Client().post(address(decision), asked.sheet())
    one, two = Submission.objects.order_by("pk")
    do("release_held_submission", decision, submission=one.pk)
    with pytest.raises(NotNow):
        asked.close(decision, time_machine)
    do("release_held_submission", decision, submission=two.pk)
    asked.close(decision, time_machine)
    assert AnswerSheet.objects.count() == 2
    assert Questionnaire.objects.get().results["sheets"] == 2
