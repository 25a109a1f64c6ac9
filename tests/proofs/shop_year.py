"""A small shop that lives day by day: it sells, takes back, hears complaints, plans, prints lists, and is answered at
random. Some lists come back late, some never; there is a holiday, and three weeks in which the PC is off."""

import dataclasses
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

from model.book import Book
from model.call_list_closing import close
from model.call_list_making import make_list
from model.call_list_progress import ListedCall, calls_of, open_lists
from model.call_lists import CallList, LineStatus
from model.complaints import Complaint, ComplaintStatus
from model.contacts import record_contact, skip, snooze
from model.customer_class import METALS, CustomerClass
from model.customers import Customer, CustomerCard
from model.due import Due, DueItem
from model.errors import BookError
from model.follow_ups import FollowUp, FollowUpStatus
from model.households import Household
from model.planning.plan import plan
from model.product_services import ProductService
from model.products import Product
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from model.shop import Holiday
from model.visits import Outcome, Visit
from model.wishes import Wish
from model.writing_back import Sheet
from reports.call_list import write_list

FIRST = date(2026, 1, 5)
OPEN_HOURS = json.dumps({str(weekday): [["09:00", "18:00"]] for weekday in range(1, 7)})
_OUTCOMES = (
    [Outcome.REACHED] * 50
    + [Outcome.NO_ANSWER] * 25
    + [Outcome.CALL_BACK] * 10
    + [Outcome.WRONG_NUMBER] * 5
    + [Outcome.REFUSED] * 8
    + [Outcome.DO_NOT_CALL] * 2
)
_ONCE_FOR_ALL = frozenset({"after_sale", "after_complaint", "keep_in_touch", "silent", "win_back"})
"""Kinds of rules that ask for one contact at most, however much came together while nobody looked."""

Key = tuple[object, ...]


def key_of(item: DueItem) -> Key:
    """What tells a reason apart from every other, whether it is stored or not."""
    if item.rule_id is not None and item.anchor_on is not None:
        return item.customer_id, item.rule_id, item.anchor_on, item.occasion
    if item.complaint_id is not None:
        return "complaint", item.complaint_id, item.anchor_on
    return "by hand", item.follow_up_id


