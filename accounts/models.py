"""Organs, offices, people and the appointments that tie them (Art. 11, 25).

A person is never deleted, only deactivated: the record names people. What an appointment allows
is decided in ``workflows/permissions.py``; guardian grants go to the group of (office, role).
"""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, Group
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


class Named(models.Model):
    """Whatever bears a name in the file of a decision; a name given up is kept with its day."""

    kept_as: ClassVar[str]  # the column of FormerName that points here
    called: ClassVar[str] = "name"

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, **how: Any) -> None:
        """Keep the name that is given up."""
        written = how.get("update_fields")
        if self.pk and (written is None or self.called in written or "level" in written):
            self._keep_former()
        super().save(**how)

    def _keep_former(self) -> None:
        before = type(self)._base_manager.filter(pk=self.pk).first()
        if before and _borne(before) != _borne(self):
            name, level = _borne(before)
            bearer = {f"{self.kept_as}_id": self.pk}
            FormerName.objects.create(**bearer, name=name, level=level, until=timezone.now())


def _borne(bearer: Named) -> tuple[str, str]:
    return getattr(bearer, bearer.called), getattr(bearer, "level", "")


class Organ(Named):
    """A decision organ: a government, a department or a township (Art. 2, 42)."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    level = models.CharField(_("level"), max_length=20)
    kept_as = "organ"
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


class Office(Named):
    """A unit of an organ: it leads matters, reviews them or executes them."""

    kept_as = "office"
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


class User(Named, AbstractUser):
    """A person with an account; shown by name, never by address or number."""

    kept_as, called = "person", "display_name"
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


class FormerName(models.Model):
    """What an organ, an office or a person was called until an instant; never changed."""

    organ = models.ForeignKey(Organ, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=20, blank=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organ__isnull=False, office=None, person=None)
                | Q(organ=None, office__isnull=False, person=None)
                | Q(organ=None, office=None, person__isnull=False),
                name="one_bearer_of_a_former_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Appointments(models.QuerySet["Appointment"]):
    """Appointments asked by the day."""

    def in_force(self, on: date | models.expressions.Combinable) -> "Appointments":
        """Those that hold on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Appointment(models.Model):
    """A person holds a role in an office from one day to another (both inclusive)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    objects = Appointments.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "office", "role", "starts_on"], name="appointed_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
