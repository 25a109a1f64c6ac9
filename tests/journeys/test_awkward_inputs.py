"""What people and old computers really type, 1 to 36: accepted as it is, put right visibly, or refused with a reason.

Each input takes the whole way: into the book, found again, shown, printed. What a single part does with it is tested
beside that part; here it is the shop's whole day.
"""

import dataclasses
import os
import re
import subprocess
import sys
import time
import tomllib
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from model.book import Book
from model.customer_phones import Phone
from model.customers import Customer, CustomerCard
from model.days import AmbiguousDay, from_excel_serial, parse_day
from model.errors import BookError, FieldError
from model.importing.amounts import round_to_cents
from model.money import AmbiguousAmount, parse_money
from model.planning.plan import due
from model.statistics import check
from model.yearly_days import YearlyDay, parse_yearly_day
from reports.catalogue import CATALOGUE
from reports.report import Options
from tests.makers import add_customer, add_sale, add_visit
from tests.reports.printed import text
from ui.widgets.label import PlainLabel

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 14)


def print_call_list(book: Book) -> str:
    target = BytesIO()
    CATALOGUE["call-list"].print(book, Options(today=TODAY), target)
    return text(target.getvalue())


def call(book: Book, name: str, words: str = "") -> int:
    """A customer whom the call list of today will name, with what they said last."""
    customer = add_customer(book, name, "0700 555 0100")
    add_sale(book, customer, TODAY - timedelta(days=4))
    if words:
        add_visit(book, customer, TODAY - timedelta(days=9), words=words)
    return customer


# Text and search

MARKUP = {
    "1 ampersand": "Smith & Sons",
    "1 less than": "a < b",
    "2 looks like a tag": "<Big Boss>",
    "3 half a tag": "<b>x",
    "4 end of a paragraph": "</para>",
    "5 image from the net": '<img src="http://example.org/x.png"/>',
    "6 image from the disk": '<img src="/etc/passwd"/>',
    "7 evaluated colour": "<font color=\"[[[getattr(pow, '__globals__')]]]\">x",
    "19 NULL": "NULL",
    "19 None": "None",
    "19 true": "true",
    "19 only a full stop": ".",
}


@pytest.mark.parametrize("name", MARKUP.values(), ids=MARKUP)
def test_text_that_looks_like_markup_is_kept_shown_and_printed_as_typed(
    book: Book, qtbot: QtBot, name: str
) -> None:
    customer = call(book, name, words=name)
    assert book.customers.get(customer).name == name
    printed = "".join(print_call_list(book).split())
    assert printed.count("".join(name.split())) >= 2
    label = PlainLabel(name)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText  # 18


SCRIPTS = ["Łukasz Żółć", "Иван", "Ελένη", "王小明", "עברית", "محمد"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_8_names_of_every_script_are_printed_without_black_boxes(book: Book, name: str) -> None:
    call(book, name)
    printed = print_call_list(book)
    assert "■" not in printed
    assert "�" not in printed
    # What reads from right to left comes out of a PDF in the order in which it is drawn.
    assert name in printed or name[::-1] in printed


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f"], ids=["NUL", "BEL", "ESC", "DEL"])
def test_9_control_characters_never_reach_the_file(book: Book, control: str) -> None:
    customer = add_customer(book, f"An{control}na", note=f"line one\n\tline{control} two")
    stored = book.customers.get(customer)
    assert stored.name == "Anna"
    assert stored.note == "line one\n\tline two"
    assert [hit.name for hit in book.search.find("anna")] == ["Anna"]


def test_10_a_half_character_becomes_a_visible_mark(book: Book) -> None:
    assert book.customers.get(add_customer(book, "An\ud800na")).name == "An\ufffdna"


def test_11_a_text_that_turns_the_direction_spoils_nothing_around_it(book: Book) -> None:
    call(book, "abc\u202etxt.exe")
    printed = print_call_list(book)
    assert "Page 1 of 1" in printed
    assert "\u202e" not in printed


@pytest.mark.parametrize("typed", ["Zoë", "Zoe\u0308"], ids=["composed", "combining"])
def test_12_accents_are_the_same_name_however_they_were_typed(book: Book, typed: str) -> None:
    add_customer(book, typed)
    assert [hit.name for hit in book.search.find("Zoe\u0308")] == ["Zoë"]
    assert [hit.name for hit in book.search.find("zoë")] == ["Zoë"]


def test_12_a_joined_emoji_is_kept(book: Book) -> None:
    assert book.customers.get(add_customer(book, "Fam 👨‍👩‍👧")).name == "Fam 👨‍👩‍👧"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("lukasz", "Łukasz"), ("obrien", "O'Brien"), ("雷", "李雷"), ("strasse", "Lange Straße")],
)
def test_13_search_finds_what_people_type_for_it(book: Book, typed: str, name: str) -> None:
    add_customer(book, name)
    assert [hit.name for hit in book.search.find(typed)] == [name]


