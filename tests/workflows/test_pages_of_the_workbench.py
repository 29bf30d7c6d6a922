"""The workbench through its pages, without any script (O3; Art. 18): what an officer sees and does."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions.models import AnswerCheck, Cluster, Disposition, Opinion, ReasonText, Tally, Theme
from tests import factories
from tests.workflows.consulting import by, do, drafted, opened, points, say
from workflows import reading, sweep

pytestmark = pytest.mark.django_db
LETTER = "一、建议增设装卸区。二、夜间应当免费！联系人张三13800001234。"


@pytest.fixture
def decision(time_machine):
    """A matter with a letter and eight opinions, two of which are one group."""
    decision = opened(time_machine)
    clause = decision.drafts.last().clauses.filter(kind="article").first()
    say(decision, LETTER, clause=clause.pk)
    for number in range(8):
        say(decision, f"第{number}条意见，夜间停车。")
    sweep.register(decision.pk)
    do("group_opinions", decision, opinions=points(decision)[1:3], title="夜间停车")
    return decision


@pytest.fixture
def officer(decision):
    """The drafting officer's browser."""
    return browser(by(Role.DRAFTING_OFFICER))


def browser(user):
    """A browser in which somebody is signed in."""
    found = Client()
    found.force_login(user)
    return found


def at(decision, name="opinions", *more):
    """An address of the workbench."""
    return reverse(f"desk:{name}", args=[decision.pk, *more])


def page(client, address, data=None, status=200):
    """What a page says, its tags left out."""
    answer = client.get(address) if data is None else client.post(address, data, follow=True)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_the_queue_lists_groups_first_and_says_how_far_one_is(decision, officer):
    reading.read(decision.pk)
    text = page(officer, at(decision))
    assert "已处理 0 / 9" in text
    assert "收到 9 件 · 合并后 8 条 · 来自 9 人/单位" in text
    assert text.index("同类2条") < text.index("第2条意见")
    assert "第1条意见，夜间停车。" not in text  # it stands in the group


def test_filters_narrow_the_queue(decision, officer):
    ids = points(decision)
    do("create_theme", decision, name="停车")
    theme = Theme.objects.get()
    do("assign_theme", decision, opinions=[ids[4]], theme=theme.pk)
    do("assign_opinions", decision, opinions=[ids[5]], officers=[by(Role.DRAFTING_OFFICER).pk])
    do("dispose_opinion", decision, opinion=ids[6], kind="explained", reason="已有规定。")
    clause = Opinion.objects.get(pk=ids[0]).clause_id

    def shown(query):
        rows = officer.get(at(decision) + query).context["units"]
        return [one["unit"].key for one in rows]

    group = f"g{Cluster.objects.get().pk}"
    assert shown(f"?theme={theme.pk}") == [f"o{ids[4]}"]
    assert shown("?officer=mine") == [f"o{ids[5]}"]
    assert shown("?kind=explained") == [f"o{ids[6]}"]
    assert shown(f"?clause={clause}") == [f"o{ids[0]}"]
    assert shown("?q=第7条") == [f"o{ids[8]}"]
    assert shown("?channel=letter") == []
    assert f"o{ids[6]}" not in shown("")
    everything = shown("?kind=all")
    assert (everything[0], everything[-1], len(everything)) == (group, f"o{ids[6]}", 8)
    assert shown("?q=夜间")[0] == group
    assert shown("?kind=returned") == []


def test_pages_of_the_queue_follow_each_other(decision, officer, monkeypatch):
    monkeypatch.setattr("decisions.selectors.queue.page.__defaults__", ("", 3))
    seen, address = [], at(decision)
    while address:
        context = officer.get(address).context
        seen += [one["unit"].key for one in context["units"]]
        address = f"{at(decision)}?after={context['more']}" if context["more"] else ""
    ids = points(decision)
    assert seen == [f"g{Cluster.objects.get().pk}", *(f"o{pk}" for pk in [ids[0], *ids[3:]])]


def test_an_answer_leads_to_the_next_open_line_under_the_same_filters(decision, officer):
    ids = points(decision)
    address = at(decision, "opinion", ids[3]) + "?q=夜间"
    answer = officer.post(address, {"opinion": ids[3], "kind": "explained", "reason": "已有。"})
    assert answer.url.startswith(at(decision, "opinion", ids[4]))
    assert "q=" in answer.url
    assert page(officer, answer.url)
    wrong = officer.post(address, {"opinion": ids[3], "kind": "explained", "reason": ""})
    assert wrong.status_code == 422


def test_a_group_is_answered_as_one_and_shows_what_differs(decision, officer):
    group = Cluster.objects.get()
    answer = officer.get(at(decision, "cluster", group.pk))
    assert "<mark>1</mark>" in answer.content.decode()
    said = {"cluster": group.pk, "kind": "explained", "reason": "已有规定。"}
    page(officer, at(decision, "cluster", group.pk), said)
    member = points(decision)[1]
    assert "适用本组的处理结果" in page(officer, at(decision, "opinion", member))
    assert Tally.objects.get(decision=decision).is_explained == 2


