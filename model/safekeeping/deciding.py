"""Two copies say different things of one row: what stands in the joined book, and what somebody should look at.

Nothing here reads a book. The answer is the same whichever of the two copies is called ours.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from model.edit_parts import State
from model.safekeeping.two_texts import put_together

Values = tuple[Any, ...]

_TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "holiday": (("first_on", "last_on"),),
    "customer": (
        ("birth_year", "birth_month", "birth_day", "birth_lunar", "birth_leap_month"),
        ("call_from", "call_until"),
        ("class_by_hand", "class_until", "class_reason"),
        ("left_on", "left_reason", "left_for"),
    ),
    "customer_phone": (("number", "digits"),),
    "customer_trait": (("kind", "label", "value"),),
    "customer_consent": (("allowed", "said_on"),),
    "customer_day": (("label", "month", "day", "year", "lunar", "leap_month"),),
    "product": (("name", "name_key"),),
    "product_service": (("first_after", "again_after", "unit", "times"),),
    "purchase_line": (("quantity_thousandths", "amount_cents", "discount_cents", "cost_cents"),),
    "wish": (("arrived_on", "closed_on"),),
    "complaint": (("status", "answered_on", "closed_on"),),
    "visit_rule": (
        ("kind", "scope", "scope_text", "product_id", "customer_id"),
        ("count", "unit", "times_percent", "basis"),
        ("starts_on", "ends_on"),
    ),
    "follow_up": (("status", "done_on"),),
    "call_list": (("status", "closed_on"),),
    "visit": (
        ("reached", "outcome"),
        ("suggestion_status", "suggestion_told_on"),
    ),
    "slip": (("status", "back_on"),),
    "text_template": (("purpose", "language"),),
}
"""Columns that are only true, or only allowed, together: the whole of one copy's values is taken."""

OWN_TEXTS = frozenset(
    {
        ("staff", "note"),
        ("customer", "note"),
        ("product", "note"),
        ("purchase", "note"),
        ("service_use", "note"),
        ("wish", "words"),
        ("wish", "note"),
        ("gift", "words"),
        ("gift", "note"),
        ("complaint", "words"),
        ("complaint", "solution"),
        ("complaint", "note"),
        ("visit_rule", "words"),
        ("follow_up", "reason"),
        ("follow_up", "note"),
        ("call_list", "note"),
        ("visit", "words"),
        ("visit", "suggestion"),
        ("visit", "suggestion_answer"),
        ("visit", "note"),
        ("slip", "note"),
    }
)
"""What people wrote at length: nobody is asked to choose between paragraphs."""

LONGEST_TEXT = 100_000

_CAREFUL = {
    ("shop", "mask_phones"): 1,
    ("customer", "do_not_contact"): 1,
    ("customer", "confirm_details"): 1,
    ("customer_consent", "allowed"): 0,
    ("customer", "archived"): 0,
    ("product", "archived"): 0,
    ("staff", "archived"): 0,
    ("visit_rule", "active"): 0,
}
"""The value that does less harm if it should be the wrong one."""

ARRANGED = frozenset({"position", "shown_on", "lapses_on"})
"""Columns that nobody typed: the later one is taken, and nobody is asked."""

_COUNTED = {
    ("follow_up", "attempts"): max,
    ("call_list_line", "status"): max,  # written rather than open, or left
    ("clash", "decided"): max,
}
"""Of two such values one is right without a question."""


@dataclass(frozen=True)
class Setter:
    """The edit that gave some columns their value. ``is_new``: the other copy does not contain it."""

    edit_id: int
    at: str
    who: str
    is_new: bool


@dataclass
class Story:
    """What one copy tells of one row: its ``state`` when it was last there, and for each group of columns that the
    journal knows to have changed, every value it had and who gave it the last one."""

    state: State
    alive: bool
    created: bool
    past: dict[tuple[str, ...], list[Values]] = field(default_factory=dict)
    setters: dict[tuple[str, ...], Setter] = field(default_factory=dict)
    let_go: set[str] = field(default_factory=set)
    """Columns that are empty only because what they pointed at was deleted; ``state`` has what they pointed at."""
    known_until: dict[tuple[str, ...], int] = field(default_factory=dict)
    """For each group the journal's number of the last change to it that the other copy contains too."""

    @property
    def is_edited(self) -> bool:
        """Whether somebody typed something into it that the other copy does not have, and that still stands."""
        return self.created or any(
            setter.is_new
            and not ARRANGED.issuperset(group)
            and self.past[group][0] != values_of(self.state, group)
            for group, setter in self.setters.items()
        )


