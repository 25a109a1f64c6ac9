"""Two copies of a book become one: what is taken, what is asked, what comes back."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from model import ids
from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason
from model.channels import Channel
from model.complaints import Complaint, ComplaintStatus
from model.customer_days import CustomerDay
from model.customer_phones import Phone
from model.customers import Consent, CustomerCard
from model.errors import Cancelled
from model.follow_ups import FollowUp, FollowUpStatus
from model.products import Product
from model.purchases import PurchaseLine
from model.safekeeping.erasing import erase
from model.safekeeping.joining import Joined, join_into
from model.statistics import check
from model.text_templates import TextTemplate
from model.wishes import Wish
from model.yearly_days import YearlyDay
from tests.copies import rows_of
from tests.makers import A_DAY, add_customer, add_sale, make_book


@dataclass
class Two:
    """The shop's book and the copy taken home, both open, with Anna in them."""

    shop: Book
    home: Book
    anna: int
    joined: Book | None = None

    def join(self) -> Joined:
        """Both in a third file, which is opened as ``joined``."""
        self.shop.close()
        self.home.close()
        target = self.shop.path.with_name("joined.regulars")
        shutil.copy(self.shop.path, target)
        self.joined = Book.open(target)
        answer = join_into(self.joined, self.home.path, "home.regulars")
        assert check(self.joined.store) == []
        return answer

    @property
    def book(self) -> Book:
        assert self.joined is not None
        return self.joined


@pytest.fixture
def two(tmp_path: Path) -> Any:
    with make_book(tmp_path) as book:
        anna = add_customer(book, "Anna", "0770 1", note="likes tea", email="old@example.com")
    shutil.copy(tmp_path / "shop.regulars", tmp_path / "home.regulars")
    both = Two(Book.open(tmp_path / "shop.regulars"), Book.open(tmp_path / "home.regulars"), anna)
    both.shop.store.who, both.home.store.who = "Sue", "Hal"
    yield both
    for book in filter(None, (both.shop, both.home, both.joined)):
        book.close()


def change(book: Book, customer_id: int, **fields: Any) -> None:
    with book.edit("Changed customer"):
        book.customers.update(dataclasses.replace(book.customers.get(customer_id), **fields))


def delete(book: Book, customer_id: int) -> None:
    with book.edit("Deleted customer {name}", name="Anna"):
        book.customers.delete(customer_id)


def test_what_was_added_on_either_side_is_there_without_a_question(two: Two) -> None:
    add_customer(two.shop, "Bo")
    cy = add_customer(two.home, "Cy", "0770 3")
    add_sale(two.home, cy, A_DAY, 700)
    answer = two.join()
    assert [one.name for one in two.book.customers.all()] == ["Anna", "Bo", "Cy"]
    assert two.book.customers.figures(cy).amount_cents == 700
    assert [hit.name for hit in two.book.search.find("07703")] == ["Cy"]
    assert answer.theirs.added == {"customer": 1, "customer_phone": 1, "purchase": 1, "purchase_line": 1}
    assert answer.clashes == ()


def test_different_fields_of_one_customer_are_both_taken(two: Two) -> None:
    change(two.shop, two.anna, city="Rome")
    change(two.home, two.anna, email="new@example.com")
    assert two.join().clashes == ()
    anna = two.book.customers.get(two.anna)
    assert (anna.city, anna.email) == ("Rome", "new@example.com")


def test_the_same_written_on_both_sides_is_no_question(two: Two) -> None:
    change(two.shop, two.anna, city="Rome")
    change(two.home, two.anna, city="Rome")
    assert two.join().clashes == ()


def test_two_values_of_one_field_are_a_clash_that_keeps_the_later_and_remembers_the_other(two: Two) -> None:
    change(two.home, two.anna, email="hal@example.com")
    change(two.shop, two.anna, email="sue@example.com")
    (clash,) = two.join().clashes
    assert two.book.customers.get(two.anna).email == "sue@example.com"
    assert (clash.customer_id, clash.column_name) == (two.anna, "email")
    assert (json.loads(clash.kept), json.loads(clash.other)) == ("sue@example.com", "hal@example.com")
    assert (clash.kept_who, clash.other_who) == ("Sue", "Hal")
    assert two.book.clashes.open() == [clash]


