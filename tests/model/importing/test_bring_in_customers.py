"""Customers from a file: who is new, who is known, and what of them is filled in."""

from datetime import date
from pathlib import Path

import pytest

from model.book import Book
from model.importing.bring_in import Outcome, bring_in
from model.importing.reading import Options
from model.statistics import check
from tests.makers import add_customer

TODAY = date(2026, 3, 12)


def bring(book: Book, folder: Path, text: str, on_hit: str = "fill", **options: object) -> Outcome:
    """Bring a CSV of this text in."""
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    return bring_in(book, file, "customers", Options(today=TODAY, on_hit=on_hit), **options)  # type: ignore[arg-type]


def new_filled_unchanged(outcome: Outcome) -> tuple[int, int, int]:
    counts = outcome.counts
    return counts.customers_new, counts.customers_filled, counts.customers_unchanged


def test_everything_that_a_row_says_stands_on_the_card(book: Book, tmp_path: Path) -> None:
    outcome = bring(
        book,
        tmp_path,
        "Name,Mobile,Home Phone,Email,Street,City,State,Zip,Birthday,Card Number,Customer ID,Household,"
        "Referred By,Best Time,Notes,Likes,Size,Tags,Source\n"
        "Anna Smith,07700 900123; 07700 900456,020 7946 0958,anna@x.org,1 High St,Leeds,Yorks,LS1,1980-02-29,K1,17,"
        'Smiths,Bo Berg,9:00-12:30,"likes a chat","oolong, cake",shoe: 38,"gold; regular",a poster\n'
        "Bo Berg,07700 900789,,,,,,,八月十五,,,smiths,,mornings,,,,,\n",
    )
    assert new_filled_unchanged(outcome) == (2, 0, 0)
    card = book.customers.card(book.store.value("SELECT id FROM customer WHERE name = 'Anna Smith'"))
    assert [(phone.kind, phone.number) for phone in card.phones] == [
        ("mobile", "07700 900123"),
        ("mobile", "07700 900456"),
        ("home", "020 7946 0958"),
    ]
    customer = card.customer
    assert customer.address == "1 High St, LS1 Leeds, Yorks"
    assert (customer.email, customer.card_number, customer.code) == ("anna@x.org", "K1", "17")
    assert customer.birthday is not None
    assert customer.birthday.text == "1980-02-29"
    assert (customer.call_from, customer.call_until, customer.note) == ("09:00", "12:30", "likes a chat")
    assert customer.found_by == "a poster"
    assert sorted((trait.kind, trait.label, trait.value) for trait in card.traits) == [
        ("likes", "", "cake"),
        ("likes", "", "oolong"),
        ("size", "shoe", "38"),
        ("tag", "", "gold"),
        ("tag", "", "regular"),
    ]
    bo = book.customers.card(customer.introduced_by_id or 0)
    assert bo.customer.name == "Bo Berg"
    assert bo.customer.call_note == "mornings"
    assert bo.household == card.household
    assert check(book.store) == []


def test_a_file_that_comes_twice_changes_nobody(book: Book, tmp_path: Path) -> None:
    text = (
        "Name,Phone,Birthday,Household,Referred By,Notes,Tags\n"
        "Anna Smith,07700 900123,--02-29,Smiths,Bo Berg,x,gold\n"
        "Bo Berg,,1 May 1970,,,,\nCarl,,,,,,\nCarl,,,,,,\n"
    )
    assert new_filled_unchanged(bring(book, tmp_path, text)) == (3, 0, 0)
    edits = book.store.value("SELECT count(*) FROM edit")
    outcome = bring(book, tmp_path, text)
    assert new_filled_unchanged(outcome) == (0, 0, 3)
    assert outcome.counts.cells_kept == 0
    assert book.store.value("SELECT count(*) FROM edit") == edits


