"""What is said of coming back: no more than is known, and honest about chance."""

import math
from dataclasses import replace

import pytest

from model.book import Book
from model.bringing_back.bringing_back import BringingBack, Line, bringing_back
from model.bringing_back.in_words import (
    beside_in_words,
    between_in_words,
    chance_in_words,
    chance_of_regulars,
    column_title,
    half_in_words,
    notes,
    of_how_many,
    ordered,
    profit_in_words,
    regulars_first,
    sentences,
    share_in_words,
    share_with_span,
    shop_sentence,
    within_in_words,
)
from model.bringing_back.levels import Level
from model.bringing_back.shares import Share, Told
from tests.model.bringing_back.things_sold import a_product, customers_who, day

FEW = Share(Told.FEW, 3, 2, 3)
EARLY = Share(Told.EARLY, 20, 4, 4)
SOME = Share(Told.SHARE, 100, 62, 100, 0.62, 0.524, 0.709)
ALL = Share(Told.SHARE, 12, 12, 12, 1.0, 0.757, 1.0)
NONE = Share(Told.SHARE, 12, 0, 12, 0.0, 0.0, 0.243)
AT_LEAST = Share(Told.AT_LEAST, 77, 76, 76, 0.99, 0.93, 1.0)


@pytest.mark.parametrize(
    ("share", "cell", "beside", "sentence"),
    [
        (FEW, "too few", "2 of 3", "too few"),
        (EARLY, "not known yet", "", "not known yet"),
        (SOME, "62%", "52–71", "62% (between 52% and 71%)"),
        (ALL, "over 75%", "", "over 75% (12 of 12)"),
        (NONE, "under 25%", "", "under 25% (0 of 12)"),
        (AT_LEAST, "over 93%", "", "over 93% (76 of 76)"),
    ],
)
def test_a_share_says_how_sure_it_is(share: Share, cell: str, beside: str, sentence: str) -> None:
    assert share_in_words(share) == cell
    assert between_in_words(share) == beside
    assert share_with_span(share) == sentence


@pytest.mark.parametrize("share", [ALL, NONE, FEW, EARLY, AT_LEAST])
def test_nothing_is_never_and_nothing_is_always(share: Share) -> None:
    assert share_in_words(share) not in ("0%", "100%")


def test_a_year_is_called_a_year() -> None:
    assert [within_in_words(days) for days in (30, 365)] == ["within 30 days", "within a year"]
    assert [column_title(days) for days in (30, 365)] == ["In 30 days", "In a year"]


@pytest.fixture
def found(book: Book) -> BringingBack:
    """Lenses bring people back, frames less; a pen was bought by two."""
    lens, frame, pen = (
        a_product(book, "Lens", "Eyes"),
        a_product(book, "Frame", "Eyes"),
        a_product(book, "Pen"),
    )
    customers_who(book, 36, (0, lens), (25, None), (60, None))
    customers_who(book, 4, (0, lens))
    customers_who(book, 12, (0, frame), (25, None))
    customers_who(book, 28, (0, frame))
    customers_who(book, 2, (0, pen))
    return bringing_back(book.store, day(400))


def line(found: BringingBack, name: str) -> Line:
    [mine] = [one for one in found.lines[Level.PRODUCT] if one.thing.name == name]
    return mine


def test_the_shop_is_told_in_one_line(found: BringingBack) -> None:
    assert shop_sentence(found) == (
        "Of 82 customers, 59% (between 48% and 69%) came back within 30 days of their first purchase. 44% become"
        " regulars: they buy on 3 days or more within a year."
    )


def test_a_thing_is_told_in_sentences(found: BringingBack) -> None:
    assert sentences(found, line(found, "Lens"), "EUR") == [
        "Of 40 customers who bought it, 90% (between 77% and 96%) came back within 30 days of the first time.",
        "Of others who had bought as often before, 59% did. So it brings more people back than usual.",
        "Half of them were back after 25 days.",
        "In the year that followed each brought €7.20 of profit (between €6.42 and €7.98; 40 whose year is over).",
    ]
    assert sentences(found, line(found, "Pen"), "EUR") == [
        "Bought by 2 customers: too few to say. 0 came back within 30 days."
    ]


def test_the_cells_of_two_buyers_say_that_they_are_few(found: BringingBack) -> None:
    pen = line(found, "Pen")
    assert beside_in_words(pen) == ""
    assert half_in_words(pen) == "too few"
    assert profit_in_words(pen.profit, "EUR") == "too few"
    assert of_how_many(pen.profit) == "of 2"


def test_the_cells_of_many_say_what_they_are_compared_with(found: BringingBack) -> None:
    assert beside_in_words(line(found, "Lens")) == "more (others 59%)"
    assert beside_in_words(line(found, "Frame")) == "fewer (others 59%)"
    assert half_in_words(line(found, "Frame")) == "not half so far"


def test_few_people_never_stand_above_many_who_are_sure(book: Book) -> None:
    many, few = a_product(book, "Many"), a_product(book, "Few")
    customers_who(book, 90, (0, many), (9, None), (20, None))
    customers_who(book, 10, (0, many))
    customers_who(book, 5, (0, few), (9, None), (20, None))
    found = bringing_back(book.store, day(400))
    lines = found.lines[Level.PRODUCT]
    assert [one.thing.name for one in ordered(lines, 30)] == ["Many", "Few"]
    assert [one.thing.name for one in regulars_first(lines)] == ["Many", "Few"]


def test_how_many_would_stand_out_by_chance_is_said(found: BringingBack) -> None:
    lines = found.lines[Level.PRODUCT]
    assert chance_in_words(lines, 30) == "2 of 2 stand out; by chance alone about 1 would seem to."
    assert chance_in_words([], 30) == ""
    alike = [line(found, "Lens")]
    assert chance_in_words(alike, 30).endswith("about 1 would seem to. That is nothing to act on.")
    # Of thirty one or two would stand out by chance.
    many = [one for one in lines if one.beside] * 15
    few = [replace(one, beside=int(number < 3)) for number, one in enumerate(many)]
    assert chance_in_words(few, 30).startswith("3 of 30 stand out; by chance alone about 2 would seem to.")
    assert chance_in_words(few, 30).endswith("That is nothing to act on.")
    assert not chance_in_words(many, 30).endswith("That is nothing to act on.")
    assert chance_of_regulars([one for one in lines if not one.regulars.is_told]) == ""


def test_goods_that_name_no_product_are_owned_up_to(found: BringingBack) -> None:
    assert notes(found) == ["84 lines sold name no product of the list, and tell only of coming back."]
    assert not math.isnan(found.shop.back[30].value)
