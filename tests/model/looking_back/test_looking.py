"""The visits of a period, counted from every side: what was planned, what became of it, what was said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.channels import Channel
from model.errors import Cancelled
from model.follow_ups import FollowUp, FollowUpStatus
from model.looking_back.facts import About, Fate, PlannedFact
from model.looking_back.in_words import (
    again_in_words,
    became_in_words,
    late_in_words,
    loyalty_in_words,
    score_in_words,
    suggested_in_words,
)
from model.looking_back.looking import By, Line, LookingBack, look_back
from model.looking_back.said import Said, own_words, suggestions
from model.looking_back.scores import Scores
from model.looking_back.tally import Again, Plans, Tally, tallied
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.staff import StaffMember
from model.visits import Outcome, SuggestionStatus
from tests.makers import add_customer, add_sale, add_visit

FIRST, LAST = date(2026, 2, 1), date(2026, 4, 30)
DAY = date(2026, 3, 12)
LATER = date(2026, 12, 1)
A_DAY_LONG = timedelta(days=1)


def plan(book: Book, on: date = DAY, customer_id: int | None = None, **fields: object) -> FollowUp:
    with book.edit("Planned"):
        return book.follow_ups.insert(
            FollowUp(customer_id=customer_id or add_customer(book, "Anna"), planned_on=on, **fields)  # type: ignore[arg-type]
        )


def looked(book: Book, today: date = LATER) -> LookingBack:
    return look_back(book.store, FIRST, LAST, today)


def names(lines: tuple[Line, ...]) -> list[str]:
    return [line.name for line in lines]


def test_what_was_overdue_when_the_book_was_begun_is_of_the_day_on_which_it_was_called(book: Book) -> None:
    plan(
        book,
        FIRST - timedelta(days=400),
        rule="silent",
        rule_id=2,
        shown_on=DAY,
        status=FollowUpStatus.DONE,
        done_on=DAY,
    )
    months = looked(book).by[By.MONTH]
    assert [line.name for line in months if line.tally.plans.done] == ["March 2026"]


def test_an_empty_period_is_all_zeros(book: Book) -> None:
    found = looked(book)
    assert found.empty
    assert found.total == Tally()
    assert names(found.by[By.MONTH]) == ["February 2026", "March 2026", "April 2026"]
    assert all(not found.by[by] for by in By if by is not By.MONTH)
    assert found.helped == ()


def test_everything_planned_is_done_skipped_missed_or_waiting(book: Book) -> None:
    plan(book, status=FollowUpStatus.DONE, done_on=DAY)
    plan(book, status=FollowUpStatus.DONE, done_on=DAY + 3 * A_DAY_LONG)
    plan(book, status=FollowUpStatus.SKIPPED, done_on=DAY)
    plan(book, status=FollowUpStatus.MISSED)
    plan(book, lapses_on=DAY + A_DAY_LONG)
    plan(book)
    plan(book, status=FollowUpStatus.MERGED)
    plan(book, LAST + A_DAY_LONG)
    plans = looked(book).total.plans
    assert plans == Plans(planned=6, done=2, late=1, late_days=3, missed=2, skipped=1)
    assert plans.waiting == 1


def test_it_is_missed_from_the_day_after_it_lapsed(book: Book) -> None:
    plan(book, lapses_on=DAY)
    assert looked(book, DAY).total.plans.missed == 0
    assert looked(book, DAY + A_DAY_LONG).total.plans.missed == 1


def test_unanswered_questions_do_not_pull_the_mean_down(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for score in (10, 10, 7, 7, 6):
        add_visit(book, anna, DAY, satisfaction=score)
    add_visit(book, anna, DAY)
    add_visit(book, anna, DAY, Outcome.NO_ANSWER)
    total = looked(book).total
    assert (total.contacts, total.reached, total.scores.answers, total.scores.mean) == (7, 6, 5, 8.0)


def test_months_reasons_staff_products_and_ways_are_told_in_words(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Stored"):
        mei = book.staff.insert(StaffMember(name="Mei")).id
        tea = book.products.insert(Product(name="Green tea")).id
        pot = book.products.insert(Product(name="Tea pot")).id
        bought = book.purchases.save(
            Purchase(customer_id=anna, bought_on=DAY),
            [
                PurchaseLine(text="Pot", product_id=pot, amount_cents=5000),
                PurchaseLine(text="Tea", product_id=tea, amount_cents=400),
            ],
        )
    planned = plan(book, DAY, anna, rule="after_sale", purchase_id=bought.id, staff_id=mei)
    add_visit(book, anna, DAY, follow_up_id=planned.id, staff_id=mei, satisfaction=9)
    add_visit(book, anna, date(2026, 4, 2), channel=Channel.LETTER)
    add_visit(book, anna, date(2026, 4, 3), channel=Channel.LETTER)
    by = looked(book).by
    assert [(line.name, line.tally.contacts) for line in by[By.MONTH]] == [
        ("February 2026", 0),
        ("March 2026", 1),
        ("April 2026", 2),
    ]
    assert names(by[By.KIND]) == ["Without a plan", "After a sale"]
    assert names(by[By.STAFF]) == ["Mei", "Not noted"]
    assert names(by[By.PRODUCT]) == ["Tea pot", "No product"]
    assert by[By.PRODUCT][0].tally.scores.answers == by[By.PRODUCT][0].tally.plans.planned == 1
    assert names(by[By.CHANNEL]) == ["Letter", "Phone call"]


def test_a_promise_is_told_apart_from_what_is_planned_by_hand(book: Book) -> None:
    plan(book, promise=True)
    plan(book)
    assert sorted(names(looked(book).by[By.KIND])) == ["Planned by hand", "Promised"]


def test_words_come_least_happy_first_and_unasked_last(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for words, score in [("fine", 8), ("hm", None), ("awful", 1)]:
        add_visit(book, anna, DAY, words=words, satisfaction=score)
    assert [said.words for said in own_words(book.store, FIRST, LAST)] == ["awful", "fine", "hm"]
    assert own_words(book.store, FIRST, LAST, limit=1)[0].words == "awful"


def test_suggestions_say_what_became_of_them_and_new_ones_come_first(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_visit(
        book,
        anna,
        DAY + A_DAY_LONG,
        suggestion="More chairs",
        suggestion_status=SuggestionStatus.DONE,
        suggestion_answer="Two by the window",
        suggestion_told_on=DAY + 2 * A_DAY_LONG,
    )
    add_visit(book, anna, DAY, suggestion="Open on Sundays")
    found = suggestions(book.store, FIRST, LAST)
    assert [said.words for said in found] == ["Open on Sundays", "More chairs"]
    assert became_in_words(found[1]) == "Done · Two by the window · told on 14 Mar 2026"
    assert became_in_words(found[0]) == "New"
    assert suggested_in_words(looked(book).suggested) == "2 suggestions: 1 new, 1 done. 1 customer was told."


def test_bought_again_means_after_the_visit_and_within_sixty_days(book: Book) -> None:
    for days in (0, 1, 60, 61):
        customer = add_customer(book, f"After {days}")
        add_visit(book, customer, DAY)
        add_sale(book, customer, DAY + timedelta(days=days), 1000)
    assert looked(book, DAY + timedelta(days=100)).total.again == Again(of=4, bought=2, early=0)
    assert looked(book, DAY + timedelta(days=59)).total.again == Again(of=0, bought=0, early=4)


def test_a_customer_called_twice_counts_once_from_the_first_time(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_visit(book, anna, DAY)
    add_visit(book, anna, DAY + timedelta(days=50))
    add_sale(book, anna, DAY + timedelta(days=70))
    assert looked(book).total.again == Again(of=1, bought=0, early=0)


def test_loyalty_stands_apart_from_what_was_said(book: Book) -> None:
    for name, score, back in [
        ("content", 10, False),
        ("content too", 9, True),
        ("cross", 2, True),
        ("so-so", 7, False),
        ("unasked", None, True),
    ]:
        customer = add_customer(book, name)
        add_visit(book, customer, DAY, satisfaction=score)
        if back:
            add_sale(book, customer, DAY + A_DAY_LONG)
    loyalty = looked(book).loyalty
    assert (loyalty.content, loyalty.unhappy, loyalty.others) == (Again(2, 1), Again(1, 1), Again(2, 1))


def test_looking_can_be_given_up(book: Book) -> None:
    def stop(done: int, of: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_back(book.store, FIRST, LAST, LATER, stop)


@given(
    st.lists(st.tuples(st.sampled_from(list(Fate)), st.integers(0, 9), st.sampled_from("ab")), max_size=30)
)
def test_the_parts_add_up_to_the_whole(told: list[tuple[Fate, int, str]]) -> None:
    facts = [
        PlannedFact(About(DAY, kind, 0, 0, "phone"), fate, days if fate is Fate.DONE else 0)
        for fate, days, kind in told
    ]
    parts = tallied(facts, [], lambda about: about.kind).values()
    whole = tallied(facts, [], lambda _about: None).get(None, Tally()).plans
    assert whole.planned == len(facts) == whole.done + whole.missed + whole.skipped + whole.waiting
    for name in ("planned", "done", "late", "late_days", "missed", "skipped", "waiting"):
        assert sum(getattr(part.plans, name) for part in parts) == getattr(whole, name)


def test_few_answers_are_called_few() -> None:
    assert score_in_words(Scores()) == "not asked"
    assert score_in_words(Scores.of([9])) == "too few to say (1 answer)"
    assert score_in_words(Scores.of([9] * 4 + [4])) == "8.0 of 10 (5 answers)"
    assert score_in_words(Scores.of([9, 7] * 10)) == "8.0 of 10 (20 answers, between 7.5 and 8.5)"


def test_a_percentage_is_said_only_of_many() -> None:
    assert again_in_words(Again()) == "nobody yet to tell"
    assert again_in_words(Again(2, 1)) == "1 of 2"
    assert again_in_words(Again(200, 90)) == "90 of 200 (45%)"
    assert loyalty_in_words(Again(12, 5)) == "Of 12 customers spoken to, 5 bought again within 60 days."
    assert loyalty_in_words(Again(200, 90)).endswith("90 bought again within 60 days: 45%.")


def test_lateness_says_by_how_much() -> None:
    assert late_in_words(Plans()) == "none late"
    assert late_in_words(Plans(9, 9, 1, 3)) == "1 late, by 3 days"
    assert late_in_words(Plans(9, 9, 2, 3)) == "2 late, by 1.5 days on average"


def test_a_suggestion_that_was_answered_says_so_without_a_day() -> None:
    said = Said("Anna", DAY, "Chairs", None, SuggestionStatus.DECLINED)
    assert became_in_words(said) == "Not done"
    assert became_in_words(replace(said, answer="No room")) == "Not done · No room"
