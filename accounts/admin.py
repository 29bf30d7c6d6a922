"""Administration of people, organs and offices (answer 18: plain Django admin).

Officers never work here, and nothing here touches a decision. People are deactivated, not
deleted; appointments go through ``accounts.appointments`` so that groups keep step.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import appointments
from accounts.models import Appointment, Office, Organ, User


class Kept:
    """Rows that the record names are never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes here."""
        return False


@admin.register(Organ)
class OrganAdmin(Kept, admin.ModelAdmin):
    """Decision organs."""

    list_display = ("name", "code", "level", "profile", "parent")
    search_fields = ("name", "code")


@admin.register(Office)
class OfficeAdmin(Kept, admin.ModelAdmin):
    """Units of an organ."""

    list_display = ("name", "code", "organ")
    list_filter = ("organ",)
    search_fields = ("name", "code")


@admin.register(User)
class PersonAdmin(Kept, UserAdmin):
    """People; what they may do comes from their appointments."""

    list_display = ("username", "display_name", "office", "is_active", "is_staff")
    list_filter = ("is_active", "office__organ")
    search_fields = ("username", "display_name")
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("display_name", "office", "title")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "display_name", "office", "title", "password1", "password2"),
            },
        ),
    )
    filter_horizontal = ()


@admin.register(Appointment)
class AppointmentAdmin(Kept, admin.ModelAdmin):
    """Who holds which role where, from when to when."""

    list_display = ("user", "role", "office", "starts_on", "ends_on")
    list_filter = ("role", "office__organ")
    autocomplete_fields = ("user", "office")

    def save_model(self, request: HttpRequest, obj: Appointment, form: Any, change: bool) -> None:
        """Appoint, change or end, with the groups in step."""
        if change or obj.ends_on:
            before = Appointment.objects.filter(pk=obj.pk).values_list("user", flat=True)
            people = {obj.user_id, *before}
            obj.save()
            appointments.keep_in_step(User.objects.filter(pk__in=people))
        else:
            appointments.appoint(obj.user, obj.office, obj.role, obj.starts_on)
