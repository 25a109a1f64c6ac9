"""What a killed program must have left in its book: all that it called saved, and nothing half."""

from collections.abc import Iterable
from pathlib import Path

from model.book import Book
from model.errors import BookError
from model.statistics import check
from tests.proofs.doomed import LINES_OF_IMPORT, ROWS_OF_MANY, is_put_back


def wrongs(path: Path, said: Iterable[str]) -> list[str]:
    """What is wrong with the book at ``path``, for what the killed programs ``said`` of it, one after the other."""
    try:
        with Book.open(path) as book:
            return [*check(book.store), *_lost(book, list(said)), *_half(book)]
    except BookError as refused:
        return [f"refused: {refused}"]


def _lost(book: Book, said: list[str]) -> list[str]:
    column = book.store.column
    texts = set(column("SELECT text FROM purchase_line"))
    names = set(column("SELECT name FROM customer"))
    notes = set(column("SELECT note FROM visit"))
    receipts = set(column("SELECT receipt_number FROM purchase"))
    lost: list[str] = []
    for words in said:
        kind, _space, n = words.partition(" ")
        is_there = {
            "sale": f"Item {n}" in texts,
            "customer": f"Person {n}" in names,
            "contact": f"Note {n}" in notes,
            "many": f"Many {n} 0" in names,
            # A deletion may be taken back by now, whether that was told yet or not.
            "deleted": f"Visitor {n}" not in names or is_put_back(n),
            "putback": f"Visitor {n}" in names,
            "import": f"I{n}-0" in receipts,
        }
        if not is_there.get(kind, True):
            lost.append(f"lost: {words}")
    return lost


def _half(book: Book) -> list[str]:
    """Sales, customers, large edits and imports of which a part is missing."""
    rows = book.store.rows
    half = [
        f"half a sale: {row['texts']}"
        for row in rows(
            "SELECT p.id, count(*) AS n, group_concat(l.text) AS texts, sum(l.amount_cents) AS cents,"
            " max(CASE WHEN l.text LIKE 'Item %' THEN substr(l.text, 6) END) AS number"
            " FROM purchase AS p LEFT JOIN purchase_line AS l ON l.purchase_id = p.id"
            " WHERE p.receipt_number NOT LIKE 'I%' GROUP BY p.id"
        )
        if row["n"] != 2 or not row["number"] or row["cents"] != int(row["number"]) * 100 + 200
    ]
    half += [
        f"half a customer: {row['name']}"
        for row in rows(
            "SELECT name FROM customer AS c WHERE name LIKE 'Person %'"
            " AND NOT EXISTS (SELECT 1 FROM customer_phone AS p WHERE p.customer_id = c.id)"
        )
    ]
    half += [
        f"half of many: {row['n']}"
        for row in rows(
            "SELECT count(*) AS n FROM customer WHERE name LIKE 'Many %'"
            " GROUP BY substr(name, 1, 5 + instr(substr(name, 6), ' '))"
        )
        if row["n"] != ROWS_OF_MANY
    ]
    half += [
        f"half an import: {row['n']}"
        for row in rows(
            "SELECT count(*) AS n FROM purchase WHERE receipt_number LIKE 'I%'"
            " GROUP BY substr(receipt_number, 1, instr(receipt_number, '-'))"
        )
        if row["n"] != LINES_OF_IMPORT
    ]
    return half
