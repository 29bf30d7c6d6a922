"""发文字号: gap-free numbers per organ, code and year; reserved, voided with reason, never reused.

The series row is locked while a number is taken, so that two approvals cannot get the same one;
a rolled-back act gives its number back with everything else.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organ
from decisions.errors import NotNow
from decisions.models import Decision
from notices.models import Notice, Number, NumberSeries

PUBLISHED = Q(public=True, rendered_at__isnull=False)


def reserve(organ: Organ, code: str, year: int, now: datetime) -> Number:
    """Take the next number of a series."""
    (number,) = reserve_several(organ, code, year, now, 1)
    return number


@transaction.atomic
def reserve_several(organ: Organ, code: str, year: int, now: datetime, many: int) -> list[Number]:
    """Take the next numbers of a series: begun, locked and advanced by one statement.

    In ``code``, ``{organ}`` stands for the organ's own characters.
    """
    code = code.replace("{organ}", organ.number_code)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [organ.pk, code, year, many])
        pk, last = cursor.fetchone()
    series = NumberSeries(pk=pk, organ=organ, code=code, year=year, last=last)
    return Number.objects.bulk_create(
        Number(series=series, serial=serial, reserved_at=now)
        for serial in range(last - many + 1, last + 1)
    )


_NEXT = """
INSERT INTO notices_numberseries (organ_id, code, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (organ_id, code, year) DO UPDATE SET last = notices_numberseries.last + excluded.last
RETURNING id, last
"""


@transaction.atomic
def void(number_id: int, reason: str) -> Number:
    """Void a number that no published notice bears; it is never given again.

    Raises NotNow when the notice is out, the number void already or the reason missing.
    """
    number = Number.objects.select_for_update().get(pk=number_id)
    if number.voided_at or not reason.strip():
        raise NotNow(_("The number is void already, or no reason is stated."))
    if Notice.objects.filter(number=number).filter(PUBLISHED).exists():
        raise NotNow(_("The notice that bears this number is published."))
    number.voided_at, number.void_reason = timezone.now(), reason
    number.save(update_fields=["voided_at", "void_reason"])
    return number


def voidable(decision: Decision) -> QuerySet[Number]:
    """The numbers of a decision's notices that are not published and not void."""
    mine = Notice.objects.filter(decision=decision, number__isnull=False).exclude(PUBLISHED)
    return Number.objects.filter(voided_at=None, notice__in=mine).select_related("series", "notice")


def gaps(series: NumberSeries) -> list[int]:
    """The serials of a series that are missing; always empty in a sound database."""
    given = set(series.numbers.values_list("serial", flat=True))
    return [serial for serial in range(1, series.last + 1) if serial not in given]
