"""The review of the classes: who moves, what is written, what undo gives back."""

import random
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.book import Book
from model.classes import held, moves, reviewing
from model.classes.classifying import classify
from model.classes.review_due import due
from model.classes.reviewing import review
from model.customer_class import JUDGED
from model.customer_class import CustomerClass as Class
from model.errors import BookError, Cancelled
from model.leaving import LeftReason
from model.safekeeping.joining import join_into
from model.statistics import check
from model.value.appraisal import appraise
from tests.makers import FreshBook, add_customer, add_sale
from tests.model.classes.some_book import LONG_AGO, TODAY, ago, buys, set_lines

MONTHLY = range(10, 700, 30)


@pytest.fixture
def shop(book: Book) -> Book:
    """A book whose owner drew the lines: gold from 500.00, platinum and iron from expectations nobody reaches."""
    set_lines(book, gold=500_00, platinum=90_000_00, iron=80_000_00)
    return book


def regular(book: Book, name: str = "Anna", cents: int = 60_00, **fields: object) -> int:
    customer_id = add_customer(book, name, **fields)
    buys(book, customer_id, cents, MONTHLY)
    return customer_id


def counted(book: Book) -> tuple[int, int, int]:
    return book.class_lines.count(), book.class_reviews.count(), book.class_steps.count()


def test_the_first_review_keeps_the_proposed_lines_and_gives_everybody_a_class(book: Book) -> None:
    best = regular(book, "Best", 200_00)
    for number in range(9):
        regular(book, f"Small {number}", 20_00 + number)
    never, newcomer = add_customer(book, "Never"), add_customer(book, "Newcomer")
    buys(book, newcomer, 5_00, [3])

    made = review(book, TODAY)

    assert counted(book) == (1, 1, 11)
    assert made.class_lines_id == book.class_lines.all()[0].id
    assert held.class_on(book.store, best, TODAY) in (Class.PLATINUM, Class.GOLD)
    assert held.class_on(book.store, never, TODAY) is Class.INACTIVE
    assert held.class_on(book.store, newcomer, TODAY) is Class.NEW
    assert moves.first_classed(book.store, made.id) == 11
    assert moves.moves(book.store, made.id) == []
    assert sum(one.customers for one in moves.figures(made).values()) == 12

    book.undo()
    assert counted(book) == (0, 0, 0)
    book.redo()
    assert counted(book) == (1, 1, 11)


def test_a_second_review_on_the_same_day_writes_nothing(shop: Book) -> None:
    regular(shop)
    made = review(shop, TODAY)
    before = shop.store.last_edit
    assert review(shop, TODAY) == made
    assert shop.store.last_edit == before


def test_new_lines_on_the_day_of_a_review_are_a_reason_for_another(shop: Book) -> None:
    anna = regular(shop)
    review(shop, TODAY)
    assert held.class_on(shop.store, anna, TODAY) is Class.GOLD
    set_lines(shop, gold=2_000_00, platinum=90_000_00, iron=80_000_00, on=TODAY)
    made = review(shop, TODAY)
    assert held.class_on(shop.store, anna, TODAY) is Class.LEAD
    [move] = moves.moves(shop.store, made.id)
    assert move.why == "The gold line was moved from €500 to €2,000; they bring €720."


def test_whoever_buys_less_falls_and_is_told_why(shop: Book) -> None:
    anna = add_customer(shop, "Anna")
    buys(shop, anna, 300_00, [700, 600, 400, 380, 370, 100])
    assert held.class_on(shop.store, anna, ago(60)) is Class.NONE
    review(shop, ago(60))
    assert held.class_on(shop.store, anna, ago(60)) is Class.GOLD
    made = review(shop, TODAY)
    [move] = moves.moves(shop.store, made.id)
    assert (move.from_class, move.to_class, move.is_up) == (Class.GOLD, Class.LEAD, False)
    assert move.why == "Bought once instead of 4 times: €300 after €1,200; the gold line is €500."
    assert move.lift == "One more purchase a year like the usual would make them gold."
    assert (move.now.current_cents, move.now.times) == (300_00, 1)
    assert move.before is not None
    assert (move.before.current_cents, move.before.times) == (1_200_00, 4)