@dataclass
class ShopYear:
    """The life of one shop, and a ledger of what it was shown and what it did, kept beside the book."""

    book: Book
    days: int
    seed: int = 0
    people: list[int] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    shown: dict[Key, DueItem] = field(default_factory=dict)
    """Every reason that was ever due on a day on which somebody looked."""
    attempts: Counter[int] = field(default_factory=Counter)
    """How often each follow-up was tried, by its id."""
    wrong: list[str] = field(default_factory=list)
    """What was wrong on one of the days."""
    lists: int = 0
    written: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        third = self.days // 3
        self.last = FIRST + timedelta(days=self.days - 1)
        self.holiday = FIRST + timedelta(days=third), FIRST + timedelta(days=third + 20)
        self.off = FIRST + timedelta(days=2 * third), FIRST + timedelta(days=2 * third + 20)

    def live(self) -> None:
        """From the first day to the last."""
        self._open()
        for n in range(self.days):
            day = FIRST + timedelta(days=n)
            if day.weekday() < 6 and not self._is_within(day, self.holiday):
                self._sell(day)
                if not self._is_within(day, self.off):
                    self._work(day)

    @staticmethod
    def _is_within(day: date, days: tuple[date, date]) -> bool:
        return days[0] <= day <= days[1]

    # the shop

    def _open(self) -> None:
        book, chance = self.book, self.chance
        with book.edit("Opened the shop"):
            shop = dataclasses.replace(
                book.shop, opening_hours=OPEN_HOURS, visits_a_day=6, attempts_at_most=3
            )
            book.shops.update(shop)
            book.holidays.insert(Holiday(first_on=self.holiday[0], last_on=self.holiday[1], name="Away"))
            for rule in book.visit_rules.all():
                book.visit_rules.update(dataclasses.replace(rule, active=True))
            for name, days, warranty in (("Tea", 20, None), ("Coffee", 12, None), ("Kettle", None, 60)):
                self.products.append(
                    book.products.insert(
                        Product(name=name, category=name, repurchase_days=days, warranty_days=warranty)
                    )
                )
            book.product_services.insert(
                ProductService(product_id=self.products[2].id, name="Descaling", first_after=1)
            )
            for number in range(24):
                day = FIRST + timedelta(days=chance.randrange(self.days))
                card = book.customers.save(
                    CustomerCard(
                        Customer(
                            name=f"Customer {number}",
                            birth_month=day.month if number % 3 == 0 else None,
                            birth_day=day.day if number % 3 == 0 else None,
                            class_by_hand=chance.choice([CustomerClass.NONE, *METALS]),
                            street=f"{number} High Street",
                        ),
                        household=Household(name=f"Home {number // 2}") if number < 8 else None,
                    )
                )
                self.people.append(card.customer.id)

    def _sell(self, day: date) -> None:
        """What the day brings, entered at its end; of the weeks without the PC afterwards, which is the same book."""
        book, chance = self.book, self.chance
        with book.edit("The day"):
            for _sale in range(chance.randrange(4)):
                product = chance.choice(self.products)
                sale = book.purchases.save(
                    Purchase(customer_id=chance.choice(self.people), bought_on=day),
                    [
                        PurchaseLine(
                            text=product.name, product_id=product.id, amount_cents=chance.randrange(500, 9000)
                        )
                    ],
                )
                if chance.random() < 0.08:
                    self._bring_back(sale, day)
            if chance.random() < 0.12:
                said = Complaint(customer_id=chance.choice(self.people), said_on=day, words="It leaks")
                book.complaints.insert(said)
            for complaint in book.complaints.open():
                if chance.random() < 0.1:
                    book.complaints.update(
                        dataclasses.replace(complaint, status=ComplaintStatus.CLOSED, closed_on=day)
                    )
            if chance.random() < 0.08:
                book.wishes.insert(
                    Wish(
                        customer_id=chance.choice(self.people), words="Size 38", wished_on=day, arrived_on=day
                    )
                )
            if chance.random() < 0.15:
                planned_on = day + timedelta(days=chance.randrange(10))
                promise = chance.random() < 0.5
                customer_id = chance.choice(self.people)
                book.follow_ups.insert(
                    FollowUp(
                        customer_id=customer_id, planned_on=planned_on, promise=promise, reason="Asked us to"
                    )
                )

    def _bring_back(self, sale: Purchase, day: date) -> None:
        lines = self.book.purchase_lines.of(sale.id)
        self.book.purchases.save(
            Purchase(
                customer_id=sale.customer_id, bought_on=day, kind=PurchaseKind.RETURN, return_of_id=sale.id
            ),
            [
                PurchaseLine(text=line.text, product_id=line.product_id, amount_cents=-line.amount_cents)
                for line in lines
            ],
        )

    # the calls

    def _work(self, day: date) -> None:
        """Write back what lies there, print a list, and call some who are on none."""
        for one in open_lists(self.book.store):
            age = (day - one.for_on).days
            if age > 12:
                close(self.book, one.call_list_id, day)  # it was never found again
            elif age > 0 and one.number % 5:
                self._write_back(self.book.call_lists.get(one.call_list_id), day)
        self._look(day)
        if self.chance.random() < 0.6:
            self._print(day)
        for pressing in plan(self.book.store, day)[0].due[:2]:
            self._call(pressing, day)

    def _look(self, day: date) -> None:
        for one in plan(self.book.store, day)[0].due:
            asked = Counter(item.rule_id for item in one.items if item.rule in _ONCE_FOR_ALL)
            for rule_id, times in asked.items():
                if times > 1:
                    self.wrong.append(f"{day}: {one.name} is asked for {times} times by rule {rule_id}")
            for item in one.items:
                self.shown[key_of(item)] = item

    def _print(self, day: date) -> None:
        def on_paper(made: CallList) -> None:
            if made.number % 10 == 1:  # every one of them would take most of the time
                assert write_list(self.book, made.id, BytesIO(), day) >= 1

        try:
            made = make_list(self.book, day, day, limit=self.chance.choice([None, 2, 4]), printing=on_paper)
        except BookError:
            return  # nobody is due who is not on a list
        self.lists += 1
        self.wrong += [f"{day}, list {made.number}: {one}" for one in twice_on_lists(self.book)]

    def _write_back(self, made: CallList, day: date) -> None:
        """All of it, or as much as was done before somebody came into the shop."""
        sheet = Sheet(self.book, made, day)
        for call in calls_of(self.book, made.id):
            if call.status is LineStatus.OPEN and call.people and self.chance.random() < 0.9:
                self._write_line(sheet, call)

    def _write_line(self, sheet: Sheet, call: ListedCall) -> None:
        outcome = self.chance.choice(_OUTCOMES)
        words = [str(call.line), self.chance.choice([str(outcome.code), outcome.letter])]
        if outcome is Outcome.CALL_BACK or (
            outcome is not Outcome.DO_NOT_CALL and self.chance.random() < 0.1
        ):
            words.append(f"+{self.chance.randrange(1, 12)}")
        if outcome is Outcome.REACHED:
            words += [
                str(self.chance.randrange(11)),
                self.chance.choice(["", "nice tea", '"the lid, again"']),
            ]
        if outcome is Outcome.REACHED and self.chance.random() < 0.05:
            words.append("!c it leaks again")
        waiting = (FollowUpStatus.OPEN, FollowUpStatus.MISSED)
        for one in call.people:
            now = [self.book.follow_ups.get(follow_up.id) for follow_up in one.follow_ups]
            self._count([follow_up.id for follow_up in now if follow_up.status in waiting], outcome)
        sheet.write(sheet.read(" ".join(words)))
        self.written += 1

    def _call(self, one: Due, day: date) -> None:
        """From the screen: sometimes skipped or put off instead."""
        luck = self.chance.random()
        if luck < 0.1:
            skip(self.book, one.items, day)
        elif luck < 0.2:
            snooze(self.book, one.items, day + timedelta(days=self.chance.randrange(1, 9)), day)
        else:
            outcome = self.chance.choice(_OUTCOMES)
            next_on = day + timedelta(days=2) if outcome is Outcome.CALL_BACK else None
            before = {follow_up.id for follow_up in self.book.follow_ups.of_customer(one.customer_id)}
            visit = Visit(customer_id=one.customer_id, visited_on=day, outcome=outcome)
            record_contact(self.book, visit, one.items, next_on)
            known = {item.follow_up_id for item in one.items if item.follow_up_id}
            new = [
                follow_up.id
                for follow_up in self.book.follow_ups.of_customer(one.customer_id)
                if follow_up.id not in before and key_of_stored(follow_up) in set(map(key_of, one.items))
            ]
            self._count([*known, *new], outcome)

    def _count(self, follow_up_ids: Iterable[int], outcome: Outcome) -> None:
        if outcome is not Outcome.CALL_BACK:
            self.attempts.update(follow_up_ids)


def key_of_stored(follow_up: FollowUp) -> Key:
    """As ``key_of``."""
    if follow_up.rule_id is not None and follow_up.anchor_on is not None:
        return follow_up.customer_id, follow_up.rule_id, follow_up.anchor_on, follow_up.occasion
    if follow_up.complaint_id is not None:
        return "complaint", follow_up.complaint_id, follow_up.anchor_on
    return "by hand", follow_up.id


def twice_on_lists(book: Book) -> Iterator[str]:
    """Customers on two open lines of open lists."""
    times = Counter(
        one.customer_id
        for a_list in open_lists(book.store)
        for call in calls_of(book, a_list.call_list_id)
        if call.status is LineStatus.OPEN
        for one in call.people
    )
    yield from (f"customer {customer_id} on {n} lines" for customer_id, n in times.items() if n > 1)
