"""House: what is installed is locked by hash, named by us, and bound to no registry."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_engine

FOLDER = Path(__file__).parents[2] / "requirements"
SOURCES = sorted(FOLDER.glob("*.in"))
LOCKS = sorted(FOLDER.glob("*.txt"))


def entries(lock: Path) -> list[str]:
    """Each locked package with the lines that belong to it."""
    return re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", lock.read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", SOURCES + LOCKS, ids=lambda path: path.name)
def test_nobody_asks_for_the_other_viewflow(path):
    """`viewflow` alone is a different product and brings Airflow along."""
    assert not re.search(r"^viewflow\b(?!-)", path.read_text(), re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_source_has_its_lock(path):
    """Each name in an .in stands, pinned, in the .txt beside it."""
    locked = {re.split(r"[=\[ ;]", entry)[0] for entry in entries(path.with_suffix(".txt"))}
    names = re.findall(r"^([A-Za-z][A-Za-z0-9-]+)", path.read_text(), re.MULTILINE)
    assert {name.lower().replace("_", "-") for name in names} <= locked


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_hashes(path):
    """What was reviewed is what gets installed, byte for byte."""
    assert entries(path)
    assert [entry for entry in entries(path) if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_no_lock_names_a_registry(path):
    """Whoever installs brings their own mirror."""
    assert not re.search(r"://|--(extra-)?index|--find-links", path.read_text())


def test_at_most_35_direct_runtime_dependencies():
    """Each one is a promise to keep it up to date."""
    names = re.findall(r"^[A-Za-z]", (FOLDER / "base.in").read_text(), re.MULTILINE)
    assert 0 < len(names) <= 35


def test_every_direct_dependency_gives_its_reason():
    """A line without a reason is a line nobody will dare to remove."""
    lines = (FOLDER / "base.in").read_text().splitlines()
    assert [line for line in lines if line[:1].isalpha() and " # " not in line] == []
