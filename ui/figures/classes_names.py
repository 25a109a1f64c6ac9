"""The names of the few customers of a long list that are in sight."""

import json
from collections.abc import Iterable

from model.book import Book


def names(book: Book, customer_ids: Iterable[int]) -> dict[int, str]:
    """By id; who is no longer in the book is left out."""
    rows = book.store.tuples(
        "SELECT c.id, c.name FROM json_each(:ids) CROSS JOIN customer AS c ON c.id = value",
        ids=json.dumps(list(customer_ids)),
    )
    return dict(rows)
