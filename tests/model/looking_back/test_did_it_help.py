"""Did it help: who is compared with whom, from which day on, and what is said of few people."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.channels import Channel
from model.customers import Customer
from model.follow_ups import FollowUp, FollowUpStatus
from model.looking_back.did_it_help import FEWEST, Case, Helped, compared, did_it_help
from model.looking_back.in_words import early_in_words, helped_in_words
from model.purchases import Purchase, PurchaseKind, PurchaseLine
from model.visits import Outcome, Visit
from tests.makers import add_customer, add_sale, add_visit

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
DUE = date(2026, 1, 12)
LATER = date(2026, 12, 1)
DAY = timedelta(days=1)


def due(book: Book, on: date = DUE, customer_id: int | None = None, **fields: object) -> FollowUp:
    """Something planned for somebody, by a rule."""
    kept: dict[str, object] = {"rule": "after_sale"} | fields
    customer_id = customer_id or add_customer(book, "Anna")
    with book.edit("Planned"):
        return book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=on, **kept))  # type: ignore[arg-type]


def reach(book: Book, planned: FollowUp, on: date, channel: Channel = Channel.PHONE) -> None:
    """Somebody was spoken to about it, and so it is done."""
    add_visit(book, planned.customer_id, on, follow_up_id=planned.id, channel=channel)
    with book.edit("Done"):
        book.follow_ups.update(replace(planned, status=FollowUpStatus.DONE, done_on=on))


def found(book: Book, today: date = LATER) -> Helped:
    (one,) = did_it_help(book.store, FIRST, LAST, today)
    return one


def sides(book: Book, today: date = LATER) -> tuple[int, int, int, int]:
    """Reached, bought again, not reached, bought again, with one more on each side to compare with."""
    for reached in (True, False):
        planned = due(book)
        if reached:
            reach(book, planned, DUE)
    one = found(book, today)
    return one.reached - 1, one.reached_again, one.others - 1, one.others_again


def test_reached_and_not_reached_are_counted_from_the_day_it_was_due(book: Book) -> None:
    called = due(book)
    reach(book, called, DUE + 9 * DAY)
    add_sale(book, called.customer_id, DUE + 5 * DAY)  # before the call, and all the same after it was due
    in_vain = due(book)
    add_visit(book, in_vain.customer_id, DUE, Outcome.NO_ANSWER, follow_up_id=in_vain.id)
    add_sale(book, in_vain.customer_id, DUE + 5 * DAY)
    assert sides(book) == (1, 1, 1, 1)


def test_sixty_days_and_not_the_day_itself(book: Book) -> None:
    for days in (0, 1, 60, 61):
        planned = due(book)
        add_sale(book, planned.customer_id, DUE - DAY if days == 0 else DUE + days * DAY)
        if days == 0:
            add_sale(book, planned.customer_id, DUE)
    one = compared("after_sale", [])
    assert one.difference is None
    reached = due(book)
    reach(book, reached, DUE)
    assert (found(book).others, found(book).others_again) == (
        3,
        2,
    )  # who had bought before has nobody like them


def test_the_clock_begins_when_it_was_first_shown(book: Book) -> None:
    planned = due(book, shown_on=DUE + 10 * DAY)
    add_sale(book, planned.customer_id, DUE + 70 * DAY)
    assert sides(book) == (0, 0, 1, 1)


def test_nobody_is_counted_before_their_days_are_over(book: Book) -> None:
    due(book)
    reach(book, due(book), DUE)
    assert found(book, DUE + 59 * DAY).early == 2
    assert found(book, DUE + 59 * DAY).reached == 0
    assert found(book, DUE + 60 * DAY).early == 0
    assert found(book, DUE + 60 * DAY).reached == 1


def test_each_customer_counts_once_with_the_first(book: Book) -> None:
    first = due(book)
    second = due(book, DUE + 20 * DAY, first.customer_id)
    reach(book, second, DUE + 20 * DAY)
    assert sides(book) == (0, 0, 1, 0)


@pytest.mark.parametrize("status", [FollowUpStatus.SKIPPED, FollowUpStatus.MERGED])
def test_what_was_left_on_purpose_is_left_out(book: Book, status: FollowUpStatus) -> None:
    due(book, status=status)
    assert sides(book) == (0, 0, 0, 0)


def test_ticked_off_without_a_word_or_met_in_the_shop_they_came_without_our_call(book: Book) -> None:
    due(book, status=FollowUpStatus.DONE, done_on=DUE)
    met = due(book)
    reach(book, met, DUE + DAY, Channel.COUNTER)
    add_sale(book, met.customer_id, DUE + DAY)
    assert sides(book) == (0, 0, 2, 1)


def test_calls_that_do_nothing_do_not_seem_to_help_though_whoever_comes_is_ticked_off(book: Book) -> None:
    chance = random.Random(3)
    with book.edit("A shop in which nobody comes because of a call"):
        for _customer in range(300):
            customer_id = book.customers.insert(Customer(name="Anna")).id
            comes_on = DUE + int(chance.expovariate(0.012) + 1) * DAY
            called_on = DUE + chance.randrange(15) * DAY if chance.random() < 0.5 else comes_on
            settled_on, called = min(called_on, comes_on), called_on < comes_on
            is_done = settled_on < DUE + 60 * DAY
            planned = book.follow_ups.insert(
                FollowUp(
                    customer_id=customer_id,
                    planned_on=DUE,
                    rule="after_sale",
                    status=FollowUpStatus.DONE if is_done else FollowUpStatus.OPEN,
                    done_on=settled_on if is_done else None,
                )
            )
            book.purchases.insert(Purchase(customer_id=customer_id, bought_on=comes_on))
            if is_done:
                book.visits.insert(
                    Visit(
                        customer_id=customer_id,
                        visited_on=settled_on,
                        channel=Channel.PHONE if called else Channel.COUNTER,
                        follow_up_id=planned.id,
                    )
                )
    one = found(book)
    assert one.reached + one.others == 300
    assert one.difference is not None
    assert one.difference.low <= 0


def test_who_brought_everything_back_is_left_out_reached_or_not(book: Book) -> None:
    for reached in (True, False):
        customer_id = add_customer(book, "Anna")
        sale = add_sale(book, customer_id, DUE - 3 * DAY)
        planned = due(book, customer_id=customer_id, purchase_id=sale.id)
        if reached:
            reach(book, planned, DUE)
        with book.edit("Brought back"):
            book.purchases.save(
                Purchase(
                    customer_id=customer_id,
                    bought_on=DUE + DAY,
                    kind=PurchaseKind.RETURN,
                    return_of_id=sale.id,
                ),
                [PurchaseLine(text="Tea", amount_cents=-1000)],
            )
    assert sides(book) == (0, 0, 0, 0)


def test_whom_a_purchase_took_off_the_list_stays_among_those_not_reached(book: Book) -> None:
    came = due(book, rule="silent", rule_id=2, lapses_on=DUE + 14 * DAY)
    add_sale(book, came.customer_id, DUE + 5 * DAY)
    reach(book, due(book, rule="silent", rule_id=2), DUE)
    one = found(book)
    assert (one.others, one.others_again) == (1, 1)


def test_who_was_reached_only_after_sixty_days_was_not_reached_in_time(book: Book) -> None:
    reach(book, due(book), DUE + 61 * DAY)
    assert sides(book) == (0, 0, 1, 0)


def test_one_call_settles_all_its_reasons(book: Book) -> None:
    anna = add_customer(book, "Anna")
    one, other = due(book, customer_id=anna), due(book, customer_id=anna, rule="yearly")
    reach(book, one, DUE)
    with book.edit("Done"):
        book.follow_ups.update(replace(other, status=FollowUpStatus.DONE, done_on=DUE))
    due(book, rule="yearly")
    assert {one.kind: one.reached for one in did_it_help(book.store, FIRST, LAST, LATER)} == {
        "yearly": 1,
        "after_sale": 0,
    }


def test_kinds_stand_apart_and_a_promise_is_a_kind_of_its_own(book: Book) -> None:
    due(book, rule="by_hand", promise=True)
    due(book, rule="by_hand")
    assert {one.kind for one in did_it_help(book.store, FIRST, LAST, LATER)} == {"promise", "by_hand"}


def many(reached: int, again: int, others: int, others_again: int, before: int = 1) -> Iterable[Case]:
    yield from (Case(before, True, n < again) for n in range(reached))
    yield from (Case(before, False, n < others_again) for n in range(others))


def test_the_sentence_says_what_was_counted() -> None:
    sentence = helped_in_words(compared("silent", many(40, 22, 31, 6)))
    assert sentence == (
        "Of 40 reached, 22 bought again within 60 days; of 31 like them not reached, 6."
        " Like with like, that is 36 points more (between 15 and 56)."
    )


def test_what_may_be_chance_is_called_chance() -> None:
    assert "may be chance: anything from" in helped_in_words(compared("silent", many(20, 8, 20, 7)))


def test_harm_is_said_too() -> None:
    assert "54 points fewer (between" in helped_in_words(compared("silent", many(50, 8, 50, 35)))


@pytest.mark.parametrize(("reached", "others"), [(FEWEST - 1, 80), (80, FEWEST - 1), (0, 0)])
def test_few_people_are_too_few_to_say(reached: int, others: int) -> None:
    one = compared("silent", many(reached, 0, others, 0))
    assert one.difference is None
    assert helped_in_words(one).startswith("Too few to say")


def test_people_without_anybody_like_them_do_not_make_a_number() -> None:
    cases = [*many(50, 40, 0, 0, before=9), *many(0, 0, 50, 3, before=0)]
    assert compared("silent", cases) == Helped("silent", 0, 0, 0, 0, 0, None)


def test_those_not_counted_yet_are_mentioned() -> None:
    assert early_in_words(0) == ""
    assert early_in_words(1).startswith("1 more is not counted yet")
    assert "60 days" in early_in_words(4)


@given(st.lists(st.builds(Case, st.integers(0, 9), st.booleans(), st.booleans()), max_size=80))
def test_every_sentence_can_be_said(cases: list[Case]) -> None:
    one = compared("silent", cases)
    assert one.reached_again <= one.reached
    assert one.others_again <= one.others
    assert one.reached + one.others <= len(cases)
    assert "{" not in helped_in_words(one)
    assert "-" not in helped_in_words(one)


@pytest.mark.parametrize(
    ("some", "other", "alike"),
    [
        (0, 0, True),
        (0, 1, False),
        (1, 2, False),
        (2, 4, True),
        (4, 5, False),
        (5, 40, True),
    ],
)
def test_alike_are_who_bought_never_once_a_few_times_or_often(some: int, other: int, alike: bool) -> None:
    cases = [*many(12, 6, 0, 0, before=some), *many(0, 0, 12, 3, before=other)]
    assert (compared("silent", cases).difference is not None) is alike


def test_ten_on_either_side_are_enough_to_say_something() -> None:
    assert compared("silent", many(10, 5, 10, 2)).difference is not None
    assert compared("silent", many(9, 5, 10, 2)).difference is None
