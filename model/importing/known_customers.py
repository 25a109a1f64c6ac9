"""Who is this? The customers of the book, and those that a file has brought so far, by what tells people apart.

A customer number, a card number, a phone or an e-mail address finds somebody. Families share phones and addresses,
so these count only when the names can be one person's: ``A. Smith`` is ``Anna Smith``, ``Bo Smith`` is not. A name
alone finds only when it cannot be anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from model.errors import FieldError
from model.folding import fold, words
from model.importing.customer_facts import CustomerFacts
from model.store import Store
from model.table import Value
from resources.i18n import _, ngettext


class _Person(NamedTuple):
    name: str
    code: str
    birthday: tuple[Value, ...] | None
    tells_apart: bool


class KnownCustomers:
    """Finds customers by what a row says. Those of the book have their ids, those of the file negative ones."""

    def __init__(self, store: Store) -> None:
        self._people: dict[int, _Person] = {}
        self._by_code: dict[str, list[int]] = {}
        self._by_card: dict[str, list[int]] = {}
        self._by_email: dict[str, list[int]] = {}
        self._by_phone: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._load(store)

    def _load(self, store: Store) -> None:
        with_phone = set()
        for customer_id, digits, shared in store.tuples(
            "SELECT customer_id, digits, shared FROM customer_phone"
        ):
            with_phone.add(customer_id)
            if not shared:
                _enter(self._by_phone, digits, customer_id)
        for customer_id, name, code, card, email, *birthday in store.tuples(
            "SELECT id, name, code, card_number, email, birth_year, birth_month, birth_day, birth_lunar,"
            " birth_leap_month FROM customer"
        ):
            tells_apart = bool(code or card or email or customer_id in with_phone)
            self._people[customer_id] = _Person(
                fold(name), code, tuple(birthday) if birthday[1] else None, tells_apart
            )
            _enter(self._by_code, code, customer_id)
            _enter(self._by_card, card, customer_id)
            _enter(self._by_email, email.casefold(), customer_id)
            _enter(self._by_name, fold(name), customer_id)

    def add(self, customer_id: int, facts: CustomerFacts) -> None:
        """Know one more, or more of one who is known: all that ``facts`` say is theirs."""
        code, card, email = (str(facts.values.get(key, "")) for key in ("code", "card_number", "email"))
        known = self._people.get(customer_id) or _Person(fold(facts.name), "", None, False)
        self._people[customer_id] = _Person(
            known.name,
            known.code or code,
            known.birthday or facts.birthday,
            known.tells_apart or facts.tells_apart,
        )
        _enter(self._by_name, known.name, customer_id)
        _enter(self._by_code, code, customer_id)
        _enter(self._by_card, card, customer_id)
        _enter(self._by_email, email.casefold(), customer_id)
        for _kind, _number, digits in facts.phones:
            _enter(self._by_phone, digits, customer_id)

    def find(self, facts: CustomerFacts) -> int | None:
        """The customer that ``facts`` certainly mean, ``None`` for nobody. ``FieldError`` if they mean several."""
        values = facts.values
        name, code = facts.name, str(values.get("code", ""))
        if code and (found := self._by_code.get(code) or self._by_card.get(code)):
            return self._only(found, facts)
        if (card := str(values.get("card_number", ""))) and (found := self._by_card.get(card)):
            return self._only(found, facts)
        holders: list[int] = []
        for _kind, _number, digits in facts.phones:
            holders += self._by_phone.get(digits, ())
        holders += self._by_email.get(str(values.get("email", "")).casefold(), ())
        possible = [holder for holder in dict.fromkeys(holders) if self._can_be(holder, name, code)]
        if possible:
            return self._only(possible, facts)
        return None

    def find_by_birthday(self, facts: CustomerFacts) -> int | None:
        """The one of that name with that birthday; a year that is missing on one side says nothing."""
        birthday = facts.birthday
        if birthday is None:
            return None
        found = [
            customer_id
            for customer_id in self._by_name.get(fold(facts.name), ())
            if (known := self._people[customer_id].birthday) is not None
            and known[1:] == birthday[1:]
            and (known[0] == birthday[0] or None in (known[0], birthday[0]))
            and self._can_be(customer_id, facts.name, str(facts.values.get("code", "")))
        ]
        return found[0] if len(found) == 1 else None

    def namesakes(self, name: str) -> list[int]:
        """Everybody of that name."""
        return self._by_name.get(fold(name), [])

    def is_known_by_name_only(self, customer_id: int) -> bool:
        """Whether there is neither number nor phone nor address nor birthday that could speak against somebody."""
        person = self._people[customer_id]
        return not person.tells_apart and person.birthday is None

    def find_by_name(self, facts: CustomerFacts) -> int | None:
        """The only one of that name. ``FieldError`` if there are several."""
        found = self._by_name.get(fold(facts.name), ())
        return self._only(found, facts) if found else None

    def _can_be(self, customer_id: int, name: str, code: str) -> bool:
        person = self._people[customer_id]
        if code and person.code and code != person.code:
            return False
        return not name or may_be_one_name(person.name, fold(name))

    def _only(self, found: Iterable[int], facts: CustomerFacts) -> int:
        found = list(dict.fromkeys(found))
        if len(found) > 1 and facts.name:
            key = fold(facts.name)
            found = [customer_id for customer_id in found if self._people[customer_id].name == key] or found
        if len(found) > 1:
            raise FieldError(
                ngettext(
                    "{n} customer could be meant by “{who}”. A phone or number of their own would tell them apart.",
                    "{n} customers could be meant by “{who}”. A phone or number of their own would tell them apart.",
                    len(found),
                ).format(n=len(found), who=facts.name or _said(facts))
            )
        return found[0]


def may_be_one_name(one: str, other: str) -> bool:
    """Whether two folded names can be one person's: in any order, without a middle name, or with initials."""
    if one == other:
        return True
    fewer, more = sorted((words(one), words(other)), key=len)
    if not fewer:
        return True
    left = list(more)
    for word in fewer:
        match = next((w for w in left if w == word), None) or next(
            (
                w
                for w in left
                if w.isascii() and word.isascii() and 1 in (len(w), len(word)) and w[0] == word[0]
            ),
            None,
        )
        if match is None:
            return False
        left.remove(match)
    return True


def _enter(index: dict[str, list[int]], key: str, customer_id: int) -> None:
    if key:
        holders = index.setdefault(key, [])
        if customer_id not in holders:
            holders.append(customer_id)


def _said(facts: CustomerFacts) -> str:
    return next(
        (number for _kind, number, _digits in facts.phones), str(facts.values.get("email", _("this row")))
    )
