"""Clashes: where two copies of the book, joined, said different things of one field, and somebody should look."""

from typing import ClassVar

from model.table import Record, Table


class Clash(Record):
    """One field of one row with two values. ``kept`` stands in the book, ``other`` does not; both are JSON texts.

    ``kept_at`` and ``other_at`` are the moments, ISO in UTC, of the edits that wrote them; ``customer_id`` is whom
    it concerns, if anybody.
    """

    customer_id: int | None
    table_name: str
    row_id: int
    column_name: str
    kept: str
    other: str
    kept_who: str = ""
    kept_at: str = ""
    other_who: str = ""
    other_at: str = ""
    decided: bool = False


class Clashes(Table[Clash]):
    """The clashes of all joins, the decided ones included."""

    name: ClassVar[str] = "clash"
    record = Clash

    def open(self) -> list[Clash]:
        """Those that nobody has looked at yet, by customer."""
        return self.all("NOT decided", order="customer_id, id")
