"""A whole hearing, told in acts: chosen, announced, signed up for, drawn, held, reported, answered."""

from datetime import timedelta
from uuid import uuid4

from accounts.roles import Role
from decisions import drawing
from decisions.errors import NotNow, NotReady
from decisions.models import Hearing, HearingParticipant, HearingSignup, Opinion
from notices.models import Notice
from tests.stories.walk import NEW_YEAR, OPENNESS, drafted, scan, started, words
from tests.story import Tale, moment, proposed, refused
from workflows import fsck, signing_up, sweep

CLERK, CHAIR = Role.HEARING_CLERK, Role.HEARING_CHAIR
VALUE = "3347.39"
SEATS = "沿街商户，3，利害关系人\n集镇居民，2，利害关系人"


def announced() -> Tale:
    """A matter whose consultation runs and whose hearing is announced."""
    tale = drafted(started(proposed(NEW_YEAR)))
    tale.later(5)
    tale.act("review_disclosure", OPENNESS)
    tale.act("choose_hearing", choice="chosen", ground="直接涉及沿街商户切身利益，分歧较大。")
    tale.act(
        "open_consultation",
        closes_on=tale.today + timedelta(days=32),
        channels=["website", "notice_board"],
    )
    tale.act(
        "announce_hearing",
        planned_on=tale.today + timedelta(days=30),
        starts_at="09:00",
        place="镇政府二楼会议室",
        draft_published="True",
        selecting="True",
        seats=SEATS,
        observer_seats=1,
        signup_closes_on=tale.today + timedelta(days=12),
        chair="罗玉婷",
        clerk="田甜",
        monitor="苏明",
    )
    return tale


def hearing(tale: Tale) -> Hearing:
    """Its hearing."""
    return Hearing.objects.select_related("activity", "decision").get(decision=tale.decision_id)


def sign_up(tale: Tale, group: str, name: str) -> HearingSignup:
    """Somebody signs up today."""
    row = hearing(tale)
    said = {
        "group": row.groups.get(name=group).pk,
        "name": name,
        "contact": "000-10000200",
        "submitter_kind": "citizen",
        "name_published": "on",
        "privacy_read": "on",
        "token": str(uuid4()),
    }
    return signing_up.sign_up(row, said, at=moment(tale.today)).signup


def listed(tale: Tale) -> None:
    """Seven sign up, one is not admitted; closed, drawn, listed."""
    tale.later(2)
    for name in "甲乙丙丁戊":
        sign_up(tale, "沿街商户", f"商户{name}")
    sign_up(tale, "集镇居民", "居民甲")
    minor = sign_up(tale, "集镇居民", "居民乙")
    tale.act("exclude_signup", signup=minor.pk, reason="未满十八周岁。")
    group = hearing(tale).groups.get(name="集镇居民").pk
    tale.act("enter_signup", group=group, name="居民丙", contact="000-10000201")
    sign_up(tale, "旁听人员", "旁听甲")
    with refused(NotNow):
        tale.act("close_signup")
    tale.later(11)
    tale.act("close_signup")
    tale.later(1)
    with refused(NotNow):
        tale.act("publish_hearing_list")
    tale.act("draw_participants", CLERK, seed_value=VALUE)
    tale.act("publish_hearing_list")


def people(tale: Tale) -> list[HearingParticipant]:
    """Those who speak, in the order entered."""
    return list(hearing(tale).people.filter(observer=False).order_by("id"))


def held(tale: Tale) -> None:
    """Delivered, held, each view entered, the record signed and reported."""
    tale.later(3)
    everybody = [one.pk for one in people(tale)]
    tale.act("record_delivery", participants=everybody, way="直接送达", proof=scan())
    tale.today = hearing(tale).activity.opens_on
    said = {"presented": "办法的依据和主要内容。", "observers": 1, "agenda_followed": "True"}
    tale.act("hold_hearing", CLERK, attended=everybody, record=scan(), **said)
    for one in people(tale)[:2]:
        text = f"{one.group}建议装卸时段延长到上午十点。"
        tale.act("record_hearing_view", CLERK, participant=one.pk, text=text)
    tale.act(
        "sign_hearing_record",
        CLERK,
        signed_by=everybody[1:],
        refused_by=everybody[:1],
        refusal_note="对表述有异议。",
    )
    sweep.register(tale.decision_id)
    tale.later(2)
    tale.act("file_hearing_report", CHAIR, disputes="装卸时段的长短。", advice="建议延长装卸时段。")


