"""What brings people back, from a real book: what is a return and what is not, fair to the late and to the faithful."""

import random
from collections import defaultdict
from datetime import date

import pytest

from model.book import Book
from model.bringing_back.bringing_back import WITHIN_DAYS, BringingBack, Line, bringing_back
from model.bringing_back.levels import Level
from model.bringing_back.shares import Told
from model.errors import Cancelled
from tests.makers import add_customer
from tests.model.bringing_back.things_sold import a_product, bring_back, customers_who, day, sell


def told(book: Book, on: int = 400) -> BringingBack:
    return bringing_back(book.store, day(on))


def line(found: BringingBack, name: str, level: Level = Level.PRODUCT) -> Line:
    [mine] = [one for one in found.lines[level] if one.thing.name == name]
    return mine


def test_whoever_buys_anything_on_a_later_day_is_back(book: Book) -> None:
    tea, cup = a_product(book, "Tea"), a_product(book, "Cup")
    customers_who(book, 6, (0, tea), (20, cup))
    customers_who(book, 2, (0, tea))
    found = line(told(book), "Tea")
    share = found.back[30]
    assert (found.buyers, share.came, share.known) == (8, 6, 8)
    assert share.value == pytest.approx(0.75)
    assert found.half_days == 20


def test_the_same_day_is_no_return(book: Book) -> None:
    tea = a_product(book, "Tea")
    customers_who(book, 5, (0, tea), (0, tea), (0, None))
    assert line(told(book), "Tea").back[365].came == 0


def test_each_customer_tells_once_from_the_first_purchase_on(book: Book) -> None:
    tea = a_product(book, "Tea")
    customers_who(book, 5, (0, tea), (50, tea), (55, tea), (60, tea))
    found = line(told(book), "Tea")
    assert found.buyers == 5
    assert found.back[30].came == 0
    assert found.back[90].came == 5
    assert found.half_days == 50


def test_what_came_back_whole_was_not_bought_but_what_came_back_in_part_was(book: Book) -> None:
    tea, cup = a_product(book, "Tea"), a_product(book, "Cup")
    whole, part = add_customer(book, "Whole"), add_customer(book, "Part")
    bring_back(book, sell(book, whole, 0, tea, cup), 3)
    bring_back(book, sell(book, part, 0, tea), 3, thousandths=400)
    found = told(book)
    assert line(found, "Tea").buyers == 1
    assert line(found, "Cup").buyers == 1
    assert found.shop.buyers == 2, "they came and bought, whatever became of it"
    before = bringing_back(book.store, day(2))
    assert line(before, "Tea").buyers == 2, "on that day nothing had come back"


def test_bringing_goods_back_is_no_purchase_but_what_is_bought_then_is(book: Book) -> None:
    tea = a_product(book, "Tea")
    for number in range(6):
        customer_id = add_customer(book, f"Customer {number}")
        bring_back(book, sell(book, customer_id, 0, None, tea), 10)
        if number < 3:
            sell(book, customer_id, 10, None)
    assert line(told(book), "Tea").back[30].came == 3


def test_nobody_is_told_of_people_without_a_name_or_of_what_is_still_to_come(book: Book) -> None:
    tea = a_product(book, "Tea")
    sell(book, None, 0, tea)
    sell(book, add_customer(book), 30, tea)
    assert told(book, 29).empty
    assert told(book, 30).shop.buyers == 1


def test_two_buyers_are_counted_and_nothing_more(book: Book) -> None:
    customers_who(book, 2, (0, a_product(book, "Tea")))
    found = line(told(book), "Tea")
    assert {share.told for share in found.back.values()} == {Told.FEW}
    assert found.half_days is None
    assert found.usual is None
    assert (found.profit.cents, found.profit.people) == (None, 2)
    assert found.regulars.told is Told.FEW


def test_a_year_is_told_when_somebody_has_it_behind_them(book: Book) -> None:
    tea = a_product(book, "Tea")
    customers_who(book, 10, (0, tea))
    assert line(told(book, 364), "Tea").back[365].told is Told.EARLY
    assert line(told(book, 365), "Tea").back[365].is_told


def test_late_buyers_do_not_make_a_thing_look_worse(book: Book) -> None:
    tea = a_product(book, "Tea")
    customers_who(book, 10, (0, tea), (60, tea))
    customers_who(book, 10, (0, tea))
    before = line(told(book, 400), "Tea").back[90].value
    customers_who(book, 30, (380, tea), name="Late")
    assert line(told(book, 400), "Tea").back[90].value == pytest.approx(before)


