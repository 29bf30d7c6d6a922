"""Numbers of other people's rows in addresses and forms (IDOR): nothing is shown, nothing moves."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from decisions import models as m
from decisions import papers
from decisions.law.terms import Stage
from notices import services
from notices.models import Notice
from tests import factories, stages
from tests.attack.hands import body, browser_of, typed
from tests.notices import rows
from tests.stages.days import On
from tests.stages.public import opinion
from workflows import permissions, registry
from workflows.models import ChainStep, Delegation, PendingSheet, Proposal, SignOffChain

pytestmark = pytest.mark.django_db
SECRET = "杨梨镇内部材料"


def laid(town: factories.Town, said: str) -> m.Decision:
    """A matter before the public, with one of everything that bears a number of its own."""
    made = factories.decision_at(Stage.DRAFTING, of=town, title=f"{said}事项")
    activity = stages.consulting(made, town)
    permissions.grant(made)
    opinion(activity, f"{said}意见")
    drafter = town.by(Role.DRAFTING_OFFICER)
    paper = made.papers.create(
        role="other", title=said, name=f"{said}.pdf", media_type="application/pdf", size=9,
        sha256=papers.store(said.encode()), occurred_on=On.opens, entered_by=drafter,
    )  # fmt: skip
    m.ImportBatch.objects.create(
        decision=made, activity=activity, paper=paper, entered_by=drafter,
        mapping={"headers": ["意见"], "columns": {"text": 0}, "channel": ""},
    )  # fmt: skip
    chain = SignOffChain.objects.create(organ=town.organ, act="attach_paper", active=False)
    ChainStep.objects.create(chain=chain, order=1, title="核稿", role=Role.LEAD_UNIT_HEAD)
    Proposal.objects.create(
        decision=made, chain=chain, act="attach_paper", data={"title": [said]}, position=1,
        proposed_by=drafter, proposed_at=timezone.now(),
    )  # fmt: skip
    services.issue("consultation_notice", made, rows.entry(made))
    Notice.objects.filter(decision=made).update(public=False)
    return made


@pytest.fixture
def own(clock: Any, db: None) -> m.Decision:
    return laid(factories.town(), "云岭镇内部材料")


@pytest.fixture
def foreign(own: m.Decision) -> m.Decision:
    return laid(factories.town("yangli", name="杨梨镇人民政府"), SECRET)


def addresses(address: m.Decision, inside: m.Decision) -> Iterator[str]:
    """Every address with a number in it: the matter of one, the rows of the other."""
    nested = {
        "opinion": inside.submissions.get().opinions.get().pk,
        "proposal": inside.proposals.get().pk,
        "proposal_paper": inside.proposals.get().pk,
        "import_progress": m.ImportBatch.objects.get(decision=inside).pk,
        "import_refused": m.ImportBatch.objects.get(decision=inside).pk,
    }
    yield from (reverse(f"desk:{name}", args=[address.pk, pk]) for name, pk in nested.items())
    yield reverse("papers:notice", args=[inside.notices.get().pk])
    yield reverse("papers:read", args=[inside.notices.get().pk])
    yield reverse("papers:paper", args=[inside.papers.get(title__contains="内部").pk])


CASE = (
    *("case", "entries", "opinions", "opinions_export", "draft", "legality", "meeting", "dossier"),
    *("import", "opinions_bulk"),
)


def test_the_rows_of_another_organ_are_not_there(own: m.Decision, foreign: m.Decision) -> None:
    """Straight, and through the address of a matter one may open."""
    client = browser_of(Role.DRAFTING_OFFICER)
    for address in (foreign, own):
        for url in addresses(address, foreign):
            response = client.get(url)
            assert response.status_code in (403, 404), url
            assert SECRET not in body(response), url
    for name in CASE:
        response = client.get(reverse(f"desk:{name}", args=[foreign.pk]))
        assert response.status_code == 403, name
        assert SECRET not in body(response), name
    for kind in ("consultation_notice", "legality_opinion"):
        assert client.get(reverse("papers:preview", args=[foreign.pk, kind])).status_code == 404
    for kind in ("expert_signature_sheet", "hearing_signin"):
        assert client.get(reverse("papers:blank", args=[foreign.pk, kind])).status_code == 404


def test_ones_own_rows_are_there(own: m.Decision) -> None:
    """The same addresses open for whoever may: the refusals above are not for want of a row."""
    client = browser_of(Role.DRAFTING_OFFICER)
    for url in addresses(own, own):
        response = client.get(url)
        assert response.status_code in (200, 202, 422), url
        body(response)


@pytest.mark.parametrize("who", [None, Role.EXPERT, Role.ADMINISTRATOR])
def test_who_has_no_part_in_the_matter_reads_no_paper(who: Role | None, own: m.Decision) -> None:
    client = browser_of(who) if who else Client(raise_request_exception=False)
    for name, row in (("notice", own.notices.get()), ("read", own.notices.get()),
                      ("paper", own.papers.get(title__contains="内部"))):  # fmt: skip
        response = client.get(reverse(f"papers:{name}", args=[row.pk]))
        assert response.status_code == 404, name
        assert "内部材料" not in body(response)
    assert client.post(reverse("papers:retry", args=[own.notices.get().pk])).status_code in (
        302,
        404,
    )
    own.notices.get().refresh_from_db()


def test_a_form_takes_no_row_of_another_matter(own: m.Decision, foreign: m.Decision) -> None:
    """Whatever an act lets one choose belongs to its own matter or to nobody's."""
    seen = set()
    for slug, act in registry.acts().items():
        form = act.form(decision=own, actor=factories.town().by(Role.DRAFTING_OFFICER))
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                seen.add((slug, name))
                strange = [row for row in field.queryset if _of(row) not in (None, own.pk)]
                assert not strange, (slug, name, strange)
    assert len(seen) > 20