def test_who_changed_his_mind_does_not_clash_with_what_the_other_says(two: Two) -> None:
    change(two.shop, two.anna, email="tried@example.com")
    change(two.shop, two.anna, email="old@example.com")
    change(two.home, two.anna, email="hal@example.com")
    assert two.join().clashes == ()
    assert two.book.customers.get(two.anna).email == "hal@example.com"


def test_of_two_notes_nobody_has_to_choose(two: Two) -> None:
    change(two.shop, two.anna, note="likes tea\nhas a dog")
    change(two.home, two.anna, note="likes tea\nmoved to Rome")
    answer = two.join()
    note = two.book.customers.get(two.anna).note
    assert note == "likes tea\nhas a dog\n—\nmoved to Rome"
    assert (answer.clashes, answer.notes) == ((), 1)


def test_a_birthday_is_taken_whole(two: Two) -> None:
    def born(book: Book, month: int, day: int) -> None:
        with book.edit("Changed"):
            birthday = YearlyDay(month=month, day=day)
            book.customers.update(book.customers.get(two.anna).with_birthday(birthday))

    born(two.shop, 1, 31)
    born(two.home, 2, 3)
    two.join()
    assert two.book.customers.get(two.anna).birthday == YearlyDay(month=2, day=3)


@pytest.mark.parametrize("first", ["shop", "home"])
def test_who_does_not_want_to_be_contacted_is_not(two: Two, first: str) -> None:
    def say(book: Book, allowed: bool) -> None:
        with book.edit("Consent"):
            card = book.customers.card(two.anna)
            consent = Consent(channel=Channel.EMAIL, allowed=allowed, said_on=A_DAY)
            book.customers.save(dataclasses.replace(card, consents=(consent,)))

    refusing, allowing = (two.shop, two.home) if first == "shop" else (two.home, two.shop)
    say(refusing, allowed=False)
    say(allowing, allowed=True)
    two.join()
    (consent,) = two.book.customers.card(two.anna).consents
    assert not consent.allowed


def edit_card(book: Book, customer_id: int, edit: Callable[[CustomerCard], CustomerCard]) -> None:
    with book.edit("Changed"):
        book.customers.save(edit(book.customers.card(customer_id)))


def test_a_phone_that_both_wrote_down_stands_there_once(two: Two) -> None:
    for book in (two.shop, two.home):
        edit_card(
            book,
            two.anna,
            lambda card: dataclasses.replace(card, phones=(*card.phones, Phone(number="0770 2"))),
        )
    two.join()
    assert [phone.number for phone in two.book.customers.card(two.anna).phones] == ["0770 1", "0770 2"]


# deleting


def test_a_wish_or_a_yearly_day_that_both_wrote_down_stands_there_once(two: Two) -> None:
    for book in (two.shop, two.home):
        with book.edit("Written down"):
            card = book.customers.card(two.anna)
            days = (CustomerDay(label="Wedding day", month=5, day=20),)
            book.customers.save(dataclasses.replace(card, days=days))
            book.wishes.insert(Wish(customer_id=two.anna, words="Size 38", wished_on=A_DAY))
            book.text_templates.insert(TextTemplate(body="Dear {name}"))
    assert two.join().clashes == ()
    assert [day.label for day in two.book.customers.card(two.anna).days] == ["Wedding day"]
    assert [wish.words for wish in two.book.wishes.all()] == ["Size 38"]
    assert two.book.text_templates.count() == 1


