"""Plays one story: every act by its own person, through the one gate, under the story's clock.

A form is sent as a browser would send it: what the page shows beforehand stays unless the story
says otherwise. A refusal ends the seeding with the words of the refusal.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from decisions.errors import Illegible, NotReady, Refusal
from decisions.gather import gather
from decisions.law.dossier import Dossier
from decisions.models import Decision, Entry
from workflows import registry
from workflows.act import Guest, perform
from workflows.demo.reading import Story

MORNING = time(9)
BETWEEN_ACTS = timedelta(minutes=3)


class Stuck(Exception):
    """A story met a refusal that it does not tell of."""


@dataclass
class Player:
    """One story on its way: its decision, and what the clock on the wall shows."""

    story: Story
    until: datetime
    people: dict[str, User]
    now: datetime = field(init=False)
    _decision_id: int = 0

    def __post_init__(self) -> None:
        self.now = timezone.make_aware(datetime.combine(self.story.on("proposed"), time.min))

    @property
    def decision(self) -> Decision:
        """The decision as it stands now."""
        return Decision.objects.select_related("organ", "lead_office").get(pk=self._decision_id)

    @property
    def dossier(self) -> Dossier:
        """What the law sees of the story now."""
        return gather(self.decision.pk, as_of=self.today)

    def opened(self, decision: Decision) -> None:
        """From now on the story has a decision."""
        self._decision_id = decision.pk

    def dawn(self, day: date) -> None:
        """A new day of the story begins; no clock runs ahead of the real one."""
        morning = timezone.make_aware(datetime.combine(day, MORNING))
        self.now = min(max(morning, self.now) if self.today == day else morning, self.until)

    @property
    def today(self) -> date:
        """The day of the story."""
        return timezone.localdate(self.now)

    def user(self, name: str) -> User:
        """The person of this user name."""
        return self.people[name]

    def do(self, slug: str, by: str | Guest, **data: Any) -> Entry:
        """Do an act as its page would send it."""
        act = registry.act(slug)
        if act is None or not self._decision_id:
            raise Stuck(f"{self.story.slug}: no act {slug} can be done")
        actor = self.user(by) if isinstance(by, str) else by
        files = {name: data.pop(name) for name in list(data) if hasattr(data[name], "read")}
        try:
            sent = self.shown(slug, by) | data
            entry = perform(act, self._decision_id, actor, sent, files, now=self.now)
        except Refusal as refusal:
            raise Stuck(self._words(slug, by, refusal)) from refusal
        self.wait()
        return entry

    def fields(self, slug: str, by: str, *, beginning: str = "") -> list[str]:
        """The fields that the page of an act shows now, perhaps only those so named."""
        form = registry.acts()[slug].form(
            decision=self.decision, actor=self.user(by), today=self.now
        )
        return [name for name in form.fields if name.startswith(beginning)]

    def shown(self, slug: str, by: str | Guest) -> dict[str, Any]:
        """What the page of an act shows before anybody types."""
        actor = self.user(by) if isinstance(by, str) else by
        form = registry.acts()[slug].form(decision=self.decision, actor=actor, today=self.now)
        fields = {name: _first(form, name, field) for name, field in form.fields.items()}
        return {name: value for name, value in fields.items() if value not in (None, "")}

    def wait(self) -> None:
        """Some minutes pass."""
        self.now = min(self.now + BETWEEN_ACTS, self.until)

    def _words(self, slug: str, by: str | Guest, refusal: Refusal) -> str:
        said = [f"{self.story.slug}: {slug} by {by} on {self.now}: {refusal.message}"]
        if isinstance(refusal, NotReady):
            said += [f"  {s.article} {s.rule}: {s.what}" for s in refusal.shortcomings]
        if isinstance(refusal, Illegible):
            said.append(f"  {refusal.form.errors.as_json(escape_html=False)}")
        return "\n".join(said)


def _first(form: forms.BaseForm, name: str, field: forms.Field) -> Any:
    """What a page shows in a field before anybody types."""
    value = form.get_initial_for_field(field, name)
    if value is None and isinstance(field, forms.ModelChoiceField):
        many = isinstance(field, forms.ModelMultipleChoiceField)
        offered = None if many or field.empty_label is not None else field.queryset
        value = offered.first() if offered is not None else None
    return getattr(value, "pk", value)
