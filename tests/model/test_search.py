"""Search as you type: from the first character, any script, any digits, the words in any order."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.search import match_expression, words
from tests.makers import A_DAY, FreshBook, add_customer, add_sale


def found(book: Book, text: str) -> list[str]:
    return [hit.name for hit in book.search.find(text)]


PEOPLE = {
    "Łukasz Żółć": ("+48 601 234 567",),
    "Zoë O’Brien": ("07700 900123",),
    "王小明": ("138 0013 8000",),
    "曾李雷": (),
    "Straße & Söhne": (),
    "محمد علي": (),
    "Ελένη": (),
    "玛丽·居里": (),
    "Anna Maria Smith-Jones": ("0044 (0)20-7946 0958",),
}


@pytest.fixture
def town(book: Book) -> Book:
    for name, numbers in PEOPLE.items():
        add_customer(book, name, *numbers)
    return book


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("l", "Łukasz Żółć"),
        ("lukasz", "Łukasz Żółć"),
        ("zolc luk", "Łukasz Żółć"),
        ("ŁUK", "Łukasz Żółć"),
        ("zoe", "Zoë O’Brien"),
        ("zoe\u0308", "Zoë O’Brien"),
        ("obrien", "Zoë O’Brien"),
        ("O'Brien", "Zoë O’Brien"),
        ("rien", "Zoë O’Brien"),
        ("王", "王小明"),
        ("小明", "王小明"),
        ("wxm", "王小明"),
        ("wangxiao", "王小明"),
        ("ｗｘｍ", "王小明"),
        ("雷", "曾李雷"),
        ("zll", "曾李雷"),
        ("strasse", "Straße & Söhne"),
        ("sohne", "Straße & Söhne"),
        ("علي", "محمد علي"),
        ("ελε", "Ελένη"),
        ("居里", "玛丽·居里"),
        ("jones anna", "Anna Maria Smith-Jones"),
        ("smith-j", "Anna Maria Smith-Jones"),
        ("8000", "王小明"),
        ("13800138000", "王小明"),
        ("138 0013", "王小明"),
        ("90012", "Zoë O’Brien"),
        ("+44 7700 900", "Zoë O’Brien"),
        ("07700", "Zoë O’Brien"),
        ("0958", "Anna Maria Smith-Jones"),
        ("７９４６", "Anna Maria Smith-Jones"),
    ],
)
def test_what_a_person_types_finds_the_customer_first(town: Book, typed: str, name: str) -> None:
    assert found(town, typed)[0] == name


@pytest.mark.parametrize("typed", ["zz", "smith anna x", "99999", "王大"])
def test_what_fits_nobody_finds_nobody(town: Book, typed: str) -> None:
    assert found(town, typed) == []


AWKWARD = [
    "O'Brien",
    '"',
    '""',
    "AND",
    "NOT",
    "OR",
    "NEAR(",
    "(",
    ")",
    "*",
    "-x",
    "x:y",
    "+44 7700",
    "a@b.com",
    "^",
    "a*b",
]


@pytest.mark.parametrize(
    "typed", [*AWKWARD, "", "   ", "\x00", "\ud800", "a\x00b", "'; DROP TABLE customer", "%", "_", "🌸"]
)
def test_no_text_upsets_search(town: Book, typed: str) -> None:
    town.search.find(typed)
    town.search.all_ids(typed)


def test_nothing_typed_shows_those_seen_last(town: Book) -> None:
    elena = town.search.find("ελένη")[0].customer_id
    add_sale(town, elena)
    assert found(town, "")[0] == "Ελένη"
    assert len(found(town, " ")) == len(PEOPLE)


def test_names_that_begin_with_the_text_come_before_those_that_hold_it(book: Book) -> None:
    for name in ("Joanna Lee", "Annabel", "Anna"):
        add_customer(book, name)
    assert found(book, "ann") == ["Anna", "Annabel", "Joanna Lee"]


def test_among_the_others_who_bought_last_comes_first(book: Book) -> None:
    old, new = add_customer(book, "Bea Anna"), add_customer(book, "Cem Anna")
    add_sale(book, old, date(2025, 1, 1))
    add_sale(book, new, date(2026, 1, 1))
    assert found(book, "anna") == ["Cem Anna", "Bea Anna"]


@pytest.mark.parametrize("typed", ["0040", "900040", "07700 900040"])
def test_the_last_four_digits_come_before_the_same_digits_elsewhere(book: Book, typed: str) -> None:
    add_sale(book, add_customer(book, "Holds them", "07700 900409"))
    add_customer(book, "Ends with them", "07700 900040")
    assert found(book, typed)[0] == "Ends with them"


@pytest.mark.parametrize(
    ("many", "very_many", "latest"), [(1000, 3000, 2000), (1, 3000, 2000), (1, 2, 2000), (1, 2, 3)]
)
def test_the_answer_is_the_same_however_many_there_are(
    book: Book, monkeypatch: pytest.MonkeyPatch, many: int, very_many: int, latest: int
) -> None:
    monkeypatch.setattr("model.search._MANY", many)
    monkeypatch.setattr("model.search._VERY_MANY", very_many)
    monkeypatch.setattr("model.search._LATEST", latest)
    for day in (3, 1, 4, 2, 5):
        add_sale(book, add_customer(book, f"Day{day} Anna", f"0700 {day}12"), date(2026, 1, day))
        add_sale(book, add_customer(book, f"Other {day}"), date(2026, 1, day))
    add_customer(book, "Never Anna", "0700 912")
    newest = ["Day5 Anna", "Day4 Anna", "Day3 Anna", "Day2 Anna"]
    assert [hit.name for hit in book.search.find("anna", 4)] == newest
    assert [hit.name for hit in book.search.find("anna day", 20)] == [*newest, "Day1 Anna"]
    assert [hit.name for hit in book.search.find("12", 20)] == [*newest, "Day1 Anna", "Never Anna"]


@pytest.mark.parametrize("typed", ["9", "7", "79", "679"])
def test_the_last_digits_of_a_phone_are_found_from_the_first_one_typed(book: Book, typed: str) -> None:
    add_customer(book, "Anna", "0111 222 679")
    assert found(book, typed) == ["Anna"]


def test_every_written_field_of_a_customer_is_found(book: Book) -> None:
    fields = {
        "email": "anna.s@example.org",
        "street": "Długa 7",
        "city": "Gdańsk",
        "postal_code": "80-827",
        "code": "CG-12520",
        "card_number": "K-0042",
    }
    add_customer(book, "Anna", **fields)
    for typed in (
        "anna.s@ex",
        "example.org",
        "dluga",
        "gdansk",
        "80-827",
        "cg-125",
        "12520",
        "k-0042",
        "0042",
    ):
        assert found(book, typed) == ["Anna"], typed


def test_a_receipt_number_finds_its_customer(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, A_DAY, receipt="CA-2016-152156")
    assert found(book, "CA-2016-15") == ["Anna"]
    assert book.search.all_ids("CA-2016-152156") == {anna}


def test_archived_customers_come_last(book: Book) -> None:
    gone = add_customer(book, "Anna A")
    add_customer(book, "Anna B")
    with book.edit("Archived"):
        book.customers.update(dataclasses.replace(book.customers.get(gone), archived=True))
    assert found(book, "anna") == ["Anna B", "Anna A"]


def test_search_follows_a_changed_name_and_a_changed_phone(book: Book) -> None:
    anna = add_customer(book, "Anna", "0700 111222")
    card = book.customers.card(anna)
    with book.edit("Changed"):
        phone = dataclasses.replace(card.phones[0], number="0800 333444")
        book.customers.save(
            dataclasses.replace(
                card, customer=dataclasses.replace(card.customer, name="Berta"), phones=(phone,)
            )
        )
    assert found(book, "anna") == found(book, "111222") == []
    assert found(book, "berta") == found(book, "333444") == ["Berta"]


def test_a_deleted_customer_is_not_found_and_an_undone_deletion_is(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Deleted"):
        book.customers.delete(anna)
    assert found(book, "anna") == []
    book.undo()
    assert found(book, "anna") == ["Anna"]


def test_two_people_with_one_phone_are_both_found(book: Book) -> None:
    add_customer(book, "Anna", "0700 111222")
    add_customer(book, "Bob", "0700 111222")
    assert sorted(found(book, "1222")) == ["Anna", "Bob"]


NAMES = st.text(st.sampled_from("abł王小明éß -.·'2Ⅷｱ"), min_size=1, max_size=9).filter(
    lambda name: name.strip(" -.·'")
)


@given(
    st.lists(NAMES, min_size=1, max_size=6),
    st.text(st.sampled_from("abłe王小明s2 -."), min_size=1, max_size=4),
)
def test_search_finds_exactly_what_a_scan_of_the_folded_words_finds(
    fresh_book: FreshBook, names: list[str], typed: str
) -> None:
    with fresh_book() as book:
        ids = {add_customer(book, name): name for name in names}
        if not match_expression(typed):
            return
        scanned = {
            one
            for one, name in ids.items()
            if all(any(part in word for word in words(name)) for part in words(typed))
        }
        by_name = set(book.search.all_ids(typed)) & set(ids)
        from model.pinyin import pinyin_words

        by_sound = {
            one
            for one, name in ids.items()
            if all(any(part in word for word in [*words(name), *pinyin_words(name)]) for part in words(typed))
        }
        assert scanned <= by_name == by_sound
