"""A list that was made comes out as it stands in the book: its number, its lines, whom they call and about what."""

import dataclasses
from datetime import date
from io import BytesIO

import pytest

from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason, LineStatus
from model.customer_class import CustomerClass
from model.errors import BookError
from model.follow_ups import FollowUp
from model.staff import StaffMember
from model.visits import Outcome
from reports import call_list
from reports.call_facts import Facts, Group, Line, Person, Phone
from reports.call_strip import masked, masked_words
from tests.makers import add_customer, add_sale, add_visit
from tests.reports.printed import DAY, SHOP, pages, person_saying, text

Reasons = tuple[str, ...]


def make_list(book: Book, *lines: dict[int, Reasons], **fields: object) -> CallList:
    """List 12 for a Saturday; each line says whom it calls and why."""
    with book.edit("Made a list"):
        made = book.call_lists.insert(CallList(number=12, for_on=DAY, **fields))  # type: ignore[arg-type]
        for place, people in enumerate(lines, start=1):
            first = next(iter(people))
            line = book.call_list_lines.insert(
                CallListLine(call_list_id=made.id, line=place, customer_id=first)
            )
            for customer_id, reasons in people.items():
                for reason in reasons:
                    follow_up = FollowUp(
                        customer_id=customer_id, planned_on=DAY, reason=reason, promise=reason.endswith("!")
                    )
                    book.call_list_reasons.insert(
                        CallListReason(
                            call_list_line_id=line.id, follow_up_id=book.follow_ups.insert(follow_up).id
                        )
                    )
    return made


def on_paper(book: Book, made: CallList, language_code: str | None = None) -> str:
    target = BytesIO()
    call_list.write_list(book, made.id, target, DAY, language_code=language_code)
    return " ".join(text(target.getvalue()).split())


def test_the_paper_says_which_list_it_is_for_whom_and_when_to_destroy_it(book: Book) -> None:
    with book.edit("Added staff"):
        staff = book.staff.insert(StaffMember(name="Maria"))
    made = make_list(book, {add_customer(book): ("The new harvest",)}, staff_id=staff.id)
    shown = on_paper(book, made)
    assert shown.startswith("Call list 12")
    assert "Saturday, 21 November 2026 · 1 call · Maria" in shown
    assert "Destroy by 5 Dec 2026" in shown
    assert "1 reached 2 no answer 3 call back 4 wrong number 5 refused 6 do not call again" in shown
    assert "17 3 +14 9" in shown


def test_a_line_says_everything_that_is_known_and_the_promise_first(book: Book) -> None:
    anna = add_customer(
        book, "Anna Novak", "07700 900 123", call_from="17:00", class_by_hand=CustomerClass.GOLD
    )
    add_sale(book, anna, date(2026, 11, 1), 1250, text="Oolong")
    shown = on_paper(book, make_list(book, {anna: ("The new harvest", "The blue tin!")}))
    assert shown.index("The blue tin!") < shown.index("The new harvest")
    for words in ["Anna Novak", "Gold", "07700 900 123", "after 17:00", "1 Nov 2026: Oolong"]:
        assert words in shown


def test_a_class_that_has_ended_is_not_printed(book: Book) -> None:
    anna = add_customer(book, class_by_hand=CustomerClass.GOLD, class_until=date(2026, 11, 20))
    assert "Gold" not in on_paper(book, make_list(book, {anna: ("Tea",)}))


def test_the_people_of_a_household_have_the_letters_by_which_they_are_typed(book: Book) -> None:
    anna, peter = add_customer(book, "Anna Novak"), add_customer(book, "Peter Novak")
    shown = on_paper(book, make_list(book, {peter: ("His tea",), anna: ("Her tea",)}))
    assert shown.index("a Peter Novak") < shown.index("b Anna Novak")
    alone = on_paper(book, make_list(book, {anna: ("Her tea",)}))
    assert "a Anna Novak" not in alone


def test_masked_phones_stand_only_on_the_strip(book: Book) -> None:
    anna, peter = add_customer(book, "Anna", "07700 900 123"), add_customer(book, "Peter", "01904 555 012")
    made = make_list(book, {anna: ("Tea",), peter: ("Tea",)}, masked=True)
    sheet, _cut, strip = on_paper(book, made).partition("Tear off, and destroy by 5 Dec 2026.")
    for number in ["07700 900 123", "01904 555 012"]:
        assert number not in sheet
        assert strip.count(number) == 1
    assert "Anna" not in strip
    assert "1a 07700 900 123" in strip
    assert "1b 01904 555 012" in strip
    assert "07700 ••• •••" in sheet


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        ("07700 900 123", "07700 ••• •••"),
        ("13812345678", "13812••••••"),
        ("+44 (0)1904 555", "+44 (0)19•• •••"),
        ("12345 ext 6", "123•• ••• •"),
        ("112", "1••"),
        ("ask the porter", "••• ••• ••••••"),
        ("", ""),
    ],
)
def test_at_most_half_of_a_masked_number_can_be_read(number: str, seen: str) -> None:
    assert masked(number) == seen


