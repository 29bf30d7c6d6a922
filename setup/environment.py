"""Makes .venv from the hash-locked requirements, and does nothing when it is already right.

Called by the Makefile with the system's Python. uv comes from the same lock as the rest; where
it cannot run, pip installs the very same files, only more slowly.
"""

import hashlib
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "development.txt"
COMPILED = "--compile-bytecode"  # each paper starts a Python that may not write what it compiles
STAMP = VENV / "lock.sha256"


def fresh() -> bool:
    """Whether .venv was made from this very lock."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == digest()


def digest() -> str:
    """The lock, the Python that reads it, and that its packages are compiled."""
    return hashlib.sha256(LOCK.read_bytes() + sys.version.encode() + COMPILED.encode()).hexdigest()


def run(*line: str | Path) -> int:
    """Runs one program and shows what it says."""
    return subprocess.run([str(part) for part in line], check=False).returncode


def pip(*arguments: str | Path) -> int:
    """pip inside .venv, hashes always asked for."""
    return run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", *arguments)


def get_uv() -> bool:
    """Installs uv alone, as the lock pins it."""
    entry = re.search(r"^uv==.*?(?=^\S|\Z)", LOCK.read_text(), re.MULTILINE | re.DOTALL)
    if entry is None:
        return False
    only = VENV / "uv.txt"
    only.write_text(entry[0])
    return pip("--no-deps", "-r", only) == 0


def sync() -> int:
    """Brings .venv to the lock: uv if it runs here, else pip."""
    line = ("pip", "sync", "--quiet", "--require-hashes", COMPILED, LOCK)
    if get_uv() and run(VENV / "bin" / "uv", *line) == 0:
        return 0
    print("environment: uv does not run here; pip does the same in about a minute", flush=True)
    return pip("-r", LOCK)


def main() -> int:
    """Leaves a .venv that matches the lock."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file runs before anything is checked)
        print(f"environment: Python 3.11 or later is needed, this is {sys.version.split()[0]}")
        return 1
    if fresh():
        print("environment: .venv matches the lock")
        return 0
    print("environment: installing the locked packages into .venv", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True, symlinks=True)
    failed = sync()
    if not failed:
        STAMP.write_text(digest())
    return failed


if __name__ == "__main__":
    sys.exit(main())
