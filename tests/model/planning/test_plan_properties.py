"""What holds of every plan, whatever the shop: nobody is lost, nothing comes twice, no limit is broken."""

import random
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.book import Book
from model.due import Due, DueItem
from model.planning.arranging import DayPlan, arrange
from model.planning.ceiling import heard
from model.planning.gathering import Gathered, gather, occasions_of
from model.planning.occasion import Occasion, Window
from model.planning.plan import plan
from model.planning.satisfying import satisfied_from
from model.planning.stored import stored_keys
from model.planning.wanted import Wanted
from model.visit_rules import VisitRule
from tests.model.planning.shop_at_random import TODAY, fill

DAYS = 10
WINDOW = Window(TODAY, TODAY + timedelta(days=DAYS - 1))


class Shop:
    """One shop at random, with its plan and everything it was made of."""

    def __init__(self, path: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        with Book.open(path) as book:
            fill(book, self.chance)
            store = book.store
            self.rules: dict[int, VisitRule] = {rule.id: rule for rule in book.visit_rules.all()}
            self.gathered: Gathered = gather(store, WINDOW)
            self.days: list[DayPlan] = plan(store, TODAY, DAYS)
            self.occasions: list[Occasion] = [
                one
                for rule in book.visit_rules.active()
                for one in occasions_of(store, rule, WINDOW, self.gathered.shop)
            ]
            self.stored = stored_keys(store, {one.customer_id for one in self.occasions})


MANY = [pytest.param(seed, marks=pytest.mark.long) for seed in range(5, 60)]


@pytest.fixture(scope="module", params=[*range(5), *MANY])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_book: Path) -> Shop:
    path = tmp_path_factory.mktemp("shop") / empty_book.name
    return Shop(Path(shutil.copyfile(empty_book, path)), request.param)


Key = tuple[int, int | None, date | None, str]


def key_of(one: DueItem | Wanted) -> Key:
    return one.customer_id, one.rule_id, one.anchor_on, one.occasion


def series_of(one: DueItem | Wanted | Occasion) -> tuple[int, int | None, str]:
    """What only the newest of is asked for: of the first rules the occasion tells by its beginning."""
    rule_id = one.rule.id if isinstance(one, Occasion) else one.rule_id
    kind = one.rule.kind if isinstance(one, Occasion) else one.rule
    anchor = f" {one.anchor_on}" if kind == "service" else ""
    return one.customer_id, rule_id, re.split("[/:]", one.occasion)[0] + anchor


def limited(shop: Shop, due: Due) -> bool:
    """Whether nothing but rules asks for this visit, none of them promised or agreed upon."""
    wanted = {key_of(one): one for one in shop.gathered.wanted[due.customer_id]}
    return all(wanted[key_of(item)].limited for item in due.items if item.rule_id) and all(
        item.rule_id for item in due.items
    )


def test_every_occasion_is_due_or_held_or_stored_or_told_with_a_newer_one(shop: Shop) -> None:
    done: dict[Key, date] = {}
    met: dict[int, date] = {}
    for day in shop.days:
        due = {key_of(item): item for one in day.due for item in one.items}
        held = {key_of(one.wanted) for one in day.held}
        told = {
            (item.customer_id, item.rule_id, older.anchor_on, older.occasion)
            for item in due.values()
            for older in item.collapsed
        }
        newest_held = {series_of(one.wanted): one.wanted.newness for one in day.held}
        for one in shop.occasions:
            if not one.planned_on <= day.day <= one.lapses_on or one.key in shop.stored:
                continue
            in_time = met.get(one.customer_id, date.min)
            assert (
                one.key in due
                or one.key in held
                or one.key in done
                or one.key in told
                or (one.planned_on, one.anchor_on, one.occasion)
                < newest_held.get(series_of(one), (date.min,))[:3]
                or (
                    one.rule.by_contact and in_time >= satisfied_from(one.rule, one.anchor_on, one.planned_on)
                )
            ), (day.day, one)
        done |= dict.fromkeys([*due, *told], day.day)
        met |= dict.fromkeys((key[0] for key in due), day.day)