def test_two_lists_of_one_number_stay_two_and_nobody_is_called_twice(two: Two) -> None:
    called = []
    for book, status in ((two.shop, FollowUpStatus.DONE), (two.home, FollowUpStatus.OPEN)):
        with book.edit("Printed"):
            paper = book.call_lists.insert(CallList(number=12, for_on=A_DAY))
            line = book.call_list_lines.insert(
                CallListLine(call_list_id=paper.id, line=1, customer_id=two.anna)
            )
            plan = FollowUp(customer_id=two.anna, planned_on=A_DAY, rule="silent", rule_id=2, anchor_on=A_DAY)
            plan = book.follow_ups.insert(dataclasses.replace(plan, status=status))
            book.call_list_reasons.insert(CallListReason(call_list_line_id=line.id, follow_up_id=plan.id))
            called.append(plan.id)
    assert two.join().clashes == ()
    assert [
        (one.number, len(two.book.call_list_lines.of_list(one.id))) for one in two.book.call_lists.all()
    ] == [
        (12, 1),
        (12, 1),
    ]
    assert two.book.call_list_reasons.count() == 2
    assert [two.book.follow_ups.get(one).status for one in called] == [
        FollowUpStatus.DONE,
        FollowUpStatus.MERGED,
    ]


@pytest.mark.parametrize("worked_on_first", [True, False])
def test_of_one_call_in_both_copies_the_day_to_call_back_is_kept(two: Two, worked_on_first: bool) -> None:
    plan = FollowUp(customer_id=two.anna, planned_on=A_DAY, rule="silent", rule_id=2, anchor_on=A_DAY)
    called = dataclasses.replace(plan, attempts=1, snoozed_to=A_DAY + timedelta(days=14))
    books = (two.shop, two.home) if worked_on_first else (two.home, two.shop)
    for book, one in zip(books, (called, plan), strict=True):
        with book.edit("Planned"):
            book.follow_ups.insert(one)
    two.join()
    (kept,) = two.book.follow_ups.all("status = 'open' AND rule_id = 2")
    assert (kept.attempts, kept.snoozed_to) == (1, called.snoozed_to)


def test_a_rule_of_both_is_one_rule_and_switched_off_it_stays_so(two: Two) -> None:
    rule = two.shop.visit_rules.get(1)
    with two.shop.edit("Changed a rule"):
        two.shop.visit_rules.update(dataclasses.replace(rule, active=False, weight=10))
    with two.home.edit("Changed a rule"):
        two.home.visit_rules.update(dataclasses.replace(rule, active=False, count=5))
    with two.home.edit("Deleted a rule"):
        two.home.visit_rules.delete(9)
    assert two.join().clashes == ()
    assert [rule.id for rule in two.book.visit_rules.all()] == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14]
    rule = two.book.visit_rules.get(1)
    assert (rule.active, rule.count, rule.weight) == (False, 5, 10)


def test_a_rule_that_was_deleted_does_not_come_back_because_the_other_copy_obeyed_it(two: Two) -> None:
    with two.shop.edit("Deleted a rule"):
        two.shop.visit_rules.delete(2)
    with two.home.edit("Planned"):
        plan = FollowUp(customer_id=two.anna, planned_on=A_DAY, rule="silent", rule_id=2, anchor_on=A_DAY)
        two.home.follow_ups.insert(plan)
    assert two.join().kept == {}
    assert two.book.visit_rules.find(2) is None
    assert [one.rule_id for one in two.book.follow_ups.all()] == [None]


@pytest.mark.parametrize("deleted_in", ["shop", "home"])
def test_an_edit_beats_a_delete(two: Two, deleted_in: str) -> None:
    deleting, editing = (two.shop, two.home) if deleted_in == "shop" else (two.home, two.shop)
    delete(deleting, two.anna)
    change(editing, two.anna, city="Rome")
    two.join()
    card = two.book.customers.card(two.anna)
    assert (card.customer.city, [phone.number for phone in card.phones]) == ("Rome", ["0770 1"])


