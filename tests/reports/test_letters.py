"""Letters on paper: the address where the window shows it, the shop's words, nobody forgotten and nothing recorded."""

import dataclasses
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from model.book import Book
from model.follow_ups import FollowUp
from model.text_templates import Purpose, TextTemplate
from reports import letters
from reports.catalogue import CATALOGUE
from reports.letter_page import Letter
from reports.letters import Facts, Nowhere
from reports.page import A4, LETTER, Paper
from reports.report import Options
from reports.style import MM
from tests.makers import add_customer
from tests.reports.printed import DAY, SHOP, pages, text

OPTIONS = Options(today=DAY)
ANNA = Letter("Anna Smith", ("Anna Smith", "3 Mill Lane", "YO1 9AB York"), "Hello", "Dear Anna,\n\nAll well?")


def facts(*found: Letter, nowhere: tuple[Nowhere, ...] = ()) -> Facts:
    return Facts(SHOP, "hello@optics.example", Purpose.BIRTHDAY, DAY, DAY, found, nowhere)


def pdf(of: Facts, paper: Paper = A4, *, cards: bool = False, language_code: str = "en") -> bytes:
    target = BytesIO()
    letters.write(replace(of, cards=cards), target, paper, language_code)
    return target.getvalue()


def unreached(book: Book, name: str, **fields: object) -> int:
    """A customer who was tried five times in vain."""
    customer_id = add_customer(book, name, "0770 900 123", **fields)
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=DAY, attempts=5))
    return customer_id


def printed(book: Book, **options: object) -> list[str]:
    target = BytesIO()
    CATALOGUE["letters"].print(book, dataclasses.replace(OPTIONS, **options), target)  # type: ignore[arg-type]
    return [" ".join(page.split()) for page in pages(target.getvalue())]


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_the_address_stands_in_the_window_and_above_the_first_fold(paper: Paper) -> None:
    document = pypdfium2.PdfDocument(pdf(facts(ANNA), paper))
    places = {words: place(document[0], words, paper) for words in ("Anna Smith", "YO1 9AB", "Hello")}
    document.close()
    for words in ("Anna Smith", "YO1 9AB"):
        left, top = places[words]
        assert 20 * MM < left < 30 * MM
        assert 50 * MM < top < 85 * MM
    assert 90 * MM < places["Hello"][1] < 105 * MM


def place(page: pypdfium2.PdfPage, words: str, paper: Paper) -> tuple[float, float]:
    """How far from the left and from the top of the paper these words begin, in points."""
    text_page = page.get_textpage()
    found = text_page.search(words).get_next()
    assert found is not None
    left, _bottom, _right, top = text_page.get_charbox(found[0])
    return left, paper.height - top


def test_a_letter_says_who_writes_and_when() -> None:
    [page] = pages(pdf(facts(ANNA)))
    for words in [
        "Corner Optics · 12 High Street, York\n",
        "21 November 2026",
        "Dear Anna,",
        "Corner Optics · 12 High Street, York · 01904 555 012 · hello@optics.example",
    ]:
        assert words in page + "\n"


def test_one_letter_is_one_page_and_a_long_one_loses_no_word() -> None:
    long = dataclasses.replace(ANNA, body=" ".join(f"word{n:04}" for n in range(800)))
    found = pages(pdf(facts(ANNA, long, ANNA)))
    assert len(found) == 5
    assert "Page 2" in found[2]
    assert "Anna Smith" in found[2]
    shown = "".join(found)
    assert all(shown.count(f"word{n:04}") == 1 for n in range(800))


@pytest.mark.parametrize("lines", range(40, 52))
def test_a_signature_is_never_alone_on_a_page(lines: int) -> None:
    letter = dataclasses.replace(ANNA, body="\n".join(f"line{n:03}" for n in range(lines)))
    found = pages(pdf(facts(letter)))
    assert all(page.count("line") >= 3 for page in found)
    assert sum(page.count("line") for page in found) == lines


def test_four_cards_share_a_sheet_and_need_no_address() -> None:
    nobody = Letter("Bert", (), "Hello", "Dear Bert")
    found = pages(pdf(facts(ANNA, nobody, ANNA, ANNA, ANNA), cards=True))
    assert [page.count("Dear") for page in found] == [4, 1]
    assert "Dear Bert" in found[0]


