"""Art. 18: the texts suggest themes, a person takes or dismisses each, and nothing else sorts."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions.errors import Illegible, NotNow
from decisions.models import Cluster, Opinion, TallyBy, Theme, ThemeSuggestion
from decisions.selectors import workbench
from tests.workflows.consulting import by, do, opened, points, say
from workflows import fsck, outbox, suggesting, sweep

pytestmark = pytest.mark.django_db
PARKING = ["停车收费太高，建议降低停车收费标准。", "停车收费应当减免。", "停车收费按小时计不合理。"]
NOISE = ["夜间施工噪声扰民。", "施工噪声影响老人休息。", "应当限制夜间施工噪声。"]
GREEN = ["街道绿化树木太少。", "多种绿化树木遮阴。", "绿化树木需要养护。"]


@pytest.fixture
def decision(time_machine):
    """A matter with nine opinions on three things, three of them one group."""
    decision = opened(time_machine)
    for text in (*PARKING, *NOISE, *GREEN):
        say(decision, text)
    sweep.register(decision.pk)
    do("group_opinions", decision, opinions=points(decision)[:3], title="停车收费")
    return decision


def looked_at(decision):
    """The suggestions of a look, by what they hold."""
    suggesting.ask(decision)
    outbox.run_waiting()
    return {one.row.name: one.row for one in workbench.suggested(decision)}


def holding(decision, text):
    """The suggestion that holds the single opinion of this text."""
    pk = Opinion.objects.get(decision=decision, text=text).pk
    return next(row for row in looked_at(decision).values() if pk in row.opinions)


def sound(decision):
    """The record agrees with what stands under which theme, and the numbers with both."""
    assert not {d.check for d in fsck.examine([decision.pk])} & {"sorting", "tally", "counter"}


def test_a_look_sorts_nothing_and_holds_each_text_once(decision):
    found = looked_at(decision)
    assert len(found) >= 2
    assert not Opinion.objects.exclude(theme=None).exists()
    held = [pk for row in found.values() for pk in row.opinions]
    assert len(held) == len(set(held))
    noise = holding(decision, NOISE[0])
    assert (noise.number, len(noise.opinions), noise.clusters) == (3, 3, [])


def test_a_suggestion_is_taken_by_a_name_of_ones_own(decision):
    row = holding(decision, NOISE[0])
    entry = do("take_theme_suggestion", decision, suggestion=row.pk, name="施工噪声扰民")
    theme = Theme.objects.get(name="施工噪声扰民")
    assert set(theme.opinions.values_list("text", flat=True)) == set(NOISE)
    assert entry.summary == "采用按文字建议的意见主题“施工噪声扰民”，归入3条意见"
    assert TallyBy.objects.get(dimension="theme", key=str(theme.pk)).number == 3
    row.refresh_from_db()
    assert (row.settled, row.theme) == ("taken", theme)
    sound(decision)
    with pytest.raises(Illegible):
        do("take_theme_suggestion", decision, suggestion=row.pk, name="再来一次")


def test_a_group_goes_under_the_theme_whole(decision):
    group = Cluster.objects.get()
    for text in ("停车收费过高。", "停车收费要公示。"):
        say(decision, text)
    sweep.register(decision.pk)
    row = next(one for one in looked_at(decision).values() if group.pk in one.clusters)
    assert row.number == 5
    do("take_theme_suggestion", decision, suggestion=row.pk, name="停车收费")
    assert Theme.objects.get().opinions.count() == 5
    group.refresh_from_db()
    assert group.theme == Theme.objects.get()
    sound(decision)


def test_what_a_person_sorted_meanwhile_stays_where_it_is(decision):
    row = holding(decision, NOISE[0])
    do("create_theme", decision, name="老人")
    other = Theme.objects.get()
    moved = Opinion.objects.get(text=NOISE[1]).pk
    do("assign_theme", decision, opinions=[moved], theme=other.pk)
    do("take_theme_suggestion", decision, suggestion=row.pk, name="噪声")
    assert Theme.objects.get(name="噪声").opinions.count() == 2
    assert Opinion.objects.get(pk=moved).theme == other
    sound(decision)


def test_when_all_are_sorted_or_the_name_is_there_nothing_is_taken(decision):
    row = holding(decision, NOISE[0])
    do("create_theme", decision, name="噪声")
    with pytest.raises(NotNow):
        do("take_theme_suggestion", decision, suggestion=row.pk, name="噪声")
    do("assign_theme", decision, opinions=row.opinions, theme=Theme.objects.get().pk)
    with pytest.raises(NotNow):
        do("take_theme_suggestion", decision, suggestion=row.pk, name="别名")
    assert Theme.objects.count() == 1


def test_what_was_dismissed_is_not_suggested_again(decision):
    row = holding(decision, NOISE[0])
    do("dismiss_theme_suggestion", decision, suggestion=row.pk)
    assert row.name not in looked_at(decision)
    assert not Opinion.objects.exclude(theme=None).exists()
    sound(decision)


def test_one_look_at_a_time(decision):
    assert suggesting.ask(decision)
    assert suggesting.ask(decision) is None
    outbox.run_waiting()
    assert suggesting.ask(decision)


def test_the_page_asks_shows_takes_and_dismisses(decision):
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))
    address = reverse("desk:themes", args=[decision.pk])
    assert "按意见文字建议主题" in client.get(address).content.decode()
    assert "正在查看意见文字" in client.post(address, {"do": "look"}, follow=True).content.decode()
    outbox.run_waiting()
    page = client.get(address).content.decode()
    assert NOISE[0] in page
    assert "3条意见" in page
    row = ThemeSuggestion.objects.filter(settled="").first()
    taken = {"act": "take_theme_suggestion", "suggestion": row.pk}
    refused = client.post(address, taken | {"name": ""})
    assert refused.status_code == 422
    client.post(address, taken | {"name": "自己起的名字"})
    assert Theme.objects.get().name == "自己起的名字"
    other = ThemeSuggestion.objects.filter(settled="").first()
    client.post(address, {"act": "dismiss_theme_suggestion", "suggestion": other.pk})
    other.refresh_from_db()
    assert other.settled == "dismissed"


def test_whoever_may_only_read_is_offered_nothing(decision):
    looked_at(decision)
    client = Client()
    client.force_login(by(Role.AUDITOR))
    address = reverse("desk:themes", args=[decision.pk])
    assert NOISE[0] not in client.get(address).content.decode()
    client.post(address, {"do": "look"})
    assert not suggesting.under_way(decision)


def test_the_page_asks_the_same_with_many_suggestions(decision):
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))
    address = reverse("desk:themes", args=[decision.pk])

    def statements():
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    looked_at(decision)
    few = statements()
    ids = points(decision)
    ThemeSuggestion.objects.bulk_create(
        ThemeSuggestion(decision=decision, name=f"建议{n}", opinions=ids[:5], number=5)
        for n in range(30)
    )
    assert statements() == few
