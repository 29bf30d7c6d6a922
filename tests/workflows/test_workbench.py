"""Art. 18 at the workbench: opinions split, sorted, given to officers, answered together, looked at
a second time; the counters always add up and the record accounts for every row."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from decisions.errors import Illegible, NotNow
from decisions.law.lot import drawn
from decisions.models import (
    AnswerCheck,
    Cluster,
    Disposition,
    Opinion,
    Participation,
    Submission,
    Tally,
    Theme,
    Workload,
)
from tests import factories
from tests.workflows.consulting import by, do, opened, points, say
from workflows import permissions, sweep, tallying
from workflows.act import ACTS, perform
from workflows.fsck import answers, passages, sorting

pytestmark = pytest.mark.django_db
LETTER = "镇政府：\n一、建议增设装卸区。二、夜间应当免费！\n联系人张三。"


@pytest.fixture
def decision(time_machine):
    """A matter with a letter and five short opinions, all registered."""
    decision = opened(time_machine)
    say(decision, LETTER)
    for number in range(5):
        say(decision, f"第{number}条意见。")
    sweep.register(decision.pk)
    return decision


@pytest.fixture
def colleague(decision):
    """A second drafting officer of the lead unit."""
    return factories.person(
        "colleague", Role.DRAFTING_OFFICER, of=decision.lead_office, name="沈同"
    )


def sound(decision):
    """The counters are what a recount finds, and the record accounts for the rows."""
    tally = Tally.objects.get(decision=decision)
    counted = tallying.counts(decision)
    assert {name: getattr(tally, name) for name in counted} == counted
    faults = [*answers.examine(decision), *passages.examine(decision), *sorting.examine(decision)]
    assert faults == []
    return tally


def texts(decision):
    """What the opinions of the letter say, in order."""
    rows = Opinion.objects.filter(decision=decision, submission__text=LETTER)
    return list(rows.order_by("start").values_list("text", flat=True))


# --- Splitting ---


def test_art_18_a_letter_is_split_into_its_opinions_and_nothing_is_lost(decision):
    letter = points(decision)[0]
    middle = LETTER.index("二、")
    do("split_opinion", decision, opinion=letter, cuts=[5, middle, LETTER.index("联系人")])
    assert texts(decision) == [
        "镇政府：",
        "一、建议增设装卸区。",
        "二、夜间应当免费！",
        "联系人张三。",
    ]
    assert Submission.objects.get(opinions=letter).text == LETTER
    assert sound(decision).opinions == 9
    assert decision.entries.last().facts["spans"][2][1:] == [middle, middle + 9]
    assert "装卸" not in str(decision.entries.last().facts)


def test_a_selected_passage_is_two_cuts_in_code_points(decision):
    rare = "\U00020000村的意见\U00020001。建议修路。谢谢。"
    say(decision, rare)
    sweep.register(decision.pk)
    start = rare.index("建议")
    do("split_opinion", decision, opinion=points(decision)[-1], start=start, end=start + 5)
    assert Opinion.objects.get(text="建议修路。").start == start
    assert Opinion.objects.filter(text="\U00020000村的意见\U00020001。").exists()
    sound(decision)


def test_splitting_is_undone(decision):
    letter = points(decision)[0]
    do("split_opinion", decision, opinion=letter, cuts=[5])
    second = Opinion.objects.get(decision=decision, start=5)
    do("split_opinion", decision, opinion=second.pk, cuts=[10])
    assert len(texts(decision)) == 3
    do("join_opinions", decision, opinion=second.pk)
    assert texts(decision) == [LETTER]
    assert (Opinion.objects.get(pk=letter).start, Opinion.objects.get(pk=letter).end) == (0, None)
    assert sound(decision).opinions == 6
    with pytest.raises(NotNow):
        do("join_opinions", decision, opinion=letter)


def test_what_is_answered_is_not_split_and_not_joined(decision):
    letter = points(decision)[0]
    do("dispose_opinion", decision, opinion=letter, kind="explained", reason="已有规定。")
    with pytest.raises(NotNow):
        do("split_opinion", decision, opinion=letter, cuts=[5])
    do("undo_disposition", decision, opinions=[letter])
    do("split_opinion", decision, opinion=letter, cuts=[5])
    do("dispose_opinion", decision, opinion=letter, kind="explained", reason="已有规定。")
    with pytest.raises(NotNow):
        do("join_opinions", decision, opinion=letter)
    sound(decision)


def test_a_part_leaves_the_group_and_keeps_theme_and_officer(decision):
    letter, other, *_more = points(decision)
    do("create_theme", decision, name="停车")
    theme = Theme.objects.get()
    do("group_opinions", decision, opinions=[letter, other], title="装卸")
    do("assign_theme", decision, opinions=[letter], theme=theme.pk)
    do("assign_opinions", decision, opinions=[letter], officers=[by(Role.DRAFTING_OFFICER).pk])
    do(
        "dispose_opinion",
        decision,
        cluster=Cluster.objects.get().pk,
        kind="explained",
        reason="好。",
    )
    do("split_opinion", decision, opinion=letter, cuts=[5])
    parts = Opinion.objects.filter(submission__text=LETTER)
    assert {(p.cluster, p.theme, p.assigned_to.display_name) for p in parts} == {
        (None, theme, "林晓禾")
    }
    tally = sound(decision)
    assert (tally.is_explained, tally.undisposed) == (1, 6)
    assert Cluster.objects.get().size == 1
    do("join_opinions", decision, opinion=letter)
    sound(decision)


def test_a_cut_into_nothing_is_refused(decision):
    with pytest.raises(NotNow):
        do("split_opinion", decision, opinion=points(decision)[1], cuts=[900])
    with pytest.raises(Illegible):
        do("split_opinion", decision, opinion=points(decision)[1])


# --- Covering ---


def test_pipl_25_passages_are_covered_by_selection_and_survive_splitting(decision):
    letter = points(decision)[0]
    start = LETTER.index("张三")
    said = {"opinion": letter, "redaction_reason": "个人姓名"}
    do("redact_opinion", decision, start=start, end=start + 2, **said)
    row = Opinion.objects.get(pk=letter)
    assert "张三" not in row.public_text
    assert (row.text, row.covered) == (LETTER, [[start, start + 2, "个人姓名"]])
    do("split_opinion", decision, opinion=letter, cuts=[LETTER.index("联系人")])
    last = Opinion.objects.get(text="联系人张三。")
    assert last.covered == [[3, 5, "个人姓名"]]
    assert last.public_text.startswith("联系人")
    assert "张三" not in last.public_text
    do("join_opinions", decision, opinion=letter)
    assert Opinion.objects.get(pk=letter).covered == [[start, start + 2, "个人姓名"]]
    do("redact_opinion", decision, opinion=letter, uncover="on")
    assert Opinion.objects.get(pk=letter).public_text == ""
    sound(decision)


def test_covering_needs_a_passage_and_a_reason(decision):
    first = points(decision)[1]
    for said in ({}, {"start": 0, "end": 99, "redaction_reason": "无"}, {"start": 0, "end": 2}):
        with pytest.raises(Illegible):
            do("redact_opinion", decision, opinion=first, **said)


# --- Themes and officers ---


def test_themes_are_a_tree_that_a_person_keeps(decision):
    do("create_theme", decision, name="停车")
    top = Theme.objects.get()
    do("create_theme", decision, name="收费", parent=top.pk)
    low = Theme.objects.get(name="收费")
    with pytest.raises(NotNow):
        do("create_theme", decision, name="停车")
    with pytest.raises(NotNow):
        do("change_theme", decision, theme=top.pk, parent=low.pk)
    do("change_theme", decision, theme=low.pk, name="费用", parent="")
    assert Theme.objects.get(pk=low.pk).parent is None
    do("assign_theme", decision, opinions=points(decision)[:2], theme=low.pk)
    with pytest.raises(NotNow):
        do("change_theme", decision, theme=low.pk, remove="on")
    do("assign_theme", decision, opinions=points(decision)[:2], theme="")
    do("change_theme", decision, theme=low.pk, remove="on")
    assert Theme.objects.count() == 1
    sound(decision)


def test_a_group_takes_its_theme_and_officer_as_one(decision):
    ids = points(decision)
    do("create_theme", decision, name="停车")
    do("group_opinions", decision, opinions=ids[:3], title="同类")
    group, theme = Cluster.objects.get(), Theme.objects.get()
    do("assign_theme", decision, clusters=[group.pk], opinions=[ids[4]], theme=theme.pk)
    assert Opinion.objects.filter(theme=theme).count() == 4
    officer = by(Role.DRAFTING_OFFICER)
    do("assign_opinions", decision, theme=theme.pk, officers=[officer.pk])
    assert load(officer) == (4, 0)
    do("dispose_opinion", decision, cluster=group.pk, kind="explained", reason="已有规定。")
    assert load(officer) == (4, 3)
    do("group_opinions", decision, opinions=ids[:1], take_out="on")
    assert load(officer) == (4, 2)
    do("undo_disposition", decision, cluster=group.pk)
    assert load(officer) == (4, 0)
    sound(decision)


def load(officer):
    """An officer's load: given, answered."""
    row = Workload.objects.get(officer=officer)
    return (row.assigned, row.answered)


