"""The return-visit summary counts, compares and quotes, and does not make more of few people than there is."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from model.book import Book
from model.follow_ups import FollowUp, FollowUpStatus
from model.looking_back.looking import By
from model.staff import StaffMember
from model.visits import Outcome, SuggestionStatus
from reports import return_visits
from reports.charts import even_ticks
from reports.page import LETTER
from reports.return_visits import Facts, gather, stretches
from tests.makers import add_customer, add_sale, add_visit
from tests.reports.printed import pages, text

FIRST, LAST, TODAY = date(2026, 1, 1), date(2026, 3, 31), date(2026, 11, 21)
DAY = date(2026, 2, 10)
A_DAY_LONG = timedelta(days=1)


def printed(facts: Facts, language: str = "en") -> str:
    target = BytesIO()
    return_visits.write(facts, target, language_code=language)
    return " ".join(text(target.getvalue()).split())


def of_book(book: Book, today: date = TODAY) -> str:
    return printed(gather(book, FIRST, LAST, today))


def calls(book: Book, number: int, *, reached: bool, back: int = 0, score: int | None = None) -> None:
    """As many customers, due on one day by a rule, reached or not; ``back`` of them bought a week later."""
    for n in range(number):
        customer_id = add_customer(book, f"Customer {n}")
        with book.edit("Planned"):
            planned = book.follow_ups.insert(
                FollowUp(
                    customer_id=customer_id,
                    planned_on=DAY,
                    rule="silent",
                    status=FollowUpStatus.DONE if reached else FollowUpStatus.OPEN,
                    done_on=DAY + A_DAY_LONG if reached else None,
                    lapses_on=DAY + 9 * A_DAY_LONG,
                )
            )
        outcome = Outcome.REACHED if reached else Outcome.NO_ANSWER
        on = DAY + A_DAY_LONG if reached else DAY
        add_visit(book, customer_id, on, outcome, follow_up_id=planned.id, satisfaction=score)
        if n < back:
            add_sale(book, customer_id, DAY + 7 * A_DAY_LONG)


def test_the_figures_of_the_period_stand_first(book: Book) -> None:
    calls(book, 12, reached=True, score=8)
    calls(book, 3, reached=False)
    shown = of_book(book)
    for words in [
        "Return visits",
        "1 Jan 2026 – 31 Mar 2026",
        "Planned 15 Done 12",
        "Missed 3",
        "12 late, by 1 day on average",
        "of 15 contacts",
        "8.0 of 10",
        "12 answers, between 7.4 and 8.6",
    ]:
        assert words in shown


def test_did_it_help_stands_there_with_its_interval_and_its_caution(book: Book) -> None:
    calls(book, 20, reached=True, back=15)
    calls(book, 20, reached=False, back=5)
    shown = of_book(book)
    assert (
        "Silent for long Of 20 reached, 15 bought again within 60 days; of 20 like them not reached, 5."
        in shown
    )
    assert "Like with like, that is 50 points more (between 23 and 77)." in shown
    assert "this is a hint and no proof" in shown


def test_few_people_get_neither_verdict_nor_mean_nor_percentage(book: Book) -> None:
    calls(book, 2, reached=True, back=1, score=10)
    calls(book, 2, reached=False)
    shown = of_book(book)
    assert "Too few to say Fewer than 10 were reached" in shown
    assert "Silent for long (2 and 2)" in shown
    assert "too few · 2 answers" in shown
    assert "50%" not in shown
    assert "10.0" not in shown


def test_those_reached_lately_are_said_to_be_missing(book: Book) -> None:
    calls(book, 4, reached=True)
    shown = of_book(book, DAY + 30 * A_DAY_LONG)
    assert "Nobody was spoken to long enough ago to tell." in shown
    assert "4 more are not counted yet: their 60 days are not over." in shown


def test_loyalty_stands_apart_from_satisfaction(book: Book) -> None:
    calls(book, 6, reached=True, back=2, score=10)
    calls(book, 5, reached=True, back=4, score=3)
    shown = of_book(book)
    assert "Of 11 customers spoken to, 6 bought again within 60 days." in shown
    assert "Those who said 9 or more: Of 6 customers spoken to, 2 bought again" in shown
    assert "Those who said 6 or less: Of 5 customers spoken to, 4 bought again" in shown


def test_tables_name_everybody_and_every_month(book: Book) -> None:
    with book.edit("Staff"):
        mei = book.staff.insert(StaffMember(name="张伟")).id
    calls(book, 5, reached=True, score=7)
    add_visit(book, add_customer(book), DAY, staff_id=mei, satisfaction=9)
    shown = of_book(book)
    for words in ["January 2026", "February 2026", "March 2026", "张伟", "Silent for long", "Without a plan"]:
        assert words in shown
    assert "Phone call" in shown
    assert "By product" not in shown


def test_the_least_happy_are_read_first_and_suggestions_say_what_became_of_them(book: Book) -> None:
    anna = add_customer(book, "Anna")
    for words, score in [("Lovely.", 10), ("Never again.", 1), ("Hm.", None)]:
        add_visit(book, anna, DAY, words=words, satisfaction=score)
    add_visit(
        book,
        anna,
        DAY,
        suggestion="Open on Saturdays.",
        suggestion_status=SuggestionStatus.DONE,
        suggestion_answer="From May on",
    )
    shown = of_book(book)
    places = [shown.index(words) for words in ["“Never again.”", "“Lovely.”", "“Hm.”"]]
    assert places == sorted(places)
    assert "“Open on Saturdays.” Anna · 10 Feb 2026 · Done · From May on" in shown
    assert "1 suggestion: 1 done." in shown


def test_a_table_longer_than_a_page_is_printed_all_the_same(book: Book) -> None:
    with book.edit("Staff"):
        staff = [book.staff.insert(StaffMember(name=f"Staff-{n:03}")).id for n in range(90)]
    anna = add_customer(book)
    for n, member in enumerate(staff):
        add_visit(book, anna, DAY, staff_id=member, satisfaction=n % 11)
    target = BytesIO()
    return_visits.write(gather(book, FIRST, LAST, TODAY), target, LETTER)
    found = pages(target.getvalue())
    assert all(any(f"Staff-{n:03}" in page for page in found) for n in range(90))
    assert sum("Would you come" in page for page in found) > 2  # the head comes again


def test_a_usual_quarter_fits_on_four_pages(book: Book) -> None:
    calls(book, 15, reached=True, back=9, score=8)
    calls(book, 15, reached=False, back=2)
    anna = add_customer(book)
    for n in range(30):
        add_visit(book, anna, DAY, words=f"Words {n}", suggestion=f"Suggestion {n}", satisfaction=n % 11)
    assert return_visits.write(gather(book, FIRST, LAST, TODAY), BytesIO()) <= 4


def test_no_visits_is_one_kind_sentence(book: Book) -> None:
    assert "No return visits in this period." in of_book(book)


def test_the_chart_has_every_week_or_month_the_empty_ones_too(book: Book) -> None:
    calls(book, 2, reached=True)
    calls(book, 1, reached=False)
    looked = gather(book, FIRST, LAST, TODAY).looked
    monthly = stretches(looked, "month")
    assert [(one.first_day.month, one.made, one.reached) for one in monthly] == [
        (1, 0, 0),
        (2, 3, 2),
        (3, 0, 0),
    ]
    weekly = stretches(looked, "week")
    assert len(weekly) == 14
    assert all(one.first_day.weekday() == 0 for one in weekly)
    assert sum(one.made for one in weekly) == looked.total.contacts == 3


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_is_printed_in_both_languages(book: Book, language: str) -> None:
    calls(book, 12, reached=True, back=6, score=9)
    facts = gather(book, FIRST, LAST, TODAY)
    assert len(printed(facts, language)) > 500
    assert facts.looked.by[By.KIND]


def test_the_ticks_of_an_axis_are_round_and_reach_the_top() -> None:
    for highest in [0, 1, 2, 3, 6, 7, 12, 13, 51, 60, 61, 999, 1000, 123_456]:
        ticks = even_ticks(0, highest, steps=6)
        assert ticks[0] == 0
        assert ticks[-1] >= highest
        assert 2 <= len(ticks) <= 8
        assert str(ticks[1]).rstrip("0") in {"1", "2", "5"}
