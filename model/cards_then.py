"""What the cards of customers said on a past day, of what has no day of its own: who was put away into the archive, and
the class that the owner gave. It is asked of the journal.

A day is past when something was bought later. On any other day the cards hold as they are, whatever the clock said
when they were written.
"""

from datetime import date, datetime, time

from model.customer_class import CustomerClass
from model.frozen import Plain
from model.journal_days import first_number_after, last_edit_until
from model.store import Store


class CardThen(Plain):
    """One card that says something else today. ``class_until`` is the last day of the class by hand, if it has one."""

    archived: bool
    class_by_hand: CustomerClass
    class_until: date | None

    def by_hand_on(self, day: date) -> CustomerClass:
        """The class that the owner gave, where it holds on ``day``."""
        ended = self.class_until is not None and self.class_until < day
        return CustomerClass.NONE if ended else self.class_by_hand


def cards_then(store: Store, day: date) -> dict[int, CardThen]:
    """The cards of customers in the book that said something else at the end of ``day``, by customer. Of whom the book
    got to know only later, it is what their card said first."""
    end = datetime.combine(day, time.max).astimezone()
    if not _is_past(store, day) or not _was_written_after(store, end):
        return {}
    rows = store.tuples(
        "SELECT c.id, then_.archived, then_.by_hand, then_.until FROM (SELECT row_id,"
        " coalesce(json_extract(old, '$.archived'), 0) AS archived,"
        " coalesce(json_extract(old, '$.class_by_hand'), '') AS by_hand,"
        " json_extract(old, '$.class_until') AS until"
        " FROM journal WHERE number IN (SELECT min(number) FROM journal WHERE number >= :first"
        " AND table_name = 'customer' AND op = 'update' GROUP BY row_id)) AS then_"
        " JOIN customer AS c ON c.id = then_.row_id WHERE c.archived <> then_.archived"
        " OR c.class_by_hand <> then_.by_hand OR c.class_until IS NOT then_.until",
        first=first_number_after(store, last_edit_until(store, end)),
    )
    return {
        customer_id: CardThen(
            bool(archived), CustomerClass(by_hand), date.fromisoformat(until) if until else None
        )
        for customer_id, archived, by_hand, until in rows
    }


def put_away_on(store: Store) -> dict[int, date]:
    """On which day each of the archived customers was put away; left out where the journal does not tell."""
    rows = store.tuples(
        "SELECT c.id, e.at FROM customer AS c JOIN journal AS j ON j.number ="
        " (SELECT max(number) FROM journal WHERE row_id = c.id AND table_name = 'customer' AND op = 'update'"
        " AND NOT coalesce(json_extract(old, '$.archived'), 0))"
        " JOIN edit AS e ON e.id = j.edit_id WHERE c.archived"
    )
    return {customer_id: datetime.fromisoformat(at).astimezone().date() for customer_id, at in rows}


def _is_past(store: Store, day: date) -> bool:
    return bool(store.value("SELECT 1 FROM purchase WHERE bought_on > :day LIMIT 1", day=day.isoformat()))


def _was_written_after(store: Store, moment: datetime) -> bool:
    """Asked of the latest edit alone: most books are looked at as of today."""
    latest = store.value("SELECT at FROM edit ORDER BY number DESC LIMIT 1")
    return latest is not None and datetime.fromisoformat(latest) > moment
