"""Opinions that say the same: found by the machine, decided by people, counted and never dropped."""

import pytest

from decisions.errors import Illegible, NotNow
from decisions.models import Cluster, Disposition, Opinion, Tally, Voices
from decisions.selectors.voices import groups_of, voices_of
from tests.bench.planted import planted
from tests.workflows.consulting import do, opened, points, say
from workflows import fsck, outbox, reading, sweep, tallying, tasks
from workflows.act import ACTS
from workflows.models import Job
from workflows.taking_back import withdraw_submission

pytestmark = pytest.mark.django_db
LETTER = "我支持在东湖路口增设减速带，老人小孩过马路太危险，应当在30天内完成。"
AGAINST = LETTER.replace("支持", "反对")


@pytest.fixture
def decision(time_machine):
    return opened(time_machine)


def said(decision, *texts):
    """Opinions sent, registered and read."""
    sent = [say(decision, text) for text in texts]
    sweep.register(decision.pk)
    reading.read(decision.pk)
    return sent


def clean(decision):
    """Nothing of what is said here differs from the record (the factories' rows have no entries)."""
    assert not seen(decision)


def seen(decision):
    found = {difference.check for difference in fsck.examine([decision.pk])}
    return found & {"group", "voices", "tally", "disposition", "opinion", "leaf"}


def groups(decision):
    """The ids of the opinions of each group."""
    return [
        list(one.opinions.order_by("pk").values_list("pk", flat=True))
        for one in decision.clusters.order_by("pk")
        if one.opinions.exists()
    ]


def test_what_says_the_same_is_grouped_and_what_turns_it_is_not(decision):
    said(decision, LETTER, AGAINST, "尊敬的领导：" + LETTER, LETTER.replace("30", "60"), AGAINST)
    a, b, c, _other, e = points(decision)
    assert groups(decision) == [[a, c], [b, e]]
    group = decision.clusters.order_by("pk").first()
    assert (group.origin, group.main_id, group.title[:6]) == ("text", a, LETTER[:6])
    assert set(Opinion.objects.exclude(cluster=None).values_list("grouped_by", flat=True)) == {
        "text"
    }
    clean(decision)


def test_read_in_pieces_or_at_once_the_groups_are_the_same(decision):
    texts = planted(60, 2).texts
    for start in range(0, 60, 7):
        said(decision, *texts[start : start + 7])
    in_pieces = groups(decision)
    assert reading.read(decision.pk) == 0
    rows = Opinion.objects.filter(decision=decision)
    rows.update(cluster=None, grouped_by="")
    Cluster.objects.all().delete()
    reading.read_anew(rows)
    assert reading.read(decision.pk) == 60
    assert sorted(groups(decision)) == sorted(in_pieces)
    clean(decision)


def test_what_a_person_decided_the_machine_never_changes(decision):
    said(decision, LETTER, LETTER, LETTER)
    a, b, c = points(decision)
    do("group_opinions", decision, opinions=[c], take_out="on")
    do("group_opinions", decision, opinions=[a], title="另一组")
    said(decision, LETTER)
    *_before, d = points(decision)
    assert Opinion.objects.get(pk=c).cluster is None
    assert Opinion.objects.get(pk=a).cluster.title == "另一组"
    assert Opinion.objects.get(pk=d).cluster.title == "另一组"  # with the first that said so
    assert Opinion.objects.get(pk=b).grouped_by == "text"
    clean(decision)


def test_a_machine_never_answers(decision):
    said(decision, LETTER, LETTER)
    group = Cluster.objects.get()
    do("dispose_opinion", decision, cluster=group.pk, kind="explained", reason="已有安排。")
    said(decision, LETTER, LETTER)
    later = Cluster.objects.get(follows=group)
    assert later.opinions.count() == 2
    assert Tally.objects.get(decision=decision).undisposed == 2
    assert group.opinions.count() == 2
    clean(decision)


def test_an_opinion_slipped_under_an_answer_is_seen(decision):
    said(decision, LETTER, LETTER, "另一条意见说的是别的事情，与上面无关。")
    group = Cluster.objects.get()
    do("dispose_opinion", decision, cluster=group.pk, kind="explained", reason="已有安排。")
    clean(decision)
    Opinion.objects.filter(pk=points(decision)[2]).update(cluster=group)
    tallying.recount(decision)
    assert seen(decision) == {"group", "tally", "voices"}  # and the group is larger than it says


