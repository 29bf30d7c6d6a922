"""Acts as task lists: of one step beside its draft, review or meeting, or of the whole case.

Each row says whether it can be done now, why not yet, and by whom.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from decisions.errors import NotYours
from decisions.law.dossier import Dossier
from decisions.law.statutes import citation
from decisions.models import Decision
from workflows import permissions, todo

SAID = 3  # points named beside an act


def tasks(
    request: HttpRequest, decision: Decision, dossier: Dossier, step: str, *slugs: str
) -> list[dict[str, Any]]:
    """The acts of a step (or those named) at the present stage, for ``components/checklist``."""
    held = roles_held(request, decision)
    return [
        task(decision, choice, held)
        for choice in todo.choices(decision.stage, dossier, todo.acts_done(decision.pk))
        if choice.act.step == step and (not slugs or choice.act.slug in slugs)
    ]


def may(request: HttpRequest, decision: Decision, slug: str) -> bool:
    """Whether this person holds a role that may do the act here."""
    return bool(roles_held(request, decision) & permissions.roles_for(slug))


def barred(request: HttpRequest, decision: Decision, slug: str) -> str:
    """Why somebody with the fitting role may not do the act; empty when nothing bars her."""
    if not may(request, decision, slug):
        return ""
    try:
        permissions.may(request.user, slug, decision, timezone.localdate())
    except NotYours as refusal:
        return str(refusal.message)
    return ""


def roles_held(request: HttpRequest, decision: Decision) -> frozenset[str]:
    """Asked once a request: the roles this person holds on the decision."""
    known: dict[int, frozenset[str]] = request.__dict__.setdefault("_roles_held", {})
    if decision.pk not in known:
        held = permissions.capacities(request.user, decision, timezone.localdate())
        known[decision.pk] = frozenset(capacity.role for capacity in held)
    return known[decision.pk]


def task(decision: Decision, choice: todo.Choice, held: frozenset[str]) -> dict[str, Any]:
    """One act as a row of ``components/checklist``: linked only for whoever may do it now."""
    act, roles = choice.act, permissions.roles_for(choice.act.slug)
    possible = choice.possible and bool(roles & held)
    return {
        "title": act.label,
        "url": reverse("desk:act", args=[decision.pk, act.slug]) if possible else "",
        "progress": _progress(choice),
        "why": choice.why_not or _missing(choice),
        "who": "" if roles & held else _names(roles),
        "articles": distinct(act.articles)[:2],
    }


def distinct(refs: tuple[str, ...]) -> list[str]:
    """Citations without those that read alike: several limbs may stand in one paragraph."""
    return list({citation(ref).article_label_zh: ref for ref in reversed(refs)}.values())[::-1]


def _missing(choice: todo.Choice) -> str:
    """The first points the law still misses; the act's own page lists them all."""
    said = "；".join(short.what.rstrip("。") for short in choice.missing[:SAID])
    more = len(choice.missing) - SAID
    return said + (_(" … and %(number)d more") % {"number": more} if more > 0 else "")


def _progress(choice: todo.Choice) -> str:
    if choice.done and (choice.why_not or not choice.act.repeatable):
        return "done"
    if not choice.possible:
        return "blocked"
    return "under_way" if choice.done else "can_start"


def _names(roles: frozenset[str]) -> str:
    return "、".join(str(Role(role).label) for role in sorted(roles) if role in Role.values)
