"""The complaints of the practice shop: each about something that was really sold there."""

from datetime import date, timedelta
from typing import Any

from model.book import Book
from model.channels import Channel
from model.complaints import Complaint, ComplaintStatus, Grade
from model.follow_ups import FollowUp
from model.practice.chance import Bag, Chance
from model.practice.material import Material, cents
from model.practice.selling import Sale
from model.products import Product
from model.visit_rules import RuleKind

_VISITED_AFTER_DAYS = 3
_SOLD_BEFORE_DAYS = 75
_LATE_COMPLAINT_HOURS = ((9 * 60, 12 * 60), (14 * 60, 18 * 60))


class ComplaintBook:
    """Writes each complaint down on its day."""

    def __init__(
        self, book: Book, material: Material, chance: Chance, products: dict[str, Product], today: date
    ) -> None:
        self._book = book
        self._products = products
        self._chance = chance
        self._today = today
        self._waiting = sorted(material.complaints, key=lambda written: -int(written["days_ago"]))
        self._reasons = Bag(chance, material.words["about_complaint"])
        self._handled = 0
        self._rule_id = next(
            rule.id for rule in book.visit_rules.all() if rule.kind is RuleKind.AFTER_COMPLAINT
        )
        self._complained: set[int] = set()

    def write_down(self, day: date, sales: list[Sale], staff: list[int]) -> None:
        """Whatever is complained about by ``day`` and was not written down yet."""
        while self._waiting and self._today - timedelta(days=self._waiting[0]["days_ago"]) <= day:
            self._one(self._waiting.pop(0), sales, staff)

    def _one(self, written: dict[str, Any], sales: list[Sale], staff: list[int]) -> None:
        said_on = self._today - timedelta(days=written["days_ago"])
        about = self._about_which(written)
        sale = self._sale_of(about, written.get("child", False), said_on, sales)
        if sale is None or sale.shopper is None:
            return
        handler_id = staff[self._handled % len(staff)]
        self._handled += 1
        self._complained.add(sale.shopper.customer_id)
        closed_on = said_on + timedelta(days=written["closed_after"]) if "closed_after" in written else None
        answered = closed_on or written.get("status") == "answered"
        complaint = self._book.complaints.insert(
            Complaint(
                customer_id=sale.shopper.customer_id,
                purchase_id=sale.purchase_id,
                product_id=next(self._products[code].id for code in sale.codes if code in about),
                said_on=said_on,
                said_at=written.get("at") or self._chance.time_within(_LATE_COMPLAINT_HOURS),
                channel=Channel(written.get("channel", self._chance.choice(["counter", "counter", "phone"]))),
                grade=Grade(written["grade"]),
                words=written["words"],
                handler_id=handler_id,
                status=ComplaintStatus.CLOSED if closed_on else ComplaintStatus(written["status"]),
                answered_on=said_on + timedelta(days=min(1, written["days_ago"])) if answered else None,
                solution=written.get("solution", ""),
                closed_on=closed_on,
                cause=written.get("cause", ""),
                cost_cents=cents(written.get("cost")),
                accepted=written.get("accepted"),
            )
        )
        if closed_on:
            self._book.follow_ups.insert(
                FollowUp(
                    customer_id=complaint.customer_id,
                    rule=RuleKind.AFTER_COMPLAINT,
                    rule_id=self._rule_id,
                    reason=self._reasons.draw(),
                    planned_on=closed_on + timedelta(days=_VISITED_AFTER_DAYS),
                    anchor_on=closed_on,
                    complaint_id=complaint.id,
                    purchase_id=complaint.purchase_id,
                    staff_id=handler_id,
                )
            )

    def _about_which(self, written: dict[str, Any]) -> set[str]:
        """The codes of the products that it may be about."""
        if "about" in written:
            return set(written["about"].split())
        return {code for code, product in self._products.items() if product.category == written["category"]}

    def _sale_of(self, codes: set[str], child: bool, said_on: date, sales: list[Sale]) -> Sale | None:
        """A sale of one of these, of the last weeks if there is one, to somebody who has not complained yet."""
        earliest = said_on - timedelta(days=_SOLD_BEFORE_DAYS)
        fitting = [
            sale
            for sale in sales
            if not codes.isdisjoint(sale.codes)
            and sale.shopper is not None
            and sale.shopper.is_child == child
            and not sale.shopper.is_business
            and not sale.shopper.asked_by_hand
            and sale.shopper.customer_id not in self._complained
            and sale.sold_on <= said_on
        ]
        recent = [sale for sale in fitting if sale.sold_on >= earliest]
        return self._chance.choice(recent or fitting[-10:]) if fitting else None