def test_sub_categories_of_one_name_in_two_categories_are_two(book: Book) -> None:
    sale = [a_product(book, name, category, "Green") for name, category in (("A", "Tea"), ("B", "Paint"))]
    customers_who(book, 5, (0, sale[0]))
    customers_who(book, 7, (0, sale[1]))
    found = told(book)
    things = {(one.thing.within, one.thing.name): one.buyers for one in found.lines[Level.SUB_CATEGORY]}
    assert things == {("Tea", "Green"): 5, ("Paint", "Green"): 7}
    assert {one.thing.name for one in found.lines[Level.CATEGORY]} == {"Tea", "Paint"}


def test_the_profit_that_followed_leaves_out_the_day_itself_and_what_came_after_a_year(book: Book) -> None:
    tea = a_product(book, "Tea")
    # 4.00 of profit a visit: on the day, on the last day of the year, and one day too late.
    customers_who(book, 5, (0, tea), (365, tea), (366, tea))
    found = told(book, 400)
    assert found.shop.profit.cents == 400
    assert line(found, "Tea").profit.people == 5
    customers_who(book, 5, (200, tea), name="Late")
    assert line(told(book, 400), "Tea").profit.people == 5, "their year is not over"


def test_what_comes_back_is_taken_off_the_profit_that_followed(book: Book) -> None:
    tea = a_product(book, "Tea")
    for number in range(5):
        customer_id = add_customer(book, f"Customer {number}")
        sell(book, customer_id, 0, tea)
        bring_back(book, sell(book, customer_id, 50, tea, tea), 60)
    assert told(book).shop.profit.cents == 400


def test_where_no_cost_is_known_the_margin_of_the_category_stands_in(book: Book) -> None:
    tea, loose = a_product(book, "Tea", "Leaves"), a_product(book, "Loose", "Leaves")
    for number in range(5):
        customer_id = add_customer(book, f"Customer {number}")
        sell(book, customer_id, 0, tea, cents=1000, cost=250)
        sell(book, customer_id, 9, loose, cents=2000, cost=None)
    found = told(book)
    assert found.shop.profit.cents == 1500
    assert line(found, "Tea").margin == pytest.approx(0.75)
    assert line(found, "Loose").margin is None
    assert "75" in found.margin_words


def test_a_regular_has_bought_on_three_days_within_a_year_of_the_first(book: Book) -> None:
    tea, cup = a_product(book, "Tea"), a_product(book, "Cup")
    customers_who(book, 8, (0, tea), (100, None), (365, None), name="Yes")
    customers_who(book, 8, (0, cup), (100, None), (366, None), name="Too late")
    customers_who(book, 16, (0, None), (30, tea), (60, tea), name="Tea not first")
    found = told(book, 500)
    assert (line(found, "Tea").regulars.came, line(found, "Tea").regulars.people) == (8, 8)
    assert line(found, "Tea").regulars_beside == 0, "8 of 8 may be chance beside 24 of 32"
    assert (line(found, "Cup").regulars.came, line(found, "Cup").regulars.people) == (0, 8)
    assert line(found, "Cup").regulars_beside == -1
    assert found.shop.regulars.value == pytest.approx(24 / 32)


def test_what_faithful_customers_buy_does_not_seem_to_make_them_faithful(book: Book) -> None:
    """Half never come back; the others come every 20 days, and from the third visit on buy the cake too."""
    tea, cake = a_product(book, "Tea"), a_product(book, "Cake")
    faithful = [(20 * visit, cake if visit == 2 else tea) for visit in range(6)]
    customers_who(book, 60, (0, tea))
    customers_who(book, 60, *faithful)
    found = told(book, 105)
    cakes = line(found, "Cake")
    assert found.shop.back[30].value == pytest.approx(0.5)
    assert cakes.back[30].value == 1.0
    assert cakes.usual == pytest.approx(1.0)
    assert cakes.beside == 0


def test_what_brings_people_back_and_what_does_not_is_told_from_the_rest(book: Book) -> None:
    """Planted: of 60 buyers of lenses 54 come again, of 60 of frames 18, of 60 of neither 36."""
    lens, frame, cloth = (a_product(book, name) for name in ("Lens", "Frame", "Cloth"))
    for product_id, again in ((lens, 54), (frame, 18), (cloth, 36)):
        customers_who(book, again, (0, product_id), (25, None))
        customers_who(book, 60 - again, (0, product_id))
    found = told(book)
    assert [line(found, name).beside for name in ("Lens", "Frame", "Cloth")] == [1, -1, 0]
    assert line(found, "Lens").usual == pytest.approx(0.6)


