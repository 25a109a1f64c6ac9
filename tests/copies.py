"""Random lives of a few copies of one book, and what must hold of any two of them that are joined."""

from __future__ import annotations

import dataclasses
import random
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from model import ids
from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason, LineStatus, ListStatus
from model.channels import Channel
from model.clashes import Clashes
from model.class_lines import ClassLines
from model.class_reviews import ClassReview, ClassStep
from model.complaints import Complaint, ComplaintStatus
from model.customer_class import JUDGED, CustomerClass
from model.customer_days import CustomerDay
from model.customer_phones import Phone
from model.customers import Consent, Customer, CustomerCard
from model.errors import BookError
from model.follow_ups import FollowUp, FollowUpStatus
from model.gifts import Gift, GiftKind
from model.households import Household
from model.leaving import LeftReason
from model.nouns import TABLES
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.safekeeping.deciding import groups_of, values_of
from model.safekeeping.joining import Joined, join_into
from model.safekeeping.lineage import Verdict, compare, of
from model.slips import Slip, SlipStatus
from model.staff import StaffMember
from model.statistics import check
from model.text_templates import TextTemplate
from model.traits import Trait
from model.visit_rules import RuleKind, Scope, VisitRule
from model.visits import Visit
from model.wishes import Wish
from tests.makers import make_book

Step = tuple[str, int, int, int]
"""What is done, in which copy, and two numbers that choose among what is there."""

Rows = dict[str, dict[int, tuple[Any, ...]]]

DAY = date(2026, 3, 12)
_TYPED = re.compile(r"\bt\d+\b")


def rows_of(book: Book) -> Rows:
    """Everything that people wrote, as the file keeps it."""
    return {
        table.name: {
            row["id"]: tuple(row)
            for row in book.store.rows(f"SELECT {', '.join(table.written())} FROM {table.name}")
        }
        for table in TABLES
    }


def typed_in(rows: Iterable[tuple[Any, ...]]) -> set[str]:
    """The typed words that stand in some rows."""
    return {word for row in rows for value in row if isinstance(value, str) for word in _TYPED.findall(value)}


@dataclass
class Copy:
    """One copy of the book on the disk, in which people work for a session and another."""

    path: Path
    session: Book | None = None

    def open(self) -> Book:
        book = Book.open(self.path)
        book.store.value("PRAGMA synchronous = OFF")  # nobody pulls the plug on this test
        return book

    def work(self) -> Book:
        """The book of the session that is running, or of a new one."""
        if self.session is None:
            self.session = self.open()
        return self.session

    def stop(self) -> None:
        """The session ends."""
        if self.session is not None:
            self.session.close()
            self.session = None


