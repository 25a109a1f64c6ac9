"""One day of a plan."""

from dataclasses import dataclass, field
from datetime import date

from model.due import Due
from model.planning.held import Held
from model.planning.who_waits import WhoWaits


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
    who_waits: WhoWaits = field(repr=False, compare=False)

    @property
    def held(self) -> tuple[Held, ...]:
        """What is held back, and why."""
        return self.who_waits.held
