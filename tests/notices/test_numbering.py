"""Document numbers: no gap under concurrency or rollback, voided with a reason, never reused."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone

from accounts.roles import Role
from decisions.errors import NotNow, NotReady, NotYours, Refusal
from decisions.law.terms import Stage
from notices import numbering, services
from notices.models import Notice, Number, NumberSeries
from tests import factories
from tests.notices import rows
from workflows import permissions
from workflows.act import perform
from workflows.registry import act

TAKERS, EACH = 8, 5


def take(organ):
    """The next number of one series."""
    return numbering.reserve(organ, "样云政法审", 2026, timezone.now())


def taken_by_many(organ):
    """Serials taken by several people at once, each in transactions of their own."""
    ready = threading.Barrier(TAKERS)

    def taker(_):
        try:
            ready.wait(timeout=30)
            return [take(organ).serial for _ in range(EACH)]
        finally:
            connection.close()

    with ThreadPoolExecutor(TAKERS) as people:
        return [serial for some in people.map(taker, range(TAKERS)) for serial in some]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_every_number_once_and_leave_no_gap():
    organ = factories.organ()
    assert sorted(taken_by_many(organ)) == list(range(1, TAKERS * EACH + 1))
    close_old_connections()
    assert numbering.gaps(NumberSeries.objects.get()) == []


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_act_gives_its_number_back():
    organ = factories.organ()
    take(organ)
    with transaction.atomic():
        lost = take(organ).serial
        transaction.set_rollback(True)
    assert take(organ).serial == lost == 2
    assert numbering.gaps(NumberSeries.objects.get()) == []


@pytest.mark.django_db
def test_series_are_of_one_organ_code_and_year():
    organ, other = factories.organ(), factories.organ("other", name="青溪镇人民政府")
    now = timezone.now()
    given = [
        numbering.reserve(organ, "样云政", 2026, now),
        numbering.reserve(organ, "样云政", 2027, now),
        numbering.reserve(organ, "样云政纪", 2026, now),
        numbering.reserve(other, "样云政", 2026, now),
    ]
    assert [number.serial for number in given] == [1] * 4
    assert str(given[1]) == "样云政〔2027〕1号"


@pytest.mark.django_db
def test_several_numbers_of_a_series_follow_what_was_given():
    organ = factories.organ()
    take(organ)
    given = numbering.reserve_several(organ, "样云政法审", 2026, timezone.now(), 3)
    assert [number.serial for number in given] == [2, 3, 4]
    assert take(organ).serial == 5
    assert numbering.gaps(NumberSeries.objects.get()) == []


@pytest.mark.django_db
def test_a_voided_number_is_never_given_again():
    organ = factories.organ()
    first = take(organ)
    numbering.void(first.pk, "打印错误")
    assert take(organ).serial == 2
    with pytest.raises(NotNow):
        numbering.void(first.pk, "再作废一次")
    assert Number.objects.get(pk=first.pk).void_reason == "打印错误"


@pytest.mark.django_db
def test_voiding_states_a_reason_in_code_and_in_the_database():
    number = take(factories.organ())
    with pytest.raises(NotNow):
        numbering.void(number.pk, "  ")
    number.voided_at = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        number.save()


@pytest.mark.django_db
def test_the_database_refuses_a_serial_twice():
    number = take(factories.organ())
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.create(series=number.series, serial=1, reserved_at=timezone.now())


@pytest.mark.django_db
def test_the_number_of_a_published_notice_stays():
    decision = factories.decision_at(Stage.PROMULGATED)
    notice = services.issue("promulgation_notice", decision, rows.entry(decision))
    Notice.objects.update(rendered_at=timezone.now(), sha256="0" * 64)
    assert not numbering.voidable(decision).exists()
    with pytest.raises(NotNow):
        numbering.void(notice.number_id, "想改")


def void(decision, person, notice, **data):
    """The act by which an officer voids a number."""
    asked = {"number": notice.number_id, "reason": "文稿有误，重新出具"} | data
    return perform(act("void_number"), decision.pk, person, asked)


@pytest.fixture
def reviewed(db):
    """A decision with a legality opinion issued, and its people entitled."""
    decision = factories.decision_at(Stage.SUBMITTED)
    permissions.grant(decision)
    return decision, services.issue("legality_opinion", decision, rows.entry(decision))


def test_art_33_an_officer_voids_a_number_and_the_record_says_why(reviewed):
    decision, notice = reviewed
    entry = void(decision, factories.town().by(Role.MEETING_SECRETARY), notice)
    assert entry.facts["number"] == "样云政法审〔2026〕1号"
    assert "文稿有误" in entry.summary
    notice = Notice.objects.get()
    assert notice.void
    assert services.render_notice(notice.pk).rendered_at is None
    again = services.issue("legality_opinion", decision, rows.entry(decision))
    assert again.number_text == "样云政法审〔2026〕2号"


def test_nobody_else_voids_a_number(reviewed):
    decision, notice = reviewed
    with pytest.raises(NotYours):
        void(decision, factories.town().by(Role.DRAFTING_OFFICER), notice)


@pytest.mark.parametrize("spoilt", [{"reason": ""}, {"number": 999999}])
def test_voiding_asks_for_a_number_of_the_decision_and_a_reason(reviewed, spoilt):
    decision, notice = reviewed
    with pytest.raises(Refusal) as refused:
        void(decision, factories.town().by(Role.MEETING_SECRETARY), notice, **spoilt)
    assert not isinstance(refused.value, NotReady | NotYours)
    assert not Notice.objects.get().void
