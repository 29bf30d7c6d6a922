"""Fetches the Fandol faces (FangSong, Kai, Hei, Song) into var/fonts, without TeX and without root.

Called by the Makefile. The faces are GPL-3 with the font exception and are never committed;
their licence text is laid beside them. Where they cannot be had, Noto stands in and a paper
says so in `manage.py check`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FONTS = Path(os.environ.get("YIJUE_VAR") or ROOT / "var") / "fonts"
PACKAGE = "texlive-lang-chinese"
FACES = {"FandolFang-Regular", "FandolKai-Regular", "FandolHei-Regular", "FandolHei-Bold"}
FACES |= {"FandolSong-Regular", "FandolSong-Bold"}


def missing() -> set[str]:
    """The faces that are not in var/fonts yet."""
    return {face for face in FACES if not (FONTS / f"{face}.otf").exists()}


def fetch(into: Path) -> None:
    """Downloads Debian's package and unpacks only what belongs to Fandol."""
    subprocess.run(["apt-get", "download", "-q", PACKAGE], cwd=into, check=True)
    (archive,) = into.glob("*.deb")
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive], stdout=subprocess.PIPE) as deb:
        tar = ["tar", "--extract", "--wildcards", "*/fandol/*"]
        subprocess.run(tar, cwd=into, stdin=deb.stdout, check=True)


def place(found: Path) -> None:
    """Moves faces and licence into var/fonts."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for path in found.rglob("*"):
        if path.stem in FACES or path.name in {"COPYING", "README"}:
            shutil.copy(path, FONTS / path.name)


def main() -> int:
    """Leaves the faces in var/fonts, or says why they are not there; never stops the set-up."""
    if not missing():
        print("fonts: Fandol is in var/fonts")
        return 0
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        print("fonts: no apt-get here; Noto stands in for Fandol on the papers")
        return 0
    print("fonts: fetching Fandol (50 MB)", flush=True)
    with tempfile.TemporaryDirectory() as into:
        try:
            fetch(Path(into))
        except (subprocess.CalledProcessError, OSError, ValueError) as trouble:
            print(f"fonts: Fandol could not be fetched ({trouble}); Noto stands in on the papers")
            return 0
        place(Path(into))
    print(f"fonts: still missing {sorted(missing())}" if missing() else "fonts: ready")
    return 0


if __name__ == "__main__":
    sys.exit(main())
