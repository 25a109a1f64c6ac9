"""The columns of a strange file that speak of a customer, read together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from model import phones
from model.channels import Channel
from model.customer_phones import PhoneKind
from model.customers import Customer, CustomerKind
from model.days import DayOrder
from model.errors import FieldError
from model.folding import fold
from model.importing.cells import Answers, Column, Texts, birthday_column, clocks, day_column
from model.importing.customer_facts import CustomerFacts
from model.traits import TraitKind
from resources.i18n import _

_TEXTS = {
    "name": ("name", 1000),
    "first_name": ("first_name", 400),
    "last_name": ("last_name", 400),
    "company": ("company", 500),
    "code": ("code", 500),
    "card_number": ("card_number", 500),
    "email": ("email", 500),
    "street": ("street", 500),
    "city": ("city", 500),
    "region": ("province", 500),
    "postal_code": ("postal_code", 500),
    "country": ("country", 500),
    "how_found": ("found_by", 500),
    "best_time": ("best_time", 500),
    "note": ("note", 100_000),
    "household": ("household", 500),
    "introduced_by": ("introduced_by", 1000),
    # As a file of purchases calls them.
    "customer_name": ("name", 1000),
    "customer_code": ("code", 500),
    "customer_email": ("email", 500),
}
_JOINED = {"street": ", ", "note": "\n"}  # columns that several columns of a file may fill
_PHONES = {
    "phone": PhoneKind.OTHER,
    "mobile": PhoneKind.MOBILE,
    "phone_home": PhoneKind.HOME,
    "phone_work": PhoneKind.WORK,
    "customer_phone": PhoneKind.MOBILE,
}
_TRAITS = {
    "likes": TraitKind.LIKES,
    "dislikes": TraitKind.DISLIKES,
    "size": TraitKind.SIZE,
    "tags": TraitKind.TAG,
    "segment": TraitKind.TAG,
}
_CONSENTS = {
    "phone_allowed": Channel.PHONE,
    "message_allowed": Channel.MESSAGE,
    "email_allowed": Channel.EMAIL,
    "letter_allowed": Channel.LETTER,
}
_ONE_PLAIN_NUMBER = re.compile("[0-9 +()-]{0,40}").fullmatch
_BUSINESS = frozenset(["business", "company", "firm", "corporate", "b2b", "企业", "公司", "单位", "商家"])


class CustomerColumns:
    """The columns of a file that speak of a customer, read together."""

    def __init__(
        self,
        fields: dict[int, str],
        header: Sequence[str],
        texts: Texts,
        order_of: Callable[[int], DayOrder | None],
        today: date,
        region: str,
    ) -> None:
        self.positions: list[int] = []
        """Where these columns stand."""
        self.found: set[str] = set()
        """Which fields they are."""
        self._region = region
        self._texts = texts
        self._readers: list[tuple[int, str, Column[Any]]] = []
        for position, name in fields.items():
            reader = self._reader(name, position, header[position], order_of, today)
            if reader is not None:
                self.positions.append(position)
                self.found.add(name)
                self._readers.append((position, name, reader))

    def _reader(
        self, name: str, position: int, heading: str, order_of: Callable[[int], DayOrder | None], today: date
    ) -> Column[Any] | None:
        if name in _TEXTS:
            return self._texts.column(heading, _TEXTS[name][1])
        if name in _PHONES:
            return Column(heading, self._phones)
        if name in _TRAITS:
            return Column(heading, lambda cell: self._traits(cell, labelled=name == "size"))
        if name in _CONSENTS or name == "do_not_contact":
            return Answers(heading)
        if name == "birthday":
            return birthday_column(heading, order_of(position), today)
        if name == "known_since":
            return day_column(heading, order_of(position), today)
        return Column(heading, _kind) if name == "kind" else None

    def read(self, cells: Sequence[str]) -> CustomerFacts:
        """What a row says. ``FieldError`` for the first cell that cannot be taken."""
        facts = CustomerFacts()
        for position, name, reader in self._readers:
            cell = cells[position]
            if not cell:
                continue
            value = reader[cell]
            if value or value is False:
                _note(facts, name, value)
        _settle(facts)
        return facts

    def _phones(self, cell: str) -> list[tuple[str, str]]:
        if _ONE_PLAIN_NUMBER(cell):
            cell = cell.strip()
            return [(cell, phones.digits(cell, self._region))] if cell else []
        found = []
        for part in phones.several(self._texts.read(cell)):
            if phones.is_scientific(part):
                sentence = _(
                    "“{text}” was a phone number before a spreadsheet shortened it: its digits are lost."
                )
                raise FieldError(sentence.format(text=part))
            if part:
                found.append((part, phones.digits(part, self._region)))
        return found

    def _traits(self, cell: str, *, labelled: bool) -> list[tuple[str, str]]:
        found = []
        for part in _split(self._texts.read(cell, 100_000)):
            label, colon, value = part.replace("：", ":").partition(":")
            if not (labelled and colon and label.strip() and value.strip()):
                label, value = "", part
            found.append((self._texts.read(label), self._texts.read(value)))
        return found


def _note(facts: CustomerFacts, name: str, value: Any) -> None:
    """Put down what one cell says."""
    values = facts.values
    if name in _PHONES:
        facts.phones += [(str(_PHONES[name]), number, digits) for number, digits in value]
    elif name in _TRAITS:
        facts.traits += [(str(_TRAITS[name]), label, text) for label, text in value]
    elif name in _CONSENTS:
        facts.consents[str(_CONSENTS[name])] = value
    elif name == "birthday":
        birthday = Customer(name="-").with_birthday(value).values()
        values.update((column, birthday[column]) for column in CustomerFacts.BIRTHDAY)
    elif name == "household":
        facts.household = value
    elif name == "introduced_by":
        facts.introduced_by = value
    elif name == "known_since":
        values[name] = value[0]
    elif name in ("kind", "do_not_contact"):
        values[name] = int(value) if isinstance(value, bool) else value
    else:
        column = _TEXTS[name][0]
        before = values.get(column)
        values[column] = f"{before}{_JOINED[column]}{value}" if before else value


def _settle(facts: CustomerFacts) -> None:
    """Make columns of the customer of what only files have: a name in two parts, a company, a time to call."""
    values = facts.values
    first, last = str(values.pop("first_name", "")), str(values.pop("last_name", ""))
    if (first or last) and not values.get("name"):
        # A Chinese name has no space, and the family's name first.
        values["name"] = last + first if _is_han(last + first) else f"{first} {last}".strip()
    if company := str(values.pop("company", "")):
        if not values.get("name"):
            values.update(name=company, kind=str(CustomerKind.BUSINESS))
        elif company != values["name"]:
            note = _("Company: {name}").format(name=company)
            values["note"] = f"{values['note']}\n{note}" if values.get("note") else note
    if best_time := str(values.pop("best_time", "")):
        times = clocks(best_time)
        if len(times) == 2:
            values.update(call_from=times[0], call_until=times[1])
        else:
            values["call_note"] = best_time
    for column, longest in (("street", 500), ("name", 1000), ("note", 100_000)):
        if len(str(values.get(column, ""))) > longest:
            sentence = _("Together these columns have more than {most} characters.")
            raise FieldError(sentence.format(most=longest))


def _is_han(text: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" for character in text)


def _split(cell: str) -> Iterable[str]:
    for mark in ";；|、，\n":
        cell = cell.replace(mark, ",")
    return [part.strip() for part in cell.split(",") if part.strip()]


def _kind(cell: str) -> str | None:
    if not cell.strip():
        return None
    return str(CustomerKind.BUSINESS if fold(cell) in _BUSINESS else CustomerKind.PERSON)