QUERIES = [
    "O'Brien",
    '"',
    '""',
    "AND",
    "NOT",
    "(",
    "*",
    "-x",
    "x:y",
    "+44 7700",
    "a@b.com",
    "^",
    "",
    " ",
    "\x00",
    "a NEAR b",
]


@pytest.mark.parametrize("typed", QUERIES)
def test_14_nothing_typed_into_search_upsets_it(book: Book, typed: str) -> None:
    add_customer(book, "Anna")
    book.search.find(typed)


def test_15_a_note_of_ten_megabytes_is_refused_in_a_sentence_and_nothing_is_lost(book: Book) -> None:
    customer = add_customer(book, "Anna", note="x" * 100_000)
    with pytest.raises(BookError, match="too long"), book.edit("Changed"):
        book.customers.update(dataclasses.replace(book.customers.get(customer), note="y" * 10_000_000))
    assert book.customers.get(customer).note == "x" * 100_000


@pytest.mark.parametrize("words", ["word " * 20_000, "x" * 100_000], ids=["many words", "one word"])
def test_16_words_longer_than_a_page_are_printed_and_cut_visibly(book: Book, words: str) -> None:
    call(book, "Anna", words=words)
    assert "..." in print_call_list(book)  # the reader spells out the dots of the cut


def test_19_a_name_of_only_blanks_is_refused(book: Book) -> None:
    with pytest.raises(FieldError), book.edit("Added"):
        book.customers.save(CustomerCard(Customer(name=" \u00a0 ")))


def test_19_a_name_of_five_hundred_characters_is_kept_and_printed(book: Book) -> None:
    call(book, "Maximilian " * 45)
    assert "Maximilian" in print_call_list(book)


def test_20_blanks_around_a_phone_stay_for_the_eye_and_go_for_matching(book: Book) -> None:
    typed = "\u00a00700 555\u00a00100 "
    with book.edit("Added"):
        card = book.customers.save(CustomerCard(Customer(name="Anna"), phones=(Phone(number=typed),)))
    assert card.phones[0].number == typed
    assert [phone.customer_id for phone in book.phones.holders("07005550100")] == [card.customer.id]


# Numbers


@pytest.mark.parametrize(
    "typed", ["1e308", "1e400", "nan", "inf", "-inf", "1_000", "12.345", "10000000000", str(2**63), "1,2,3"]
)
def test_21_23_25_26_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        parse_money(typed, "EUR", "en")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1,234.50", 123450),
        ("1.234,50", 123450),
        ("1 234,50", 123450),
        ("€12", 1200),
        ("１２", 1200),
        ("٣٤", 3400),
        ("9999999999.99", 999999999999),
    ],
)
def test_22_23_amounts_are_read_as_people_write_them(typed: str, cents: int) -> None:
    assert parse_money(typed, "EUR", "en") == cents


def test_22_an_amount_that_can_be_read_in_two_ways_asks() -> None:
    with pytest.raises(AmbiguousAmount) as asked:
        parse_money("1.234", "EUR", "en")
    assert set(asked.value.readings) == {123, 123400}


def test_24_a_negative_amount_is_a_refund_and_only_where_one_is_meant() -> None:
    with pytest.raises(FieldError):
        parse_money("-5", "EUR", "en")
    assert parse_money("-5", "EUR", "en", allow_negative=True) == -500


@pytest.mark.parametrize(
    ("cell", "cents"), [("12.345", 1235), ("-12.345", -1235), ("0.004999", 0), ("41.9136", 4191)]
)
def test_25_an_imported_amount_is_rounded_half_away_from_zero_and_counted(cell: str, cents: int) -> None:
    assert round_to_cents(cell) == (cents, True)