def _of(row: Any) -> int | None:
    """The matter a row belongs to, by whichever way it hangs on it."""
    for bearer in (row, *(getattr(row, way, None) for way in WAYS)):
        if isinstance(bearer, Model) and hasattr(bearer, "decision_id"):
            return int(bearer.decision_id)
    return None


WAYS = ("draft", "review", "activity", "hearing", "item")


def test_foreign_numbers_in_a_form_move_nothing(own: m.Decision, foreign: m.Decision) -> None:
    client, theirs = browser_of(Role.DRAFTING_OFFICER), foreign.submissions.get().opinions.get()
    given = {"kind": "not_adopted", "reason": "不采纳。", "occurred_on": "2026-03-10"}
    for url, said in (
        (reverse("desk:act", args=[own.pk, "dispose_opinion"]), {"opinion": theirs.pk}),
        (reverse("desk:act", args=[own.pk, "dispose_in_bulk"]), {"opinions": theirs.pk}),
        (reverse("desk:opinions_bulk", args=[own.pk]), {"opinions": theirs.pk, "confirmed": "yes"}),
        (reverse("desk:act", args=[foreign.pk, "dispose_opinion"]), {"opinion": theirs.pk}),
    ):
        response = client.post(url, given | said)
        assert response.status_code in (302, 403, 409, 422), url
    assert not m.Disposition.objects.exists()
    mine = own.submissions.get().opinions.get()
    said = given | {"opinion": mine.pk, "kind": "duplicate", "main_opinion": theirs.pk}
    response = client.post(reverse("desk:act", args=[own.pk, "dispose_opinion"]), said)
    assert response.status_code in (409, 422)
    assert not m.Disposition.objects.exists()


def test_an_opinion_is_given_on_ones_own_draft_only(own: m.Decision, foreign: m.Decision) -> None:
    """The clause named in a comment belongs to the draft that is consulted on."""
    theirs = m.Clause.objects.filter(draft__decision=foreign).first()
    url = reverse("portal:opinion", args=[own.pk])
    Client(raise_request_exception=False).post(url, typed(clause=theirs.pk))
    assert not m.Opinion.objects.filter(decision=own, clause=theirs).exists()


def test_a_proposal_is_signed_only_at_its_own_matter(own: m.Decision, foreign: m.Decision) -> None:
    head = browser_of(Role.LEAD_UNIT_HEAD)
    waiting = foreign.proposals.get()
    for pk in (own.pk, foreign.pk):
        url = reverse("desk:proposal", args=[pk, waiting.pk])
        assert head.post(url, {"passed": "yes", "do": "pass"}).status_code in (403, 404)
    waiting.refresh_from_db()
    assert waiting.state == Proposal.State.WAITING


def test_the_word_of_one_sheet_opens_no_other_matter(own: m.Decision, foreign: m.Decision) -> None:
    """A sheet handed in belongs to its matter and to whoever handed it in."""
    client = browser_of(Role.DRAFTING_OFFICER)
    sheet = SimpleUploadedFile("表.csv", "渠道,意见内容\n电话,增加车位\n".encode())
    sent = {"activity": own.activities.get().pk, "sheet": sheet, "channel": ""}
    response = client.post(reverse("desk:import", args=[own.pk]), sent)
    assert response.status_code == 302, response.content.decode()[:500]
    sheet_id = PendingSheet.objects.get().pk
    theirs = browser_of(Role.DRAFTING_OFFICER, "yangli")
    for name in ("import_columns", "import_preview"):
        for matter, code in ((foreign, 404), (own, 403)):
            url = reverse(f"desk:{name}", args=[matter.pk, sheet_id])
            assert theirs.get(url).status_code == code, url


def test_nobody_takes_back_anothers_delegation(own: m.Decision) -> None:
    town = factories.town()
    given = Delegation.objects.create(
        giver=town.by(Role.CHIEF_EXECUTIVE), taker=town.by(Role.MEETING_MEMBER),
        role=Role.CHIEF_EXECUTIVE, starts_on=On.opens, ends_on=On.opens, reason="出差",
    )  # fmt: skip
    response = browser_of(Role.DRAFTING_OFFICER).post(
        reverse("desk:delegations"), {"revoke": given.pk}
    )
    assert response.status_code == 404
    given.refresh_from_db()
    assert given.revoked_at is None


def test_an_administrator_ends_only_chains_of_the_own_organ(own: m.Decision) -> None:
    other = factories.town("yangli", name="杨梨镇人民政府")
    theirs = SignOffChain.objects.create(organ=other.organ, act="attach_paper")
    browser_of(Role.ADMINISTRATOR).post(reverse("desk:chains"), {"end": theirs.pk})
    theirs.refresh_from_db()
    assert theirs.active


def test_work_of_another_organ_is_not_handed_over(own: m.Decision, foreign: m.Decision) -> None:
    other = factories.town("yangli")
    giver, taker = other.by(Role.DRAFTING_OFFICER), factories.town().by(Role.AUDITOR)
    said = {"giver": giver.pk, "taker": taker.pk, "reason": "调动"}
    for role in (Role.LEAD_UNIT_HEAD, Role.ADMINISTRATOR):
        response = browser_of(role).post(reverse("desk:handover"), said)
        assert response.status_code in (200, 403, 422)
    assert User.objects.get(pk=giver.pk).appointments.filter(ends_on=None).exists()
    assert not taker.appointments.filter(role=Role.DRAFTING_OFFICER).exists()
