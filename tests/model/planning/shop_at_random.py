"""A small shop put together by chance: everything a rule can look at, and all that can stand in its way."""

import dataclasses
import json
from datetime import date, timedelta
from random import Random

from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason
from model.channels import PLANNABLE, Channel
from model.complaints import Complaint, ComplaintStatus, Grade
from model.customer_class import JUDGED, METALS, CustomerClass
from model.customer_days import CustomerDay
from model.customers import Consent
from model.follow_ups import FollowUp
from model.leaving import LeftReason
from model.product_services import ProductService
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.shop import Holiday
from model.visit_rules import ClosedDays, Unit
from model.visits import Outcome, Visit
from model.wishes import Wish
from tests.makers import add_customer, review_classes

TODAY = date(2026, 3, 14)
_HOURS = [["09:00", "18:00"]]


def fill(book: Book, chance: Random) -> None:
    """Put customers, sales, contacts and everything else into an empty book; rules and limits as they fall."""
    with book.edit("Filled the book"):
        products = _open(book, chance)
        for n in range(14):
            _add_somebody(book, chance, f"Customer {n}", products)
        _print_a_list(book, chance)


def _open(book: Book, chance: Random) -> list[Product]:
    """The shop's settings, its shelves and its rules."""
    with book.edit("Opened the shop"):
        closed = chance.sample(range(1, 8), chance.choice([0, 1, 2]))
        hours = {str(n): _HOURS for n in range(1, 8) if n not in closed}
        book.shops.update(
            dataclasses.replace(
                book.shop,
                opening_hours=json.dumps(hours),
                visits_a_day=chance.choice([None, 1, 3, 6]),
                contacts_a_quarter=chance.choice([None, 1, 1, 2]),
                attempts_at_most=chance.choice([1, 3, 5]),
            )
        )
        if chance.random() < 0.5:
            first = TODAY + timedelta(days=chance.randint(-3, 5))
            book.holidays.insert(
                Holiday(first_on=first, last_on=first + timedelta(days=chance.randint(0, 3)))
            )
        products = [
            book.products.insert(
                Product(
                    name=f"Tea {n}",
                    category=chance.choice(["Tea", "Pots"]),
                    repurchase_days=chance.choice([None, 20, 40]),
                    warranty_days=chance.choice([None, 60, 100]),
                )
            )
            for n in range(4)
        ]
        book.product_services.insert(
            ProductService(
                product_id=products[0].id,
                name="Cleaning",
                unit=Unit.DAYS,
                first_after=30,
                again_after=30,
                times=3,
            )
        )
        for rule in book.visit_rules.all():
            book.visit_rules.update(
                dataclasses.replace(
                    rule,
                    active=chance.random() < 0.8,
                    weight=chance.randint(0, 100),
                    by_contact=chance.random() < 0.5,
                    closed_days=chance.choice(list(ClosedDays)),
                    channel=chance.choice(PLANNABLE),
                    lead_days="7, 3, 0" if rule.kind in ("yearly", "warranty") else rule.lead_days,
                )
            )
    return products


