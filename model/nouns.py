"""Every table that a person's edits reach, parents before children."""

from typing import Any

from model.complaints import Complaints
from model.customers import Consents, Customers, Households, Phones, Traits
from model.follow_ups import FollowUps
from model.products import Products
from model.purchases import PurchaseLines, Purchases
from model.shop import Holidays, Shops
from model.staff import Staff
from model.table import Table
from model.visits import Visits

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
)
