"""Keep in touch: every month, every quarter, as the owner says for a class, a tag or one customer.

Counted from the day it was *done*: from the last real contact where ``by_contact``, the last purchase where
``by_purchase``, and the last time that this very rule was done; whichever was last. Who never had any is counted from
the rule's ``starts_on``, and without one from the day since which they are known, the first purchase, or the day on
which they were put into the book. ``starts_on`` is the earliest day of all.

Counted from the day it was *planned* for: from ``starts_on``, else from the same first days, whatever was done. A
contact in the second half of a period stands for the one at its end: who was spoken to two days before is not called
again.

Each day that falls due is an occasion of its own, by that day, so that after months without anybody the latest is open.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from model.days_in_words import days_between, format_day
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.questions import BOUGHT_ON, CONTACTED_ON, customers_of, read_day, values_of
from model.planning.recurrence import LONG_AGO, days_that_matter, in_window, nth, when
from model.planning.words import filled
from model.store import Store
from model.visit_rules import Basis, VisitRule
from resources.i18n import _


class TouchFacts(NamedTuple):
    """When one customer was last in touch with the shop, and since when they are its customer."""

    customer_id: int
    since: date
    contacted_on: date | None
    last_bought_on: date | None
    done_on: date | None

    def last_on(self, rule: VisitRule) -> date | None:
        """The last day of all that ``rule`` counts as being in touch."""
        days = [
            self.done_on,
            self.contacted_on if rule.by_contact else None,
            self.last_bought_on if rule.by_purchase else None,
        ]
        return max((day for day in days if day is not None), default=None)


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[TouchFacts]:
    """Every customer for whom the rule is, as they stand on the first day of ``window``."""
    if rule.count <= 0:
        return
    for customer_id, since, contacted_on, bought_on, done_on in store.tuples(
        "SELECT c.id, coalesce(c.known_since, f.first_on,"
        f" (SELECT date(at) FROM edit WHERE id = c.edit_id), :day), {CONTACTED_ON}, {BOUGHT_ON}, done.on_day"
        " FROM customer AS c LEFT JOIN customer_figures AS f ON f.customer_id = c.id"
        " LEFT JOIN (SELECT customer_id, max(done_on) AS on_day FROM follow_up WHERE rule_id = :rule"
        " AND status = 'done' AND done_on <= :day GROUP BY customer_id) AS done ON done.customer_id = c.id"
        f" WHERE 1{customers_of(rule, 'c.id', only)}",
        **values_of(store, rule, window, only),
        rule=rule.id,
    ):
        yield TouchFacts(
            customer_id,
            date.fromisoformat(since),
            read_day(contacted_on),
            read_day(bought_on),
            read_day(done_on),
        )


def occasions(rule: VisitRule, facts: TouchFacts, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each day that falls due, the latest of them last."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop.calendar)
    last_on = facts.last_on(rule)
    anchor, least = _counted_from(rule, facts, last_on, shop)
    for n, day in in_window(anchor, rule.count, rule.unit, asked, shop.feb29, least=least):
        if rule.basis is Basis.PLANNED and last_on and last_on > _middle_before(rule, anchor, n, shop):
            continue
        days = when(rule, day, window, shop)
        if days:
            yield Occasion(
                rule=rule,
                customer_id=facts.customer_id,
                anchor_on=day,
                planned_on=days[0],
                lapses_on=days[1],
                reason=partial(_reason, rule, last_on),
            )


def _counted_from(
    rule: VisitRule, touch: TouchFacts, last_on: date | None, shop: ShopDays
) -> tuple[date, int]:
    """The anchor, and whether it is itself the first day (0) or the first comes a period later (1)."""
    starts_on = rule.starts_on
    if rule.basis is Basis.PLANNED or last_on is None:
        return (starts_on, 0) if starts_on else (touch.since, 1)
    if starts_on and nth(last_on, rule.count, rule.unit, 1, shop.feb29) < starts_on:
        return starts_on, 0
    return last_on, 1


def _middle_before(rule: VisitRule, anchor: date, n: int, shop: ShopDays) -> date:
    """The day between the one that falls due as the ``n``-th and the one before."""
    before, day = (nth(anchor, rule.count, rule.unit, k, shop.feb29) for k in (n - 1, n))
    return date.fromordinal((before.toordinal() + day.toordinal()) // 2) if before > LONG_AGO else before


def _reason(rule: VisitRule, last_on: date | None, today: date) -> str:
    if rule.words:
        return filled(rule.words, what="", day=format_day(last_on) if last_on else "")
    if last_on is None:
        return _("Nobody has spoken to them yet: keep in touch.")
    return _("Last in touch {ago} ({day}): keep in touch.").format(
        ago=days_between(last_on, today), day=format_day(last_on)
    )
