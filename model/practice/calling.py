"""The telephone of the practice shop: the staff work through who is due and write down what was said."""

from dataclasses import replace
from datetime import date, timedelta

from model.book import Book
from model.call_list_making import next_number
from model.call_lists import CallList, CallListLine, CallListReason
from model.channels import Channel
from model.contacts import record_contact, skip
from model.due import Due, DueItem, item_of
from model.leaving import LeftReason
from model.planning.plan import due
from model.planning.storing import stored
from model.practice.chance import Bag, Chance
from model.practice.material import Material
from model.practice.people import Shopper
from model.practice.selling import Sale
from model.visit_rules import RuleKind
from model.visits import Outcome, Visit

_CALLING_HOURS = ((9 * 60 + 30, 12 * 60), (14 * 60, 17 * 60 + 30))
_CALLS_A_DAY = 7
_LAST_WEEKS_DAYS = 21
_BUSY_DAYS = 2
_MISSED_FOR_DAYS = 9
_MISSED_LEFT = 2
_CALLS_LEFT = 2
_TRIFLES_CALLED_OF_LATE_PERCENT = 35
_LINES_ON_PAPER = 4
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
        self._left: dict[RuleKind, set[int]] = {RuleKind.SILENT: set(), RuleKind.AFTER_SALE: set()}
        self._bags = {occasion: Bag(chance, said) for occasion, said in material.words.items()}
        self._by_message_percent: int = material.shop["by_message_percent"]

    def work_through(self, day: date, staff: list[int], *, on_paper: bool = False) -> None:
        """Call as many as there is time for; in the last weeks everybody, but for a few who are left for today."""
        last_weeks = (self._today - day).days <= _LAST_WEEKS_DAYS
        calls = 0
        if on_paper:
            self._work_from_paper(day, self._chance.choice(staff))
        for one in due(self._book.store, day):
            shopper = self._shoppers[one.customer_id]
            if self._is_left_for_today(one, shopper, day) or self._needs_no_call(one, day, last_weeks):
                continue
            if last_weeks or calls < _CALLS_A_DAY:
                calls += 1
                self._contact(one, shopper, day, self._chance.choice(staff))

    def _work_from_paper(self, day: date, staff_id: int) -> None:
        """A short list is printed and worked from; of the last one before today a line is still to be written back."""
        book = self._book
        calls = [
            one
            for one in due(book.store, day)
            if one.household_id is None
            and one.items[0].channel is Channel.PHONE
            and not self._is_left_for_today(one, self._shoppers[one.customer_id], day)
        ][:_LINES_ON_PAPER]
        if not calls:
            return
        made = book.call_lists.insert(CallList(number=next_number(book.store), for_on=day, staff_id=staff_id))
        listed = []
        for place, one in enumerate(calls, start=1):
            line = book.call_list_lines.insert(
                CallListLine(call_list_id=made.id, line=place, customer_id=one.customer_id)
            )
            follow_ups = [stored(book, item, day) for item in one.items]
            for follow_up in follow_ups:
                book.call_list_reasons.insert(
                    CallListReason(call_list_line_id=line.id, follow_up_id=follow_up.id)
                )
            listed.append(one._replace(items=tuple(map(item_of, follow_ups))))
        is_the_last = (self._today - day).days <= 1
        for one in listed[:-1] if is_the_last else listed:
            self._contact(one, self._shoppers[one.customer_id], day, staff_id)

    def _is_left_for_today(self, one: Due, shopper: Shopper, day: date) -> bool:
        """Today needs something to do: the last days were busy, and some who are missed had to wait."""
        waiting_days = (self._today - one.due_on).days
        rules = {item.rule for item in one.items}
        if shopper.silent_times and shopper.leaves_on and shopper.leaves_on <= day:
            return True
        if RuleKind.SILENT in rules:
            rule, longest_days, most = RuleKind.SILENT, _MISSED_FOR_DAYS, _MISSED_LEFT
        else:
            rule, longest_days, most = RuleKind.AFTER_SALE, _BUSY_DAYS, _CALLS_LEFT
            if rule not in rules:
                return False
        left = self._left[rule]
        if waiting_days <= longest_days and len(left) < most:
            left.add(one.customer_id)
        return waiting_days <= longest_days and one.customer_id in left

    def _needs_no_call(self, one: Due, day: date, last_weeks: bool) -> bool:
        """Whoever bought a mere trifle."""
        trifles = [
            item for item in one.items if item.rule == RuleKind.AFTER_SALE and not self._is_worth_it(item)
        ]
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
        if channel is Channel.LETTER:
            self._write(one, visit)
        elif visit.outcome is Outcome.REACHED:
            self._talk(one, shopper, visit)
        elif visit.outcome.reached:
            later = day + timedelta(days=chance.randint(1, 4)) if visit.outcome is Outcome.CALL_BACK else None
            words = self._bags[visit.outcome.value].draw()
            record_contact(self._book, replace(visit, words=words), one.items, later)
        else:
            note = self._bags["no_answer"].draw() if visit.outcome is Outcome.NO_ANSWER else ""
            record_contact(self._book, replace(visit, note=note), one.items)

    def _outcome(self, shopper: Shopper) -> Outcome:
        if shopper.hard_to_reach and self._chance.percent(70):
            return Outcome.NO_ANSWER
        outcome = self._chance.weighted(_OUTCOMES)
        if outcome is Outcome.REFUSED and self._chance.percent(25):
            return Outcome.DO_NOT_CALL
        return outcome

    def _write(self, one: Due, visit: Visit) -> None:
        """A card goes out: somebody wanted one, or five calls were in vain."""
        note = self._bags["letter"].draw() if one.attempts else ""
        record_contact(self._book, replace(visit, outcome=Outcome.REACHED, note=note), one.items)

    def _talk(self, one: Due, shopper: Shopper, visit: Visit) -> None:
        chance = self._chance
        occasion = self._occasion(one.items[0], shopper, visit.visited_on)
        satisfaction: int | None = chance.choice(_SATISFACTION) if chance.percent(80) else None
        words, left_reason, left_for = "", LeftReason.NONE, ""
        if occasion.startswith("silent") or chance.percent(62):
            satisfaction, words, *why = self._bags[occasion].draw()
            if why:
                left_reason, left_for = LeftReason(why[0]), why[1]
        suggestion = self._bags["suggestions"].draw() if chance.percent(6) else ""
        next_on, next_reason = None, ""
        if occasion == "planned" and chance.percent(12):
            next_on = visit.visited_on + timedelta(days=chance.randint(20, 90))
            next_reason = self._bags["again"].draw()
        said = replace(visit, satisfaction=satisfaction, words=words, suggestion=suggestion)
        record_contact(
            self._book, said, one.items, next_on, next_reason, left_reason=left_reason, left_for=left_for
        )
        if occasion in ("silent_back", "planned", "running_out"):
            self._draw_back(shopper, visit.visited_on)

    def _occasion(self, item: DueItem, shopper: Shopper, day: date) -> str:
        if item.rule == RuleKind.AFTER_SALE:
            return self._sales[item.purchase_id or 0].occasion
        if item.rule in (RuleKind.SILENT, RuleKind.WIN_BACK):
            gone = shopper.leaves_on is not None and shopper.leaves_on <= day
            return "silent_gone" if gone and self._chance.percent(60) else "silent_back"
        if item.complaint_id:
            return "after_complaint"
        return item.rule if item.rule in self._bags else "planned"

    def _draw_back(self, shopper: Shopper, day: date) -> None:
        """A good talk brings people back sooner than they would have come, most of the time."""
        if shopper.next_on and self._chance.percent(70):
            if shopper.leaves_on is not None and shopper.leaves_on <= day and shopper.silent_times is None:
                shopper.leaves_on = None
            stream = min(shopper.next_on, key=lambda number: (shopper.next_on[number], number))
            comes_on = day + timedelta(days=self._chance.randint(3, 28))
            shopper.next_on[stream] = min(shopper.next_on[stream], comes_on)
