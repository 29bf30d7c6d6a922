"""Art. 14: letters to named bodies, one an addressee, numbered, reminded, answered as opinions."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.errors import Illegible, NotNow
from decisions.models import ConsultationLetter, Opinion, ParticipationActivity, Submission
from notices.models import Notice
from tests.workflows import counted
from tests.workflows.consulting import at, by, do, drafted
from workflows.models import Deadline

pytestmark = pytest.mark.django_db
SENT = date(2026, 3, 2)
NAMED = "县水务局\n县工商业联合会，社会组织\n民建样例县支部，democratic_party"


def sent(time_machine):
    """Three letters."""
    time_machine.move_to(at(SENT), tick=False)
    decision = drafted()
    do("send_letter", decision, title="关于征求意见的函", addressees=NAMED, reply_by="2026-03-20")
    return decision


def letter(name):
    """The letter to one body."""
    return ConsultationLetter.objects.get(addressee__startswith=name)


def test_art_14_one_letter_an_addressee_each_with_its_number_and_pdf(time_machine):
    sent(time_machine)
    notices = Notice.objects.filter(kind="consultation_letter").order_by("id")
    assert [n.number_text for n in notices] == [f"样云政函〔2026〕{n}号" for n in (1, 2, 3)]
    assert {n.snapshot["addressee"] for n in notices} == {
        "县水务局", "县工商业联合会", "民建样例县支部",
    }  # fmt: skip
    assert not any(n.public for n in notices)
    assert all(n.snapshot["text"] for n in notices)


def test_twenty_letters_are_sent_in_as_many_statements_as_one(time_machine):
    decision, spent = sent(time_machine), []
    for names in ("县水务局", "\n".join(f"样例第{number}村" for number in range(20))):
        with counted.cost() as one:
            do("send_letter", decision, title="关于征求意见的函", addressees=names)
        spent.append(one.queries)
    assert spent[0] == spent[1]
    last = Notice.objects.filter(kind="consultation_letter").order_by("id").last()
    assert last.number_text == "样云政函〔2026〕24号"


def test_the_kind_of_each_addressee_is_kept(time_machine):
    sent(time_machine)
    kinds = dict(ConsultationLetter.objects.values_list("addressee", "kind"))
    assert kinds["县水务局"] == "public_body"
    assert kinds["县工商业联合会"] == "social_organisation"
    assert ParticipationActivity.objects.get().participants == {
        "public_body": 1,
        "social_organisation": 1,
        "democratic_party": 1,
    }


def test_art_14_a_reminder_once_an_hour_and_on_the_record(time_machine):
    decision = sent(time_machine)
    one = letter("县水务局").pk
    entry = do("remind_addressee", decision, letter=one, way="电话")
    assert entry.facts["reminders"] == 1
    time_machine.move_to(at(SENT, 10, 59), tick=False)
    with pytest.raises(NotNow):
        do("remind_addressee", decision, letter=one, way="电话")
    do("remind_addressee", decision, letter=letter("民建").pk, way="电话")
    time_machine.move_to(at(SENT, 11), tick=False)
    assert do("remind_addressee", decision, letter=one, way="函").facts["reminders"] == 2


def test_art_18_a_reply_becomes_opinions_paragraph_by_paragraph(time_machine):
    decision = sent(time_machine)
    text = "一、建议第一条增加依据。\n\n二、建议明确水价。"
    do("record_letter_reply", decision, letter=letter("县工商").pk, text=text, by_paragraph="on")
    said = Submission.objects.get()
    assert (said.submitter_kind, said.name) == ("social_organisation", "县工商业联合会")
    points = list(Opinion.objects.order_by("start"))
    assert [p.text for p in points] == ["一、建议第一条增加依据。", "二、建议明确水价。"]
    assert [said.text[p.start : p.end] for p in points] == [p.text for p in points]


def test_with_the_last_reply_the_term_is_met(time_machine):
    decision = sent(time_machine)
    for row in ConsultationLetter.objects.all():
        assert Deadline.objects.get(kind="letter_reply").met_on is None
        do("record_letter_reply", decision, letter=row.pk)
    assert Deadline.objects.get(kind="letter_reply").met_on == SENT
    with pytest.raises(Illegible):
        do("remind_addressee", decision, letter=row.pk, way="电话")


def test_the_desk_shows_who_has_not_answered(time_machine):
    decision = sent(time_machine)
    do("record_letter_reply", decision, letter=letter("民建").pk)
    time_machine.move_to(at(SENT + timedelta(days=30)), tick=False)
    browser = Client()
    browser.force_login(by(Role.DRAFTING_OFFICER))
    page = browser.get(reverse("desk:activities", args=[decision.pk])).content.decode()
    assert page.count("超期") >= 2 or page.count("逾期") >= 2
    assert f"?letter={letter('县水务局').pk}" in page
    asked = ParticipationActivity.objects.get().pk
    assert f"enter_opinion/?activity={asked}&amp;channel=letter" in page
    act = reverse("desk:act", args=[decision.pk, "remind_addressee"])
    form = browser.get(f"{act}?letter={letter('县工商').pk}").content.decode()
    assert f'<option value="{letter("县工商").pk}" selected>' in form


def test_art_14_a_planned_activity_is_called_off_with_its_reason(time_machine):
    time_machine.move_to(at(SENT), tick=False)
    decision = drafted()
    do(
        "record_activity", decision, kind="seminar", title="商户座谈会", organiser="规划办",
        planned_on="2026-03-12", starts_at="14:30", place="会议室", announced="on",
    )  # fmt: skip
    page = reverse("portal:decision", args=[decision.pk])
    shown = Client().get(page).content.decode()
    assert "商户座谈会" in shown
    assert "14:30" in shown
    seminar = ParticipationActivity.objects.get(kind="seminar")
    event = reverse("portal:activity_calendar", args=[decision.pk, seminar.pk])
    assert b"DTSTART;TZID=Asia/Shanghai:20260312T143000" in Client().get(event).content
    do("cancel_activity", decision, activity=seminar.pk, reason="暴雨预警。")
    assert "暴雨预警。" in Client().get(page).content.decode()
    assert Client().get(event).status_code == 404


def test_art_14_participants_are_counted_by_kind(time_machine):
    time_machine.move_to(at(SENT), tick=False)
    decision = drafted()
    said = {"kind": "seminar", "title": "座谈会", "organiser": "规划办", "held_on": "2026-03-02"}
    said |= {"summary": "讨论装卸。"}
    with pytest.raises(Illegible) as refusal:
        do("record_activity", decision, **said, by_kind="企业十二家")
    assert "by_kind" in refusal.value.form.errors
    do("record_activity", decision, **said, by_kind="企业 12家，人大代表 2名、expert 1")
    counted = ParticipationActivity.objects.get().participants
    assert counted == {"enterprise": 12, "npc_deputy": 2, "expert": 1}
