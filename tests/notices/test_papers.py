"""What papers say: frozen, read again, and never in contradiction with themselves."""

import dataclasses
import json
from datetime import date

import pytest

from notices import papers
from notices.samples import EVERY
from notices.samples import sheets as samples

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_a_snapshot_is_read_again_as_the_same_paper(kind):
    paper = EVERY[kind]()
    kept = json.loads(json.dumps(papers.snapshot(paper)))
    assert papers.restore(kind, kept) == paper
    assert papers.canonical(papers.restore(kind, kept)) == papers.canonical(paper)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"period": {"opens_on": "2026-05-01"}}, r"\$\.period\.closes_on: missing"),
        ({"issued_on": "1 May"}, r"\$\.issued_on: expected a date"),
        ({"ways": [{"name": "x", "detail": 3}]}, r"\$\.ways\[0\]\.detail: expected str"),
        ({"colour": "red"}, r"\$\.colour: unknown field"),
        ({"basis": "text"}, r"\$\.basis: expected a list"),
        ({"sample": 1}, r"\$\.sample: expected bool"),
    ],
)
def test_a_spoilt_snapshot_is_refused_with_its_place(change, place):
    data = papers.snapshot(samples.consultation_notice()) | change
    with pytest.raises(papers.NotAPaper, match=place):
        papers.restore("consultation_notice", data)


def test_an_unknown_kind_is_refused():
    with pytest.raises(papers.NotAPaper, match="unknown kind"):
        papers.restore("love_letter", {})


def test_art_15_a_shorter_period_needs_its_reason_in_the_notice():
    short = papers.Period(opens_on=date(2026, 5, 1), closes_on=date(2026, 5, 11), days=10)
    with pytest.raises(papers.Incoherent, match="art. 15"):
        dataclasses.replace(samples.consultation_notice(), period=short)
    kept = dataclasses.replace(
        samples.consultation_notice(), period=short, shortened_reason="汛期将至，情况紧急。"
    )
    assert kept.shortened_reason


@pytest.mark.parametrize(("days", "first"), [(29, False), (31, False), (30, True)])
def test_the_days_of_a_period_follow_from_its_dates(days, first):
    with pytest.raises(papers.Incoherent):
        papers.Period(
            opens_on=date(2026, 5, 1),
            closes_on=date(2026, 5, 31),
            days=days,
            counts_first_day=first,
        )


def test_an_extension_ends_later():
    with pytest.raises(papers.Incoherent):
        dataclasses.replace(samples.extension_notice(), closed_on=date(2026, 6, 15))


def test_art_18_counts_by_channel_and_disposition_must_add_up():
    notice = samples.adoption_notice()
    with pytest.raises(papers.Incoherent, match="add up"):
        dataclasses.replace(notice, dispositions=papers.DispositionCounts(adopted=29))


def test_art_18_an_opinion_without_a_row_needs_a_reason():
    notice = samples.adoption_notice()
    with pytest.raises(papers.Incoherent, match="reason"):
        dataclasses.replace(notice, opinions=notice.opinions[:-1])
    with pytest.raises(papers.Incoherent, match="more opinions"):
        dataclasses.replace(notice, opinions=(*notice.opinions, samples.opinion(31)))


def test_counts_are_said_in_words():
    channels = (papers.ChannelCount(channel="网上", opinions=62),)
    counts = papers.DispositionCounts(adopted=55, partly_adopted=4, not_adopted=1, explained=2)
    notice = dataclasses.replace(
        samples.adoption_notice(),
        channels=channels,
        dispositions=counts,
        opinions=(),
        unlisted_reason="另行公布。",
    )
    assert notice.said() == (
        "共收到意见建议62条，其中采纳55条、部分采纳4条、未采纳1条、解释说明2条。"
    )


def test_none_received_is_said_in_words():
    notice = samples.adoption_notice(rows=0)
    assert notice.said() == "征求意见期间，未收到意见建议。"
    assert {channel.said() for channel in notice.channels} == {"征求意见期间，未收到意见建议。"}


def test_art_27_the_opinion_answers_power_procedure_and_content_once_each():
    opinion = samples.legality_opinion()
    for conclusions in (opinion.conclusions[:2], opinion.conclusions + opinion.conclusions[:1]):
        with pytest.raises(papers.Incoherent):
            dataclasses.replace(opinion, conclusions=conclusions)
