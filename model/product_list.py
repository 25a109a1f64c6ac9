"""The list of products: which of them, in which order."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from model.book import Book
from model.folding import fold
from model.pinyin import sort_key
from model.products import Product, sounds_like
from resources.i18n import N_, _, pgettext


class ProductOrder(StrEnum):
    """What the list can be sorted by."""

    NAME = "name"
    CODE = "code"
    CATEGORY = "category"
    SUB_CATEGORY = "sub_category"
    PRICE = "price"
    COST = "cost"
    AGAIN = "again"
    WARRANTY = "warranty"

    @property
    def label(self) -> str:
        """The head of that column in the current language."""
        match self:
            case ProductOrder.NAME:
                return pgettext("of a product", "Name")
            case ProductOrder.COST:
                return pgettext("of a product", "Cost")
        return _(_LABELS[self])


_LABELS = {
    ProductOrder.CODE: N_("Code"),
    ProductOrder.CATEGORY: N_("Category"),
    ProductOrder.SUB_CATEGORY: N_("Sub-category"),
    ProductOrder.PRICE: N_("Usual price"),
    ProductOrder.AGAIN: N_("Needed again"),
    ProductOrder.WARRANTY: N_("Warranty"),
}

SORT_KEYS: dict[ProductOrder, Callable[[Product], Any]] = {
    ProductOrder.NAME: lambda one: sort_key(one.name),
    ProductOrder.CODE: lambda one: one.code.casefold(),
    ProductOrder.CATEGORY: lambda one: one.category.casefold(),
    ProductOrder.SUB_CATEGORY: lambda one: one.sub_category.casefold(),
    ProductOrder.PRICE: lambda one: one.price_cents or 0,
    ProductOrder.COST: lambda one: one.cost_cents or 0,
    ProductOrder.AGAIN: lambda one: one.repurchase_days or 0,
    ProductOrder.WARRANTY: lambda one: one.warranty_days or 0,
}
"""By what each puts the products in order."""


def products_found(
    book: Book,
    order: ProductOrder = ProductOrder.NAME,
    *,
    descending: bool = False,
    text: str = "",
    archived: bool = False,
) -> list[Product]:
    """The products that have every word of ``text``; those no longer sold only with ``archived``."""
    words = fold(text).split()
    found = [
        one
        for one in book.products.all(order="name_key, id")
        if (archived or not one.archived) and all(_has(one, word) for word in words)
    ]
    return sorted(found, key=SORT_KEYS[order], reverse=descending)


def _has(one: Product, word: str) -> bool:
    words = fold(" ".join((one.name, one.code, one.category, one.sub_category)))
    return word in words or sounds_like(one.name, word)
