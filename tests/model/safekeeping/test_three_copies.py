"""A book on three PCs: what one of them knows only in part is the same, whichever two are joined, and by whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.book import Book
from model.complaints import Complaint
from model.follow_ups import FollowUp
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.safekeeping.lineage import Verdict, compare, of
from model.statistics import check
from tests.copies import Copy, join_copies, rows_of
from tests.makers import A_DAY, add_customer, add_sale, make_book


class Three:
    """The books of the shop, of the till and at home. Anna and Bo are in each; ``everything`` is two of them joined."""

    def __init__(self, folder: Path) -> None:
        with make_book(folder) as book:
            self.anna = add_customer(book, "Anna", "0770 1")
            self.bo = add_customer(book, "Bo")
        self.everything = folder / "both.regulars"
        self._shop, self._till, self._home = (
            Copy(folder / f"{name}.regulars") for name in ("shop", "till", "home")
        )
        for name in ("till", "home"):
            self.copy("shop", name)

    @property
    def shop(self) -> Book:
        return self._shop.work()

    @property
    def till(self) -> Book:
        return self._till.work()

    @property
    def home(self) -> Book:
        return self._home.work()

    def stop(self) -> None:
        """Everybody closes the program."""
        for copy in (self._shop, self._till, self._home):
            copy.stop()

    def copy(self, name: str, to: str) -> None:
        """The file of one PC takes the place of another's."""
        self.stop()
        folder = self.everything.parent
        (folder / f"{to}.regulars").write_bytes((folder / f"{name}.regulars").read_bytes())

    def bring(self, name: str, to: str) -> None:
        """Join the book of one PC into another's."""
        self.stop()
        folder = self.everything.parent
        assert join_copies(folder / f"{to}.regulars", folder / f"{name}.regulars", self.everything)
        self.everything.replace(folder / f"{to}.regulars")

    def join(self, name: str, other: str) -> Book:
        """Both books together. It makes no difference which is called ours, nor who joins them once more."""
        self.stop()
        folder = self.everything.parent
        one, two = folder / f"{name}.regulars", folder / f"{other}.regulars"
        mirrored, again = folder / "mirrored.regulars", folder / "again.regulars"
        assert join_copies(one, two, self.everything)
        assert join_copies(two, one, mirrored)
        assert join_copies(self.everything, mirrored, again)
        with Book.open(mirrored) as same, Book.open(again) as later:
            book = Book.open(self.everything)
            for each in (book, same, later):
                assert check(each.store) == []
                assert rows_of(each) == rows_of(book)
            assert compare(of(book.store), of(same.store)).verdict is Verdict.PARTED
        return book


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    three = Three(tmp_path)
    yield three
    three.stop()


def delete(book: Book, customer_id: int) -> None:
    with book.edit("Deleted customer {name}", name="Anna"):
        book.customers.delete(customer_id)


def change(book: Book, customer_id: int, **fields: object) -> None:
    with book.edit("Changed customer"):
        book.customers.update(dataclasses.replace(book.customers.get(customer_id), **fields))  # type: ignore[arg-type]


def test_who_was_deleted_and_kept_after_all_comes_back_to_whoever_only_knows_of_the_deletion(
    three: Three,
) -> None:
    delete(three.home, three.anna)
    add_sale(three.till, three.anna)
    three.bring("home", to="till")
    change(three.shop, three.bo, city="Rome")
    three.bring("till", to="shop")  # where Anna never was away
    change(three.home, three.bo, email="bo@example.com")
    with three.join("shop", "home") as book:
        assert book.customers.card(three.anna).phones[0].number == "0770 1"
        assert book.customers.figures(three.anna).sales == 1


def test_sales_that_were_moved_to_who_comes_back_are_in_their_figures(three: Three) -> None:
    sale = add_sale(three.shop, three.bo, A_DAY, 700)
    three.copy("shop", to="till")
    three.copy("shop", to="home")
    delete(three.home, three.anna)
    with three.till.edit("Moved a sale"):
        three.till.purchases.update(dataclasses.replace(sale, customer_id=three.anna))
    three.bring("home", to="till")
    change(three.home, three.bo, email="bo@example.com")
    with three.join("home", "till") as book:
        assert book.customers.figures(three.anna).amount_cents == 700
        assert book.customers.figures(three.bo).amount_cents == 0


def test_what_went_with_somebody_comes_back_with_them_also_after_the_join_that_took_it_was_put_back(
    three: Three,
) -> None:
    with three.till.edit("Planned a contact"):
        three.till.follow_ups.insert(FollowUp(customer_id=three.anna, planned_on=A_DAY, reason="new tea"))
    three.copy("till", to="home")
    delete(three.till, three.anna)
    change(three.shop, three.bo, city="Rome")
    three.bring("till", to="shop")
    three.shop.undo()
    three.shop.redo()
    change(three.home, three.anna, city="Oslo")
    with three.join("shop", "home") as book:
        assert book.customers.get(three.anna).city == "Oslo"
        assert [plan.reason for plan in book.follow_ups.all()] == ["new tea"]


def test_that_a_join_let_go_of_what_both_had_deleted_is_no_question(three: Three) -> None:
    with three.shop.edit("Recorded a complaint"):
        complaint = three.shop.complaints.insert(
            Complaint(customer_id=three.anna, said_on=A_DAY, words="cold")
        )
    three.copy("shop", to="till")
    with three.till.edit("Planned a contact"):
        three.till.follow_ups.insert(
            FollowUp(customer_id=three.bo, planned_on=A_DAY, complaint_id=complaint.id)
        )
    for book in (three.till, three.shop):
        with book.edit("Deleted a complaint"):
            book.complaints.delete(complaint.id)
    three.bring("till", to="shop")
    delete(three.shop, three.bo)
    change(three.till, three.bo, city="Rome")
    with three.join("till", "shop") as book:
        assert [plan.complaint_id for plan in book.follow_ups.all()] == [None]
        assert book.clashes.count() == 0


def test_what_comes_back_with_somebody_brings_back_what_the_other_had_deleted_under_it(three: Three) -> None:
    with three.shop.edit("Added a product"):
        tea = three.shop.products.insert(Product(name="Tea"))
        service = three.shop.product_services.insert(
            ProductService(product_id=tea.id, name="Refill", first_after=3)
        )
    sale = add_sale(three.shop, three.bo)
    three.copy("shop", to="home")
    (line,) = three.shop.purchase_lines.all()
    with three.shop.edit("Noted a service"):
        three.shop.service_uses.insert(
            ServiceUse(
                customer_id=three.anna,
                purchase_line_id=line.id,
                product_service_id=service.id,
                nth=1,
                used_on=A_DAY,
            )
        )
    delete(three.shop, three.anna)
    with three.home.edit("Planned a contact"):
        three.home.follow_ups.insert(FollowUp(customer_id=three.anna, planned_on=A_DAY))
    with three.home.edit("Deleted a sale"):
        three.home.purchases.delete(sale.id)
    with three.join("shop", "home") as book:
        assert [use.purchase_line_id for use in book.service_uses.all()] == [line.id]
