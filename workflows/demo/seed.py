"""Seeds the invented township once: people, catalogues, stories, desk, inbox, papers.

Called by ``manage.py demo`` and the tests. Everything but people, catalogues, the chain and the
delegation comes about by the acts of the stories.
"""

from collections.abc import Callable

from django.utils import timezone

from accounts.models import Organ
from decisions.gather import gather
from decisions.models import Decision
from workflows import act, sweep, todo
from workflows.demo import desk, people, script
from workflows.demo.reading import TOWNSHIP, stories, table

Say = Callable[[str], object]


def is_seeded() -> bool:
    """Whether the organs of the township exist."""
    codes = [facts["code"] for facts in table(TOWNSHIP / "organs.toml")["organs"]]
    return Organ.objects.filter(code__in=codes).exists()


def seed(password: str, say: Say, only: tuple[str, ...] = ()) -> None:
    """Lay the township down; with ``only``, just these stories."""
    now = timezone.now()
    today = timezone.localdate(now)
    folk = people.seed(password)
    people.seed_catalogues(today)
    people.seed_certificates()
    told = act.TOLD[:]
    act.TOLD.clear()  # the inbox is written once, at the end
    try:
        players = script.play(stories(today, only), folk, now, say)
    finally:
        act.TOLD.extend(told)
    desk.lay_out(folk, players, today)
    sweep.sweep_submissions()
    _fill_inboxes()


def _fill_inboxes() -> None:
    today = timezone.localdate()
    for decision in Decision.objects.filter(sample=True):
        newest = decision.entries.order_by("-seq").values_list("recorded_at", flat=True)[0]
        todo.refresh(decision.pk, decision.stage, gather(decision.pk, as_of=today), newest)