def test_what_nobody_has_is_dealt_in_equal_shares(decision, colleague):
    ids = points(decision)
    do("group_opinions", decision, opinions=ids[:3], title="同类")
    officer = by(Role.DRAFTING_OFFICER)
    do("assign_opinions", decision, rest="on", officers=[officer.pk, colleague.pk])
    assert sorted([load(officer), load(colleague)]) == [(1, 0), (5, 0)]
    do("dispose_in_bulk", decision, opinions=ids[3:], kind="explained", reason="已有规定。")
    assert load(officer)[1] + load(colleague)[1] == 3
    do("assign_opinions", decision, opinions=ids[3:], officers=[colleague.pk])
    assert load(colleague)[1] == 3
    with pytest.raises(NotNow):
        do("assign_opinions", decision, rest="on", officers=[officer.pk])
    sound(decision)


def test_only_who_may_answer_is_given_opinions(decision):
    with pytest.raises(Illegible):
        do("assign_opinions", decision, rest="on", officers=[by(Role.AUDITOR).pk])


# --- Many at once ---


def test_groups_and_opinions_are_answered_together_and_taken_back(decision):
    ids = points(decision)
    do("group_opinions", decision, opinions=ids[:2], title="甲")
    do("group_opinions", decision, opinions=ids[2:4], title="乙")
    groups = list(Cluster.objects.values_list("pk", flat=True))
    said = {"kind": "not_adopted", "reason": "超出范围。"}
    entry = do("dispose_in_bulk", decision, opinions=ids[4:], clusters=groups, **said)
    assert Disposition.objects.count() == 4
    assert sound(decision).is_not_adopted == 6
    do("undo_disposition", decision, **{k: entry.facts[k] for k in ("opinions", "clusters")})
    assert sound(decision).undisposed == 6


