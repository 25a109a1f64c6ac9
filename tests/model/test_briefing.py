"""What a caller should know, as it was known on the day of the call."""

from datetime import date

from model.book import Book
from model.briefing import BriefSale, briefings
from model.customer_phones import PhoneKind
from tests.makers import add_customer, add_sale, add_visit

DAY = date(2026, 3, 12)


def test_the_latest_sale_is_told_by_its_dearest_line_and_its_whole_amount(book: Book) -> None:
    anna = add_customer(book, "Anna", "020 7946 0018", "07700 900 123")
    add_sale(book, anna, date(2026, 1, 1), 900_000)
    add_sale(book, anna, date(2026, 3, 1), 500, 1500, text="Oolong")
    add_sale(book, anna, date(2026, 4, 1), 100, text="After that day")
    add_visit(book, anna, date(2026, 2, 1), words="Lovely.")
    add_visit(book, anna, date(2026, 2, 9))
    known = briefings(book.store, [anna], DAY)[anna]
    assert known.last_sale == BriefSale(date(2026, 3, 1), "Oolong", 2000)
    assert known.last_words is not None
    assert known.last_words.words == "Lovely."
    assert [phone.number for phone in known.phones] == ["020 7946 0018", "07700 900 123"]
    assert known.phones[0].kind is PhoneKind.MOBILE


def test_somebody_new_has_nothing_to_tell(book: Book) -> None:
    anna = add_customer(book, "Anna")
    known = briefings(book.store, [anna], DAY)[anna]
    assert (known.phones, known.last_sale, known.last_words) == ((), None, None)
