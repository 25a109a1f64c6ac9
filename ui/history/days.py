"""The heading of a day in a list of what was done."""

from datetime import date, timedelta

from model.days_in_words import format_day
from resources.i18n import _


def day_heading(day: date, today: date) -> str:
    """``Today, Sat 21 Nov 2026``, ``Yesterday, Fri 20 Nov 2026``, ``Thu 12 Mar 2026``."""
    written = format_day(day, "medium")
    if day == today:
        return _("Today, {day}").format(day=written)
    if day == today - timedelta(days=1):
        return _("Yesterday, {day}").format(day=written)
    return written
