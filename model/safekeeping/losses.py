"""About how much is lost of a damaged book, told by what is left of it besides the rows."""

from collections import Counter

from model.safekeeping.found_rows import FoundRows
from model.safekeeping.making_whole import NewBook

_TWINS = {"customer": ("customer_figures", "customer_search")}
"""Tables with one row for each of another."""


def count_losses(book: NewBook, found: FoundRows) -> Counter[str]:
    """Rows by table that are known to have been, and are nowhere now: rows that were remade by name only count too."""
    lost: Counter[str] = Counter()
    for table, damage in found.damage.items():
        if not damage.any and not book.unfit[table]:
            continue
        named = _named(book, found, table)
        rows_of_a_page = damage.rows_read / damage.pages_read if damage.pages_read else 0
        # Where the indexes are gone too: as many as stand on the pages that are left.
        guessed = 0 if named else round(damage.pages_missing * rows_of_a_page)
        if lost_here := max(named or 0, guessed, book.unfit[table]):
            lost[table] = lost_here
    return lost


def _named(book: NewBook, found: FoundRows, table: str) -> int:
    """How many rows an index, or a table beside it, names that the new book has not got."""
    book.db.execute("CREATE TEMP TABLE IF NOT EXISTS named (id INTEGER PRIMARY KEY)")
    book.db.execute("DELETE FROM temp.named")
    keep = "INSERT OR IGNORE INTO temp.named VALUES (?)"
    book.db.executemany(
        keep,
        ((values[-1],) for _index, values in found.index_entries(table) if isinstance(values[-1], int)),
    )
    for twin in _TWINS.get(table, ()):
        book.db.executemany(keep, ((cell.rowid,) for cell in found.entries(twin)))
    key = "number" if table in ("edit", "journal") else "rowid"
    really = (
        f"{table} WHERE edit_id <> 0"
        if table not in ("book", "generation", "erased", "edit", "journal")
        else table
    )
    (count,) = book.db.execute(
        f"SELECT count(*) FROM temp.named WHERE id NOT IN (SELECT {key} FROM {really})"
    ).fetchone()
    return int(count)
