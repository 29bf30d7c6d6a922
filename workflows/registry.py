"""Finds the steps, orders them, and knows every act.

Dropping a module into ``steps/`` is enough: its ``STEP`` and its acts appear on the desk, in the
checklist, the chart, the matrix and the statute page.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise

from decisions.errors import Misbuilt
from decisions.law.dossier import Dossier
from decisions.law.terms import Section, Stage
from workflows import steps
from workflows.act import ACTS, Act


@dataclass(frozen=True)
class Step:
    """One section of the road as the desk shows it.

    ``applies`` says whether the facts of a dossier call for it (None: not answered yet);
    ``stages`` where it is worked on; ``gate`` what closes it; ``after`` the step before it.
    """

    code: str
    label: str | Promise
    articles: tuple[str, ...]
    stages: tuple[Stage, ...]
    after: str = ""
    gate: tuple[str, ...] = ()
    section: Section | None = None
    applies: Callable[[Dossier], bool | None] = lambda dossier: True
    national: bool = True

    @property
    def acts(self) -> list[type[Act]]:
        """The acts of this step, in the order they were declared."""
        return [act for act in ACTS.values() if act.step == self.code]


@cache
def all_steps() -> tuple[Step, ...]:
    """Every step in the order of the road; refuses doubles and circles."""
    found: dict[str, Step] = {}
    for module in pkgutil.iter_modules(steps.__path__, f"{steps.__name__}."):
        step = getattr(importlib.import_module(module.name), "STEP", None)
        if step is None:
            continue
        if step.code in found:
            raise Misbuilt(f"two steps are called {step.code}")
        found[step.code] = step
    return _ordered(found)


def step(code: str) -> Step:
    """One step by its code."""
    return next(s for s in all_steps() if s.code == code)


def act(slug: str) -> type[Act] | None:
    """One act by its slug, or None."""
    all_steps()
    return ACTS.get(slug)


def acts() -> dict[str, type[Act]]:
    """Every act there is, by steps in the order of the road."""
    order = {step.code: place for place, step in enumerate(all_steps())}
    return dict(sorted(ACTS.items(), key=lambda one: order.get(one[1].step, len(order))))


def _ordered(found: dict[str, Step]) -> tuple[Step, ...]:
    placed: list[Step] = []
    waiting = sorted(found.values(), key=lambda s: s.code)
    while waiting:
        ready = [s for s in waiting if not s.after or any(p.code == s.after for p in placed)]
        if not ready:
            raise Misbuilt(f"steps wait for steps that do not exist: {waiting}")
        placed.extend(ready)
        waiting = [s for s in waiting if s not in ready]
    return tuple(placed)
