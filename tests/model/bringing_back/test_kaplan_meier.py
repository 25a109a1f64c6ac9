"""The curve of those who came back: the published example, plain shares where everything is known, and what must
always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.bringing_back.kaplan_meier import Curve, curve

Waits = list[tuple[int, bool]]

SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
"""Weeks of remission with 6-mercaptopurine, a plus where it lasted on: Freireich and others, Blood 21 (1963), 699-716,
as given by Gehan, Biometrika 52 (1965), 203-223, and in every book on survival since."""
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"

waits = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=40)


def of(found: Waits) -> Curve:
    days, came = [days for days, _came in found], [came for _days, came in found]
    return curve(np.array(days, np.int64), np.array(came, bool))


def weeks(text: str) -> Curve:
    return of([(int(one.rstrip("+")), not one.endswith("+")) for one in text.split()])


def test_the_published_curve_of_6_mp_comes_out() -> None:
    found = weeks(SIX_MP)
    assert found.days.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.waiting.tolist() == [21, 17, 15, 12, 11, 7, 6]
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert (1 - found.back).tolist() == pytest.approx(published, abs=0.0005)
    errors = (1 - found.back) * np.sqrt(found.spread)
    assert errors.tolist() == pytest.approx(
        [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5
    )
    assert found.day_of(0.5) == 23
    assert found.longest == 35


def test_the_placebo_group_of_which_all_is_known_halves_after_eight_weeks() -> None:
    found = weeks(PLACEBO)
    assert found.day_of(0.5) == 8
    assert found.at(8)[0] == pytest.approx(13 / 21)
    assert found.reaches(365), "nobody is left to wait for"


@given(waits)
def test_where_all_is_known_the_curve_is_the_plain_share(found: Waits) -> None:
    known = [days for days, _came in found]
    mine = of([(days, True) for days in known])
    for day in range(62):
        assert mine.at(day)[0] == pytest.approx(sum(one <= day for one in known) / len(known))


@given(waits)
def test_it_rises_and_stays_between_nobody_and_everybody(found: Waits) -> None:
    back = of(found).back
    assert np.all((back >= 0) & (back <= 1))
    assert np.all(np.diff(back) >= 0)


@given(waits, st.integers(0, 60))
def test_one_more_who_did_not_come_while_watched_never_raises_it(found: Waits, watched: int) -> None:
    before, after = of(found), of([*found, (watched, False)])
    for day in range(62):
        assert after.at(day)[0] <= before.at(day)[0] + 1e-12


@given(waits)
def test_waits_cut_off_at_a_day_tell_the_same_up_to_it(found: Waits) -> None:
    cut = [(min(days, 30), came and days <= 30) for days, came in found]
    short, whole = of(cut), of(found)
    for day in range(31):
        assert short.at(day)[0] == pytest.approx(whole.at(day)[0])
        assert short.known_by(day) == whole.known_by(day)


@given(waits)
def test_everybody_is_counted_once(found: Waits) -> None:
    mine = of(found)
    assert mine.people == len(found)
    for day in range(62):
        assert mine.came_by(day) == sum(came and days <= day for days, came in found)
        assert mine.known_by(day) == sum(came or days >= day for days, came in found)


def test_nobody_is_no_curve() -> None:
    nobody = of([])
    assert nobody.people == 0
    assert nobody.at(365) == (0.0, 0.0)
    assert nobody.day_of(0.5) is None
    assert not nobody.reaches(1)
