"""Every cell of the pivot by real HTTP (trust.md rows 9 and 10): role × act and page × relation.

One set-up serves them all: two organs alike, a matter at every stage in each, one person a role.
Whoever may opens the page (200); whoever may not is refused (403) and changes nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from decisions.errors import NotYours
from decisions.law.terms import Stage
from decisions.models import Cluster, Decision, Entry, ImportBatch, Opinion, Questionnaire
from tests import factories
from workflows import checks, exporting, handover, permissions
from workflows.models import ChainStep, Delegation, PendingSheet, Proposal, SignOffChain
from workflows.offices import reviewing_offices
from workflows.permissions import EXECUTING, LEAD_UNIT, NAMED, ORGAN_WIDE, SEPARATED
from workflows.registry import acts

pytestmark = pytest.mark.django_db
assert handover.__name__  # its act stands outside the steps, and is known once it is imported
ROLES = list(Role)
ROLE_IDS = [role.value for role in ROLES]
# Rows of the pivot that open no decision to nobody in particular: everybody, or every account.
EVERYBODY, ACCOUNTS = "public", "staff"


@dataclass
class World:
    """Two organs, their people, and a matter at every stage in each."""

    own: factories.Town
    other: factories.Town
    matters: dict[tuple[str, Stage], Decision] = field(default_factory=dict)
    strangers: dict[str, User] = field(default_factory=dict)

    def matter(self, town: factories.Town, stage: Stage) -> Decision:
        """The matter of a town at a stage."""
        return self.matters[town.organ.code, stage]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Laid once, rolled back after the last cell."""
    with django_db_blocker.unblock(), transaction.atomic():
        laid = World(factories.town(), factories.town("yangli", name="杨梨镇人民政府"))
        for town in (laid.own, laid.other):
            for stage in Stage:
                laid.matters[town.organ.code, stage] = _matter(town, stage)
        elsewhere = factories.office(laid.own.organ, "elsewhere", "另一办公室")
        for role in ROLES:
            laid.strangers[role] = factories.person(f"stranger-{role}", role, of=elsewhere)
        yield laid
        transaction.set_rollback(True)


def _matter(town: factories.Town, stage: Stage) -> Decision:
    decision = factories.decision_at(stage, of=town)
    permissions.grant(decision)
    permissions.grant_office(decision, town.offices["enforcement"], Role.EXECUTING_UNIT)
    permissions.grant_office(decision, town.offices["general"], Role.EVALUATING_UNIT)
    for role in (Role.EXPERT, Role.COUNSEL):
        permissions.grant_person(decision, town.by(role), role)
    return decision


@pytest.fixture(autouse=True)
def _in_the_world(world: World, db: None) -> None:
    """The world is there before the test's own savepoint."""


def client(user: User) -> Client:
    """A browser in which somebody is signed in."""
    browser = Client(raise_request_exception=True)
    browser.force_login(user)
    return browser


def place_of(slug: str) -> Stage:
    """The first stage of the road at which an act belongs."""
    return next(iter(acts()[slug].stages or Stage))


def address(world: World, slug: str, town: factories.Town | None = None) -> str:
    """The page of an act on the matter that stands at its stage."""
    decision = world.matter(town or world.own, place_of(slug))
    return reverse("desk:act", args=[decision.pk, slug])


def allowed(role: str, action: str) -> bool:
    """What the pivot says."""
    return role in permissions.roles_for(action)


