"""The owner's page of a month: on one sheet what came in, who moved, what went wrong, and what to do."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from model.book import Book
from model.classes.reviewing import review
from model.complaints import Complaint, ComplaintStatus
from model.errors import BookError
from reports import owner_month
from reports.charts import even_ticks
from reports.page import A4, LETTER, Paper
from resources.i18n import language
from tests.makers import add_customer, add_sale
from tests.model.classes.some_book import set_lines
from tests.reports.printed import pages

MARCH = date(2026, 3, 1)
TODAY = date(2026, 4, 3)


def sheets(
    book: Book, month: date = MARCH, today: date = TODAY, code: str = "en", paper: Paper = A4
) -> list[str]:
    target = BytesIO()
    with language(code):
        facts = owner_month.gather(book, month, today)
    owner_month.write(facts, target, paper, code)
    return [" ".join(page.split()) for page in pages(target.getvalue())]


def printed(book: Book, month: date = MARCH, today: date = TODAY) -> str:
    (only,) = sheets(book, month, today)
    return only


def to_speak_to(book: Book) -> list[str]:
    """What to do with those who fell."""
    deeds = owner_month.gather(book, MARCH, TODAY).month.to_do
    return [one.what.format(**one.values) for one in deeds if one.what.startswith("Speak")]


def a_year(book: Book, customers: int = 3) -> list[int]:
    """Customers who came every 30 days for a year, last in March."""
    ids = [add_customer(book, f"Customer {n:02}", f"020 7946 0{n:03}") for n in range(customers)]
    for visit in range(13):
        for customer_id in ids:
            add_sale(book, customer_id, date(2026, 3, 20) - timedelta(days=30 * visit), 5_000, cost=3_000)
    return ids


def test_the_money_of_the_month_stands_beside_the_month_a_year_ago(book: Book) -> None:
    a_year(book)
    shown = printed(book)
    assert shown.startswith("The month")
    assert "March 2026" in shown
    assert "Revenue €150" in shown
    assert "Profit €60" in shown
    assert "40.0% of the revenue" in shown
    assert "0% more than a year ago" in shown


def test_a_month_that_still_runs_says_up_to_when_and_compares_nothing(book: Book) -> None:
    a_year(book)
    shown = printed(book, MARCH, date(2026, 3, 25))
    assert "March 2026, up to 25 Mar 2026" in shown
    assert "a year ago" not in shown


def test_where_no_cost_is_known_revenue_is_not_called_profit(book: Book) -> None:
    customer_id = add_customer(book)
    for month in (1, 2, 3):
        add_sale(book, customer_id, date(2026, month, 5), 5_000)
    shown = printed(book)
    assert "Revenue €50" in shown
    assert "All money here is revenue" in shown
    assert "Profit" not in shown
    assert "of profit" not in shown


def test_a_month_to_come_is_refused_in_a_sentence(book: Book) -> None:
    with pytest.raises(BookError, match="has not begun"):
        owner_month.gather(book, date(2026, 5, 1), TODAY)


def test_what_happened_after_the_month_is_not_in_it(book: Book) -> None:
    ids = a_year(book)
    before = printed(book)
    add_sale(book, ids[0], date(2026, 4, 2), 900_000, cost=1)
    assert printed(book) == before


def test_complaints_are_counted_with_their_cost_and_their_cause(book: Book) -> None:
    ids = a_year(book)
    with book.edit("Complained"):
        for n, customer_id in enumerate(ids):
            done = n < 2
            book.complaints.insert(
                Complaint(
                    customer_id=customer_id,
                    said_on=date(2026, 3, 3),
                    words="The lid leaks",
                    status=ComplaintStatus.CLOSED if done else ComplaintStatus.OPEN,
                    closed_on=date(2026, 3, 9) if done else None,
                    cause="Packing" if done else "",
                    cost_cents=700 if done else None,
                )
            )
    shown = printed(book)
    assert "Complaints 3 new, 1 open" in shown
    assert "Cost of complaints €14" in shown
    assert "Packing (2)" in shown
    assert "Put right the complaint of Customer 02" in shown
    assert "“The lid leaks”" in shown


def test_who_stays_away_is_to_be_called_most_at_stake_first(book: Book) -> None:
    a_year(book)
    small, large = (add_customer(book, name, "020 7946 0999") for name in ("Small", "Large"))
    for visit in range(8):
        on = date(2026, 1, 10) - timedelta(days=20 * visit)
        add_sale(book, small, on, 500, cost=400)
        add_sale(book, large, on, 90_000, cost=40_000)
    shown = printed(book)
    assert "Call Large, 020 7946 0999" in shown
    assert "Comes every 20 days, today is day 80." in shown
    assert shown.index("Call Large") < shown.index("Call Small")


def test_what_to_do_comes_first(book: Book) -> None:
    a_year(book)
    shown = printed(book)
    assert shown.index("What to do") < shown.index("In the coming 12 months") < shown.index("Revenue")


def test_a_name_read_from_the_right_does_not_turn_the_phone_beside_it_around(book: Book) -> None:
    a_year(book)
    far = add_customer(book, "محمد بن علي", "+44 20 7946 0018")
    for visit in range(8):
        add_sale(book, far, date(2026, 1, 10) - timedelta(days=20 * visit), 90_000, cost=40_000)
    assert ", +44 20 7946 0018 Comes every 20 days" in printed(book)


def test_where_nobody_moved_there_is_no_column_for_it(book: Book) -> None:
    ids = a_year(book)
    review(book, date(2026, 2, 28))
    assert "Moved" not in printed(book)
    add_sale(book, ids[0], date(2026, 3, 25), 9_000_000, cost=10)
    review(book, date(2026, 3, 31))
    assert "Moved" in printed(book)


def test_who_fell_in_the_month_and_rose_again_needs_no_word(book: Book) -> None:
    fell, rose = a_year(book, 2)
    set_lines(book, gold=200_00, platinum=90_000_00, iron=80_000_00)
    review(book, date(2026, 2, 28))
    for customer_id in (fell, rose):
        add_sale(book, customer_id, date(2026, 3, 5), 100, cost=100_00)
    review(book, date(2026, 3, 6))
    assert to_speak_to(book) == ["Speak to Customer 00", "Speak to Customer 01"]
    add_sale(book, rose, date(2026, 3, 7), 500_00, cost=0)
    review(book, date(2026, 3, 25))
    assert to_speak_to(book) == ["Speak to Customer 00"]


def test_classes_by_lines_that_nobody_set_are_said_to_be(book: Book) -> None:
    a_year(book)
    assert "by proposed lines" in printed(book)
    review(book, date(2026, 3, 31))
    assert "by proposed lines" not in printed(book)


def test_the_review_that_is_due_is_among_what_to_do_until_it_was_made(book: Book) -> None:
    a_year(book)
    assert "The review of March 2026 is due" in printed(book)
    review(book, date(2026, 3, 31))
    assert "is due" not in printed(book)


def test_however_much_there_is_to_say_it_is_one_page(book: Book) -> None:
    ids = a_year(book, 40)
    review(book, date(2026, 3, 1))
    with book.edit("Complained"):
        for customer_id in ids:
            book.complaints.insert(
                Complaint(
                    customer_id=customer_id,
                    said_on=date(2026, 3, 3),
                    words="A long complaint about everything that was ever bought here. " * 9,
                )
            )
    for n, customer_id in enumerate(ids[::2]):
        add_sale(book, customer_id, date(2026, 3, 25), 100_000 * (n + 1), cost=10)
    review(book, date(2026, 3, 31))
    for paper in (A4, LETTER):
        for code in ("en", "zh_CN"):
            assert len(sheets(book, code=code, paper=paper)) == 1


def test_a_book_without_sales_says_so(book: Book) -> None:
    assert "Nobody has bought anything yet." in printed(book)


@pytest.mark.parametrize(("lowest", "highest"), [(0, 0), (0, 1), (-350, 90), (0, 123_456_789), (-5, 0)])
def test_the_scale_of_the_chart_holds_every_bar(lowest: int, highest: int) -> None:
    ticks = even_ticks(lowest, highest)
    assert ticks[0] <= lowest
    assert ticks[-1] >= highest
    assert 0 in ticks
    assert 2 <= len(ticks) <= 6
