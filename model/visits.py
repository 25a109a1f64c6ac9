"""Visits: every contact made with a customer, and what they said."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from model.channels import Channel
from model.table import Record, Table
from resources.i18n import N_, _


class Outcome(StrEnum):
    """How a contact ended; on paper they are coded 1 to 6 in this order."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"
    DO_NOT_CALL = "do_not_call"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_OUTCOME_LABELS[self])

    @property
    def code(self) -> int:
        """The digit that stands for it on paper."""
        return list(Outcome).index(self) + 1

    @property
    def letter(self) -> str:
        """The letter that stands for it on the keyboard, in every language."""
        return _OUTCOME_LETTERS[self]

    @property
    def reached(self) -> bool:
        """Whether somebody was spoken to."""
        return self not in (Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)


_OUTCOME_LABELS = {
    Outcome.REACHED: N_("Reached"),
    Outcome.NO_ANSWER: N_("No answer"),
    Outcome.CALL_BACK: N_("Call back"),
    Outcome.WRONG_NUMBER: N_("Wrong number"),
    Outcome.REFUSED: N_("Did not want to talk"),
    Outcome.DO_NOT_CALL: N_("Do not call again"),
}

_OUTCOME_LETTERS = dict(zip(Outcome, "RNCWFD", strict=True))


WRITTEN = (Channel.MESSAGE, Channel.EMAIL, Channel.LETTER)
"""The channels on which nobody answers at once."""


class SuggestionStatus(StrEnum):
    """What became of a customer's suggestion."""

    OPEN = "open"
    CONSIDERED = "considered"
    DONE = "done"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_SUGGESTION_LABELS[self])


_SUGGESTION_LABELS = {
    SuggestionStatus.OPEN: N_("New"),
    SuggestionStatus.CONSIDERED: N_("Being considered"),
    SuggestionStatus.DONE: N_("Done"),
    SuggestionStatus.DECLINED: N_("Not done"),
}


class Visit(Record):
    """One contact. ``satisfaction`` is the answer to *would you come back?*, 0 to 10, ``None`` if not asked;
    ``words`` are the customer's own. ``suggestion_answer`` is what became of the suggestion, ``suggestion_told_on``
    when the customer heard of it. ``call_list_line_id`` is the line of a printed list that it was written from."""

    customer_id: int
    follow_up_id: int | None = None
    complaint_id: int | None = None
    visited_on: date
    visited_at: str | None = None
    channel: Channel = Channel.PHONE
    staff_id: int | None = None
    reached: bool = True
    outcome: Outcome = Outcome.REACHED
    satisfaction: int | None = None
    words: str = ""
    suggestion: str = ""
    note: str = ""
    call_list_line_id: int | None = None
    suggestion_status: SuggestionStatus = SuggestionStatus.OPEN
    suggestion_answer: str = ""
    suggestion_told_on: date | None = None


def is_in_vain(outcome: Outcome) -> bool:
    """Whether it was tried and nobody was there."""
    return outcome in (Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)


def was_answered(visit: Visit) -> bool:
    """Whether the customer was really reached: what was only sent was not, until they say something."""
    if visit.channel in WRITTEN and visit.outcome is Outcome.REACHED:
        return bool(visit.words or visit.suggestion or visit.satisfaction is not None)
    return visit.outcome.reached


class Visits(Table[Visit]):
    """Every contact made."""

    name: ClassVar[str] = "visit"
    record = Visit

    def of_customer(self, customer_id: int, limit: int = 1000) -> list[Visit]:
        """A customer's contacts, latest first."""
        rows = self.store.rows(
            "SELECT * FROM visit WHERE customer_id = :customer ORDER BY visited_on DESC, id DESC LIMIT :limit",
            customer=customer_id,
            limit=limit,
        )
        return [self._of(row) for row in rows]

    def between(self, first: date, last: date) -> list[Visit]:
        """Contacts of a period, both days included, oldest first."""
        return self.all(
            "visited_on BETWEEN :first AND :last",
            "visited_on, id",
            first=first.isoformat(),
            last=last.isoformat(),
        )