def rows() -> dict[str, int]:
    """How many rows each of our tables has."""
    tables = [
        t
        for app in ("decisions", "workflows", "notices")
        for t in apps.get_app_config(app).get_models()
    ]
    parts = [f"SELECT '{t._meta.db_table}', COUNT(*) FROM {t._meta.db_table}" for t in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        found = dict(cursor.fetchall())
    return found | {"versions": sum(Decision.objects.values_list("version", flat=True))}


# --- Acts ---
# Every cell is asked of the gate that the pages ask; by HTTP each act is opened by the first role
# that may, and a part of the rest, another part for each role. `make full` opens every cell.


def answered(user: User, slug: str, decision: Decision) -> bool:
    """What the gate says of a cell."""
    try:
        return bool(permissions.may(user, slug, decision, today()))
    except NotYours:
        return False


def first(role: str, slug: str) -> bool:
    """Whether this role is the one that opens the act's page for all who may."""
    return role == next(other for other in ROLES if allowed(other, slug))


def part(role: Role, slugs: list[str], of: int) -> list[str]:
    """A part of the acts, another one for the next role."""
    return slugs[ROLES.index(role) % of :: of]


@pytest.mark.parametrize("role", ROLES, ids=ROLE_IDS)
def test_a_role_opens_its_acts_and_no_others(role: Role, world: World) -> None:
    user, barred = world.own.by(role), [slug for slug in acts() if not allowed(role, slug)]
    for slug in acts():
        decision = world.matter(world.own, place_of(slug))
        assert answered(user, slug, decision) is allowed(role, slug), slug
    browser, mine = client(user), [s for s in acts() if allowed(role, s) and first(role, s)]
    found = {s: browser.get(address(world, s)).status_code for s in mine + part(role, barred, 8)}
    wrong = {s: status for s, status in found.items() if status != (200 if s in mine else 403)}
    assert not wrong


@pytest.mark.parametrize("role", ROLES, ids=ROLE_IDS)
def test_a_role_of_another_organ_opens_nothing(role: Role, world: World) -> None:
    user, mine = world.other.by(role), [slug for slug in acts() if allowed(role, slug)]
    for slug in mine:
        assert not answered(user, slug, world.matter(world.own, place_of(slug))), slug
    browser = client(user)
    found = {s: browser.get(address(world, s)).status_code for s in part(role, mine, 3)}
    assert set(found.values()) <= {403}, found
    assert all(browser.get(address(world, s, world.other)).status_code == 200 for s in mine[:1])


@pytest.mark.parametrize("role", ROLES, ids=ROLE_IDS)
def test_a_role_of_another_unit_opens_what_is_organ_wide(role: Role, world: World) -> None:
    user, mine = world.strangers[role], [slug for slug in acts() if allowed(role, slug)]
    wide = ORGAN_WIDE in permissions.relations().get(role, ())
    for slug in mine:
        assert answered(user, slug, world.matter(world.own, place_of(slug))) is wide, slug
    browser = client(user)
    found = {s: browser.get(address(world, s)).status_code for s in part(role, mine, 4)}
    assert set(found.values()) <= {200 if wide else 403}, found


@pytest.mark.parametrize("role", ROLES, ids=ROLE_IDS)
def test_what_a_role_may_not_do_changes_no_row(role: Role, world: World) -> None:
    browser, before = client(world.own.by(role)), rows()
    barred = [slug for slug in acts() if not allowed(role, slug)]
    for slug in part(role, barred, 6):
        assert browser.post(address(world, slug), {"reason": "无"}).status_code == 403, slug
    assert rows() == before


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES, ids=ROLE_IDS)
def test_every_cell_of_another_organ_and_every_barred_act(role: Role, world: World) -> None:
    stranger, person, before = client(world.other.by(role)), client(world.own.by(role)), rows()
    beside, wide = (
        client(world.strangers[role]),
        ORGAN_WIDE in permissions.relations().get(role, ()),
    )
    for slug in acts():
        may = allowed(role, slug)
        assert person.get(address(world, slug)).status_code == (200 if may else 403), slug
        near = beside.get(address(world, slug)).status_code
        assert near == (200 if may and wide else 403), slug
        assert stranger.get(address(world, slug)).status_code == 403, slug
        assert stranger.post(address(world, slug)).status_code == 403, slug
        if not allowed(role, slug):
            assert person.post(address(world, slug)).status_code == 403, slug
    assert rows() == before


def test_nobody_who_is_not_signed_in_opens_an_act(world: World) -> None:
    browser, before = Client(), rows()
    for slug in acts():
        for answer in (browser.get(address(world, slug)), browser.post(address(world, slug))):
            assert answer.status_code == 302, slug
            assert answer.url.startswith(reverse("account_login")), slug
    assert rows() == before


