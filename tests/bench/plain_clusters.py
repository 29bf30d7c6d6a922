"""The reference of the design for near-duplicates, as one would write it in an afternoon.

NFKC, MinHash in 20 bands of 6, letters compared, a list of stances that must match.
"""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz
from rensa import RMinHash, RMinHashLSH


def grouped(texts: Sequence[str]) -> int:
    """How many texts joined another."""
    stance = re.compile("不|反对|支持|赞成|同意|应当|可以|不得|[0-9]+")
    plain = [re.sub(r"\\W", "", unicodedata.normalize("NFKC", text)) for text in texts]
    fresh = list(dict.fromkeys(plain))
    pairs = [[one[n : n + 2] for n in range(len(one) - 1)] or [one] for one in fresh]
    hashes = RMinHash.from_token_sets(pairs, 120, 7)
    index, kept, joined = RMinHashLSH(0.5, 120, 20), [], 0
    for text, hashed in zip(fresh, hashes, strict=True):
        near = [kept[n] for n in index.query(hashed)]
        best = max(
            (fuzz.ratio(text, one) for one in near if stance.findall(one) == stance.findall(text)),
            default=0.0,
        )
        joined += best >= 78
        if best < 95:
            index.insert(len(kept), hashed)
            kept.append(text)
    return joined
