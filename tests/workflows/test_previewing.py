"""Signers see the paper that the act would issue, and nothing is done by looking."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from accounts.roles import Role
from decisions.errors import NotReady
from decisions.models import Entry, ParticipationActivity
from notices.models import Notice
from tests.workflows import consulting
from workflows import previewing, signoff
from workflows.models import Proposal, SignOffChain
from workflows.registry import act

pytestmark = pytest.mark.django_db


def proposed(travel, **changed):
    """A consultation notice put before the head of the lead unit."""
    decision = consulting.drafted()
    travel.move_to(consulting.at(consulting.OPENS), tick=False)
    chain = SignOffChain.objects.create(organ=decision.organ, act="open_consultation")
    chain.steps.create(order=1, title="签发", role=Role.LEAD_UNIT_HEAD)
    data = QueryDict(mutable=True)
    for name, value in consulting.notice(decision, **changed).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    officer = consulting.by(Role.DRAFTING_OFFICER)
    return signoff.propose(act("open_consultation"), chain, decision.pk, officer, data, {})


def test_a_signer_reads_the_notice_and_nothing_is_done(time_machine):
    proposal = proposed(time_machine)
    (page,) = previewing.pages(proposal)
    assert "关于公开征求意见的公告" in page
    assert "第一条" in page
    assert not Notice.objects.exists()
    assert not ParticipationActivity.objects.exists()
    assert not Entry.objects.exists()
    assert Proposal.objects.get().state == Proposal.State.WAITING


def test_the_notice_read_is_the_notice_issued(time_machine):
    from notices import render

    proposal = proposed(time_machine)
    (page,) = previewing.pages(proposal)
    signoff.sign(proposal.pk, consulting.by(Role.LEAD_UNIT_HEAD), passed=True)
    notice = Notice.objects.get()
    assert render.html(notice.kind, notice.snapshot) == page


def test_what_the_law_misses_is_said_instead(time_machine):
    proposal = proposed(time_machine, closes_on="2026-03-12")
    with pytest.raises(NotReady):
        previewing.pages(proposal)
    assert not Notice.objects.exists()


def test_the_page_is_for_the_decisions_people(client, time_machine):
    proposal = proposed(time_machine)
    address = reverse("desk:proposal_paper", args=[proposal.decision_id, proposal.pk])
    assert client.get(address).status_code == 302
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(consulting.by(Role.LEAD_UNIT_HEAD), backend=backend)
    assert "关于公开征求意见的公告" in client.get(address).content.decode()
    client.force_login(consulting.by(Role.EXPERT), backend=backend)
    assert client.get(address).status_code == 403
