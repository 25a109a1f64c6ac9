"""Which rows of a book point at which, as its file says: a line at its sale, a sale at whoever bought."""

from typing import NamedTuple

from model.nouns import NOUNS
from model.store import Store


class Pointer(NamedTuple):
    """A column of the table ``child`` that holds ids of ``parent``.

    ``belongs`` says that such a row cannot be without the one it points at, and goes with it; otherwise it only loses
    what stood in the column.
    """

    child: str
    column: str
    parent: str
    belongs: bool


def pointers(store: Store) -> list[Pointer]:
    """All of them, in the order of the nouns."""
    keys = store.rows(
        'SELECT t.name AS child, k."from" AS "column", k."table" AS parent, k.on_delete = \'CASCADE\' AS belongs'
        " FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'"
    )
    return [
        Pointer(key["child"], key["column"], key["parent"], bool(key["belongs"]))
        for noun in NOUNS
        for key in keys
        if key["child"] == noun
    ]
