"""Art. 16 and 17 as acts: a hearing is announced in time, held in order, signed and reported."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.models import Hearing, HearingParticipant, Participation, SectionProgress
from notices.models import Notice
from tests.workflows.consulting import at, do, drafted, points
from workflows import sweep
from workflows.models import Deadline

pytestmark = pytest.mark.django_db
ANNOUNCED, HELD = date(2026, 3, 2), date(2026, 3, 20)
CLERK, CHAIR = Role.HEARING_CLERK, Role.HEARING_CHAIR


def paper(name="材料.csv"):
    """A small file of a kind that is taken."""
    return SimpleUploadedFile(name, "甲,乙\n一,二\n".encode())


def announced(time_machine, **changed):
    """A hearing that was chosen and announced."""
    time_machine.move_to(at(ANNOUNCED), tick=False)
    decision = drafted()
    do("choose_hearing", decision, choice="chosen", ground="直接涉及商户切身利益。")
    return announce(decision, **changed)


def announce(decision, **changed):
    """The notice published."""
    said = {
        "title": "听证公告（第1号）",
        "planned_on": HELD.isoformat(),
        "place": "镇政府会议室",
        "draft_published": "True",
        "selecting": "True",
        "selection_method": "自愿报名，按代表方抽签。",
        "chair": "罗玉婷",
        "clerk": "田甜",
    }
    do("announce_hearing", decision, files={"notice": paper()}, **said | changed)
    return decision


def prepared(time_machine, delivered=date(2026, 3, 10)):
    """Participants entered, listed, and their materials delivered."""
    decision = announced(time_machine)
    for name, interested in (("甲", "True"), ("乙", "False")):
        do("add_hearing_participant", decision, name=name, group="商户", interested=interested)
    do("publish_hearing_list", decision)
    time_machine.move_to(at(delivered), tick=False)
    do("record_delivery", decision, participants=people(decision))
    return decision


def people(decision):
    """The ids of the participants."""
    return [person.pk for person in HearingParticipant.objects.order_by("pk")]


def held(time_machine, decision, came=2, **changed):
    """The hearing took place."""
    time_machine.move_to(at(HELD), tick=False)
    said = {"attended": people(decision)[:came], "agenda_followed": "True"} | changed
    do("hold_hearing", decision, CLERK, files={"record": paper()}, **said)
    return decision


def test_art_16_17_a_hearing_from_choice_to_conclusion(time_machine):
    decision = held(time_machine, prepared(time_machine))
    assert Deadline.objects.get(kind="hearing_materials").met_on == date(2026, 3, 10)
    first, second = people(decision)
    do(
        "sign_hearing_record",
        decision,
        CLERK,
        signed_by=[first],
        refused_by=[second],
        refusal_note="不同意记录。",
    )
    do("file_hearing_report", decision, CHAIR, files={"report": paper()})
    do("conclude_hearing", decision)
    assert SectionProgress.objects.get(decision=decision, section="hearing").progress == "concluded"
    assert Hearing.objects.get().activity.held_on == HELD


def test_art_16_going_without_states_its_ground():
    decision = drafted()
    with pytest.raises(Illegible):
        do("choose_hearing", decision, choice="not_held")
    do("choose_hearing", decision, choice="not_held", ground="法律法规没有规定应当听证。")
    progress = SectionProgress.objects.get(decision=decision, section="hearing").progress
    assert progress == "found_unnecessary"


def test_what_an_act_keeps_in_a_row_is_never_taken_for_the_whole_row():
    decision = drafted()
    Participation.objects.create(decision=decision, asked="停车怎样管。")
    done = do("choose_hearing", decision, choice="chosen", ground="直接涉及商户切身利益。")
    assert done.decision.participation.asked == "停车怎样管。"


def test_art_16_the_day_leaves_seven_days_for_the_materials(time_machine):
    with pytest.raises(Illegible) as refusal:
        announced(time_machine, planned_on=(ANNOUNCED + timedelta(days=6)).isoformat())
    assert "planned_on" in refusal.value.form.errors


def test_art_16_selecting_publishes_its_method(time_machine):
    with pytest.raises(Illegible) as refusal:
        announced(time_machine, selection_method="")
    assert "selection_method" in refusal.value.form.errors


def test_art_16_nothing_is_announced_before_a_hearing_is_chosen(time_machine):
    time_machine.move_to(at(ANNOUNCED), tick=False)
    with pytest.raises(NotNow):
        announce(drafted())


def test_art_16_a_section_reopened_is_announced_without_a_ground(time_machine):
    time_machine.move_to(at(ANNOUNCED), tick=False)
    decision = drafted()
    do("find_unnecessary", decision, section="hearing", reason="法律法规没有规定应当听证。")
    finding = decision.findings.get().pk
    do("sign_finding", decision, Role.LEAD_UNIT_HEAD, finding=finding)
    do("reopen_section", decision, section="hearing", reason="群众要求听证。")
    announce(decision)
    assert Notice.objects.get(kind="hearing_notice").snapshot["ground"] == ""


def test_art_16_late_materials_stand_in_the_way(time_machine):
    decision = held(time_machine, prepared(time_machine, delivered=date(2026, 3, 16)))
    do("sign_hearing_record", decision, CLERK, signed_by=people(decision))
    do("file_hearing_report", decision, CHAIR, files={"report": paper()})
    with pytest.raises(NotReady) as refusal:
        do("conclude_hearing", decision)
    assert {s.article for s in refusal.value.shortcomings} == {"16.3"}


def test_art_17_an_unsigned_record_stands_in_the_way(time_machine):
    decision = held(time_machine, prepared(time_machine))
    do("sign_hearing_record", decision, CLERK, signed_by=people(decision)[:1])
    do("file_hearing_report", decision, CHAIR, files={"report": paper()})
    with pytest.raises(NotReady) as refusal:
        do("conclude_hearing", decision)
    assert {s.article for s in refusal.value.shortcomings} == {"17"}


def test_art_17_only_those_who_came_sign(time_machine):
    decision = held(time_machine, prepared(time_machine), came=1)
    with pytest.raises(Illegible):
        do("sign_hearing_record", decision, CLERK, signed_by=people(decision))


def test_art_17_the_drafter_does_not_write_the_record(time_machine):
    decision = prepared(time_machine)
    with pytest.raises(NotYours):
        do("hold_hearing", decision, attended=people(decision), agenda_followed="True")


def test_art_18_each_view_of_the_hearing_is_answered(time_machine):
    decision = held(time_machine, prepared(time_machine))
    do("sign_hearing_record", decision, CLERK, signed_by=people(decision))
    do("file_hearing_report", decision, CHAIR, files={"report": paper()})
    activity = Hearing.objects.get().activity_id
    do(
        "enter_opinion",
        decision,
        activity=activity,
        channel="hearing",
        submitter_kind="interested_party",
        received_on=HELD.isoformat(),
        text="装卸时段应当延长。",
    )
    with pytest.raises(NotReady) as refusal:
        do("conclude_hearing", decision)
    assert "18" in {s.article for s in refusal.value.shortcomings}
    sweep.register(decision.pk)
    do(
        "dispose_opinion",
        decision,
        opinion=points(decision)[0],
        kind="explained",
        reason="已有规定。",
    )
    do("conclude_hearing", decision)
