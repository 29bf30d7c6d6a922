"""What the pages of a case say before the click: rulings, separation of duties, time, one's view."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.appointments import appoint
from accounts.models import User
from accounts.roles import Role
from decisions.gather import gather
from decisions.law.terms import Stage
from decisions.models import Attendance, Decision, LegalityReview, MemberView, Ruling
from tests import factories
from tests.stages.days import On
from tests.workflows.reviewing import granted, redraft
from workflows.views.legality import clock
from workflows.views.meeting import quorum

pytestmark = pytest.mark.django_db


def page(user: User, name: str, decision: Decision) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"desk:{name}", args=[decision.pk]))


@pytest.fixture
def reviewed() -> Decision:
    decision = granted(factories.decision_at(Stage.LEGALITY_REVIEW))
    draft = redraft(decision, On.granted)
    draft.digest = "f" * 64
    draft.save(update_fields=["digest"])
    return decision


def test_art_28_a_changed_draft_is_one_task_ruled_with_one_click(reviewed: Decision) -> None:
    head = factories.town().by(Role.LEAD_UNIT_HEAD)
    ruling = page(head, "draft", reviewed).context["ruling"]
    (group,) = ruling["groups"]
    assert group["changes"]
    section = group["sections"][0]
    client = Client()
    client.force_login(head)
    said = {"section": section["code"], "outcome": ruling["outcome"], "token": section["token"]}
    address = reverse("desk:act", args=[reviewed.pk, "rule_on_change"])
    for _twice in range(2):
        assert client.post(address, said).status_code == 302
    assert Ruling.objects.get(decision=reviewed).section == section["code"]
    left = page(head, "draft", reviewed).context["ruling"]
    assert (left["count"] if left else 0) == ruling["count"] - 1


def test_art_25_1_another_units_reviewer_is_told_before_the_click(reviewed: Decision) -> None:
    town = factories.town()
    assert page(town.by(Role.LEGAL_REVIEWER), "legality", reviewed).context["separation"] == ""
    other = factories.person("other", of=town.offices["records"], name="陈旁")
    appoint(other, town.offices["records"], Role.LEGAL_REVIEWER, factories.APPOINTED_ON)
    said = page(other, "legality", reviewed).context["separation"]
    assert str(LegalityReview.objects.latest("round").office) in said


def test_art_26_2_the_time_is_said_in_words(reviewed: Decision) -> None:
    review = LegalityReview.objects.latest("round")
    review.completed_on = None
    with translation.override("en"):
        day = review.requested_on + timedelta(days=3)
        running = clock(review, gather(reviewed.pk, as_of=day))
        late = clock(review, gather(reviewed.pk, as_of=date(2026, 8, 3)))
        review.returns.create(returned_on=day, defects="缺依据")
        still = clock(review, gather(reviewed.pk, as_of=day))
    assert running.colour == "green"
    assert f"{running.total - running.done} left" in running.words
    assert late.colour == "red"
    assert "Overdue" in late.words
    assert "stands still" in still.words


def test_art_30_each_member_confirms_only_her_own_words() -> None:
    decision = granted(factories.decision_at(Stage.DECIDED))
    MemberView.objects.update(confirmed_at=None)
    member, other = factories.town().members[:2]
    for person in (member, other):
        (sitting,) = page(person, "meeting", decision).context["sittings"]
        mine = [one["view"].member for one in sitting["views"] if one["mine"]]
        assert mine == [person]


def test_art_30_1_the_quorum_is_a_light_with_its_sentence() -> None:
    factories.decision_at(Stage.DECIDED)
    roll, share = list(Attendance.objects.all()), Fraction(2, 3)
    assert quorum(roll, share).colour == "green"
    assert quorum(roll, None).colour == "green"
    for seat in roll:
        seat.present = False
    assert quorum(roll, share).colour == "red"
    assert quorum(roll, None).colour == "yellow"
    roll[0].present = None
    assert (quorum(roll, share).colour, quorum(roll, share).present) == ("yellow", None)


def test_work_is_handed_over_on_its_page() -> None:
    decision = granted(factories.decision_at(Stage.DRAFTING))
    town = factories.town()
    successor = factories.person("next", of=town.offices["planning"], name="沈接")
    client = Client()
    client.force_login(town.by(Role.LEAD_UNIT_HEAD))
    said = {
        "giver": town.by(Role.DRAFTING_OFFICER).pk,
        "taker": successor.pk,
        "reason": "岗位调整",
    }
    assert client.post(reverse("desk:handover"), said).status_code == 302
    assert page(successor, "case", decision).status_code == 200
    again = client.post(reverse("desk:handover"), said)
    assert again.status_code == 422
