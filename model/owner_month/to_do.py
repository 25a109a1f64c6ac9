"""What the owner might do now, in the order of what it is worth: at most a dozen lines for a pen to tick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from model import complaint_list
from model.call_lists import CallLists
from model.classes import review_due
from model.customer_class import CustomerClass
from model.days_in_words import format_day, format_month
from model.money import format_round_money
from resources.i18n import _, ngettext, paragraph

if TYPE_CHECKING:
    from model.classes.moves import Move
    from model.store import Store

_COMPLAINTS = 3
_FALLEN = 3
_SILENT = 4

_WORTH_A_WORD = (CustomerClass.PLATINUM, CustomerClass.GOLD)


@dataclass(frozen=True)
class ToDo:
    """One line: ``what`` to do, and ``why`` in a sentence, both with places for ``values``: names and words of people,
    in whatever direction they are read."""

    what: str
    why: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Silent:
    """Somebody who stays away: ``reason`` says how long in a sentence, ``at_stake_cents`` what a year would bring if
    they still came."""

    name: str
    phone: str
    reason: str
    at_stake_cents: int


def to_do(
    store: Store, today: date, moves: Iterable[Move], silent: Iterable[Silent], currency: str
) -> list[ToDo]:
    """As of ``today``; ``moves`` are those of the month, the latest review first, ``silent`` who stays away, most at
    stake first."""
    return [
        *islice(_late_complaints(store, today), _COMPLAINTS),
        *islice(_fallen(moves), _FALLEN),
        *islice((_call(one, currency) for one in silent), _SILENT),
        *_lists_to_write_back(store, today),
        *_review(store, today),
    ]


def _late_complaints(store: Store, today: date) -> Iterator[ToDo]:
    ids = complaint_list.ids(store)
    for row in complaint_list.rows(store, ids[: 10 * _COMPLAINTS], today):
        if row is not None and row.late and row.said_on <= today:
            yield ToDo(
                _("Put right the complaint of {name}"),
                _("Said on {day}: “{words}”") if row.what else _("Said on {day}."),
                {"name": row.name, "day": format_day(row.said_on), "words": row.what},
            )


def _fallen(moves: Iterable[Move]) -> Iterator[ToDo]:
    told: set[int] = set()
    for move in moves:
        if move.customer_id in told:
            continue  # They moved again since.
        told.add(move.customer_id)
        if move.is_up is False and move.from_class in _WORTH_A_WORD:
            yield ToDo(
                _("Speak to {name}"),
                _("No longer {before} but {now}. {lift}"),
                {
                    "name": move.name,
                    "before": move.from_class.label,
                    "now": move.to_class.label,
                    "lift": move.lift,
                },
            )


def _call(one: Silent, currency: str) -> ToDo:
    what = _("Call {name}, {phone}") if one.phone else _("Get in touch with {name}")
    stake = (
        _("{money} a year are at stake.").format(money=format_round_money(one.at_stake_cents, currency))
        if one.at_stake_cents > 0
        else ""
    )
    why = paragraph((one.reason, stake))
    return ToDo(what, "{why}", {"name": one.name, "phone": one.phone, "why": why})


def _lists_to_write_back(store: Store, today: date) -> Iterator[ToDo]:
    waiting = CallLists(store).all("status = 'open' AND for_on < :day", "for_on, id", day=today.isoformat())
    if waiting:
        yield ToDo(
            ngettext("Write back {n} printed call list", "Write back {n} printed call lists", len(waiting)),
            _("The oldest is of {day}."),
            {"n": f"{len(waiting):,}", "day": format_day(waiting[0].for_on)},
        )


def _review(store: Store, today: date) -> Iterator[ToDo]:
    month = review_due.due(store, today)
    if month is not None:
        yield ToDo(
            _("Review the classes"),
            _("The review of {month} is due: Figures, Classes."),
            {"month": format_month(month)},
        )
