"""About how much is lost of a damaged book, told by what is left of it besides the rows."""

from collections import Counter

from model.safekeeping.found_rows import FoundRows
from model.safekeeping.making_whole import NewBook
from model.safekeeping.mending import NOBODYS, REMADE

_TWINS = {"customer": ("customer_figures", "customer_search")}
"""Tables with one row for each of another."""


def count_losses(book: NewBook, found: FoundRows) -> Counter[str]:
    """Rows by table that are known to have been, and are nowhere now: rows that were remade by name only count too."""
    lost: Counter[str] = Counter()
    for table, damage in found.damage.items():
        if not damage.any and not book.unfit[table]:
            continue
        named = _named(book, found, table)
        if named is None:
            # As many as stand on each page that is left, unless the lost page only led to those.
            of_a_page = damage.rows_read / damage.pages_read if damage.pages_read else 0
            named = 0 if found.has_loose(table) else round(damage.pages_missing * of_a_page)
        if lost_here := max(named, book.unfit[table]):
            lost[table] = lost_here
    return lost


def _named(book: NewBook, found: FoundRows, table: str) -> int | None:
    """How many rows an index, or a table beside it, names that the new book has not got; ``None`` if neither can be
    read."""
    if table == "edit" and (last := found.last_numbers().get("edit")):
        return max(0, last - int(book.column("SELECT count(*) FROM edit")[0]))
    book.db.execute("CREATE TEMP TABLE IF NOT EXISTS named (id INTEGER PRIMARY KEY)")
    book.db.execute("DELETE FROM temp.named")
    keep = "INSERT OR IGNORE INTO temp.named VALUES (?)"
    book.db.executemany(
        keep,
        ((values[-1],) for _index, values in found.index_entries(table) if isinstance(values[-1], int)),
    )
    for twin in _TWINS.get(table, ()):
        book.db.executemany(keep, ((cell.rowid,) for cell in found.entries(twin)))
    if not book.column("SELECT 1 FROM temp.named LIMIT 1"):
        return None
    really = f"{table} WHERE edit_id <> {NOBODYS}" if table in REMADE else table
    (count,) = book.column(f"SELECT count(*) FROM temp.named WHERE id NOT IN (SELECT rowid FROM {really})")
    return int(count)