def test_a_thousand_are_answered_in_the_statements_of_ten(decision):
    def statements(number):
        for place in range(number):
            say(decision, f"{number}之{place}")
        sweep.register(decision.pk)
        said = {
            "kind": "not_adopted",
            "reason": "超出范围。",
            "opinions": points(decision)[-number:],
        }
        with CaptureQueriesContext(connection) as seen:
            perform(ACTS["dispose_in_bulk"], decision.pk, by(Role.DRAFTING_OFFICER), said)
        return len(seen)

    statements(2)  # whatever is read once a process is read
    assert statements(60) == statements(10)


def test_answers_stand_once_the_note_is_approved(decision):
    ids = points(decision)
    do("dispose_in_bulk", decision, opinions=ids, kind="explained", reason="已有规定。")
    Participation.objects.create(decision=decision, adoption_note_on="2026-04-10")
    with pytest.raises(NotNow):
        do("undo_disposition", decision, opinions=ids)
    with pytest.raises(NotNow):
        do("split_opinion", decision, opinion=ids[0], cuts=[5])


def test_a_reason_with_a_blank_left_is_refused(decision):
    said = {"kind": "explained", "reason": "{clause}已有规定。"}
    with pytest.raises(Illegible) as refusal:
        do("dispose_opinion", decision, opinion=points(decision)[0], **said)
    assert "reason" in refusal.value.form.errors


# --- The second look ---


