"""Before the warranty ends: whatever is wrong can still be put right for nothing."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from model.days_in_words import format_day
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.questions import SoldLine, dearest, sold_and_kept
from model.planning.recurrence import days_after, days_that_matter, when
from model.planning.shop_days import shop_days
from model.planning.words import filled
from model.store import Store
from model.visit_rules import VisitRule
from resources.i18n import _


class WarrantyFacts(NamedTuple):
    """What one customer has whose warranty ends on one day: the names of the goods, the dearest first."""

    customer_id: int
    ends_on: date
    bought_on: date
    purchase_id: int
    goods: tuple[str, ...]
    contacted_on: date | None
    last_bought_on: date | None


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[WarrantyFacts]:
    """The warranties that end so that the rule could want a contact in ``window``; not of goods that came back."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop_days(store).calendar)
    ending: dict[tuple[int, date], dict[tuple[int, int | None, str], SoldLine]] = {}
    terms = store.column("SELECT DISTINCT warranty_days FROM product WHERE warranty_days IS NOT NULL")
    for term in terms:
        for lead in rule.leads:
            bought = Window(*(days_after(day, lead - term) for day in asked))
            only_these = f" AND d.warranty_days = {int(term)}"
            for line in sold_and_kept(store, rule, window, bought, only, only_these):
                ends_on = days_after(line.bought_on, term)
                # Those of several leads may be the same; a line of each product and receipt is enough.
                goods = ending.setdefault((line.customer_id, ends_on), {})
                goods.setdefault((line.purchase_id, line.product_id, line.text), line)
    for (customer_id, ends_on), lines in ending.items():
        by_price = sorted(lines.values(), key=lambda line: (-line.amount_cents, line.purchase_id))
        best = dearest(by_price)
        yield WarrantyFacts(
            customer_id,
            ends_on,
            max(line.bought_on for line in by_price),
            best.purchase_id,
            tuple(dict.fromkeys(line.text for line in by_price)),
            best.contacted_on,
            best.last_bought_on,
        )


def occasions(rule: VisitRule, facts: WarrantyFacts, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each of the rule's leads before the day; none after it."""
    for lead in rule.leads:
        asked_from = days_after(facts.ends_on, -lead)
        days = when(rule, asked_from, window, shop, until=facts.ends_on)
        if days and not _satisfied(rule, facts, asked_from):
            yield Occasion(
                rule=rule,
                customer_id=facts.customer_id,
                anchor_on=facts.ends_on,
                planned_on=days[0],
                lapses_on=days[1],
                reason=partial(_reason, rule, facts),
                occasion=f"{facts.ends_on}/{lead}",
                purchase_id=facts.purchase_id,
            )


def _satisfied(rule: VisitRule, kept: WarrantyFacts, asked_from: date) -> bool:
    """Whether somebody spoke to them, or sold them something, since the day on which to ask."""
    contacted = rule.by_contact and kept.contacted_on is not None and kept.contacted_on >= asked_from
    bought = rule.by_purchase and kept.last_bought_on is not None and kept.last_bought_on >= asked_from
    return contacted or bought


def _reason(rule: VisitRule, kept: WarrantyFacts, today: date) -> str:
    what, day = _(", ").join(name for name in kept.goods if name), format_day(kept.ends_on)
    if rule.words:
        return filled(rule.words, what=what, day=day)
    if kept.ends_on < today:
        return _("The warranty of {what} ended on {day}.").format(what=what, day=day)
    return _("The warranty of {what} ends on {day}.").format(what=what, day=day)
