"""The class in which a customer is held on a day, asked of the book alone: no figures are computed for it.

By hand goes before all. Then whoever is new is new; everybody else is held where the latest step of a review up to
that day put them. Who was never reviewed has no class yet.

The SQL here is about the row ``c`` of customer, and names the values of ``named(store, day)``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from model.cards_then import cards_then
from model.class_lines import ClassLines, ClassLinesSet
from model.customer_class import CustomerClass
from model.store import Store

LEAST_BROUGHT = 2
"""Who brought so many customers that bought is a connector."""

BY_HAND_ON = "CASE WHEN c.class_until IS NULL OR c.class_until >= :class_day THEN c.class_by_hand ELSE '' END"
"""The class that the owner gave, where it holds on the day; else empty."""

STEP_ON = (
    "coalesce((SELECT to_class FROM class_step WHERE customer_id = c.id AND moved_on <= :class_day"
    " ORDER BY moved_on DESC, id DESC LIMIT 1), '')"
)
"""Where the latest step up to the day led; empty before the first."""

NEW_SINCE = (
    "CASE WHEN (c.left_reason = '' OR c.left_on > :class_day) AND NOT c.archived THEN coalesce("
    "(SELECT first_on FROM customer_figures"
    " WHERE customer_id = c.id AND first_on <= :class_day),"
    " CASE WHEN c.known_since <= :class_day THEN c.known_since END) END"
)
"""The first purchase, or before it the day since which we know the customer; empty for who no longer comes."""

NEW_ON = f"(coalesce({NEW_SINCE}, '') > :new_after)"
"""Whether the customer is new: the day on which it began is not long ago."""

HELD_ON = f"CASE WHEN {NEW_ON} THEN 'new' ELSE replace({STEP_ON}, 'new', '') END"
"""The class but for the owner's word. A step that made somebody new says nothing any more once they no longer are."""

CLASS_ON = f"coalesce(nullif({BY_HAND_ON}, ''), {HELD_ON})"
"""The class in which the customer is held; empty where none is known yet."""

BROUGHT_ON = (
    "(SELECT count(*) FROM customer AS brought JOIN customer_figures AS theirs ON theirs.customer_id = brought.id"
    " WHERE brought.introduced_by_id = c.id AND brought.id <> c.id AND theirs.first_on <= :class_day)"
)
"""How many others the customer brought that bought."""

CONNECTOR_ON = f"({BROUGHT_ON} >= {LEAST_BROUGHT})"
"""Whether the customer brought several."""

TREATED_ON = (
    f"coalesce(nullif({BY_HAND_ON}, ''), CASE WHEN {HELD_ON} <> 'platinum' AND {CONNECTOR_ON} THEN 'gold'"
    f" ELSE {HELD_ON} END)"
)
"""As which class the customer is treated: connectors at least as gold, unless the owner decided by hand."""

IS_TREATED_AS = (
    f"(:class <> '' AND CASE WHEN {BY_HAND_ON} <> '' THEN c.class_by_hand = :class"
    f" WHEN :class = 'gold' THEN {HELD_ON} = 'gold' OR ({CONNECTOR_ON} AND {HELD_ON} <> 'platinum')"
    f" ELSE {HELD_ON} = :class AND (:class = 'platinum' OR NOT {CONNECTOR_ON}) END)"
)
"""Whether ``TREATED_ON`` is ``:class``, asked so that little has to be looked up."""

TREATED_AS = (
    # Whoever might be, of whom there are few, is looked at one by one: several times as quick as everybody.
    "SELECT c.id FROM customer AS c WHERE c.id IN (SELECT customer_id FROM class_step WHERE to_class = :class"
    # Said so that the index of those with a class by hand is used.
    " UNION SELECT id FROM customer WHERE class_by_hand = :class AND class_by_hand <> ''"
    " UNION SELECT id FROM customer WHERE :class = 'new' AND known_since > :new_after"
    " UNION SELECT customer_id FROM customer_figures WHERE :class = 'new' AND first_on > :new_after"
    " UNION SELECT introduced_by_id FROM customer WHERE :class = 'gold' AND introduced_by_id IS NOT NULL"
    f" GROUP BY introduced_by_id HAVING count(*) >= {LEAST_BROUGHT}) AND {IS_TREATED_AS}"
)
"""The ids of all who are treated as ``:class`` on the day."""


