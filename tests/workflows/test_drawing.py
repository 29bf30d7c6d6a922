"""Art. 16: whoever wants to be heard signs up, the seats are drawn, and anybody can draw again."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions import drawing
from decisions.errors import Illegible, NotNow
from decisions.models import Hearing, HearingParticipant, HearingSignup
from notices.models import Notice
from tests.workflows.consulting import at, by, do, opened
from workflows import fsck, signing_up

pytestmark = pytest.mark.django_db
ANNOUNCED, CLOSES, HELD = date(2026, 3, 2), date(2026, 3, 12), date(2026, 3, 30)
SEATS = "沿街商户，2，利害关系人\n集镇居民，2"
CLERK = Role.HEARING_CLERK


def announced(time_machine, **changed):
    """A hearing with a sign-up, announced."""
    time_machine.move_to(at(ANNOUNCED), tick=False)
    decision = opened(time_machine)
    do("choose_hearing", decision, choice="chosen", ground="直接涉及商户切身利益。")
    announce(decision, **changed)
    return decision


def announce(decision, **changed):
    """The notice, or the notice anew."""
    said = {
        "title": "关于举行听证会的公告",
        "planned_on": HELD.isoformat(),
        "starts_at": "09:30",
        "place": "镇政府会议室",
        "draft_published": "True",
        "selecting": "True",
        "selection_method": "自愿报名，公开抽签。",
        "seats": SEATS,
        "observer_seats": "2",
        "signup_closes_on": CLOSES.isoformat(),
        "seed_source": "3月13日上证综合指数收盘点位",
        "contact": "规划建设办公室 000-10000112",
        "privacy": "仅用于听证会。",
        "chair": "罗玉婷",
        "clerk": "田甜",
    }
    do("announce_hearing", decision, **said | changed)


def hearing() -> Hearing:
    """The one hearing."""
    return Hearing.objects.select_related("activity", "decision").get()


def form(group="沿街商户", name="甲", **changed):
    """What one types to sign up."""
    return {
        "group": hearing().groups.get(name=group).pk,
        "name": name,
        "contact": "000-10000200",
        "submitter_kind": "citizen",
        "name_published": "on",
        "privacy_read": "on",
        "token": str(uuid4()),
    } | changed


def many(group, number, start=0):
    """Several people sign up for a group."""
    return [
        signing_up.sign_up(hearing(), form(group, f"{group}{place}")).signup
        for place in range(start, start + number)
    ]


def drawn(time_machine, value="3347.39"):
    """Signed up, closed and drawn."""
    decision = announced(time_machine)
    many("沿街商户", 5)
    many("集镇居民", 1)
    many("旁听人员", 3)
    time_machine.move_to(at(date(2026, 3, 13)), tick=False)
    do("close_signup", decision)
    time_machine.move_to(at(date(2026, 3, 14)), tick=False)
    do("draw_participants", decision, CLERK, seed_value=value)
    return decision


def test_art_16_the_draw_is_as_anybody_computes_it(time_machine):
    drawn(time_machine)
    row = hearing()
    numbers = list(row.signups.filter(group__name="沿街商户").values_list("number", flat=True))
    order = drawing.ranked(numbers, row.seed_secret, "3347.39")
    first = list(row.people.filter(group="沿街商户").values_list("signup__number", flat=True))
    assert set(first) == set(order[:2])
    assert row.people.filter(group="集镇居民").count() == 1
    assert row.people.filter(observer=True).count() == 2
    assert drawing.commitment(row.seed_secret) == row.seed_commitment


def test_art_16_the_published_draw_is_checked_by_the_published_script(time_machine, tmp_path):
    decision = drawn(time_machine)
    browser = Client()
    told = browser.get(reverse("portal:draw_json", args=[decision.pk]))
    script = browser.get(reverse("portal:draw_script"))
    page = browser.get(reverse("portal:draw", args=[decision.pk])).content.decode()
    assert "沿街商户0" not in page
    (tmp_path / "drawing.py").write_bytes(script.content)
    (tmp_path / "draw.json").write_bytes(told.content)
    assert _run(tmp_path).returncode == 0
    facts = json.loads(told.content)
    facts["groups"][0]["chosen"].reverse()
    (tmp_path / "draw.json").write_text(json.dumps(facts))
    assert _run(tmp_path).returncode == 1


def _run(folder: Path):
    return subprocess.run(
        [sys.executable, "-I", "drawing.py", "draw.json"], cwd=folder, capture_output=True
    )


def test_art_16_the_secret_is_nowhere_before_the_draw(time_machine):
    decision = announced(time_machine)
    page = Client().get(reverse("portal:hearing", args=[decision.pk])).content.decode()
    assert hearing().seed_commitment in page
    assert hearing().seed_secret not in page
    notice = Notice.objects.get(kind="hearing_notice")
    assert hearing().seed_secret not in json.dumps(notice.snapshot)
    assert hearing().seed_commitment in json.dumps(notice.snapshot)


def test_art_16_two_numbered_notices(time_machine):
    decision = drawn(time_machine)
    do("publish_hearing_list", decision)
    told = dict(
        Notice.objects.filter(kind__startswith="hearing").values_list("kind", "number_text")
    )
    assert told == {"hearing_notice": "第1号", "hearing_list_notice": "第2号"}
    listed = Notice.objects.get(kind="hearing_list_notice").snapshot
    assert {one["name"] for one in listed["people"]} == set(
        HearingParticipant.objects.filter(observer=False).values_list("name", flat=True)
    )


def test_art_16_put_off_the_hearing_is_announced_with_the_next_number(time_machine):
    decision = announced(time_machine)
    announce(decision, planned_on="2026-04-10")
    notice = Notice.objects.filter(kind="hearing_notice").order_by("-id").first()
    assert notice.number_text == "第2号"
    assert notice.snapshot["replaces"] == "第1号"


def test_art_16_groups_stay_once_somebody_signed_up(time_machine):
    decision = announced(time_machine)
    many("沿街商户", 1)
    with pytest.raises(Illegible) as refusal:
        announce(decision, seats="沿街商户，9")
    assert "seats" in refusal.value.form.errors


def test_art_16_a_form_sent_twice_is_one_signup(time_machine):
    announced(time_machine)
    token = str(uuid4())
    one = signing_up.sign_up(hearing(), form(token=token))
    two = signing_up.sign_up(hearing(), form(token=token))
    assert one.code == two.code
    assert HearingSignup.objects.count() == 1
    with pytest.raises(Illegible):
        signing_up.sign_up(hearing(), form(name="乙", token=token))


def test_art_16_the_signup_is_open_to_the_last_second_of_its_last_day(time_machine):
    decision = announced(time_machine)
    time_machine.move_to(at(CLOSES, 23, 59), tick=False)
    many("沿街商户", 1)
    with pytest.raises(NotNow):
        do("close_signup", decision)
    time_machine.move_to(at(date(2026, 3, 13), 0), tick=False)
    with pytest.raises(NotNow):
        many("沿街商户", 1)


def test_art_16_a_refused_signup_keeps_what_was_typed(time_machine):
    decision = announced(time_machine)
    at_page = reverse("portal:signup", args=[decision.pk])
    typed = form(name="", view="装卸时段要延长。")
    answer = Client().post(at_page, typed)
    assert answer.status_code == 422
    assert "装卸时段要延长。" in answer.content.decode()
    time_machine.move_to(at(date(2026, 3, 20)), tick=False)
    late = Client().post(at_page, typed | {"name": "甲"})
    assert late.status_code == 409
    assert "装卸时段要延长。" in late.content.decode()


def test_art_16_withdrawing_erases_who_it_was(time_machine):
    announced(time_machine)
    sent = signing_up.sign_up(hearing(), form(name="李建国"))
    signing_up.withdraw(sent.code)
    row = HearingSignup.objects.get()
    assert (row.name, row.contact, row.salt) == ("", "", "")
    assert row.leaf == sent.signup.leaf
    with pytest.raises(NotNow):
        signing_up.withdraw(sent.code)


def test_the_page_of_a_code_says_where_the_signup_stands(time_machine):
    announced(time_machine)
    sent = signing_up.sign_up(hearing(), form())
    browser, at_page = Client(), reverse("portal:signup_lookup")
    assert sent.signup.number in browser.post(at_page, {"code": sent.code}).content.decode()
    assert browser.post(at_page, {"code": "WRONG"}).status_code == 404
    asked = browser.post(at_page, {"code": sent.code, "step": "withdraw"})
    assert HearingSignup.objects.get().withdrawn_at is None
    assert 'name="confirmed"' in asked.content.decode()
    browser.post(at_page, {"code": sent.code, "step": "withdraw", "confirmed": "yes"})
    assert HearingSignup.objects.get().withdrawn_at


def test_art_16_the_next_in_the_order_moves_up(time_machine):
    decision = drawn(time_machine)
    leaving = HearingParticipant.objects.filter(group="沿街商户").order_by("signup__rank").first()
    do("replace_participant", decision, participant=leaving.pk, reason="外出。")
    ranks = HearingParticipant.objects.filter(group="沿街商户").values_list(
        "signup__rank", flat=True
    )
    assert sorted(ranks) == [2, 3]
    second = HearingParticipant.objects.get(signup__rank=2, group="沿街商户")
    do("replace_participant", decision, participant=second.pk, reason="生病。")
    assert HearingParticipant.objects.get(group="沿街商户", signup__rank=4)
    lone = HearingParticipant.objects.get(group="集镇居民")
    with pytest.raises(NotNow):
        do("replace_participant", decision, participant=lone.pk, reason="外出。")


def test_art_16_offline_and_excluded_signups(time_machine):
    decision = announced(time_machine)
    group = hearing().groups.get(name="集镇居民").pk
    do("enter_signup", decision, group=group, name="王秀英", submitter_kind="citizen")
    minor = many("集镇居民", 1)[0]
    do("exclude_signup", decision, signup=minor.pk, reason="未满十八周岁。")
    time_machine.move_to(at(date(2026, 3, 13)), tick=False)
    entry = do("close_signup", decision)
    assert entry.facts["size"] == 1
    assert list(HearingSignup.objects.filter(listed=True).values_list("name", flat=True)) == [
        "王秀英"
    ]


def test_fsck_finds_a_draw_and_a_list_that_were_meddled_with(time_machine):
    decision = drawn(time_machine)
    assert _found(decision) == set()
    row = HearingSignup.objects.filter(group__name="沿街商户").first()
    HearingSignup.objects.filter(pk=row.pk).update(name="别人")
    assert "signup" in _found(decision)
    HearingSignup.objects.filter(pk=row.pk).update(name=row.name, rank=99)
    assert "draw" in _found(decision)
    HearingSignup.objects.filter(pk=row.pk).update(rank=row.rank, listed=False)
    assert "signup" in _found(decision)


def _found(decision) -> set[str]:
    return {one.check for one in fsck.examine([decision.pk])} & {"signup", "draw"}


@pytest.mark.parametrize(
    "seats", ["商户", "商户，零", "商户，0", "商户，2，不知道", "商户，2\n商户，3", "旁听人员，3"]
)
def test_bad_seats_are_refused_with_their_line(seats, time_machine):
    with pytest.raises(Illegible) as refusal:
        announced(time_machine, seats=seats)
    assert "seats" in refusal.value.form.errors


def test_the_method_of_the_draw_stays():
    """A fixed vector, so that no later version draws otherwise (docs/draw.md)."""
    a, b, c = (f"2026-{letter * 4}-{letter * 4}-{letter * 4}" for letter in "ABC")
    assert drawing.place("00", "3347.39", a) == (
        "0fb8c12da7de254341d00e4e6294b4a4e156c028a7165abaedc4d3ea194a897b"
    )
    assert drawing.ranked([c, b, a], "00", "3347.39") == [a, b, c]
    assert drawing.chosen([a, b, c], 2, gone=[a]) == [b, c]


def test_pages_of_a_hearing_cost_the_same_for_few_and_many(
    time_machine, django_assert_max_num_queries
):
    decision = drawn(time_machine)
    do("publish_hearing_list", decision)
    pages = [
        reverse(f"portal:{name}", args=[decision.pk]) for name in ("hearing", "draw", "decision")
    ]
    browser, desk = Client(), Client()
    desk.force_login(by(Role.DRAFTING_OFFICER))
    for page in pages:
        with django_assert_max_num_queries(15):
            assert browser.get(page).status_code == 200
    for name in ("activities", "hearing"):
        with django_assert_max_num_queries(25):
            assert desk.get(reverse(f"desk:{name}", args=[decision.pk])).status_code == 200


def test_signing_up_costs_few_queries(time_machine, django_assert_max_num_queries):
    decision = announced(time_machine)
    page, typed = reverse("portal:signup", args=[decision.pk]), form()
    with django_assert_max_num_queries(10):
        assert Client().post(page, typed).status_code == 200