def test_the_lot_is_drawn_again_by_anybody():
    subjects = [("opinion", number) for number in range(200)]
    lot = drawn(subjects, Fraction(1, 10), "a")
    assert len(lot) == 20
    assert drawn(reversed(subjects), Fraction(1, 10), "a") == lot
    assert drawn(subjects, Fraction(1, 10), "b") != lot
    assert len(drawn(subjects[:3], Fraction(1, 10), "a")) == 1


def test_another_officer_looks_and_agrees(decision, colleague):
    ids = points(decision)
    do("dispose_in_bulk", decision, opinions=ids, kind="explained", reason="已有规定。")
    do("draw_checks", decision)
    row = AnswerCheck.objects.get()
    with pytest.raises(NotNow):
        do("check_answer", decision, check=row.pk, agreed="True")
    perform(ACTS["check_answer"], decision.pk, colleague, {"check": row.pk, "agreed": "True"})
    tally = sound(decision)
    assert (tally.checks_drawn, tally.checks_agreed, tally.undisposed) == (1, 1, 0)
    with pytest.raises(NotNow):
        do("draw_checks", decision)


def test_who_disagrees_gives_the_opinion_back(decision, colleague):
    ids = points(decision)
    do("group_opinions", decision, opinions=ids, title="同类")
    group = Cluster.objects.get()
    do("dispose_opinion", decision, cluster=group.pk, kind="explained", reason="已有规定。")
    do("draw_checks", decision)
    row = AnswerCheck.objects.get(cluster=group)
    said = {"check": row.pk, "agreed": "False"}
    with pytest.raises(Illegible):
        perform(ACTS["check_answer"], decision.pk, colleague, said)
    perform(ACTS["check_answer"], decision.pk, colleague, said | {"note": "应当采纳。"})
    assert sound(decision).undisposed == 6
    do("dispose_opinion", decision, cluster=group.pk, kind="adopted")
    do("draw_checks", decision)
    assert sound(decision).checks_drawn == 2


def test_an_answer_replaced_before_the_look_waits_no_longer(decision):
    first = points(decision)[0]
    do("dispose_opinion", decision, opinion=first, kind="explained", reason="已有规定。")
    do("draw_checks", decision)
    do("dispose_opinion", decision, opinion=first, kind="adopted")
    assert not AnswerCheck.objects.exists()
    do("draw_checks", decision)
    assert AnswerCheck.objects.count() == 1
    sound(decision)


# --- Tampering ---


@pytest.mark.parametrize(
    "tamper",
    [
        lambda ids: Opinion.objects.filter(pk=ids[0]).update(end=3),
        lambda ids: Opinion.objects.filter(pk=ids[0]).update(text="建议反对。"),
        lambda ids: Opinion.objects.filter(pk=ids[1]).update(public_text="改过的。"),
        lambda ids: Opinion.objects.filter(pk=ids[2]).update(theme=Theme.objects.get()),
        lambda ids: Opinion.objects.filter(pk=ids[2]).update(assigned_to=by(Role.DRAFTING_OFFICER)),
        lambda ids: Opinion.objects.filter(pk=ids[3]).update(answer=""),
        lambda ids: Cluster.objects.update(size=9),
        lambda ids: AnswerCheck.objects.all().delete(),
        lambda ids: AnswerCheck.objects.update(cluster=None, opinion=ids[5]),
    ],
)
def test_fsck_finds_what_was_tampered_with(decision, tamper):
    ids = points(decision)
    do("create_theme", decision, name="停车")
    do("split_opinion", decision, opinion=ids[0], cuts=[5])
    do("group_opinions", decision, opinions=ids[1:3], title="同类")
    do("dispose_in_bulk", decision, opinions=ids[3:], kind="explained", reason="已有规定。")
    do("draw_checks", decision)
    sound(decision)
    if AnswerCheck.objects.get().opinion_id == ids[5]:
        ids[5] = ids[4]
    tamper(ids)
    faults = [*answers.examine(decision), *passages.examine(decision), *sorting.examine(decision)]
    assert faults


def test_who_may_do_what_at_the_workbench():
    drafters = {"split_opinion", "join_opinions"}
    both = {"create_theme", "change_theme", "assign_theme", "assign_opinions"}
    for slug in drafters | both | {"draw_checks", "check_answer"}:
        wanted = {"drafting_officer"} | (set() if slug in drafters else {"lead_unit_head"})
        assert permissions.roles_for(slug) == wanted
