"""Single-use links: strong, kept as a digest, and silent about why they do not open."""

from datetime import timedelta

import pytest

from decisions.errors import NotYours
from decisions.models import Decision, Expert
from tests.stages.days import On, moment
from tests.workflows.reviewing import DRAFTER, act, drafted
from workflows import links
from workflows.steps import expertise as steps

pytestmark = pytest.mark.django_db
NOW = moment(On.argued)


@pytest.fixture
def expert() -> Expert:
    return Expert.objects.create(decision=drafted(), name="白教授", institution="样例大学")


def refused(token: str, at: object = NOW) -> str:
    with pytest.raises(NotYours) as refusal:
        links.open_link(token, at)
    return str(refusal.value.message)


def test_a_link_opens_for_whom_it_was_made(expert: Expert) -> None:
    opened = links.open_link(links.make_link(expert, NOW), NOW)
    assert (opened.guest.name, opened.guest.role, opened.guest.row_id) == (
        "白教授",
        "expert",
        expert.pk,
    )
    assert (opened.decision, opened.row) == (expert.decision, expert)


def test_only_the_digest_is_kept_and_the_token_is_long(expert: Expert) -> None:
    token = links.make_link(expert, NOW)
    expert.refresh_from_db()
    assert expert.link == links.digest(token) != token
    assert links.BYTES * 8 >= 128
    assert len(token) >= links.BYTES * 8 // 6
    assert token != links.make_link(expert, NOW)


def test_unknown_expired_and_replaced_links_get_the_same_answer(expert: Expert) -> None:
    older = links.make_link(expert, NOW)
    token = links.make_link(expert, NOW)
    last = NOW + links.LIFE
    assert links.open_link(token, last - timedelta(seconds=1))
    said = {
        refused(token, last),
        refused(older),
        refused("x" * 43),
        refused(""),
        refused("\ud800\x00"),
        refused("长" * 100_000),
    }
    assert len(said) == 1


def test_a_link_that_ran_out_while_writing_is_refused() -> None:
    decision = drafted()
    act(steps.OpenExpertReview, decision, DRAFTER, form="written", pool_source="县专家库")
    invited = act(
        steps.InviteExpert,
        decision,
        DRAFTER,
        name="白教授",
        institution="样例大学",
        from_lead_unit="False",
    )
    guest = links.open_link(invited.link_token, NOW).guest
    late = (NOW + links.LIFE).date()
    with pytest.raises(NotYours) as refusal:
        act(steps.DeclareConflict, decision, guest, late, direct_interest="False")
    assert str(refusal.value.message) == refused("x" * 43)
    assert Expert.objects.get().direct_interest is None


def test_the_token_never_reaches_the_record() -> None:
    decision: Decision = drafted()
    act(steps.OpenExpertReview, decision, DRAFTER, form="written", pool_source="县专家库")
    entry = act(
        steps.InviteExpert,
        decision,
        DRAFTER,
        name="白教授",
        institution="样例大学",
        from_lead_unit="False",
    )
    kept = decision.entries.get(pk=entry.pk)
    assert not hasattr(kept, "link_token")
    spelled = f"{kept.facts}{kept.summary}{kept.files}"
    assert entry.link_token not in spelled
    assert links.digest(entry.link_token) not in spelled
