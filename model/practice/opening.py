"""The practice shop itself: its settings, staff, shelves and open days."""

import json
from datetime import date, timedelta
from typing import Any

from model import lunar
from model.book import Book
from model.practice.material import Material, cents
from model.products import Product
from model.shop import Holiday, Shop
from model.shop_calendar import ShopCalendar, parse_hours
from model.staff import StaffMember

DAYS_BEFORE = 3 * 365
"""How long before today the shop began to keep its book."""


def shop_of(material: Material, language: str) -> Shop:
    """The settings of the shop."""
    written = dict(material.shop["shop"])
    hours = json.dumps(written.pop("opening_hours"))
    return Shop(**written, language=language, opening_hours=hours)


def holidays_of(material: Material, today: date) -> list[Holiday]:
    """The closed days from the beginning to a year from today, but for today: practice needs an open shop."""
    found = []
    for year in range(today.year - 4, today.year + 2):
        for written in material.shop["holidays"]:
            first = _day_in(year, written)
            last = first + timedelta(days=written["days"] - 1)
            in_time = today - timedelta(days=DAYS_BEFORE) <= first <= today + timedelta(days=365)
            if in_time and not first <= today <= last:
                found.append(Holiday(first_on=first, last_on=last, name=written["name"]))
    return sorted(found, key=lambda holiday: holiday.first_on)


def _day_in(year: int, written: dict[str, Any]) -> date:
    month, day = (int(part) for part in (written.get("solar") or written["lunar"]).split("-"))
    return lunar.to_solar(year, month, day) if "lunar" in written else date(year, month, day)


def calendar_of(material: Material, holidays: list[Holiday]) -> ShopCalendar:
    """When the shop is open."""
    spans = material.shop["shop"]["opening_hours"]
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        parse_hours(", ".join(f"{opens}-{closes}" for opens, closes in spans[str(weekday)]))
        for weekday in range(1, 8)
    )
    closed = {
        holiday.first_on + timedelta(days=n): ()
        for holiday in holidays
        for n in range((holiday.last_on - holiday.first_on).days + 1)
    }
    return ShopCalendar((monday, tuesday, wednesday, thursday, friday, saturday, sunday), closed)


class Team:
    """Who works in the shop on which day."""

    def __init__(self, book: Book, material: Material, today: date) -> None:
        self._left_on: dict[int, date | None] = {}
        for written in material.shop["staff"]:
            left_days = written.get("left_days_ago")
            member = book.staff.insert(
                StaffMember(
                    name=written["name"],
                    phone=written.get("phone", ""),
                    note=written["note"],
                    archived=left_days is not None,
                )
            )
            self._left_on[member.id] = None if left_days is None else today - timedelta(days=left_days)

    def on(self, day: date) -> list[int]:
        """The ids of those who worked there on ``day``."""
        return [member for member, left_on in self._left_on.items() if left_on is None or day < left_on]


def fill_shelves(book: Book, material: Material) -> dict[str, Product]:
    """Store the products; by their codes."""
    return {
        written["code"]: book.products.insert(
            Product(
                code=written["code"],
                name=written["name"],
                category=written["category"],
                sub_category=written["sub"],
                price_cents=cents(written["price"]),
                cost_cents=cents(written.get("cost")),
                repurchase_days=written.get("again"),
                warranty_days=written.get("warranty"),
                note=written.get("note", ""),
                archived=written.get("archived", False),
            )
        )
        for written in material.products
    }
