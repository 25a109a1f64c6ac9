"""How the customers of each class are treated: in the owner's words, or until there are any in the program's."""

from __future__ import annotations

from typing import Final

from model.class_treatments import ClassTreatment, ClassTreatments
from model.customer_class import CustomerClass
from model.frozen import Plain
from model.store import Store
from resources.i18n import N_, _

USUAL_PRIORITY: Final = 50
"""Of whoever is in no class."""


class Treatment(Plain):
    """``greeting`` is how they are welcomed, ``words`` what they get that others do not. The higher ``priority``, 0 to
    100, goes first where there is no room for all."""

    greeting: str
    words: str
    priority: int


def of(store: Store, one: CustomerClass) -> Treatment:
    """The treatment of a class, in the current language where the owner said nothing."""
    return in_words(stored(store).get(one), one)


def stored(store: Store) -> dict[CustomerClass, ClassTreatment]:
    """What the owner decided, by class."""
    return {treatment.customer_class: treatment for treatment in ClassTreatments(store).all()}


def in_words(kept: ClassTreatment | None, one: CustomerClass) -> Treatment:
    """What holds of ``kept``, and where it is empty the program's own words."""
    greeting, words = own_words(one)
    if kept is None:
        return Treatment(greeting, words, USUAL_PRIORITY)
    return Treatment(kept.greeting or greeting, kept.words or words, kept.priority)


def what_priority_decides() -> str:
    """What the owner's number does, in the current language."""
    return _(
        "A higher priority is called first, after promises and best times. Where there is no room for all, it decides"
        " between calls for the same reason."
    )


def own_words(one: CustomerClass) -> tuple[str, str]:
    """The greeting and what they get, as the program would have it; empty for who is in no class."""
    greeting, words = _OWN.get(one, ("", ""))
    return (_(greeting) if greeting else "", _(words) if words else "")


_OWN: Final = {
    CustomerClass.PLATINUM: (
        N_("Greet them by name, before they have to ask. The owner says hello."),
        N_("First to hear of what is new; what they like is put aside; small wishes are simply granted."),
    ),
    CustomerClass.GOLD: (
        N_("Greet them by name, and ask how the last purchase is doing."),
        N_("Invited to every event; told early when something they like comes in."),
    ),
    CustomerClass.IRON: (
        N_("Take time: ask what else they need, and where they buy it now."),
        N_("Shown what others like them buy; asked once in a while what we could do better."),
    ),
    CustomerClass.LEAD: (
        N_("Friendly and quick, as everybody."),
        N_("Good goods at the usual price; a greeting on their birthday."),
    ),
    CustomerClass.NEW: (
        N_("Welcome them, and ask how they found us."),
        N_("A call within three days: is everything as it should be?"),
    ),
    CustomerClass.INACTIVE: (
        N_("Good to see you again! Ask what we may have missed."),
        N_("Now and then a word from us; what went wrong, if anything did, is put right first."),
    ),
}
