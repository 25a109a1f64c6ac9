"""Writing back a call list: what was typed for a line becomes a contact with whoever stands on it.

Each line is an edit of its own, also those of a file: each was a call of its own, so one that was typed wrongly can be
taken back alone, the customer's history tells it as what it was, and if the power goes in the middle, what was written
stays and the file can simply be written again.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date

from model.book import Book
from model.call_list_closing import close_if_all_is_back, tick_off
from model.call_list_progress import ListedCall, Somebody, calls_of
from model.call_lists import CallList
from model.channels import Channel
from model.complaints import Complaint
from model.contacts import record_contact
from model.days_in_words import format_day
from model.due import DueItem, item_of
from model.errors import FieldError
from model.follow_ups import FollowUp, FollowUpStatus
from model.frozen import Frozen
from model.planning.storing import put_off, stored
from model.visits import Outcome, Visit
from model.written_line import Typed, insist_on_whole, read_line
from resources.i18n import N_, _


class AlreadyWritten(FieldError):  # noqa: N818 - nothing is wrong with what was typed
    """This line is in the book. ``as_typed``: just so, which is no harm; otherwise the book says something else."""

    def __init__(self, sentence: str, *, as_typed: bool) -> None:
        super().__init__(sentence)
        self.as_typed = as_typed


class WrittenBack(Frozen):
    """What came of a line. ``people`` are those for whom a contact was written; ``closed``: it was the last line of
    its list."""

    line: int
    people: tuple[Somebody, ...]
    closed: bool


class Sheet:
    """A list with its lines as they are now, to read against what is typed."""

    def __init__(self, book: Book, call_list: CallList, today: date, called_on: date | None = None) -> None:
        self._book, self._today = book, today
        self.call_list = call_list
        self.called_on = called_on or min(call_list.for_on, today)
        """The day of the calls: that of the list, unless it is still to come."""
        self.calls: Sequence[ListedCall] = calls_of(book, call_list.id)
        self.visits = {
            (call.line_id, one.customer_id): one.visit
            for call in self.calls
            for one in call.people
            if one.visit is not None
        }
        self._by_number = {call.line: call for call in self.calls}

    def insist_on_called(self) -> None:
        """``FieldError`` if the day of the calls is still to come."""
        if self.called_on > self._today:
            raise FieldError(
                _("Nobody can have been called on {day}: it is still to come.").format(
                    day=format_day(self.called_on)
                )
            )

    def read(self, text: str) -> Typed:
        """What ``text`` says so far. ``FieldError`` for what cannot be meant."""
        return read_line(text, self.called_on)

    def call(self, typed: Typed) -> ListedCall:
        """The line that was typed. ``FieldError`` if this list has none such."""
        number = self.call_list.number
        if typed.list_number not in (None, number):
            raise FieldError(
                _("That is a line of list {other}, but this is list {number}.").format(
                    other=typed.list_number, number=number
                )
            )
        found = self._by_number.get(typed.line)
        if found is None:
            raise FieldError(
                _("There is no line {line} on list {number}: it goes from 1 to {last}.").format(
                    line=typed.line, number=number, last=max(self._by_number, default=0)
                )
            )
        if not found.people:
            raise FieldError(
                _("Whoever stood on line {line} is no longer in the book.").format(line=typed.line)
            )
        return found

    def people(self, typed: Typed) -> list[Somebody]:
        """Whom it is about: the person of the letter, without one everybody on the line who is not written back yet.

        The words are the first one's. Whoever has a letter may still add words to a call that was written for the whole
        household. ``AlreadyWritten`` if nobody is left, ``FieldError`` if there is no such letter.
        """
        call = self.call(typed)
        wanted = list(call.people)
        if typed.letter:
            wanted = [one for one in wanted if call.letter_of(one) == typed.letter]
            if not wanted:
                raise FieldError(_no_such_person(call, typed.letter))
        left = [one for one in wanted if (call.line_id, one.customer_id) not in self.visits]
        known = self.visits.get((call.line_id, wanted[0].customer_id))
        same = known is not None and self._says_the_same(known, typed)
        if known is not None and typed.letter and not same and _adds(known, typed):
            return wanted
        if not left:
            assert known is not None
            raise AlreadyWritten(
                _("Line {line} is already written back, for {name}: {outcome}.").format(
                    line=f"{typed.line}{typed.letter}", name=wanted[0].name, outcome=known.outcome.label
                ),
                as_typed=same,
            )
        return left

    def _says_the_same(self, known: Visit, typed: Typed) -> bool:
        """Whether all that was typed is in the book: what is not must not be taken for known, or nobody writes it."""
        said = typed.words if known.reached else ""
        book, about = self._book, {"customer": known.customer_id}
        return (
            typed.outcome is known.outcome
            and typed.score == known.satisfaction
            and said == known.words
            and (known.reached or typed.words == known.note)
            and typed.suggestion in ("", known.suggestion)
            and (
                not typed.complaint
                or book.complaints.count(
                    "customer_id = :customer AND words = :words", words=typed.complaint, **about
                )
                > 0
            )
            and (
                typed.next_on is None
                or book.follow_ups.count(
                    "customer_id = :customer AND :day IN (planned_on, snoozed_to)",
                    day=typed.next_on.isoformat(),
                    **about,
                )
                > 0
            )
        )

    def in_words(self, typed: Typed) -> str:
        """What was typed, as it is understood: ``17 · Anna Rossi · Call back · 5 December · 9 · “…”``."""
        if not typed.line:
            return _("List {number}").format(number=self.call_list.number)
        names = _(", ").join(one.name for one in self.people(typed))
        parts = [
            f"{typed.line}{typed.letter}",
            names,
            typed.outcome.label if typed.outcome else "",
            format_day(typed.next_on, "medium") if typed.next_on else "",
            "" if typed.score is None else str(typed.score),
            _("“{words}”").format(words=typed.words) if typed.words else "",
            _("Complaint: {words}").format(words=typed.complaint) if typed.complaint else "",
            _("Suggestion: {words}").format(words=typed.suggestion) if typed.suggestion else "",
        ]
        return " · ".join(part for part in parts if part)

    def check(self, typed: Typed) -> list[Somebody]:
        """The people, if all is there and goes together; else ``FieldError`` with what to do about it."""
        self.insist_on_called()
        if not typed.line:
            insist_on_whole(typed)
        people = self.people(typed)
        insist_on_whole(typed)
        return people

    def write(self, typed: Typed) -> WrittenBack:
        """Write one line into the book, in one edit: a contact with everybody it is about, and what follows from it.

        The last line closes the list. A line that was left when its list was closed may still be written.
        ``AlreadyWritten`` and ``FieldError`` as of :meth:`check`.
        """
        book, first = self._book, self.check(typed)[0]
        call = self.call(typed)
        about = {
            "line": f"{typed.line}{typed.letter}",
            "number": str(self.call_list.number),
            "name": first.name,
        }
        with book.edit(N_("Wrote back line {line} of call list {number}: {name}"), **about):
            self._look_again(call)  # only now nobody else writes
            people = self.check(typed)
            for place, one in enumerate(people):
                self._write_for(call, one, typed, speaks=place == 0)
            self._look_again(call)
            tick_off(book, call.line_id)
            closed = close_if_all_is_back(book, self.call_list.id, self._today)
        return WrittenBack(line=call.line, people=tuple(people), closed=closed)

    def _look_again(self, call: ListedCall) -> None:
        for one in call.people:
            self.visits.pop((call.line_id, one.customer_id), None)
        for visit in self._book.visits.all("call_list_line_id = :line", line=call.line_id):
            self.visits[call.line_id, visit.customer_id] = visit

    def _write_for(self, call: ListedCall, one: Somebody, typed: Typed, *, speaks: bool) -> None:
        """The contact with one of the people. Only who ``speaks`` said the words; the outcome is that of the whole
        call, and so is the day on which they are tried again who are not done with."""
        book, outcome = self._book, typed.outcome
        assert outcome is not None
        said = typed if speaks else Typed()
        known = self.visits.get((call.line_id, one.customer_id))
        items = [] if known else _still_to_settle(book, one.follow_ups)
        visit = known or Visit(
            customer_id=one.customer_id,
            follow_up_id=next((reason.follow_up_id for reason in items), None)
            or next((reason.id for reason in one.follow_ups), None),
            visited_on=self.called_on,
            channel=items[0].channel if items else Channel.PHONE,
            staff_id=self.call_list.staff_id,
            outcome=outcome,
            call_list_line_id=call.line_id,
        )
        visit = dataclasses.replace(
            visit,
            satisfaction=said.score,
            # Where nobody was reached, nobody said it: “mailbox full” is our own remark.
            words=said.words if outcome.reached else "",
            note=visit.note if outcome.reached else said.words,
            suggestion=said.suggestion,
        )
        if said.complaint:
            made = book.complaints.insert(
                Complaint(
                    customer_id=one.customer_id,
                    said_on=self.called_on,
                    channel=visit.channel,
                    words=said.complaint,
                )
            )
            if not any(item.complaint_id for item in items):
                visit = dataclasses.replace(visit, complaint_id=made.id)
        again = bool(items) and (not outcome.reached or outcome is Outcome.CALL_BACK)
        next_on = typed.next_on if speaks or again else None
        if known is None:
            record_contact(book, visit, items, next_on)
        else:
            book.visits.update(visit)
            if next_on is not None:
                self._plan_again(one, outcome, next_on)

    def _plan_again(self, one: Somebody, outcome: Outcome, next_on: date) -> None:
        """Another day for somebody whose call was written before: what waits for it is moved, not asked for twice."""
        book = self._book
        waiting = _still_to_settle(book, one.follow_ups) if outcome is Outcome.CALL_BACK else []
        for item in waiting:
            book.follow_ups.update(put_off(stored(book, item), next_on))
        if not waiting:
            book.follow_ups.insert(FollowUp(customer_id=one.customer_id, planned_on=next_on))


def write_line(
    book: Book, call_list: CallList, typed: Typed, today: date, called_on: date | None = None
) -> WrittenBack:
    """Write one line into the book; see :meth:`Sheet.write`."""
    return Sheet(book, call_list, today, called_on).write(typed)


def _no_such_person(call: ListedCall, letter: str) -> str:
    if not call.is_household:
        return _("Line {line} calls {name} alone: leave out the letter “{letter}”.").format(
            line=call.line, name=call.people[0].name, letter=letter
        )
    people = _(", ").join(f"{call.code(one)} {one.name}" for one in call.people)
    return _("There is no “{letter}” on line {line}. There are: {people}.").format(
        letter=letter, line=call.line, people=people
    )


def _adds(known: Visit, typed: Typed) -> bool:
    """Whether somebody of a household says a word of their own, after the call was written for all of it."""
    silent = known.satisfaction is None and not (known.words or known.suggestion)
    speaks = typed.score is not None or typed.words or typed.suggestion or typed.complaint
    return known.reached and typed.outcome is known.outcome and silent and bool(speaks)


def _still_to_settle(book: Book, follow_ups: Iterable[FollowUp]) -> list[DueItem]:
    """The reasons that nobody settled since the list was printed; one that was missed meanwhile is not missed, and for
    one that another copy of the book planned too stands the one that was kept."""
    now = (book.follow_ups.find(one.id) for one in follow_ups)
    waiting = (FollowUpStatus.OPEN, FollowUpStatus.MISSED)
    kept = [book.follow_ups.kept_of(one) for one in now if one is not None]
    each = {one.id: one for one in kept}.values()
    return [item_of(one) for one in each if one.status in waiting]
