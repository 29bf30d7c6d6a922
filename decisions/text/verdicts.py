"""What may be said of two texts once their words are compared (``slips.py``, ``sameness.py``)."""

from enum import IntEnum


class Verdict(IntEnum):
    """What the differing words say: the same, nothing certain, or something else.

    The judgement is of one text beside another: SAME where the slips, if any, are the one's own, so
    that it reads as the other does; MENDED where the other has slips, and may read otherwise too.
    """

    SAME = 0
    MENDED = 1
    UNCLEAR = 2
    TURNED = 3

    @property
    def same(self) -> bool:
        """Whether both say the same, whoever of the two mistyped it."""
        return self <= Verdict.MENDED