@pytest.mark.parametrize("deleted_in", ["shop", "home"])
def test_a_sale_brings_its_deleted_customer_back_with_everything(two: Two, deleted_in: str) -> None:
    deleting, selling = (two.shop, two.home) if deleted_in == "shop" else (two.home, two.shop)
    bo = add_customer(deleting, "Bo", introduced_by_id=two.anna)
    delete(deleting, two.anna)
    add_sale(selling, two.anna, A_DAY, 500)
    two.join()
    assert two.book.customers.figures(two.anna).amount_cents == 500
    assert two.book.customers.get(bo).introduced_by_id == two.anna
    assert [hit.customer_id for hit in two.book.search.find("Anna")] == [two.anna]


@pytest.mark.parametrize("deleted_in", ["shop", "home"])
def test_what_nobody_touched_meanwhile_is_deleted_and_the_bin_knows_it(two: Two, deleted_in: str) -> None:
    deleting, other = (two.shop, two.home) if deleted_in == "shop" else (two.home, two.shop)
    delete(deleting, two.anna)
    add_customer(other, "Bo")
    two.join()
    assert two.book.customers.find(two.anna) is None
    gone = two.book.store.column("SELECT row_id FROM journal WHERE op = 'delete' AND table_name = 'customer'")
    assert gone == [two.anna]


def test_letting_go_of_a_deleted_record_is_no_edit_that_would_keep_its_customer(two: Two) -> None:
    with two.shop.edit("Planned"):
        complaint = two.shop.complaints.insert(Complaint(customer_id=two.anna, said_on=A_DAY)).id
        two.shop.follow_ups.insert(FollowUp(customer_id=two.anna, planned_on=A_DAY, complaint_id=complaint))
    two.shop.close()
    shutil.copy(two.shop.path, two.home.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)
    with two.shop.edit("Deleted"):
        two.shop.complaints.delete(complaint)
    delete(two.home, two.anna)
    two.join()
    assert two.book.customers.find(two.anna) is None


def test_deleted_and_put_back_on_one_side_harms_nothing_of_the_other(two: Two) -> None:
    add_sale(two.shop, two.anna, A_DAY, 500)
    delete(two.home, two.anna)
    two.home.undo()
    change(two.home, two.anna, city="Rome")
    two.join()
    assert two.book.customers.get(two.anna).city == "Rome"
    assert two.book.customers.figures(two.anna).amount_cents == 500


def test_a_product_that_was_sold_meanwhile_stays(two: Two, tmp_path: Path) -> None:
    with two.shop.edit("Product"):
        tea = two.shop.products.insert(Product(name="Tea")).id
    two.shop.close()
    shutil.copy(two.shop.path, two.home.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)
    with two.home.edit("Deleted"):
        two.home.products.delete(tea)
    sale = add_sale(two.shop, two.anna, A_DAY, 500)
    with two.shop.edit("Which tea"):
        line = two.shop.purchase_lines.of(sale.id)[0]
        two.shop.purchase_lines.update(dataclasses.replace(line, product_id=tea))
    two.join()
    assert two.book.purchase_lines.of(sale.id)[0].product_id == tea


def test_a_person_erased_on_one_side_is_not_brought_back_by_the_other(two: Two) -> None:
    erase(two.shop, two.anna)
    sale = add_sale(two.home, two.anna, A_DAY, 500)
    change(two.home, two.anna, city="Rome")
    two.join()
    assert two.book.customers.find(two.anna) is None
    assert two.book.purchases.get(sale.id).customer_id is None
    assert "Rome" not in str(rows_of(two.book))


def test_a_person_erased_on_the_other_side_goes_here_too(two: Two) -> None:
    sale = add_sale(two.shop, two.anna, A_DAY, 500)
    erase(two.home, two.anna)
    two.join()
    assert two.book.customers.find(two.anna) is None
    assert two.book.purchases.get(sale.id).customer_id is None
    assert two.book.store.value("SELECT count(*) FROM journal WHERE old LIKE '%likes tea%'") == 0


