"""Two copies of a book in which gifts were given and customers were classed, joined."""

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.book import Book
from model.clash_deciding import questions, take_other
from model.class_lines import ClassLines
from model.classes import held
from model.customer_class import CustomerClass
from model.record_names import Names
from model.record_words import record_words
from model.safekeeping.erasing import erase
from model.safekeeping.joining import Joined, join_into
from model.statistics import check
from tests.makers import A_DAY, add_customer, add_gift, make_book, review_classes

GOLD, IRON, LEAD = CustomerClass.GOLD, CustomerClass.IRON, CustomerClass.LEAD


class Two:
    """The shop's book and the copy taken home, both open, with Anna and Bo in them."""

    def __init__(self, folder: Path) -> None:
        with make_book(folder) as book:
            self.anna, self.bo = add_customer(book, "Anna"), add_customer(book, "Bo")
        shutil.copy(folder / "shop.regulars", folder / "home.regulars")
        self.shop, self.home = Book.open(folder / "shop.regulars"), Book.open(folder / "home.regulars")
        self.open = [self.shop, self.home]

    def join(self) -> tuple[Book, Joined]:
        """Both in a third file; the same rows whichever is called ours."""
        self.shop.close()
        self.home.close()
        answers = []
        for ours, theirs in ((self.shop, self.home), (self.home, self.shop)):
            path = ours.path.with_name(f"joined into {ours.path.name}")
            shutil.copy(ours.path, path)
            book = Book.open(path)
            self.open.append(book)
            answers.append((book, join_into(book, theirs.path, theirs.path.name)))
            assert check(book.store) == []
        (one, _joined), (other, _same) = answers
        for table in ("gifts", "class_lines", "class_reviews", "class_steps", "class_treatments", "clashes"):
            assert getattr(one, table).all() == getattr(other, table).all()
        return answers[0]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    both = Two(tmp_path)
    yield both
    for book in both.open:
        book.close()


def set_lines(book: Book, on: date, current_cents: int) -> int:
    with book.edit("Set the lines"):
        lines = ClassLines(set_on=on, current_cents=current_cents, platinum_cents=20_000, iron_cents=5_000)
        return book.class_lines.insert(lines).id


def test_gifts_of_both_are_all_there(two: Two) -> None:
    add_gift(two.shop, two.anna, cost_cents=450)
    add_gift(two.home, two.anna, A_DAY + timedelta(1), cost_cents=300)
    book, joined = two.join()
    assert [gift.cost_cents for gift in book.gifts.of_customer(two.anna)] == [300, 450]
    assert joined.clashes == ()


def test_what_both_wrote_of_one_gift_is_kept_and_two_costs_are_asked_about(two: Two) -> None:
    two.shop.close()
    gift = add_gift(two.home, two.anna, words="A tin", cost_cents=100)
    two.home.close()
    shutil.copy(two.home.path, two.shop.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)
    two.open += [two.shop, two.home]
    for book, cost, note in ((two.shop, 450, "large"), (two.home, 300, "green")):
        with book.edit("Changed a gift"):
            book.gifts.update(dataclasses.replace(gift, cost_cents=cost, note=note))
    book, joined = two.join()
    assert [(one.table_name, one.column_name) for one in joined.clashes] == [("gift", "cost_cents")]
    (kept,) = book.gifts.all()
    assert "large" in kept.note
    assert "green" in kept.note


@pytest.mark.parametrize("later", ["shop", "home"])
def test_of_lines_set_in_both_those_of_the_later_day_hold(two: Two, later: str) -> None:
    for name in ("shop", "home"):
        is_later = name == later
        set_lines(getattr(two, name), A_DAY + timedelta(is_later), 9_000 + is_later)
    book, joined = two.join()
    assert joined.clashes == ()
    assert book.class_lines.count() == 2
    lines = book.class_lines.on(A_DAY + timedelta(1))
    assert lines is not None
    assert lines.current_cents == 9_001


def test_both_reviewed_in_the_same_month_and_the_latest_step_counts(two: Two) -> None:
    review_classes(two.shop, A_DAY, anna=(two.anna, IRON), bo=(two.bo, LEAD))
    review_classes(two.home, A_DAY + timedelta(2), anna=(two.anna, GOLD))
    book, joined = two.join()
    assert joined.clashes == ()
    assert book.class_reviews.count() == 2
    assert [step.to_class for step in book.class_steps.of_customer(two.anna)] == [GOLD, IRON]
    assert [step.to_class for step in book.class_steps.of_customer(two.bo)] == [LEAD]
    undone = book.undo()
    assert undone is not None
    assert (undone.kept, undone.could_not) == (0, 0)
    assert [step.to_class for step in book.class_steps.of_customer(two.anna)] == [IRON]


