"""House: a production server passes Django's own deployment checks and refuses to start half set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_engine

ROOT = Path(__file__).parents[2]
OFFICE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "b7".join("0123456789abcdefghijklmnopqrstuvwxyz"),
    "ALLOWED_HOSTS": "decisions.example",
    "SITE_NAME": "Decisions",
    "SITE_SPONSOR": "The people's government of a town",
    "SITE_SOURCE_URL": "https://decisions.example/source",
}


def check(tmp_path, *, without: str = "") -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` as an office would run it."""
    place = {key: value for key, value in OFFICE.items() if key != without}
    place |= {"YIJUE_VAR": str(tmp_path), "PATH": os.environ["PATH"]}
    place |= {"YIJUE_FONTS": os.environ.get("YIJUE_FONTS") or str(ROOT / "var" / "fonts")}
    line = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(line, cwd=ROOT, env=place, capture_output=True, text=True, check=False)


def test_production_passes_the_deployment_checks(tmp_path):
    """No warning is left to get used to."""
    answer = check(tmp_path)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_NAME", "SITE_SOURCE_URL"])
def test_production_refuses_to_start_without(name, tmp_path):
    """A missing setting is named, not guessed."""
    answer = check(tmp_path, without=name)
    assert answer.returncode != 0
    assert name in answer.stderr


def test_base_settings_stay_readable():
    """One screen and a half: 150 lines."""
    assert len((ROOT / "config/settings/base.py").read_text().splitlines()) <= 150