def test_nothing_comes_twice(shop: Shop) -> None:
    seen: set[object] = set()
    for day in shop.days:
        customers = [one.customer_id for one in day.due]
        assert len(customers) == len(set(customers))
        for one in day.due:
            for item in one.items:
                identity = item.follow_up_id or item.complaint_id or key_of(item)
                assert identity not in seen
                seen.add(identity)
                assert item.follow_up_id or key_of(item) not in shop.stored
            for held in day.held:
                assert key_of(held.wanted) not in {key_of(item) for item in one.items if item.rule_id}


def test_of_what_repeats_itself_a_customer_hears_once_a_day(shop: Shop) -> None:
    for day in shop.days:
        for one in day.due:
            series = [series_of(item) for item in one.items if item.rule_id and not item.promise]
            assert len(series) == len(set(series))


def test_no_day_has_more_visits_than_the_shop_makes(shop: Shop) -> None:
    lists = shop.gathered.on_lists.calls
    for day in shop.days:
        if day.room is None:
            continue
        calls = {shop.gathered.people[one.customer_id].call for one in day.due}
        if any(limited(shop, one) for one in day.due):
            must = {shop.gathered.people[one.customer_id].call for one in day.due if not limited(shop, one)}
            called = shop.gathered.called if day.day == TODAY else set()
            extra = calls - must - called
            assert not extra or len(calls | called) + lists.get(day.day, 0) <= day.room
        assert day.wanted >= len(calls)


def test_nobody_hears_from_us_more_often_than_the_shop_wants(shop: Shop) -> None:
    most = shop.gathered.most_a_quarter
    contacts = {customer: list(days) for customer, days in shop.gathered.contacts.items()}
    for day in shop.days:
        for one in day.due:
            days = contacts.setdefault(one.customer_id, [])
            assert most is None or not limited(shop, one) or heard(days, day.day) < most
            days.append(day.day)


def test_who_refused_is_left_in_peace(shop: Shop) -> None:
    for day in shop.days:
        for one in day.due:
            person = shop.gathered.people[one.customer_id]
            for item in one.items:
                if not item.pressing:
                    assert item.channel not in person.refused
                    assert not person.do_not_contact
                    assert not person.archived
                    assert not person.left_reason.for_good


def test_on_closed_days_only_people_ask(shop: Shop) -> None:
    for day in shop.days:
        if not day.is_open:
            for one in day.due:
                for item in one.items:
                    rule = shop.rules.get(item.rule_id or 0)
                    assert rule is None or rule.closed_days == "same"


def test_what_waits_says_why_and_comes_when_it_says(shop: Shop) -> None:
    due_on = {
        item.follow_up_id or key_of(item): day.day
        for day in shop.days
        for one in day.due
        for item in one.items
    }
    for day in shop.days:
        for held in day.held:
            assert held.because
            assert held.name in held.person.name
            assert held.until is None or held.until > day.day
            comes_on = due_on.get(held.wanted.follow_up_id or key_of(held.wanted))
            if comes_on is not None and comes_on > day.day:
                assert held.until == comes_on


def test_the_order_in_which_rules_and_customers_come_decides_nothing(shop: Shop) -> None:
    mixed = list(shop.gathered.wanted.items())
    shop.chance.shuffle(mixed)
    for _customer, wanted in mixed:
        shop.chance.shuffle(wanted)
    shop.gathered.wanted = dict(mixed)
    assert told(arrange(shop.gathered)) == told(shop.days)


def told(days: list[DayPlan]) -> object:
    return [
        (
            day.due,
            [(held.customer_id, key_of(held.wanted), held.because, held.until) for held in day.held],
            day.wanted,
        )
        for day in days
    ]
