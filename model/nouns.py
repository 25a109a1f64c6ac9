"""Every table that a person's edits reach, parents before children; each class is loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.store import Store
    from model.table import Table

NOUNS = {
    "shop": "shop.Shops",
    "holiday": "shop.Holidays",
    "staff": "staff.Staff",
    "household": "households.Households",
    "customer": "customers.Customers",
    "customer_phone": "customer_phones.Phones",
    "customer_trait": "traits.Traits",
    "customer_consent": "customers.Consents",
    "customer_day": "customer_days.CustomerDays",
    "product": "products.Products",
    "product_service": "product_services.ProductServices",
    "purchase": "purchases.Purchases",
    "purchase_line": "purchases.PurchaseLines",
    "service_use": "product_services.ServiceUses",
    "wish": "wishes.Wishes",
    "complaint": "complaints.Complaints",
    "gift": "gifts.Gifts",
    "class_lines": "class_lines.ClassLinesSet",
    "class_review": "class_reviews.ClassReviews",
    "class_step": "class_reviews.ClassSteps",
    "class_treatment": "class_treatments.ClassTreatments",
    "visit_rule": "visit_rules.VisitRules",
    "follow_up": "follow_ups.FollowUps",
    "call_list": "call_lists.CallLists",
    "call_list_line": "call_lists.CallListLines",
    "call_list_reason": "call_lists.CallListReasons",
    "visit": "visits.Visits",
    "slip": "slips.Slips",
    "text_template": "text_templates.TextTemplates",
    "clash": "clashes.Clashes",
}
"""By the name in the file: the module of ``model`` and the class with the SQL of that noun."""

TABLES: tuple[type[Table[Any]], ...]
"""All of these classes. Whoever asks for them waits for all of their modules: the start of the program does not."""


def highest_id(store: Store) -> int:
    """The highest id of all that people wrote."""
    each = " UNION ALL ".join(f"SELECT max(id) AS id FROM {table}" for table in NOUNS)
    return int(store.value(f"SELECT max(id) FROM ({each})"))


def called(kind: str) -> type[Table[Any]]:
    """The class of that name."""
    return _load(next(place for place in NOUNS.values() if place.endswith(f".{kind}")))


def _load(place: str) -> type[Table[Any]]:
    module, _dot, kind = place.partition(".")
    found: type[Table[Any]] = getattr(import_module(f"model.{module}"), kind)
    return found


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name != "TABLES":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found = tuple(map(_load, NOUNS.values()))
        return found
