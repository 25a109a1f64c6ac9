"""Classes change slowly: clearly past a line, or past it all the time."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.class_lines import ClassLines
from model.classes.classifying import by_values
from model.classes.people import NO_CLASS, PLACE
from model.classes.sluggishness import Values, days_to_look_at, settled, undecided
from model.customer_class import JUDGED, CustomerClass
from tests.makers import A_DAY

LINES = ClassLines(set_on=A_DAY, current_cents=1000, platinum_cents=2000, iron_cents=500)
Class = CustomerClass


def stays_in(
    held: Class, current: int, potential: int, past: list[tuple[int, int]] | None, lines: ClassLines = LINES
) -> Class:
    today = Values(np.array([current]), np.array([potential]))
    then = None if past is None else [Values(np.array([one]), np.array([other])) for one, other in past]
    place = NO_CLASS if held is Class.NONE else PLACE[held]
    by_lines = by_values(lines, today.current, today.potential)
    return JUDGED[settled(np.array([place], np.int8), by_lines, today, lines, then)[0]]


@pytest.mark.parametrize(
    ("held", "current", "potential", "past", "becomes"),
    [
        # Clearly past a line: at once, whatever was before.
        (Class.GOLD, 899, 400, [(1500, 400)] * 2, Class.LEAD),
        (Class.LEAD, 1101, 400, [(0, 0)] * 2, Class.GOLD),
        (Class.GOLD, 1500, 2201, [(1500, 1000)] * 2, Class.PLATINUM),
        (Class.IRON, 200, 449, [(200, 800)] * 2, Class.LEAD),
        # Exactly ten percent past it is not more than ten percent.
        (Class.GOLD, 900, 400, [(1500, 400)] * 2, Class.GOLD),
        (Class.LEAD, 1100, 400, [(0, 0)] * 2, Class.LEAD),
        # A little past it: only if it was so on both days that are looked at.
        (Class.GOLD, 950, 400, [(950, 400), (950, 400)], Class.LEAD),
        (Class.GOLD, 950, 400, [(950, 400), (1050, 400)], Class.GOLD),
        (Class.GOLD, 950, 400, [(1050, 400), (950, 400)], Class.GOLD),
        (Class.LEAD, 1050, 400, [(1000, 400), (1020, 400)], Class.GOLD),
        # Whoever is new above the gold line has the platinum line to reach, and no past with it.
        (Class.IRON, 1500, 2000, [(0, 0)] * 2, Class.PLATINUM),
        (Class.IRON, 1500, 1999, [(0, 0)] * 2, Class.GOLD),
        (Class.PLATINUM, 100, 500, [(0, 0)] * 2, Class.IRON),
        # Nobody waits who had no class of the four.
        (Class.NONE, 1001, 100, [(0, 0)] * 2, Class.GOLD),
        (Class.INACTIVE, 950, 510, [(0, 0)] * 2, Class.IRON),
        (Class.NEW, 1001, 2001, [(0, 0)] * 2, Class.PLATINUM),
    ],
)
def test_who_moves_and_who_waits(
    held: Class, current: int, potential: int, past: list[tuple[int, int]], becomes: Class
) -> None:
    assert stays_in(held, current, potential, past) is becomes


def test_without_patience_everybody_moves_at_once() -> None:
    quick = ClassLines(
        set_on=A_DAY, current_cents=1000, platinum_cents=2000, iron_cents=500, over_percent=50, past_days=0
    )
    assert days_to_look_at(quick) == []
    assert stays_in(Class.GOLD, 999, 400, None, quick) is Class.LEAD


def test_the_days_looked_at_are_half_the_patience_and_all_of_it() -> None:
    assert days_to_look_at(LINES) == [30, 60]
    one_day = ClassLines(
        set_on=date(2026, 1, 1), current_cents=1, platinum_cents=1, iron_cents=1, past_days=1
    )
    assert days_to_look_at(one_day) == [1]


AMOUNT = st.integers(0, 3000)
PAST = st.lists(st.tuples(AMOUNT, AMOUNT), min_size=2, max_size=2)


@given(st.sampled_from(list(PLACE.values())), AMOUNT, AMOUNT, PAST)
def test_a_second_look_at_the_same_figures_moves_nobody(
    held: int, current: int, potential: int, past: list[tuple[int, int]]
) -> None:
    once = stays_in(JUDGED[held], current, potential, past)
    assert stays_in(once, current, potential, past) is once


@given(st.sampled_from(list(PLACE.values())), AMOUNT, AMOUNT, PAST)
def test_the_past_is_asked_of_all_whom_it_decides(
    held: int, current: int, potential: int, past: list[tuple[int, int]]
) -> None:
    today = Values(np.array([current]), np.array([potential]))
    by_lines = by_values(LINES, today.current, today.potential)
    is_open = bool(undecided(np.array([held], np.int8), by_lines, today, LINES)[0])
    without = stays_in(JUDGED[held], current, potential, None)
    assert is_open or stays_in(JUDGED[held], current, potential, past) is without
