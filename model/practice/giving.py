"""What the practice shop gave away, what it knows of what its customers might bring, and who brought friends."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from model.book import Book
from model.gifts import Gift, GiftKind
from model.practice.chance import Bag, Chance
from model.practice.material import Material, cents
from model.practice.opening import Team

_SMALL_GIFTS = 60
_GIVEN_WITHIN_DAYS = 2 * 365
_CAME_WITHIN_DAYS = 2 * 365


class Giving:
    """Writes it down once the years are lived. Has a chance of its own, so that the years stay what they were."""

    def __init__(self, book: Book, material: Material, team: Team, ids: dict[str, int], today: date) -> None:
        self._book = book
        self._written = material.giving
        self._recommended: str = material.people["recommended"]
        self._chance = Chance(f"giving {book.shop.language} {today}")
        self._team = team
        self._ids = ids
        self._today = today

    def write_down(self) -> None:
        """All of it."""
        self._what_is_known()
        self._who_brought_whom()
        for name, kind, words, cost, days_ago, note in self._written["gifts"]:
            given_on = self._today - timedelta(days=days_ago)
            self._give(self._ids[name], GiftKind(kind), given_on, words, cost, note)
        self._small_gifts()

    def _what_is_known(self) -> None:
        customers = self._book.customers
        for name, stars, need, aim in self._written["known"]:
            customer = customers.get(self._ids[name])
            customers.update(
                replace(customer, stars=stars, need_cents=cents(need), share_aim_percent=aim), customer
            )

    def _who_brought_whom(self) -> None:
        """Some bring one friend after another: people who came of late, and of whom nobody said how they came."""
        customers = self._book.customers
        came = customers.all(
            "kind = 'person' AND introduced_by_id IS NULL AND household_id IS NULL AND note = ''"
            " AND known_since >= :since AND id NOT IN"
            " (SELECT introduced_by_id FROM customer WHERE introduced_by_id IS NOT NULL)"
            " AND id IN (SELECT customer_id FROM purchase)",
            "id",
            since=(self._today - timedelta(days=_CAME_WITHIN_DAYS)).isoformat(),
        )
        came = [one for one in came if one.name not in self._written["brought"]]
        self._chance.shuffle(came)
        for name, friends in self._written["brought"].items():
            for _n in range(min(friends, len(came))):
                friend = came.pop()
                brought = replace(friend, introduced_by_id=self._ids[name], found_by=self._recommended)
                customers.update(brought, friend)

    def _small_gifts(self) -> None:
        """Something beside what was bought, or for having had to wait."""
        since = self._today - timedelta(days=_GIVEN_WITHIN_DAYS)
        sold: list[dict[str, Any]] = [
            dict(row)
            for row in self._book.store.rows(
                "SELECT customer_id, bought_on FROM purchase WHERE kind = 'sale' AND customer_id IS NOT NULL"
                " AND bought_on >= :since ORDER BY id",
                since=since.isoformat(),
            )
        ]
        bag = Bag(self._chance, self._written["small"])
        for sale in self._chance.sample(sold, min(_SMALL_GIFTS, len(sold))):
            kind, words, cost = bag.draw()
            self._give(
                sale["customer_id"], GiftKind(kind), date.fromisoformat(sale["bought_on"]), words, cost
            )

    def _give(
        self, customer_id: int, kind: GiftKind, given_on: date, words: str, cost: str, note: str = ""
    ) -> None:
        self._book.gifts.insert(
            Gift(
                customer_id=customer_id,
                kind=kind,
                given_on=given_on,
                words=words,
                cost_cents=cents(cost) or 0,
                staff_id=self._chance.choice(self._team.on(given_on)),
                note=note,
            )
        )
