"""After a complaint was closed: has it really been put right?

``model.putting_right`` plans the same question when a complaint is closed. It is the same occasion: the day of closing
is the anchor of both. Complaints of one customer that were closed on one day are one question.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from model.complaints import Grade
from model.days_in_words import format_day
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.questions import (
    BOUGHT_ON,
    CONTACTED_ON,
    customers_of,
    goods_of,
    read_day,
    values_of,
)
from model.planning.recurrence import after, days_after, days_that_matter, when
from model.planning.shop_days import shop_days
from model.planning.words import filled
from model.store import Store
from model.visit_rules import VisitRule
from resources.i18n import _


class ComplaintFacts(NamedTuple):
    """The weightiest complaint of one customer that was closed on a day, and what it was about."""

    customer_id: int
    complaint_id: int
    purchase_id: int | None
    said_on: date
    closed_on: date
    what: str
    contacted_on: date | None
    last_bought_on: date | None


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[ComplaintFacts]:
    """The complaints closed so that the rule could want a contact in ``window``."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop_days(store).calendar)
    first, last = (after(day, -rule.count, rule.unit) for day in asked)
    seen: set[tuple[int, str]] = set()
    for (
        customer_id,
        complaint_id,
        purchase_id,
        said_on,
        closed_on,
        what,
        contacted_on,
        bought_on,
    ) in store.tuples(
        "SELECT p.customer_id, p.id, p.purchase_id, p.said_on, p.closed_on,"
        f" coalesce(nullif(p.words, ''), d.name, ''), {CONTACTED_ON}, {BOUGHT_ON}"
        " FROM complaint AS p LEFT JOIN product AS d ON d.id = p.product_id"
        " LEFT JOIN customer_figures AS f ON f.customer_id = p.customer_id"
        " WHERE p.status = 'closed' AND p.closed_on BETWEEN :first AND :last AND p.closed_on <= :day"
        f"{customers_of(rule, 'p.customer_id', only)}{goods_of(rule, 'p.product_id')}"
        " ORDER BY CASE p.grade WHEN :urgent THEN 0 WHEN :serious THEN 1 ELSE 2 END, p.id DESC",
        **values_of(store, rule, window, only),
        # A few days around them: not all months are as long.
        first=days_after(first, -4).isoformat(),
        last=days_after(last, 4).isoformat(),
        urgent=Grade.URGENT,
        serious=Grade.SERIOUS,
    ):
        if (customer_id, closed_on) not in seen:
            seen.add((customer_id, closed_on))
            yield ComplaintFacts(
                customer_id,
                complaint_id,
                purchase_id,
                date.fromisoformat(said_on),
                date.fromisoformat(closed_on),
                what,
                read_day(contacted_on),
                read_day(bought_on),
            )


def occasions(rule: VisitRule, facts: ComplaintFacts, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each customer and day of closing."""
    if rule.by_contact and facts.contacted_on and facts.contacted_on > facts.closed_on:
        return
    if rule.by_purchase and facts.last_bought_on and facts.last_bought_on > facts.closed_on:
        return
    days = when(rule, after(facts.closed_on, rule.count, rule.unit, shop.feb29), window, shop)
    if days:
        yield Occasion(
            rule=rule,
            customer_id=facts.customer_id,
            anchor_on=facts.closed_on,
            planned_on=days[0],
            lapses_on=days[1],
            reason=partial(_reason, rule, facts),
            purchase_id=facts.purchase_id,
            complaint_id=facts.complaint_id,
        )


def _reason(rule: VisitRule, closed: ComplaintFacts, _today: date) -> str:
    day = format_day(closed.said_on)
    if rule.words:
        return filled(rule.words, what=closed.what, day=day)
    return _("Complained on {day}: has it really been put right?").format(day=day)
