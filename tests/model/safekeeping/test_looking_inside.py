"""What is in a backup is seen before anything is done with it, and one customer can be taken out of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from model.book import Book
from model.call_lists import CallList, CallListLine
from model.channels import Channel
from model.complaints import Complaint
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay
from model.customer_phones import Phone
from model.customers import Consent, Customer, CustomerCard
from model.errors import BookError, Cancelled
from model.follow_ups import FollowUp
from model.gifts import Gift
from model.households import Household
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.safekeeping.backup import back_up
from model.safekeeping.erasing import erase
from model.safekeeping.lineage import Verdict
from model.safekeeping.looking_inside import (
    Inside,
    KindDiffers,
    PersonDiffers,
    Where,
    look_inside,
    offer_of,
    restore_test,
    take_customer,
)
from model.safekeeping.manifest import Reason
from model.safekeeping.outside import Outside, opened_outside
from model.staff import StaffMember
from model.statistics import check
from model.traits import Trait
from model.visit_rules import RuleKind, Scope, VisitRule
from model.wishes import Wish
from tests.makers import add_customer, add_sale, add_visit, make_book, review_classes

NOW = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)


def everything_of(book: Book, customer_id: int) -> dict[str, list[tuple[object, ...]]]:
    """Every row about a customer, without the edit that made it."""
    of_her = {
        "customer": "id = :id",
        "purchase_line": "purchase_id IN (SELECT id FROM purchase WHERE customer_id = :id)",
    }
    tables = [
        "customer_phone",
        "customer_trait",
        "customer_consent",
        "purchase",
        "complaint",
        "follow_up",
        "visit",
        "customer_day",
        "wish",
        "gift",
        "service_use",
        "visit_rule",
    ]
    found = {}
    for table in ["customer", "purchase_line", *tables]:
        where = of_her.get(table, "customer_id = :id")
        rows = book.store.rows(f"SELECT * FROM {table} WHERE {where} ORDER BY id", id=customer_id)
        found[table] = [tuple(row[key] for key in row.keys() if key != "edit_id") for row in rows]  # noqa: SIM118
    return found


def rich_customer(book: Book) -> int:
    """Anna, with one of everything."""
    with book.edit("Added much"):
        family = book.households.insert(Household(name="Smith"))
        bob = book.staff.insert(StaffMember(name="Bob"))
        tea = book.products.insert(Product(name="Oolong", name_key="oolong"))
        anna = book.customers.save(
            CustomerCard(
                Customer(name="Anna", note="likes jazz"),
                household=family,
                phones=(Phone(number="0700 1"), Phone(number="0700 2")),
                traits=(Trait(value="jazz"),),
                consents=(Consent(channel=Channel.EMAIL, allowed=True),),
                days=(CustomerDay(label="Wedding day", month=5, day=20),),
            )
        ).customer.id
        check_up = book.product_services.insert(
            ProductService(product_id=tea.id, name="Check", first_after=1)
        )
        book.gifts.insert(
            Gift(customer_id=anna, given_on=date(2026, 3, 2), words="A cup", cost_cents=200, staff_id=bob.id)
        )
        book.wishes.insert(Wish(customer_id=anna, product_id=tea.id, wished_on=date(2026, 3, 1)))
        rule = book.visit_rules.insert(
            VisitRule(kind=RuleKind.KEEP_IN_TOUCH, scope=Scope.CUSTOMER, customer_id=anna)
        )
        sale = book.purchases.save(
            Purchase(customer_id=anna, bought_on=date(2026, 3, 1), staff_id=bob.id, receipt_number="R1"),
            [
                PurchaseLine(text="Oolong", product_id=tea.id, amount_cents=900),
                PurchaseLine(text="Cup", amount_cents=500),
            ],
        )
        (line, _cup) = book.purchase_lines.of(sale.id)
        book.service_uses.insert(
            ServiceUse(
                customer_id=anna,
                purchase_line_id=line.id,
                product_service_id=check_up.id,
                nth=1,
                used_on=date(2026, 3, 9),
                staff_id=bob.id,
            )
        )
        complaint = book.complaints.insert(
            Complaint(
                customer_id=anna,
                purchase_id=sale.id,
                product_id=tea.id,
                said_on=date(2026, 3, 5),
                words="Cold",
            )
        )
        book.follow_ups.insert(
            FollowUp(
                customer_id=anna,
                rule="after_sale",
                channel=Channel.PHONE,
                anchor_on=date(2026, 3, 1),
                planned_on=date(2026, 3, 8),
                purchase_id=sale.id,
                complaint_id=complaint.id,
                staff_id=bob.id,
                rule_id=rule.id,
            )
        )
    add_visit(book, anna, staff_id=bob.id)
    return anna


@contextmanager
def backup_of(book: Book, folder: Path) -> Iterator[Outside]:
    made = back_up(book, folder, Reason.HAND, now=NOW)
    with opened_outside(made.path) as outside:
        yield outside


def test_a_backup_tells_what_is_in_it(book: Book, tmp_path: Path) -> None:
    for n in range(25):
        add_customer(book, f"Anna {n}")
    with backup_of(book, tmp_path) as outside:
        inside = look_inside(outside)
    assert inside.shop == "Tea & Leaf"
    assert inside.facts["customers"] == 25
    assert inside.manifest is not None
    assert inside.compared is None
    assert [entry.sentence for entry in inside.last[:2]] == [
        "Added customer Anna 24",
        "Added customer Anna 23",
    ]
    assert len(inside.last) == 20
    assert inside.last_at == inside.last[0].at


def compared(book: Book, outside: Outside) -> Inside:
    return look_inside(outside, book)


def test_what_differs_from_todays_book_is_counted_and_named(book: Book, tmp_path: Path) -> None:
    gone, same, moved, richer = (
        add_customer(book, name, "0700 1") for name in ("Gone", "Same", "Moved", "Richer")
    )
    sale = add_sale(book, gone)
    with backup_of(book, tmp_path) as outside:
        assert compared(book, outside).compared.verdict is Verdict.SAME  # type: ignore[union-attr]
        assert compared(book, outside).people == ()
        new = add_customer(book, "New")
        add_sale(book, richer, date(2026, 3, 12), 100, 200)
        with book.edit("Changed"):
            book.customers.delete(gone)
            book.customers.update(replace(book.customers.get(moved), city="Leeds"))
        inside = compared(book, outside)
    assert inside.compared is not None
    assert inside.compared.verdict is Verdict.OLDER
    assert inside.people == (
        PersonDiffers(gone, "Gone", Where.THERE, phone="0700 1"),
        PersonDiffers(moved, "Moved", Where.BOTH, phone="0700 1"),
        PersonDiffers(new, "New", Where.HERE),
        PersonDiffers(richer, "Richer", Where.BOTH, phone="0700 1"),
    )
    assert inside.people_in_all == 4
    assert same not in {person.customer_id for person in inside.people}
    assert inside.kinds == (
        KindDiffers("customers", only_there=1, only_here=1, different=1),
        KindDiffers("phones", only_there=1, only_here=0, different=0),
        KindDiffers("purchases", only_there=1, only_here=1, different=0),
        KindDiffers("purchase_lines", only_there=1, only_here=2, different=0),
    )
    assert sale.id


def test_of_another_book_nothing_is_compared_and_nobody_taken(book: Book, tmp_path: Path) -> None:
    with make_book(tmp_path, "other.regulars") as other:
        anna = add_customer(other)
        with backup_of(other, tmp_path) as outside:
            inside = compared(book, outside)
            assert inside.compared is not None
            assert inside.compared.verdict is Verdict.OTHER
            assert inside.people == ()
            with pytest.raises(BookError, match="is another book"):
                take_customer(book, outside, anna)
    assert book.customers.count() == 0


def test_looking_inside_can_be_cancelled(book: Book, tmp_path: Path) -> None:
    add_customer(book)
    with backup_of(book, tmp_path) as outside:
        add_customer(book)
        told: list[int] = []

        def stop(done: int, _all: int) -> None:
            told.append(done)
            if len(told) == 2:
                raise Cancelled

        with pytest.raises(Cancelled):
            look_inside(outside, book, stop)
        assert look_inside(outside, book).people_in_all == 1


def test_a_deleted_customer_comes_back_with_everything_and_goes_again_by_undo(
    book: Book, tmp_path: Path
) -> None:
    anna = rich_customer(book)
    before = everything_of(book, anna)
    assert all(before.values())
    with backup_of(book, tmp_path) as outside:
        with book.edit("Deleted all"):
            book.customers.delete(anna)
            for table in (book.staff, book.products, book.households):
                for record in table.all():
                    table.delete(record.id)
        offer = offer_of(book, outside, anna)
        assert offer.is_missing
        assert offer.missing["purchase_lines"] == 2
        assert offer.differences == ()
        taken = take_customer(book, outside, anna)
    assert everything_of(book, anna) == before
    assert (taken.name, taken.changed, taken.differences) == ("Anna", 0, ())
    along = {"staff": 1, "products": 1, "product_services": 1, "households": 1}
    assert taken.brought == offer.missing | along
    assert book.search.find("anna")[0].customer_id == anna
    assert book.customers.figures(anna).amount_cents == 1400
    assert check(book.store) == []
    undone = book.undo()
    assert undone is not None
    assert undone.what == "Took Anna out of a backup"
    assert book.customers.find(anna) is None
    assert book.staff.count() == 0
    assert check(book.store) == []


def test_what_is_missing_comes_back_and_what_differs_is_offered(book: Book, tmp_path: Path) -> None:
    anna = rich_customer(book)
    (first, second) = book.phones.all()
    with backup_of(book, tmp_path) as outside:
        with book.edit("Changed"):
            book.customers.update(replace(book.customers.get(anna), note="likes blues", city="Leeds"))
            book.phones.delete(second.id)
        add_sale(book, anna, date(2026, 4, 1), 100)
        taken = take_customer(book, outside, anna)
        assert taken.brought == {"phones": 1}
        assert book.customers.get(anna).note == "likes blues"
        assert [phone.id for phone in book.phones.all()] == [first.id, second.id]
        assert book.purchases.count() == 2
        assert [(one.label, one.here, one.there) for one in taken.differences] == [
            ("City", "Leeds", ""),
            ("Note", "likes blues", "likes jazz"),
        ]
        (note,) = (one for one in taken.differences if one.label == "Note")
        again = take_customer(book, outside, anna, [note])
    assert (again.changed, again.brought) == (1, {})
    assert [one.label for one in again.differences] == ["City"]
    assert (book.customers.get(anna).note, book.customers.get(anna).city) == ("likes jazz", "Leeds")
    book.undo()
    assert book.customers.get(anna).note == "likes blues"
    assert check(book.store) == []


def test_taking_somebody_who_is_the_same_changes_nothing(book: Book, tmp_path: Path) -> None:
    anna = rich_customer(book)
    with backup_of(book, tmp_path) as outside:
        edits = book.store.value("SELECT count(*) FROM edit")
        taken = take_customer(book, outside, anna)
    assert (taken.brought, taken.changed, taken.differences) == ({}, 0, ())
    assert book.store.value("SELECT count(*) FROM edit") == edits


def test_what_was_made_anew_under_the_same_name_is_used(book: Book, tmp_path: Path) -> None:
    anna = rich_customer(book)
    with backup_of(book, tmp_path) as outside:
        with book.edit("Made anew"):
            book.customers.delete(anna)
            for table in (book.staff, book.products):
                for record in table.all():
                    table.delete(record.id)
            bob = book.staff.insert(StaffMember(name="Bob"))
            tea = book.products.insert(Product(name="Oolong", name_key="oolong"))
        take_customer(book, outside, anna)
    assert [one.id for one in book.staff.all()] == [bob.id]
    assert {one.staff_id for one in book.purchases.all()} == {bob.id}
    assert {one.product_id for one in book.purchase_lines.all()} == {tea.id, None}
    assert check(book.store) == []


def test_a_consent_given_anew_for_a_channel_is_not_overruled_but_offered(book: Book, tmp_path: Path) -> None:
    anna = rich_customer(book)
    (old,) = book.customers.card(anna).consents
    with backup_of(book, tmp_path) as outside:
        with book.edit("Said no"):
            book.store.write("DELETE FROM customer_consent WHERE id = :id", {"id": old.id})
            card = book.customers.card(anna)
            book.customers.save(replace(card, consents=(Consent(channel=Channel.EMAIL, allowed=False),)))
        taken = take_customer(book, outside, anna)
        assert taken.brought == {}
        assert [one.allowed for one in book.customers.card(anna).consents] == [False]
        (allowed,) = taken.differences
        assert (allowed.here, allowed.there) == ("no", "yes")
        assert take_customer(book, outside, anna, [allowed]).changed == 1
    assert [one.allowed for one in book.customers.card(anna).consents] == [True]


def test_the_list_she_was_called_from_stays_away_and_a_service_that_went_comes_along(
    book: Book, tmp_path: Path
) -> None:
    anna = rich_customer(book)
    with book.edit("Printed and written back"):
        paper = book.call_lists.insert(CallList(number=1, for_on=date(2026, 3, 8)))
        line = book.call_list_lines.insert(CallListLine(call_list_id=paper.id, line=1, customer_id=anna))
        (visit,) = book.visits.of_customer(anna)
        book.visits.update(replace(visit, call_list_line_id=line.id))
    with backup_of(book, tmp_path) as outside:
        with book.edit("Deleted much"):
            book.customers.delete(anna)
            book.call_lists.delete(paper.id)
            book.products.delete(book.products.all()[0].id)
        assert book.product_services.count() == book.wishes.count() == 0
        taken = take_customer(book, outside, anna)
    assert taken.brought["product_services"] == taken.brought["products"] == taken.brought["wishes"] == 1
    assert "call_list_lines" not in taken.brought
    assert [one.call_list_line_id for one in book.visits.of_customer(anna)] == [None]
    (used,) = book.service_uses.of_customer(anna)
    assert used.product_service_id == book.product_services.all()[0].id
    assert used.purchase_line_id is not None
    assert check(book.store) == []


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_her_class_comes_back_if_the_review_that_gave_it_still_counts(
    book: Book, tmp_path: Path, is_taken_back: bool
) -> None:
    anna = rich_customer(book)
    review_classes(book, date(2026, 3, 6), her=(anna, CustomerClass.IRON))
    with backup_of(book, tmp_path) as outside:
        if is_taken_back:
            book.undo()
        with book.edit("Deleted her"):
            book.customers.delete(anna)
        taken = take_customer(book, outside, anna)
    assert taken.brought["gifts"] == 1
    assert taken.brought.get("class_steps", 0) == book.class_steps.count() == (0 if is_taken_back else 1)
    assert check(book.store) == []


def test_who_introduced_her_is_left_out_when_gone(book: Book, tmp_path: Path) -> None:
    zoe = add_customer(book, "Zoe")
    anna = add_customer(book, "Anna", introduced_by_id=zoe)
    with backup_of(book, tmp_path) as outside:
        with book.edit("Deleted both"):
            book.customers.delete(anna)
            book.customers.delete(zoe)
        take_customer(book, outside, anna)
    assert book.customers.get(anna).introduced_by_id is None


def test_who_was_erased_for_good_is_not_brought_back(book: Book, tmp_path: Path) -> None:
    anna = rich_customer(book)
    with backup_of(book, tmp_path) as outside:
        erase(book, anna)
        with pytest.raises(BookError, match="erased for good"):
            take_customer(book, outside, anna)
        with pytest.raises(BookError, match="not in the backup"):
            take_customer(book, outside, 12345)
    assert book.customers.count() == 0


def test_the_household_of_somebody_erased_comes_back_with_nobody_else(book: Book, tmp_path: Path) -> None:
    anna, bob = add_customer(book, "Anna Smith"), add_customer(book, "Bob")
    with book.edit("Moved in together"):
        home = book.households.insert(Household(name="The Smiths"))
        for one in (anna, bob):
            book.customers.update(replace(book.customers.get(one), household_id=home.id))
    with backup_of(book, tmp_path) as outside:
        with book.edit("Deleted"):
            book.customers.delete(bob)
        erase(book, anna)
        assert take_customer(book, outside, bob).brought == {"customers": 1}
    assert book.customers.get(bob).household_id is None
    assert book.households.all() == []


def test_a_backup_that_aged_is_found_by_the_trial(book: Book, tmp_path: Path) -> None:
    add_customer(book)
    made = back_up(book, tmp_path, Reason.HAND, now=NOW)
    assert restore_test(made.path) == made.manifest
    data = bytearray(made.path.read_bytes())
    data[8_000] ^= 1
    made.path.write_bytes(data)
    with pytest.raises(BookError, match="is damaged"):
        restore_test(made.path)
    with pytest.raises(BookError, match="not a backup"):
        restore_test(book.path)


def test_a_book_whose_sums_are_wrong_fails_the_trial(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book)
    add_sale(book, anna)
    book.store._db.execute("UPDATE customer_figures SET sales = 7")
    made = back_up(book, tmp_path, Reason.HAND, now=NOW)
    with pytest.raises(BookError, match=r"restored for a trial.*figures of 1 customer"):
        restore_test(made.path)