class Side(Enum):
    """Whose value stands."""

    OURS = auto()
    THEIRS = auto()
    BOTH = auto()


@dataclass(frozen=True)
class Loss:
    """A value that does not stand in the joined book although somebody typed it."""

    column: str
    kept: Any
    other: Any
    kept_by: Setter
    other_by: Setter

    def id_in(self, table: str, row_id: int) -> int:
        """The id of its clash: the same for whoever joins these two. It lies before the ids that clocks make."""
        edits = sorted((self.kept_by.edit_id, self.other_by.edit_id))
        values = sorted((repr(self.kept), repr(self.other)))
        digest = hashlib.sha256(f"{table} {row_id} {self.column} {edits} {values}".encode()).digest()
        return int.from_bytes(digest[:6], "big") + 1


@dataclass(frozen=True)
class Decision:
    """What becomes of one group of columns. ``values`` stand if both sides have a part in them."""

    group: tuple[str, ...]
    side: Side
    values: Values
    losses: tuple[Loss, ...] = ()


UNKNOWN = Setter(0, "", "", is_new=False)


def groups_of(table: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The columns of a table, those together that are decided together; ``id`` is none of them."""
    together = _TOGETHER.get(table, ())
    bound = {column for group in together for column in group}
    return [*together, *((column,) for column in columns if column not in bound and column != "id")]


def values_of(state: State, group: tuple[str, ...]) -> Values:
    """The values of a group of columns in a row."""
    return tuple(state[column] for column in group)


def decide(table: str, groups: list[tuple[str, ...]], ours: Story, theirs: Story) -> list[Decision]:
    """What becomes of each group of columns in which the two differ."""
    return [
        decide_group(table, group, ours, theirs)
        for group in groups
        if values_of(ours.state, group) != values_of(theirs.state, group)
    ]


def decide_group(table: str, group: tuple[str, ...], ours: Story, theirs: Story) -> Decision:
    """Whoever saw the other's value and wrote another one is right; if neither did, it is a clash."""
    one, other = values_of(ours.state, group), values_of(theirs.state, group)
    by_us, by_them = ours.setters.get(group, UNKNOWN), theirs.setters.get(group, UNKNOWN)
    if by_us.is_new != by_them.is_new:
        return Decision(group, Side.OURS, one) if by_us.is_new else Decision(group, Side.THEIRS, other)
    seen_by_us, seen_by_them = other in ours.past.get(group, ()), one in theirs.past.get(group, ())
    if seen_by_us != seen_by_them:
        return Decision(group, Side.OURS, one) if seen_by_us else Decision(group, Side.THEIRS, other)
    return _clash(table, group, (one, by_us, ours), (other, by_them, theirs))


def _clash(
    table: str,
    group: tuple[str, ...],
    ours: tuple[Values, Setter, Story],
    theirs: tuple[Values, Setter, Story],
) -> Decision:
    (one, by_us, our_story), (other, by_them, their_story) = ours, theirs
    column = group[0]
    ours_is_later = (by_us.at, by_us.edit_id, repr(one)) > (by_them.at, by_them.edit_id, repr(other))
    if (table, column) in OWN_TEXTS:
        base = _shared_base(group, our_story, their_story)
        first, second = (other[0], one[0]) if ours_is_later else (one[0], other[0])
        text = put_together(base, first, second)
        if len(text) <= LONGEST_TEXT:
            side = Side.OURS if text == one[0] else Side.THEIRS if text == other[0] else Side.BOTH
            return Decision(group, side, (text,))
    if choose := _COUNTED.get((table, column)):
        best = choose(one, other)
        return Decision(group, Side.OURS if best == one else Side.THEIRS, best)
    careful = _CAREFUL.get((table, column))
    ours_wins = ours_is_later
    if careful is not None and one[0] != other[0]:
        ours_wins = one[0] == careful
    kept, kept_by, lost, lost_by = (one, by_us, other, by_them) if ours_wins else (other, by_them, one, by_us)
    losses = tuple(
        Loss(name, kept[place], lost[place], kept_by, lost_by)
        for place, name in enumerate(group)
        if kept[place] != lost[place] and name not in ARRANGED
    )
    return Decision(group, Side.OURS if ours_wins else Side.THEIRS, kept, losses)


def _shared_base(group: tuple[str, ...], ours: Story, theirs: Story) -> str:
    """The text that both began with; empty if they did not begin with the same."""
    one, other = ours.past.get(group), theirs.past.get(group)
    if one and other and one[0] == other[0] and not ours.created and not theirs.created:
        return str(one[0][0])
    return ""
