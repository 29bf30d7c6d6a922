"""Whether a leaf stands under a root (RFC 6962): the sum that anyone can do with pen and paper.

Called by the verify page; the offline verifier does the same sum (docs/record.md).
"""

import hashlib

from workflows.record import NODE_DOMAIN
from workflows.taking_back import Inclusion


def stands(proof: Inclusion) -> bool:
    """Whether leaf, place and path lead to the root that the record holds."""
    return leads_to(proof.leaf, proof.index, proof.size, proof.path) == proof.root


def leads_to(leaf: str, index: int, size: int, path: list[str]) -> str:
    """The root (hex) to which a path leads; "" when it is too long or too short."""
    here, last, node = index, size - 1, bytes.fromhex(leaf)
    for part in path:
        if last == 0:
            return ""
        beside = bytes.fromhex(part)
        if here & 1 or here == last:
            node = _above(beside, node)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            node = _above(node, beside)
        here, last = here >> 1, last >> 1
    return node.hex() if last == 0 else ""


def _above(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE_DOMAIN + left + right).digest()
