"""Why somebody is in a class, what would lift them, and why they moved: in sentences."""

from dataclasses import replace
from datetime import date

import pytest

from model.class_lines import ClassLines
from model.class_reviews import ClassReview
from model.classes import in_words, parts
from model.classes.move_words import Moved, why_moved
from model.classes.moves import InClass, figures, is_rough
from model.classes.parts import Parts
from model.customer_class import CustomerClass as Class

ON = date(2026, 3, 12)
LINES = ClassLines(set_on=ON, current_cents=3_000_00, platinum_cents=6_000_00, iron_cents=1_000_00)
REGULAR = Parts(
    on=ON,
    current_cents=2_400_00,
    potential_cents=2_500_00,
    times=8,
    buying_days=20,
    sold_cents=2_400_00,
    forecast_cents=2_500_00,
    purchases=8.0,
    alive=0.9,
    rhythm_days=34.0,
    first_on=date(2020, 1, 5),
    last_on=date(2026, 2, 1),
)


@pytest.mark.parametrize(
    ("one", "stands_in", "why"),
    [
        (
            replace(REGULAR, current_cents=5_310_00, potential_cents=6_400_00),
            Class.PLATINUM,
            (
                "Brought €5,310 in 12 months (the gold line is €3,000), and may bring €6,400 in the coming 12: the"
                " platinum line is €6,000."
            ),
        ),
        (
            replace(REGULAR, current_cents=3_310_00),
            Class.GOLD,
            (
                "Brought €3,310 in 12 months (the gold line is €3,000), and may bring €2,500 in the coming 12, below"
                " the platinum line of €6,000."
            ),
        ),
        (
            REGULAR,
            Class.IRON,
            (
                "Brought €2,400 in 12 months, below the gold line of €3,000; but may bring €2,500 in the coming 12: the"
                " iron line is €1,000."
            ),
        ),
        (
            replace(REGULAR, current_cents=-12_00, potential_cents=310_00),
            Class.LEAD,
            (
                "Brought -€12 in 12 months, below the gold line of €3,000, and may bring €310 in the coming 12, below"
                " the iron line of €1,000."
            ),
        ),
        (
            replace(REGULAR, rough=True, potential_cents=2_536_12),
            Class.IRON,
            (
                "Brought €2,400 in 12 months, below the gold line of €3,000; but may bring roughly €2,500 in the coming"
                " 12: the iron line is €1,000."
            ),
        ),
        (
            replace(REGULAR, last_on=date(2025, 1, 1)),
            Class.INACTIVE,
            "Bought last on 1 Jan 2025, 435 days ago; used to come every 34 days.",
        ),
        (Parts(on=ON), Class.INACTIVE, "Has never bought anything."),
        (replace(REGULAR, gone=True), Class.INACTIVE, "No longer comes: has left, or was put away."),
        (Parts(on=ON), Class.NEW, "New in the book, and has not bought anything yet."),
        (
            replace(REGULAR, first_on=date(2026, 2, 1)),
            Class.NEW,
            "Bought for the first time on 1 Feb 2026. Is classed after 90 days, from 2 May 2026 on.",
        ),
    ],
)
def test_why(one: Parts, stands_in: Class, why: str) -> None:
    assert in_words.why(one, LINES, stands_in, "EUR") == why


def test_where_the_figures_of_today_say_something_else_both_is_told() -> None:
    held = in_words.why(REGULAR, LINES, Class.GOLD, "EUR")
    assert held.startswith("As of the last review. By today's figures: Iron. Brought €2,400")
    by_hand = in_words.why(REGULAR, LINES, Class.PLATINUM, "EUR", by_hand=True)
    assert by_hand.startswith("Your own word. By the figures: Iron. Brought €2,400")


