"""Organs, offices, people and the appointments that tie them (Art. 11, 25).

A person is never deleted, only deactivated: the record names people. What an appointment allows
is decided in ``workflows/permissions.py``; guardian grants go to the group of (office, role).
"""

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class Organ(models.Model):
    """A decision organ: a government, a department or a township (Art. 2, 42)."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    level = models.CharField(_("level"), max_length=20)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="lower", verbose_name=_("above")
    )
    profile = models.CharField(_("profile"), max_length=40, default="national")
    number_code = models.CharField(_("code in document numbers"), max_length=20)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("organ")
        verbose_name_plural = _("organs")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def group(self, role: Role | str) -> Group:
        """The group whose members hold a role anywhere in this organ."""
        return Group.objects.get_or_create(name=organ_group_name(self.pk, role))[0]


class Office(models.Model):
    """A unit of an organ: it leads matters, reviews them or executes them."""

    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="offices", verbose_name=_("organ")
    )
    code = models.SlugField(_("code"))
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["organ", "code"]
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="office_code_once")]

    def __str__(self) -> str:
        return self.name

    def group(self, role: Role | str) -> Group:
        """The group whose members hold a role in this office."""
        return Group.objects.get_or_create(name=group_name(self.pk, role))[0]


def group_name(office_id: int, role: Role | str) -> str:
    """The name of the group of an office and a role."""
    return f"office:{office_id}:{role}"


def organ_group_name(organ_id: int, role: Role | str) -> str:
    """The name of the group of an organ and a role."""
    return f"organ:{organ_id}:{role}"


class User(AbstractUser):
    """A person with an account; shown by name, never by address or number."""

    display_name = models.CharField(_("name"), max_length=60)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("office"),
    )
    title = models.CharField(_("title"), max_length=60, blank=True)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=~Q(display_name=""), name="person_has_a_name")
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """The name by which the record knows this person."""
        return str(self)


class Appointment(models.Model):
    """A person holds a role in an office from one day to another (both inclusive)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="appointed_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
