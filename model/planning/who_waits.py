"""Who has to wait on a day: made anew quickly for a few customers, however many the others are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property

from model.planning.held import Held, HeldCode

_Call = tuple[str, int]


class WhoWaits:
    """What a day holds back. Of a large book these are tens of thousands, so they are gone through once: after that,
    only whoever is planned ``anew`` is looked at."""

    def __init__(self, tell: Callable[[], tuple[Held, ...]]) -> None:
        """``tell`` tells all that is held back, the weightiest first."""
        self._tell: Callable[[], tuple[Held, ...]] | None = tell
        self._changed: frozenset[int] = frozenset()
        self._fresh: tuple[Held, ...] = ()

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """All that is held back, the weightiest first; behind it, what is of those who were planned anew."""
        if not self._changed:
            return self._planned
        return (*(one for one in self._planned if one.customer_id not in self._changed), *self._fresh)

    @property
    def on_lists(self) -> Sequence[Held]:
        """What waits because it stands on a list."""
        return self._sorted[0]

    @cached_property
    def calls_without_room(self) -> int:
        """How many calls there are for which there is no time."""
        return len(set(self._sorted[1].values()))

    @cached_property
    def other_calls(self) -> int:
        """How many more calls wait for another reason; those that stand on a list are not counted."""
        return len(set(self._sorted[2].values()).difference(self._sorted[1].values()))

    def let_go(self) -> None:
        """Forget it, bit by bit, when nobody will ask again: while Python frees so much at one go, no other thread
        moves."""
        held = [*vars(self).pop("_planned", ())]
        vars(self).pop("held", None)
        while held:
            held.pop()

    @property
    def anybody(self) -> bool:
        """Whether anybody waits who stands on no list."""
        return bool(self._sorted[1] or self._sorted[2])

    def anew(self, customers: Collection[int], fresh: Sequence[Held]) -> WhoWaits:
        """Of these customers, ``fresh`` is held back now; of the others, what was."""
        planned = self._planned
        found = WhoWaits(lambda: planned)
        found._changed = self._changed.union(customers)
        found._fresh = (*(one for one in self._fresh if one.customer_id not in customers), *fresh)
        on_lists, no_room, others = self._sorted
        found._sorted = _sorted(
            fresh,
            [one for one in on_lists if one.customer_id not in customers],
            no_room.copy(),
            others.copy(),
            but=customers,
        )
        return found

    @cached_property
    def _planned(self) -> tuple[Held, ...]:
        assert self._tell is not None
        tell, self._tell = self._tell, None  # It holds much that nobody asks for any more.
        return tell()

    @cached_property
    def _sorted(self) -> _Sorted:
        return _sorted(self.held, [], {}, {})


_Sorted = tuple[list[Held], dict[int, _Call], dict[int, _Call]]
"""What stands on lists; then by customer the calls without room, and those that wait for another reason."""


def _sorted(
    held: Sequence[Held],
    on_lists: list[Held],
    no_room: dict[int, _Call],
    others: dict[int, _Call],
    but: Collection[int] = (),
) -> _Sorted:
    for customer_id in but:
        no_room.pop(customer_id, None)
        others.pop(customer_id, None)
    for one in held:
        if one.code is HeldCode.ON_LIST:
            on_lists.append(one)
        else:
            (no_room if one.code is HeldCode.BUDGET else others)[one.customer_id] = one.person.call
    return on_lists, no_room, others