def test_many_are_shown_before_they_are_answered_and_the_answer_is_undone(decision, officer):
    ids, group = points(decision)[3:], Cluster.objects.get()
    chosen = {"opinions": ids, "clusters": [group.pk], "do": "dispose"}
    text = page(officer, at(decision, "opinions_bulk"), chosen)
    assert "批量处理8条意见" in text.replace(" ", "") or "8条意见" in text.replace(" ", "")
    assert not Disposition.objects.exists()
    said = chosen | {"confirmed": "1", "kind": "out_of_scope", "reason": "不在范围内。"}
    page(officer, at(decision, "opinions_bulk"), said)
    assert Tally.objects.get(decision=decision).is_out_of_scope == 8
    page(officer, at(decision, "opinions_undo"), {})
    assert Tally.objects.get(decision=decision).undisposed == 9
    assert "没有可以撤销的操作" not in page(officer, at(decision))


def test_what_was_typed_for_many_survives_a_refusal(decision, officer):
    said = {"opinions": points(decision)[3:5], "confirmed": "1", "kind": "not_adopted"}
    answer = officer.post(at(decision, "opinions_bulk"), said | {"no_change_reason": "留着这句"})
    assert answer.status_code == 422
    assert "留着这句" in answer.content.decode()


def test_lines_are_merged_taken_apart_and_sorted_by_buttons(decision, officer):
    ids, group = points(decision), Cluster.objects.get()
    bulk = at(decision, "opinions_bulk")
    page(officer, bulk, {"opinions": ids[3:5], "clusters": [group.pk], "do": "group"})
    assert Cluster.objects.get().size == 4
    page(officer, bulk, {"opinions": ids[5:7], "do": "group"})
    second = Cluster.objects.latest("pk")
    page(officer, bulk, {"clusters": [group.pk, second.pk], "do": "group"})
    group.refresh_from_db()
    assert group.size == 6
    page(officer, at(decision, "opinions_undo"), {})
    group.refresh_from_db()
    assert group.size == 4
    page(officer, bulk, {"clusters": [group.pk], "do": "ungroup"})
    assert not Opinion.objects.exclude(cluster=None).exists()
    do("create_theme", decision, name="停车")
    theme = Theme.objects.get()
    page(officer, bulk, {"opinions": ids[:2], "do": "theme", "theme": theme.pk})
    person = by(Role.DRAFTING_OFFICER).pk
    page(officer, bulk, {"opinions": ids[:2], "do": "officer", "officer": person})
    assert Opinion.objects.filter(theme=theme, assigned_to=person).count() == 2
    assert "至少" in page(officer, bulk, {"do": "theme"})


def test_a_letter_is_split_by_its_sentences_without_a_script(decision, officer):
    letter = points(decision)[0]
    address = at(decision, "opinion_split", letter)
    text = page(officer, address)
    assert "二、夜间应当免费！" in text
    cut = LETTER.index("二、")
    assert "共2条意见" in page(officer, address, {"cuts": [cut], "preview": "1"})
    page(officer, address, {"cuts": [cut]})
    assert Opinion.objects.filter(submission__text=LETTER).count() == 2
    assert "同一件提交中的其他意见" in page(officer, at(decision, "opinion", letter))
    page(officer, at(decision, "opinions_undo"), {})
    assert Opinion.objects.filter(submission__text=LETTER).count() == 1
    assert "请选择从哪里起" in page(officer, address, {})


def test_a_passage_is_covered_from_the_list_and_shown_again(decision, officer):
    letter = points(decision)[0]
    address = at(decision, "opinion_redact", letter)
    start = LETTER.index("联系人")
    assert "13800001234" in page(officer, f"{address}?start={start}&end={start + 5}")
    said = {"passage": f"{start}-{start + 5}", "redaction_reason": "个人姓名"}
    page(officer, address, said)
    row = Opinion.objects.get(pk=letter)
    assert "张三" not in row.public_text
    assert row.text == LETTER
    assert "请写明遮盖什么" in page(officer, address, {"passage": "0-2"})
    page(officer, address, {"uncover": "on"})
    assert Opinion.objects.get(pk=letter).public_text == ""


def test_reasons_at_hand_fill_their_blanks(decision, officer):
    library = reverse("desk:reasons")
    page(officer, library, {"title": "已有", "kind": "explained", "text": "{条款}已有规定。"})
    assert "已有同名的理由" in page(officer, library, {"title": "已有", "text": "又"}, status=422)
    row = ReasonText.objects.get()
    page(officer, f"{library}?change={row.pk}", {"title": "已有", "text": "见{条款}。", "kind": ""})
    letter = points(decision)[0]
    said = {"opinion": letter, "kind": "explained", "reason": "感谢。", "insert": row.pk}
    answer = officer.post(at(decision, "opinion", letter), said)
    assert "感谢。\n见第" in answer.content.decode()
    assert not Disposition.objects.exists()
    page(officer, library, {"usual": "1"})
    page(officer, library, {"retire": row.pk})
    assert not ReasonText.objects.filter(pk=row.pk, retired=False).exists()
    assert ReasonText.objects.filter(retired=False).count() == 8
    assert browser(by(Role.AUDITOR)).get(library).status_code == 403


