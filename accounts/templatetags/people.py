"""The demo accounts shown on the login page; demo settings only."""

from typing import Any

from django import template
from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Appointment, User
from accounts.roles import Role

register = template.Library()


@register.simple_tag
def demo_people() -> dict[str, Any]:
    """Every demo account with its office and roles; nothing outside a demo."""
    if not settings.DEMO:
        return {}
    today = timezone.localdate()
    people = (
        User.objects.filter(is_active=True, office__organ__sample=True)
        .select_related("office__organ")
        .prefetch_related(Prefetch("appointments", Appointment.objects.in_force(today)))
        .order_by("-office__organ__code", "office__code", "username")
    )
    rows = [
        {
            "username": person.username,
            "name": str(person),
            "office": f"{person.office.organ.name} {person.office.name}",
            "roles": [Role(a.role).label for a in person.appointments.all()],
        }
        for person in people
    ]
    return {"password": settings.DEMO_PASSWORD, "rows": rows} if rows else {}