def test_the_strip_of_a_long_list_has_every_phone_once_and_in_full() -> None:
    phones = [f"0770-{n:04}-{'9' * (n % 40)}" for n in range(400)]
    lines = tuple(Line(n, (Person("X", phones=(Phone(number),)),)) for n, number in enumerate(phones, 1))
    target = BytesIO()
    call_list.write(Facts(SHOP, "GBP", DAY, DAY, (Group("", lines),), list_number=3, masked=True), target)
    found = [page for page in pages(target.getvalue()) if "Tear off" in page]
    assert len(found) > 2
    strip = "".join("".join(found).split())
    assert all(strip.count(f"0770-{n:04}-") == 1 for n in range(400))
    assert "9" * 39 in strip


def test_a_line_that_is_back_takes_one_row_and_asks_nothing_again(book: Book) -> None:
    anna, peter = add_customer(book, "Anna", "07700 900 123"), add_customer(book, "Peter")
    made = make_list(book, {anna: ("Tea",)}, {peter: ("Tea",)}, masked=True)
    first = book.call_list_lines.of_list(made.id)[0]
    with book.edit("Wrote back"):
        book.call_list_lines.update(
            CallListLine(
                id=first.id, call_list_id=made.id, line=1, customer_id=anna, status=LineStatus.WRITTEN
            )
        )
    shown = on_paper(book, made)
    assert "1 Anna Written back 2 Peter" in shown
    assert "900" not in shown
    assert shown.count("Would you come back?") == 1


def test_whoever_of_a_household_is_written_back_already_is_not_asked_again(book: Book) -> None:
    anna, peter = add_customer(book, "Anna", "07700 900 123"), add_customer(book, "Peter", "0111 222")
    made = make_list(book, {anna: ("Her tea",), peter: ("His tea",)}, masked=True)
    [line] = book.call_list_lines.of_list(made.id)
    add_visit(book, anna, DAY, Outcome.CALL_BACK, call_list_line_id=line.id)
    shown = on_paper(book, made)
    assert "a Anna In the book already: Call back b Peter" in shown
    assert "Her tea" not in shown
    assert "His tea" in shown
    assert "900" not in shown


def test_a_line_keeps_its_number_when_its_customer_is_deleted(book: Book) -> None:
    anna, peter = add_customer(book, "Anna"), add_customer(book, "Peter")
    made = make_list(book, {anna: ("Tea",)}, {peter: ("Tea",)})
    with book.edit("Deleted Anna"):
        book.customers.delete(anna)
    shown = on_paper(book, made)
    assert "No longer in the book" in shown
    assert "2 Peter" in shown


def test_without_another_word_it_is_printed_as_the_shop_prints(book: Book) -> None:
    made = make_list(book, {add_customer(book): ("Tea",)})
    assert "2026年11月21日" in on_paper(book, made, "zh_CN")
    with book.edit("Changed the shop"):
        book.shops.update(dataclasses.replace(book.shop, language="zh_CN"))
    assert "2026年11月21日" in on_paper(book, made)


def test_a_list_that_is_no_longer_in_the_book_says_so(book: Book) -> None:
    with pytest.raises(BookError, match="no longer in the book"):
        call_list.write_list(book, 4711, BytesIO(), DAY)


def test_a_page_holds_a_morning_of_calls_with_their_bars() -> None:
    lines = tuple(Line(n, (person_saying("All well", f"Customer {n}"),)) for n in range(1, 31))
    target = BytesIO()
    call_list.write(Facts(SHOP, "GBP", DAY, DAY, (Group("Due", lines),), list_number=12), target)
    assert [page.count("Customer ") for page in pages(target.getvalue())[:2]] == [7, 8]


def test_printing_a_list_twice_gives_equal_bytes_and_writes_nothing(book: Book) -> None:
    made = make_list(book, {add_customer(book, "王小明", "0770"): ("Tea",)}, masked=True)
    edits = book.store.value("SELECT count(*) FROM edit")
    first, second = BytesIO(), BytesIO()
    call_list.write_list(book, made.id, first, DAY)
    call_list.write_list(book, made.id, second, DAY)
    assert first.getvalue() == second.getvalue()
    assert book.store.value("SELECT count(*) FROM edit") == edits


def test_a_number_that_stands_in_words_is_masked_too(book: Book) -> None:
    anna = add_customer(
        book, "Anna (0770 900124)", "07700 900 123", call_from="17:00", call_note="at work 07700 900-125"
    )
    add_sale(book, anna, date(2026, 11, 1), 1250, text="Kettle +447700900126")
    add_visit(
        book,
        anna,
        date(2026, 11, 2),
        words="call me on 07700900127, from 2026-12-01",
    )
    lists = [make_list(book, {anna: ("New number 07700.900.128",)}, masked=hide) for hide in (True, False)]
    hidden, plain = (on_paper(book, made).partition("Tear off")[0] for made in lists)
    for ending in ("900124", "900-125", "900126", "900127", "900.128"):
        assert ending in plain
        assert ending not in hidden
    assert "2026-12-01" in hidden


@pytest.mark.parametrize(
    "words", ["since 2026-03-12", "on 12.03.2026", "12/03/2026 and 3 tins", "No. 123456", "£1,250"]
)
def test_days_and_small_figures_are_no_phones(words: str) -> None:
    assert masked_words(words) == words


def test_a_number_in_words_is_masked_in_every_script() -> None:
    assert masked_words("call １３８ ００１３ ８０００") == "call １３８ ００•• ••••"