def test_what_is_too_long_for_a_card_becomes_a_letter() -> None:
    long = dataclasses.replace(ANNA, body="\n".join(f"line{n:03}" for n in range(45)))
    found = pages(pdf(facts(long, ANNA), cards=True))
    assert "Dear Anna" in found[0]
    assert "line000" in found[1]
    assert "line044" in found[2]


def test_a_name_from_right_to_left_turns_nothing_around() -> None:
    letter = Letter("محمد", ("محمد", "4 Low Road"), "Hello", "محمد，您好！\n\n祝您生日快乐")
    document = pypdfium2.PdfDocument(pdf(facts(letter), language_code="zh_CN"))
    [end, name] = [place(document[0], words, A4)[0] for words in ("您好", "祝您")]
    document.close()
    assert end > name  # the greeting stands behind the name, which stands at the left


def test_a_chinese_address_has_its_own_order(book: Book) -> None:
    unreached(book, "王小明", province="浙江省", city="杭州市", street="中山路 12 号", postal_code="310000")
    unreached(book, "Anna", street="3 Mill Lane", city="York", postal_code="YO1")
    first, second = printed(book, language="zh_CN")
    assert "310000 浙江省杭州市中山路 12 号 王小明 收" in first
    assert "Anna 3 Mill Lane YO1 York" in second


def test_letters_go_to_those_whom_nobody_reached_unless_another_purpose_is_said(book: Book) -> None:
    unreached(book, "Anna", street="3 Mill Lane", greeting="Mrs Smith")
    add_customer(book, "Bert", street="4 Low Road", birth_month=12, birth_day=24)
    assert "Dear Mrs Smith, We have tried to call you" in printed(book)[0]
    birthday = {"purpose": Purpose.BIRTHDAY, "month": date(2026, 12, 1)}
    assert "Dear Bert, All of us wish you" in printed(book, **birthday)[0]
    assert "王" not in printed(book, **birthday)[0]
    assert "Bert,您好" in printed(book, **birthday, language="zh_CN", cards=True)[0]


def test_whose_address_nobody_knows_is_listed_at_the_end_and_not_forgotten(book: Book) -> None:
    unreached(book, "Anna", street="3 Mill Lane")
    unreached(book, "Nowhere Man")
    letter, rest = printed(book)
    assert "Dear Anna" in letter
    assert "Without an address 1" in rest
    assert "Nowhere Man 0770 900 123" in rest


def test_many_without_an_address_fill_several_pages() -> None:
    nowhere = tuple(Nowhere(f"Name-{n:03}", "") for n in range(120))
    shown = text(pdf(facts(nowhere=nowhere)))
    assert all(shown.count(f"Name-{n:03}") == 1 for n in range(120))


def test_if_there_is_nobody_to_write_to_the_paper_says_so(book: Book) -> None:
    [page] = printed(book, purpose=Purpose.WIN_BACK)
    assert "Nobody is to be written to." in page
    assert "Win back: no letter is due on 21 Nov 2026." in page


def test_the_owners_words_are_printed_and_a_wrong_place_stays_visible(book: Book) -> None:
    with book.edit("Worded"):
        book.text_templates.insert(
            TextTemplate(purpose=Purpose.UNREACHED, language="en", subject="Hey", body="{name}, {nmae} <b>&{")
        )
    unreached(book, "Anna", street="3 Mill Lane")
    assert "Hey Anna, {nmae} <b>&{" in printed(book)[0]


def test_printing_letters_records_nothing_and_is_the_same_every_time(book: Book) -> None:
    unreached(book, "王小明", street="3 Mill Lane")
    edits = book.store.value("SELECT count(*) FROM edit")
    found = [BytesIO(), BytesIO()]
    for target in found:
        CATALOGUE["letters"].print(book, OPTIONS, target)
    assert found[0].getvalue() == found[1].getvalue()
    assert book.store.value("SELECT count(*) FROM edit") == edits


def test_blank_slips_can_be_printed_to_be_copied(book: Book) -> None:
    target = BytesIO()
    assert CATALOGUE["slips"].print(book, OPTIONS, target) == 3
    assert text(target.getvalue()).count("Contact slip") == 3
