"""What several kinds of rules ask the book: for whom a rule is, what was sold and kept, who was last spoken to when.

Each question is SQL with ``:day``, the day of asking: what came later is not looked at.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from model.classes import held
from model.customer_class import CustomerClass
from model.planning.occasion import Only, Window
from model.purchases import share
from model.store import Store
from model.visit_rules import Scope, VisitRule

CONTACTED_ON = (
    # The figures kept are right for whoever was not contacted since.
    "CASE WHEN f.reached_on > :day THEN (SELECT max(visited_on) FROM visit WHERE customer_id = f.customer_id"
    " AND reached AND visited_on <= :day) ELSE f.reached_on END"
)
"""The last real contact of the row ``f`` of customer_figures: somebody was reached, at the counter too."""

BOUGHT_ON = (
    "CASE WHEN f.last_on > :day THEN (SELECT max(bought_on) FROM purchase WHERE customer_id = f.customer_id"
    " AND kind = 'sale' AND bought_on <= :day) ELSE f.last_on END"
)
"""The last day on which the customer of the row ``f`` of customer_figures bought something."""


def listed(only: Only) -> str | None:
    """The customers to look at, for ``json_each``."""
    return None if only is None else json.dumps(list(only))


def customers_of(rule: VisitRule, customer_id: str, only: Only) -> str:
    """The condition, on ``values_of``, that the column ``customer_id`` names one for whom ``rule`` is. A class is the
    one as which they are treated on ``:day``: a rule for gold customers is for connectors too."""
    conditions = [] if only is None else [f"{customer_id} IN (SELECT value FROM json_each(:only))"]
    match rule.scope:
        case Scope.CUSTOMER:
            conditions.append(f"{customer_id} = :customer")
        case Scope.CLASS:
            these = held.TREATED_AS if only is None else _THESE_TREATED_AS
            conditions.append(
                f"{customer_id} IN (SELECT id FROM ({these}) WHERE id NOT IN (SELECT value FROM json_each(:unlike))"
                " UNION ALL SELECT value FROM json_each(:then))"
            )
        case Scope.TAG:
            conditions.append(
                f"{customer_id} IN (SELECT customer_id FROM customer_trait WHERE kind = 'tag'"
                " AND value = :tag COLLATE NOCASE)"
            )
    return "".join(f" AND {condition}" for condition in conditions)


_THESE_TREATED_AS = (
    f"SELECT c.id FROM json_each(:only) CROSS JOIN customer AS c ON c.id = value WHERE {held.IS_TREATED_AS}"
)


def meant_class(rule: VisitRule) -> CustomerClass:
    """The class for which ``rule`` is; ``NONE`` if it is for no class, or for one that nobody knows."""
    if rule.scope is not Scope.CLASS:
        return CustomerClass.NONE
    return _CLASSES.get(rule.scope_text.strip().lower(), CustomerClass.NONE)


_CLASSES = {str(one): one for one in CustomerClass}


def values_of(store: Store, rule: VisitRule, window: Window, only: Only) -> dict[str, Any]:
    """What the conditions of this module name."""
    # Whose cards said something else on a past day, and who of them was treated as the class.
    meant = meant_class(rule)
    unlike = held.treated_then(store, window.first) if meant is not CustomerClass.NONE else {}
    then = [one for one, treated_as in unlike.items() if treated_as is meant]
    return held.named(store, window.first) | {
        "unlike": json.dumps(list(unlike)),
        "then": json.dumps(then),
        "day": window.first.isoformat(),
        "only": listed(only),
        "customer": rule.customer_id,
        "class": rule.scope_text.strip().lower(),
        "tag": rule.scope_text.strip(),
        "product": rule.product_id,
        "category": rule.scope_text.strip(),
    }


class SoldLine(NamedTuple):
    """What a customer bought and still has of one line: ``amount_cents`` is for what did not come back."""

    customer_id: int
    purchase_id: int
    bought_on: date
    product_id: int | None
    text: str
    amount_cents: int
    contacted_on: date | None
    last_bought_on: date | None


def sold_and_kept(
    store: Store, rule: VisitRule, window: Window, bought: Window, only: Only, lines: str = ""
) -> Iterator[SoldLine]:
    """The lines in the scope of ``rule``, and for which the condition ``lines`` holds, sold on the days ``bought``, of
    which not everything came back by the first day of ``window``."""
    values = values_of(store, rule, window, only) | {
        "first": bought.first.isoformat(),
        "last": min(bought.last, window.first).isoformat(),
    }
    for *plain, bought_on, contacted_on, last_bought_on, amount, quantity, returned in store.tuples(
        # Crossed, or SQLite would begin with all that was ever sold of a product.
        "SELECT p.customer_id, p.id, l.product_id, coalesce(nullif(l.text, ''), d.name, ''), p.bought_on,"
        f" {CONTACTED_ON}, {BOUGHT_ON}, l.amount_cents, l.quantity_thousandths, coalesce((SELECT"
        " -sum(back.quantity_thousandths) FROM purchase_line AS back JOIN purchase AS at ON at.id = back.purchase_id"
        " WHERE back.return_of_line_id = l.id AND at.bought_on <= :day), 0)"
        " FROM purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
        " LEFT JOIN product AS d ON d.id = l.product_id"
        " LEFT JOIN customer_figures AS f ON f.customer_id = p.customer_id"
        " WHERE p.bought_on BETWEEN :first AND :last AND p.kind = 'sale' AND p.customer_id IS NOT NULL"
        # What came back without saying of which line: all of it, when it is worth all of it.
        " AND NOT coalesce(p.amount_cents + (SELECT sum(amount_cents) FROM purchase WHERE return_of_id = p.id"
        f" AND bought_on <= :day) <= 0, 0){customers_of(rule, 'p.customer_id', only)}"
        f"{goods_of(rule, 'l.product_id')}{lines}",
        **values,
    ):
        kept = quantity - returned
        if returned > 0 and kept <= 0:
            continue
        customer_id, purchase_id, product_id, text = plain
        yield SoldLine(
            customer_id=customer_id,
            purchase_id=purchase_id,
            bought_on=date.fromisoformat(bought_on),
            product_id=product_id,
            text=text,
            amount_cents=share(amount, kept, quantity) if returned > 0 else amount,
            contacted_on=read_day(contacted_on),
            last_bought_on=read_day(last_bought_on),
        )


def goods_of(rule: VisitRule, product_id: str) -> str:
    """The condition, of ``:product`` and ``:category``, that the column ``product_id`` and the row ``d`` of product
    name what ``rule`` is about."""
    match rule.scope:
        case Scope.PRODUCT:
            return f" AND {product_id} = :product"
        case Scope.CATEGORY:
            return (
                " AND :category <> '' AND (d.category = :category COLLATE NOCASE"
                " OR d.sub_category = :category COLLATE NOCASE)"
            )
    return ""


def read_day(text: str | None) -> date | None:
    """A day as the file keeps it."""
    return date.fromisoformat(text) if text else None


def dearest(lines: Iterable[SoldLine]) -> SoldLine:
    """The line that cost most, of those that cost as much the first."""
    return max(lines, key=lambda line: line.amount_cents)
