"""House: what a variable of the environment means, and that nonsense is refused by name."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("1", True), ("OFF", False)])
def test_flag_reads_usual_spellings(monkeypatch, value, meant):
    """Yes and no in the ways people write them."""
    monkeypatch.setenv("YIJUE_FLAG", value)
    assert env.flag("YIJUE_FLAG") is meant


@pytest.mark.parametrize("read", [env.flag, lambda name: env.number(name, 1)])
def test_nonsense_is_refused_by_name(monkeypatch, read):
    """The message says which variable to mend."""
    monkeypatch.setenv("YIJUE_FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="YIJUE_FLAG"):
        read("YIJUE_FLAG")


def test_the_embedded_database_takes_its_lock_at_begin(monkeypatch, tmp_path):
    """IMMEDIATE is what makes two officers wait instead of fail."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    options = env.database("DATABASE_URL", tmp_path)["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


@pytest.mark.parametrize(
    ("url", "host", "user", "name"),
    [
        ("postgresql://ann:s%40y@db.example:5433/yijue", "db.example", "ann", "yijue"),
        ("postgresql://ann@/yijue?host=/run/pg", "/run/pg", "ann", "yijue"),
    ],
)
def test_a_postgresql_address_is_read_whole(monkeypatch, tmp_path, url, host, user, name):
    """By network or by socket."""
    monkeypatch.setenv("DATABASE_URL", url)
    found = env.database("DATABASE_URL", tmp_path)
    assert (found["HOST"], found["USER"], found["NAME"]) == (host, user, name)
    assert found["OPTIONS"] == {}


def test_another_engine_is_refused(monkeypatch, tmp_path):
    """Two engines are tested; a third is not promised."""
    monkeypatch.setenv("DATABASE_URL", "mysql://ann@db.example/yijue")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database("DATABASE_URL", tmp_path)


def test_a_secret_is_made_once_and_kept_private(monkeypatch, tmp_path):
    """The second reading gives the first one's key; others on the machine cannot read it."""
    monkeypatch.delenv("SECRET_KEY", raising=False)
    kept = tmp_path / "secret-key"
    assert env.secret("SECRET_KEY", kept) == env.secret("SECRET_KEY", kept)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
