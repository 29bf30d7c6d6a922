"""What is public, and what is not: nothing before its day, no draft that was never laid open."""

from datetime import date

import pytest
from django.urls import reverse

from decisions.law.terms import Disclosure, Stage
from decisions.models import (
    Catalogue,
    CatalogueItem,
    Decision,
    OpenConsultation,
    Participation,
    ParticipationActivity,
    Publication,
    Submission,
)
from decisions.selectors import public
from tests import stages
from tests.factories import decision_at, town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def known(day=TODAY):
    return set(public.public_decisions(day))


@pytest.fixture
def unlisted():
    """A decision in drafting that no published catalogue lists."""
    decision = decision_at(Stage.DRAFTING)
    Catalogue.objects.update(published_on=None)
    return decision


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.STUDY])
def test_a_proposal_is_not_public(client, stage):
    decision = decision_at(stage)
    assert known() == set()
    for name in ("decision", "feedback", "decision_feed", "decision_calendar", "opinion"):
        assert client.get(reverse(f"portal:{name}", args=[decision.pk])).status_code == 404


def test_art_3_a_decision_is_public_once_its_catalogue_is_and_not_before(unlisted):
    assert known() == set()
    Catalogue.objects.update(published_on=TODAY)
    assert known() == {unlisted}
    assert known(date(2026, 11, 22)) == set()


def test_a_matter_taken_out_of_the_catalogue_is_not_public():
    decision = decision_at(Stage.DRAFTING)
    assert known() == {decision}
    CatalogueItem.objects.update(removed_reason="条件不成熟。")
    assert known() == set()


def test_art_15_a_decision_is_public_from_the_day_of_the_notice(unlisted):
    stages.consulting(unlisted, town())
    assert known(stages.On.opens) == {unlisted}
    assert known(date(2026, 3, 1)) == set()


def test_a_consultation_letter_makes_nothing_public(unlisted):
    stages.consulting(unlisted, town())
    ParticipationActivity.objects.update(kind="consultation_letter")
    assert known() == set()


def test_a_withheld_decision_is_not_promulgated_to_the_public():
    decision = decision_at(Stage.PROMULGATED)
    ParticipationActivity.objects.update(announced_on=None)
    Participation.objects.update(feedback_published_on=None)
    Catalogue.objects.update(published_on=None)
    assert known() == {decision}
    Publication.objects.update(disclosure=Disclosure.WITHHELD)
    assert known() == set()
    assert not public.promulgated(Decision.objects.get(pk=decision.pk), TODAY)


def test_only_versions_laid_before_the_public_can_be_read(client, unlisted):
    stages.consulting(unlisted, town())
    stages.draft(unlisted, town())
    assert [one.version for one in public.public_drafts(TODAY)] == [1]
    page = reverse("portal:decision", args=[unlisted.pk])
    assert "第1稿）" in client.get(page).content.decode()
    assert "第2稿）" not in client.get(page).content.decode()
    assert client.get(reverse("portal:draft", args=[unlisted.pk, 1])).status_code == 200
    assert client.get(reverse("portal:draft", args=[unlisted.pk, 2])).status_code == 404
    assert client.get(reverse("portal:compare", args=[unlisted.pk, 2])).status_code == 404
    found = client.get(reverse("portal:list"), {"q": "第2稿"}).context["rows"]
    assert found == []
    assert len(client.get(reverse("portal:list"), {"q": "第1稿 停车"}).context["rows"]) == 1


def test_the_promulgated_version_can_be_read_and_compared(client):
    decision = decision_at(Stage.PROMULGATED)
    final = stages.draft(decision, town())
    Publication.objects.update(draft=final)
    assert [one.version for one in public.public_drafts(TODAY)] == [1, 2]
    page = client.get(reverse("portal:compare", args=[decision.pk, 2])).content.decode()
    assert "<del>1</del>" in page
    assert "<ins>2</ins>" in page


def test_answer_17_single_opinions_wait_for_the_answer(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    told_on = stages.On.told
    assert public.public_opinions(told_on).count() == 2
    assert public.public_opinions(date(2026, 4, 13)).count() == 0
    Participation.objects.update(feedback_published_on=None)
    page = client.get(reverse("portal:decision", args=[decision.pk])).content.decode()
    assert "停车应当全部免费" not in page
    for name in ("feedback", "feedback_csv", "feedback_json"):
        assert client.get(reverse(f"portal:{name}", args=[decision.pk])).status_code == 404


def test_an_opinion_taken_back_is_not_in_the_report(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    Submission.objects.filter(text="停车应当全部免费。").update(withdrawn_at=stages.moment(TODAY))
    page = client.get(reverse("portal:feedback", args=[decision.pk])).content.decode()
    assert "停车应当全部免费" not in page
    assert "增加装卸区" in page


def test_a_changed_clause_is_named_but_not_shown_while_its_version_is_not_public(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    newer = stages.draft(decision, town())
    answer = decision.dispositions.get(kind="adopted")
    answer.changed_clauses.add(newer.clauses.first())
    stages.counted(decision)
    address = reverse("portal:feedback", args=[decision.pk])
    page = client.get(address).content.decode()
    assert "第一条" in page
    assert "第2稿" not in page
    stages.submitted(decision, town())
    stages.promulgated(decision, town())
    assert "<ins>2</ins>" in client.get(address).content.decode()


def test_names_are_masked_and_only_with_consent(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    Submission.objects.update(name="欧阳建国", contact="13812345678")
    address = reverse("portal:feedback", args=[decision.pk])
    assert "欧阳" not in client.get(address).content.decode()
    Submission.objects.update(publish_consent=True)
    page = client.get(address).content.decode()
    assert "欧阳**" in page
    assert "欧阳建国" not in page
    assert "13812345678" not in page


def test_numbers_typed_inside_a_text_are_covered(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    decision.opinions.update(text="请打１３８１２３４５６７８，或者写信给 zhang@example.com。")
    for name in ("feedback", "feedback_csv", "feedback_json"):
        response = client.get(reverse(f"portal:{name}", args=[decision.pk]))
        said = b"".join(response) if response.streaming else response.content
        assert "１３８１２３４５６７８" not in said.decode()
        assert "zhang@example.com" not in said.decode()


def test_held_and_erased_texts_keep_their_row_and_show_nothing(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    first, second = decision.submissions.order_by("id")
    Submission.objects.filter(pk=first.pk).update(held=True)
    Submission.objects.filter(pk=second.pk).update(erased_at=stages.moment(TODAY))
    page = client.get(reverse("portal:feedback", args=[decision.pk])).content.decode()
    assert first.text not in page.replace("大家说了什么", "").split('id="opinions"')[1]
    assert second.text not in page
    assert page.count('id="item-') == 2


def test_a_notice_announced_for_tomorrow_is_not_yet_out(unlisted):
    stages.consulting(unlisted, town())
    ParticipationActivity.objects.update(announced_on=date(2026, 11, 24))
    assert OpenConsultation.objects.exists()
    assert known() == set()
