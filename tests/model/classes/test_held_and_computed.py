"""The class that SQL tells, that planning tells and that the figures tell is one and the same."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from model.book import Book
from model.class_lines import ClassLines
from model.classes import held
from model.classes.classifying import classify
from model.customer_class import JUDGED, METALS, CustomerClass
from model.leaving import LeftReason
from model.planning.people import people
from model.value.appraisal import appraise
from model.value.circles import connectors
from tests.makers import review_classes
from tests.model.planning.shop_at_random import TODAY, fill


def mixed(book: Book, chance: Random) -> None:
    """Classes by hand that end, people who left, steps into every class, lines that were changed."""
    fill(book, chance)
    with book.edit("Mixed them up"):
        for one in book.customers.all():
            book.customers.update(
                replace(
                    one,
                    class_by_hand=chance.choice([CustomerClass.NONE, CustomerClass.NONE, *METALS]),
                    class_until=chance.choice([None, TODAY - timedelta(days=chance.randint(-60, 60))]),
                    left_reason=chance.choice([LeftReason.NONE, LeftReason.NONE, LeftReason.PRICE]),
                    archived=chance.random() < 0.2,
                    known_since=chance.choice([None, TODAY - timedelta(days=chance.randint(-40, 200))]),
                )
            )
        for ago in (100, 20):
            book.class_lines.insert(
                ClassLines(
                    set_on=TODAY - timedelta(days=ago),
                    current_cents=1500,
                    platinum_cents=2000,
                    iron_cents=1000,
                    new_days=chance.choice([0, 30, 90, 400]),
                    away_days=chance.choice([30, 365]),
                )
            )
    for one in chance.choices(book.customers.all(), k=10):
        review_classes(
            book, TODAY - timedelta(days=chance.randint(0, 90)), one=(one.id, chance.choice(JUDGED))
        )


@pytest.mark.parametrize("seed", range(3))
def test_sql_planning_and_figures_tell_one_class(book: Book, seed: int) -> None:
    chance = Random(seed)
    mixed(book, chance)
    store = book.store
    for ago in (-30, 0, 1, chance.randint(2, 99), 150):
        day = TODAY - timedelta(days=ago)
        told, treated, brought = (
            held.classes_on(store, day),
            held.treated_on(store, day),
            connectors(store, day),
        )
        computed = classify(store, appraise(store, day))
        persons = people(store, told, day)
        assert len(told) == len(computed.customer_ids)
        for row, customer_id in enumerate(computed.customer_ids.tolist()):
            by_lines, standing = JUDGED[computed.by_lines[row]], JUDGED[computed.standing[row]]
            # Nobody reviewed them yet: then the figures of the day speak.
            assert (told[customer_id] or by_lines) == standing
            assert persons[customer_id].standing.class_on(day) == told[customer_id]
            assert persons[customer_id].standing.treated_as(day) == treated[customer_id]
            assert persons[customer_id].standing.is_connector == (customer_id in brought)
            assert held.class_on(store, customer_id, day) == told[customer_id]
            if (told[customer_id] is CustomerClass.NEW) and not computed.people.by_hand[row] >= 0:
                assert computed.by_lines[row] == JUDGED.index(CustomerClass.NEW)
