"""Planning: what the rules and people ask for on the coming days, who is due on which, and who has to wait and why."""

from datetime import date, timedelta

from model.days import LAST_DAY
from model.due import Due
from model.planning.arranging import arrange
from model.planning.day_plan import DayPlan
from model.planning.gathering import gather
from model.planning.occasion import Only, Window
from model.planning.uncollected import uncollected
from model.store import Store

__all__ = ["DayPlan", "due", "plan"]


@uncollected()
def plan(store: Store, first: date, days: int = 1, only: Only = None) -> list[DayPlan]:
    """The plan of ``days`` days from ``first`` on, by what the book knew on ``first``. Nothing is written.

    Each day has what the active rules ask for, follow-ups that are stored open and complaints that wait, one visit a
    customer with every reason; of what repeats itself (``model.planning.series``) only the newest occasion, the older
    ones listed with it. An occasion that is stored is never planned again, whatever became of it.

    Held back, with the reason: whoever may not be contacted so; who stands on a list that is not written back; what
    rules ask for on a day when the shop is closed, of a customer who heard from us too often within 90 days, and what
    there is no room for. The room is what the shop does a day, less the calls made already and those on lists for that
    day; promises, what was planned by hand or agreed upon, complaints and wishes come in any case, and take room too.

    For the second day and later ones, everybody who was due on an earlier one is taken as reached on it.

    With ``only``, the plan of these customers as if the days had room for all.
    """
    last = first + timedelta(days=max(0, min(days - 1, (LAST_DAY - first).days)))
    gathered = gather(store, Window(first, last), only)
    return arrange(gathered, limited=only is None)


def due(store: Store, today: date) -> list[Due]:
    """Everybody who is due on ``today``, overdue included, in the order of ``model.due``; nobody who has to wait."""
    return list(plan(store, today)[0].due)
