"""What planning a day asks of the book, beside reading the bare facts it needs.

    python tests/benchmarks/bench_plan.py BOOK

The floor reads, as plain tuples, the rows that the rules of the book cannot do without: figures, what was sold on the
days that matter, lines of goods with services, birthdays, closed complaints and wishes; then what was planned for those
whom the rules want, who they are, and when they heard from us. It decides nothing, words nothing and sorts nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.book import Book
from model.planning.kinds import KINDS
from model.planning.occasion import Occasion, Window
from model.planning.plan import plan
from model.planning.shop_days import shop_days
from model.store import Store
from model.visit_rules import RuleKind, VisitRule
from tests.benchmarks.make_big_book import TODAY
from tests.benchmarks.measure import book_named, in_turns

GOAL = 3
_AT_ONCE = 5_000

_FIGURES = "SELECT customer_id, first_on, last_on, buying_days, reached_on FROM customer_figures"
_SOLD = (
    "SELECT p.customer_id, p.id, p.bought_on, l.product_id, l.text, l.amount_cents FROM purchase AS p CROSS JOIN"
    " purchase_line AS l ON l.purchase_id = p.id WHERE p.kind = 'sale' AND p.bought_on BETWEEN :first AND :last"
)


def rows(store: Store, sql: str, **values: Any) -> int:
    """Read, and forget what was read; how much it was."""
    return sum(1 for _row in store.tuples(sql, **values))


def sold(store: Store, day: date, first: int, last: int) -> int:
    """The lines sold so many days before ``day``."""
    return rows(
        store,
        _SOLD,
        first=(day - timedelta(days=first)).isoformat(),
        last=(day - timedelta(days=last)).isoformat(),
    )


def after_sale(store: Store, rule: VisitRule, day: date) -> int:
    return sold(store, day, rule.count + rule.lasts_days, rule.count)


def warranty(store: Store, rule: VisitRule, day: date) -> int:
    (lead,) = rule.leads
    return sold(store, day, 730 - lead + rule.lasts_days, 730 - lead)


def running_out(store: Store, rule: VisitRule, day: date) -> int:
    """A year of habits before the last day that half a year can follow, and the time in which it makes sense."""
    return sold(store, day, 365 + 182 + rule.lasts_days, 0)


def service(store: Store, _rule: VisitRule, day: date) -> int:
    return rows(
        store,
        "SELECT l.id, p.customer_id, p.bought_on, l.text FROM purchase_line AS l CROSS JOIN purchase AS p"
        " ON p.id = l.purchase_id WHERE l.product_id IN (SELECT product_id FROM product_service)"
        " AND p.bought_on <= :day",
        day=day.isoformat(),
    )


def figures(store: Store, _rule: VisitRule, _day: date) -> int:
    return rows(store, _FIGURES)


def figures_of_a_class(store: Store, rule: VisitRule, _day: date) -> int:
    return rows(
        store,
        f"{_FIGURES} WHERE customer_id IN (SELECT customer_id FROM class_step WHERE to_class = :class"
        " UNION SELECT id FROM customer WHERE class_by_hand = :class)",
        **{"class": rule.scope_text},
    )


def yearly(store: Store, rule: VisitRule, day: date) -> int:
    days = [day - timedelta(days=n) for n in range(rule.lasts_days + 1)]
    some = ", ".join(f"({one.month}, {one.day})" for one in days)
    return rows(
        store,
        "SELECT id, birth_year, birth_month, birth_day FROM customer"
        f" WHERE (birth_month, birth_day) IN (VALUES {some})",
    )


def after_complaint(store: Store, rule: VisitRule, day: date) -> int:
    return rows(
        store,
        "SELECT customer_id, id, closed_on, words FROM complaint WHERE closed_on BETWEEN :first AND :last",
        first=(day - timedelta(days=rule.count + rule.lasts_days)).isoformat(),
        last=day.isoformat(),
    )


def wish(store: Store, _rule: VisitRule, _day: date) -> int:
    return rows(
        store,
        "SELECT customer_id, id, words, arrived_on FROM wish WHERE arrived_on IS NOT NULL AND closed_on IS NULL",
    )


FLOORS: dict[RuleKind, Callable[[Store, VisitRule, date], int]] = {
    RuleKind.AFTER_SALE: after_sale,
    RuleKind.WARRANTY: warranty,
    RuleKind.RUNNING_OUT: running_out,
    RuleKind.AFTER_COMPLAINT: after_complaint,
    RuleKind.YEARLY: yearly,
    RuleKind.KEEP_IN_TOUCH: figures_of_a_class,
    RuleKind.SILENT: figures,
    RuleKind.WIN_BACK: figures,
    RuleKind.SERVICE: service,
    RuleKind.WISH: wish,
}


def asked(store: Store, rule: VisitRule, day: date) -> list[Occasion]:
    """What one rule asks for."""
    window, shop, kind = Window(day, day), shop_days(store), KINDS[rule.kind]
    return [
        occasion
        for facts in kind.facts(store, rule, window)
        for occasion in kind.occasions(rule, facts, window, shop)
    ]


def portions(customers: list[int]) -> Iterator[str]:
    for start in range(0, len(customers), _AT_ONCE):
        yield ", ".join(map(str, customers[start : start + _AT_ONCE]))


def everything(store: Store, rules: list[VisitRule], wanted: list[int], day: date) -> None:
    """All that a plan of ``day`` is made of."""
    for rule in rules:
        FLOORS[rule.kind](store, rule, day)
    rows(store, "SELECT * FROM follow_up WHERE status = 'open' AND coalesce(snoozed_to, planned_on) <= :day",
         day=day.isoformat())  # fmt: skip
    quarter = (day - timedelta(days=90)).isoformat()
    for some in portions(wanted):
        rows(
            store,
            f"SELECT customer_id, rule_id, anchor_on, occasion FROM follow_up WHERE customer_id IN ({some})",
        )
        rows(
            store,
            "SELECT id, name, household_id, call_from, call_until, call_note, email, street, do_not_contact, archived,"
            " class_by_hand, left_on, left_reason,"
            " (SELECT to_class FROM class_step WHERE customer_id = c.id ORDER BY moved_on DESC LIMIT 1),"
            " (SELECT first_on FROM customer_figures WHERE customer_id = c.id),"
            " (SELECT count(*) FROM customer WHERE introduced_by_id = c.id),"
            " (SELECT number FROM customer_phone WHERE customer_id = c.id LIMIT 1),"
            " (SELECT allowed FROM customer_consent WHERE customer_id = c.id AND channel = 'phone')"
            f" FROM customer AS c WHERE id IN ({some})",
        )
        rows(
            store,
            "SELECT customer_id, visited_on, channel, reached FROM visit"
            f" WHERE customer_id IN ({some}) AND visited_on >= :quarter",
            quarter=quarter,
        )


def main(path: Path) -> None:
    with Book.open(path, read_only=True) as book:
        store = book.store
        rules = book.visit_rules.all()
        active = [rule for rule in rules if rule.active]
        wanted: set[int] = set()
        for rule in rules:
            occasions = asked(store, rule, TODAY)
            if rule.active:
                wanted.update(one.customer_id for one in occasions)
            in_turns(
                f"{rule.id} {rule.kind}: {len(occasions):,}",
                GOAL,
                partial(FLOORS[rule.kind], store, rule, TODAY),
                partial(asked, store, rule, TODAY),
                3,
            )
        for days in (0, 530):
            in_turns(
                f"plan of a day, {days} days ago; {len(wanted):,} wanted",
                GOAL,
                partial(everything, store, active, sorted(wanted), TODAY - timedelta(days=days)),
                partial(plan, store, TODAY - timedelta(days=days)),
                3,
            )


if __name__ == "__main__":
    main(book_named())