def test_whoever_is_a_little_under_a_line_moves_after_sixty_days(shop: Book) -> None:
    anna = add_customer(shop, "Anna")
    # 540.00 up to 30 days ago, 480.00 from the day after: under the line of 500.00, but not by a tenth.
    buys(shop, anna, 60_00, [364 + 30])
    buys(shop, anna, 480_00, [50])
    review(shop, ago(40))
    assert held.class_on(shop.store, anna, TODAY) is Class.GOLD
    review(shop, TODAY)
    review(shop, TODAY + timedelta(days=30))
    assert held.class_on(shop.store, anna, TODAY + timedelta(days=30)) is Class.GOLD
    made = review(shop, TODAY + timedelta(days=31))
    [move] = moves.moves(shop.store, made.id)
    assert (move.from_class, move.to_class) == (Class.GOLD, Class.LEAD)
    assert move.why == "Below the gold line for 60 days now: €480; the line is €500."


def test_the_word_of_the_owner_is_looked_through(shop: Book) -> None:
    anna = regular(shop, class_by_hand=Class.LEAD, class_until=TODAY)
    review(shop, ago(40))
    assert held.class_on(shop.store, anna, TODAY) is Class.LEAD
    assert held.class_on(shop.store, anna, TODAY + timedelta(days=1)) is Class.GOLD
    [step] = shop.class_steps.of_customer(anna)
    assert step.to_class is Class.GOLD


def test_who_was_new_is_classed_by_the_first_review_after_ninety_days(shop: Book) -> None:
    regular(shop)
    newcomer = add_customer(shop, "Newcomer")
    buys(shop, newcomer, 900_00, [100])
    review(shop, ago(11))
    assert shop.class_steps.of_customer(newcomer) == []
    made = review(shop, TODAY)
    [move] = moves.moves(shop.store, made.id)
    assert (move.customer_id, move.from_class, move.to_class) == (newcomer, Class.NEW, Class.GOLD)
    assert move.is_up is None
    assert move.why.startswith("No longer new. Brought €900 in 12 months (the gold line is €500)")


def test_going_and_coming_back_are_at_once(shop: Book) -> None:
    anna, left = add_customer(shop, "Anna"), regular(shop, "Left")
    buys(shop, anna, 600_00, [850, 800, 400])
    review(shop, ago(100))
    assert held.class_on(shop.store, anna, TODAY) is Class.GOLD
    with shop.edit("They left"):
        shop.customers.update(replace(shop.customers.get(left), left_reason=LeftReason.MOVED))
    away = review(shop, TODAY + timedelta(days=60))
    assert {(move.name, move.to_class) for move in moves.moves(shop.store, away.id)} == {
        ("Anna", Class.INACTIVE),
        ("Left", Class.INACTIVE),
    }
    buys(shop, anna, 600_00, [-70])
    [back] = moves.moves(shop.store, review(shop, TODAY + timedelta(days=75)).id)
    assert (back.name, back.from_class, back.to_class) == ("Anna", Class.INACTIVE, Class.GOLD)
    assert back.why.startswith("Came back, and bought on 21 May 2026.")


def test_whoever_was_known_for_long_and_comes_for_the_first_time_is_new(shop: Book) -> None:
    regular(shop)
    anna = add_customer(shop, "Anna")
    review(shop, ago(40))
    buys(shop, anna, 10_00, [5])
    [move] = moves.moves(shop.store, review(shop, TODAY).id)
    assert (move.name, move.from_class, move.to_class) == ("Anna", Class.INACTIVE, Class.NEW)
    assert move.why == "Bought for the first time, on 7 Mar 2026."


def test_nothing_is_reviewed_before_anybody_bought(book: Book) -> None:
    anna = add_customer(book)
    with pytest.raises(BookError, match="No customer in this book has bought anything yet"):
        review(book, TODAY)
    buys(book, anna, 10_00, [3])
    with pytest.raises(BookError, match="by 8 Mar 2026: the first sale to a customer was on 9 Mar 2026"):
        review(book, ago(4))
    assert due(book.store, ago(4)) is None
    assert due(book.store, TODAY) is not None


def test_sales_to_people_without_a_name_are_no_reason_for_a_review(book: Book) -> None:
    add_customer(book)
    add_sale(book, None, ago(3))
    with pytest.raises(BookError, match="No customer in this book"):
        review(book, TODAY)
    assert due(book.store, TODAY) is None


