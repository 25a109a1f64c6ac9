"""The first two rules, as pure functions of facts and day."""

import dataclasses
from datetime import date, timedelta

import pytest

from model.rules import BuyingFacts, Rule, after_sale, plan, rule_label, silent

SALE = date(2026, 3, 10)
FACTS = BuyingFacts(
    customer_id=1,
    buying_days=1,
    first_on=SALE,
    last_on=SALE,
    reached_on=None,
    last_sale_id=7,
    last_sale_text="Lenses",
)
# Comes every 30 days: 1 January, 31 January, 2 March.
REGULAR = BuyingFacts(1, 3, date(2026, 1, 1), date(2026, 3, 2), None)


@pytest.mark.parametrize(("days", "due"), [(0, False), (2, False), (3, True), (17, True), (18, False)])
def test_a_sale_asks_for_a_call_from_the_third_day_for_two_weeks(days: int, due: bool) -> None:
    planned = after_sale(FACTS, SALE + timedelta(days=days))
    assert (planned is not None) == due
    if planned:
        assert planned.planned_on == SALE + timedelta(days=3)
        assert planned.reason == "Bought Lenses on 10 Mar 2026: is all well?"


@pytest.mark.parametrize(
    "settled",
    [{"reached_on": SALE + timedelta(days=1)}, {"last_sale_id": 0}],
    ids=["spoken to since", "all came back"],
)
def test_no_call_after_a_sale_that_needs_none(settled: dict[str, object]) -> None:
    assert after_sale(dataclasses.replace(FACTS, **settled), SALE + timedelta(days=4)) is None  # type: ignore[arg-type]


def test_a_contact_before_the_sale_does_not_stand_for_the_call_after_it() -> None:
    assert after_sale(dataclasses.replace(FACTS, reached_on=SALE), SALE + timedelta(days=4)) is not None


@pytest.mark.parametrize(("days", "due"), [(44, False), (45, True), (120, True), (121, False)])
def test_silence_for_half_as_long_again_as_usual_asks_for_a_call_until_they_are_lost(
    days: int, due: bool
) -> None:
    planned = silent(REGULAR, REGULAR.last_on + timedelta(days=days))
    assert (planned is not None) == due
    if planned:
        assert planned.anchor_on == REGULAR.last_on
        assert planned.reason == f"Comes every 30 days, today is day {days}."


def test_a_real_contact_starts_the_silence_afresh() -> None:
    spoken_to = dataclasses.replace(REGULAR, reached_on=date(2026, 4, 10))
    assert silent(spoken_to, date(2026, 4, 20)) is None
    assert silent(spoken_to, date(2026, 4, 10) + timedelta(days=45)) is not None


def test_nobody_has_a_rhythm_before_the_third_buying_day() -> None:
    twice = dataclasses.replace(REGULAR, buying_days=2)
    assert silent(twice, date(2027, 1, 1)) is None


@pytest.mark.parametrize("years", [-30, 0, 30])
def test_the_rules_know_the_day_they_are_told_and_no_other(years: int) -> None:
    then = SALE.replace(year=SALE.year + years)
    facts = dataclasses.replace(FACTS, first_on=then, last_on=then)
    assert [one.planned_on for one in plan(facts, then + timedelta(days=4))] == [then + timedelta(days=3)]
    assert plan(facts, then) == []


def test_every_rule_has_words_and_an_unknown_one_was_planned_by_hand() -> None:
    assert rule_label("after_sale") == "After a sale"
    assert len({rule_label(rule) for rule in Rule} - {"Planned by hand"}) == len(Rule)
    assert rule_label("by_hand") == "Planned by hand"
