"""Sees to Debian's packages: installs what is missing as root, else prints the one line to run.

Called by the Makefile as `python3 setup/system.py demo` (or test, full, bench, postgres, redis),
with the system's own Python and nothing else. On another system it names what is needed.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

SETS = {
    "demo": {
        "libpango-1.0-0": "sets the papers",
        "libpangoft2-1.0-0": "sets the papers",
        "libharfbuzz-subset0": "keeps the papers' fonts small",
        "fonts-noto-cjk": "every Chinese character",
        "fonts-hanazono": "rare characters of names on the papers",
        "gettext": "compiles the Chinese catalogue",
    },
    "test": {
        "poppler-utils": "measures the printed papers",
        "chromium": "walks the pages as a citizen and an officer",
        "libreoffice-writer-nogui": "opens our .docx as an office would",
        "libreoffice-calc-nogui": "opens our .xlsx as an office would",
        "softhsm2": "a token whose key never leaves it, to sign with",
    },
    "full": {},
    "bench": {"wrk": "sends the load that is measured"},
    "postgres": {"postgresql": "the second engine under test"},
    "redis": {"redis-server": "the second broker under test"},
}
INCLUDES = {"test": ["demo"], "full": ["demo", "test"]}


def wanted(names: list[str]) -> list[str]:
    """The packages of the named sets, and Python's own venv where Debian left it out."""
    sets = dict.fromkeys(part for name in names for part in [*INCLUDES.get(name, []), name])
    packages = [package for part in sets for package in SETS[part]]
    if "demo" in sets and importlib.util.find_spec("ensurepip") is None:
        packages.insert(0, "python3-venv")
    return packages


def installed(package: str) -> bool:
    """Whether dpkg has the package unpacked and configured."""
    ask = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    answer = subprocess.run(ask, capture_output=True, text=True)
    return answer.stdout == "installed"


def served(package: str) -> bool:
    """Whether a server was put there in another way (a build of one's own, a container)."""
    if package == "postgresql":
        return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(shutil.which("initdb"))
    return package == "redis-server" and bool(shutil.which("redis-server"))


def install(packages: list[str]) -> None:
    """Fetches and installs the packages without questions."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], check=True, env=quiet)
    line = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    subprocess.run(line, check=True, env=quiet)


def main(names: list[str]) -> int:
    """Leaves the machine ready, or says what its owner has to do."""
    packages = wanted(names)
    if shutil.which("dpkg-query") is None:
        print(f"system: not a Debian; see to the equivalents of: {' '.join(packages)}")
        return 0
    missing = [package for package in packages if not (installed(package) or served(package))]
    if not missing:
        print(f"system: {len(packages)} packages present")
    elif os.geteuid() == 0:
        print(f"system: installing {' '.join(missing)}", flush=True)
        install(missing)
    else:
        line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
        print("system: some packages are missing. Run this line as root, then start again:\n")
        print(f"    apt-get update && {line}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
