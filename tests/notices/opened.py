"""LibreOffice opens our Word files, as an office would, and prints or saves them again.

The faces the files name are proprietary; a font configuration of the test's own puts the open
look-alikes in their place, so that the pages are looked at in faces of the same widths.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WITHOUT = "libreoffice-writer-nogui is not installed (setup/system.py test): no .docx is opened"
STAND_INS = {
    "仿宋_GB2312": "FandolFang",
    "楷体_GB2312": "FandolKai",
    "黑体": "FandolHei",
    "宋体": "FandolSong",
    "方正小标宋简体": "FandolSong",
}


def converted(documents: Mapping[str, bytes], to: str, room: Path) -> dict[str, bytes]:
    """Every document as another kind of file; one start of the office for all of them."""
    given, out = room / "given", room / to
    given.mkdir(parents=True, exist_ok=True)
    for name, data in documents.items():
        (given / f"{name}.docx").write_bytes(data)
    fonts = room / "fonts.conf"
    fonts.write_text(_fonts(room), encoding="utf-8")
    subprocess.run(
        [
            *(str(OFFICE), "--headless", f"-env:UserInstallation=file://{room}/profile"),
            *("--convert-to", to, "--outdir", str(out)),
            *(str(given / f"{name}.docx") for name in documents),
        ],
        check=True,
        capture_output=True,
        timeout=240,
        env=os.environ | {"FONTCONFIG_FILE": str(fonts), "HOME": str(room)},
    )
    return {name: (out / f"{name}.{to}").read_bytes() for name in documents}


def _fonts(room: Path) -> str:
    stand_in = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit></match>'
        for name, other in STAND_INS.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{settings.FONTS_ROOT}</dir><cachedir>{room}/cache</cachedir>{stand_in}</fontconfig>"
    )