def test_a_day_before_the_last_review_is_not_reviewed_any_more(shop: Book) -> None:
    regular(shop)
    review(shop, TODAY)
    with pytest.raises(BookError, match="already reviewed as of 12 Mar 2026"):
        review(shop, ago(1))


def test_a_review_that_is_stopped_writes_nothing(shop: Book) -> None:
    regular(shop)

    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        review(shop, TODAY, stop)
    assert counted(shop)[1:] == (0, 0)


def test_a_review_whose_lines_are_changed_meanwhile_is_refused(shop: Book) -> None:
    regular(shop)

    def meanwhile(done: int, of: int) -> None:
        if (done, of) == (3, 4):
            set_lines(shop, gold=1_00, platinum=2_00, iron=1_00, on=TODAY)

    with pytest.raises(BookError, match="changed meanwhile"):
        review(shop, TODAY, meanwhile)
    assert counted(shop)[1:] == (0, 0)


def test_whoever_is_deleted_in_the_middle_of_a_review_stands_in_nobodys_way(shop: Book) -> None:
    anna, gone = regular(shop), add_customer(shop, "Gone")

    def meanwhile(done: int, of: int) -> None:
        if (done, of) == (3, 4):
            with shop.edit("Deleted a customer"):
                shop.customers.delete(gone)

    review(shop, TODAY, meanwhile)
    assert [step.customer_id for step in shop.class_steps.all()] == [anna]


def test_a_review_is_due_once_a_month(shop: Book) -> None:
    regular(shop)
    assert due(shop.store, TODAY) == date(2026, 3, 1)
    review(shop, TODAY)
    assert due(shop.store, TODAY) is None
    assert due(shop.store, date(2026, 3, 31)) is None
    assert due(shop.store, date(2026, 4, 1)) == date(2026, 4, 1)
    review(shop, date(2026, 4, 28))
    # The month began, but the last review is too fresh to be worth another.
    assert due(shop.store, date(2026, 5, 1)) is None
    assert due(shop.store, date(2026, 5, 13)) == date(2026, 5, 1)


def test_who_is_deleted_takes_their_steps_along_and_brings_them_back(shop: Book) -> None:
    anna, other = regular(shop), regular(shop, "Ben")
    review(shop, TODAY)
    steps = shop.class_steps.of_customer(anna)
    with shop.edit("Deleted her purchases"):
        for purchase in shop.purchases.all("customer_id = :customer", customer=anna):
            shop.purchases.delete(purchase.id)
    with shop.edit("Deleted a customer"):
        shop.customers.delete(anna)
    assert shop.class_steps.of_customer(anna) == []
    assert shop.class_steps.of_customer(other) != []
    shop.undo()
    assert shop.class_steps.of_customer(anna) == steps


def test_very_many_steps_are_written_at_once_and_taken_back_as_well(
    shop: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "_MANY", 3)
    people = [regular(shop, f"Customer {number}") for number in range(4)]
    review(shop, TODAY)
    assert {held.class_on(shop.store, one, TODAY) for one in people} == {Class.GOLD}
    shop.undo()
    assert counted(shop)[1:] == (0, 0)
    shop.redo()
    assert {held.class_on(shop.store, one, TODAY) for one in people} == {Class.GOLD}


def test_copies_that_both_reviewed_are_one_history_once_joined(shop: Book, tmp_path: Path) -> None:
    anna = add_customer(shop, "Anna")
    buys(shop, anna, 300_00, [700, 400, 380, 370, 100])
    ben = regular(shop, "Ben")
    home_path = shutil.copyfile(shop.path, tmp_path / "home.regulars")
    with Book.open(home_path) as home:
        review(home, ago(50))
        buys(home, ben, 10_000_00, [20])
        review(home, ago(10))
    review(shop, ago(60))
    review(shop, TODAY)
    join_into(shop, home_path, "home.regulars")
    assert check(shop.store) == []
    assert shop.class_reviews.count() == 4
    assert shop.class_reviews.last(TODAY).reviewed_on == TODAY  # type: ignore[union-attr]
    for customer_id in (anna, ben):
        steps = shop.class_steps.of_customer(customer_id)
        assert {step.class_review_id for step in steps} <= {one.id for one in shop.class_reviews.all()}
        for day in (ago(60), ago(50), ago(10), TODAY):
            latest = next((step.to_class for step in steps if step.moved_on <= day), Class.NONE)
            assert held.class_on(shop.store, customer_id, day) is latest
    assert held.class_on(shop.store, anna, TODAY) is Class.LEAD
    made = review(shop, TODAY + timedelta(days=31))
    assert made.reviewed_on == TODAY + timedelta(days=31)