def by_day(question: str, day: str) -> str:
    """SQL of this module that names no values: about the day that ``day`` is, itself SQL."""
    new_days = (
        f"coalesce((SELECT new_days FROM class_lines WHERE set_on <= {day} ORDER BY set_on DESC, id DESC LIMIT 1),"
        f" {ClassLines.new_days})"
    )
    return question.replace(":new_after", f"date({day}, -{new_days} || ' days')").replace(":class_day", day)


_CLASSES = {str(one): one for one in CustomerClass}


def named(store: Store, day: date) -> dict[str, Any]:
    """The values that the SQL of this module names."""
    lines = ClassLinesSet(store).on(day)
    new_days = lines.new_days if lines else ClassLines.new_days
    return {"class_day": day.isoformat(), "new_after": (day - timedelta(days=new_days)).isoformat()}


def class_on(store: Store, customer_id: int, day: date) -> CustomerClass:
    """The class of one customer; ``NONE`` where none is known yet, or nobody has this id."""
    return classes_on(store, day, [customer_id]).get(customer_id, CustomerClass.NONE)


def classes_on(store: Store, day: date, only: Iterable[int] | None = None) -> dict[int, CustomerClass]:
    """The class of everybody, or of ``only`` these, by customer."""
    return _asked(store, CLASS_ON, day, only)


def treated_on(store: Store, day: date, only: Iterable[int] | None = None) -> dict[int, CustomerClass]:
    """As ``classes_on``, but as which class they are treated: connectors as gold at least."""
    return _asked(store, TREATED_ON, day, only)


def _asked(store: Store, question: str, day: date, only: Iterable[int] | None) -> dict[int, CustomerClass]:
    these = "" if only is None else " WHERE c.id IN (SELECT value FROM json_each(:only))"
    values = named(store, day) | ({} if only is None else {"only": json.dumps(list(only))})
    rows = store.tuples(f"SELECT c.id, {question} FROM customer AS c{these}", **values)
    found = {customer_id: _CLASSES[told] for customer_id, told in rows}
    of_then = _of_then(store, question, day)
    return {customer_id: of_then.get(customer_id, told) for customer_id, told in found.items()}


def treated_then(store: Store, day: date) -> dict[int, CustomerClass]:
    """As ``treated_on``, of those alone whose cards said something else on ``day``, so that ``TREATED_AS`` is not true
    of them."""
    return _of_then(store, TREATED_ON, day)


def _of_then(store: Store, question: str, day: date) -> dict[int, CustomerClass]:
    return {customer_id: _CLASSES[told] for customer_id, told in asked_of_then(store, question, day)}


def asked_of_then(store: Store, questions: str, day: date) -> Iterator[tuple[Any, ...]]:
    """The id and the answers of the customers whose cards said something else on ``day``: as they were then."""
    then = cards_then(store, day)
    if not then:
        return iter(())
    return store.tuples(
        f"SELECT c.id, {questions} FROM ({_CARDS_THEN}) AS c",
        **named(store, day),
        then=json.dumps(
            [
                (one, card.archived, card.class_by_hand, card.class_until and card.class_until.isoformat())
                for one, card in then.items()
            ]
        ),
    )


_CARDS_THEN = (
    "SELECT customer.id AS id, left_reason, left_on, known_since, json_extract(value, '$[1]') AS archived,"
    " json_extract(value, '$[2]') AS class_by_hand, json_extract(value, '$[3]') AS class_until"
    " FROM json_each(:then) CROSS JOIN customer ON customer.id = json_extract(value, '$[0]')"
)


def brought_on(store: Store, customer_id: int, day: date) -> int:
    """How many others who had bought by ``day`` came because of this customer."""
    sql = f"SELECT {BROUGHT_ON} FROM customer AS c WHERE c.id = :customer"
    return int(store.value(sql, customer=customer_id, class_day=day.isoformat()) or 0)
