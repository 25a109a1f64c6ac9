"""The paper of the classes says who stands where, by what lines, and why each of those who moved did."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

from model.book import Book
from model.classes.reviewing import review
from model.customer_class import CustomerClass
from reports import classes
from resources.i18n import language
from tests.makers import add_customer, add_sale, review_classes
from tests.reports.printed import text

BEFORE, NOW = date(2026, 2, 28), date(2026, 3, 31)
PRINTED = date(2026, 4, 2)


def printed(book: Book, on: date = NOW, language_code: str = "en") -> str:
    target = BytesIO()
    with language(language_code):
        facts = classes.gather(book, on, PRINTED)
    classes.write(facts, target, language_code=language_code)
    return " ".join(text(target.getvalue()).split())


def regulars(book: Book, number: int = 12) -> list[int]:
    """Customers who have come every month for a year and a half, each spending more than the one before."""
    ids = [add_customer(book, f"Customer {n:02}") for n in range(number)]
    for month in range(18):
        on = BEFORE - timedelta(days=30 * month)
        for n, customer_id in enumerate(ids):
            add_sale(book, customer_id, on, 1_000 * (n + 1), cost=500 * (n + 1))
    return ids


def let_fall(book: Book, customer_id: int) -> None:
    """Everything that customer bought is taken out of the book, but for trifles."""
    with book.edit("Brought back"):
        for purchase in book.purchases.all("customer_id = :id", id=customer_id):
            book.purchases.delete(purchase.id)
    for days in (400, 5):
        add_sale(book, customer_id, NOW - timedelta(days=days), 1_000, cost=900)


def test_without_a_review_it_says_so_and_shows_what_the_figures_say(book: Book) -> None:
    regulars(book)
    shown = printed(book)
    assert "As of 31 Mar 2026; not reviewed yet" in shown
    assert "All customers 12" in shown
    assert "Nobody moves before the first review." in shown


def test_the_first_review_gives_everybody_a_class_and_moves_nobody(book: Book) -> None:
    regulars(book)
    review(book, BEFORE)
    shown = printed(book)
    assert "12 customers were given a class for the first time." in shown
    assert "Review of 28 Feb 2026" in shown
    assert "This was the first review." in shown


def test_who_fell_is_told_with_the_reason_and_with_what_would_lift_them(book: Book) -> None:
    ids = regulars(book)
    review(book, BEFORE)
    best = book.class_steps.of_customer(ids[-1])[0]
    assert best.to_class in (CustomerClass.PLATINUM, CustomerClass.GOLD)
    let_fall(book, ids[-1])
    review(book, NOW)
    shown = printed(book)
    assert "1 customer moved: 0 rose, 1 fell." in shown
    assert f"Customer 11 {best.to_class.label} →" in shown
    (move,) = classes.gather(book, NOW, PRINTED).moves
    assert "below the gold line" in move.why
    assert move.lift
    assert move.why in shown
    assert move.lift in shown


def test_who_moved_and_who_was_classed_for_the_first_time_stand_beside_each_other(book: Book) -> None:
    anna, ben = add_customer(book, "Anna"), add_customer(book, "Ben")
    add_sale(book, anna, BEFORE - timedelta(days=30))
    review_classes(book, BEFORE, anna=(anna, CustomerClass.IRON))
    review_classes(book, NOW, anna=(anna, CustomerClass.LEAD), ben=(ben, CustomerClass.LEAD))
    facts = classes.gather(book, NOW, PRINTED)
    said = "1 customer moved: 0 rose, 1 fell. 1 customer was given a class for the first time."
    assert classes.listing(facts).shown[0] == said


def test_the_classes_of_all_customers_add_up_to_everybody(book: Book) -> None:
    regulars(book)
    review(book, NOW)
    facts = classes.gather(book, NOW, PRINTED)
    assert facts.customers == 12
    assert sum(one.current_cents for one in facts.figures.values()) == 500 * 78 * 12


def test_an_empty_book_has_no_classes_to_print(book: Book) -> None:
    assert "Nobody has bought anything yet." in printed(book)


def test_it_is_of_the_day_that_was_asked_for(book: Book) -> None:
    regulars(book)
    review(book, BEFORE)
    review(book, NOW)
    assert "Review of 28 Feb 2026" in printed(book, BEFORE + timedelta(days=3))
    assert "Review of 31 Mar 2026" in printed(book, NOW)


def test_the_same_movements_are_a_list_for_a_spreadsheet(book: Book) -> None:
    ids = regulars(book)
    review(book, BEFORE)
    let_fall(book, ids[-1])
    review(book, NOW)
    facts = classes.gather(book, NOW, PRINTED)
    (move,) = facts.moves
    shown = {column.key: column.shown(move) for column in classes.listing(facts).columns}
    assert (shown["name"], shown["from"], shown["to"]) == (
        "Customer 11",
        move.from_class.label,
        move.to_class.label,
    )
    assert (shown["why"], shown["lift"]) == (move.why, move.lift)


def test_of_very_many_who_moved_the_paper_names_the_first_and_the_list_all(book: Book) -> None:
    ids = regulars(book)
    review(book, BEFORE)
    let_fall(book, ids[-1])
    review(book, NOW)
    facts = classes.gather(book, NOW, PRINTED, limit=100)
    (one,) = facts.moves
    many = replace(facts, moves=tuple(replace(one, name=f"Number {n:03}") for n in range(130)))
    for limit, last in ((100, 99), (None, 129)):
        classes.write(replace(many, limit=limit), target := BytesIO())
        shown = " ".join(text(target.getvalue()).split())
        assert f"Number {last:03}" in shown
        assert f"Number {last + 1:03}" not in shown
        assert ("30 more are in the list" in shown) == (limit is not None)
    assert len(classes.listing(many).rows) == 130
