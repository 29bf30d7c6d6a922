"""What a PDF carries inside itself (PDF/A-3): the data it was made from, and its annex as a sheet.

So every number on the paper can be added up again by whoever holds it, without our server.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from decisions.intake.exports import write_csv
from notices import papers

SNAPSHOT, ANNEX = "snapshot.json", "annex.csv"
SHOWN = 16  # characters of the digest printed on the paper


def relation(name: str) -> str:
    """What a file inside is to the paper (AFRelationship): what it was made from, or its table."""
    return "Source" if name == SNAPSHOT else "Data"


def digest(snapshot: Mapping[str, Any]) -> str:
    """The SHA-256 (hex) of the data a paper is made from, as the record keeps it."""
    return hashlib.sha256(papers.canonical(dict(snapshot))).hexdigest()


def code(snapshot: Mapping[str, Any]) -> str:
    """The short code (校验码) by which anybody looks the paper up on the verify page."""
    return shown(digest(snapshot))


def shown(whole: str) -> str:
    """The short code of a digest."""
    short = whole[:SHOWN].upper()
    return "-".join(short[place : place + 4] for place in range(0, SHOWN, 4))


def attachments(kind: str, snapshot: Mapping[str, Any]) -> dict[str, bytes]:
    """The files inside: the snapshot, and the paper's table where it has one."""
    inside = {SNAPSHOT: papers.canonical(dict(snapshot))}
    if sheet := papers.restore(kind, dict(snapshot)).sheet():
        heads, rows = sheet
        inside[ANNEX] = write_csv(rows, heads)
    return inside
