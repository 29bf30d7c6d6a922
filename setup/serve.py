"""Runs the web server and the worker side by side and keeps both alive until Ctrl-C.

Called by `make demo` after the database is ready. One worker process carries the clock (-B):
never start two of them. A program that dies is started again, at most once a second.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
HOST = os.environ.get("YIJUE_HOST", "127.0.0.1")
PORT = os.environ.get("YIJUE_PORT", "8000")
GRACE = 10  # seconds for a program to finish what it is doing
PROGRAMS = {
    "web": [
        f"{BIN}/granian --interface wsgi --workers 1 --blocking-threads 4 --log-level warning",
        f"--host {HOST} --port {PORT} config.wsgi:application",
    ],
    "worker": [
        f"{BIN}/celery -A config.celery worker -B -P prefork -c 2 --loglevel warning",
        "--without-gossip --without-mingle",
    ],
}


def start(name: str) -> subprocess.Popen[bytes]:
    """Starts one program in a session of its own, so that Ctrl-C reaches only this one."""
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.development")
    place = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
    line = " ".join(PROGRAMS[name]).split()
    return subprocess.Popen(line, cwd=ROOT, env=place, start_new_session=True)


def stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Asks all to finish, waits, and ends what does not."""
    for program in running.values():
        program.terminate()
    for program in running.values():
        try:
            program.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)


def watch(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Starts again whatever ends by itself."""
    while True:
        time.sleep(1)
        for name, program in running.items():
            if program.poll() is not None:
                print(f"serve: {name} ended ({program.returncode}); starting it again", flush=True)
                running[name] = start(name)


def leave(number: int, frame: FrameType | None) -> None:
    """Turns a polite kill into the same way out as Ctrl-C."""
    raise KeyboardInterrupt


def main() -> int:
    """Serves until told to stop."""
    signal.signal(signal.SIGTERM, leave)
    running = {name: start(name) for name in PROGRAMS}
    print(f"\nserve: open http://{HOST}:{PORT}/ (Ctrl-C stops)\n", flush=True)
    try:
        watch(running)
    except KeyboardInterrupt:
        print("\nserve: stopping", flush=True)
        stop(running)
    return 0


if __name__ == "__main__":
    sys.exit(main())
