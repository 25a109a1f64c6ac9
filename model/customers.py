"""Customers: one card per person or business, with everything that belongs on it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.channels import Channel
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay, CustomerDays
from model.customer_figures import Figures, figures_of
from model.customer_phones import Phone, Phones
from model.errors import FieldError
from model.households import Household, Households
from model.leaving import LeftReason
from model.table import Record, Table
from model.traits import Trait, Traits
from model.yearly_days import YearlyDay
from resources.i18n import N_, _, current_language


class CustomerKind(StrEnum):
    """A person, or a firm with people in it."""

    PERSON = "person"
    BUSINESS = "business"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _({CustomerKind.PERSON: N_("Person"), CustomerKind.BUSINESS: N_("Business")}[self])


MOST_STARS = 4
"""How promising a customer can be; none says that nobody knows."""


class Customer(Record):
    """The person or business itself. ``code`` is its number in an earlier system; ``call_from`` and ``call_until``
    are local times ``HH:MM``; a birthday may lack its year and may be lunar.

    ``class_by_hand`` is the class that the owner gave, to ``class_until`` or for good. Whoever left has a
    ``left_reason``, and ``left_for`` says where they buy now. ``confirm_details``: ask at the next visit whether phone
    and address are still right.

    What the owner knows of what they might bring: ``stars``, 0 to 4; ``need_cents``, what they spend in a year on our
    kind of goods, here and elsewhere; ``share_aim_percent``, how much of that the shop would like to have.
    """

    kind: CustomerKind = CustomerKind.PERSON
    name: str
    greeting: str = ""
    code: str = ""
    card_number: str = ""
    email: str = ""
    street: str = ""
    city: str = ""
    postal_code: str = ""
    province: str = ""
    country: str = ""
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    birth_lunar: bool = False
    birth_leap_month: bool = False
    household_id: int | None = None
    found_by: str = ""
    introduced_by_id: int | None = None
    call_from: str | None = None
    call_until: str | None = None
    call_note: str = ""
    do_not_contact: bool = False
    note: str = ""
    known_since: date | None = None
    archived: bool = False
    class_by_hand: CustomerClass = CustomerClass.NONE
    class_until: date | None = None
    class_reason: str = ""
    left_on: date | None = None
    left_reason: LeftReason = LeftReason.NONE
    left_for: str = ""
    confirm_details: bool = False
    stars: int = 0
    need_cents: int | None = None
    share_aim_percent: int | None = None

    def class_on(self, day: date) -> CustomerClass:
        """The class that the owner gave, where it holds on ``day``; else ``NONE``."""
        ended = self.class_until is not None and self.class_until < day
        return CustomerClass.NONE if ended else self.class_by_hand

    @property
    def birthday(self) -> YearlyDay | None:
        """The day to greet on, if it is known."""
        if self.birth_month is None or self.birth_day is None:
            return None
        return YearlyDay(
            month=self.birth_month,
            day=self.birth_day,
            year=self.birth_year,
            lunar=self.birth_lunar,
            leap_month=self.birth_leap_month,
        )

    def with_birthday(self, birthday: YearlyDay | None) -> Customer:
        """This customer with another birthday, or none."""
        return dataclasses.replace(
            self,
            birth_year=birthday.year if birthday else None,
            birth_month=birthday.month if birthday else None,
            birth_day=birthday.day if birthday else None,
            birth_lunar=birthday.lunar if birthday else False,
            birth_leap_month=birthday.leap_month if birthday else False,
        )

    @property
    def has_address(self) -> bool:
        """Whether a letter would find them."""
        return bool(self.street or self.city)

    @property
    def address(self) -> str:
        """The address on one line, its known parts in order: in Chinese from the largest to the smallest."""
        if current_language() == "zh_CN":
            parts = (self.country, self.province, self.city, self.street, self.postal_code)
            return " ".join(part for part in parts if part)
        town = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (self.street, town, self.province, self.country) if part)


class Consent(Record):
    """Whether this customer may be contacted by a channel, and since when we know."""

    customer_id: int = 0
    channel: Channel
    allowed: bool
    said_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class CustomerCard:
    """One customer with everything that is typed on the card."""

    customer: Customer
    phones: tuple[Phone, ...] = ()
    traits: tuple[Trait, ...] = ()
    consents: tuple[Consent, ...] = ()
    household: Household | None = None
    days: tuple[CustomerDay, ...] = ()

    def may_contact(self, channel: Channel) -> bool:
        """Whether nothing forbids this channel: neither "do not contact" nor a consent refused."""
        refused = any(consent.channel == channel and not consent.allowed for consent in self.consents)
        return not (self.customer.do_not_contact or refused)


class Consents(Table[Consent]):
    """The consents of all customers."""

    name: ClassVar[str] = "customer_consent"
    record = Consent


class Customers(Table[Customer]):
    """The customers of the shop."""

    name: ClassVar[str] = "customer"
    record = Customer

    def card(self, customer_id: int) -> CustomerCard:
        """The customer with phones, traits, consents, household and yearly days; ``BookError`` if deleted."""
        customer = self.get(customer_id)
        store = self.store
        household = Households(store).find(customer.household_id) if customer.household_id else None
        return CustomerCard(
            customer=customer,
            phones=tuple(Phones(store).all("customer_id = :id", "position, id", id=customer_id)),
            traits=tuple(Traits(store).all("customer_id = :id", "kind, position, id", id=customer_id)),
            consents=tuple(Consents(store).all("customer_id = :id", "channel", id=customer_id)),
            household=household,
            days=tuple(CustomerDays(store).of_customer(customer_id)),
        )

    def tags(self) -> list[str]:
        """Every tag that somebody has, sorted."""
        return self.store.column(
            "SELECT DISTINCT value FROM customer_trait WHERE kind = 'tag' ORDER BY value"
        )

    def save(self, card: CustomerCard, since: CustomerCard | None = None) -> CustomerCard:
        """Store a new or changed card as a whole inside the running edit; ``FieldError`` if it has no name.

        The household is found by its name, or made; an empty name leaves it out. ``since`` is the card as it was
        when the person began: what they left alone keeps what an import or another window wrote meanwhile.
        """
        if not card.customer.name.strip():
            raise FieldError(
                _("Give the customer a name, even a short one: it is what you will look for."), "name"
            )
        store = self.store
        household = Households(store).named(card.household.name) if card.household else None
        customer = dataclasses.replace(card.customer, household_id=household.id if household else None)
        customer = (
            self.update(customer, since.customer if since else None) if customer.id else self.insert(customer)
        )
        Phones(store).replace_children(
            "customer_id", customer.id, card.phones, since.phones if since else None
        )
        Traits(store).replace_children(
            "customer_id", customer.id, card.traits, since.traits if since else None
        )
        Consents(store).replace_children(
            "customer_id", customer.id, card.consents, since.consents if since else None
        )
        CustomerDays(store).replace_children(
            "customer_id", customer.id, card.days, since.days if since else None
        )
        return self.card(customer.id)

    def ways_found(self, limit: int = 50) -> list[str]:
        """How customers say they found the shop, the most frequent first."""
        return [
            str(way)
            for way in self.store.column(
                "SELECT found_by FROM customer WHERE found_by <> '' GROUP BY found_by"
                " ORDER BY count(*) DESC, found_by LIMIT :limit",
                limit=limit,
            )
        ]

    def brought_by(self, customer_id: int) -> list[tuple[int, str]]:
        """Id and name of those whom this customer introduced."""
        rows = self.store.rows(
            "SELECT id, name FROM customer WHERE introduced_by_id = :customer ORDER BY id",
            customer=customer_id,
        )
        return [(row["id"], row["name"]) for row in rows]

    def figures(self, customer_id: int) -> Figures:
        """What the book adds up for one customer."""
        row = self.store.row("SELECT * FROM customer_figures WHERE customer_id = :id", id=customer_id)
        if row is None:
            return Figures(0, 0, 0, 0, 0, None, None, None)
        return figures_of(row)
