"""System check: the faces of official papers are installed; names the Debian packages."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from notices.composition import missing_fonts


@register("fonts")
def fonts_are_installed(**kwargs: Any) -> list[CheckMessage]:
    """Every face of GB/T 9704 has a file, the office's own or its look-alike."""
    packages = missing_fonts()
    if not packages:
        return []
    return [
        Warning(
            "Fonts of official papers are missing; other faces stand in or papers fail.",
            hint=f"Debian packages: apt-get install {' '.join(packages)}; or put the office's own "
            "files into the folder YIJUE_FONTS.",
            id="yijue.W002",
        )
    ]