def test_an_opinion_put_elsewhere_than_a_person_did_is_seen(decision):
    said(decision, LETTER, LETTER)
    do("group_opinions", decision, opinions=points(decision)[:1], take_out="on")
    clean(decision)
    Opinion.objects.filter(pk=points(decision)[0]).update(grouped_by="")
    assert "group" in seen(decision)


def test_groups_are_merged_named_and_dissolved(decision):
    said(decision, LETTER, LETTER, AGAINST, AGAINST)
    a, b, c, d = points(decision)
    one, other = decision.clusters.order_by("pk")
    do("group_opinions", decision, groups=[other.pk], cluster=one.pk)
    assert groups(decision) == [[a, b, c, d]]
    assert voices_of(decision).merged == 1
    do("group_opinions", decision, cluster=one.pk, title="减速带", main=d)
    one.refresh_from_db()
    assert (one.title, one.main_id, one.origin) == ("减速带", d, "person")
    do("group_opinions", decision, opinions=[d], take_out="on")
    one.refresh_from_db()
    assert one.main_id == a
    do("group_opinions", decision, groups=[one.pk], take_out="on")
    assert groups(decision) == []
    assert voices_of(decision).merged == 4
    clean(decision)


def test_the_opinion_shown_for_all_is_one_of_the_group(decision):
    said(decision, LETTER, LETTER, AGAINST)
    with pytest.raises(NotNow):
        do("group_opinions", decision, cluster=Cluster.objects.get().pk, main=points(decision)[2])
    with pytest.raises(NotNow):
        do("group_opinions", decision, groups=[10_000], take_out="on")
    with pytest.raises(Illegible):
        do("group_opinions", decision, title="没有选意见")


def test_voices_count_groups_once_and_senders_once(decision):
    said(decision, LETTER, LETTER, AGAINST)
    say(decision, "我另有一条意见，请在村口装一盏路灯。", name="王小明", contact="000-1000")
    say(decision, "还有一条意见，垃圾站的气味实在太大。", name="王小明", contact="000-1000")
    sweep.register(decision.pk)
    reading.read(decision.pk)
    found = voices_of(decision)
    assert (found.submissions, found.opinions, found.merged, found.senders) == (5, 5, 4, 4)
    assert [group.size for group in groups_of(decision)] == [2]
    clean(decision)


def test_a_withdrawal_is_counted_at_the_next_sweep(decision, time_machine):
    sent = said(decision, LETTER, LETTER)
    Job.objects.all().delete()
    withdraw_submission(sent[0].code)
    time_machine.shift(60)
    tasks.sweep_all()
    assert Voices.objects.get().opinions == 1
    clean(decision)


def test_the_sweep_asks_once_and_a_long_reading_rests(decision, time_machine):
    say(decision, LETTER)
    assert reading.ask_for_waiting() == 0  # a fresh job needs no new beginning
    assert Job.objects.filter(kind=reading.KIND).count() == 1
    outbox.run_waiting()
    assert not Opinion.objects.filter(said_first=None).exists()
    Voices.objects.update(took_ms=60_000)
    say(decision, LETTER)
    sweep.register(decision.pk)
    reading.ask_for_waiting()
    job = Job.objects.get(kind=reading.KIND)
    assert (job.not_before - Voices.objects.get().counted_at).total_seconds() == 600


def test_what_is_erased_or_withdrawn_leaves_no_trace_of_its_text(decision):
    sent = said(decision, LETTER, LETTER)
    from accounts.roles import Role
    from tests.workflows.consulting import by
    from workflows.taking_back import erase_submission

    erase_submission(sent[0].submission.number, by(Role.OPENNESS_OFFICER), "本人要求")
    erased = Opinion.objects.get(pk=points(decision)[0])
    assert (erased.fingerprint, erased.novel) == (None, False)
    said(decision, LETTER)
    clean(decision)


def test_answers_stay_out_of_the_machines_hands(decision):
    """An opinion with an answer of its own may be grouped: its answer stays its own."""
    say(decision, LETTER)
    sweep.register(decision.pk)
    do("dispose_opinion", decision, opinion=points(decision)[0], kind="explained", reason="已有。")
    said(decision, LETTER)
    assert groups(decision) == [points(decision)]
    assert Disposition.objects.count() == 1
    clean(decision)
    assert "group_opinions" in ACTS
