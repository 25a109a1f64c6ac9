"""The telephone of the practice shop: the staff work through who is due and write down what was said."""

import dataclasses
from datetime import date, timedelta

from model.book import Book
from model.channels import Channel
from model.contacts import record_contact, skip
from model.due import Due, DueItem, due
from model.practice.chance import Bag, Chance
from model.practice.material import Material
from model.practice.people import Shopper
from model.practice.selling import Sale
from model.rules import Rule
from model.visits import Outcome, Visit

_CALLING_HOURS = ((9 * 60 + 30, 12 * 60), (14 * 60, 17 * 60 + 30))
_CALLS_A_DAY = 7
_LAST_WEEKS_DAYS = 21
_BUSY_DAYS = 2
_MISSED_FOR_DAYS = 9
_MISSED_LEFT = 2
_CALLS_LEFT = 2
_TRIFLES_CALLED_OF_LATE_PERCENT = 35
_MOST_ATTEMPTS = 5
_OUTCOMES = (
    (73, Outcome.REACHED),
    (18, Outcome.NO_ANSWER),
    (5, Outcome.CALL_BACK),
    (3, Outcome.REFUSED),
    (1, Outcome.WRONG_NUMBER),
)
_SATISFACTION = (10, 10, 9, 9, 9, 8, 8, 8, 8, 7, 7, 6, 5)


