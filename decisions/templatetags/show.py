"""Template words: days and instants, citations, roles, and a place in a list.

Called by the pieces in templates/components. A last day is written as the law and officers say
it, by the end of that day in Beijing time; how days are counted stands in law/calendar.py, what
an article says in law/statutes/.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext

from accounts.roles import Role
from decisions.law.statutes import UnknownArticle, citation

register = template.Library()

BEIJING = ZoneInfo("Asia/Shanghai")

# (tone, mark) of a tag -> the codes that look so. The word beside it is always shown.
LOOKS = {
    ("blue", "dot"): "open can_start adopted_in_principle",
    ("blue", "arrow"): "current under_way reopened petition_transferred",
    ("blue", "info"): "explained",
    ("green", "done"): "answered done concluded adopted met lawful agree controllable passed",
    ("green", "half"): "partly_adopted lawful_after_changes adopt_amended amend",
    ("yellow", "clock"): "extended late_entry deferred defer suspended",
    ("yellow", "ring"): "waiting blocked pending",
    ("yellow", "warn"): "unknown provisional needs_reason medium",
    ("red", "stop"): "terminated rejected not_met unlawful uncontrollable refused oppose high",
    ("neutral", "square"): "closed not_adopted",
    ("neutral", "dash"): "not_needed found_unnecessary not_applicable out_of_scope duplicate none",
}
LOOK_OF = {code: look for look, codes in LOOKS.items() for code in codes.split()}


def _in_beijing(moment):
    """An instant on the clock of Beijing; a naive one is taken as already there."""
    if timezone.is_naive(moment):
        return moment.replace(tzinfo=BEIJING)
    return moment.astimezone(BEIJING)


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
def megabytes(size):
    """A limit in whole megabytes: 20 MB."""
    return f"{size >> 20} MB"


@register.filter
def meta_moment(value):
    """A day or an instant as the meta tags of government pages write it: 2026-05-01 09:00."""
    if isinstance(value, datetime):
        return f"{_in_beijing(value):%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else ""


@register.filter
def zh_deadline(value):
    """The last instant of a period; a bare day and a midnight are 24:00 of the last day."""
    if not isinstance(value, date):
        return ""
    if not isinstance(value, datetime):
        return _closes(value, 24, 0)
    moment = _in_beijing(value)
    if moment.time() == time.min:
        return _closes(moment.date() - timedelta(days=1), 24, 0)
    return _closes(moment.date(), moment.hour, moment.minute)


def _closes(day, hour, minute):
    """The sentence of a deadline: full hours by their number alone, others with the minutes."""
    if minute:
        sentence = gettext("closes on %(date)s at %(hour)s:%(minute)s (Beijing time)")
    else:
        sentence = gettext("closes on %(date)s at %(hour)s:00 (Beijing time)")
    return sentence % {"date": zh_date(day), "hour": hour, "minute": f"{minute:02d}"}


def _said(ref, part):
    """One part of a citation in the reader's language, or nothing where no statute holds it."""
    tongue = "zh" if (get_language() or "zh").startswith("zh") else "en"
    try:
        return getattr(citation(str(ref)), f"{part}_{tongue}")
    except UnknownArticle:
        return ""


@register.filter
def article_label(ref):
    """A citation in full: 《重大行政决策程序暂行条例》第十五条第二款."""
    return _said(ref, "article_label") or str(ref)


@register.filter
def article_place(ref):
    """The short form beside a sentence; only Decree 713, which has no prefix, drops its name."""
    label = article_label(ref)
    if "-" in str(ref):
        return label
    return label.rpartition("》")[2].rpartition("Decisions, ")[2] or label


@register.filter
def article_heading(ref):
    """What the article is called."""
    return _said(ref, "heading")


@register.filter
def article_gist(ref):
    """What the article says, in our own words."""
    return _said(ref, "gist")


@register.filter
def role_word(code):
    """The word of a role by its code; other words pass as they are."""
    return Role(code).label if code in Role.values else code


@register.filter
def tag_tone(kind):
    """The colour of a tag; neutral for a code that has none of its own."""
    return LOOK_OF.get(str(kind), ("neutral", "ring"))[0]


@register.filter
def tag_mark(kind):
    """The shape of a tag, for those who do not see its colour."""
    return LOOK_OF.get(str(kind), ("neutral", "ring"))[1]


@register.filter
def at(sequence, index):
    """The member of a list at a counted place, or nothing beyond its end."""
    try:
        return sequence[index]
    except (IndexError, TypeError, KeyError):
        return ""
