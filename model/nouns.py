"""Every table that a person's edits reach, parents before children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.clashes import Clashes
from model.complaints import Complaints
from model.customers import Consents, Customers, Households, Phones, Traits
from model.follow_ups import FollowUps
from model.products import Products
from model.purchases import PurchaseLines, Purchases
from model.shop import Holidays, Shops
from model.staff import Staff
from model.table import Table
from model.visits import Visits

if TYPE_CHECKING:
    from model.store import Store

TABLES: tuple[type[Table[Any]], ...] = (
    Shops,
    Holidays,
    Staff,
    Households,
    Customers,
    Phones,
    Traits,
    Consents,
    Products,
    Purchases,
    PurchaseLines,
    Complaints,
    FollowUps,
    Visits,
    Clashes,
)


def highest_id(store: Store) -> int:
    """The highest id of all that people wrote."""
    each = " UNION ALL ".join(f"SELECT max(id) AS id FROM {table.name}" for table in TABLES)
    return int(store.value(f"SELECT max(id) FROM ({each})"))
