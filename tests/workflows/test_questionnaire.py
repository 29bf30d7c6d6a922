"""Art. 14: a questionnaire is built, answered with receipts, counted, and its words become opinions."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.errors import Illegible, NotNow
from decisions.models import (
    AnswerChoice,
    AnswerSheet,
    Opinion,
    Question,
    Questionnaire,
    Submission,
    Tally,
)
from tests.workflows.consulting import at, by, do, opened
from workflows import fsck, questioning, sweep
from workflows.taking_back import lookup, withdraw_submission

pytestmark = pytest.mark.django_db
OPENS, CLOSES = date(2026, 3, 2), date(2026, 3, 16)
WRITTEN = "建议周末加开早市。"


def planned(time_machine):
    """A questionnaire with one question of each kind, not published."""
    decision = opened(time_machine)
    do("plan_questionnaire", decision, title="赶集停车问卷", intro="三分钟。", privacy="不留名。")
    one = Questionnaire.objects.get().pk
    ask = {"questionnaire": one, "required": ""}
    do("add_question", decision, **ask, kind="text", wording="还有什么建议？")
    do(
        "add_question", decision, **ask | {"required": "on"}, order="1",
        kind="single", wording="您怎样赶集？", options="步行\n骑车\n开车",
    )  # fmt: skip
    do(
        "add_question", decision, **ask, order="2",
        kind="multiple", wording="哪里最难停？", options="东街\n西街\n市场口",
    )  # fmt: skip
    do(
        "add_question", decision, **ask, order="3",
        kind="scale", wording="现状满意吗？", options="1\n2\n3\n4\n5",
    )  # fmt: skip
    return decision


def published(time_machine):
    """The same, open for answers."""
    decision = planned(time_machine)
    do(
        "publish_questionnaire",
        decision,
        questionnaire=Questionnaire.objects.get().pk,
        opens_on=OPENS.isoformat(),
        closes_on=CLOSES.isoformat(),
    )
    return decision


def questions():
    """The questions by their place."""
    return {one.order: f"q{one.pk}" for one in Question.objects.all()}


def sheet(single="2", multiple=("0", "2"), scale="3", words="", **changed):
    """What one answers."""
    names = questions()
    said = {
        names[1]: single,
        names[2]: list(multiple),
        names[3]: scale,
        names[4]: words,
        "submitter_kind": "citizen",
        "privacy_read": "on",
        "token": str(uuid4()),
    }
    return said | changed


def answered(**said):
    """A sheet kept."""
    return questioning.answer(Questionnaire.objects.select_related("activity").get(), sheet(**said))


def close(decision, time_machine):
    """The day after the last day."""
    time_machine.move_to(at(date(2026, 3, 17)), tick=False)
    return do("close_questionnaire", decision, questionnaire=Questionnaire.objects.get().pk)


def test_art_14_questions_stand_in_the_order_given_and_can_be_dropped(time_machine):
    decision = planned(time_machine)
    assert [q.kind for q in Question.objects.all()] == ["single", "multiple", "scale", "text"]
    do("drop_question", decision, question=Question.objects.get(order=2).pk)
    assert [(q.order, q.kind) for q in Question.objects.all()] == [
        (1, "single"),
        (2, "scale"),
        (3, "text"),
    ]


@pytest.mark.parametrize(
    ("kind", "options"), [("single", "一个"), ("scale", "\n".join("12345678901")), ("multiple", "")]
)
def test_a_choice_needs_something_to_choose_from(kind, options, time_machine):
    decision = planned(time_machine)
    if kind == "scale":
        options = "\n".join(str(step) for step in range(1, 12))
    with pytest.raises(Illegible) as refusal:
        do(
            "add_question", decision, questionnaire=Questionnaire.objects.get().pk,
            kind=kind, wording="题目", options=options,
        )  # fmt: skip
    assert "options" in refusal.value.form.errors


def test_art_14_once_published_no_question_changes(time_machine):
    decision = published(time_machine)
    with pytest.raises(Illegible):
        do("drop_question", decision, question=Question.objects.first().pk)


def test_art_14_a_sheet_is_a_submission_with_receipt_and_leaf(time_machine):
    decision = published(time_machine)
    sent = answered(words=WRITTEN)
    said = Submission.objects.get(pk=sent.submission.pk)
    assert said.channel == "questionnaire"
    assert said.text.startswith("1. 您怎样赶集？\n开车")
    assert "东街；市场口" in said.text
    assert lookup(sent.code).submission == said
    assert sweep.register(decision.pk) == 1
    tally = Tally.objects.get(decision=decision)
    assert (tally.submissions, tally.opinions) == (1, 0)


def test_art_14_a_sheet_sent_twice_is_one(time_machine):
    published(time_machine)
    said = sheet(words=WRITTEN)
    one = Questionnaire.objects.select_related("activity").get()
    assert questioning.answer(one, said).code == questioning.answer(one, said).code
    assert AnswerSheet.objects.count() == 1
    with pytest.raises(Illegible):
        questioning.answer(one, said | {questions()[1]: "0"})


def test_an_empty_or_incomplete_sheet_keeps_its_answers(time_machine):
    decision = published(time_machine)
    page = reverse(
        "portal:questionnaire", args=[decision.pk, Questionnaire.objects.get().activity_id]
    )
    answer = Client().post(page, sheet(single="", words=WRITTEN))
    assert answer.status_code == 422
    assert WRITTEN in answer.content.decode()
    time_machine.move_to(at(date(2026, 3, 18)), tick=False)
    over = Client().post(page, sheet(words=WRITTEN))
    assert over.status_code == 409
    assert WRITTEN in over.content.decode()
    assert not AnswerSheet.objects.exists()


def test_art_14_the_public_form_works_without_script(time_machine):
    decision = published(time_machine)
    page = reverse(
        "portal:questionnaire", args=[decision.pk, Questionnaire.objects.get().activity_id]
    )
    browser = Client()
    shown = browser.get(page).content.decode()
    assert "您怎样赶集？" in shown
    answer = browser.post(page, sheet(words=WRITTEN))
    assert answer.status_code == 200
    assert "receipt-code" in answer.content.decode()
    assert AnswerChoice.objects.count() == 4


def test_art_14_counts_are_kept_at_the_closing(time_machine):
    decision = published(time_machine)
    answered(single="2", scale="4")
    answered(single="2", multiple=[], scale="2")
    gone = answered(single="0")
    withdraw_submission(gone.code)
    with pytest.raises(Illegible):
        do("close_questionnaire", decision, questionnaire=Questionnaire.objects.get().pk)
    close(decision, time_machine)
    kept = Questionnaire.objects.get().results
    assert kept["sheets"] == 2
    assert [one["counts"] for one in kept["questions"]] == [
        [0, 0, 2], [1, 0, 1], [0, 0, 1, 0, 1], [],
    ]  # fmt: skip
    results = reverse(
        "portal:questionnaire_results",
        args=[decision.pk, Questionnaire.objects.get().activity_id],
    )
    page = Client().get(results).content.decode()
    assert "100.0%" in page
    assert "<svg" in page
    assert "平均4.0" in page


def test_results_are_not_there_before_the_closing(time_machine):
    decision = published(time_machine)
    results = reverse(
        "portal:questionnaire_results",
        args=[decision.pk, Questionnaire.objects.get().activity_id],
    )
    assert Client().get(results).status_code == 404


def test_art_18_words_become_opinions_once(time_machine):
    decision = published(time_machine)
    sent = answered(words=WRITTEN)
    sweep.register(decision.pk)
    key = f"{AnswerSheet.objects.get().pk}-{Question.objects.get(kind='text').pk}"
    do("take_answers", decision, answers=[key])
    opinion = Opinion.objects.get(submission=sent.submission)
    assert opinion.text == WRITTEN
    assert sent.submission.text[opinion.start : opinion.end] == WRITTEN
    tally = Tally.objects.get(decision=decision)
    assert (tally.opinions, tally.from_questionnaire) == (1, 1)
    with pytest.raises(NotNow):
        do("take_answers", decision, answers=[key])
    with pytest.raises(Illegible):
        do("take_answers", decision, answers=["999-1"])


def test_the_desk_lists_what_was_written_and_takes_it(time_machine):
    decision = published(time_machine)
    answered(words=WRITTEN)
    browser = Client()
    browser.force_login(by(Role.DRAFTING_OFFICER))
    page = reverse(
        "desk:questionnaire", args=[decision.pk, Questionnaire.objects.get().activity_id]
    )
    assert WRITTEN in browser.get(page).content.decode()
    key = f"{AnswerSheet.objects.get().pk}-{Question.objects.get(kind='text').pk}"
    token = str(uuid4())
    for _ in range(2):
        assert browser.post(page, {"answers": [key], "token": token}).status_code == 302
    assert Opinion.objects.filter(submission__channel="questionnaire").count() == 1


def test_the_adoption_note_waits_for_the_closing(time_machine):
    decision = published(time_machine)
    time_machine.move_to(at(date(2026, 4, 7)), tick=False)
    sweep.register(decision.pk)
    asked = decision.activities.get(kind="open_consultation").pk
    said = {"offline_entered": "True", "none_received_stated": "on"}
    do("close_consultation", decision, activity=asked, **said)
    note = {"asked": "一", "said": "二", "did": "三", "adoption_note": "说明。"}
    with pytest.raises(NotNow):
        do("write_adoption_note", decision, **note)
    do("close_questionnaire", decision, questionnaire=Questionnaire.objects.get().pk)
    do("write_adoption_note", decision, **note)


def test_erasing_a_sheet_leaves_its_counts_and_no_words(time_machine):
    decision = published(time_machine)
    sent = answered(words=WRITTEN)
    close(decision, time_machine)
    do(
        "erase_submission", decision, Role.OPENNESS_OFFICER,
        number=sent.submission.number, reason="本人要求。",
    )  # fmt: skip
    assert AnswerSheet.objects.get().words == {}
    assert found(decision) == set()


def test_fsck_finds_meddled_sheets_and_counts(time_machine):
    decision = published(time_machine)
    answered(words=WRITTEN)
    close(decision, time_machine)
    assert found(decision) == set()
    AnswerSheet.objects.update(words={})
    assert found(decision) == {"sheet"}


def found(decision) -> set[str]:
    """What fsck says of the sheets."""
    return {one.check for one in fsck.examine([decision.pk])} & {"sheet"}


def test_art_14_a_paper_sheet_is_entered_like_any_other(time_machine):
    decision = published(time_machine)
    answered(single="0")
    time_machine.move_to(at(date(2026, 3, 17)), tick=False)
    typed = sheet(single="1", words=WRITTEN, received_on="2026-03-15")
    typed |= {"questionnaire": Questionnaire.objects.get().pk}
    with pytest.raises(Illegible) as refusal:
        do("enter_sheet", decision, **typed | {questions()[1]: ""})
    assert questions()[1] in refusal.value.form.errors
    do("enter_sheet", decision, **typed)
    said = Submission.objects.get(identity="entered")
    assert (said.occurred_on, said.entered_by) == (date(2026, 3, 15), by(Role.DRAFTING_OFFICER))
    close(decision, time_machine)
    assert Questionnaire.objects.get().results["questions"][0]["counts"] == [1, 1, 0]
    assert found(decision) == set()


def test_the_form_of_a_paper_sheet_shows_the_questions(time_machine):
    decision = published(time_machine)
    browser = Client()
    browser.force_login(by(Role.DRAFTING_OFFICER))
    page = browser.get(reverse("desk:act", args=[decision.pk, "enter_sheet"])).content.decode()
    assert "您怎样赶集？" in page
    assert "privacy_read" not in page
