"""House: imports point only downward (the contracts themselves stand in pyproject.toml)."""

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.one_engine


def test_imports_point_downward(monkeypatch, capsys):
    """config → workflows → notices → decisions → accounts, and the law on the ground."""
    monkeypatch.chdir(ROOT)
    failed = lint_imports(no_cache=True)
    assert not failed, capsys.readouterr().out
