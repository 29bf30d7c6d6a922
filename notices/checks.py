"""System checks: the faces of official papers, and the lists of revoked certificates."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.utils import timezone

from notices.composition import missing_fonts
from notices.signing import identities, revocation


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


@register("signing")
def revocation_lists_serve(**kwargs: Any) -> list[CheckMessage]:
    """Each list of revoked certificates laid beside the roots can be read and is in date."""
    return [
        Warning(
            f"{name}: {wrong}",
            hint="Fetch the list from the certification service anew (docs/deploy.md).",
            id="yijue.W003",
        )
        for name, wrong in _useless(identities.revocation_lists())
    ]


def _useless(lists: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, data in lists.items():
        if not revocation.is_list(data):
            yield name, "no list of revoked certificates"
        elif (until := revocation.until(data)) and until < timezone.now():
            yield name, f"this list of revoked certificates ran out on {until:%Y-%m-%d}"