def test_a_closed_account_opens_nothing(world: World) -> None:
    user = world.own.by(Role.CHIEF_EXECUTIVE)
    browser = client(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert browser.get(address(world, "adopt")).status_code in (302, 403)
    closed, decision = User.objects.get(pk=user.pk), world.matter(world.own, Stage.DELIBERATION)
    with pytest.raises(NotYours):
        permissions.may(closed, "adopt", decision, today())


# --- Delegation ---


def today() -> Any:
    """Today in Beijing."""
    return timezone.localdate()


def lent(world: World, role: Role, start: int, end: int, **more: Any) -> Client:
    """A browser of somebody without a role, to whom a role is lent for some days from today."""
    taker = factories.person(f"taker-{role}", of=world.own.offices["general"])
    Delegation.objects.create(
        giver=world.own.by(role),
        taker=taker,
        role=role,
        starts_on=today() + timedelta(days=start),
        ends_on=today() + timedelta(days=end),
        reason="出差",
        **more,
    )
    return client(taker)


ACTING = [role for role in ROLES if any(allowed(role, slug) for slug in acts())]


@pytest.mark.parametrize("role", ACTING, ids=str)
def test_a_delegation_in_force_opens_exactly_the_acts_lent(role: Role, world: World) -> None:
    browser = lent(world, role, 0, 0)
    mine = [slug for slug in acts() if allowed(role, slug)]
    not_mine = [slug for slug in acts() if not allowed(role, slug)]
    assert {browser.get(address(world, s)).status_code for s in mine[:8]} == {200}
    assert {browser.get(address(world, s)).status_code for s in not_mine[::20]} == {403}


@pytest.mark.parametrize("how", ["expired", "revoked", "not_begun", "giver_closed", "other_role"])
def test_a_delegation_out_of_force_opens_nothing(how: str, world: World) -> None:
    role = Role.LEAD_UNIT_HEAD
    days = {"expired": (-9, -1), "not_begun": (1, 9)}.get(how, (-1, 9))
    browser = lent(world, role, *days, revoked_at=timezone.now() if how == "revoked" else None)
    if how == "giver_closed":
        User.objects.filter(pk=world.own.by(role).pk).update(is_active=False)
    if how == "other_role":
        Delegation.objects.update(role=Role.AUDITOR)
    mine = [slug for slug in acts() if allowed(role, slug)]
    assert {browser.get(address(world, slug)).status_code for slug in mine} == {403}


def test_a_delegation_does_not_pass_on(world: World) -> None:
    lent(world, Role.LEAD_UNIT_HEAD, 0, 9)
    third = factories.person("third", of=world.own.offices["general"])
    Delegation.objects.create(
        giver=User.objects.get(username="taker-lead_unit_head"),
        taker=third,
        role=Role.LEAD_UNIT_HEAD,
        starts_on=today(),
        ends_on=today(),
        reason="转托",
    )
    assert client(third).get(address(world, "request_legality_review")).status_code == 403


# --- Pages ---


def pages() -> dict[str, set[str]]:
    """Page → who may open it, as the pivot says."""
    found: dict[str, set[str]] = {}
    for cell in permissions.pivot():
        if cell.object == "page":
            found.setdefault(cell.action, set()).add(cell.role)
    return found


@pytest.fixture(scope="module")
def case_pages(world: World) -> Callable[[str], str | None]:
    """The address of a page about the matter in drafting of the own organ."""
    decision = world.matter(world.own, Stage.LEGALITY_REVIEW)
    chain = SignOffChain.objects.create(organ=world.own.organ, act="attach_paper", active=False)
    ChainStep.objects.create(chain=chain, order=1, title="核稿", role=Role.LEAD_UNIT_HEAD)
    drafter = world.own.by(Role.DRAFTING_OFFICER)
    proposal = Proposal.objects.create(
        decision=decision, chain=chain, act="attach_paper", data={"title": ["附件"]},
        proposed_by=drafter, proposed_at=timezone.now(), position=1,
    )  # fmt: skip
    sheet = decision.papers.create(
        role="import_sheet", title="表", name="表.csv", media_type="text/csv", size=1,
        sha256="0" * 64, occurred_on=today(), entered_by=drafter,
    )  # fmt: skip
    batch = ImportBatch.objects.create(
        decision=decision, activity=decision.activities.first(), paper=sheet,
        mapping={"headers": ["意见"], "columns": {"text": 0}, "channel": ""},
        entered_by=drafter,
    )  # fmt: skip
    pending = PendingSheet.objects.create(
        decision=decision, activity=decision.activities.first(), sha256="0" * 64, name="表.csv", kind="csv", size=1,
        headers=["意见"], columns={"text": 0}, handed_by=drafter, handed_at=timezone.now(),
    )  # fmt: skip
    asked = decision.activities.create(kind="questionnaire", title="问卷", organiser="规划办")
    Questionnaire.objects.create(activity=asked, privacy="不留名。")
    ids = {
        "pk": decision.pk,
        "activity_id": asked.pk,
        "proposal_id": proposal.pk,
        "batch_id": batch.pk,
        "sheet_id": pending.pk,
        "job_id": exporting.ask(decision, "", drafter, 1).pk,
        "package_id": 0,  # none was made: a page for whoever may have one
        "notice_id": 0,  # and none was issued
        "opinion_id": Opinion.objects.filter(decision=decision).first().pk,
        "clause_id": decision.drafts.last().clauses.first().pk,
        "cluster_id": Cluster.objects.create(decision=decision, title="同类").pk,
    }
    wants = {"proposal": "proposal_id", "proposal_paper": "proposal_id", "opinion": "opinion_id"}
    wants |= {"import_progress": "batch_id", "import_refused": "batch_id", "cluster": "cluster_id"}
    wants |= {"import_control": "batch_id", "export_progress": "job_id"}
    wants |= {"import_columns": "sheet_id", "import_preview": "sheet_id"}
    wants |= {"opinion_split": "opinion_id", "opinion_redact": "opinion_id"}
    wants |= {
        "package": "package_id",
        "volume": "package_id",
        "questionnaire": "activity_id",
        "clause": "clause_id",
    }
    wants |= {"issued": "notice_id", "word": "notice_id"}

    def at(name: str) -> str | None:
        short = name.removeprefix("desk:")
        given = {"pk": ids["pk"]}
        if short in wants:
            given[wants[short]] = ids[wants[short]]
        return reverse(name, kwargs=given)

    return at


def desk_pages(*, of_a_case: bool) -> list[str]:
    """The desk's pages of one decision, or those of no decision in particular."""
    tied = {LEAD_UNIT, ORGAN_WIDE, EXECUTING, NAMED}
    return sorted(
        {
            cell.action
            for cell in permissions.pivot()
            if cell.object == "page"
            and cell.action.startswith("desk:")
            and (cell.relation in tied) is of_a_case
        }
    )


def opens(answer: HttpResponse) -> bool:
    """The door is open, whatever stands behind it; a refusal is 403."""
    if answer.streaming:
        b"".join(answer.streaming_content)
    assert answer.status_code < 500
    return answer.status_code != 403


@pytest.mark.parametrize("role", ROLES, ids=ROLE_IDS)
def test_a_role_opens_its_pages_of_a_case_and_no_others(
    role: Role, world: World, case_pages: Callable[[str], str]
) -> None:
    insider, outsider = client(world.own.by(role)), client(world.other.by(role))
    wrong = {}
    for name in desk_pages(of_a_case=True):
        if opens(insider.get(case_pages(name))) is not (role in pages()[name]):
            wrong[name] = "own"
        if role in pages()[name] and opens(outsider.get(case_pages(name))):
            wrong[name] = "other organ"
    assert not wrong


@pytest.mark.parametrize("role", ROLES, ids=ROLE_IDS)
def test_a_role_opens_its_other_desk_pages(role: Role, world: World) -> None:
    browser, wrong = client(world.own.by(role)), {}
    for name in desk_pages(of_a_case=False):
        if name == "desk:act":
            continue
        given = {"year": 2026} if name == "desk:catalogue_change" else {}
        answer = browser.get(reverse(name, kwargs=given))
        may = bool(pages()[name] & {role, ACCOUNTS})
        if opens(answer) is not may:
            wrong[name] = answer.status_code
    assert not wrong


def test_every_desk_page_asks_for_an_account(
    world: World, case_pages: Callable[[str], str]
) -> None:
    browser = Client()
    for name in desk_pages(of_a_case=True):
        answer = browser.get(case_pages(name))
        assert answer.status_code == 302, name
        assert answer.url.startswith(reverse("account_login")), name
    for name in desk_pages(of_a_case=False):
        if name in ("desk:act", "desk:catalogue_change"):
            continue
        assert browser.get(reverse(name)).status_code == 302, name


@pytest.mark.parametrize("role", ROLES, ids=ROLE_IDS)
def test_papers_are_for_the_people_of_the_decision(role: Role, world: World) -> None:
    decision = world.matter(world.own, Stage.DRAFTING)
    paper = decision.papers.create(
        role="other", title="表", name="表.csv", media_type="text/csv", size=1,
        sha256="0" * 64, occurred_on=today(), entered_by=world.own.by(Role.DRAFTING_OFFICER),
    )  # fmt: skip
    at = reverse("papers:preview", args=[decision.pk, "no_such_kind"])
    assert client(world.own.by(role)).get(at).status_code == 404
    received = reverse("papers:paper", args=[paper.pk])
    assert client(world.other.by(role)).get(received).status_code == 404
    assert Client().get(received).status_code == 404


# --- The pivot itself ---


def test_every_act_and_every_address_stands_in_the_pivot() -> None:
    assert checks.pivot_covers_every_act() == []
    assert checks.pivot_covers_every_page() == []


def test_no_row_of_the_pivot_is_dead() -> None:
    # Papers ask guardian's grants alone; that these are the same people, tests/notices proves.
    actions = _asked_for() | set(acts()) | checks.page_names() | {"propose", "download_paper"}
    dead = [cell for cell in permissions.pivot() if cell.action not in actions]
    assert not dead


def test_the_pivot_names_known_roles_and_relations_and_no_cell_twice() -> None:
    cells = permissions.pivot()
    assert {cell.role for cell in cells} <= {*Role.values, EVERYBODY, ACCOUNTS}
    assert {cell.relation for cell in cells} <= {ORGAN_WIDE, LEAD_UNIT, NAMED, EXECUTING, "any"}
    assert len(set(cells)) == len(cells)


def _asked_for() -> set[str]:
    """The actions that the pages of a decision, papers and entitlement ask for."""
    sources = [p for app in ("workflows", "notices", "decisions") for p in Path(app).rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    return {cell.action for cell in permissions.pivot() if f'"{cell.action}"' in text}


# --- Separation of duties ---

SAME_PERSON = [(a, b) for a, b in SEPARATED] + [(b, a) for a, b in SEPARATED]


def test_drafter_reviewer_and_secretary_are_three_people() -> None:
    three = {Role.DRAFTING_OFFICER, Role.LEGAL_REVIEWER, Role.MEETING_SECRETARY}
    assert {frozenset(pair) for pair in SEPARATED} == {
        frozenset({a, b}) for a in three for b in three if a != b
    }


@pytest.mark.parametrize(("did", "wants"), SAME_PERSON, ids=str)
@pytest.mark.parametrize("way", ["herself", "for_a_giver", "by_a_taker"])
def test_who_did_the_one_may_not_do_the_other(
    did: Role, wants: Role, way: str, world: World
) -> None:
    decision = world.matter(world.own, Stage.LEGALITY_REVIEW)
    both = factories.person("both", did, wants, of=decision.lead_office)
    actor = both
    if way == "by_a_taker":
        actor = factories.person("taker", of=decision.lead_office)
        _delegate(both, actor, wants)
    if way == "for_a_giver":
        actor = factories.person("clerk", did, of=decision.lead_office)
        _delegate(both, actor, wants)
    slug = next(s for s in acts() if allowed(wants, s) and not allowed(did, s))
    assert permissions.may(actor, slug, decision, today()).role == wants
    _acted(decision, both if way != "for_a_giver" else actor, did)
    with pytest.raises(NotYours):
        permissions.may(actor, slug, decision, today())
    assert client(actor).get(reverse("desk:act", args=[decision.pk, slug])).status_code == 403


def _delegate(giver: User, taker: User, role: Role) -> None:
    Delegation.objects.create(
        giver=giver, taker=taker, role=role, starts_on=today(), ends_on=today(), reason="出差"
    )


def _acted(decision: Decision, who: User, role: Role) -> None:
    Entry.objects.create(
        decision=decision, seq=1, act="laid", actor=who, actor_name=str(who), role=role,
        occurred_on=today(), recorded_at=timezone.now(), stage_before=decision.stage,
        stage_after=decision.stage, dossier="0" * 64, rows="0" * 64, previous="0" * 64,
        digest="0" * 64,
    )  # fmt: skip


def test_a_unit_that_leads_does_not_review(world: World) -> None:
    decision = world.matter(world.own, Stage.DRAFTING)
    factories.person("own-reviewer", Role.LEGAL_REVIEWER, of=decision.lead_office)
    offered = set(reviewing_offices(decision))
    assert world.own.offices["justice"] in offered
    assert decision.lead_office not in offered


def test_an_administrator_decides_nothing_and_an_auditor_writes_nothing() -> None:
    assert not [slug for slug in acts() if allowed(Role.AUDITOR, slug)]
    assert [slug for slug in acts() if allowed(Role.ADMINISTRATOR, slug)] == ["hand_over"]
