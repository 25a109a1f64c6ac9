"""How somebody of a class is welcomed, in a line for whoever calls or serves them."""

from __future__ import annotations

from model.classes import treatment
from model.customer_class import CustomerClass
from model.store import Store
from resources.i18n import _


def greeting(store: Store, customer_class: CustomerClass, treated_as: CustomerClass) -> str:
    """``Gold: Greet them by name …``; empty for whoever is in no class. Who brought others is told so."""
    words = treatment.of(store, treated_as).greeting
    if not words:
        return ""
    known_as = customer_class.label if treated_as is customer_class else _("Brings others")
    return _("{class_name}: {greeting}").format(class_name=known_as, greeting=words)


def owners_greetings(store: Store) -> dict[CustomerClass, str]:
    """What the owner wants said to each class; only where the owner said so."""
    return {
        one: kept.greeting.strip() for one, kept in treatment.stored(store).items() if kept.greeting.strip()
    }
