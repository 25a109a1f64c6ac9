"""What a record is called, also when it is gone since: the journal still knows it."""

from datetime import date
from functools import cache

from model.days_in_words import format_day
from model.edit_parts import State, state, state_now
from model.store import Store
from resources.i18n import _

_MEANT = {
    "customer_id": "customer",
    "introduced_by_id": "customer",
    "household_id": "household",
    "staff_id": "staff",
    "handler_id": "staff",
    "product_id": "product",
    "purchase_id": "purchase",
    "return_of_id": "purchase",
    "return_of_line_id": "purchase_line",
    "complaint_id": "complaint",
    "follow_up_id": "follow_up",
}
"""The table that a column's ids mean."""


class Names:
    """What the ids of one book mean, asked once each: for one look at the history."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.currency = str(store.value("SELECT currency FROM shop") or "EUR")
        self.state_of = cache(self._state_of)

    def of(self, table: str, column: str, row_id: int) -> str:
        """What the id in a column means, in words."""
        meant = self.table_meant(table, column)
        return self.called(meant, row_id) if meant else str(row_id)

    def table_meant(self, table: str, column: str) -> str:
        """The table whose ids stand in a column; empty if they do not."""
        return "" if (table, column) == ("clash", "row_id") else _MEANT.get(column, "")

    def called(self, table: str, row_id: int) -> str:
        """What a record is called inside a sentence."""
        row = self.state_of(table, row_id)
        if row is None:
            return (
                _("somebody who was erased")
                if self._is_erased(table, row_id)
                else _("something deleted long ago")
            )
        if "name" in row:
            return str(row["name"])
        if table == "purchase_line":
            return str(row["text"])
        day = format_day(date.fromisoformat(row[DAY_COLUMNS[table]]))
        return {
            "purchase": _("the sale of {day}"),
            "complaint": _("the complaint of {day}"),
            "follow_up": _("the follow-up of {day}"),
            "visit": _("the contact of {day}"),
        }[table].format(day=day)

    def _state_of(self, table: str, row_id: int) -> State | None:
        """The row as it is now, else as the journal knew it last."""
        now = state_now(self.store, table, row_id)
        if now is not None:
            return now
        old = self.store.value(
            "SELECT old FROM journal WHERE row_id = :row AND table_name = :table AND old IS NOT NULL"
            " ORDER BY number DESC LIMIT 1",
            row=row_id,
            table=table,
        )
        return state(old) if old else None

    def _is_erased(self, table: str, row_id: int) -> bool:
        return table == "customer" and bool(
            self.store.value("SELECT 1 FROM erased WHERE customer_id = :id", id=row_id)
        )


DAY_COLUMNS = {
    "purchase": "bought_on",
    "complaint": "said_on",
    "follow_up": "planned_on",
    "visit": "visited_on",
}
"""The column with the day by which people speak of such a record."""
