"""Runs the web server and the worker side by side and keeps both alive until Ctrl-C.

Called by `make demo` after the database is ready. One worker process carries the clock (-B):
never start two of them. A program that dies is started again, at most once a second.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
HOST = os.environ.get("YIJUE_HOST", "127.0.0.1")
PORT = os.environ.get("YIJUE_PORT", "8000")
GRACE = 10  # seconds for a program to finish what it is doing
WEB = f"granian --interface wsgi --workers 1 --host {HOST} --port {PORT} --log-level warning"
WORKER = "celery --quiet -A config.celery worker -B -P prefork -c 2 --loglevel warning"
# As root, on a machine set up for the demo alone; an office gives it a user (docs/deploy.md).
QUIET = {"PYTHONWARNINGS": "ignore::RuntimeWarning:celery.platforms"}
PROGRAMS = {"web": f"{WEB} --blocking-threads 4 config.wsgi:application", "worker": WORKER}


def start(name: str) -> subprocess.Popen[bytes]:
    """Starts one program in a session of its own, so that Ctrl-C reaches only this one."""
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.development")
    place = QUIET | os.environ | {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
    program, *arguments = PROGRAMS[name].split()
    line = [BIN / program, *arguments]
    return subprocess.Popen(line, cwd=ROOT, env=place, start_new_session=True)


def clear(program: subprocess.Popen[bytes]) -> None:
    """Ends the children a program left behind: a second clock must not go on ticking."""
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)


def stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Asks all to finish, waits, and ends what does not."""
    for program in running.values():
        program.terminate()
    for program in running.values():
        with suppress(subprocess.TimeoutExpired):
            program.wait(GRACE)
        clear(program)


def watch(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Starts again whatever ends by itself."""
    while True:
        time.sleep(1)
        for name, program in running.items():
            if program.poll() is not None:
                print(f"serve: {name} ended ({program.returncode}); starting it again", flush=True)
                clear(program)
                running[name] = start(name)


def taken() -> bool:
    """Whether somebody else answers at our address."""
    with socket.socket() as knock:
        return knock.connect_ex((HOST, int(PORT))) == 0


def main() -> int:
    """Serves until told to stop."""
    if taken():
        print(f"serve: {HOST}:{PORT} is taken; choose another with YIJUE_PORT=8001 make demo")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite kill is a Ctrl-C
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
