"""Every table that a person's edits reach, parents before children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.call_lists import CallListLines, CallListReasons, CallLists
from model.clashes import Clashes
from model.class_lines import ClassLinesSet
from model.class_reviews import ClassReviews, ClassSteps
from model.class_treatments import ClassTreatments
from model.complaints import Complaints
from model.customer_days import CustomerDays
from model.customers import Consents, Customers, Households, Phones, Traits
from model.follow_ups import FollowUps
from model.gifts import Gifts
from model.product_services import ProductServices, ServiceUses
from model.products import Products
from model.purchases import PurchaseLines, Purchases
from model.shop import Holidays, Shops
from model.slips import Slips
from model.staff import Staff
from model.table import Table
from model.text_templates import TextTemplates
from model.visit_rules import VisitRules
from model.visits import Visits
from model.wishes import Wishes

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
    CustomerDays,
    Products,
    ProductServices,
    Purchases,
    PurchaseLines,
    ServiceUses,
    Wishes,
    Complaints,
    Gifts,
    ClassLinesSet,
    ClassReviews,
    ClassSteps,
    ClassTreatments,
    VisitRules,
    FollowUps,
    CallLists,
    CallListLines,
    CallListReasons,
    Visits,
    Slips,
    TextTemplates,
    Clashes,
)


def highest_id(store: Store) -> int:
    """The highest id of all that people wrote."""
    each = " UNION ALL ".join(f"SELECT max(id) AS id FROM {table.name}" for table in TABLES)
    return int(store.value(f"SELECT max(id) FROM ({each})"))
