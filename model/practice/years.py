"""Three years in the practice shop, day by day: customers come by their habits, the staff sell, listen and call."""

import dataclasses
from datetime import date, timedelta

from model.book import Book
from model.channels import Channel
from model.follow_ups import FollowUp, FollowUpStatus
from model.practice.adopting import ADOPTED_DAYS_AGO, adopt, begin_with_few
from model.practice.calling import Telephone
from model.practice.chance import Bag, Chance
from model.practice.complaining import ComplaintBook
from model.practice.extras import Extras
from model.practice.material import Basket, Material, Reminder, Stream, basket
from model.practice.opening import DAYS_BEFORE, Team
from model.practice.people import Shopper
from model.practice.selling import Counter, Sale
from model.products import Product
from model.shop_calendar import ShopCalendar
from model.statistics import Progress
from model.visits import Visit

_CALL_DAYS = (1, 3, 5)  # Tuesday, Thursday, Saturday
_EVERY_DAY_OF_LATE = 21
_MORNING_ENDS_AT = 11 * 60 + 40
_SHORT_DAY_MINUTES = 4 * 60
_CUSTOMERS_THIS_MORNING = (3, 5)
_PAPER_DAYS_AGO = (15, 9, 8, 1)


class Years:
    """Lives through the years up to the morning of ``today``."""

    def __init__(
        self,
        book: Book,
        material: Material,
        chance: Chance,
        calendar: ShopCalendar,
        team: Team,
        products: dict[str, Product],
        shoppers: list[Shopper],
        today: date,
        extras: Extras,
    ) -> None:
        self._book = book
        self._chance = chance
        self._calendar = calendar
        self._team = team
        self._shoppers = shoppers
        self._today = today
        self._extras = extras
        self._first = today - timedelta(days=DAYS_BEFORE)
        self._counter = Counter(book, material, chance, products, today)
        self._sales: dict[int, Sale] = {}
        by_id = {shopper.customer_id: shopper for shopper in shoppers}
        self._telephone = Telephone(book, material, chance, by_id, self._sales, today)
        self._complaints = ComplaintBook(book, material, chance, products, today)
        self._reminders = {reminder.code: reminder for reminder in material.reminders}
        self._reminded: dict[tuple[int, str], FollowUp] = {}
        self._passers_by = [(weight, basket(text)) for weight, text in material.selling["passers_by"]]
        self._remarks = Bag(chance, material.words["counter"])

    def live(self, progress: Progress) -> None:
        """Fill the book."""
        for shopper in self._shoppers:
            self._make_plans(shopper)
        later = begin_with_few(self._book)
        for n in range(DAYS_BEFORE):
            day = self._first + timedelta(days=n)
            if n == DAYS_BEFORE - ADOPTED_DAYS_AGO:
                adopt(self._book, later)
                self._extras.use_services(day)
                self._extras.lately()
            if n % 30 == 0:
                progress(n, DAYS_BEFORE)
            if self._calendar.is_open(day):
                self._one_day(day)
        self._extras.wishes()
        self._this_morning()
        progress(DAYS_BEFORE, DAYS_BEFORE)

    def _one_day(self, day: date) -> None:
        staff = self._team.on(day)
        hours = self._calendar.hours_on(day)
        rather_tomorrow = 60 if sum(closes - opens for opens, closes in hours) < _SHORT_DAY_MINUTES else 0
        baskets: list[tuple[Shopper | None, Basket]] = [
            (shopper, self._comes_for(shopper, stream, day))
            for shopper in self._shoppers
            for stream, next_on in shopper.next_on.items()
            if next_on <= day
            and not self._has_left(shopper, day)
            and not self._chance.percent(rather_tomorrow)
        ]
        baskets += [
            (shopper, shopper.bought.pop(on))
            for shopper in self._shoppers
            for on in list(shopper.bought)
            if on <= day
        ]
        passing = self._chance.weighted([(62, 0), (28, 1), (10, 2)])
        baskets += [(None, self._chance.weighted(self._passers_by)) for _one in range(passing)]
        self._sell(baskets, day, hours, staff)
        self._counter.take_back(day, self._chance.choice(staff))
        self._complaints.write_down(day, self._counter.sales, staff)
        if day.weekday() in _CALL_DAYS or (self._today - day).days <= _EVERY_DAY_OF_LATE:
            self._telephone.work_through(day, staff, on_paper=self._is_worked_from_paper(day))

    def _is_worked_from_paper(self, day: date) -> bool:
        """Of late a list is printed now and then."""
        return (self._today - day).days in _PAPER_DAYS_AGO

    def _this_morning(self) -> None:
        """Today has only begun: those whose turn is next have been in already."""
        staff = self._team.on(self._today)
        coming = sorted(
            (min(shopper.next_on.values()), shopper.customer_id, shopper)
            for shopper in self._shoppers
            if shopper.next_on and not shopper.silent_times and not self._has_left(shopper, self._today)
        )
        number = self._chance.randint(*_CUSTOMERS_THIS_MORNING)
        baskets: list[tuple[Shopper | None, Basket]] = []
        for _day, _id, shopper in coming[:number]:
            stream = min(shopper.next_on, key=lambda key: (shopper.next_on[key], key))
            baskets.append((shopper, self._comes_for(shopper, stream, self._today)))
        baskets.append((None, self._chance.weighted(self._passers_by)))
        opens = self._calendar.hours_on(self._today)[0][0]
        self._sell(baskets, self._today, ((opens, _MORNING_ENDS_AT),), staff)
        self._complaints.write_down(self._today, self._counter.sales, staff)

    # who comes, and when again

    def _make_plans(self, shopper: Shopper) -> None:
        """When each stream of a customer begins: newcomers start at once, the others are somewhere in between."""
        for number, stream in enumerate(shopper.habit.streams):
            if shopper.joined_on >= self._first and number == 0:
                shopper.next_on[number] = shopper.joined_on
            else:
                start = max(shopper.joined_on, self._first)
                days = self._chance.randint(1, stream.every_days[1])
                shopper.next_on[number] = self._in_season(stream, start + timedelta(days=days))
        if shopper.silent_times and shopper.habit.streams:
            rhythm = sum(shopper.habit.streams[0].every_days) / 2
            last_on = self._today - timedelta(days=round(shopper.silent_times * rhythm))
            shopper.leaves_on = last_on + timedelta(days=2)

    def _comes_for(self, shopper: Shopper, number: int, day: date) -> Basket:
        stream = shopper.habit.streams[number]
        next_on = day + timedelta(days=self._chance.randint(*stream.every_days))
        shopper.next_on[number] = self._in_season(stream, next_on)
        if shopper.silent_times and shopper.leaves_on and number == 0:
            self._come_once_more(shopper, day)
        return self._chance.weighted(stream.baskets)

    def _come_once_more(self, shopper: Shopper, day: date) -> None:
        """Whoever is missed today was last seen on the day that makes it so."""
        assert shopper.leaves_on is not None
        last_on = shopper.leaves_on - timedelta(days=2)
        if day < last_on < shopper.next_on[0] + timedelta(days=30):
            shopper.next_on[0] = last_on

    def _in_season(self, stream: Stream, day: date) -> date:
        """``day``, or a later one in a month that suits."""
        if not stream.months:
            return day
        best = max(stream.months)
        for _try in range(24):
            if self._chance.random() * best < stream.months[day.month - 1]:
                return day
            day += timedelta(days=self._chance.randint(12, 30))
        return day

    def _has_left(self, shopper: Shopper, day: date) -> bool:
        return shopper.leaves_on is not None and shopper.leaves_on <= day

    # the counter

    def _sell(
        self,
        baskets: list[tuple[Shopper | None, Basket]],
        day: date,
        hours: tuple[tuple[int, int], ...],
        staff: list[int],
    ) -> None:
        times = sorted(self._chance.time_within(hours) for _one in baskets)
        self._chance.shuffle(baskets)
        for at, (shopper, goods) in zip(times, baskets, strict=True):
            staff_id = self._chance.choice(staff)
            sale = self._counter.sell(shopper, goods, day, at, staff_id)
            if shopper is None:
                continue
            self._sales[sale.purchase_id] = sale
            if not (shopper.is_business or shopper.silent_times):
                for code in sorted({code for code, _count in goods} & self._reminders.keys()):
                    self._remind(shopper, self._reminders[code], day)
            if self._chance.percent(2.5):
                self._note_remark(shopper, day, at, staff_id)

    def _remind(self, shopper: Shopper, reminder: Reminder, day: date) -> None:
        """The last reminder has done its work; the next one is planned."""
        earlier = self._reminded.pop((shopper.customer_id, reminder.code), None)
        if earlier:
            current = self._book.follow_ups.get(earlier.id)
            if current.status is FollowUpStatus.OPEN:
                done = dataclasses.replace(current, status=FollowUpStatus.DONE, done_on=day)
                self._book.follow_ups.update(done)
        if self._chance.percent(60):
            self._reminded[shopper.customer_id, reminder.code] = self._book.follow_ups.insert(
                FollowUp(
                    customer_id=shopper.customer_id,
                    reason=reminder.reason,
                    planned_on=self._calendar.next_open(day + timedelta(days=reminder.days)),
                )
            )

    def _note_remark(self, shopper: Shopper, day: date, at: str, staff_id: int) -> None:
        satisfaction, words = self._remarks.draw()
        self._book.visits.insert(
            Visit(
                customer_id=shopper.customer_id,
                visited_on=day,
                visited_at=at,
                channel=Channel.COUNTER,
                staff_id=staff_id,
                satisfaction=satisfaction,
                words=words,
            )
        )
