"""House: files are named for what they hold, open with what they are, and only the road moves."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("accounts", "config", "decisions", "notices", "workflows")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
NAMELESS = {
    "utils",
    "util",
    "helpers",
    "common",
    "core",
    "manager",
    "handler",
    "misc",
    "base_views",
}
# The gate takes the arrow, the opening sets the first stage, the road knows its own machine.
MOVERS = {"workflows/act.py", "workflows/opening.py", "workflows/procedure.py"}
pytestmark = pytest.mark.one_engine


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


written = pytest.mark.parametrize(
    "path", [path for path in FILES if "migrations" not in path.parts], ids=place
)


@written
def test_a_file_says_what_it_holds(path: Path) -> None:
    assert path.stem not in NAMELESS
    text = path.read_text()
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@written
def test_only_the_road_moves_a_decision(path: Path) -> None:
    assert place(path) in MOVERS or not moves(path.read_text())


def moves(text: str) -> list[int]:
    """The lines that set ``something.stage`` or save it by ``update(stage=…)``."""
    found = []
    for node in ast.walk(ast.parse(text)):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Attribute) and target.attr == "stage" for target in targets):
            found.append(node.lineno)
        called = node.func.attr if is_method(node) else ""
        if called in {"update", "bulk_update"} and "stage" in [k.arg for k in node.keywords]:
            found.append(node.lineno)
    return found


def is_method(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def test_a_hidden_move_would_be_seen() -> None:
    assert moves("decision.stage = Stage.DECIDED") == [1]
    assert moves("Decision.objects.filter(pk=1).update(stage='decided')") == [1]
    assert not moves("found = decision.stage")


MIGRATIONS = [path for path in FILES if path.parent.name == "migrations" and path.stem[0].isdigit()]


@pytest.mark.parametrize("path", MIGRATIONS, ids=place)
def test_a_migration_bears_a_name_given_by_hand(path: Path) -> None:
    words = path.stem.split("_")[1:]
    assert len(words) > 1 or path.stem == "0001_acting"
    assert not {"auto", "initial", "alter", "squashed"} & set(words)
