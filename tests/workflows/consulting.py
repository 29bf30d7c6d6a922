"""Sentences for tests of public participation: a matter in drafting, a consultation, a citizen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision, Entry, Matter, Opinion
from tests import factories, stages
from workflows import permissions, submitting
from workflows.act import ACTS, perform
from workflows.registry import acts

BEIJING = ZoneInfo("Asia/Shanghai")
OPENS, CLOSES = date(2026, 3, 2), date(2026, 4, 2)
PRIVACY = "个人信息仅用于研究意见。"


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in Beijing."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BEIJING)


def drafted() -> Decision:
    """A matter in drafting with a frozen draft, reviewed before disclosure, and its people."""
    acts()
    decision = factories.decision_at(Stage.DRAFTING)
    if not decision.drafts.exists():
        stages.prepared(decision, factories.town())
    Matter.objects.filter(decision=decision).update(
        disclosure="proactive_disclosure", disclosure_reviewed_on=stages.On.reviewed
    )
    permissions.grant(decision)
    return decision


def by(role: Role) -> Any:
    """Who holds a role in the town."""
    return factories.town().by(role)


def do(slug: str, decision: Decision, role: Role = Role.DRAFTING_OFFICER, **data: Any) -> Entry:
    """An act done by whoever holds a role; uploads go under ``files``."""
    files = data.pop("files", None)
    return perform(ACTS[slug], decision.pk, by(role), data, files)


def notice(decision: Decision, **changed: Any) -> dict[str, Any]:
    """What a lawful notice says."""
    return {
        "draft": decision.drafts.last().pk,
        "title": "关于公开征求意见的公告",
        "opens_on": OPENS.isoformat(),
        "closes_on": CLOSES.isoformat(),
        "channels": ["website", "notice_board"],
        "ways": "网上提交\n信函",
        "contact": "规划建设办公室 000-10000112",
        "privacy": PRIVACY,
        "explained_by_experts": True,
    } | changed


def opened(travel: Any, decision: Decision | None = None, **changed: Any) -> Decision:
    """A matter whose consultation was opened on its first day."""
    decision = decision or drafted()
    travel.move_to(at(OPENS), tick=False)
    do("open_consultation", decision, **notice(decision, **changed))
    return decision


def say(decision: Decision, text: str = "建议增加装卸区。", **more: Any) -> submitting.Sent:
    """A citizen sends an opinion."""
    token: UUID = more.pop("token", None) or uuid4()
    keywords = {k: more.pop(k) for k in ("received_at", "held") if k in more}
    files = more.pop("files", None)
    data = {"text": text, "submitter_kind": "citizen", "privacy_read": "on"} | more
    activity = decision.activities.filter(kind="open_consultation").latest("id")
    return submitting.submit_opinion(activity.pk, data, files, token=token, **keywords)


def points(decision: Decision) -> list[int]:
    """The ids of a decision's opinions, in order."""
    return list(
        Opinion.objects.filter(decision=decision).order_by("pk").values_list("pk", flat=True)
    )