@settings(max_examples=2)
@given(st.integers(0, 10_000))
def test_history_replays(fresh_book: FreshBook, seed: int) -> None:
    """However a shop went: everybody is in one class, the steps lead from one to the next, and undo gives back."""
    chance = random.Random(seed)
    with fresh_book() as book:
        for number in range(9):
            customer_id = add_customer(book, f"Customer {number}", known_since=ago(chance.randrange(900)))
            buys(
                book,
                customer_id,
                chance.randrange(5_00, 200_00),
                [chance.randrange(-120, 900) for _each in range(chance.randrange(9))],
            )
        buys(book, add_customer(book, "Regular"), 30_00, MONTHLY)
        days = [ago(100), ago(60), ago(20), TODAY]
        for day in days:
            before = held.classes_on(book.store, day)
            steps_before = book.class_steps.count()
            review(book, day)
            appraisal = appraise(book.store, day)
            classes = classify(book.store, appraisal)
            assert sum(classes.counts().values()) == book.customers.count() == len(appraisal)
            assert set(classes.counts()) == set(JUDGED)
            if chance.random() < 0.5:
                after = held.classes_on(book.store, day)
                book.undo()
                assert held.classes_on(book.store, day) == before
                assert book.class_steps.count() == steps_before
                book.redo()
                assert held.classes_on(book.store, day) == after
            count = book.class_steps.count()
            review(book, day)
            assert book.class_steps.count() == count
        replayed: dict[int, Class] = {}
        for day in days:
            for step in book.class_steps.all("moved_on = :day", "id", day=day.isoformat()):
                was = replayed.get(step.customer_id, Class.NONE)
                assert step.from_class in ((was,) if was else (Class.NONE, Class.NEW))
                assert step.to_class is not was
                replayed[step.customer_id] = step.to_class
            found = held.classes_on(book.store, day)
            for customer_id, one in found.items():
                assert one is Class.NEW or one is replayed.get(customer_id, Class.NONE)


def test_more_money_than_one_amount_may_be_is_reviewed_too(book: Book) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    for who in (anna, ben):
        for days in (20, 120, 220):
            add_sale(book, who, TODAY - timedelta(days=days), 999_999_999_999, 999_999_999_999)
    review(book, TODAY)
    assert {step.current_cents for step in book.class_steps.all()} == {999_999_999_999}


def test_everything_that_takes_long_is_done_before_the_edit_begins(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, TODAY - timedelta(days=200))
    with book.again() as counter:
        counter.store.value("PRAGMA busy_timeout = 0")
        told = []

        def saving(done: int, of: int) -> None:
            told.append((done, of))
            add_sale(counter, anna, TODAY - timedelta(days=len(told)), 100)

        review(book, TODAY, saving)
    assert told[-1][0] == told[-1][1], "the last word comes when only the writing is left"
    assert book.class_reviews.count() == 1


def test_whose_first_class_was_taken_back_is_not_told_as_new_until_now(book: Book) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    for who in (anna, ben):
        buys(book, who, 100_00, range(10, 700, 30))
    review(book, ago(60))
    first = book.store.last_edit
    newcomer = add_customer(book, "Newcomer")
    buys(book, newcomer, 100_00, [100, 10])
    review(book, ago(30))
    assert first is not None
    book.take_back(first)
    made = review(book, TODAY)
    assert [move.customer_id for move in moves.moves(book.store, made.id)] == [newcomer]
    assert moves.first_classed(book.store, made.id) == 2


def test_who_never_bought_and_came_from_a_list_is_no_movement(shop: Book) -> None:
    regular(shop)
    review(shop, ago(40))
    add_customer(shop, "From a list")
    add_customer(shop, "From an old list", known_since=LONG_AGO)
    hoped_for = add_customer(shop, "Hoped for", known_since=ago(95))
    made = review(shop, TODAY)
    assert moves.first_classed(shop.store, made.id) == 2
    [move] = moves.moves(shop.store, made.id)
    assert (move.customer_id, move.from_class, move.to_class) == (hoped_for, Class.NEW, Class.INACTIVE)
