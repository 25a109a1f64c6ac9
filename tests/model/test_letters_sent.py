"""Letters that went to the post are written down once, and settle what they were about."""

from datetime import timedelta

from model.book import Book
from model.channels import Channel
from model.contacts import record_contact
from model.follow_ups import FollowUpStatus
from model.letters_due import letters_due
from model.letters_sent import write_down_letters
from model.planning.plan import due
from model.text_templates import Purpose
from model.visits import Outcome, Visit
from tests.makers import A_DAY, add_customer, add_sale


def call_in_vain(book: Book, customer: int, times: int) -> None:
    """One call a day, from ``A_DAY`` on."""
    for n in range(times):
        day = A_DAY + timedelta(days=n)
        asking = [one for one in due(book.store, day) if one.customer_id == customer]
        visit = Visit(customer_id=customer, visited_on=day, outcome=Outcome.NO_ANSWER)
        record_contact(book, visit, asking[0].items if asking else ())


def test_a_letter_that_was_sent_settles_what_five_calls_did_not(book: Book) -> None:
    anna = add_customer(book, "Anna Rossi", street="1 Mill Lane", city="York")
    add_sale(book, anna, A_DAY - timedelta(days=3))
    call_in_vain(book, anna, book.shop.attempts_at_most)
    day = A_DAY + timedelta(days=6)
    assert [one.customer_id for one in letters_due(book.store, Purpose.UNREACHED, day)] == [anna]
    assert write_down_letters(book, Purpose.UNREACHED, day, day) == 1
    assert letters_due(book.store, Purpose.UNREACHED, day) == []
    assert [one.status for one in book.follow_ups.of_customer(anna)] == [FollowUpStatus.DONE]
    sent = book.visits.of_customer(anna)[0]
    assert (sent.channel, sent.reached) == (Channel.LETTER, False)
    assert "Anna Rossi" in sent.note
    book.undo()
    assert [one.customer_id for one in letters_due(book.store, Purpose.UNREACHED, day)] == [anna]


def test_whoever_has_no_address_was_sent_no_letter(book: Book) -> None:
    born = {"birth_month": A_DAY.month, "birth_day": 20}
    add_customer(book, "Bob", **born)
    cleo = add_customer(book, "Cleo", city="York", **born)
    assert write_down_letters(book, Purpose.BIRTHDAY, A_DAY, A_DAY) == 1
    assert [visit.customer_id for visit in book.visits.all()] == [cleo]


def test_pressing_twice_sends_nobody_two_letters(book: Book) -> None:
    add_customer(book, "Cleo", city="York", birth_month=A_DAY.month, birth_day=20)
    assert write_down_letters(book, Purpose.BIRTHDAY, A_DAY, A_DAY, cards=True) == 1
    assert write_down_letters(book, Purpose.BIRTHDAY, A_DAY, A_DAY, cards=True) == 0
    assert book.visits.count() == 1


def test_nobody_gets_a_second_card_for_the_same_birthday_on_another_day(book: Book) -> None:
    add_customer(book, "Cleo", city="York", birth_month=A_DAY.month, birth_day=20)
    assert write_down_letters(book, Purpose.BIRTHDAY, A_DAY, A_DAY) == 1
    next_day = A_DAY + timedelta(days=1)
    add_customer(book, "Dora", city="York", birth_month=A_DAY.month, birth_day=21)
    assert write_down_letters(book, Purpose.BIRTHDAY, next_day, next_day) == 1
    assert write_down_letters(book, Purpose.BIRTHDAY, next_day, next_day + timedelta(days=9)) == 0
    next_year = A_DAY.replace(year=A_DAY.year + 1)
    assert write_down_letters(book, Purpose.BIRTHDAY, next_year, next_year) == 2