def test_it_replays_what_was_known_on_an_earlier_day(book: Book) -> None:
    tea = a_product(book, "Tea", "Leaves")
    customers_who(book, 9, (0, tea), (40, tea))
    before = told(book, 45)
    customers_who(book, 9, (50, tea), (60, tea), name="Later")
    again = told(book, 45)
    assert again.lines == before.lines
    assert again.shop == before.shop


def test_a_curve_can_be_drawn_of_every_line_and_of_the_shop(book: Book) -> None:
    tea = a_product(book, "Tea")
    customers_who(book, 12, (0, tea), (20, tea), (90, tea))
    customers_who(book, 12, (0, tea))
    found = told(book, 380)
    drawn = found.drawn(Level.PRODUCT, line(found, "Tea"))
    assert drawn.days == (20,)
    assert drawn.back == pytest.approx((0.5,))
    assert drawn.low[0] < 0.5 < drawn.high[0]
    assert drawn.until == 365
    assert len(drawn.usual) == 366
    assert found.drawn(None, found.shop).back == pytest.approx((0.5,))
    assert found.drawn(None, found.shop).usual == ()


def test_an_empty_book_says_so(book: Book) -> None:
    found = told(book)
    assert found.empty
    assert all(not lines for lines in found.lines.values())


def test_it_can_be_stopped(book: Book) -> None:
    customers_who(book, 3, (0, a_product(book, "Tea")))

    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        bringing_back(book.store, day(10), stop)
    assert told(book).shop.buyers == 3


def test_every_figure_is_that_of_a_slow_and_plain_count(book: Book) -> None:
    chance = random.Random(5)
    products = {
        a_product(book, f"P{n}", f"C{n % 3}", f"S{n % 6}"): (f"P{n}", f"C{n % 3}", f"S{n % 6}")
        for n in range(9)
    }
    bought: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number in range(60):
        customer_id, on = add_customer(book, f"Customer {number}"), chance.randrange(500)
        while on <= 600 and chance.random() < 0.85:
            product_id = chance.choice(list(products))
            bought[customer_id].append((on, product_id))
            sell(book, customer_id, on, product_id)
            on += chance.choice((0, 3, 17, 60, 160))
    found = told(book, 600)
    for level, place in ((Level.PRODUCT, 0), (Level.CATEGORY, 1), (Level.SUB_CATEGORY, 2)):
        waits: dict[str, list[tuple[int, bool, int]]] = defaultdict(list)
        for sales in bought.values():
            for name in {products[product_id][place] for _on, product_id in sales}:
                first = min(on for on, product_id in sales if products[product_id][place] == name)
                later = [on for on, _product in sales if on > first]
                brought = 400 * sum(on <= first + 365 for on in later)
                waits[name].append(
                    (min(later, default=600) - first, bool(later), brought if first <= 235 else -1)
                )
        assert {one.thing.name for one in found.lines[level]} == set(waits)
        for one in found.lines[level]:
            mine = waits[one.thing.name]
            assert one.buyers == len(mine)
            for days in WITHIN_DAYS:
                assert one.back[days].came == sum(came and wait <= days for wait, came, _sum in mine)
                if one.back[days].is_told and one.back[days].told is Told.SHARE:
                    assert one.back[days].value == pytest.approx(plain(mine, days))
            over = [brought for _wait, _came, brought in mine if brought >= 0]
            assert one.profit.people == len(over)
            if one.profit.cents is not None:
                assert one.profit.cents == pytest.approx(sum(over) / len(over), abs=0.51)


def plain(waits: list[tuple[int, bool, int]], by: int) -> float:
    """Kaplan and Meier's share, a day at a time."""
    away = 1.0
    for one in range(1, by + 1):
        waiting = sum(wait >= one for wait, _came, _sum in waits)
        came = sum(came and wait == one for wait, came, _sum in waits)
        away *= 1 - came / waiting if waiting else 1
    return 1 - away


def test_the_day_of_a_leap_year_is_a_day(book: Book) -> None:
    tea = a_product(book, "Tea")
    customers_who(book, 5, (58, tea), (60, tea))  # 28 February and 1 March 2024
    assert (day(58), day(60)) == (date(2024, 2, 28), date(2024, 3, 1))
    assert line(told(book), "Tea").half_days == 2