class Life:
    """Copies of one book, each going its own way. Whatever is typed is a word of its own, t1, t2, …, and the life
    remembers in which edit."""

    def __init__(self, folder: Path, copies: int = 2, begun: Life | None = None) -> None:
        self.folder = folder
        self.words: dict[str, int] = {}
        self._book: Book
        self.copies = [Copy(folder / "0.regulars")]
        if begun is None:
            self._begin()
        else:
            shutil.copy(begun.copies[0].path, self.copies[0].path)
            self.words |= begun.words
        self.copies += [Copy(folder / f"{place}.regulars") for place in range(1, copies)]
        for copy in self.copies[1:]:
            shutil.copy(self.copies[0].path, copy.path)
        self.backups = [self._keep(self.copies[0])]

    def _begin(self) -> None:
        make_book(self.folder, "0.regulars").close()
        for place in range(4):
            self.do(("customer", 0, place, 0))
        for deed in ("sale", "sale", "complaint", "follow_up", "visit", "staff", "product", "phone"):
            self.do((deed, 0, 1, 1))
        for deed in ("day", "wish", "service", "gift", "paper", "slip", "letter"):
            self.do((deed, 0, 1, 3))
        self.do(("review", 0, 1, 4))
        self.copies[0].stop()

    def live(self, steps: Iterable[Step]) -> None:
        for step in steps:
            self.do(step)
        for copy in self.copies:
            copy.stop()

    def do(self, step: Step) -> None:
        """One step; one that is not possible just now is left out."""
        deed, place, a, b = step
        copy = self.copies[place % len(self.copies)]
        if deed in ("back_up", "restore", "hand_copy", "join"):
            for one in self.copies:
                one.stop()
            getattr(self, f"_{deed}")(copy, a)
            return
        self._book = copy.work()
        with suppress(BookError):
            if deed in ("undo", "redo", "take_back"):
                getattr(self, f"_{deed}")(a)
                return
            before = len(self.words)
            with self._book.edit(deed):
                getattr(self, f"_{deed}")(a, b)
                edit_id = self._book.store.edit_id
            for word in list(self.words)[before:]:
                self.words[word] = edit_id

    # what happens to whole copies

    def _keep(self, copy: Copy) -> Path:
        kept = self.folder / f"kept {len(getattr(self, 'backups', []))}.regulars"
        shutil.copy(copy.path, kept)
        return kept

    def _back_up(self, copy: Copy, _a: int) -> None:
        self.backups.append(self._keep(copy))

    def _restore(self, copy: Copy, a: int) -> None:
        shutil.copy(self.backups[a % len(self.backups)], copy.path)

    def _hand_copy(self, copy: Copy, a: int) -> None:
        other = self.copies[a % len(self.copies)]
        if other is not copy:
            shutil.copy(other.path, copy.path)

    def _join(self, copy: Copy, a: int) -> None:
        other = self.copies[a % len(self.copies)]
        joined = self.folder / "joined in between.regulars"
        if join_copies(copy.path, other.path, joined) is not None:
            joined.replace(copy.path)

    # what people do

    def _word(self) -> str:
        word = f"t{len(self.words) + 1}"
        self.words[word] = 0
        return word

    def _one(self, table: Any, a: int) -> Any:
        """One of the records there are."""
        found = table.all()
        if not found:
            raise BookError("none")
        return found[a % len(found)]

    def _who(self, a: int) -> int:
        return int(self._one(self._book.customers, a).id)

    def _customer(self, _a: int, b: int) -> None:
        self._book.customers.save(
            CustomerCard(
                Customer(name=self._word(), note=self._word() if b % 2 else ""),
                phones=(Phone(number=self._word()),),
                traits=(Trait(value=self._word()),),
                household=Household(name=self._word()) if b % 3 == 0 else None,
            )
        )

    def _field(self, a: int, b: int) -> None:
        one = self._one(self._book.customers, a)
        changes: list[dict[str, Any]] = [
            {"email": self._word()},
            {"city": self._word()},
            {"name": self._word()},
            {"birth_month": 1 + b % 12, "birth_day": 1 + b % 28},
            {"birth_month": None, "birth_day": None},
            {"do_not_contact": not one.do_not_contact},
            {"archived": not one.archived},
            {"introduced_by_id": self._who(b)},
            {"introduced_by_id": self._who(b + 1)},
            {"email": ""},
        ]
        self._book.customers.update(dataclasses.replace(one, **changes[b % len(changes)]))

    def _note(self, a: int, b: int) -> None:
        one = self._one(self._book.customers, a)
        note = f"{one.note}\n{self._word()}" if b % 2 else self._word()
        self._book.customers.update(dataclasses.replace(one, note=note))

    def _phone(self, a: int, b: int) -> None:
        """Phones put in front, taken out, or changed on the card."""
        card = self._book.customers.card(self._who(a))
        phones = list(card.phones)
        if b % 4 == 1 and phones:
            phones.pop(b % len(phones))
        elif b % 4 == 2 and phones:
            phones[0] = dataclasses.replace(phones[0], number=self._word())
        elif b % 4 == 3:
            phones.insert(0, Phone(number=f"same {b % 2}"))
        else:
            phones.insert(0, Phone(number=self._word()))
        self._book.customers.save(dataclasses.replace(card, phones=tuple(phones)))

    def _trait(self, a: int, b: int) -> None:
        card = self._book.customers.card(self._who(a))
        trait = Trait(value=f"same {b % 2}" if b % 3 == 0 else self._word())
        self._book.customers.save(dataclasses.replace(card, traits=(*card.traits, trait)))

    def _consent(self, a: int, b: int) -> None:
        card = self._book.customers.card(self._who(a))
        channel = (Channel.PHONE, Channel.EMAIL)[b % 2]
        others = tuple(one for one in card.consents if one.channel != channel)
        mine = tuple(one for one in card.consents if one.channel == channel)
        if b % 5 == 4:  # taken back altogether
            wanted = others
        elif mine and b % 3:
            wanted = (*others, dataclasses.replace(mine[0], allowed=not mine[0].allowed, note=self._word()))
        else:
            wanted = (*others, Consent(channel=channel, allowed=bool(b % 4), note=self._word()))
        self._book.customers.save(dataclasses.replace(card, consents=wanted))

    def _delete(self, a: int, _b: int) -> None:
        self._book.customers.delete(self._who(a))

    def _unite(self, a: int, b: int) -> None:
        """Two cards of one person: the purchases go to the other card, and the first goes."""
        from_id, to_id = self._who(a), self._who(b)
        if from_id != to_id:
            self._book.store.write(
                "UPDATE purchase SET customer_id = :to WHERE customer_id = :from",
                {"from": from_id, "to": to_id},
            )
            self._book.customers.delete(from_id)

    def _sale(self, a: int, b: int) -> None:
        products = self._book.products.all()
        staff = self._book.staff.all()
        self._book.purchases.save(
            Purchase(
                customer_id=self._who(a) if b % 4 else None,
                bought_on=DAY + timedelta(days=b),
                note=self._word(),
                staff_id=staff[b % len(staff)].id if staff else None,
            ),
            [
                PurchaseLine(
                    text=self._word(),
                    amount_cents=100 * (b + 1),
                    product_id=products[a % len(products)].id if products else None,
                )
                for _line in range(1 + b % 2)
            ],
        )

    def _line(self, a: int, b: int) -> None:
        lines = self._book.purchase_lines
        self._lines_change(lines, a, b)

    def _lines_change(self, lines: Any, a: int, b: int) -> None:
        one = self._one(lines, a)
        if b % 3 == 0:
            lines.delete(one.id)
        elif b % 3 == 1:
            lines.update(dataclasses.replace(one, text=self._word()))
        else:
            lines.update(dataclasses.replace(one, amount_cents=one.amount_cents + b))

    def _sale_off(self, a: int, b: int) -> None:
        sale = self._one(self._book.purchases, a)
        if b % 2:
            self._book.purchases.delete(sale.id)
        else:
            self._book.purchases.update(dataclasses.replace(sale, note=self._word()))

    def _goods_back(self, a: int, _b: int) -> None:
        sale = self._one(self._book.purchases, a)
        line = self._one(self._book.purchase_lines, a)
        self._book.purchases.save(
            Purchase(customer_id=sale.customer_id, bought_on=DAY, return_of_id=sale.id, note=self._word()),
            [PurchaseLine(text=self._word(), amount_cents=-50, return_of_line_id=line.id)],
        )

    def _complaint(self, a: int, b: int) -> None:
        sales = self._book.purchases.all()
        self._book.complaints.insert(
            Complaint(
                customer_id=self._who(a),
                said_on=DAY,
                words=self._word(),
                purchase_id=sales[b % len(sales)].id if sales else None,
            )
        )

    def _complaint_on(self, a: int, b: int) -> None:
        one = self._one(self._book.complaints, a)
        if b % 4 == 0:
            self._book.complaints.delete(one.id)
        elif b % 4 == 1:
            changed = dataclasses.replace(
                one, status=ComplaintStatus.CLOSED, closed_on=DAY + timedelta(days=b)
            )
            self._book.complaints.update(changed)
        elif b % 4 == 2:
            changed = dataclasses.replace(one, status=ComplaintStatus.ANSWERED, closed_on=None)
            self._book.complaints.update(changed)
        else:
            self._book.complaints.update(dataclasses.replace(one, solution=f"{one.solution}\n{self._word()}"))

    def _follow_up(self, a: int, b: int) -> None:
        complaints = self._book.complaints.all()
        self._book.follow_ups.insert(
            FollowUp(
                customer_id=self._who(a),
                planned_on=DAY,
                reason=self._word(),
                complaint_id=complaints[b % len(complaints)].id if complaints else None,
            )
        )

    def _follow_up_on(self, a: int, b: int) -> None:
        one = self._one(self._book.follow_ups, a)
        changes: list[dict[str, Any]] = [
            {"status": FollowUpStatus.DONE, "done_on": DAY + timedelta(days=b)},
            {"status": FollowUpStatus.SKIPPED, "done_on": None},
            {"snoozed_to": DAY + timedelta(days=b), "attempts": one.attempts + 1},
            {"reason": self._word()},
        ]
        self._book.follow_ups.update(dataclasses.replace(one, **changes[b % len(changes)]))

    def _visit(self, a: int, b: int) -> None:
        planned = self._book.follow_ups.all()
        staff = self._book.staff.all()
        self._book.visits.insert(
            Visit(
                customer_id=self._who(a),
                visited_on=DAY,
                words=self._word(),
                follow_up_id=planned[b % len(planned)].id if planned else None,
                staff_id=staff[a % len(staff)].id if staff else None,
            )
        )

    def _day(self, a: int, b: int) -> None:
        """A yearly day more on the card, or one less."""
        card = self._book.customers.card(self._who(a))
        label = "same" if b % 3 == 0 else self._word()
        days = card.days[1:] if b % 4 == 3 else (*card.days, CustomerDay(label=label, month=5, day=20))
        self._book.customers.save(dataclasses.replace(card, days=days))

    def _class(self, a: int, b: int) -> None:
        one = self._one(self._book.customers, a)
        changes: list[dict[str, Any]] = [
            {"class_by_hand": CustomerClass.GOLD, "class_reason": self._word(), "class_until": DAY},
            {"class_by_hand": CustomerClass.LEAD, "class_reason": self._word(), "class_until": None},
            {"left_reason": LeftReason.PRICE, "left_on": DAY, "left_for": self._word()},
            {"left_reason": LeftReason.NONE, "left_on": None, "left_for": ""},
            {"confirm_details": not one.confirm_details},
            {"stars": 1 + a % 4},
            {"need_cents": 100 + b, "share_aim_percent": 1 + b},
        ]
        self._book.customers.update(dataclasses.replace(one, **changes[b % len(changes)]))

    def _wish(self, a: int, b: int) -> None:
        products = self._book.products.all()
        wishes = self._book.wishes
        if b % 3 == 0:
            product = products[a % len(products)].id if products else None
            words = "same" if b % 2 else self._word()
            wishes.insert(Wish(customer_id=self._who(a), product_id=product, words=words, wished_on=DAY))
        else:
            one = self._one(wishes, a)
            closed = DAY + timedelta(days=b) if b % 3 == 2 else None
            wishes.update(dataclasses.replace(one, arrived_on=DAY + timedelta(days=b), closed_on=closed))

    def _gift(self, a: int, b: int) -> None:
        """Something given away, or what is written of it."""
        gifts = self._book.gifts
        if b % 3 == 0 or not gifts.count():
            kind = GiftKind.GOODWILL if b % 2 else GiftKind.GIFT
            gifts.insert(Gift(customer_id=self._who(a), kind=kind, given_on=DAY, words=self._word()))
        elif b % 3 == 1:
            gifts.update(dataclasses.replace(self._one(gifts, a), words=self._word(), cost_cents=b))
        else:
            gifts.delete(self._one(gifts, a).id)

    def _review(self, a: int, b: int) -> None:
        """New lines and a review that moves a few, or another treatment of a class."""
        book = self._book
        if b % 3 == 0:
            one = self._one(book.class_treatments, a)
            changes: list[dict[str, Any]] = [
                {"greeting": self._word()},
                {"words": self._word()},
                {"priority": b},
            ]
            book.class_treatments.update(dataclasses.replace(one, **changes[a % 3]))
            return
        lines = ClassLines(set_on=DAY, current_cents=b, platinum_cents=b, iron_cents=b, note=self._word())
        review = book.class_reviews.insert(
            ClassReview(reviewed_on=DAY, class_lines_id=book.class_lines.insert(lines).id, note=self._word())
        )
        everybody = book.customers.all()
        for place in range(min(len(everybody), 1 + b % 3)):
            book.class_steps.insert(
                ClassStep(
                    class_review_id=review.id,
                    customer_id=everybody[(a + place) % len(everybody)].id,
                    moved_on=DAY,
                    to_class=JUDGED[(a + b) % len(JUDGED)],
                    current_cents=a,
                    potential_cents=b,
                    parts=self._word(),
                )
            )

    def _service(self, a: int, b: int) -> None:
        """A service that comes with a product, or one that was used."""
        services = self._book.product_services
        if b % 3 == 0 or not services.count():
            services.insert(
                ProductService(
                    product_id=self._one(self._book.products, a).id, name=self._word(), first_after=b
                )
            )
        elif b % 3 == 1:
            one = self._one(services, a)
            services.update(dataclasses.replace(one, first_after=one.first_after + b))
        else:
            lines = self._book.purchase_lines.all()
            self._book.service_uses.insert(
                ServiceUse(
                    customer_id=self._who(a),
                    purchase_line_id=lines[b % len(lines)].id if lines else None,
                    product_service_id=self._one(services, b).id,
                    nth=1,
                    used_on=DAY,
                    note=self._word(),
                )
            )

    def _rule(self, a: int, b: int) -> None:
        rules = self._book.visit_rules
        one = self._one(rules, a)
        if b % 5 == 0:
            rules.delete(one.id)
        elif b % 5 == 1:
            rules.insert(VisitRule(kind=RuleKind.KEEP_IN_TOUCH, name=self._word(), count=1))
        elif b % 5 == 2:
            whom = Scope.CUSTOMER if b % 2 else Scope.PRODUCT
            product = None if whom is Scope.CUSTOMER else self._one(self._book.products, a).id
            customer = self._who(a) if whom is Scope.CUSTOMER else None
            rules.update(dataclasses.replace(one, scope=whom, product_id=product, customer_id=customer))
        else:
            changes: list[dict[str, Any]] = [
                {"active": not one.active},
                {"words": self._word()},
                {"count": b},
            ]
            rules.update(dataclasses.replace(one, **changes[b % 3]))

    def _paper(self, a: int, b: int) -> None:
        """A list of a few calls, whose reasons are planned by a rule and stored with it."""
        book = self._book
        paper = book.call_lists.insert(
            CallList(number=book.call_lists.count() + 1, for_on=DAY, note=self._word())
        )
        everybody = book.customers.all()
        rules = book.visit_rules.all()
        for place in range(min(len(everybody), 1 + b % 3)):
            who = everybody[(a + place) % len(everybody)].id
            rule = rules[b % len(rules)].id if rules else None
            plan = book.follow_ups.insert(
                FollowUp(
                    customer_id=who,
                    planned_on=DAY,
                    rule="silent",
                    rule_id=rule,
                    anchor_on=DAY,
                    occasion=str(b % 2),
                    shown_on=DAY,
                )
            )
            line = book.call_list_lines.insert(
                CallListLine(call_list_id=paper.id, line=place + 1, customer_id=who)
            )
            book.call_list_reasons.insert(CallListReason(call_list_line_id=line.id, follow_up_id=plan.id))

    def _paper_back(self, a: int, b: int) -> None:
        """A line written back, a list closed, or thrown away."""
        book = self._book
        if b % 4 == 0:
            book.call_lists.delete(self._one(book.call_lists, a).id)
        elif b % 4 == 1:
            one = self._one(book.call_lists, a)
            book.call_lists.update(
                dataclasses.replace(one, status=ListStatus.CLOSED, closed_on=DAY + timedelta(days=b))
            )
        else:
            line = self._one(book.call_list_lines, a)
            if line.customer_id is not None:
                book.visits.insert(
                    Visit(
                        customer_id=line.customer_id,
                        visited_on=DAY,
                        words=self._word(),
                        call_list_line_id=line.id,
                    )
                )
            status = LineStatus.WRITTEN if b % 4 == 2 else LineStatus.LEFT
            book.call_list_lines.update(dataclasses.replace(line, status=status))

    def _slip(self, a: int, b: int) -> None:
        slips = self._book.slips
        if b % 2 or not slips.count():
            slips.insert(Slip(number=slips.count() + 1, printed_on=DAY))
        else:
            slips.update(
                dataclasses.replace(
                    self._one(slips, a),
                    status=SlipStatus.BACK,
                    back_on=DAY + timedelta(days=b),
                    customer_id=self._who(a),
                    note=self._word(),
                )
            )

    def _letter(self, a: int, b: int) -> None:
        letters = self._book.text_templates
        if b % 2 or not letters.count():
            letters.insert(TextTemplate(body="same" if b % 3 == 0 else self._word()))
        else:
            letters.update(dataclasses.replace(self._one(letters, a), body=self._word()))

    def _staff(self, a: int, b: int) -> None:
        if b % 3 == 0:
            self._book.staff.delete(self._one(self._book.staff, a).id)
        else:
            self._book.staff.insert(StaffMember(name=self._word()))

    def _product(self, a: int, b: int) -> None:
        if b % 3 == 0:
            self._book.products.delete(self._one(self._book.products, a).id)
        elif b % 3 == 1:
            self._book.products.insert(Product(name=self._word()))
        else:
            one = self._one(self._book.products, a)
            self._book.products.update(dataclasses.replace(one, note=self._word()))

    def _shop(self, a: int, b: int) -> None:
        changes: list[dict[str, Any]] = [{"phone": self._word()}, {"address": self._word()}]
        self._book.shops.update(dataclasses.replace(self._book.shop, **changes[b % 2]))

    def _load(self, a: int, b: int) -> None:
        """An import: rows of a bulk edit, for new customers and for one that is there."""
        store = self._book.store
        there = self._who(a)
        with store.bulk("customer", "customer_phone", "purchase", "purchase_line", rows=b):
            new = [ids.new_id() for _row in range(1 + b % 3)]
            store.write_many(
                "INSERT INTO customer (id, edit_id, name) VALUES (?, ?, ?)",
                [(row, store.edit_id, self._word()) for row in new],
            )
            store.write_many(
                "INSERT INTO customer_phone (id, edit_id, customer_id, number) VALUES (?, ?, ?, ?)",
                [(ids.new_id(), store.edit_id, row, self._word()) for row in (*new, there)],
            )
            sales = [(ids.new_id(), store.edit_id, row, DAY.isoformat()) for row in (*new, there)]
            store.write_many(
                "INSERT INTO purchase (id, edit_id, customer_id, bought_on) VALUES (?, ?, ?, ?)", sales
            )
            store.write_many(
                "INSERT INTO purchase_line (id, edit_id, purchase_id, text, amount_cents) VALUES (?, ?, ?, ?, 100)",
                [(ids.new_id(), store.edit_id, sale[0], self._word()) for sale in sales],
            )
        if b % 2:
            one = self._book.customers.get(there)
            self._book.customers.update(dataclasses.replace(one, street=self._word()))

    def _undo(self, _a: int) -> None:
        self._book.undo()

    def _redo(self, _a: int) -> None:
        self._book.redo()

    def _take_back(self, a: int) -> None:
        edits = self._book.store.column(
            "SELECT id FROM edit WHERE number > 1 AND undoes_id IS NULL ORDER BY number"
        )
        self._book.take_back(edits[a % len(edits)])


