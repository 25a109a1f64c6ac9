"""The customers of the practice shop: each card stored, and how its owner will buy."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from model.book import Book
from model.channels import Channel
from model.customer_phones import Phone, PhoneKind
from model.customers import Consent, Customer, CustomerCard, CustomerKind
from model.households import Household
from model.practice.chance import Chance
from model.practice.material import Basket, Habit, Material, basket
from model.practice.neighbourhood import Neighbourhood
from model.practice.opening import DAYS_BEFORE
from model.traits import Trait, TraitKind


@dataclass
class Shopper:
    """A customer as the years go by. ``silent_times`` says after how many of their intervals they are missed today;
    ``leaves_on`` from when on they come no more; ``bought`` what they bought by a day besides their habit;
    ``next_on`` when each stream of the habit brings them back. Whoever is ``asked_by_hand`` after what they bought
    is not called for it as a matter of routine.
    """

    customer_id: int
    name: str
    habit: Habit
    is_business: bool
    is_child: bool
    joined_on: date
    leaves_on: date | None = None
    silent_times: float | None = None
    bought: dict[date, Basket] = field(default_factory=dict)
    next_on: dict[int, date] = field(default_factory=dict)
    hard_to_reach: bool = False
    asked_by_hand: bool = False
    call_spans: tuple[tuple[int, int], ...] = ()


class People:
    """Stores everybody of the neighbourhood."""

    def __init__(self, book: Book, material: Material, chance: Chance, today: date) -> None:
        self._book = book
        self._material = material
        self._words = material.people
        self._chance = chance
        self._today = today
        self._mobiles = self._numbers("mobile")
        self._landlines = self._numbers("landline")
        self._cards = _counted_up(material.shop["cards"])
        self._ids: dict[str, int] = {}
        self._parents_mobiles: dict[str, str] = {}
        self._home_numbers: dict[str, str] = {}

    def all(self) -> list[Shopper]:
        """Every customer, stored, oldest acquaintances first."""
        everybody = Neighbourhood(self._material, self._chance, self._today).everybody()
        return [self._stored(draft) for draft in everybody]

    def _stored(self, draft: dict[str, Any]) -> Shopper:
        chance = self._chance
        is_business = draft["kind"] == "business"
        habit = self._material.habits[draft["habit"]]
        introduced_by = self._ids.get(draft.get("introduced_by", ""))
        found_by = self._words["recommended"] if introduced_by else ""
        if not draft.get("character") and chance.percent(72):
            found_by = chance.choice(self._words["found_by"])
            if draft["joined_on"] < self._today - timedelta(days=DAYS_BEFORE) and chance.percent(25):
                found_by = self._words["found_by_long_ago"]
            if found_by == self._words["recommended"] and self._ids:
                introduced_by = chance.choice(list(self._ids.values()))
        call_from, call_until = draft.get("call", (None, None))
        customer = Customer(
            kind=CustomerKind(draft["kind"]),
            name=draft["name"],
            greeting=draft.get("greeting", ""),
            card_number=next(self._cards) if draft.get("card") else "",
            email=draft.get("email", ""),
            street=draft["street"],
            city=draft["city"],
            postal_code=draft["postal_code"],
            province=self._words["province"],
            found_by=found_by,
            introduced_by_id=introduced_by,
            call_from=call_from,
            call_until=call_until,
            call_note=draft.get("call_note", ""),
            do_not_contact=draft.get("do_not_contact", False),
            note=draft.get("note", ""),
            known_since=draft["joined_on"],
            archived=draft.get("archived", False),
        ).with_birthday(draft.get("birthday"))
        card = CustomerCard(
            customer=customer,
            phones=tuple(self._phones(draft, is_business)),
            traits=tuple(_traits(draft)),
            consents=tuple(self._consents(draft, is_business)),
            household=Household(name=draft["family"]) if "family" in draft else None,
        )
        saved = self._book.customers.save(card).customer
        self._ids.setdefault(saved.name, saved.id)
        shopper = Shopper(
            customer_id=saved.id,
            name=saved.name,
            habit=habit,
            is_business=is_business,
            is_child=draft.get("child", False),
            joined_on=draft["joined_on"],
            silent_times=draft.get("silent"),
            bought={
                self._today - timedelta(days=days): basket(codes) for days, codes in draft.get("bought", ())
            },
            hard_to_reach=chance.percent(3),
            asked_by_hand="bought" in draft,
            call_spans=((_minute(call_from), _minute(call_until)),) if call_from and call_until else (),
        )
        self._decide_on_leaving(shopper, draft)
        return shopper

    def _decide_on_leaving(self, shopper: Shopper, draft: dict[str, Any]) -> None:
        if "leaves" in draft:
            shopper.leaves_on = self._today - timedelta(days=draft["leaves"])
        elif not draft.get("character") and self._chance.percent(17):
            began = max(shopper.joined_on, self._today - timedelta(days=DAYS_BEFORE))
            last = self._today - timedelta(days=40)
            shopper.leaves_on = self._chance.day_between(began + timedelta(days=150), last)

    def _phones(self, draft: dict[str, Any], is_business: bool) -> Iterator[Phone]:
        if is_business:
            yield Phone(kind=PhoneKind.WORK, number=next(self._landlines))
            if self._chance.percent(40):
                yield Phone(kind=PhoneKind.MOBILE, number=next(self._mobiles))
            return
        family = draft.get("family", "")
        if draft.get("child"):
            number = self._parents_mobiles.get(family) or next(self._mobiles)
            yield Phone(kind=PhoneKind.MOBILE, number=number, shared=True)
        else:
            number = next(self._mobiles)
            if family:
                self._parents_mobiles.setdefault(family, number)
            yield Phone(kind=PhoneKind.MOBILE, number=number)
        if draft.get("home_phone"):
            number = self._home_numbers.get(family) or next(self._landlines)
            if family:
                self._home_numbers[family] = number
            yield Phone(kind=PhoneKind.HOME, number=number, shared=bool(family))

    def _consents(self, draft: dict[str, Any], is_business: bool) -> Iterator[Consent]:
        refused = draft.get("refuses")
        if refused:
            said_on = self._chance.day_between(draft["joined_on"], self._today - timedelta(days=10))
            yield Consent(channel=Channel(refused), allowed=False, said_on=said_on)
        if is_business or draft.get("do_not_contact"):
            return
        for channel, percent in ((Channel.PHONE, 74), (Channel.MESSAGE, 52), (Channel.EMAIL, 20)):
            if channel != refused and self._chance.percent(percent):
                yield Consent(channel=channel, allowed=True, said_on=draft["joined_on"])

    def _numbers(self, kind: str) -> Iterator[str]:
        pattern = self._words[kind]
        taken = {self._material.shop["shop"]["phone"]} | {
            member.get("phone") for member in self._material.shop["staff"]
        }
        numbers = [number for n in range(1000) if (number := pattern.format(n=n)) not in taken]
        self._chance.shuffle(numbers)
        return iter(numbers)


def _traits(draft: dict[str, Any]) -> Iterator[Trait]:
    kinds = (("likes", TraitKind.LIKES), ("dislikes", TraitKind.DISLIKES), ("tags", TraitKind.TAG))
    for key, kind in kinds:
        for value in draft.get(key, ()):
            yield Trait(kind=kind, value=value)
    for label, value in draft.get("sizes", ()):
        yield Trait(kind=TraitKind.SIZE, label=label, value=value)


def _counted_up(first: str) -> Iterator[str]:
    """``LS-1001``, ``LS-1002`` and so on."""
    start = first.rstrip("0123456789")
    number = int(first[len(start) :])
    while True:
        yield f"{start}{number}"
        number += 1


def _minute(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)
