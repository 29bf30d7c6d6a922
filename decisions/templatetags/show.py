"""Template words for days and instants, and one for tables.

Called by the components in templates/. A last day is written as the law and
officers say it: the end of that day, in Beijing time. What a last day is,
and how days are counted, stands in decisions/law/calendar.py.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext

register = template.Library()

BEIJING = ZoneInfo("Asia/Shanghai")


def _in_beijing(moment):
    """An instant on the clock of Beijing; a naive one is taken as already there."""
    return moment.replace(tzinfo=BEIJING) if timezone.is_naive(moment) else moment.astimezone(BEIJING)


@register.filter
def zh_date(value):
    """A day as papers write it: 2026年5月1日 in Chinese, the usual form in other languages."""
    if not isinstance(value, date):
        return ""
    day = _in_beijing(value).date() if isinstance(value, datetime) else value
    return formats.date_format(day, "DATE_FORMAT")


@register.filter
def zh_moment(value):
    """An instant to the minute, on the clock of Beijing."""
    if not isinstance(value, datetime):
        return zh_date(value)
    return f"{zh_date(value)} {_in_beijing(value):%H:%M}"


@register.filter
def zh_deadline(value):
    """The last instant of a period in words; a bare day, or midnight, ends at 24:00 of the day before."""
    if not isinstance(value, date):
        return ""
    if not isinstance(value, datetime):
        return _closes(value, "24")
    moment = _in_beijing(value)
    if moment.time() == time.min:
        return _closes(moment.date() - timedelta(days=1), "24")
    return _closes(moment.date(), f"{moment.hour}:{moment.minute:02d}" if moment.minute else str(moment.hour))


def _closes(day, clock):
    """The sentence of a deadline: full hours by their number, others as hours and minutes."""
    values = {"date": zh_date(day), "clock": clock}
    if ":" in clock:
        return gettext("closes on %(date)s at %(clock)s (Beijing time)") % values
    return gettext("closes on %(date)s at %(clock)s:00 (Beijing time)") % values


@register.filter
def at(sequence, index):
    """The member of a list at a counted place, or nothing beyond its end."""
    try:
        return sequence[index]
    except (IndexError, TypeError, KeyError):
        return ""