@pytest.mark.parametrize(
    ("one", "stands_in", "lift"),
    [
        (REGULAR, Class.IRON, "2 more purchases a year like the usual would make them gold."),
        (
            replace(REGULAR, current_cents=2_900_00),
            Class.IRON,
            "One more purchase a year like the usual would make them gold.",
        ),
        (
            replace(REGULAR, current_cents=2_900_00, potential_cents=7_000_00),
            Class.IRON,
            "One more purchase a year like the usual would make them platinum.",
        ),
        (
            replace(REGULAR, current_cents=100_00, potential_cents=700_00),
            Class.LEAD,
            "One more purchase a year like the usual would make them iron.",
        ),
        (REGULAR, Class.LEAD, "Becomes Iron at one of the next reviews, if it stays like this."),
        (
            replace(REGULAR, current_cents=3_310_00, purchases=100.0),
            Class.GOLD,
            "It takes €3,500 more a year to make them platinum.",
        ),
        (
            replace(REGULAR, current_cents=0, purchases=0.0),
            Class.IRON,
            "It takes €3,000 more a year to make them gold.",
        ),
        (REGULAR, Class.PLATINUM, "Already in the highest class."),
        (replace(REGULAR, last_on=date(2025, 1, 1)), Class.INACTIVE, "One purchase, and they are back."),
        # Came after the review that found them inactive.
        (REGULAR, Class.INACTIVE, "Becomes Iron at one of the next reviews, if it stays like this."),
        (Parts(on=ON), Class.INACTIVE, "The first purchase makes them a customer."),
        (replace(REGULAR, gone=True), Class.INACTIVE, ""),
        (REGULAR, Class.NEW, "Brought €2,400 so far; gold begins at €3,000 in 12 months."),
        (
            replace(REGULAR, current_cents=3_100_00),
            Class.LEAD,
            "Becomes Gold at one of the next reviews, if it stays like this.",
        ),
    ],
)
def test_what_would_lift_them(one: Parts, stands_in: Class, lift: str) -> None:
    assert in_words.lift(one, LINES, stands_in, "EUR") == lift


def test_nothing_lifts_what_the_owner_gave_but_what_the_figures_say() -> None:
    assert in_words.lift(REGULAR, LINES, Class.LEAD, "EUR", by_hand=True) == (
        "2 more purchases a year like the usual would make them gold."
    )
    best = replace(REGULAR, current_cents=4_000_00, potential_cents=7_000_00)
    assert in_words.lift(best, LINES, Class.LEAD, "EUR", by_hand=True) == ""


def moved(
    now: Parts, then: Parts | None, from_class: Class, to_class: Class, before: ClassLines = LINES
) -> str:
    return why_moved(Moved(from_class, to_class, now, then, LINES, before, "EUR"))


def test_buying_less_often_is_the_reason() -> None:
    then = replace(REGULAR, current_cents=3_310_00, sold_cents=3_310_00, times=8)
    now = replace(REGULAR, current_cents=1_240_00, sold_cents=1_240_00, times=3)
    assert (
        moved(now, then, Class.GOLD, Class.IRON)
        == "Bought 3 times instead of 8: €1,240 after €3,310; the gold line is €3,000."
    )
    assert moved(then, now, Class.IRON, Class.GOLD).startswith("Bought 8 times instead of 3: €3,310")


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"current_cents": 1_000_00, "sold_cents": 1_000_00}, "Spent less (bought 8 times)"),
        ({"current_cents": 0, "sold_cents": 0, "times": 0}, "Bought nothing instead of 8 times"),
        ({"current_cents": 2_000_00, "returned_cents": 1_310_00}, "Gave back goods for €1,310"),
        ({"current_cents": 2_810_00, "complaints_cents": 500_00}, "Complaints cost €500 more"),
        (
            {"current_cents": 2_510_00, "gifts_cents": 400_00, "goodwill_cents": 400_00},
            "Presents and goodwill cost €800 more",
        ),
    ],
)
def test_the_part_that_did_most_is_the_reason(change: dict[str, int], cause: str) -> None:
    then = replace(REGULAR, current_cents=3_310_00, sold_cents=3_310_00)
    now = replace(then, **change)  # type: ignore[arg-type]
    assert moved(now, then, Class.GOLD, Class.LEAD).startswith(f"{cause}: ")


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"pace_cents": 700_00}, "More frequent visits from year to year add €700"),
        ({"stars_cents": 700_00}, "Your stars add €700 more"),
        ({"need_cents": 700_00}, "What they need and still buy elsewhere adds €700 more"),
        (
            {"forecast_cents": 1_500_00, "last_on": date(2026, 3, 1), "buying_days": 22},
            "Bought 2 times since the last review",
        ),
    ],
)
def test_what_may_be_expected_has_its_reasons_too(change: dict[str, object], cause: str) -> None:
    then = replace(REGULAR, potential_cents=800_00, forecast_cents=800_00)
    now = replace(then, potential_cents=1_500_00, **change)  # type: ignore[arg-type]
    assert moved(now, then, Class.LEAD, Class.IRON) == (
        f"{cause}: may bring €1,500 in the coming 12 months, after €800; the iron line is €1,000."
    )


