"""A plan that is kept says what a fresh one would, whatever was changed meanwhile."""

import dataclasses
import random
from datetime import timedelta

import pytest

from model.book import Book
from model.call_list_making import make_list
from model.changes import Change
from model.channels import Channel
from model.class_lines import ClassLines
from model.contacts import record_contact, skip, snooze
from model.customer_class import JUDGED, METALS, CustomerClass
from model.errors import BookError
from model.planning.plan import plan
from model.planning.planner import Planner
from model.planning.who_waits import WhoWaits
from model.today_facts import after_changes, today_facts
from model.visits import Outcome, Visit
from tests.makers import review_classes
from tests.model.planning.shop_at_random import TODAY, add_something, fill

DAYS = 3


def told(book: Book, planner: Planner | None = None) -> object:
    days = planner.plan(book.store, TODAY, DAYS) if planner else plan(book.store, TODAY, DAYS)
    return [
        (day.due, [(one.name, one.rule_id, one.because, one.reason) for one in day.held], day.wanted)
        for day in days
    ]


def do_something(book: Book, chance: random.Random) -> None:
    """What people do all day, and sometimes undo."""
    due = plan(book.store, TODAY)[0].due
    customers = book.customers.all()
    one = chance.choice(due) if due else None
    deed = chance.randint(0, 13)
    if deed == 0 and one:
        skip(book, one.items, TODAY)
    elif deed == 1 and one:
        snooze(book, one.items, TODAY + timedelta(days=chance.randint(1, 3)), TODAY)
    elif deed in (2, 3) and one:
        visit = Visit(customer_id=one.customer_id, visited_on=TODAY, outcome=chance.choice(list(Outcome)))
        record_contact(book, visit, one.items)
    elif deed == 4 and customers:
        with book.edit("Changed a customer"):
            changed = dataclasses.replace(
                chance.choice(customers),
                class_by_hand=chance.choice([CustomerClass.NONE, *METALS]),
                class_until=chance.choice([None, TODAY + timedelta(days=chance.randint(-1, 2))]),
                do_not_contact=chance.random() < 0.5,
            )
            book.customers.update(changed)
    elif deed == 5:
        with book.edit("Changed a rule"):
            rule = chance.choice(book.visit_rules.all())
            channel = chance.choice([Channel.PHONE, Channel.LETTER])
            book.visit_rules.update(dataclasses.replace(rule, active=not rule.active, channel=channel))
    elif deed == 6:
        with book.edit("Changed the settings"):
            book.shops.update(dataclasses.replace(book.shop, visits_a_day=chance.choice([None, 2, 4])))
    elif deed == 7:
        try:
            make_list(book, TODAY, TODAY, limit=2)
        except BookError:
            with book.edit("Threw the lists away"):
                for made in book.call_lists.all():
                    book.call_lists.delete(made.id)
    elif deed == 8:
        book.undo()
    elif deed == 9 and customers:
        one_of_them, another = chance.choice(customers), chance.choice(customers)
        if one_of_them != another:
            with book.edit("Heard who brought them"):
                book.customers.update(
                    dataclasses.replace(
                        one_of_them,
                        introduced_by_id=chance.choice([None, customers[0].id, another.id])
                        if customers[0] != one_of_them
                        else None,
                    )
                )
    elif deed == 10 and customers:
        on = TODAY - timedelta(days=chance.randint(0, 40))
        review_classes(book, on, one=(chance.choice(customers).id, chance.choice(JUDGED)))
    elif deed == 11 and customers:
        with book.edit("Deleted a customer"):
            book.customers.delete(chance.choice(customers).id)
    elif deed == 12:
        with book.edit("Set the lines"):
            new_days = chance.choice([0, 30, 90, 200])
            book.class_lines.insert(
                ClassLines(set_on=TODAY, current_cents=1, platinum_cents=1, iron_cents=1, new_days=new_days)
            )
    elif customers:
        with book.edit("Something happened"):
            customer = chance.choice(customers).id
            add_something(
                book, chance, customer, book.products.all(), TODAY - timedelta(days=chance.randint(0, 9))
            )


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(0, 12), (1, 12), *(pytest.param(seed, 60, marks=pytest.mark.long) for seed in range(2, 12))],
)
def test_what_is_kept_equals_what_is_asked_afresh(book: Book, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    fill(book, chance)
    planner = Planner()
    book.listen(planner.heed)
    assert told(book, planner) == told(book)
    for _step in range(steps):
        do_something(book, chance)
        assert told(book, planner) == told(book)


def counted(waits: WhoWaits) -> tuple[object, ...]:
    listed = sorted(one.customer_id for one in waits.on_lists)
    return listed, waits.calls_without_room, waits.other_calls, waits.anybody


@pytest.mark.parametrize(
    "seed", [0, 5, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(6, 30))]
)
def test_a_page_that_is_patched_shows_what_a_fresh_one_would(book: Book, seed: int) -> None:
    chance = random.Random(seed)
    fill(book, chance)
    with book.edit("Room for everybody"):
        book.shops.update(dataclasses.replace(book.shop, visits_a_day=None))
    changes: list[Change] = []
    book.listen(changes.append)
    facts = today_facts(book.store, TODAY)
    for _step in range(25):
        changes.clear()
        do_something(book, chance)
        fresh = plan(book.store, TODAY)[0]
        for change in changes:
            if change.customers is None or change.kinds & {"shop", "visit_rule", "class_lines"}:
                facts = today_facts(book.store, TODAY)  # as the page does when it rests
            else:
                facts = after_changes(book.store, facts, [change])
        if book.shop.visits_a_day is None:
            assert facts.due == fresh.due
        gone_through = WhoWaits(lambda held=facts.plan.held: held)  # type: ignore[misc]
        assert counted(facts.plan.who_waits) == counted(gone_through)


def test_other_days_are_asked_for_afresh(book: Book) -> None:
    planner = Planner()
    assert not planner.is_ready
    planner.plan(book.store, TODAY)
    assert planner.is_ready
    assert [one.day for one in planner.plan(book.store, TODAY + timedelta(days=1), 2)] == [
        TODAY + timedelta(days=1),
        TODAY + timedelta(days=2),
    ]
    planner.forget()
    assert not planner.is_ready
