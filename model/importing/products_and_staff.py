"""The products and the people of the shop that a file names: found in the book, or new."""

from __future__ import annotations

from model.folding import fold
from model.importing.planned import NewProduct, NewStaff
from model.store import Store


class KnownProducts:
    """Finds products by their number, else by name and category. New ones go to ``new``, with negative ids."""

    def __init__(self, store: Store, new: list[NewProduct]) -> None:
        self._new = new
        self._by_code: dict[str, int] = {}
        self._by_name: dict[tuple[str, str], int] = {}
        self._by_name_alone: dict[str, int] = {}
        for product_id, code, name, category in store.tuples(
            "SELECT id, code, name_key, category FROM product ORDER BY archived, id"
        ):
            self._enter(product_id, code, name, category)

    def find(self, code: str, name: str, category: str, sub_category: str) -> int:
        """The product; 0 if the row names none. A product's number is the product, whatever it is called."""
        if not (code or name):
            return 0
        key = fold(name)
        found = self._by_code.get(code) if code else self._by_name.get((key, fold(category)))
        if found is None and not code and not category:
            found = self._by_name_alone.get(key)
        if found is None:
            self._new.append(NewProduct(code, name or code, category, sub_category, fold(name or code)))
            found = -len(self._new)
            self._enter(found, code, key, category)
        return found

    def _enter(self, product_id: int, code: str, name_key: str, category: str) -> None:
        if code:
            self._by_code.setdefault(code, product_id)
        if name_key:
            self._by_name.setdefault((name_key, fold(category)), product_id)
            self._by_name_alone.setdefault(name_key, product_id)


class KnownStaff:
    """Finds members of staff by their name. New ones go to ``new``, with negative ids."""

    def __init__(self, store: Store, new: list[NewStaff]) -> None:
        self._new = new
        self._by_name: dict[str, int] = {
            fold(name): member
            for member, name in store.tuples("SELECT id, name FROM staff ORDER BY archived DESC, id DESC")
        }

    def find(self, name: str) -> int:
        """The member of that name; 0 for an empty one."""
        key = fold(name)
        if not key:
            return 0
        if key not in self._by_name:
            self._new.append(NewStaff(name))
            self._by_name[key] = -len(self._new)
        return self._by_name[key]
