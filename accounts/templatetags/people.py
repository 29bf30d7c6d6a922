"""The demo accounts shown on the login page; demo settings only."""

from typing import Any

from django import template
from django.conf import settings

from accounts.models import User
from accounts.roles import Role

register = template.Library()


@register.simple_tag
def demo_people() -> dict[str, Any]:
    """Every demo account with its office and roles; nothing outside a demo."""
    if not settings.DEMO:
        return {}
    people = (
        User.objects.filter(is_active=True, office__organ__sample=True)
        .select_related("office__organ")
        .prefetch_related("appointments")
        .order_by("-office__organ__code", "office__code", "username")
    )
    rows = [
        {
            "username": person.username,
            "name": str(person),
            "office": f"{person.office.organ.name} {person.office.name}",
            "roles": [Role(a.role).label for a in person.appointments.all() if a.ends_on is None],
        }
        for person in people
    ]
    return {"password": settings.DEMO_PASSWORD, "rows": rows} if rows else {}