class Telephone:
    """Calls those who are due. ``sales`` says what a call after a sale is about."""

    def __init__(
        self,
        book: Book,
        material: Material,
        chance: Chance,
        shoppers: dict[int, Shopper],
        sales: dict[int, Sale],
        today: date,
    ) -> None:
        self._book = book
        self._chance = chance
        self._shoppers = shoppers
        self._sales = sales
        self._today = today
        self._missed_left: set[int] = set()
        self._calls_left: set[int] = set()
        self._bags = {occasion: Bag(chance, said) for occasion, said in material.words.items()}
        self._by_message_percent: int = material.shop["by_message_percent"]

    def work_through(self, day: date, staff: list[int]) -> None:
        """Call as many as there is time for; in the last weeks everybody, but for a few who are left for today."""
        last_weeks = (self._today - day).days <= _LAST_WEEKS_DAYS
        calls = 0
        for one in due(self._book.store, day):
            shopper = self._shoppers[one.customer_id]
            if self._is_left_for_today(one, shopper, day) or self._needs_no_call(one, day, last_weeks):
                continue
            if last_weeks or calls < _CALLS_A_DAY:
                calls += 1
                self._contact(one, shopper, day, self._chance.choice(staff))

    def _is_left_for_today(self, one: Due, shopper: Shopper, day: date) -> bool:
        """Today needs something to do: the last days were busy, and some who are missed had to wait."""
        waiting_days = (self._today - one.due_on).days
        if one.items[0].rule == Rule.SILENT:
            if shopper.silent_times and shopper.leaves_on and shopper.leaves_on <= day:
                return True
            left, longest_days, most = self._missed_left, _MISSED_FOR_DAYS, _MISSED_LEFT
        else:
            left, longest_days, most = self._calls_left, _BUSY_DAYS, _CALLS_LEFT
        if waiting_days <= longest_days and len(left) < most:
            left.add(one.customer_id)
        return waiting_days <= longest_days and one.customer_id in left

    def _needs_no_call(self, one: Due, day: date, last_weeks: bool) -> bool:
        """Whoever was missed and came by themselves, and whoever bought a mere trifle."""
        missed = [item for item in one.items if item.rule == Rule.SILENT and item.follow_up_id]
        if missed:
            last_on = self._book.customers.figures(one.customer_id).last_on
            if last_on and last_on > missed[0].planned_on:
                skip(self._book, one.items, day)
                return True
        trifles = [item for item in one.items if item.rule == Rule.AFTER_SALE and not self._is_worth_it(item)]
        if len(trifles) < len(one.items):
            return False
        if last_weeks:
            if self._chance.percent(_TRIFLES_CALLED_OF_LATE_PERCENT):
                return False
            skip(self._book, trifles, day)
        return True

    def _is_worth_it(self, item: DueItem) -> bool:
        sale = self._sales.get(item.purchase_id or 0)
        return bool(item.follow_up_id or (sale and sale.worth_a_call))

    # one contact

    def _contact(self, one: Due, shopper: Shopper, day: date, staff_id: int) -> None:
        chance = self._chance
        channel = one.items[0].channel
        if channel is Channel.PHONE and chance.percent(self._by_message_percent):
            channel = Channel.MESSAGE
        visit = Visit(
            customer_id=one.customer_id,
            complaint_id=one.items[0].complaint_id,
            visited_on=day,
            visited_at=chance.time_within(shopper.call_spans or _CALLING_HOURS),
            channel=channel,
            staff_id=staff_id,
            outcome=self._outcome(shopper),
        )
        if one.attempts >= _MOST_ATTEMPTS:
            self._write_instead(one, visit)
        elif visit.outcome is Outcome.REACHED:
            self._talk(one, shopper, visit)
        elif visit.outcome.reached:
            later = day + timedelta(days=chance.randint(1, 4)) if visit.outcome is Outcome.CALL_BACK else None
            words = self._bags[visit.outcome.value].draw()
            record_contact(self._book, dataclasses.replace(visit, words=words), one.items, later)
        else:
            note = self._bags["no_answer"].draw() if visit.outcome is Outcome.NO_ANSWER else ""
            record_contact(self._book, dataclasses.replace(visit, note=note), one.items)

    def _outcome(self, shopper: Shopper) -> Outcome:
        if shopper.hard_to_reach and self._chance.percent(70):
            return Outcome.NO_ANSWER
        outcome = self._chance.weighted(_OUTCOMES)
        if outcome is Outcome.REFUSED and self._chance.percent(12):
            return Outcome.DO_NOT_CALL
        return outcome

    def _write_instead(self, one: Due, visit: Visit) -> None:
        """After five calls in vain a card goes out, and the occasion is over."""
        note = self._bags["letter"].draw()
        letter = dataclasses.replace(visit, channel=Channel.LETTER, outcome=Outcome.NO_ANSWER, note=note)
        record_contact(self._book, letter, one.items)
        still_open = [item for item in one.items if item.follow_up_id]
        if still_open:
            skip(self._book, still_open, visit.visited_on)

    def _talk(self, one: Due, shopper: Shopper, visit: Visit) -> None:
        chance = self._chance
        occasion = self._occasion(one.items[0], shopper, visit.visited_on)
        satisfaction: int | None = chance.choice(_SATISFACTION) if chance.percent(80) else None
        words = ""
        if occasion.startswith("silent") or chance.percent(62):
            satisfaction, words = self._bags[occasion].draw()
        suggestion = self._bags["suggestions"].draw() if chance.percent(6) else ""
        next_on, next_reason = None, ""
        if occasion == "planned" and chance.percent(12):
            next_on = visit.visited_on + timedelta(days=chance.randint(20, 90))
            next_reason = self._bags["again"].draw()
        said = dataclasses.replace(visit, satisfaction=satisfaction, words=words, suggestion=suggestion)
        record_contact(self._book, said, one.items, next_on, next_reason)
        if occasion in ("silent_back", "planned"):
            self._draw_back(shopper, visit.visited_on)

    def _occasion(self, item: DueItem, shopper: Shopper, day: date) -> str:
        if item.rule == Rule.AFTER_SALE:
            return self._sales[item.purchase_id or 0].occasion
        if item.rule == Rule.SILENT:
            gone = shopper.leaves_on is not None and shopper.leaves_on <= day
            return "silent_gone" if gone and self._chance.percent(60) else "silent_back"
        return "after_complaint" if item.complaint_id else "planned"

    def _draw_back(self, shopper: Shopper, day: date) -> None:
        """A good talk brings people back sooner than they would have come, most of the time."""
        if shopper.next_on and self._chance.percent(70):
            if shopper.leaves_on is not None and shopper.leaves_on <= day and shopper.silent_times is None:
                shopper.leaves_on = None
            stream = min(shopper.next_on, key=lambda number: (shopper.next_on[number], number))
            comes_on = day + timedelta(days=self._chance.randint(3, 28))
            shopper.next_on[stream] = min(shopper.next_on[stream], comes_on)
