"""What is known of one customer, from a file or from the book, and what one of them adds to the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from model.errors import FieldError
from model.folding import fold
from model.table import Value
from resources.i18n import _


@dataclass(slots=True)
class CustomerFacts:
    """What is known of one customer. ``values`` holds only those columns of the customer that are filled."""

    values: dict[str, Value] = field(default_factory=dict)
    phones: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, number as written, digits."""
    traits: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, label, value."""
    consents: dict[str, bool] = field(default_factory=dict)
    household: str = ""
    introduced_by: str = ""

    BIRTHDAY: ClassVar[tuple[str, ...]] = (
        "birth_year", "birth_month", "birth_day", "birth_lunar", "birth_leap_month",
    )  # fmt: skip

    @property
    def name(self) -> str:
        """The name, "" if the row gives none."""
        return str(self.values.get("name", ""))

    @property
    def birthday(self) -> tuple[Value, ...] | None:
        """Year (or ``None``), month, day, of the moon or not, leap month or not; ``None`` if unknown."""
        if "birth_month" not in self.values:
            return None
        return tuple(self.values.get(column) for column in self.BIRTHDAY)

    @property
    def tells_apart(self) -> bool:
        """Whether something better than the name says who it is."""
        return bool(self.phones or any(self.values.get(key) for key in ("code", "card_number", "email")))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (
            self.values or self.phones or self.traits or self.consents or self.household or self.introduced_by
        )

    def say_all_of(self, other: CustomerFacts) -> bool:
        """Whether ``other`` says nothing that is not said here."""
        new, kept = self.what_is_new(other, overwrite=False)
        return new.is_empty and not kept

    def what_is_new(self, other: CustomerFacts, *, overwrite: bool) -> tuple[CustomerFacts, int]:
        """What ``other`` adds, and how many of its cells say something else than is said here.

        Those are left out, or with ``overwrite`` taken. The name is never another one: it is what found them.
        """
        new = CustomerFacts()
        kept = 0
        for column, value in other.values.items():
            mine = self.values.get(column)
            if value == mine or column in _NEVER_OVERWRITTEN or (column, value) in _SAYS_NOTHING:
                continue
            if mine and not overwrite:
                kept += 1
            else:
                new.values[column] = value
        kept += self._new_birthday(other, new, overwrite)
        known = {digits or number for _kind, number, digits in self.phones}
        new.phones = [phone for phone in other.phones if (phone[2] or phone[1]) not in known]
        traits = {_trait_key(trait) for trait in self.traits}
        new.traits = [trait for trait in other.traits if _trait_key(trait) not in traits]
        for channel, allowed in other.consents.items():
            if channel not in self.consents:
                new.consents[channel] = allowed
            kept += self.consents.get(channel, allowed) != allowed
        for name in ("household", "introduced_by"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if theirs and fold(theirs) != fold(mine):
                kept += bool(mine)
                setattr(new, name, "" if mine else theirs)
        return new, kept

    def _new_birthday(self, other: CustomerFacts, new: CustomerFacts, overwrite: bool) -> int:
        """Put the birthday that ``other`` adds into ``new``; how many were left out because another is known."""
        mine, theirs = self.birthday, other.birthday
        if theirs is None or mine == theirs:
            return 0
        if mine is not None and mine[1:] == theirs[1:] and None in (mine[0], theirs[0]):
            if mine[0] is None:
                new.values["birth_year"] = theirs[0]
            return 0
        if mine is not None and not overwrite:
            return 1
        new.values.update((column, other.values[column]) for column in self.BIRTHDAY)
        return 0

    def call_something(self) -> None:
        """Give whoever has no name the next best word for them. ``FieldError`` if the row says nothing at all."""
        if self.name:
            return
        numbers = [number for _kind, number, _digits in self.phones]
        others = [str(self.values[key]) for key in ("email", "code", "card_number") if self.values.get(key)]
        if not (numbers or others):
            raise FieldError(_("The row names nobody: no name, no number, no phone."))
        self.values["name"] = [*numbers, *others][0]

    def take_over(self, other: CustomerFacts) -> None:
        """Fill what is not known here with what ``other`` knows."""
        new, _kept = self.what_is_new(other, overwrite=False)
        self.values = {**self.values, **new.values}
        if other.name:
            self.values.setdefault("name", other.name)
        self.phones += new.phones
        self.traits += new.traits
        self.consents |= new.consents
        self.household = self.household or new.household
        self.introduced_by = self.introduced_by or new.introduced_by


_NEVER_OVERWRITTEN = frozenset({"name", *CustomerFacts.BIRTHDAY})
_SAYS_NOTHING = frozenset({("kind", "person"), ("do_not_contact", 0)})


def _trait_key(trait: tuple[str, str, str]) -> tuple[str, str, str]:
    kind, label, value = trait
    return kind, fold(label), fold(value)