def test_a_blank_is_filled_for_many_only_where_it_is_the_same(decision, officer):
    organ = decision.organ
    ReasonText.objects.create(
        organ=organ, title="甲", text="{事项}：{编号}", written_by=by(Role.DRAFTING_OFFICER)
    )
    chosen = {"opinions": points(decision)[3:5], "do": "dispose"}
    answer = officer.post(at(decision, "opinions_bulk"), chosen)
    assert f"{decision.title}：{{编号}}" in answer.content.decode()


def test_an_amended_clause_is_shown_before_and_after(decision, officer):
    old = decision.drafts.last()
    clause = old.clauses.filter(kind="article").first()
    text = "\n".join(f"{c.label} {c.text}" for c in old.clauses.filter(kind="article"))
    do(
        "enter_draft",
        decision,
        text=text.replace(clause.text, clause.text + "夜间除外。"),
        explanation="说明。",
        change_note="据意见修改。",
    )
    answer = officer.get(at(decision, "opinion", points(decision)[0])).content.decode()
    assert "<ins>夜间除外。</ins>" in answer or "夜间除外" in re.sub(r"</?ins>", "", answer)
    assert "修改对照" in answer


def test_themes_officers_and_second_looks_have_their_pages(decision, officer):
    themes = at(decision, "themes")
    page(officer, themes, {"act": "create_theme", "name": "停车"})
    theme = Theme.objects.get()
    page(officer, themes, {"act": "change_theme", "theme": theme.pk, "name": "停放"})
    assert "停放" in page(officer, themes)
    assert "主题名称" in page(officer, themes, {"act": "create_theme", "name": ""}, status=422)
    page(officer, themes, {"act": "change_theme", "theme": theme.pk, "remove": "on"})
    people = at(decision, "officers")
    colleague = factories.person(
        "colleague", Role.DRAFTING_OFFICER, of=decision.lead_office, name="沈同"
    )
    both = [colleague.pk, by(Role.DRAFTING_OFFICER).pk]
    page(officer, people, {"act": "assign_opinions", "rest": "on", "officers": both})
    assert "沈同" in page(officer, people)
    checks = at(decision, "checks")
    ids = points(decision)[3:]
    do("dispose_in_bulk", decision, opinions=ids, kind="explained", reason="已有规定。")
    page(officer, checks, {"act": "draw_checks"})
    row = AnswerCheck.objects.get()
    assert "由其他人复核" in page(officer, checks)
    second = browser(colleague)
    said = {"act": "check_answer", "check": row.pk, "agreed": "False"}
    assert "请写明为什么不同意" in page(second, checks, said, status=422)
    page(second, checks, said | {"note": "应当采纳。"})
    assert "应当采纳。" in page(officer, at(decision, "opinion", row.opinion_id))
    back = officer.get(at(decision) + "?kind=returned").context["units"]
    assert [one["unit"].row.pk for one in back] == [row.opinion_id]


def test_single_keys_are_off_until_a_person_turns_them_on(decision, officer):
    address = at(decision, "opinion", points(decision)[0])
    assert "data-keys" not in officer.get(address).content.decode()
    answer = officer.post(reverse("desk:keys"), {"keys": "on", "next": address})
    assert answer.url == address
    assert 'data-keys="on"' in officer.get(address).content.decode()
    officer.post(reverse("desk:keys"), {"keys": "off", "next": "https://elsewhere.example/"})
    assert "data-keys" not in officer.get(address).content.decode()


def test_who_may_only_read_sees_no_button(decision):
    reader = browser(by(Role.AUDITOR))
    text = page(reader, at(decision, "opinion", points(decision)[0]))
    assert "保存并处理下一条" not in text
    assert "建议增设装卸区" in text
    assert reader.post(at(decision, "opinions_undo")).status_code == 302
    chosen = {"opinions": points(decision)[:1], "do": "theme"}
    assert reader.post(at(decision, "opinions_bulk"), chosen).status_code == 403


def test_with_no_opinion_the_page_says_so(time_machine):
    decision = drafted()
    assert "目前没有收到意见" in page(browser(by(Role.DRAFTING_OFFICER)), at(decision))


def queries(client, address):
    """How many statements a page takes, once the client is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_the_pages_ask_as_often_with_many_opinions_as_with_few(decision, officer):
    ids, group = points(decision), Cluster.objects.get()
    addresses = {
        "queue": at(decision),
        "opinion": at(decision, "opinion", ids[3]),
        "group": at(decision, "cluster", group.pk),
        "next page": f"{at(decision)}?kind=all&after=o{ids[3]}",
    }
    few = {name: queries(officer, address) for name, address in addresses.items()}
    for number in range(60):
        say(decision, f"又{number}条意见。")
    sweep.register(decision.pk)
    do("group_opinions", decision, opinions=points(decision)[20:60], cluster=group.pk)
    assert {name: queries(officer, address) for name, address in addresses.items()} == few
    assert max(few.values()) <= 25, few
