"""How often the customers of a class are kept in touch with: the visit rules for that class, in short."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from model.book import Book
from model.customer_class import CustomerClass
from model.store import Store
from model.visit_rules import RuleKind, Scope, Unit, VisitRule, VisitRules, every
from resources.i18n import _

_LASTS_DAYS: Final = 60


def rules_of(store: Store, one: CustomerClass) -> list[VisitRule]:
    """The rules that keep in touch with a class, in the owner's order; also those that are switched off."""
    return VisitRules(store).all(
        "kind = 'keep_in_touch' AND scope = 'class' AND lower(trim(scope_text)) = :class",
        "position, id",
        **{"class": str(one)},
    )


def in_words(rules: Sequence[VisitRule]) -> str:
    """``We keep in touch every 3 months.``"""
    active = [every(rule.count, rule.unit) for rule in rules if rule.active]
    if not active:
        return _("No visit is planned for this class by itself.")
    return _("We keep in touch {how_often}.").format(how_often=_(" and ").join(active))


def keep_in_touch(book: Book, one: CustomerClass, *, active: bool, count: int, unit: Unit) -> None:
    """Inside an edit: let the first rule of the class be so; where there is none, make one if it is to be active."""
    rules = rules_of(book.store, one)
    if rules:
        book.visit_rules.update(dataclasses.replace(rules[0], active=active, count=count, unit=unit))
    elif active:
        book.visit_rules.insert(
            VisitRule(
                kind=RuleKind.KEEP_IN_TOUCH,
                scope=Scope.CLASS,
                scope_text=str(one),
                count=count,
                unit=unit,
                lasts_days=_LASTS_DAYS,
                by_contact=True,
                weight=30,
                position=1 + max((rule.position for rule in book.visit_rules.all()), default=0),
            )
        )