DEEDS = (
    *("customer", "field", "field", "field", "note", "note", "phone", "phone", "trait", "consent", "consent"),
    *("gift", "review"),
    *("day", "class", "wish", "wish", "service", "rule", "rule", "paper", "paper_back", "slip", "letter"),
    *("delete", "unite", "sale", "sale", "line", "sale_off", "goods_back", "complaint", "complaint_on"),
    *(
        "follow_up",
        "follow_up_on",
        "visit",
        "staff",
        "product",
        "shop",
        "load",
        "undo",
        "undo",
        "redo",
        "take_back",
    ),
)
"""What people do in a book, the frequent more often."""

MOVES = ("back_up", "restore", "hand_copy", "join")
"""What happens to whole copies."""


def random_steps(chance: random.Random, steps: int, copies: int, *, moves: bool) -> list[Step]:
    """A life in advance."""
    kinds = DEEDS + (MOVES if moves else ())
    return [
        (chance.choice(kinds), chance.randrange(copies), chance.randrange(12), chance.randrange(12))
        for _step in range(steps)
    ]


Join = Callable[[Path, Path, Path], Joined | None]


def join_copies(ours: Path, theirs: Path, target: Path) -> Joined | None:
    """A new file at ``target`` that joins two; ``None`` if there was nothing to join."""
    with Book.open(ours, read_only=True) as one, Book.open(theirs, read_only=True) as other:
        if compare(of(one.store), of(other.store)).verdict is not Verdict.PARTED:
            return None
    shutil.copy(ours, target)
    with Copy(target).open() as book:
        return join_into(book, theirs, theirs.name)


