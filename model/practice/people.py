"""The customers of the practice shop: those with a story, written down, and their many neighbours, put together."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from model import lunar
from model.book import Book
from model.channels import Channel
from model.customers import (
    Consent,
    Customer,
    CustomerCard,
    CustomerKind,
    Household,
    Phone,
    PhoneKind,
    Trait,
    TraitKind,
)
from model.practice.chance import Chance
from model.practice.material import Habit, Material
from model.practice.opening import DAYS_BEFORE
from model.yearly_days import YearlyDay

_FAMILIES = 27


@dataclass
class Shopper:
    """A customer as the years go by. ``silent_times`` says after how many of their intervals they are missed today;
    ``leaves_on`` from when on they come no more."""

    customer_id: int
    name: str
    habit: Habit
    is_business: bool
    joined_on: date
    leaves_on: date | None = None
    silent_times: float | None = None
    next_on: dict[int, date] = field(default_factory=dict)
    hard_to_reach: bool = False
    call_spans: tuple[tuple[int, int], ...] = ()


class People:
    """Makes every customer, oldest acquaintances first, and remembers how each of them buys."""

    def __init__(self, book: Book, material: Material, chance: Chance, today: date) -> None:
        self._book = book
        self._material = material
        self._words = material.people
        self._chance = chance
        self._today = today
        self._names: set[str] = {written["name"] for written in material.characters}
        self._mobiles = self._numbers("mobile")
        self._landlines = self._numbers("landline")
        self._cards = _counted_up(material.shop["cards"])
        self._ids: dict[str, int] = {}
        self._parents_mobiles: dict[str, str] = {}
        self._home_numbers: dict[str, str] = {}
        self._addresses: dict[str, dict[str, str]] = {}

    def all(self) -> list[Shopper]:
        """Every customer, stored."""
        drafts = [*self._characters(), *self._families(), *self._singles()]
        drafts.sort(key=lambda draft: (draft["joined_on"], draft["name"]))
        return [self._stored(draft) for draft in drafts]

    # what each is made of

    def _characters(self) -> Iterator[dict[str, Any]]:
        for written in self._material.characters:
            draft = {
                "kind": CustomerKind.PERSON,
                **written,
                "joined_on": self._today - timedelta(days=written["joined"]),
                "birthday": self._birthday_of(written),
                "character": True,
            }
            if "family" in written:
                draft |= self._home(written["family"])
            yield draft

    def _families(self) -> Iterator[dict[str, Any]]:
        chance = self._chance
        habits = [self._material.habits[name] for name in self._material.selling["of_families"]]
        children = [
            name
            for name in self._material.selling["children"]
            for _one in range(self._material.habits[name].share)
        ]
        chance.shuffle(children)
        for _number in range(_FAMILIES):
            surname = chance.choice(self._list("surnames"))
            home = self._home("")
            family = self._words["household"].format(surname=surname, street=home["street_name"])
            joined_on = self._joined_on()
            shared = {**home, "family": family, "home_phone": chance.percent(60)}
            first, second = chance.sample(["female", "male"], 2)
            own_name_kept = not self._words["given_first"] and second == "female"
            yield self._person(first, surname, chance.choice(habits).name, joined_on, shared)
            second_surname = chance.choice(self._list("surnames")) if own_name_kept else surname
            later = min(self._today - timedelta(days=20), joined_on + timedelta(days=chance.randint(0, 300)))
            yield self._person(second, second_surname, chance.choice(habits).name, later, shared)
            for _child in range(min(len(children), chance.choice([0, 1, 1, 2, 2]))):
                sex = chance.choice(["female", "male"])
                yield self._person(sex, surname, children.pop(), later, {**shared, "child": True})
        for habit in children:
            surname = chance.choice(self._list("surnames"))
            sex = chance.choice(["female", "male"])
            yield self._person(sex, surname, habit, self._joined_on(), {**self._home(""), "child": True})

    def _singles(self) -> Iterator[dict[str, Any]]:
        chance = self._chance
        children = self._material.selling["children"]
        wanted = [
            habit.name
            for habit in self._material.habits.values()
            if habit.name not in children
            for _one in range(habit.share)
        ]
        chance.shuffle(wanted)
        for habit in wanted[2 * _FAMILIES :]:
            sex = chance.choice(["female", "male"])
            surname = chance.choice(self._list("surnames"))
            yield self._person(sex, surname, habit, self._joined_on(), self._home(""))

    def _person(
        self, sex: str, surname: str, habit: str, joined_on: date, shared: dict[str, Any]
    ) -> dict[str, Any]:
        chance = self._chance
        name = self._new_name(sex, surname)
        draft: dict[str, Any] = {
            "kind": CustomerKind.PERSON,
            "name": name,
            "habit": habit,
            "joined_on": joined_on,
            **shared,
        }
        child = shared.get("child", False)
        if chance.percent(78):
            draft["birthday"] = self._any_birthday(child)
        if not child and chance.percent(28):
            draft["call"] = chance.choice(self._words["call_times"])
        for key, percent in (("call_notes", 9), ("notes", 14)):
            if not child and chance.percent(percent):
                draft[key.removesuffix("s")] = chance.choice(self._words[key])
        for key, percent in (("likes", 24), ("dislikes", 6), ("tags", 10)):
            if not child and chance.percent(percent):
                draft[key] = [chance.choice(self._words[key])]
        if chance.percent(45):
            sizes = chance.sample(self._words["sizes"], 2)
            draft["sizes"] = [(label, chance.choice(values)) for label, values in sizes]
        if not child and self._words["given_first"] and chance.percent(self._words["with_email_percent"]):
            draft["email"] = f"{name.lower().replace(' ', '.')}@{self._words['mail']}"
        draft["card"] = chance.percent(38)
        draft["refuses"] = chance.weighted([(93, ""), (3, "phone"), (2, "email"), (2, "letter")])
        return draft

    def _new_name(self, sex: str, surname: str) -> str:
        while True:
            given = self._chance.choice(self._list(sex))
            name = f"{given} {surname}" if self._words["given_first"] else f"{surname}{given}"
            if name not in self._names:
                self._names.add(name)
                return name
            if self._chance.percent(20):
                surname = self._chance.choice(self._list("surnames"))

    def _list(self, key: str) -> list[str]:
        return [word.strip() for word in self._words[key].split(",")]

    def _home(self, family: str) -> dict[str, str]:
        """An address; a family that has one keeps it."""
        if family and family in self._addresses:
            return self._addresses[family]
        town, postal_code = self._chance.choice(self._words["towns"])
        street = self._chance.choice(self._words["streets"])
        number = self._chance.randint(1, self._words["numbers_to"])
        if postal_code:
            postal_code += f"{self._chance.choice('ABDEFGHJLN')}{self._chance.choice('PQRSTUWXYZ')}"
        home = {
            "street": self._words["street_pattern"].format(number=number, street=street),
            "street_name": street,
            "city": town,
            "postal_code": postal_code,
        }
        if family:
            self._addresses[family] = home
        return home

    def _numbers(self, kind: str) -> Iterator[str]:
        pattern = self._words[kind]
        taken = {self._material.shop["shop"]["phone"]} | {
            member.get("phone") for member in self._material.shop["staff"]
        }
        numbers = [number for n in range(1000) if (number := pattern.format(n=n)) not in taken]
        self._chance.shuffle(numbers)
        return iter(numbers)

    # days

    def _joined_on(self) -> date:
        """Most were there before the book was; the others came one after another."""
        if self._chance.percent(62):
            days = self._chance.randint(DAYS_BEFORE, 2 * DAYS_BEFORE)
        else:
            days = self._chance.randint(25, DAYS_BEFORE)
        return self._today - timedelta(days=days)

    def _birthday_of(self, written: dict[str, Any]) -> YearlyDay | None:
        if "birthday" in written:
            year, month, day = (int(part) for part in written["birthday"].split("-"))
            return YearlyDay(month, day, year)
        if "birthday_in_days" not in written:
            return None
        on = self._today + timedelta(days=written["birthday_in_days"])
        year = written.get("birth_year")
        if written.get("lunar"):
            known = lunar.from_solar(on)
            return YearlyDay(known.month, known.day, year, lunar=True)
        if year and (on.month, on.day) == (2, 29) and not calendar.isleap(year):
            year -= year % 4
        return YearlyDay(on.month, on.day, year)

    def _any_birthday(self, child: bool) -> YearlyDay:
        age = self._chance.randint(6, 15) if child else self._chance.randint(18, 84)
        year = self._today.year - age
        month = self._chance.randint(1, 12)
        day = self._chance.randint(1, 28)
        if not child and self._chance.percent(18):
            return YearlyDay(month, day)
        by_the_moon = not self._words["given_first"] and age > 50 and self._chance.percent(60)
        return YearlyDay(month, day, year, lunar=by_the_moon)

    # storing

    def _stored(self, draft: dict[str, Any]) -> Shopper:
        chance = self._chance
        is_business = draft["kind"] == "business"
        habit = self._material.habits[draft["habit"]]
        introduced_by = self._ids.get(draft.get("introduced_by", ""))
        found_by = self._words["recommended"] if introduced_by else ""
        if not draft.get("character") and chance.percent(72):
            found_by = chance.choice(self._words["found_by"])
            if found_by == self._words["recommended"] and self._ids:
                introduced_by = chance.choice(list(self._ids.values()))
        if "street" not in draft or "city" not in draft:
            draft = {**self._home(""), **draft}
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
            joined_on=draft["joined_on"],
            silent_times=draft.get("silent"),
            hard_to_reach=chance.percent(5),
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
