"""What one customer is entitled to from what they bought and kept: free services, and warranties that run."""

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from model.book import Book
from model.errors import BookError
from model.follow_ups import FollowUpStatus
from model.planning.looked_up import came_back
from model.planning.recurrence import after
from model.product_services import ProductService, ProductServices, ServiceUse
from model.store import Store
from model.visit_rules import RuleKind
from resources.i18n import N_, _


@dataclass(frozen=True)
class Entitlement:
    """A free service that came with a line of a purchase, and of which some is left: the ``nth`` time is the one that
    would be used today, due on ``due_on``; ``used`` times it was used already. ``goods`` is what was bought."""

    line_id: int
    goods: str
    bought_on: date
    service: ProductService
    nth: int
    due_on: date
    used: int


@dataclass(frozen=True)
class Warranty:
    """The warranty of ``goods`` ends on ``ends_on``."""

    goods: str
    bought_on: date
    ends_on: date


def services_of(store: Store, customer_id: int, today: date) -> list[Entitlement]:
    """The services left to a customer, the one that is due first on top; not of goods that came back."""
    services: dict[int, list[ProductService]] = {}
    lines = _kept_lines(store, customer_id, today, "l.product_id IN (SELECT product_id FROM product_service)")
    for product_id in {line["product_id"] for line in lines}:
        services[product_id] = ProductServices(store).of_product(product_id)
    found = []
    for line in lines:
        for service in services[line["product_id"]]:
            used = store.column(
                "SELECT nth FROM service_use WHERE purchase_line_id = :line AND product_service_id = :service",
                line=line["id"],
                service=service.id,
            )
            bought_on = date.fromisoformat(line["bought_on"])
            left = [
                (_due_on(service, bought_on, nth), nth)
                for nth in range(max(used, default=0) + 1, service.times + 1)
            ]
            if left:
                # Whoever missed one comes for the next: the one that lies nearest to today is used.
                due_on, nth = min(left, key=lambda one: abs((one[0] - today).days))
                goods = str(line["goods"])
                found.append(Entitlement(line["id"], goods, bought_on, service, nth, due_on, len(used)))
    return sorted(found, key=lambda one: (one.due_on, one.line_id))


def warranties_of(store: Store, customer_id: int, today: date) -> list[Warranty]:
    """The warranties of a customer that run today, the first to end on top."""
    found = []
    for line in _kept_lines(store, customer_id, today, "d.warranty_days IS NOT NULL"):
        bought_on = date.fromisoformat(line["bought_on"])
        ends_on = bought_on + timedelta(days=line["warranty_days"])
        if ends_on >= today:
            found.append(Warranty(str(line["goods"]), bought_on, ends_on))
    return sorted(found, key=lambda one: one.ends_on)


def use_service(
    book: Book, customer_id: int, entitled: Entitlement, today: date, staff_id: int | None = None
) -> ServiceUse:
    """Write down that the service was used today: nobody is called about it any more. ``BookError`` if this one was
    written down meanwhile."""
    name = book.customers.get(customer_id).name
    occasion = f"{entitled.service.id}:{entitled.nth}"
    with book.edit(N_("Free service {service} used by {name}"), service=entitled.service.name, name=name):
        for plan in book.follow_ups.of_customer(customer_id):
            # There may be one for each of the rule's days before: "…:1" and "…:1:7".
            about_it = plan.rule == RuleKind.SERVICE and f"{plan.occasion}:".startswith(f"{occasion}:")
            if about_it and plan.anchor_on == entitled.bought_on and plan.status is FollowUpStatus.OPEN:
                done = dataclasses.replace(plan, status=FollowUpStatus.DONE, done_on=today)
                book.follow_ups.update(done)
        if book.service_uses.count(
            "purchase_line_id = :line AND product_service_id = :service AND nth = :nth",
            line=entitled.line_id,
            service=entitled.service.id,
            nth=entitled.nth,
        ):
            raise BookError(_("Somebody has just written down that this service was used."))
        return book.service_uses.insert(
            ServiceUse(
                customer_id=customer_id,
                purchase_line_id=entitled.line_id,
                product_service_id=entitled.service.id,
                nth=entitled.nth,
                used_on=today,
                staff_id=staff_id,
            )
        )


def _kept_lines(store: Store, customer_id: int, today: date, condition: str) -> list[Any]:
    rows = store.rows(
        "SELECT l.id, l.product_id, p.bought_on, d.warranty_days, coalesce(nullif(l.text, ''), d.name) AS goods"
        " FROM purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
        " CROSS JOIN product AS d ON d.id = l.product_id"
        " WHERE p.customer_id = :customer AND p.kind = 'sale' AND p.bought_on <= :today"
        f" AND l.quantity_thousandths > 0 AND {condition} ORDER BY p.bought_on, l.id",
        customer=customer_id,
        today=today.isoformat(),
    )
    gone = came_back(store, [row["id"] for row in rows], today)
    return [row for row in rows if row["id"] not in gone]


def _due_on(service: ProductService, bought_on: date, nth: int) -> date:
    return after(bought_on, service.first_after + (service.again_after or 0) * (nth - 1), service.unit)
