"""Art. 18: who left an e-mail address is told once that the opinions were answered."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from accounts.roles import Role
from decisions.models import Decision, Participation, Submission
from tests.workflows.consulting import CLOSES, at, do, opened, points, say
from workflows import feedback_mail, outbox, sweep
from workflows.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(time_machine) -> Decision:
    """A matter with four submissions, three of which left an address, ready to be answered."""
    found = opened(time_machine)
    for text, contact in (
        ("建议增加装卸区。", "li@example.com"),
        ("路灯太暗。", "电话13800000000，邮箱 Wang@Example.com"),
        ("再说一条。", "LI@example.com"),
        ("没有留邮箱。", "13800000001"),
    ):
        say(found, text, name="某人", contact=contact)
    sweep.register(found.pk)
    return found


def published(decision: Decision, time_machine) -> None:
    """The feedback goes out by the real acts."""
    time_machine.move_to(at(CLOSES.replace(day=CLOSES.day + 1)), tick=False)
    activity = decision.activities.get().pk
    do("close_consultation", decision, activity=activity, offline_entered="True")
    do(
        "dispose_in_bulk",
        decision,
        opinions=points(decision),
        kind="explained",
        reason="已有规定。",
    )
    do(
        "write_adoption_note",
        decision,
        asked="问",
        said="说",
        did="做",
        adoption_note="共收到4条。",
    )
    do("approve_adoption_note", decision, Role.LEAD_UNIT_HEAD)
    do("publish_feedback", decision, Role.OPENNESS_OFFICER, personal_data_checked="True")


def send_all() -> None:
    """What the worker does: twice, for a job may wake others."""
    outbox.run_waiting()
    outbox.run_waiting()


def test_art_18_each_address_is_told_once_and_nothing_of_what_was_said(decision, time_machine):
    published(decision, time_machine)
    send_all()
    to = sorted(message.to[0] for message in mail.outbox)
    assert to == ["li@example.com", "wang@example.com"]
    first, third = Submission.objects.filter(contact__icontains="li@").order_by("id")
    letter = next(m for m in mail.outbox if m.to == ["li@example.com"])
    assert f"{first.number}：在第1项" in letter.body
    assert f"{third.number}：在第3项" in letter.body
    assert f"/decisions/{decision.pk}/feedback/" in letter.body
    for said in ("装卸区", "再说一条", "某人", "13800000000"):
        assert said not in letter.body + letter.subject
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"


def test_running_it_all_again_sends_nothing_more(decision, time_machine):
    published(decision, time_machine)
    send_all()
    job = Job.objects.get(kind=feedback_mail.ALL)
    feedback_mail.tell_senders(job)
    send_all()
    assert len(mail.outbox) == 2


def test_no_job_holds_an_address_and_what_is_erased_is_told_nothing(decision, time_machine):
    published(decision, time_machine)
    outbox.run(Job.objects.get(kind=feedback_mail.ALL).pk)
    assert "@" not in str(list(Job.objects.values_list("key", "payload")))
    Submission.objects.filter(contact__icontains="wang").update(contact="")
    outbox.run_waiting()
    assert [message.to for message in mail.outbox] == [["li@example.com"]]


def test_a_bounce_stops_nobody_else_and_names_nobody(decision, time_machine, monkeypatch):
    plain = EmailBackend.send_messages

    def refusing(self, messages):
        if messages[0].to == ["li@example.com"]:
            raise smtplib.SMTPServerDisconnected("li@example.com")
        return plain(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refusing)
    published(decision, time_machine)
    send_all()
    assert [message.to for message in mail.outbox] == [["wang@example.com"]]
    failed = Job.objects.get(kind=feedback_mail.ONE, done_at=None)
    assert "SMTPServerDisconnected" in failed.error
    assert "li@" not in failed.error


def test_an_address_that_does_not_exist_is_not_asked_again(decision, time_machine, monkeypatch):
    def refusing(self, messages):
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailBackend, "send_messages", refusing)
    published(decision, time_machine)
    send_all()
    assert not Job.objects.filter(kind=feedback_mail.ONE, done_at=None).exists()


def test_without_an_address_nobody_is_told(decision, time_machine):
    Submission.objects.update(contact="")
    published(decision, time_machine)
    send_all()
    assert mail.outbox == []
    assert Participation.objects.get().feedback_published_on
