"""A shop made by chance: what is planted is found, and where nothing is, hardly anything stands out."""

import numpy as np
import pytest

from model.bringing_back.bought import DAY_BITS, Bought, Product, distinct
from model.bringing_back.bringing_back import BringingBack, told_of
from model.bringing_back.in_words import chance_in_words
from model.bringing_back.levels import Level
from model.bringing_back.spells import spells
from model.value.margins import Margins, Source

CUSTOMERS, PRODUCTS, UNTIL = 1500, 40, 1000


def a_shop(seed: int, planted: float) -> Bought:
    """Customers of very different faithfulness; each visit is for one product, taken by chance. After product 0 the
    next visit comes ``planted`` times as soon."""
    chance = np.random.default_rng(seed)
    visits, lines = [], []
    for customer in range(CUSTOMERS):
        usual_gap = 1 / chance.gamma(0.7, 1 / 150)
        day = int(chance.integers(0, UNTIL))
        while day <= UNTIL:
            product = int(chance.integers(PRODUCTS))
            visits.append((customer << DAY_BITS) | day)
            lines.append(product)
            gap = min(chance.exponential(usual_gap), 4 * UNTIL)
            day += 1 + int(gap / planted if product == 0 else gap)
    made = np.array(visits, np.int64)
    nothing = np.zeros(len(made))
    return Bought(
        on=UNTIL,
        customers=CUSTOMERS,
        products=tuple(Product(n + 1, "", f"Product {n}", "", "") for n in range(PRODUCTS)),
        visits=distinct(made),
        money_at=made,
        profit=nothing,
        line_visit=np.arange(len(made)),
        line_product=np.array(lines, np.int64),
        revenue=np.zeros(PRODUCTS),
        cost_profit=np.zeros(PRODUCTS),
        margins=Margins(1.0, Source.REVENUE),
        without_product=0,
    )


def beside(found: BringingBack) -> dict[str, int]:
    """1, 0 or −1 by name, of those that can be told."""
    lines = found.lines[Level.PRODUCT]
    return {line.thing.name: line.beside for line in lines if line.back[found.telling_days].is_told}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_nothing_is_planted_hardly_anything_stands_out(seed: int) -> None:
    found = told_of(a_shop(seed, planted=1.0))
    stand_out = [name for name, sign in beside(found).items() if sign]
    assert len(beside(found)) == PRODUCTS
    assert len(stand_out) <= 5
    assert f"about {PRODUCTS // 20}" in chance_in_words(found.lines[Level.PRODUCT], found.telling_days) or (
        not stand_out
    )


def test_beside_everybodys_first_visit_nearly_everything_would_seem_to_bring_people_back() -> None:
    """Which is why buyers are compared with others who had bought as often."""
    found = told_of(a_shop(1, planted=1.0))
    shop = found.shop.back[found.telling_days]
    shares = [line.back[found.telling_days] for line in found.lines[Level.PRODUCT]]
    assert sum(share.beside(shop.value) > 0 for share in shares) > PRODUCTS / 2


def test_what_is_planted_is_found() -> None:
    found = told_of(a_shop(4, planted=4.0))
    signs = beside(found)
    assert signs.pop("Product 0") == 1
    assert sum(sign != 0 for sign in signs.values()) <= 5


def test_each_visit_is_counted_by_how_many_came_before() -> None:
    bought = a_shop(5, planted=1.0)
    earlier = spells(bought).earlier
    customers = bought.visits >> DAY_BITS
    assert earlier[0] == 0
    assert np.all((earlier[1:] == earlier[:-1] + 1) == (customers[1:] == customers[:-1]))
