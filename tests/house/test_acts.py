"""House: an act is whole, with its label, step, form, articles, role and a test that does it."""

import inspect
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation

from decisions.law.gates import GATES
from decisions.law.statutes import citation
from workflows import permissions, registry
from workflows.act import Act
from workflows.forms import ActForm
from workflows.procedure import Procedure

TESTS = Path(__file__).parents[1]
STEPS = {step.code for step in registry.all_steps()} | {"desk"}
every_act = pytest.mark.parametrize("act", registry.acts().values(), ids=lambda act: act.slug)
pytestmark = pytest.mark.one_engine


@cache
def stories() -> str:
    """What the tests do, without the tests of the house that only look."""
    rooms = (path for path in TESTS.rglob("*.py") if path.parent.name != "house")
    return "\n".join(path.read_text() for path in rooms)


@every_act
def test_an_act_says_what_it_is(act: type[Act]) -> None:
    assert inspect.getdoc(act) != inspect.getdoc(Act)
    assert str(act.label)
    assert issubclass(act.form, ActForm)
    assert act.step in STEPS
    with translation.override("zh-hans"):
        assert not str(act.label).isascii()


@every_act
def test_an_act_rests_on_articles_that_exist(act: type[Act]) -> None:
    assert [citation(article).number for article in act.articles]
    assert set(act.gates) <= set(GATES)


@every_act
def test_an_act_moves_along_an_arrow_of_the_road(act: type[Act]) -> None:
    assert not act.moves or hasattr(Procedure, act.moves)


@every_act
def test_somebody_may_do_it(act: type[Act]) -> None:
    assert permissions.roles_for(act.slug)


@every_act
def test_a_test_does_it(act: type[Act]) -> None:
    done = f'"{act.slug}"' in stories() or act.__name__ in stories()
    assert done, "no test names this act"
