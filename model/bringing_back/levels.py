"""What things are told apart by: product, sub-category or category."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from resources.i18n import N_, _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.bringing_back.bought import Product


class Level(StrEnum):
    """How finely goods are told apart."""

    CATEGORY = "category"
    SUB_CATEGORY = "sub_category"
    PRODUCT = "product"

    @property
    def label(self) -> str:
        """In the current language, of many."""
        return _(
            {
                Level.CATEGORY: N_("Categories"),
                Level.SUB_CATEGORY: N_("Sub-categories"),
                Level.PRODUCT: N_("Products"),
            }[self]
        )

    @property
    def one(self) -> str:
        """In the current language, of one."""
        return _(
            {
                Level.CATEGORY: N_("Category"),
                Level.SUB_CATEGORY: N_("Sub-category"),
                Level.PRODUCT: N_("Product"),
            }[self]
        )


@dataclass(frozen=True, slots=True)
class Thing:
    """A product, sub-category or category. ``code`` is of a product; ``within`` says of which category it is."""

    name: str
    within: str = ""
    code: str = ""
    product_id: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The things of a level, and to which of them each product belongs: its place, or −1 for none."""

    things: tuple[Thing, ...]
    of_product: NDArray[np.int64]


def grouping(level: Level, products: tuple[Product, ...]) -> Grouping:
    """The things of that level. Sub-categories of the same name in two categories are two."""
    if level is Level.PRODUCT:
        things = tuple(
            Thing(one.name, one.sub_category or one.category, one.code, one.product_id) for one in products
        )
        return Grouping(things, np.arange(len(products)))
    names = [_name(level, one) for one in products]
    known = sorted({name for name in names if name is not None})
    place = {name: number for number, name in enumerate(known)}
    return Grouping(
        tuple(Thing(name, within) for within, name in known),
        np.array([-1 if name is None else place[name] for name in names], np.int64),
    )


def _name(level: Level, product: Product) -> tuple[str, str] | None:
    if level is Level.CATEGORY:
        return ("", product.category) if product.category else None
    return (product.category, product.sub_category) if product.sub_category else None