def _add_somebody(book: Book, chance: Random, name: str, products: list[Product]) -> None:
    birthday = TODAY + timedelta(days=chance.randint(-10, 20))
    customer = add_customer(
        book,
        name,
        *(["07700 900123"] if chance.random() < 0.7 else []),
        email="anna@example.org" if chance.random() < 0.3 else "",
        street="1 High Street" if chance.random() < 0.3 else "",
        birth_month=birthday.month,
        birth_day=birthday.day,
        do_not_contact=chance.random() < 0.1,
        archived=chance.random() < 0.05,
        left_reason=chance.choice([LeftReason.NONE] * 8 + [LeftReason.PRICE, LeftReason.MOVED]),
        class_by_hand=chance.choice([CustomerClass.NONE, *METALS]),
        call_from=chance.choice([None, "09:00", "17:00"]),
        known_since=TODAY - timedelta(days=chance.randint(30, 400)),
        household_id=_home(book, chance),
        introduced_by_id=_whoever(book, chance),
    )
    if chance.random() < 0.5:
        review_classes(
            book, TODAY - timedelta(days=chance.randint(0, 90)), one=(customer, chance.choice(JUDGED))
        )
    with book.edit("Wrote down what was known"):
        for channel in PLANNABLE:
            if chance.random() < 0.3:
                card = book.customers.card(customer)
                said = Consent(channel=channel, allowed=chance.random() < 0.5)
                book.customers.save(dataclasses.replace(card, consents=(*card.consents, said)))
        if chance.random() < 0.3:
            book.customer_days.insert(
                CustomerDay(customer_id=customer, label="Wedding", month=birthday.month, day=birthday.day)
            )
        for _n in range(chance.randint(0, 6)):
            add_something(book, chance, customer, products, TODAY - timedelta(days=chance.randint(0, 160)))
        if chance.random() < 0.4:
            book.follow_ups.insert(
                FollowUp(
                    customer_id=customer,
                    channel=chance.choice(PLANNABLE),
                    promise=chance.random() < 0.5,
                    reason="As agreed",
                    planned_on=TODAY + timedelta(days=chance.randint(-5, 8)),
                )
            )


def _whoever(book: Book, chance: Random) -> int | None:
    """Who brought them: a few bring many."""
    known = book.customers.all(order="id")
    return chance.choice(known[:3]).id if known and chance.random() < 0.4 else None


def _home(book: Book, chance: Random) -> int | None:
    if chance.random() < 0.7:
        return None
    with book.edit("Found the home"):
        return book.households.named(chance.choice(["Mill", "Hill"])).id


def add_something(book: Book, chance: Random, customer: int, products: list[Product], on: date) -> None:
    """One thing that happens in a shop, inside the running edit."""
    what = chance.random()
    if what < 0.6:
        product = chance.choice(products)
        sale = book.purchases.save(
            Purchase(customer_id=customer, bought_on=on),
            [PurchaseLine(product_id=product.id, text=product.name, amount_cents=1000)],
        )
        if chance.random() < 0.1:
            line = book.purchase_lines.of(sale.id)[0]
            book.purchases.return_goods(sale.id, {line.id: 1000}, on)
    elif what < 0.75:
        outcome = chance.choice(list(Outcome))
        book.visits.insert(
            Visit(
                customer_id=customer,
                visited_on=on,
                channel=chance.choice(list(Channel)),
                outcome=outcome,
                reached=outcome.reached,
            )
        )
    elif what < 0.88:
        is_closed = chance.random() < 0.7
        book.complaints.insert(
            Complaint(
                customer_id=customer,
                said_on=on,
                grade=chance.choice(list(Grade)),
                status=ComplaintStatus.CLOSED if is_closed else ComplaintStatus.OPEN,
                answered_on=on if is_closed else None,
                closed_on=on if is_closed else None,
            )
        )
    else:
        book.wishes.insert(
            Wish(
                customer_id=customer,
                words="Size 38",
                wished_on=on,
                arrived_on=on if chance.random() < 0.7 else None,
            )
        )


def _print_a_list(book: Book, chance: Random) -> None:
    """Somebody stands on a list that is not written back."""
    planned = book.follow_ups.all("status = 'open'")
    if not planned or chance.random() < 0.4:
        return
    one = chance.choice(planned)
    with book.edit("Printed a list"):
        made = book.call_lists.insert(
            CallList(number=1, for_on=TODAY + timedelta(days=chance.randint(-1, 1)))
        )
        line = book.call_list_lines.insert(
            CallListLine(call_list_id=made.id, line=1, customer_id=one.customer_id)
        )
        book.call_list_reasons.insert(CallListReason(call_list_line_id=line.id, follow_up_id=one.id))