def test_a_review_that_one_took_back_stays_taken_back(two: Two) -> None:
    two.home.close()
    review_classes(two.shop, A_DAY, anna=(two.anna, IRON))
    two.shop.close()
    shutil.copy(two.shop.path, two.home.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)
    two.open += [two.shop, two.home]
    two.shop.undo()
    add_gift(two.home, two.bo)
    book, _joined = two.join()
    assert (book.class_reviews.count(), book.class_steps.count(), book.gifts.count()) == (0, 0, 1)


def test_a_treatment_that_both_changed_is_asked_about_by_the_name_of_its_class(two: Two) -> None:
    for book, words, priority in ((two.shop, "A tin of tea", 91), (two.home, "A cup", 95)):
        with book.edit("Changed a treatment"):
            one = book.class_treatments.get(2)
            book.class_treatments.update(dataclasses.replace(one, words=words, priority=priority))
    book, joined = two.join()
    assert {(one.table_name, one.row_id, one.column_name) for one in joined.clashes} == {
        ("class_treatment", 2, "words"),
        ("class_treatment", 2, "priority"),
    }
    assert book.class_treatments.count() == 6
    (clash, _other) = book.clashes.all()
    told = record_words("clash", clash.values(), Names(book.store))
    assert told.title == "Question about Gold"
    kept = book.class_treatments.get(2)
    both = {("A tin of tea", 91), ("A cup", 95)}
    assert (kept.words, kept.priority) in both
    for question in questions(book, 10):
        take_other(book, question)
    other = book.class_treatments.get(2)
    assert (other.words, other.priority) in both - {(kept.words, kept.priority)}
    assert book.clashes.count("NOT decided") == 0
    assert book.undo() is not None
    assert book.clashes.count("NOT decided") == 1


def test_a_treatment_that_one_changed_is_taken_over(two: Two) -> None:
    with two.home.edit("Changed a treatment"):
        one = two.home.class_treatments.get(3)
        two.home.class_treatments.update(dataclasses.replace(one, greeting="By name"))
    add_gift(two.shop, two.bo)
    book, joined = two.join()
    assert joined.clashes == ()
    assert book.class_treatments.get(3).greeting == "By name"


def test_what_each_knows_of_a_customer_stands_on_one_card(two: Two) -> None:
    anna = two.shop.customers.get(two.anna)
    with two.shop.edit("What is known"):
        two.shop.customers.update(dataclasses.replace(anna, stars=3))
    with two.home.edit("What is known"):
        two.home.customers.update(dataclasses.replace(anna, need_cents=90_000, share_aim_percent=60))
    book, joined = two.join()
    anna = book.customers.get(two.anna)
    assert (anna.stars, anna.need_cents, anna.share_aim_percent) == (3, 90_000, 60)
    assert joined.clashes == ()


def test_who_was_erased_in_one_takes_gifts_and_classes_of_the_other_along(two: Two) -> None:
    erase(two.shop, two.anna)
    add_gift(two.home, two.anna, words="Zyxglass")
    review_classes(two.home, A_DAY, anna=(two.anna, IRON), bo=(two.bo, LEAD))
    book, _joined = two.join()
    assert book.gifts.count() == 0
    assert [step.customer_id for step in book.class_steps.all()] == [two.bo]
    assert book.class_reviews.count() == 1, "what was counted stays"
    assert b"Zyxglass" not in book.path.read_bytes()


def test_of_lines_set_in_both_on_one_day_those_set_last_hold_in_both(two: Two) -> None:
    set_lines(two.shop, A_DAY, 9_000)
    set_lines(two.home, A_DAY, 7_000)
    two.join()
    for book in two.open[-2:]:
        lines = book.class_lines.on(A_DAY)
        assert lines is not None
        assert lines.current_cents == 7_000


def test_a_review_taken_back_in_one_takes_nothing_of_the_next_one_of_the_other(two: Two) -> None:
    review_classes(two.home, A_DAY - timedelta(31), anna=(two.anna, IRON), bo=(two.bo, LEAD))
    two.home.close()
    two.shop.close()
    shutil.copy(two.home.path, two.shop.path)
    two.shop, two.home = Book.open(two.shop.path), Book.open(two.home.path)
    two.open += [two.shop, two.home]
    two.shop.undo()
    review_classes(two.home, A_DAY, anna=(two.anna, GOLD))
    two.join()
    for book in two.open[-2:]:
        assert held.classes_on(book.store, A_DAY) == {two.anna: GOLD, two.bo: CustomerClass.NONE}


@pytest.mark.parametrize("deleted_in", ["shop", "home"])
def test_who_was_deleted_in_one_and_reviewed_in_the_other_stays_with_the_class(
    two: Two, deleted_in: str
) -> None:
    gone_in, other = (two.shop, two.home) if deleted_in == "shop" else (two.home, two.shop)
    with gone_in.edit("Deleted a customer"):
        gone_in.customers.delete(two.anna)
    review_classes(other, A_DAY, anna=(two.anna, GOLD))
    two.join()
    for book in two.open[-2:]:
        assert held.class_on(book.store, two.anna, A_DAY) is GOLD
