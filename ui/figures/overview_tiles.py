"""The figures of today: how many are active, new, lost; how many come again, and when; on how few it hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.flow.in_words import between_in_words, share_in_words
from model.percentages import percent, share_of
from resources.i18n import _, ngettext, pgettext
from ui import theme
from ui.widgets.figure_tile import FigureTile

if TYPE_CHECKING:
    from model.flow.flow import Flow
    from model.flow.months import Month

_NARROWEST = 152
_MOST_LINES = 7
_NONE = "–"


class OverviewTiles(QWidget):
    """Side by side, in as few lines as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.active = FigureTile(_("Active customers"), _NONE)
        self.new = FigureTile(_("New this month"), _NONE)
        self.lost = FigureTile(_("Lost this month"), _NONE)
        self.again = FigureTile(_("Come again"), _NONE)
        self.between = FigureTile(_("Days between visits"), _NONE)
        self.top = FigureTile(_("The best {percent} bring").format(percent=percent(0.2)), _NONE)
        self.share = FigureTile(_("Share of their need"), _NONE, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MEDIUM)
        self._rows = [QHBoxLayout() for _line in range(_MOST_LINES)]
        for row in self._rows:
            row.setSpacing(theme.MEDIUM)
            column.addLayout(row)
        self._lines = 0
        self.share.hide()
        self._arrange(2)

    def show_flow(self, flow: Flow) -> None:
        """Show these figures."""
        now = flow.month
        assert now is not None
        before = flow.months[-2] if len(flow.months) > 1 else None
        self.active.show_value(
            f"{flow.active:,}",
            ngettext(
                "of {n} customer who ever bought", "of {n} customers who ever bought", flow.repeating.ever
            ).format(n=f"{flow.repeating.ever:,}"),
        )
        self.new.show_value(f"{now.new:,}", _before(before.new) if before else "")
        self.lost.show_value(f"{now.lost:,}", self._lost_hint(now, before))
        found = flow.repeating
        self.again.show_value(
            share_of(found.again, found.buyers) or _NONE,
            ngettext(
                "{again} of {n} buyer of the last 365 days came on two days or more",
                "{again} of {n} buyers of the last 365 days came on two days or more",
                found.buyers,
            ).format(again=f"{found.again:,}", n=f"{found.buyers:,}")
            if found.buyers
            else "",
        )
        self.between.show_value(
            _NONE if flow.between is None else f"{flow.between.median:,}", between_in_words(flow.between)
        )
        self._show_top(flow)
        self._show_share(flow)
        self._arrange(self._lines, anew=True)

    def _lost_hint(self, now: Month, before: Month | None) -> str:
        parts = [_before(before.lost)] if before else []
        if now.back:
            parts.append(ngettext("{n} came back", "{n} came back", now.back).format(n=f"{now.back:,}"))
        return _("; ").join(parts)

    def _show_top(self, flow: Flow) -> None:
        profit = flow.profit_of_year
        if not profit.has_top(20):
            self.top.show_value(_NONE)
            return
        top = profit.top(20)
        customers = (
            ngettext(
                "of the revenue: {n} customer of {of}", "of the revenue: {n} customers of {of}", top.customers
            )
            if flow.is_revenue
            else ngettext(
                "of the profit: {n} customer of {of}", "of the profit: {n} customers of {of}", top.customers
            )
        ).format(n=f"{top.customers:,}", of=f"{top.of:,}")
        if top.share is None:
            self.top.show_value(_NONE, _("There was no profit in the last 365 days."))
            return
        hint = customers
        if profit.losing[0] and top.share > 1:
            hint = _("{customers}; others cost money").format(customers=customers)
        self.top.show_value(percent(top.share), hint)

    def _show_share(self, flow: Flow) -> None:
        self.share.setVisible(flow.share is not None)
        if flow.share is not None:
            self.share.show_value(percent(flow.share.share), share_in_words(flow.share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = len(self._shown())
        room = (event.size().width() + theme.MEDIUM) // (_NARROWEST + theme.MEDIUM)
        self._arrange(-(-shown // max(1, room)))

    def _shown(self) -> list[FigureTile]:
        tiles = [self.active, self.new, self.lost, self.again, self.between, self.top, self.share]
        return [tile for tile in tiles if tile is not self.share or not tile.isHidden()]

    def _arrange(self, lines: int, *, anew: bool = False) -> None:
        """Each line full and as many in each as can be: the tiles of a line are as wide as one another."""
        if lines == self._lines and not anew:
            return
        self._lines = lines
        tiles = self._shown()
        fewest, more = divmod(len(tiles), lines)
        for number, row in enumerate(self._rows):
            for tile in [tiles.pop(0) for _place in range(fewest + (number < more) if number < lines else 0)]:
                row.addWidget(tile, 1)


def _before(number: int) -> str:
    return pgettext("number", "{n} the month before").format(n=f"{number:,}")