def verify(
    life: Life, ours: Copy, theirs: Copy, *, base: Rows | None = None, join: Join = join_copies
) -> bool:
    """Join two copies in both directions, and hold all that must be true of it; whether there was anything to join.

    ``base`` is the book as it was when the two parted, if they have parted only once.
    """
    target, mirrored = life.folder / "joined.regulars", life.folder / "mirrored.regulars"
    if join(ours.path, theirs.path, target) is None:
        return False
    join(theirs.path, ours.path, mirrored)
    with (
        ours.open() as one,
        theirs.open() as other,
        Copy(target).open() as joined,
        Copy(mirrored).open() as same,
    ):
        assert check(joined.store) == [], "the joined book is sound"
        rows = rows_of(joined)
        assert_nothing_lost(life, one, other, rows)
        if base is not None:
            assert_three_ways(base, rows_of(one), rows_of(other), rows)
        assert rows_of(same) == rows, "it makes no difference which is called ours"
        for copy in (one, other):
            assert compare(of(joined.store), of(copy.store)).verdict is Verdict.OLDER, (
                "joining again adds nothing"
            )
    again = life.folder / "joined again.regulars"
    join(target, mirrored, again)
    with Copy(again).open() as both:
        assert rows_of(both) == rows, "two joins of the same two, joined, are the same again"
    with ours.open() as one, Copy(target).open() as joined:
        undone = joined.undo()
        assert undone is not None
        assert (undone.kept, undone.could_not) == (0, 0)
        assert rows_of(joined) == rows_of(one), "taken back, the book is what it was"
        assert check(joined.store) == []
        joined.redo()
        assert rows_of(joined) == rows, "put back, it is the joined book again"
        assert check(joined.store) == []
    return True


