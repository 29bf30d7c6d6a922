"""Sign-off (签批): an act under a chain waits for its signers and takes effect with the last.

What was typed is kept as typed; files become Papers at once. The last signature performs the
act as its proposer, with the gates judged anew, and the record names every signer.
"""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Appointment, User
from decisions import papers
from decisions.errors import Illegible, NotNow, NotYours
from decisions.models import Decision, Entry, Paper
from workflows import permissions
from workflows.act import Act, lock, perform
from workflows.models import ChainStep, Delegation, Proposal, Signature, SignOffChain
from workflows.registry import act as act_named


def chain_for(act: type[Act], decision: Decision) -> SignOffChain | None:
    """The active chain that the decision's organ set for this act."""
    return SignOffChain.objects.filter(organ=decision.organ_id, act=act.slug, active=True).first()


@transaction.atomic
def propose(
    act: type[Act],
    chain: SignOffChain,
    decision_id: int,
    actor: User,
    data: QueryDict,
    files: Mapping[str, Any],
) -> Proposal:
    """Put an act before its signers; the form must be legible, the gates are asked at the end."""
    decision = lock(decision_id)
    now = timezone.now()
    permissions.may(actor, act.slug, decision, timezone.localdate(now))
    waiting = decision.proposals.filter(act=act.slug, state=Proposal.State.WAITING).first()
    if waiting and _sent_twice(waiting, actor, data):
        return waiting
    if waiting:
        raise NotNow(_("This act is already waiting for sign-off."))
    form = act.form(data, files, decision=decision, actor=actor, today=now)
    if not form.is_valid():
        raise Illegible(_("Please correct what is marked."), form)
    return Proposal.objects.create(
        decision=decision,
        chain=chain,
        act=act.slug,
        data={key: data.getlist(key) for key in data if key != "csrfmiddlewaretoken"},
        papers=_kept(form, files, decision, actor),
        proposed_by=actor,
        proposed_at=now,
        position=chain.steps.order_by("order").values_list("order", flat=True)[0],
    )


def _sent_twice(waiting: Proposal, actor: User, data: QueryDict) -> bool:
    """Whether this is the form that made the proposal, sent once more by a double click."""
    sent = [word for word in data.getlist("token") if word]
    return waiting.proposed_by_id == actor.pk and bool(sent) and waiting.data.get("token") == sent


@transaction.atomic
def sign(proposal_id: int, signer: User, *, passed: bool, note: str = "") -> Proposal:
    """Pass a proposal on or return it with reasons; the last signature performs the act."""
    decision_id = Proposal.objects.values_list("decision", flat=True).get(pk=proposal_id)
    lock(decision_id)
    proposal = Proposal.objects.select_related("chain", "decision", "proposed_by").get(
        pk=proposal_id
    )
    if proposal.state != Proposal.State.WAITING:
        raise NotNow(_("This proposal was already dealt with."))
    step = proposal.chain.steps.get(order=proposal.position)
    giver = _signs_for(signer, step)
    Signature.objects.create(
        proposal=proposal,
        order=step.order,
        signer=signer,
        on_behalf_of=giver,
        passed=passed,
        note=note,
        signed_at=timezone.now(),
    )
    _advance(proposal, passed)
    return proposal


def waiting_for(user: User) -> list[Proposal]:
    """The proposals at whose present step this person signs."""
    proposals = Proposal.objects.filter(state=Proposal.State.WAITING).select_related(
        "decision", "chain", "proposed_by"
    )
    steps = {
        (s.chain_id, s.order): s
        for s in ChainStep.objects.filter(chain__proposals__in=proposals).select_related("chain")
    }
    mine = _signing_roles(user)
    return [
        p
        for p in proposals
        if (s := steps.get((p.chain_id, p.position)))
        and (s.person_id == user.pk or (s.role, s.chain.organ_id) in mine)
    ]


def _advance(proposal: Proposal, passed: bool) -> None:
    later = proposal.chain.steps.filter(order__gt=proposal.position).order_by("order").first()
    if not passed:
        proposal.state = Proposal.State.RETURNED
    elif later:
        proposal.position = later.order
    else:
        proposal.entry = take_effect(proposal)
        proposal.state = Proposal.State.DONE
    proposal.save(update_fields=["state", "position", "entry"])


def take_effect(proposal: Proposal) -> Entry:
    """Perform what was proposed, as its proposer, with every signature in the record."""
    act = act_named(proposal.act)
    if act is None:
        raise NotNow(_("This act no longer exists."))
    data = QueryDict(mutable=True)
    for key, values in proposal.data.items():
        data.setlist(key, values)
    files = {
        name: SimpleUploadedFile(paper.name, papers.read(paper.sha256), paper.media_type)
        for name, pk in proposal.papers.items()
        for paper in [Paper.objects.get(pk=pk)]
    }
    signed = [
        [s.order, str(s.signer), s.on_behalf_of, s.signed_at.isoformat()]
        for s in proposal.signatures.select_related("signer")
    ]
    return perform(
        act, proposal.decision_id, proposal.proposed_by, data, files, facts={"signatures": signed}
    )


def _signs_for(signer: User, step: ChainStep) -> str:
    if step.person_id == signer.pk or (step.role, step.chain.organ_id) in _own_roles(signer):
        return ""
    for delegation in _delegations(signer):
        giver = delegation.giver
        if step.person_id == giver.pk or (
            step.role == delegation.role and (step.role, step.chain.organ_id) in _own_roles(giver)
        ):
            return str(giver)
    raise NotYours(_("This step is signed by: %(step)s.") % {"step": step.title})


def _own_roles(user: User) -> set[tuple[str, int]]:
    held = Appointment.objects.in_force(timezone.localdate()).filter(user=user)
    return set(held.values_list("role", "office__organ"))


def _signing_roles(user: User) -> set[tuple[str, int]]:
    roles = _own_roles(user)
    for delegation in _delegations(user):
        roles |= {r for r in _own_roles(delegation.giver) if r[0] == delegation.role}
    return roles


def _delegations(user: User) -> list[Delegation]:
    today = timezone.localdate()
    return list(
        Delegation.objects.filter(
            taker=user, starts_on__lte=today, ends_on__gte=today, revoked_at=None
        ).select_related("giver")
    )


def _kept(form: Any, files: Mapping[str, Any], decision: Decision, actor: User) -> dict[str, int]:
    kept = {}
    for name in files:
        if accepted := form.cleaned_data.get(name):
            paper = papers.keep(
                accepted,
                decision=decision,
                role="proposed",
                title=accepted.name,
                occurred_on=timezone.localdate(),
                entered_by=actor,
            )
            kept[name] = paper.pk
    return kept
