"""The lines that a book proposes: readable, and parting its customers about as one would wish."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.class_lines import ClassLines
from model.classes.classifying import by_values
from model.classes.proposing import propose
from model.customer_class import METALS, CustomerClass

ON = date(2026, 3, 12)

AMOUNTS = st.lists(st.integers(-5_000_00, 100_000_00), min_size=1, max_size=60)


def shares(lines: ClassLines, current: list[int], potential: list[int]) -> dict[CustomerClass, float]:
    places = by_values(lines, np.array(current), np.array(potential))
    return {one: float(np.mean(places == place)) for place, one in enumerate(METALS)}


def digits(cents: int) -> int:
    return len(str(cents).rstrip("0"))


def test_of_many_customers_about_five_percent_are_platinum_and_fifteen_gold() -> None:
    chance = np.random.default_rng(7)
    current = chance.lognormal(10, 1, 5_000)
    potential = current * chance.lognormal(0, 0.5, 5_000)
    lines = propose(current, potential, ON)
    found = shares(lines, current.tolist(), potential.tolist())
    assert found[CustomerClass.PLATINUM] == pytest.approx(0.05, abs=0.01)
    assert found[CustomerClass.GOLD] == pytest.approx(0.15, abs=0.015)
    assert found[CustomerClass.IRON] == pytest.approx(0.30, abs=0.015)


@given(AMOUNTS, st.randoms(use_true_random=False))
def test_lines_are_readable_and_above_nought(current: list[int], chance: object) -> None:
    potential = list(current)
    chance.shuffle(potential)  # type: ignore[attr-defined]
    lines = propose(np.array(current), np.array(potential), ON)
    for line in (lines.current_cents, lines.platinum_cents, lines.iron_cents):
        assert line > 0
        assert digits(line) <= 2
    assert lines.iron_cents <= lines.platinum_cents
    assert lines.set_on == ON


@given(AMOUNTS)
def test_nobody_is_gold_who_brings_nothing(current: list[int]) -> None:
    lines = propose(np.array(current), np.array(current), ON)
    places = by_values(lines, np.array(current), np.array(current))
    assert all(place >= 2 for place, cents in zip(places, current, strict=True) if cents <= 0)


def test_of_three_customers_one_is_above_the_gold_line() -> None:
    current = np.array([10_000, 50_000, 100_000])
    lines = propose(current, current, ON)
    assert (current >= lines.current_cents).tolist() == [False, False, True]


def test_equal_customers_are_not_parted() -> None:
    alike = np.full(40, 12_300)
    lines = propose(alike, alike, ON)
    assert lines.current_cents > 12_300
    assert len(set(by_values(lines, alike, alike).tolist())) == 1


@pytest.mark.parametrize("cents", [0, -2_500])
def test_where_nobody_brings_anything_everybody_is_lead(cents: int) -> None:
    nothing = np.full(5, cents)
    lines = propose(nothing, nothing, ON)
    assert set(by_values(lines, nothing, nothing).tolist()) == {METALS.index(CustomerClass.LEAD)}


def test_an_empty_book_has_lines_too() -> None:
    lines = propose(np.array([], int), np.array([], int), ON)
    assert 0 < lines.iron_cents <= lines.platinum_cents
    assert lines.current_cents > 0


def test_a_rounder_line_is_taken_where_it_parts_about_as_well() -> None:
    current = np.arange(1, 1_001) * 1_000  # 10.00 to 10,000.00: a fifth begins at 8,010.00
    assert propose(current, current, ON).current_cents == 800_000