def assert_nothing_lost(life: Life, one: Book, other: Book, rows: Rows) -> None:
    """Every typed word that stands in either copy stands in the joined book, or in a clash; or the other copy had it
    and somebody there took it out or wrote over it."""
    standing = typed_in(row for table in rows.values() for row in table.values())
    for book, against in ((one, other), (other, one)):
        known = set(against.store.column("SELECT id FROM edit"))
        there = _standing(against)
        for word in _standing(book) - standing:
            assert life.words[word] in known, f"{word} is lost: it was never seen in the other copy"
            assert word not in there, f"{word} is lost though both have it"


def _standing(book: Book) -> set[str]:
    rows = rows_of(book)
    return typed_in(row for name, table in rows.items() if name != "clash" for row in table.values())


def assert_three_ways(base: Rows, one: Rows, other: Rows, joined: Rows) -> None:
    """Of a row that all have: what only one side changed, is changed; what neither did, is not. Who had it otherwise in
    between, and put it back, may have meant that: then somebody is asked."""
    asked = {tuple(row[CLASH.index(column)] for column in ASKED_OF) for row in joined["clash"].values()}
    for table in TABLES:
        for row_id in base[table.name].keys() & one[table.name].keys() & other[table.name].keys():
            assert row_id in joined[table.name], f"a {table.name} is gone that nobody deleted"
            before, ours, theirs, now = (
                dict(zip(table.written(), rows[table.name][row_id], strict=True))
                for rows in (base, one, other, joined)
            )
            for group in groups_of(table.name, table.written()):
                if group[0] in POINTERS:
                    assert_still_pointing(group[0], row_id, table.name, base, one, other, joined)
                if group == ("position",) or group[0].endswith("_id"):
                    continue
                was, mine, yours, is_now = (values_of(row, group) for row in (before, ours, theirs, now))
                right = {mine, yours} if was not in (mine, yours) else {mine if yours == was else yours}
                if is_now == was and (table.name, row_id, group[0]) in asked:
                    continue
                assert is_now in right or _holds_both(is_now, mine, yours), (
                    f"{group} of a {table.name} is {is_now!r}, not {right}"
                )


