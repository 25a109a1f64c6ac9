"""One day of a plan."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from model.due import Due
from model.planning.held import Held


@dataclass(frozen=True)
class DayPlan:
    """One day: who is ``due``, in the order in which a person would go about it, and what is ``held`` back, the
    weightiest first. ``room`` is how many calls the shop makes a day (``None``: no limit), ``wanted`` how many would be
    made if there was room for all; whoever lives together is one call."""

    day: date
    is_open: bool
    due: tuple[Due, ...]
    room: int | None
    wanted: int
    held_count: int
    """How many reasons are held back; of a large book there are thousands, so they are told only to who asks."""
    _tell_held: Callable[[], tuple[Held, ...]] = field(repr=False, compare=False)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """What is held back, and why."""
        return self._tell_held()
