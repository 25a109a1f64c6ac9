"""Everybody is in exactly one class; what other lines would change is told before they are saved."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.book import Book
from model.classes.classifying import Classification, classify, figures_of
from model.classes.looking import look
from model.classes.reviewing import review
from model.classes.what_if import moved_at_once, what_if
from model.customer_class import JUDGED
from model.customer_class import CustomerClass as Class
from model.value.appraisal import Appraisal, appraise
from tests.makers import FreshBook, add_customer, review_classes
from tests.model.classes.some_book import TODAY, ago, buys, set_lines


def looked_at(book: Book) -> tuple[Appraisal, Classification]:
    appraisal = appraise(book.store, TODAY)
    return appraisal, classify(book.store, appraisal)


@pytest.fixture
def shop(book: Book) -> Book:
    """Three customers under the gold line of 500.00, and three above it."""
    for number, cents in enumerate((10_00, 20_00, 30_00, 60_00, 70_00, 80_00)):
        buys(book, add_customer(book, f"Customer {number}"), cents, range(10, 700, 36))
    set_lines(book, gold=500_00, platinum=90_000_00, iron=80_000_00)
    return book


def test_each_customer_of_the_book_stands_in_one_class(shop: Book) -> None:
    add_customer(shop, "Never bought")
    newcomer = add_customer(shop, "Newcomer", known_since=ago(3))
    by_hand = add_customer(shop, "By hand", class_by_hand=Class.PLATINUM)
    appraisal, found = looked_at(shop)
    assert found.counts() == {
        Class.PLATINUM: 1,
        Class.GOLD: 3,
        Class.IRON: 0,
        Class.LEAD: 3,
        Class.NEW: 1,
        Class.INACTIVE: 1,
    }
    assert found.class_of(newcomer) is Class.NEW
    assert found.class_of(by_hand) is Class.PLATINUM
    assert found.is_by_hand(by_hand)
    assert found.class_of(12345) is Class.NONE
    rows = np.sort(np.concatenate([found.rows_in(one) for one in JUDGED]))
    assert rows.tolist() == list(range(len(appraisal)))
    figures = figures_of(found, appraisal)
    assert sum(customers for customers, _current, _potential in figures.values()) == len(appraisal)
    assert sum(current for _n, current, _potential in figures.values()) == int(appraisal.current_cents.sum())


def test_before_anybody_set_lines_they_are_proposed(book: Book) -> None:
    buys(book, add_customer(book), 10_00, range(10, 700, 36))
    _appraisal, found = looked_at(book)
    assert found.proposed
    assert found.lines.id == 0
    set_lines(book, 1_00, 1_00, 1_00)
    _appraisal, found = looked_at(book)
    assert not found.proposed


def test_long_away_is_inactive_but_not_for_whoever_comes_rarely(book: Book) -> None:
    rarely, often = add_customer(book, "Rarely"), add_customer(book, "Often")
    buys(book, rarely, 10_00, [1200, 800, 400])
    buys(book, often, 10_00, [460, 430, 400])
    _appraisal, found = looked_at(book)
    assert found.class_of(rarely) is not Class.INACTIVE
    assert found.class_of(often) is Class.INACTIVE


def test_moving_no_line_moves_nobody(shop: Book) -> None:
    appraisal, found = looked_at(shop)
    assert what_if(appraisal, found, found.lines) == []
    review(shop, ago(400))
    appraisal, found = looked_at(shop)
    assert what_if(appraisal, found, found.lines) == []


def test_a_lower_line_tells_who_would_rise(shop: Book) -> None:
    appraisal, found = looked_at(shop)
    [(customer_id, before, after)] = what_if(appraisal, found, replace(found.lines, current_cents=300_00))
    assert (shop.customers.get(customer_id).name, before, after) == ("Customer 2", Class.LEAD, Class.GOLD)


def test_what_if_leaves_the_word_of_the_owner_alone(shop: Book) -> None:
    owners = add_customer(shop, "Owner's", class_by_hand=Class.LEAD)
    buys(shop, owners, 30_00, range(10, 700, 36))
    appraisal, found = looked_at(shop)
    changed = what_if(appraisal, found, replace(found.lines, current_cents=300_00))
    assert owners not in [customer_id for customer_id, _before, _after in changed]


@settings(max_examples=8)
@given(gold=st.integers(0, 1_000_00), away=st.integers(1, 800), new=st.integers(0, 200))
def test_what_would_change_is_what_changes_once_they_are_saved(
    fresh_book: FreshBook, gold: int, away: int, new: int
) -> None:
    with fresh_book() as book:
        add_customer(book, "Not yet", known_since=ago(50))
        buys(book, add_customer(book, "Lately"), 250_00, [120, 10])
        for number, cents in enumerate((10_00, 30_00, 60_00)):
            buys(book, add_customer(book, f"Customer {number}"), cents, range(30 + 200 * number, 900, 90))
        set_lines(book, gold=200_00, platinum=90_000_00, iron=80_000_00)
        appraisal, found = looked_at(book)
        lines = replace(found.lines, current_cents=gold, away_days=away, new_days=new)
        told = what_if(appraisal, found, lines)
        set_lines(book, gold, 90_000_00, 80_000_00, on=TODAY, away_days=away, new_days=new)
        _appraisal, after = looked_at(book)
        changed = [
            (one, found.class_of(one), after.class_of(one))
            for one in found.customer_ids.tolist()
            if found.class_of(one) is not after.class_of(one)
        ]
        assert sorted(told) == sorted(changed)


def test_before_the_first_review_everybody_who_would_change_is_moved_at_once(shop: Book) -> None:
    appraisal, found = looked_at(shop)
    lines = replace(found.lines, current_cents=290_00)
    assert (len(what_if(appraisal, found, lines)), moved_at_once(appraisal, found, lines)) == (1, 1)


def test_who_is_new_again_by_other_lines_is_so_at_once(shop: Book) -> None:
    newcomer = add_customer(shop, "Newcomer")
    buys(shop, newcomer, 60_00, range(5, 130, 5))
    review_classes(shop, ago(60), one=(newcomer, Class.NEW))
    appraisal, found = looked_at(shop)
    lines = replace(found.lines, new_days=200)
    assert what_if(appraisal, found, lines) == [(newcomer, Class.GOLD, Class.NEW)]
    assert moved_at_once(appraisal, found, lines) == 1


@settings(max_examples=8)
@given(gold=st.integers(0, 1_000_00), away=st.integers(1, 800))
def test_whom_a_review_would_move_at_once_it_moves(fresh_book: FreshBook, gold: int, away: int) -> None:
    with fresh_book() as book:
        for number, cents in enumerate((10_00, 30_00, 60_00, 61_00)):
            # Each began to come at another time: what they brought was not always past a line.
            buys(book, add_customer(book, f"Customer {number}"), cents, range(30, 250 + 200 * number, 40))
        set_lines(book, gold=200_00, platinum=90_000_00, iron=80_000_00)
        last = review(book, ago(20))
        appraisal, found = looked_at(book)
        lines = replace(found.lines, current_cents=gold, away_days=away)
        told = {customer_id for customer_id, _before, _after in what_if(appraisal, found, lines)}
        set_lines(book, gold, 90_000_00, 80_000_00, on=TODAY, away_days=away)
        reviewed = look(book.store, TODAY, last)
        moved = set(found.customer_ids[reviewed.movers].tolist()) & told
        patient = replace(
            lines, past_days=20_000
        )  # so long ago nobody bought anything: nobody was past a line
        assert moved_at_once(appraisal, found, lines) == moved_at_once(appraisal, found, patient)
        assert moved_at_once(appraisal, found, lines) <= len(moved) <= len(told)
        assert moved_at_once(appraisal, found, replace(lines, past_days=0)) == len(told)