CLASH = Clashes.written()
ASKED_OF = ("table_name", "row_id", "column_name")
"""Which field of which record a question is about."""

POINTERS = {
    "household_id": "household",
    "introduced_by_id": "customer",
    "staff_id": "staff",
    "handler_id": "staff",
    "product_id": "product",
    "return_of_id": "purchase",
    "return_of_line_id": "purchase_line",
    "complaint_id": "complaint",
    "follow_up_id": "follow_up",
    "product_service_id": "product_service",
    "rule_id": "visit_rule",
    "call_list_line_id": "call_list_line",
    "class_lines_id": "class_lines",
}
"""Columns that let go of what they point at when it is deleted, and where that is."""


def assert_still_pointing(
    column: str, row_id: int, name: str, base: Rows, one: Rows, other: Rows, joined: Rows
) -> None:
    """What pointed at a record points at it still if that stays: also where one side had deleted it."""
    table = next(table for table in TABLES if table.name == name)
    place = table.written().index(column)
    pointed = base[name][row_id][place]
    if pointed is None or pointed not in joined[POINTERS[column]]:
        return
    for rows in (one, other):
        now = rows[name][row_id][place]
        if now != pointed and not (now is None and pointed not in rows[POINTERS[column]]):
            return
    assert joined[name][row_id][place] == pointed, f"{column} of a {name} is lost"


def _holds_both(now: tuple[Any, ...], *both: tuple[Any, ...]) -> bool:
    """Whether a text stands there with every typed word of two."""
    words = typed_in(both)
    return bool(words) and typed_in([now]) >= words