def test_blanks_are_filled_and_what_stands_there_is_kept(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna Smith", "07700 900123", city="Leeds")
    text = "Name,Phone,Phone 2,Email,City\nAnna Smith,+44 7700 900123,07700 900456,anna@x.org,York\n"
    outcome = bring(book, tmp_path, text)
    assert new_filled_unchanged(outcome) == (0, 1, 0)
    assert outcome.counts.cells_kept == 1
    card = book.customers.card(anna)
    assert (card.customer.city, card.customer.email) == ("Leeds", "anna@x.org")
    assert [phone.number for phone in card.phones] == ["07700 900123", "07700 900456"]
    assert [hit.customer_id for hit in book.search.find("900456")] == [anna]
    book.undo()
    card = book.customers.card(anna)
    assert (card.customer.email, len(card.phones)) == ("", 1)
    assert check(book.store) == []


def test_overwriting_and_skipping_are_choices(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna Smith", "07700 900123", city="Leeds")
    text = "Name,Phone,Email,City\nAnna Smith,07700 900123,anna@x.org,York\n"
    bring(book, tmp_path, text, on_hit="skip")
    assert book.customers.get(anna).city == "Leeds"
    assert book.customers.get(anna).email == ""
    bring(book, tmp_path, text, on_hit="overwrite")
    assert book.customers.get(anna).city == "York"


@pytest.mark.parametrize(
    ("known", "row"),
    [
        ({"code": "17"}, "Somebody Else,,17,,,"),
        ({"card_number": "K1"}, "A. Smith,,,K1,,"),
        ({"email": "Anna@X.org"}, "Smith Anna,,,,anna@x.org,"),
        ({"birth_year": 1980, "birth_month": 2, "birth_day": 29}, "anna smith,,,,,1980-02-29"),
        ({"birth_month": 2, "birth_day": 29}, "anna smith,,,,,1980-02-29"),
        ({}, "Anna Smith,07700 900123,,,,"),
    ],
)
def test_who_is_known_is_found(book: Book, tmp_path: Path, known: dict[str, object], row: str) -> None:
    add_customer(book, "Anna Smith", **known)
    bring(book, tmp_path, f"Name,Phone,Customer ID,Card,Email,Birthday\n{row}\n")
    assert book.customers.count() == 1


@pytest.mark.parametrize(
    "row",
    [
        "Bo Smith,07700 900123,,",  # a family's phone
        "Anna Smith,07700 900123,18,",  # another number in the old system
        "Anna Smith,07700 900999,,",  # a namesake with a phone of her own
        "Anna Smith,,,1981-03-01",  # a namesake with another birthday
    ],
)
def test_who_is_somebody_else_is_not_taken_for_a_customer(book: Book, tmp_path: Path, row: str) -> None:
    add_customer(book, "Anna Smith", "07700 900123", code="17", birth_year=1980, birth_month=2, birth_day=29)
    bring(book, tmp_path, f"Name,Phone,Customer ID,Birthday\n{row}\n")
    assert book.customers.count() == 2


def test_a_shared_phone_tells_nobody_apart(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna", "07700 900123")
    with book.edit("Marked a phone as shared"):
        phone = book.customers.card(anna).phones[0]
        book.store.write("UPDATE customer_phone SET shared = 1 WHERE id = :id", {"id": phone.id})
    bring(book, tmp_path, "Name,Phone,City\nAnna,07700 900123,York\n")
    assert book.customers.count() == 2


def test_two_rows_of_one_person_become_one_card(book: Book, tmp_path: Path) -> None:
    bring(
        book,
        tmp_path,
        "Name,Phone,Email,City\nAnna Smith,07700 900123,,Leeds\nAnna Smith,07700900123,anna@x.org,\n"
        "A Smith,,anna@x.org,York\n",
    )
    assert book.customers.count() == 1
    customer = book.customers.all()[0]
    assert (customer.name, customer.email, customer.city) == ("Anna Smith", "anna@x.org", "Leeds")


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("Birthday", "31.02.1980", "no day 31"),
        ("Birthday", "2030-01-01", "has not been yet"),
        ("Phone", "4.4E+11", "digits are lost"),
        ("City", "x" * 501, "501 characters"),
        ("Notes", "x" * 100_001, "100001 characters"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_row_column_and_reason(
    book: Book, tmp_path: Path, heading: str, cell: str, reason: str
) -> None:
    outcome = bring(book, tmp_path, f"Name,{heading}\nBo,\nAnna,{cell}\n")
    assert not outcome.was_imported
    assert book.customers.count() == 0
    assert any("Row 3" in said and reason in said for said in outcome.sentences)


def test_a_row_that_names_nobody_is_refused_but_a_phone_is_a_name(book: Book, tmp_path: Path) -> None:
    outcome = bring(book, tmp_path, "Name,Phone,City\n,07700 900123,\n,,Leeds\n", skip_bad=True)
    assert outcome.counts.rows_refused == 1
    assert book.store.column("SELECT name FROM customer") == ["07700 900123"]


def test_names_in_two_parts_and_firms(book: Book, tmp_path: Path) -> None:
    bring(book, tmp_path, "First Name,Last Name,Company\nAnna,Smith,Tea & Co\n小明,王,\n,,Acme\n")
    found = book.store.rows("SELECT name, kind, note FROM customer ORDER BY id")
    assert [tuple(row) for row in found] == [
        ("Anna Smith", "person", "Company: Tea & Co"),
        ("王小明", "person", ""),
        ("Acme", "business", ""),
    ]


def test_an_introducer_who_is_nobody_in_the_book_is_kept_as_words(book: Book, tmp_path: Path) -> None:
    bring(book, tmp_path, "Name,Referred By\nAnna,the postman\n")
    customer = book.customers.all()[0]
    assert (customer.introduced_by_id, customer.found_by) == (None, "the postman")


def test_chinese_headings_in_a_chinese_encoding(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "客户.csv"
    file.write_bytes("姓名,手机号,生日,备注\n王小明,138 0013 8000,农历八月十五,喜欢龙井\n".encode("gb18030"))
    bring_in(book, file, "customers", Options(today=TODAY), encoding="gb18030")
    customer = book.customers.all()[0]
    assert (customer.name, customer.note) == ("王小明", "喜欢龙井")
    assert customer.birthday is not None
    assert customer.birthday.lunar


def test_what_a_customer_allows_is_kept_also_a_no(book: Book, tmp_path: Path) -> None:
    text = "Name,Phone Consent,Accepts Email Marketing,Do Not Contact,Customer Since\nAnna,yes,否,no,2019-05-01\n"
    bring(book, tmp_path, text)
    card = book.customers.card(book.customers.all()[0].id)
    assert {consent.channel: consent.allowed for consent in card.consents} == {"phone": True, "email": False}
    assert not card.customer.do_not_contact
    assert card.customer.known_since == date(2019, 5, 1)
    assert new_filled_unchanged(bring(book, tmp_path, text)) == (0, 0, 1)
