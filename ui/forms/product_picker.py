"""Find a product by its code or any word of its name; those sold last come first."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from model.book import Book
from model.money import format_money
from model.products import Product
from resources.i18n import _
from ui.forms.fields import parse_quantity
from ui.widgets.pick_field import PickField
from ui.widgets.suggestion_list import Suggestion

_SHOWN = 20
_COUNTED = re.compile(r"\s*([0-9０-９]{1,6}(?:[.,．，][0-9０-９]{1,3})?)\s*[xX×*＊ｘ]\s*(.*)", re.DOTALL)


class ProductField(PickField):
    """``value()`` is the id of the product picked, ``text()`` its name or what was typed instead.

    ``2x tea`` asks for tea and leaves 2000 in ``thousandths``. With ``free`` the last suggestion, ``new_label``, takes
    the words as they were typed: ``new_wanted``.
    """

    def __init__(
        self, book: Book, *, free: bool = True, new_label: str = "", parent: QWidget | None = None
    ) -> None:
        self._book = book
        self.thousandths: int | None = None
        super().__init__(
            self._products,
            placeholder=_("Name, code or your own words"),
            new_label=(new_label or _("Sell “{text}” in these words")) if free else "",
            free=free,
            at_once=True,
            parent=parent,
        )

    def _products(self, text: str) -> Sequence[Suggestion]:
        self.thousandths, name = counted(text)
        currency = self._book.shop.currency
        return [_suggestion(product, currency) for product in self._book.products.matching(name, _SHOWN)]


def counted(text: str) -> tuple[int | None, str]:
    """``2x tea`` as (2000, ``tea``); without a count (``None``, the text)."""
    match = _COUNTED.fullmatch(text)
    return (
        (parse_quantity(match[1]), match[2].strip()) if match and int_of(match[1]) else (None, text.strip())
    )


def int_of(digits: str) -> int:
    """The digits alone as a number: 0 for ``0.00``, which counts nothing."""
    return int("".join(filter(str.isdigit, digits)))


def _suggestion(product: Product, currency: str) -> Suggestion:
    kind = " › ".join(part for part in (product.category, product.sub_category) if part)
    return Suggestion(
        key=product.id,
        title=product.name,
        detail=" · ".join(part for part in (product.code, kind) if part),
        trailing="" if product.price_cents is None else format_money(product.price_cents, currency),
    )
