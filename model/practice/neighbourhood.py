"""Who lives around the practice shop: descriptions of those with a story, and of the many put together by chance."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from model import lunar
from model.customers import CustomerKind
from model.practice.chance import Chance
from model.practice.material import Material
from model.practice.opening import DAYS_BEFORE
from model.yearly_days import YearlyDay

_FAMILIES = 27


class Neighbourhood:
    """Describes every customer; a description is a dictionary with the keys of ``characters.json``, ``joined_on``
    and a ``birthday`` that is a day."""

    def __init__(self, material: Material, chance: Chance, today: date) -> None:
        self._material = material
        self._words = material.people
        self._chance = chance
        self._today = today
        self._names: set[str] = {written["name"] for written in material.characters}
        self._addresses: dict[str, dict[str, str]] = {}

    def everybody(self) -> list[dict[str, Any]]:
        """Every customer, oldest acquaintances first."""
        drafts = [*self._characters(), *self._families(), *self._singles()]
        return sorted(drafts, key=lambda draft: (draft["joined_on"], draft["name"]))

    def _characters(self) -> Iterator[dict[str, Any]]:
        for written in self._material.characters:
            draft = {
                "kind": CustomerKind.PERSON,
                **self._home(written.get("family", "")),
                **written,
                "joined_on": self._today - timedelta(days=written["joined"]),
                "birthday": self._birthday_of(written),
                "character": True,
            }
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
            known = date.fromisoformat(written["birthday"])
            return YearlyDay(known.month, known.day, known.year)
        if "birthday_in_days" not in written:
            return None
        on = self._today + timedelta(days=written["birthday_in_days"])
        year: int | None = written.get("birth_year")
        if written.get("lunar"):
            by_the_moon = lunar.from_solar(on)
            return YearlyDay(by_the_moon.month, by_the_moon.day, year, lunar=True)
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
