"""Who may read papers that are not public: the people who hold a role on the decision.

Asks guardian's grants alone, as the pivot file of the workflows writes them. Experts, counsel and
administrators hold grants for their own acts; papers of the file are not among them.
"""

from typing import Any

from django.db.models import Exists, QuerySet
from django.utils import timezone

from accounts.appointments import roles_of, seats
from accounts.models import User
from accounts.roles import Role
from decisions.models import DecisionGroupPermission, DecisionUserPermission, Paper
from notices.models import Notice, Print

WITHOUT_PAPERS = ("act_as_expert", "act_as_counsel", "act_as_administrator")


def entitled(user: Any, decision_id: int) -> bool:
    """Whether this person reads every paper of the decision."""
    if not (isinstance(user, User) and user.is_active):
        return False
    return any(
        grants.filter(content_object=decision_id)
        .exclude(permission__codename__in=WITHOUT_PAPERS)
        .exists()
        for grants in _grants(user)
    )


def _grants(user: User) -> tuple[QuerySet[Any], ...]:
    return (
        DecisionGroupPermission.objects.filter(
            Exists(seats(timezone.localdate())), group__user=user
        ),
        DecisionUserPermission.objects.filter(user=user),
    )


def may_read_notice(user: Any, notice: Notice, today: Any) -> bool:
    """Public notices are for anybody from their day on, unless their number was voided."""
    if notice.public and not notice.void and notice.issued_on <= today:
        return True
    return entitled(user, notice.decision_id)


def may_read_print(user: Any, found: Print) -> bool:
    """A published catalogue is for anybody, a sample for administrators, else for whoever asked."""
    if found.public:
        return True
    if not (isinstance(user, User) and user.is_active):
        return False
    return found.asked_by_id == user.pk or (
        found.organ_id is None and Role.ADMINISTRATOR in roles_of(user)
    )


def may_read_paper(user: Any, paper: Paper) -> bool:
    """A paper received is for the decision's people, or for whoever entered one of no decision."""
    if paper.decision_id is None:
        return isinstance(user, User) and user.is_active and paper.entered_by_id == user.pk
    return entitled(user, paper.decision_id)
