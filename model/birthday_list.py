"""Whose day comes in a month: birthdays and the other yearly days, by the sun and by the moon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from model import lunar
from model.customers import LeftReason
from model.pinyin import sort_key
from model.store import Store
from model.yearly_days import Feb29, YearlyDay


@dataclass(frozen=True, slots=True)
class DayToKeep:
    """One yearly day of one customer. ``label`` says what is celebrated, and is empty for a birthday.

    ``years`` is what they become, or how long it has been; ``None`` where the year is unknown.
    """

    customer_id: int
    name: str
    phone: str
    on: date
    yearly_day: YearlyDay
    label: str = ""
    years: int | None = None


def days_to_keep(store: Store, first: date, last: date) -> list[DayToKeep]:
    """The yearly days that are kept from ``first`` to ``last``, at most a year: by day, birthdays first, then by name.

    Left out are archived customers, those who are not to be contacted, and those who died or moved away.
    """
    feb29: Feb29 = store.value("SELECT feb29 FROM shop")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    solar, moon = _solar(days), _lunar(days)
    wanted = ", ".join(f"({month}, {day})" for month, day in sorted(solar | moon))
    found = []
    for row in store.rows(_DAYS.format(wanted=wanted, gone=_GONE)):
        yearly_day = YearlyDay(
            row["month"], row["day"], row["year"], bool(row["lunar"]), bool(row["leap_month"])
        )
        if (yearly_day.month, yearly_day.day) not in (moon if yearly_day.lunar else solar):
            continue
        on = yearly_day.next_on(first, feb29)
        if on <= last:
            years = yearly_day.age_on(on, feb29)
            found.append(
                DayToKeep(row["id"], row["name"], row["phone"] or "", on, yearly_day, row["label"], years)
            )
    return sorted(found, key=lambda one: (one.on, one.label != "", sort_key(one.name), one.customer_id))


_GONE = ", ".join(f"'{reason}'" for reason in LeftReason if reason.for_good)

_DAYS = (
    "SELECT c.id, c.name, d.month, d.day, d.year, d.lunar, d.leap_month, d.label,"
    " (SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1) AS phone"
    " FROM (SELECT id AS customer_id, birth_month AS month, birth_day AS day, birth_year AS year,"
    " birth_lunar AS lunar, birth_leap_month AS leap_month, '' AS label FROM customer"
    " WHERE birth_month IS NOT NULL AND (birth_month, birth_day) IN (VALUES {wanted})"
    " UNION ALL SELECT customer_id, month, day, year, lunar, leap_month, label FROM customer_day"
    " WHERE (month, day) IN (VALUES {wanted})) AS d JOIN customer AS c ON c.id = d.customer_id"
    " WHERE NOT c.archived AND NOT c.do_not_contact AND c.left_reason NOT IN ({gone})"
)


def _solar(days: Iterable[date]) -> set[tuple[int, int]]:
    """Month and day of each, and 29 February beside the days on which it is kept in other years."""
    found = {(day.month, day.day) for day in days}
    return found | {(2, 29)} if found & {(2, 28), (3, 1)} else found


def _lunar(days: Iterable[date]) -> set[tuple[int, int]]:
    """The same by the moon; a short month keeps its 30th on the 29th."""
    in_table = [day for day in days if lunar.FIRST_YEAR < day.year < lunar.LAST_YEAR]
    found = {(one.month, one.day) for one in map(lunar.from_solar, in_table)}
    return found | {(month, 30) for month, day in found if day == 29}