def test_a_line_that_was_moved_is_the_reason() -> None:
    now = replace(REGULAR, current_cents=2_950_00)
    before = ClassLines(set_on=ON, current_cents=2_900_00, platinum_cents=6_000_00, iron_cents=1_000_00)
    assert moved(now, now, Class.GOLD, Class.IRON, before) == (
        "The gold line was moved from €2,900 to €3,000; they bring €2,950."
    )


def test_what_was_so_before_the_last_review_but_was_written_down_later_is_told_as_it_stands() -> None:
    now = replace(REGULAR, current_cents=3_400_00, sold_cents=3_400_00)
    assert moved(now, now, Class.IRON, Class.GOLD) == in_words.reason(now, LINES, Class.GOLD, "EUR")
    assert moved(REGULAR, REGULAR, Class.LEAD, Class.IRON) == in_words.reason(
        REGULAR, LINES, Class.IRON, "EUR"
    )


def test_parts_are_kept_and_read_again() -> None:
    then = replace(REGULAR, on=date(2026, 2, 12), times=7, gone=True, rough=True)
    blank = Parts(on=ON)
    texts = parts.written(_columns(REGULAR, blank), _columns(then, then))
    assert parts.read(texts[0], ON, REGULAR.current_cents, REGULAR.potential_cents) == (REGULAR, then)
    assert parts.read(texts[1], ON, 0, 0) == (blank, then)
    [text] = parts.written(_columns(blank), None)
    assert parts.read(text, ON, 0, 0) == (blank, None)


def _columns(*several: Parts) -> parts.Columns:
    return {name: [getattr(one, name) for one in several] for name in vars(several[0])}


def test_what_a_later_version_kept_is_left_out() -> None:
    assert parts.read('{"now":{"times":3,"weather":"fair"}}', ON, 5, 6) == (
        Parts(on=ON, current_cents=5, potential_cents=6, times=3),
        None,
    )
    assert parts.read("", ON, 5, 6) == (Parts(on=ON, current_cents=5, potential_cents=6), None)


@pytest.mark.parametrize(
    "strange",
    [
        "no JSON",
        "null",
        "[1]",
        "[" * 49_000,
        '{"now":null,"then":7}',
        '{"now":{"first_on":"2026-99-99","last_on":17},"then":{}}',
        '{"now":{"alive":NaN,"purchases":Infinity,"rhythm_days":1e400}}',
        '{"now":{"times":"x","alive":{},"gone":"no","rough":1,"buying_days":true,"sold_cents":1.5}}',
        '{"now":{"last_on":"0001-01-01","forecast_cents":99999999999999999999}}',
        '{"then":{"on":"2101-01-01"}}',
    ],
)
def test_a_file_that_keeps_nonsense_of_a_step_says_nothing_of_it(strange: str) -> None:
    assert parts.read(strange, ON, 5, 6) == (Parts(on=ON, current_cents=5, potential_cents=6), None)


@pytest.mark.parametrize(
    "strange",
    [
        "x",
        "null",
        "[]",
        "[" * 49_000,
        '{"gold":[1],"rough":0}',
        '{"gold":["a",1,{}],"iron":null}',
        '{"gold":[true,false,true]}',
        f'{{"gold":[1,{10**400},0],"iron":[{10**30},5,5],"lead":[-{10**4000},0,0]}}',
        '{"gold":[-5,0,0]}',
    ],
)
def test_a_file_that_keeps_nonsense_of_a_review_says_nothing_of_it(strange: str) -> None:
    review = ClassReview(reviewed_on=ON, figures=strange)
    assert set(figures(review).values()) == {InClass()}
    assert not is_rough(review)
