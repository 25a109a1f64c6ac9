"""What the overview says while there is nothing, or not enough, to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resources.i18n import _
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel

if TYPE_CHECKING:
    from model.flow.flow import Flow

CONCENTRATION_FROM = 5
"""Of fewer customers nobody asks on how few of them the money hangs."""


class NothingYet(EmptyState):
    """A book in which nothing was sold."""

    def __init__(self) -> None:
        super().__init__(
            "chart-column",
            _("Nothing was sold yet"),
            _(
                "After the first sales to customers with a name you see here what they are worth, who comes again, and"
                " who is lost. The counter records a sale, and a list from another program can be brought in."
            ),
        )


class StillMissing(Card):
    """What will be shown once there is enough to count."""

    def __init__(self) -> None:
        super().__init__(_("Not to be said yet"))
        self.lines = PlainLabel(tone="muted", wrap=True)
        self.add(self.lines)

    def show_missing(self, flow: Flow) -> None:
        """Say it; nothing at all where nothing is missing."""
        lines = missing(flow)
        self.lines.setText("\n".join(lines))
        self.setVisible(bool(lines))


def missing(flow: Flow) -> list[str]:
    """What cannot be told of this book yet, and when it can."""
    lines = []
    if not flow.profit.customers:
        lines.append(_("Nobody with a name bought in these days: how much hangs on few cannot be told."))
    elif flow.profit.customers < CONCENTRATION_FROM:
        lines.append(_("How much hangs on few customers is told from five customers on."))
    if not any(cohort.cells for cohort in flow.by_month):
        lines.append(
            _("How many of the beginners stay is told from the month after their first purchase on.")
        )
    if flow.between is None:
        lines.append(_("The days between visits are told after somebody came twice."))
    if flow.share is None:
        lines.append(
            _(
                "Customer share needs to know what a customer needs in a year: write it on the cards of a few of them."
            )
        )
    return lines
