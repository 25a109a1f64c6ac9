"""Products: what is sold, how often it is usually needed again, how long its warranty runs."""

import dataclasses
from functools import lru_cache
from itertools import islice
from typing import ClassVar

from model.folding import fold
from model.pinyin import pinyin_words
from model.table import Record, Table


def sounds_like(name: str, typed: str) -> bool:
    """Whether the Chinese in ``name`` begins as ``typed`` in pinyin, or has these initials anywhere in it."""
    return any(
        word.startswith(typed) or (len(typed) > 1 and typed in word and len(word) <= len(name))
        for word in _spoken(name)
    )


@lru_cache(maxsize=20_000)
def _spoken(name: str) -> frozenset[str]:
    return frozenset(pinyin_words(name))


class Product(Record):
    """A product or service. Prices in cents, ``None`` where unknown; ``repurchase_days`` is the usual time until
    it is needed again. ``name_key`` is the folded name, kept by the table."""

    code: str = ""
    name: str
    category: str = ""
    sub_category: str = ""
    price_cents: int | None = None
    cost_cents: int | None = None
    repurchase_days: int | None = None
    warranty_days: int | None = None
    note: str = ""
    archived: bool = False
    name_key: str = ""


class Products(Table[Product]):
    """The products of the shop."""

    name: ClassVar[str] = "product"
    record = Product

    def insert(self, record: Product) -> Product:
        """Store a new product; its folded name comes with it."""
        return super().insert(dataclasses.replace(record, name_key=fold(record.name)))

    def update(self, record: Product, since: Product | None = None) -> Product:
        """Store what differs; the folded name follows the name."""
        return super().update(dataclasses.replace(record, name_key=fold(record.name)), since)

    def matching(self, text: str, limit: int = 50) -> list[Product]:
        """Products whose name contains every typed word, or whose code begins with ``text``; names that begin with
        it first, then Chinese ones by their sound: ``rgly`` finds 人工泪液. An empty text gives the products sold
        most recently."""
        key = fold(text).strip()
        if not key:
            return self.recent(limit)
        words = key.split()
        conditions = " AND ".join(f"instr(name_key, :word{n})" for n in range(len(words)))
        rows = self.store.rows(
            f"SELECT * FROM product WHERE NOT archived AND (({conditions}) OR code LIKE :code ESCAPE '\\')"
            " ORDER BY name_key NOT GLOB :start, name_key, id LIMIT :limit",
            **{f"word{n}": word for n, word in enumerate(words)},
            code=text.strip().replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%",
            start=key.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]") + "*",
            limit=limit,
        )
        found = [self._of(row) for row in rows]
        return found + self._sounding(key, {product.id for product in found}, limit - len(found))

    def _sounding(self, key: str, but: set[int], limit: int) -> list[Product]:
        """Up to ``limit`` products with a Chinese name that is said, or begins, as ``key``, the shortest first."""
        typed = key.replace(" ", "")
        if limit <= 0 or not (typed.isascii() and typed.isalpha()):
            return []
        names = self.store.rows(
            "SELECT id, name FROM product WHERE NOT archived AND name_key GLOB '*[^ -~]*' ORDER BY length(name), id"
        )
        alike = (row["id"] for row in names if sounds_like(row["name"], typed) and row["id"] not in but)
        return [self.get(product_id) for product_id in islice(alike, limit)]

    def recent(self, limit: int = 50) -> list[Product]:
        """The products of the latest purchase lines, newest first, then the others by name."""
        latest = self.store.column(
            "SELECT product_id FROM (SELECT product_id, id FROM purchase_line ORDER BY id DESC LIMIT 500)"
            " WHERE product_id IS NOT NULL GROUP BY product_id ORDER BY max(id) DESC LIMIT :limit",
            limit=limit,
        )
        found = [
            product for product_id in latest if (product := self.find(product_id)) and not product.archived
        ]
        if len(found) < limit:
            chosen = {product.id for product in found}
            others = self.store.rows(
                "SELECT * FROM product WHERE NOT archived ORDER BY name_key LIMIT :limit", limit=limit
            )
            found += [self._of(row) for row in others if row["id"] not in chosen]
        return found[:limit]

    def categories(self) -> list[tuple[str, str]]:
        """Every (category, sub-category) in use, sorted."""
        rows = self.store.rows(
            "SELECT DISTINCT category, sub_category FROM product WHERE category <> '' ORDER BY category, sub_category"
        )
        return [(row["category"], row["sub_category"]) for row in rows]
