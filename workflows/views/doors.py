"""The door every desk page goes through: signed in, entitled to this decision, refusals as pages.

Denies by default: a page names its action in the pivot file and is closed to whoever lacks it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from accounts.appointments import roles_of
from accounts.models import User
from accounts.roles import Role
from decisions.errors import NotReady, NotYours, Refusal
from decisions.models import Decision
from workflows import permissions, todo
from workflows.models import Delegation
from workflows.views.asked import typed

View = Callable[..., HttpResponse]
PAGES = {403: "403.html", 409: "409.html", 422: "422.html"}


def staff(view: View) -> View:
    """A page for people with an account; refusals become pages that say what to do."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated and (texts := typed(request)):
            return signed_out(request, texts)
        return opened(request, *args, **kwargs)

    @login_required
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal, kwargs.get("pk"))

    inner.login_required = True  # type: ignore[attr-defined]
    return inner


def signed_out(request: HttpRequest, texts: list[str]) -> HttpResponse:
    """The session ended while somebody typed: every text is given back, with the way in."""
    way = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
    return render(request, "401.html", {"typed": texts, "login": way}, status=401)


def on_decision(action: str) -> Callable[[View], View]:
    """A page about one decision, open to the roles that the pivot file names for the action."""

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
            decision = decision_or_404(pk)
            permissions.may(request.user, action, decision, timezone.localdate())
            return view(request, decision, *args, **kwargs)

        inner.action = action  # type: ignore[attr-defined]
        return staff(inner)

    return wrap


def decision_or_404(pk: int) -> Decision:
    """A decision with what every page shows of it."""
    return get_object_or_404(
        Decision.objects.select_related("organ", "lead_office", "matter", "initiation"), pk=pk
    )


def refused(request: HttpRequest, refusal: Refusal, pk: int | None = None) -> HttpResponse:
    """The page of a refusal: 403 who, 409 when, 422 what is missing."""
    context = {
        "exception": refusal.message,
        "back_url": reverse("desk:case", args=[pk]) if pk else reverse("desk:inbox"),
        "shortcomings": refusal.shortcomings if isinstance(refusal, NotReady) else [],
    }
    return render(request, PAGES[refusal.status], context, status=refusal.status)


def require(user: User, *roles: Role) -> None:
    """Raise NotYours unless the person holds one of the roles anywhere."""
    if not roles_of(user) & set(roles):
        raise NotYours("、".join(str(role.label) for role in roles))


def desk(request: HttpRequest) -> dict[str, Any]:
    """What the desk's navigation shows: how much waits, the roles, for whom one acts."""
    user = getattr(request, "user", None)  # none yet when the request itself is refused
    if user is None or not user.is_authenticated or not request.path.startswith("/desk"):
        return {}
    today = timezone.localdate()
    lent = Delegation.objects.filter(
        taker=user, starts_on__lte=today, ends_on__gte=today, revoked_at=None
    ).select_related("giver")
    return {
        "desk": {
            "waiting": todo.waiting_for(user).count(),
            "roles": [Role(role).label for role in sorted(roles_of(user))],
            "acting_for": [str(delegation.giver) for delegation in lent],
        },
        "chinese": (get_language() or "").startswith("zh"),
    }
