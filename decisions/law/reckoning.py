"""Says a count of days in words, for desk headers and notices.

Called by pages that show a deadline; the counting itself is in ``calendar.py``. The sentences are
data in Chinese, like every text of the law.
"""

from datetime import date

from decisions.law.calendar import Calendar, DayCount, Reckoned, last_day

WEEKDAYS = "一二三四五六日"
PROVISIONAL = "（暂定：该年度放假安排尚未录入）"
FIRST_DAY = {"exclude_first": "首日不计", "include_first": "首日计入"}


def explain(
    calendar: Calendar,
    start: date,
    days: int,
    *,
    day_count: DayCount,
    roll_last_day: bool,
    event: str = "公布",
) -> str:
    """A term in calendar days, in words: when it began, how it was counted, when it ends."""
    plain = last_day(start, days, day_count)
    end = calendar.period_end(start, days, day_count=day_count, roll_last_day=roll_last_day)
    said = f"{in_words(start)}{event}，{FIRST_DAY[day_count]}，满{days}日为{shortly(plain, start)}"
    if end.day == plain:
        return said + _mark(end)
    return f"{said}（{why_closed(calendar, plain)}），顺延至{shortly(end.day, start)}{_mark(end)}"


def explain_working_days(calendar: Calendar, start: date, days: int, *, event: str = "收到") -> str:
    """A term in working days, in words; the day of the event never counts."""
    end = calendar.add_working_days(start, days)
    said = f"{in_words(start)}{event}，当日不计，满{days}个工作日为{shortly(end.day, start)}"
    return said + _mark(end)


def in_words(day: date) -> str:
    """A date as official papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def shortly(day: date, beside: date) -> str:
    """A date without its year when the date beside it has the same."""
    return f"{day.month}月{day.day}日" if day.year == beside.year else in_words(day)


def why_closed(calendar: Calendar, day: date) -> str:
    """Why offices do not work on this day: the weekday, and the holiday if there is one."""
    weekday = f"星期{WEEKDAYS[day.weekday()]}"
    return f"{weekday}，节假日" if calendar.is_holiday(day) else weekday


def _mark(reckoned: Reckoned) -> str:
    return PROVISIONAL if reckoned.provisional else ""
