"""What stands on a call list that was made: its lines, whom each calls, and about what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from model.call_lists import LineStatus
from model.due import Due, DueItem, item_of
from model.follow_ups import FollowUp
from model.store import Store

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class ListedCall:
    """One line. ``people`` are those it is about, first whom it names; none if they are no longer in the book."""

    id: int
    line: int
    status: LineStatus
    people: tuple[Due, ...]


def letter_of(place: int, people: int) -> str:
    """The letter behind the number of a line that means who stands at ``place``, from 0, among its ``people``; none
    where it calls one person only, and none for the twenty-seventh."""
    return ascii_lowercase[place] if people > 1 and place < len(ascii_lowercase) else ""


def listed_calls(store: Store, call_list_id: int) -> list[ListedCall]:
    """The lines of a list as on the paper, the most pressing reason of each person first.

    Whoever has no reason left, because it was undone, is still there: the line is on the paper. Classes and phones
    are left out.
    """
    reasons: dict[int, dict[int, list[DueItem]]] = {}
    for row in store.rows(_REASONS, list=call_list_id):
        follow_up = FollowUp.from_row(row)
        people = reasons.setdefault(row["call_list_line_id"], {})
        people.setdefault(follow_up.customer_id, []).append(item_of(follow_up))
    lines = store.rows(
        "SELECT id, line, customer_id, status FROM call_list_line WHERE call_list_id = :list ORDER BY line, id",
        list=call_list_id,
    )
    wanted = {line["customer_id"] for line in lines if line["customer_id"] is not None}
    customers = _customers(store, sorted(wanted.union(*reasons.values())))
    return [
        ListedCall(
            line["id"],
            line["line"],
            LineStatus(line["status"]),
            tuple(_people(line["customer_id"], reasons.get(line["id"], {}), customers)),
        )
        for line in lines
    ]


_REASONS = (
    "SELECT r.call_list_line_id, f.* FROM call_list_line AS l JOIN call_list_reason AS r ON r.call_list_line_id = l.id"
    " JOIN follow_up AS f ON f.id = r.follow_up_id WHERE l.call_list_id = :list ORDER BY r.id"
)


def _people(
    first: int | None, reasons: Mapping[int, list[DueItem]], customers: Mapping[int, Mapping[str, Any]]
) -> Iterator[Due]:
    others = [customer_id for customer_id in reasons if customer_id != first]
    for customer_id in ([first] if first is not None else []) + others:
        found = customers[customer_id]
        items = sorted(
            reasons.get(customer_id, []), key=lambda item: (not item.pressing, not item.promise, item.due_on)
        )
        yield Due(
            customer_id=customer_id,
            name=found["name"],
            phone="",
            household_id=found["household_id"],
            call_from=found["call_from"],
            call_until=found["call_until"],
            call_note=found["call_note"],
            items=tuple(items),
        )


def _customers(store: Store, customer_ids: list[int]) -> dict[int, Mapping[str, Any]]:
    found: dict[int, Mapping[str, Any]] = {}
    for start in range(0, len(customer_ids), _AT_ONCE):
        some = ", ".join(map(str, customer_ids[start : start + _AT_ONCE]))
        for row in store.rows(
            "SELECT id, name, household_id, call_from, call_until, call_note FROM customer"
            f" WHERE id IN ({some})"
        ):
            found[row["id"]] = dict(row)
    return found
