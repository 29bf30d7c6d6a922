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


ASK = """
import django; django.setup()
from django.test import RequestFactory
from django.utils.module_loading import import_string
from django.conf import settings
from workflows.guard import address
for asked in (address.client_address, import_string(settings.AXES_CLIENT_IP_CALLABLE)):
    print(asked(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7")))
"""


def check(tmp_path, *, without: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` as an office would run it."""
    line = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return run(tmp_path, line, without=without, **more)


def run(
    tmp_path, line: list[str], *, without: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Python with an office's settings."""
    place = {key: value for key, value in OFFICE.items() if key != without} | more
    place |= {"YIJUE_VAR": str(tmp_path), "PATH": os.environ["PATH"]}
    place |= {"YIJUE_FONTS": os.environ.get("YIJUE_FONTS") or str(ROOT / "var" / "fonts")}
    line = [sys.executable, *line]
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


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ({}, "127.0.0.1"),
        ({"BEHIND_PROXY": "yes"}, "203.0.113.7"),
        ({"BEHIND_PROXY": "yes", "TRUSTED_PROXIES": "10.0.0.0/8"}, "127.0.0.1"),
    ],
)
def test_in_production_forms_and_sign_in_ask_one_reader_for_the_address(said, address, tmp_path):
    answer = run(tmp_path, ["-c", ASK], **said)
    assert answer.stdout.split() == [address, address], answer.stderr


def test_production_refuses_proxies_that_are_no_addresses(tmp_path):
    """A number of them, as it was written once, would trust nobody or everybody."""
    answer = check(tmp_path, BEHIND_PROXY="yes", TRUSTED_PROXIES="two")
    assert answer.returncode != 0
    assert "TRUSTED_PROXIES" in answer.stderr


def test_base_settings_stay_readable():
    """One screen and a half: 150 lines."""
    assert len((ROOT / "config/settings/base.py").read_text().splitlines()) <= 150
