"""The record: appends what was done; the byte format is written down in docs/record.md.

Evidence, never read to decide. Called under the decision's row lock by ``act.py`` and
``sweep.py`` only; ``fsck.py`` and the offline verifier recompute what stands here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from decisions.models import Decision, Entry

GENESIS = "0" * 64
ENTRY_DOMAIN = b"yijue-entry-1\n"
LEAF_DOMAIN, NODE_DOMAIN = b"\x00", b"\x01"


_SPELL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: Any) -> bytes:
    """The one JSON spelling of a value: sorted keys, no blanks, UTF-8."""
    return _SPELL(value).encode()


def instant(moment: datetime) -> str:
    """An instant in UTC with microseconds, as it is hashed."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content(entry: Entry) -> dict[str, Any]:
    """What an entry's digest covers."""
    return {
        "v": 1,
        "decision": entry.decision_id,
        "seq": entry.seq,
        "act": entry.act,
        "actor": entry.actor_id,
        "actor_name": entry.actor_name,
        "on_behalf_of": entry.on_behalf_of,
        "role": entry.role,
        "occurred_on": entry.occurred_on.isoformat(),
        "recorded_at": instant(entry.recorded_at),
        "late": entry.late,
        "late_reason": entry.late_reason,
        "corrects": entry.corrects_id,
        "articles": list(entry.articles),
        "summary": entry.summary,
        "facts": entry.facts,
        "files": entry.files,
        "stage_before": entry.stage_before,
        "stage_after": entry.stage_after,
        "dossier": entry.dossier,
        "rows": entry.rows,
        "token": str(entry.token) if entry.token else None,
        "previous": entry.previous,
    }


def digest(entry: Entry) -> str:
    """The digest of an entry, binding it to the one before."""
    return hashlib.sha256(ENTRY_DOMAIN + canonical(content(entry))).hexdigest()


def append(decision: Decision, entry: Entry) -> Entry:
    """Put an entry at the end of the decision's chain; the row must be locked by the caller.

    Sets ``seq``, ``previous`` and ``digest`` on the entry and ``version`` and ``chain_head`` on
    the decision; the caller saves the decision.
    """
    decision.version += 1
    entry.decision, entry.seq = decision, decision.version
    entry.previous = decision.chain_head or GENESIS
    entry.digest = digest(entry)
    entry.save(force_insert=True)
    decision.chain_head = entry.digest
    return entry


def leaf(salt: str, said: Mapping[str, Any]) -> str:
    """The salted leaf that commits to a submission; ``salt`` is 16 bytes in hex."""
    return hashlib.sha256(LEAF_DOMAIN + bytes.fromhex(salt) + canonical(said)).hexdigest()


def merkle_root(leaves: Sequence[str]) -> str:
    """The root over leaves in order (the tree shape of RFC 6962)."""
    if not leaves:
        return hashlib.sha256(b"").hexdigest()
    return _node([bytes.fromhex(leaf) for leaf in leaves]).hex()


def inclusion_proof(leaves: Sequence[str], index: int) -> list[str]:
    """The siblings from leaf ``index`` up to the root (RFC 6962 audit path)."""
    return [part.hex() for part in _path([bytes.fromhex(leaf) for leaf in leaves], index)]


def _node(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    cut = _cut(len(hashes))
    left, right = _node(hashes[:cut]), _node(hashes[cut:])
    return hashlib.sha256(NODE_DOMAIN + left + right).digest()


def _path(hashes: list[bytes], index: int) -> list[bytes]:
    if len(hashes) == 1:
        return []
    cut = _cut(len(hashes))
    if index < cut:
        return [*_path(hashes[:cut], index), _node(hashes[cut:])]
    return [*_path(hashes[cut:], index - cut), _node(hashes[:cut])]


def _cut(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)
