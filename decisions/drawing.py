"""The draw of hearing participants (Art. 16): the same seed and list give the same places.

Pure and alone: Python's own library is enough, and ``python3 drawing.py draw.json`` checks a draw
as it was published. The method in words stands in docs/draw.md; what leads to a draw and what
follows from it, in ``workflows/steps/public/drawing.py``.
"""

import hashlib
import json
import sys
from collections.abc import Collection, Iterable
from typing import Any

DOMAIN = "yijue-draw-1"


def commitment(secret: str) -> str:
    """What is published before the sign-up and binds the secret half of the seed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def place(secret: str, value: str, number: str) -> str:
    """The digest that decides the place of one sign-up: smaller stands further in front."""
    said = "\n".join((DOMAIN, secret, value, number))
    return hashlib.sha256(said.encode()).hexdigest()


def ranked(numbers: Iterable[str], secret: str, value: str) -> list[str]:
    """The numbers of one group in the order drawn."""
    return sorted(numbers, key=lambda number: (place(secret, value, number), number))


def chosen(order: Iterable[str], seats: int, gone: Collection[str] = ()) -> list[str]:
    """Who takes the seats: the first in order who did not withdraw."""
    return [number for number in order if number not in gone][:seats]


def faults(told: dict[str, Any]) -> list[str]:
    """What is wrong with a published draw; nothing when it is as it must be."""
    secret, value = told["secret"], told["value"]
    found = []
    if commitment(secret) != told["commitment"]:
        found.append("the secret is not the one committed to / 密值与事先公布的承诺值不符")
    for group in told["groups"]:
        order = ranked(group["order"], secret, value)
        if order != group["order"]:
            found.append(f"{group['name']}: the order is not the drawn one / 次序与抽签结果不符")
        if chosen(order, group["seats"], group["withdrawn"]) != group["chosen"]:
            found.append(f"{group['name']}: the seats went to others / 中签名单与抽签结果不符")
    return found


def main(path: str) -> int:
    """Check one file; the exit code is 1 when something is wrong."""
    with open(path, encoding="utf-8") as file:
        wrong = faults(json.load(file))
    sys.stdout.write("\n".join(wrong or ["the draw is as published / 抽签结果验证无误"]) + "\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
