"""The demo: every story plays through the acts on any date, and leaves a whole record (answer 23)."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from pytest_django import DjangoDbBlocker

from accounts.models import User
from accounts.roles import Role
from decisions.errors import NotReady
from decisions.law.terms import Stage
from decisions.models import Decision, Entry, Reason, Submission
from notices.kinds import KINDS
from notices.models import Notice, Print
from tests.workflows.township import BEIJING, SEEDED, laid_down, seeded_on
from workflows import fsck, previewing, signoff, todo
from workflows.demo import seed
from workflows.demo.reading import stories
from workflows.models import Delegation, Proposal, Task


def target(story_slug: str) -> Decision:
    story = next(s for s in stories(SEEDED) if s.slug == story_slug)
    return Decision.objects.get(title=story.decision["title"])


@pytest.fixture(scope="class")
def township(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Seeded once for the tests of a class, and rolled back after them."""
    with django_db_blocker.unblock(), laid_down():
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("township")
class TestTownship:
    """Seeded on a day of a year whose holidays are known."""

    def test_every_story_stands_where_it_says(self) -> None:
        told = {s.decision["title"]: s.decision["target_stage"] for s in stories(SEEDED)}
        found = {d.title: d.stage.upper() for d in Decision.objects.all()}
        assert found == told
        assert {stage.upper() for stage in Stage} == set(found.values())

    def test_the_record_is_whole(self) -> None:
        assert list(fsck.examine()) == []

    def test_every_chain_runs_forward_in_time(self) -> None:
        for decision in Decision.objects.all():
            times = list(decision.entries.order_by("seq").values_list("recorded_at", flat=True))
            assert times == sorted(times)

    def test_nothing_was_entered_late_and_nothing_by_a_stranger(self) -> None:
        assert not Entry.objects.filter(late=True).exists()
        strangers = Entry.objects.filter(actor=None).exclude(role="expert")
        assert set(strangers.values_list("act", flat=True)) == {"register_submissions"}

    def test_every_submission_is_registered(self) -> None:
        assert Submission.objects.count() > 90
        assert not Submission.objects.filter(batch=None).exists()

    def test_3_and_41_and_5000_opinions_were_answered(self) -> None:
        for story, number in (
            ("north-bridge", 3),
            ("market-town-parking", 41),
            ("ebike-parking", 5000),
        ):
            tally = target(story).tally
            assert (tally.opinions, tally.undisposed) == (number, 0)

    def test_a_campaign_is_one_item_and_every_letter_of_it_counts(self) -> None:
        items = target("ebike-parking").report_items
        biggest = items.order_by("-size").first()
        assert getattr(biggest, "size", 0) == 1872
        assert sum(items.values_list("size", flat=True)) == 5000
        assert items.count() < 60

    def test_every_role_has_an_account(self) -> None:
        held = set(User.objects.values_list("appointments__role", flat=True))
        assert set(Role.values) <= held

    def test_numbers_run_in_order_of_time(self) -> None:
        numbered = Notice.objects.exclude(number=None).select_related("number")
        by_series: dict[int, list[Notice]] = {}
        for notice in numbered.order_by("number__series", "number__serial"):
            by_series.setdefault(notice.number.series_id, []).append(notice)
        for notices in by_series.values():
            days = [notice.issued_on for notice in notices]
            assert days == sorted(days)

    def test_the_complete_story_has_every_paper(self) -> None:
        kinds = set(target("market-town-parking").notices.values_list("kind", flat=True))
        assert kinds >= {
            "consultation_notice",
            "adoption_notice",
            "legality_opinion",
            "meeting_minutes",
            "promulgation_notice",
            "dossier_catalogue",
        }

    def test_every_kind_of_paper_of_the_road_was_issued(self) -> None:
        issued = set(Notice.objects.values_list("kind", flat=True))
        assert set(KINDS) - issued == set()
        assert set(Print.objects.values_list("kind", flat=True)) == {"annual_catalogue"}

    def test_art_15_the_short_notice_is_refused_at_its_last_signature(self) -> None:
        waiting = Proposal.objects.get(decision=target("livestock-zones"))
        with pytest.raises(NotReady) as refused:
            previewing.pages(waiting)
        assert "15.2" in {s.article for s in refused.value.shortcomings}

    def test_a_lawful_extension_waits_for_its_signers(self) -> None:
        waiting = Proposal.objects.get(decision=target("farmers-market"))
        head = User.objects.get(username="songyalin")
        assert waiting in signoff.waiting_for(head)
        assert previewing.pages(waiting)

    def test_inboxes_are_filled_and_somebody_acts_for_the_chief(self) -> None:
        assert Task.objects.filter(decision=target("village-bus-hours"), act="begin_study")
        deputy = Delegation.objects.get().taker
        with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=BEIJING)):
            assert todo.waiting_for(deputy).filter(role=Role.CHIEF_EXECUTIVE).exists()


@pytest.mark.django_db
def test_seeding_twice_changes_nothing(settings: object) -> None:
    settings.DEMO, settings.DEMO_PASSWORD = True, "only-for-tests"
    only = ["--no-papers", "--story", "village-bus-hours"]
    call_command("demo", *only, stdout=StringIO())
    out = StringIO()
    call_command("demo", *only, "--json", stdout=out)
    assert [row["stage"] for row in json.loads(out.getvalue())] == ["proposed"]
    assert Entry.objects.filter(act="propose").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [[], ["--fresh"]])
def test_an_offices_own_installation_is_left_alone(settings: object, asked: list[str]) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo", *asked)
    assert not seed.is_seeded()


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2027, 3, 15), date(2028, 6, 30)])
def test_the_stories_play_in_years_without_a_holiday_table(day: date) -> None:
    seeded_on(day)
    told = {s.decision["title"]: s.decision["target_stage"] for s in stories(day)}
    assert {d.title: d.stage.upper() for d in Decision.objects.all()} == told
    assert list(fsck.examine()) == []
    assert Reason.objects.filter(rule="last_day_is_certain").exists()
