"""When the shop is open: hours by weekday, lunch breaks, holidays, working Sundays before a long holiday.

Times are local wall times without zone: what the clock in the shop shows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from model.errors import BookError, FieldError
from resources.i18n import _

Hours = tuple[tuple[int, int], ...]
"""When it is open on one day: (from, to) in minutes since midnight, in order; empty when closed."""

_LAST_MINUTE = 24 * 60
_FARTHEST_DAYS = 3_700  # nobody closes a shop for ten years


@dataclass(frozen=True)
class ShopCalendar:
    """``weekdays`` are the hours from Monday to Sunday; ``special`` days have their own, holidays none."""

    weekdays: tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
    special: Mapping[date, Hours] = field(default_factory=dict)

    def hours_on(self, day: date) -> Hours:
        """The hours of ``day``; empty when the shop is closed."""
        special = self.special.get(day)
        return self.weekdays[day.weekday()] if special is None else special

    def is_open(self, day: date) -> bool:
        """Whether the shop opens at all on ``day``."""
        return bool(self.hours_on(day))

    def next_open(self, day: date) -> date:
        """``day`` itself if the shop is open, else the first open day after it. ``BookError`` if none."""
        return next(self._open_days(day))

    @property
    def usual_day_minutes(self) -> int:
        """The open minutes of one usual day: what "a working day" means. 0 if the shop never opens."""
        lengths = Counter(_minutes(hours) for hours in self.weekdays if hours)
        return max(lengths, key=lambda minutes: (lengths[minutes], minutes), default=0)

    def open_minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole minutes from ``start`` to ``end`` in which the shop was open; negative when turned round."""
        if end < start:
            return -self.open_minutes_between(end, start)
        total = timedelta()
        day = start.date()
        while day <= end.date():
            for opens, closes in self._openings(day):
                total += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)
        return total // timedelta(minutes=1)

    def add_open_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment when ``minutes`` open minutes have gone by since ``start``.

        It falls on closing time rather than on the next morning; 0 minutes is the next open moment.
        ``BookError`` if the shop never opens.
        """
        left = timedelta(minutes=minutes)
        for day in self._open_days(start.date()):
            for opens, closes in self._openings(day):
                begins = max(opens, start)
                if begins < closes:
                    if left <= closes - begins:
                        return begins + left
                    left -= closes - begins
        raise AssertionError("the days go on until the minutes are used up")

    def _openings(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        midnight = datetime.combine(day, time())
        for opens, closes in self.hours_on(day):
            yield midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)

    def _open_days(self, day: date) -> Iterator[date]:
        """The open days from ``day`` on. ``BookError`` after ten years without one."""
        closed = 0
        while closed < _FARTHEST_DAYS:
            if self.is_open(day):
                closed = 0
                yield day
            else:
                closed += 1
            day += timedelta(days=1)
        raise BookError(_("The shop has no opening hours. Please enter them in Settings."))


def _minutes(hours: Hours) -> int:
    return sum(closes - opens for opens, closes in hours)


_SPAN = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*[-–~～到至]\s*([0-9]{1,2})(?:[:.]([0-9]{2}))?")


def parse_hours(text: str) -> Hours:
    """``9-12, 13:30-18`` as the hours of a day; blank is a closed day. ``FieldError`` if it cannot be."""
    spans: list[tuple[int, int]] = []
    for part in re.split(r"[,;，；、]", text.replace("：", ":")):
        if not part.strip():
            continue
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            raise FieldError(
                _("“{text}”: type opening hours like 9:00-12:00, 13:30-18:00.").format(text=text)
            )
        open_hour, open_minute, close_hour, close_minute = (int(n or 0) for n in match.groups())
        opens, closes = open_hour * 60 + open_minute, close_hour * 60 + close_minute
        if max(open_minute, close_minute) > 59 or closes > _LAST_MINUTE or opens >= closes:
            raise FieldError(
                _("“{text}”: a shop closes later than it opens, at 24:00 at the latest.").format(text=text)
            )
        if spans and opens < spans[-1][1]:
            raise FieldError(_("“{text}”: these hours overlap.").format(text=text))
        spans.append((opens, closes))
    return tuple(spans)


def format_hours(hours: Hours) -> str:
    """``09:00-12:00, 13:30-18:00``; "" for a closed day. :func:`parse_hours` reads it back."""
    return ", ".join(f"{o // 60:02d}:{o % 60:02d}-{c // 60:02d}:{c % 60:02d}" for o, c in hours)
