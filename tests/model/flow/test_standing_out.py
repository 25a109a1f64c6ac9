"""What stands out is said only when it is more than chance, and a quiet book says nothing."""

from dataclasses import replace
from datetime import date

import numpy as np

from model.flow.flow import Flow
from model.flow.months import Month
from model.flow.pareto import pareto
from model.flow.repeating import Repeating
from model.flow.standing_out import standing_out
from model.value.margins import Margins, Source

QUIET = Month(date(2023, 1, 1), True, 50, 5, 5, 40, 10, 300, 60, 100_000, 0, 0, 40_000)


def looked(*months: Month) -> Flow:
    many = pareto(np.full(400, 1000, np.int64))
    return Flow(
        on=date(2026, 1, 31),
        first=date(2025, 2, 1),
        away_days=365,
        margins=Margins(0.4, Source.KNOWN),
        profit=many,
        revenue=many,
        profit_of_year=many,
        months=months,
        by_quarter=(),
        by_month=(),
        repeating=Repeating(400, 300, 500, 100, 450, 50),
        between=None,
        share=None,
    )


def test_a_quiet_book_says_nothing() -> None:
    assert standing_out(looked(*[QUIET] * 40)) == []
    assert standing_out(looked()) == []


def test_three_months_of_losing_are_told() -> None:
    bad = replace(QUIET, lost=30)
    assert standing_out(looked(*[QUIET] * 4, bad, bad, bad)) == [
        "For 3 months more customers were lost than came: 90 lost, 30 new or back."
    ]
    assert standing_out(looked(*[QUIET] * 4, bad, bad)) == []


def test_a_handful_lost_is_chance() -> None:
    bit = replace(QUIET, new=1, back=0, lost=2)
    assert standing_out(looked(*[QUIET] * 4, bit, bit, bit)) == []


def test_a_month_that_still_runs_is_not_judged() -> None:
    bad = replace(QUIET, lost=30)
    assert standing_out(looked(*[QUIET] * 4, bad, bad, replace(bad, complete=False))) == []


def test_fewer_new_customers_than_the_year_before() -> None:
    few = replace(QUIET, new=1, back=9)
    assert standing_out(looked(*[QUIET] * 24, *[few] * 12)) == [
        "Only 12 new customers came in the last 12 months; in the 12 before there were 60."
    ]
    # The first year of a book is no measure: everybody is new to it.
    assert standing_out(looked(*[replace(QUIET, new=60)] * 12, *[QUIET] * 12)) == []


def test_profit_is_told_when_it_moved_by_a_tenth() -> None:
    assert standing_out(looked(*[QUIET] * 12, *[replace(QUIET, profit_cents=50_000)] * 12)) == [
        "The profit of the last 12 months is 25% more than that of the 12 before."
    ]
    assert standing_out(looked(*[QUIET] * 12, *[replace(QUIET, profit_cents=43_000)] * 12)) == []


def test_half_of_the_profit_on_very_few() -> None:
    hanging = replace(looked(), profit_of_year=pareto(np.array([100_000, *[10] * 399], np.int64)))
    assert standing_out(hanging) == ["Half of the profit of the last 365 days hangs on 1 customer."]


def test_most_who_never_come_again() -> None:
    once = replace(looked(), repeating=Repeating(400, 30, 500, 400, 450, 300))
    assert standing_out(once) == [
        "67% of those who first bought more than a year ago never came a second time."
    ]


def test_never_more_than_three() -> None:
    bad = replace(QUIET, lost=30, new=1, profit_cents=10_000)
    all_of_it = replace(
        looked(*[QUIET] * 24, *[bad] * 12),
        profit_of_year=pareto(np.array([100_000, *[10] * 399], np.int64)),
        repeating=Repeating(400, 30, 500, 400, 450, 300),
    )
    assert len(standing_out(all_of_it)) == 3
