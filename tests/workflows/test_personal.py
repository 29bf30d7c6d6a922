"""PIPL 25: personal data in texts is flagged when it comes in, shown to an officer and covered."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from decisions.models import Decision, Opinion, PersonalFlag
from decisions.selectors.report import text_of
from tests.workflows.consulting import by, opened, say
from workflows import outbox, sweep, taking_back
from workflows.models import Job

pytestmark = pytest.mark.django_db
PRIVATE = "我叫王小明，电话13812345678，建议增加装卸区。"
PLACE = "人民路36号门口积水，请修。"


@pytest.fixture
def decision(time_machine) -> Decision:
    """A matter that got one private text, one with a street number and one plain."""
    found = opened(time_machine)
    for text in (PRIVATE, PLACE, "路灯太暗。"):
        say(found, text)
    sweep.register(found.pk)
    outbox.run_waiting()
    return found


def test_pipl_25_what_is_private_is_flagged_and_no_copy_of_it_kept(decision):
    flags = list(PersonalFlag.objects.order_by("pk").values_list("kinds", flat=True))
    assert flags == [{"name": 1, "phone": 1}, {"place": 1}]


def test_looking_again_finds_the_same_once(decision):
    Job.objects.filter(kind="flag_personal").update(done_at=None, leased_until=None)
    outbox.run_waiting()
    assert PersonalFlag.objects.count() == 2


def test_an_officer_covers_what_the_page_shows(decision, client):
    client.force_login(by(Role.DRAFTING_OFFICER))
    address = reverse("desk:personal", args=[decision.pk])
    page = client.get(address)
    first, second = page.context["rows"]
    assert first.proposed == "我叫【姓名已隐去】，电话【电话号码已隐去】，建议增加装卸区。"
    assert second.only_places
    client.post(
        address,
        {
            "opinion": second.opinion.pk,
            "public_text": "人民路某号门口积水，请修。",
            "redaction_reason": "门牌号",
            "token": str(second.token),
        },
    )
    opinion = Opinion.objects.get(pk=second.opinion.pk)
    assert text_of(opinion) == "人民路某号门口积水，请修。"
    assert opinion.text == PLACE
    assert decision.entries.last().act == "redact_opinion"
    assert client.get(address).context["rows"][1].judged


def test_an_empty_wording_is_refused_and_nothing_changes(decision, client):
    client.force_login(by(Role.DRAFTING_OFFICER))
    address = reverse("desk:personal", args=[decision.pk])
    opinion = Opinion.objects.get(text=PRIVATE)
    answer = client.post(address, {"opinion": opinion.pk, "public_text": ""}, follow=True)
    assert answer.status_code == 200
    assert not Opinion.objects.exclude(public_text="").exists()


def test_who_only_reads_sees_no_form(decision, client):
    client.force_login(by(Role.AUDITOR))
    page = client.get(reverse("desk:personal", args=[decision.pk])).content.decode()
    assert "王小明" in page
    assert 'name="public_text"' not in page


def test_what_is_erased_loses_its_flag(decision):
    said = Opinion.objects.get(text=PRIVATE).submission
    taking_back.erase_submission(said.number, by(Role.OPENNESS_OFFICER), "本人要求")
    assert not PersonalFlag.objects.filter(submission=said).exists()
