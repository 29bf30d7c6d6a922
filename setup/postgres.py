"""Runs a command against PostgreSQL: the one named, a private one, or one that answers.

Called by the Makefile as `python setup/postgres.py COMMAND …`; the command finds DATABASE_URL
set. The private cluster lives in a temporary folder, listens on a socket there and on no port,
does not wait for the disk (unless PG_DURABLE is set, for figures), and is gone afterwards.
Without any PostgreSQL it says so loudly.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
DURABLE = "-c max_connections=60"  # for figures: every commit waits for the disk (PG_DURABLE=yes)


def named() -> str | None:
    """The server that DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else None


def answering() -> str | None:
    """The server that PGHOST or the local socket leads to, if it lets us make databases."""
    try:
        with psycopg.connect("dbname=postgres connect_timeout=2") as connection:
            may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            row = connection.execute(may).fetchone()
            host, user = connection.info.host, connection.info.user
    except psycopg.Error:
        return None
    return f"postgresql://{user}@/postgres?host={host}" if row and row[0] else None


def binaries() -> Path | None:
    """The newest server programs on this machine."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    found = [Path(on_path)] if on_path else debian
    return found[-1].parent if found else None


def owner() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def speed() -> str:
    """How the cluster is tuned: for tests, or for figures of durable commits."""
    return DURABLE if os.environ.get("PG_DURABLE") else FAST


@contextmanager
def private(programs: Path) -> Iterator[str]:
    """A cluster of our own for as long as the command runs."""
    user = owner()
    with tempfile.TemporaryDirectory(prefix="yijue-pg-") as folder:
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"

        def call(*line: str) -> None:
            subprocess.run(line, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)

        options = "-U yijue --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync"
        call(f"{programs}/initdb", "-D", data, *options.split())
        start = f"-k {folder} -c listen_addresses='' {speed()}"
        control = f"{programs}/pg_ctl"
        call(control, "-D", data, "-w", "-l", f"{folder}/log", "-o", start, "start")
        try:
            yield f"postgresql://yijue@/postgres?host={folder}"
        finally:
            call(control, "-D", data, "-m", "immediate", "stop")


def run(command: list[str], url: str) -> int:
    """The command with DATABASE_URL set; its exit code."""
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


def main(command: list[str]) -> int:
    """Finds a PostgreSQL, or skips loudly."""
    if url := named():
        return run(command, url)
    if programs := binaries():
        print(f"postgres: private cluster from {programs}", flush=True)
        with private(programs) as url:
            return run(command, url)
    if url := answering():
        print("postgres: using the server that answers", flush=True)
        return run(command, url)
    print("\n*** SKIPPED on PostgreSQL: no server programs are here and no server answers. ***")
    print("*** Install Debian's postgresql, or set DATABASE_URL, to test the second engine. ***\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
