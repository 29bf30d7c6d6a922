"""Whether what differs between two texts may be the name of a place (Art. 18).

Any characters may make a name, so a slip in one cannot be told from another place: 东湖村, 东胡村.
But no name reaches over a stop (影响休息，村集体), and a verb is none where a verb is asked for
(尽快清理卫生院). Called by ``sameness.py``.
"""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from decisions.text.dictionary import jieba
from decisions.text.loaded import ASKS_FOR_A_VERB, MEANS, NAMED_BY, PLACE_NOUNS, PLACES
from decisions.text.normal import Said, folded
from decisions.text.slips import PERSON, PLACE

VERB = ("v", "a")  # 清理 is tagged as an adjective
_STOP = re.compile("[，。；！？：、,;!?:]+")
Words = tuple[str, ...]


def names_a_place(following: Words) -> bool:
    """Whether 小区, 村, 路 … stands after a run of words, which may then be its name."""
    return bool(following) and following[0] in PLACE_NOUNS


def named_alike(one: Words, other: Words) -> bool:
    """Whether both runs end in the same 村, 街 …, of which they are the names."""
    return one[-1][-1] == other[-1][-1] and one[-1][-1] in NAMED_BY


def asked_for(led: Words, one: Words, other: Words) -> bool:
    """Whether after 尽快, 必须 … one of two runs is the verb that must follow."""
    asks = bool(led) and MEANS.get(led[0], led[0]) in ASKS_FOR_A_VERB
    return asks and any(_verb(run[0]) for run in (one, other) if len(run) == 1)


def over_a_stop(run: Words, following: Words, text: Said) -> bool:
    """Whether a stop was typed between a run of words and what follows, wherever they meet."""
    pair = run[-1][-1] + following[0][0]
    return 0 < text.key.count(pair) <= _over_stops(text.typed)[pair]


@lru_cache(maxsize=1_000)
def _over_stops(typed: str) -> Counter[str]:
    """The pairs of characters between which a stop was typed, and how often."""
    parts = [part for part in map(folded, _STOP.split(typed)) if part]
    return Counter(one[-1] + other[0] for one, other in pairwise(parts))


def _verb(word: str) -> bool:
    return len(word) > 1 and [tag for _w, tag in jieba().tag(word, False)][-1].startswith(VERB)


@lru_cache(maxsize=10_000)
def named(text: str) -> bool:
    """Whether a place or a person is named: by a known name, or as 某某村."""
    tagged = jieba().tag(text, False)
    suffixed = any(len(word) == 1 and word in PLACES for word, _tag in tagged[1:])
    return suffixed or any(tag.startswith((*PLACE, PERSON)) for _word, tag in tagged)