def test_27_ids_and_amounts_pass_through_signals_whole(book: Book) -> None:
    class Bell(QObject):
        rung = Signal(object)

    heard: list[int] = []
    bell = Bell()
    bell.rung.connect(heard.append)
    for number in (5_000_000_000, add_customer(book), 2**63 - 1):
        bell.rung.emit(number)
        assert heard[-1] == number


SMALL = {"pressed", "moved"}
"""Signals that carry a key of the keyboard or the number of a page: they fit into Qt's 32 bits."""


def test_27_no_signal_of_the_window_carries_an_id_or_an_amount_as_int() -> None:
    declared = [
        f"{path.name}: {line.strip()}"
        for path in (ROOT / "ui").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"= Signal\([^)]*\bint\b", line) and line.split("=")[0].strip() not in SMALL
    ]
    assert declared == []


# Days


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2024",
        "29/02/2023",
        "00/00/0000",
        "2024-13-01",
        "2023-02-29",
        "1899-12-31",
        "2101-01-01",
        "9999-12-31",
        "0001-01-01",
    ],
)
def test_28_32_a_day_that_does_not_exist_or_lies_too_far_is_refused_with_a_reason(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        parse_day(typed, TODAY, "dmy")
    assert str(refused.value)


def test_29_a_day_that_can_be_read_in_two_ways_asks() -> None:
    with pytest.raises(AmbiguousDay):
        parse_day("01/02/03", TODAY)
    assert parse_day("01/02/03", TODAY, "dmy") == date(2003, 2, 1)


@pytest.mark.parametrize(("setting", "kept_on"), [("feb28", date(2027, 2, 28)), ("mar1", date(2027, 3, 1))])
def test_30_a_birthday_on_29_february_is_kept_in_every_year(setting: str, kept_on: date) -> None:
    assert YearlyDay(month=2, day=29, year=2000).next_on(date(2026, 12, 1), setting) == kept_on  # type: ignore[arg-type]


def test_31_a_birthday_without_its_year_is_kept_without_it(book: Book) -> None:
    birthday = parse_yearly_day("--0229", TODAY)
    with book.edit("Added"):
        card = book.customers.save(CustomerCard(Customer(name="Anna").with_birthday(birthday)))
    assert book.customers.get(card.customer.id).birthday == YearlyDay(month=2, day=29)


def test_32_a_serial_number_of_a_spreadsheet_is_the_day_it_stands_for() -> None:
    assert from_excel_serial(44000) == date(2020, 6, 18)
    assert from_excel_serial(42538, base_1904=True) == date(2020, 6, 18)


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "Asia/Shanghai"]
)
def test_33_34_days_do_not_move_with_the_time_zone_or_the_clock_change(book: Book, zone: str) -> None:
    customer = add_customer(book)
    for day in (date(2026, 3, 29), date(2026, 10, 25)):  # clocks change in Berlin
        add_sale(book, customer, day)
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from model.book import Book; from model.planning.plan import due\n"
        f"with Book.open(Path({str(book.path)!r})) as book:\n"
        "    print(*[p.bought_on for p in book.purchases.all()], due(book.store, date(2026, 10, 28))[0].due_on)"
    )
    child = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert child.stdout.split() == ["2026-03-29", "2026-10-25", "2026-10-28"]


def test_35_a_clock_set_back_a_year_changes_no_order_and_is_told(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = add_customer(book, "First")
    assert book.written_after(datetime.now(UTC)) is None
    a_year = 365 * 86400 * 10**9
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() - a_year)
    second = add_customer(book, "Second")
    assert second > first
    assert book.undo() is not None
    assert [customer.name for customer in book.customers.all()] == ["First"]
    assert book.written_after(datetime.now(UTC) - timedelta(days=365)) is not None
    assert check(book.store) == []


def test_36_time_zones_are_brought_along_where_the_system_has_none() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(needed.startswith("tzdata") and "win32" in needed for needed in project["dependencies"])


def test_the_whole_awkward_town_together_leaves_a_sound_book_and_a_list_one_can_work_from(book: Book) -> None:
    for name in [*MARKUP.values(), *SCRIPTS, "x" * 500]:
        call(book, name, words=name)
    assert len(due(book.store, TODAY)) == len(MARKUP) + len(SCRIPTS) + 1
    assert "Page 1 of" in print_call_list(book)
    assert check(book.store) == []
