"""Making a call list: whoever is due on a day gets a line, unless another list already has them."""

from collections.abc import Callable, Mapping
from datetime import date

from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason
from model.channels import Channel
from model.days_in_words import format_day
from model.due import Due, households
from model.errors import BookError
from model.planning.gathering import on_lists
from model.planning.plan import DayPlan, plan
from model.planning.storing import stored
from model.store import Store
from resources.i18n import N_, _

Printing = Callable[[CallList], object]


class NobodyLeft(BookError):  # noqa: N818 - nothing went wrong
    """Nobody can be put on a list. ``numbers`` are the lists on which those stand who are due."""

    def __init__(self, sentence: str, numbers: tuple[int, ...] = ()) -> None:
        super().__init__(sentence)
        self.numbers = numbers


def list_of_today(book: Book, today: date, staff_id: int | None = None) -> CallList:
    """A list of all who are due today; if they all stand on one already, the latest that is open for today.

    ``NobodyLeft`` if there is none either.
    """
    try:
        return make_list(book, today, today, staff_id)
    except NobodyLeft:
        known = [one for one in book.call_lists.open_ones() if one.for_on == today]
        if not known:
            raise
        return known[-1]


def make_list(
    book: Book,
    today: date,
    for_on: date,
    staff_id: int | None = None,
    limit: int | None = None,
    masked: bool | None = None,
    printing: Printing | None = None,
) -> CallList:
    """A list of those who are due on ``for_on``, at most ``limit`` lines, in the order of Today; a household is one
    line. One edit, whose undo takes the list away.

    What it asks for is stored as follow-ups, shown ``today`` (of a list for a day gone by, then), so that it stays
    asked for until the list is back. Nobody who stands on
    an open line of an open list, or lives with somebody who does, gets another line. ``masked`` is the shop's setting
    where it is not said. ``printing`` is called with the list before it is saved: if it raises, there is no list.
    ``NobodyLeft`` if nobody is left to put on it.
    """
    number = next_number(book.store)
    with book.edit(N_("Printed call list {number}"), number=str(number)):
        if next_number(book.store) != number:
            raise BookError(_("Another list was made at this very moment. Please make yours again."))
        day = plan(book.store, for_on)[0]
        listed = on_lists(book.store).number_of  # also if a promise is due that is not on the list
        calls = households(one for one in day.due if one.customer_id not in listed and _is_call(one))[:limit]
        if not calls:
            raise _nobody_left(day, listed)
        made = book.call_lists.insert(
            CallList(
                number=number,
                for_on=for_on,
                staff_id=staff_id,
                masked=book.shop.mask_phones if masked is None else masked,
            )
        )
        for place, people in enumerate(calls, start=1):
            _add_line(book, made, place, people, min(today, for_on))
        if printing is not None:
            printing(made)
    return made


def next_number(store: Store) -> int:
    """One more than the highest there ever was."""
    return 1 + int(store.value("SELECT coalesce(max(number), 0) FROM call_list"))


def _add_line(book: Book, made: CallList, place: int, people: list[Due], shown_on: date) -> None:
    line = book.call_list_lines.insert(
        CallListLine(call_list_id=made.id, line=place, customer_id=people[0].customer_id)
    )
    for one in people:
        for item in one.items:
            follow_up = stored(book, item, shown_on)
            book.call_list_reasons.insert(
                CallListReason(call_list_line_id=line.id, follow_up_id=follow_up.id)
            )


def _is_call(one: Due) -> bool:
    """Whether they are called or visited: what is only written has its own list."""
    return any(item.channel not in (Channel.LETTER, Channel.EMAIL) for item in one.items)


def _nobody_left(day: DayPlan, listed: Mapping[int, int]) -> NobodyLeft:
    people = [one.customer_id for one in day.due] + [one.customer_id for one in day.held]
    numbers = sorted({listed[customer_id] for customer_id in people if customer_id in listed})
    if numbers:
        sentence = _(
            "Everybody due on {day} stands on a list: {numbers}. Write it back or close it first."
        ).format(day=format_day(day.day), numbers=_(", ").join(map(str, numbers)))
        return NobodyLeft(sentence, tuple(numbers))
    if day.held:
        sentence = _("Nobody can be called on {day}. {because}")
        return NobodyLeft(sentence.format(day=format_day(day.day), because=day.held[0].because))
    sentence = _("Nobody is due on {day}.")
    return NobodyLeft(sentence.format(day=format_day(day.day)))
