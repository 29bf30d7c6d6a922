"""What a desk address asks for: the token of a form, a number, a page of rows by key."""

import uuid

from django.db.models import QuerySet
from django.http import HttpRequest


def token(request: HttpRequest) -> uuid.UUID | None:
    """The token by which a double click is one act."""
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return None


MACHINE = ("csrfmiddlewaretoken", "token", "version", "sheet")  # fields nobody types into
A_WORD = 20  # characters of plain letters; what is shorter is a choice or a number


def typed(request: HttpRequest) -> list[str]:
    """The texts of a form that cannot be shown again, to be given back all the same."""
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if name not in MACHINE and (len(value) > A_WORD or not value.isascii())
    ]


LONGEST_NUMBER = 18  # digits; what no key of a row can be never reaches the database


def whole(value: str) -> int | None:
    """A whole number as typed or sent; None for anything else."""
    plain = value.isascii() and value.isdecimal() and len(value) <= LONGEST_NUMBER
    return int(value) if plain else None


def number(request: HttpRequest, name: str, default: int = 0) -> int:
    """A whole number of the address; anything else is the default."""
    found = whole(request.GET.get(name, ""))
    return default if found is None else found


def words(request: HttpRequest, name: str, longest: int = 80) -> str:
    """Words of the address to look for, without what no database holds."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:longest]


def page_by_key(
    rows: QuerySet, request: HttpRequest, shown: int = 50, newest_first: bool = True
) -> tuple[list, int | None]:
    """Rows ``before`` (or ``after``) a key of the address, and the key of the next page."""
    key, order = ("before", "-pk") if newest_first else ("after", "pk")
    if asked := number(request, key):
        rows = rows.filter(**{"pk__lt" if newest_first else "pk__gt": asked})
    page = list(rows.order_by(order)[: shown + 1])
    return page[:shown], page[shown - 1].pk if len(page) > shown else None