def test_art_16_17_18_a_whole_hearing_with_its_draw(db):
    tale = announced()
    listed(tale)
    row = hearing(tale)
    numbers = row.signups.filter(group__name="沿街商户").values_list("number", flat=True)
    first = drawing.ranked(numbers, row.seed_secret, VALUE)[:3]
    seated = {one.signup.number for one in people(tale) if one.group == "沿街商户"}
    assert seated == set(first)
    assert len(people(tale)) == 5
    held(tale)
    with refused(NotReady, article="18"):
        tale.act("conclude_hearing")
    for view in Opinion.objects.filter(submission__channel="hearing"):
        reason = "办法不规定具体时段，由交通标志明示。"
        tale.act("dispose_opinion", opinion=view.pk, kind="explained", reason=reason)
    tale.act("conclude_hearing")
    assert tale.decision.sections.get(section="hearing").progress == "concluded"
    assert not [one for one in fsck.examine([tale.decision_id]) if one.check != "tally"]


def test_art_16_17_its_papers_say_what_was_done(db):
    tale = announced()
    listed(tale)
    held(tale)
    numbered = Notice.objects.filter(decision=tale.decision_id, kind__startswith="hearing_")
    told = dict(numbered.values_list("kind", "number_text"))
    assert (told["hearing_notice"], told["hearing_list_notice"]) == ("第1号", "第2号")
    notice = words(tale, "hearing_notice")
    assert hearing(tale).seed_commitment in notice
    assert "沿街商户3名（利害关系人）" in notice
    assert "9时" in notice
    names = words(tale, "hearing_list_notice")
    assert all(one.name in names for one in people(tale))
    assert VALUE in names
    assert "居民乙" not in names
    report = words(tale, "hearing_report")
    assert "应到听证参加人5名，实到5名，其中利害关系人5名" in report
    assert "签字4名，拒签1名（对表述有异议。）" in report
    assert "装卸时段延长到上午十点" in report
    assert "000-10000200" not in notice + names + report


def test_art_16_whoever_cannot_come_is_replaced_by_the_next_drawn(db):
    tale = announced()
    listed(tale)
    leaving = next(one for one in people(tale) if one.group == "沿街商户")
    tale.act("replace_participant", participant=leaving.pk, reason="外出务工。")
    tale.act("publish_hearing_list")
    moved = hearing(tale).people.get(origin="alternate")
    assert moved.signup.rank == 4
    notices = Notice.objects.filter(decision=tale.decision_id, kind="hearing_list_notice")
    assert sorted(notices.values_list("number_text", flat=True)) == ["第2号", "第3号"]


def test_art_16_materials_come_to_each_in_time_or_the_hearing_does_not_count(db):
    tale = announced()
    listed(tale)
    late = people(tale)[0]
    tale.later(3)
    others = [one.pk for one in people(tale)[1:]]
    tale.act("record_delivery", participants=others, way="挂号邮寄")
    tale.today = hearing(tale).activity.opens_on - timedelta(days=6)
    tale.act("record_delivery", participants=[late.pk], way="直接送达")
    tale.today = hearing(tale).activity.opens_on
    everybody = [one.pk for one in people(tale)]
    record = scan()
    tale.act("hold_hearing", CLERK, attended=everybody, agenda_followed="True", record=record)
    tale.act("sign_hearing_record", CLERK, signed_by=everybody)
    tale.act("file_hearing_report", CHAIR)
    with refused(NotReady, article="16.3"):
        tale.act("conclude_hearing")
