"""Free service due: what came with the goods, and has not been used yet."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from model.days_in_words import format_day
from model.planning.looked_up import LastDays, came_back, last_days
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.planning.questions import customers_of, goods_of, values_of
from model.planning.recurrence import after, days_after, days_that_matter, when
from model.planning.shop_days import shop_days
from model.planning.words import filled
from model.product_services import ProductService, ProductServices
from model.store import Store
from model.visit_rules import Unit, VisitRule
from resources.i18n import _

_Terms = tuple[Unit, int, int | None, int]
_SHORT_MONTHS_DAYS = 4


class ServiceFacts(NamedTuple):
    """The ``nth`` time of a service that came with goods which the customer kept; it has not been used yet."""

    customer_id: int
    purchase_id: int
    bought_on: date
    goods: str
    service: ProductService
    nth: int
    last: LastDays

    @property
    def due_on(self) -> date:
        """When it is due."""
        return _due_on(self.service, self.bought_on, self.nth)


def facts(store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterator[ServiceFacts]:
    """The services that fall due so that the rule could want a contact in ``window``."""
    asked = days_that_matter(window, rule.lasts_days, rule.closed_days, shop_days(store).calendar)
    asked = Window(days_after(asked.first, min(rule.leads)), days_after(asked.last, max(rule.leads)))
    services: dict[int, list[ProductService]] = {}
    for service in ProductServices(store).all("1", "position, id"):
        services.setdefault(service.product_id, []).append(service)
    # Most goods come with the same services, and are sold on the same days.
    falling_due: dict[tuple[_Terms, str], list[int]] = {}
    found = []
    for line in _lines(store, rule, window, only, _earliest(services, asked)):
        _line_id, product_id, _customer_id, _purchase_id, bought_on, _goods = line
        for service in services[product_id]:
            terms = service.unit, service.first_after, service.again_after, service.times
            due = falling_due.get((terms, bought_on))
            if due is None:
                due = falling_due[terms, bought_on] = _falling_due(
                    service, date.fromisoformat(bought_on), asked
                )
            found += [(*line, service, nth) for nth in due]
    lines, customers = {one[0] for one in found}, {one[2] for one in found}
    gone = came_back(store, lines, window.first)
    used = set(
        store.tuples(
            "SELECT purchase_line_id, product_service_id, nth FROM json_each(:lines)"
            " CROSS JOIN service_use ON purchase_line_id = value WHERE used_on <= :day",
            lines=json.dumps(sorted(lines)),
            day=window.first.isoformat(),
        )
    )
    last = last_days(store, customers, window.first)
    told = set()
    for line_id, _product_id, customer_id, purchase_id, bought_on, goods, service, nth in found:
        occasion = customer_id, bought_on, service.id, nth
        if line_id not in gone and (line_id, service.id, nth) not in used and occasion not in told:
            told.add(occasion)
            yield ServiceFacts(
                customer_id,
                purchase_id,
                date.fromisoformat(bought_on),
                goods,
                service,
                nth,
                last[customer_id],
            )


def _lines(
    store: Store, rule: VisitRule, window: Window, only: Only, earliest: date
) -> Iterator[tuple[int, int, int, int, str, str]]:
    """Every line that was sold since the ``earliest`` day, to a customer, of goods with which services come: its id,
    product, customer, purchase, ISO day and text."""
    # Crossed, so that SQLite begins with the few: the goods that have services, or the customers that are asked about.
    sold = (
        "(SELECT DISTINCT product_id AS id FROM product_service) AS s"
        " CROSS JOIN purchase_line AS l ON l.product_id = s.id CROSS JOIN purchase AS p ON p.id = l.purchase_id"
        if only is None
        else "purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
    )
    return store.tuples(
        "SELECT l.id, l.product_id, p.customer_id, p.id, p.bought_on, coalesce(nullif(l.text, ''), d.name)"
        f" FROM {sold} CROSS JOIN product AS d ON d.id = l.product_id"
        " WHERE p.kind = 'sale' AND p.customer_id IS NOT NULL AND p.bought_on BETWEEN :earliest AND :day"
        " AND l.quantity_thousandths > 0 AND l.product_id IN (SELECT product_id FROM product_service)"
        f"{customers_of(rule, 'p.customer_id', only)}{goods_of(rule, 'l.product_id')}",
        earliest=earliest.isoformat(),
        **values_of(store, rule, window, only),
    )


def _earliest(services: dict[int, list[ProductService]], days: Window) -> date:
    """The first day of a sale of which anything can still fall due on ``days``."""
    all_services = [service for some in services.values() for service in some]
    last_times = [
        after(days.first, -_units(service, service.times), service.unit) for service in all_services
    ]
    # Counting back over short months may end some days later.
    return days_after(min(last_times, default=days.first), -_SHORT_MONTHS_DAYS)


def _falling_due(service: ProductService, bought_on: date, days: Window) -> list[int]:
    """The how manieth time of ``service`` falls due on ``days``, if the goods were bought on that day."""
    found = []
    for nth in range(1, service.times + 1):
        due_on = _due_on(service, bought_on, nth)
        if due_on > days.last:
            break
        if due_on >= days.first:
            found.append(nth)
    return found


def _units(service: ProductService, nth: int) -> int:
    return service.first_after + (service.again_after or 0) * (nth - 1)


def _due_on(service: ProductService, bought_on: date, nth: int) -> date:
    return after(bought_on, _units(service, nth), service.unit)


def occasions(rule: VisitRule, facts: ServiceFacts, window: Window, shop: ShopDays) -> Iterator[Occasion]:
    """One for each of the rule's leads before the day on which the service is due. A contact or a purchase since
    satisfies it where these do."""
    service, nth = facts.service, facts.nth
    due_on = facts.due_on
    for lead in rule.leads:
        day = days_after(due_on, -lead)
        days = (
            None
            if facts.last.satisfy(rule, contacted_since=day, bought_since=day)
            else when(rule, day, window, shop)
        )
        if days:
            # A rule with one lead is the usual one; changing it asks nobody a second time.
            further = "" if lead == rule.leads[0] else f":{lead}"
            yield Occasion(
                rule=rule,
                customer_id=facts.customer_id,
                anchor_on=facts.bought_on,
                planned_on=days[0],
                lapses_on=days[1],
                reason=partial(_reason, rule, facts, due_on),
                occasion=f"{service.id}:{nth}{further}",
                purchase_id=facts.purchase_id,
            )


def _reason(rule: VisitRule, facts: ServiceFacts, due_on: date, today: date) -> str:
    service, day = facts.service, format_day(due_on)
    if rule.words:
        return filled(rule.words, what=service.name, day=day)
    if due_on < today:
        sentence = _("Free {service} for {product} was due on {day}")
    else:
        sentence = _("Free {service} for {product} is due on {day}")
    sentence = sentence.format(service=service.name, product=facts.goods, day=day)
    if service.times == 1:
        return _("{sentence}.").format(sentence=sentence)
    return _("{sentence} ({n} of {times}).").format(sentence=sentence, n=facts.nth, times=service.times)