def test_stopped_in_the_middle_the_book_is_as_it_was(two: Two) -> None:
    for n in range(5):
        add_customer(two.home, f"new {n}")
    add_customer(two.shop, "Bo")
    before = rows_of(two.shop)
    two.home.close()

    def stop(done: int, _all: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        join_into(two.shop, two.home.path, "home.regulars", stop)
    assert rows_of(two.shop) == before
    join_into(two.shop, two.home.path, "home.regulars")
    assert two.shop.customers.count() == 7
    with Book.open(two.home.path) as home:
        add_customer(home, "one more")
    join_into(two.shop, two.home.path, "home.regulars")
    assert two.shop.customers.count() == 8


# imports, undo, and what the history says


def load(book: Book, *names: str) -> None:
    with book.edit("Imported {file}", file="list.csv"), book.store.bulk("customer", rows=len(names)):
        book.store.write_many(
            "INSERT INTO customer (id, edit_id, name) VALUES (?, ?, ?)",
            [(ids.new_id(), book.store.edit_id, name) for name in names],
        )


def test_an_import_of_the_other_side_comes_in_as_one_that_can_be_taken_back(two: Two) -> None:
    load(two.home, "Cy", "Dee")
    add_customer(two.shop, "Bo")
    answer = two.join()
    assert answer.theirs.added == {"customer": 2}
    assert [hit.name for hit in two.book.search.find("Dee")] == ["Dee"]
    imported = two.book.store.value("SELECT id FROM edit WHERE bulk")
    two.book.take_back(imported)
    assert [one.name for one in two.book.customers.all()] == ["Anna", "Bo"]


def test_an_import_that_was_taken_back_there_can_be_put_back_here(two: Two) -> None:
    load(two.home, "Cy", "Dee")
    two.home.undo()
    add_customer(two.shop, "Bo")
    two.join()
    assert [one.name for one in two.book.customers.all()] == ["Anna", "Bo"]
    undone = two.book.store.value("SELECT id FROM edit WHERE undoes_id IS NOT NULL")
    two.book.take_back(undone)
    assert sorted(one.name for one in two.book.customers.all()) == ["Anna", "Bo", "Cy", "Dee"]


def test_a_join_is_one_step_to_undo_and_to_redo(two: Two) -> None:
    change(two.home, two.anna, email="hal@example.com", note="likes tea\nand cake")
    load(two.home, "Cy")
    delete(two.shop, two.anna)
    before = rows_of(two.shop)
    two.join()
    joined = rows_of(two.book)
    undone = two.book.undo()
    assert undone is not None
    assert "Joined with home.regulars" in undone.sentence
    assert (undone.kept, undone.could_not) == (0, 0)
    assert rows_of(two.book) == before
    two.book.redo()
    assert rows_of(two.book) == joined
    assert check(two.book.store) == []


def test_a_join_of_very_many_parts_is_undone_and_redone_too(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.undo._MANY", 3)
    bo = add_customer(two.home, "Bo", "0770 2")
    change(two.home, two.anna, city="Rome")
    delete(two.home, bo)
    add_customer(two.home, "Cy", introduced_by_id=two.anna)
    delete(two.shop, two.anna)
    before = rows_of(two.shop)
    two.join()
    joined = rows_of(two.book)
    two.book.undo()
    assert rows_of(two.book) == before
    two.book.redo()
    assert rows_of(two.book) == joined
    assert check(two.book.store) == []


def test_a_sale_changed_and_then_deleted_there_comes_back_with_its_sum(two: Two) -> None:
    sale = add_sale(two.shop, two.anna, A_DAY, 500, 200)
    two.shop.close()
    shutil.copy(two.shop.path, two.home.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)
    with two.home.edit("Changed"):
        two.home.purchases.update(dataclasses.replace(two.home.purchases.get(sale.id), note="wrong"))
    with two.home.edit("Deleted"):
        two.home.purchases.delete(sale.id)
    add_customer(two.shop, "Bo")
    two.join()
    two.book.undo()
    assert two.book.purchases.get(sale.id).amount_cents == 700
    assert check(two.book.store) == []


def test_undo_of_a_join_keeps_what_was_done_since(two: Two) -> None:
    bo = add_customer(two.home, "Bo")
    add_customer(two.shop, "Cy")
    two.join()
    change(two.book, bo, city="Rome")
    undone = two.book.take_back(two.book.store.value("SELECT id FROM edit WHERE what = 'Joined with {name}'"))
    assert undone.kept == 1
    assert two.book.customers.get(bo).city == "Rome"


def test_one_edit_that_came_with_a_join_can_be_taken_back_alone(two: Two) -> None:
    change(two.home, two.anna, city="Rome")
    add_customer(two.home, "Bo")
    add_customer(two.shop, "Cy")
    two.join()
    two.book.take_back(two.book.store.value("SELECT id FROM edit WHERE what = 'Changed customer'"))
    assert two.book.customers.get(two.anna).city == ""
    assert [one.name for one in two.book.customers.all()] == ["Anna", "Bo", "Cy"]


def test_the_history_says_who_did_what_there_and_with_which_join_it_came(two: Two) -> None:
    change(two.home, two.anna, city="Rome")
    add_customer(two.shop, "Bo")
    two.join()
    rows = two.book.store.rows("SELECT who, what, came_with, id FROM edit ORDER BY number DESC LIMIT 2")
    join, came = rows
    assert join["what"] == "Joined with {name}"
    assert (came["who"], came["what"], came["came_with"]) == ("Hal", "Changed customer", join["id"])
    line = two.book.store.row(
        "SELECT * FROM generation WHERE id = (SELECT generation_id FROM edit WHERE id = :id)", id=join["id"]
    )
    assert line is not None
    assert None not in (line["parent1"], line["parent2"])


def test_a_complaint_closed_here_and_answered_there_is_never_half_of_both(two: Two) -> None:
    with two.shop.edit("Complaint"):
        complaint = two.shop.complaints.insert(Complaint(customer_id=two.anna, said_on=A_DAY)).id
    two.shop.close()
    shutil.copy(two.shop.path, two.home.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)

    def answer(book: Book, **fields: Any) -> None:
        with book.edit("Complaint"):
            book.complaints.update(dataclasses.replace(book.complaints.get(complaint), **fields))

    answer(two.shop, status=ComplaintStatus.CLOSED, closed_on=A_DAY, solution="money back")
    answer(two.home, status=ComplaintStatus.ANSWERED, answered_on=A_DAY, solution="called her")
    two.join()
    found = two.book.complaints.get(complaint)
    assert (found.status, found.closed_on) == (ComplaintStatus.ANSWERED, None)
    assert "money back" in found.solution
    assert "called her" in found.solution


def test_attempts_made_on_both_sides_are_not_a_question(two: Two) -> None:
    with two.shop.edit("Planned"):
        planned = two.shop.follow_ups.insert(FollowUp(customer_id=two.anna, planned_on=date(2026, 4, 1))).id
    two.shop.close()
    shutil.copy(two.shop.path, two.home.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)
    for book, attempts in ((two.shop, 2), (two.home, 1)):
        with book.edit("Tried"):
            book.follow_ups.update(dataclasses.replace(book.follow_ups.get(planned), attempts=attempts))
    assert two.join().clashes == ()
    assert two.book.follow_ups.get(planned).attempts == 2


def test_a_line_of_a_sale_is_taken_whole(two: Two) -> None:
    sale = add_sale(two.shop, two.anna, A_DAY, 1000)
    two.shop.close()
    shutil.copy(two.shop.path, two.home.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)

    def line(book: Book, **fields: Any) -> PurchaseLine:
        with book.edit("Line"):
            return book.purchase_lines.update(
                dataclasses.replace(book.purchase_lines.of(sale.id)[0], **fields)
            )

    line(two.shop, quantity_thousandths=2000, amount_cents=2000)
    line(two.home, quantity_thousandths=3000, amount_cents=3000)
    two.join()
    found = two.book.purchase_lines.of(sale.id)[0]
    assert (found.quantity_thousandths, found.amount_cents) == (3000, 3000)
    assert two.book.purchases.get(sale.id).amount_cents == 3000
