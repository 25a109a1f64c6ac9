"""Who was put away since, and whose class was given by hand since, is told of a past day as it was."""

from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.cards_then import CardThen, cards_then, put_away_on
from model.classes import held, moves
from model.classes.classifying import classify
from model.customer_class import CustomerClass
from model.flow.bought import read_bought
from model.flow.coming import coming, read_left
from model.flow.flow import flow
from model.value.appraisal import appraise
from model.value.card_story import card_story
from model.value.circles import circle
from tests.makers import add_customer, add_sale, review_classes
from tests.model.test_as_it_was import was_made_on

BEFORE, CHANGED, NOW = date(2026, 3, 1), date(2026, 4, 10), date(2026, 5, 20)


def change(book: Book, customer_id: int, **fields: object) -> None:
    with book.edit("Changed"):
        book.customers.update(replace(book.customers.get(customer_id), **fields))  # type: ignore[arg-type]


def two_customers(book: Book) -> tuple[int, int]:
    """Anna, who came until March, and Ben, who still comes; all written down in March."""
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    for customer_id, last in ((anna, BEFORE), (ben, NOW)):
        for days in range(0, 400, 40):
            add_sale(book, customer_id, last - timedelta(days=days))
    was_made_on(book, BEFORE)
    return anna, ben


def test_who_was_put_away_later_had_not_gone_on_a_day_before(book: Book) -> None:
    anna, _ben = two_customers(book)
    change(book, anna, archived=True)
    was_made_on(book, CHANGED)
    assert put_away_on(book.store) == {anna: CHANGED}
    assert cards_then(book.store, BEFORE) == {anna: CardThen(False, CustomerClass.NONE, None)}
    assert cards_then(book.store, CHANGED) == {}
    for day, gone in ((BEFORE, False), (CHANGED - timedelta(days=1), False), (CHANGED, True), (NOW, True)):
        appraisal = appraise(book.store, day)
        worth = appraisal.worth(anna)
        assert worth is not None
        assert (worth.gone, worth.potential_cents > 0) == (gone, not gone)
        is_inactive = classify(book.store, appraisal).class_of(anna) is CustomerClass.INACTIVE
        assert is_inactive is gone


def test_who_was_put_away_is_lost_on_that_day_and_not_before(book: Book) -> None:
    anna, _ben = two_customers(book)
    change(book, anna, archived=True)
    was_made_on(book, CHANGED)
    happened = coming(read_bought(book.store, NOW).days, NOW, 365, read_left(book.store, NOW))
    assert list(happened.lost) == [CHANGED.toordinal()]
    before = CHANGED - timedelta(days=1)
    happened = coming(read_bought(book.store, before).days, before, 365, read_left(book.store, before))
    assert list(happened.lost) == []


def test_who_was_taken_out_of_the_archive_later_was_gone_before(book: Book) -> None:
    anna, _ben = two_customers(book)
    change(book, anna, archived=True)
    was_made_on(book, BEFORE)
    change(book, anna, archived=False)
    was_made_on(book, CHANGED)
    for day, gone in ((BEFORE, True), (NOW, False)):
        worth = appraise(book.store, day).worth(anna)
        assert worth is not None
        assert worth.gone is gone
        assert flow(book.store, day).active == (1 if gone else 2)


def test_a_class_given_by_hand_holds_from_the_day_on_which_it_was_given(book: Book) -> None:
    anna, _ben = two_customers(book)
    review_classes(book, BEFORE, one=(anna, CustomerClass.LEAD))
    was_made_on(book, BEFORE)
    change(book, anna, class_by_hand=CustomerClass.GOLD)
    was_made_on(book, CHANGED)
    for day, one in ((BEFORE, CustomerClass.LEAD), (CHANGED, CustomerClass.GOLD), (NOW, CustomerClass.GOLD)):
        assert held.class_on(book.store, anna, day) is one
        assert classify(book.store, appraise(book.store, day)).class_of(anna) is one


def test_the_card_as_of_a_day_before_knows_nothing_of_a_word_given_later(book: Book) -> None:
    anna, _ben = two_customers(book)
    change(book, anna, class_by_hand=CustomerClass.GOLD, class_reason="Told all her friends")
    was_made_on(book, CHANGED)
    for day, given, remark in ((BEFORE, "", ""), (NOW, "Gold (Told all her friends)", "your own word")):
        appraisal = appraise(book.store, day)
        worth, people = appraisal.worth(anna), circle(book.store, appraisal, anna)
        assert worth is not None
        assert people is not None
        story = card_story(book.store, worth, people, classify(book.store, appraisal).lines)
        assert (story.given, story.figures[0].remark) == (given, remark)


def test_a_class_that_was_given_and_taken_back_held_in_between(book: Book) -> None:
    anna, _ben = two_customers(book)
    review_classes(book, BEFORE, one=(anna, CustomerClass.LEAD))
    change(book, anna, class_by_hand=CustomerClass.GOLD, class_until=CHANGED - timedelta(days=5))
    was_made_on(book, BEFORE)
    change(book, anna, class_by_hand=CustomerClass.NONE, class_until=None)
    was_made_on(book, CHANGED)
    for day, one in (
        (BEFORE, CustomerClass.GOLD),
        (CHANGED - timedelta(days=4), CustomerClass.LEAD),
        (NOW, CustomerClass.LEAD),
    ):
        assert held.class_on(book.store, anna, day) is one


def test_a_word_given_after_a_review_is_not_told_of_its_moves(book: Book) -> None:
    anna, _ben = two_customers(book)
    review_classes(book, BEFORE - timedelta(days=30), one=(anna, CustomerClass.GOLD))
    review = review_classes(book, BEFORE, one=(anna, CustomerClass.LEAD))
    was_made_on(book, BEFORE)
    change(book, anna, class_by_hand=CustomerClass.PLATINUM)
    was_made_on(book, CHANGED)
    [move] = moves.moves(book.store, review.id)
    assert move.by_hand is CustomerClass.NONE


def test_as_of_the_last_day_the_cards_hold_as_they_are_whatever_the_clock_said(book: Book) -> None:
    anna, _ben = two_customers(book)
    change(book, anna, archived=True)
    was_made_on(book, NOW + timedelta(days=300))
    assert cards_then(book.store, NOW) == {}
    worth = appraise(book.store, NOW).worth(anna)
    assert worth is not None
    assert worth.gone
