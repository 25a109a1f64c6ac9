"""Wish fulfilled: what a customer was waiting for is in."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from model.days_in_words import format_day
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.questions import BOUGHT_ON, CONTACTED_ON, customers_of, goods_of, read_day, values_of
from model.planning.recurrence import after, when
from model.planning.words import filled
from model.store import Store
from model.visit_rules import VisitRule
from resources.i18n import _


class WishFacts(NamedTuple):
    """One wish that the shop can fulfil and of which the customer does not know yet."""

    customer_id: int
    wish_id: int
    what: str
    arrived_on: date
    until: date | None
    contacted_on: date | None
    last_bought_on: date | None


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[WishFacts]:
    """The wishes that have arrived and are not closed: never many."""
    for customer_id, wish_id, what, arrived_on, until, contacted_on, bought_on in store.tuples(
        f"SELECT w.customer_id, w.id, coalesce(nullif(w.words, ''), d.name, ''), w.arrived_on, w.until,"
        f" {CONTACTED_ON}, {BOUGHT_ON} FROM wish AS w LEFT JOIN product AS d ON d.id = w.product_id"
        " LEFT JOIN customer_figures AS f ON f.customer_id = w.customer_id"
        " WHERE w.arrived_on <= :day AND (w.closed_on IS NULL OR w.closed_on > :day)"
        f" AND (w.until IS NULL OR w.until >= :day){customers_of(rule, 'w.customer_id', only)}"
        f"{goods_of(rule, 'w.product_id')}",
        **values_of(store, rule, window, only),
    ):
        yield WishFacts(
            customer_id,
            wish_id,
            what,
            date.fromisoformat(arrived_on),
            read_day(until),
            read_day(contacted_on),
            read_day(bought_on),
        )


def occasions(rule: VisitRule, facts: WishFacts, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each wish, while it is of use to the customer."""
    if rule.by_contact and facts.contacted_on and facts.contacted_on > facts.arrived_on:
        return
    if rule.by_purchase and facts.last_bought_on and facts.last_bought_on > facts.arrived_on:
        return
    day = after(facts.arrived_on, rule.count, rule.unit, shop.feb29)
    days = when(rule, day, window, shop, until=facts.until)
    if days:
        yield Occasion(
            rule=rule,
            customer_id=facts.customer_id,
            anchor_on=facts.arrived_on,
            planned_on=days[0],
            lapses_on=days[1],
            reason=partial(_reason, rule, facts),
            occasion=str(facts.wish_id),
        )


def _reason(rule: VisitRule, wish: WishFacts, _today: date) -> str:
    if rule.words:
        return filled(rule.words, what=wish.what, day=format_day(wish.arrived_on))
    if wish.what:
        return _("“{what}” is in.").format(what=wish.what)
    return _("What they wished for is in.")
