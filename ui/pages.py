"""The pages of a window, each made when somebody first wants to see it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.backing_up import BackingUp
from ui.context import Context
from ui.window_frame import WindowFrame


class Pages(QObject):
    """By the keys of ``ui.actions.PAGES``, in the middle of ``frame``.

    ``made(key, page)`` before anything is asked of a new page, so that what it says is heard from the start.
    """

    made = Signal(str, object)

    def __init__(
        self, context: Context, backing_up: BackingUp, frame: WindowFrame, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._backing_up, self._frame = context, backing_up, frame
        self._made: dict[str, Any] = {}

    def go(self, key: str) -> None:
        """Show the page of that key, fresh, with the keyboard where its work starts."""
        page = self.page(key)
        self._frame.side.rail.select(key)
        self._frame.stack.setCurrentWidget(page)
        page.refresh()
        page.focus_first()

    def page(self, key: str) -> Any:
        """The page of that key, made now if nobody has looked at it yet."""
        if key not in self._made:
            page = self._make(key)
            self.made.emit(key, page)
            self._made[key] = page
            self._frame.stack.addWidget(page)
        return self._made[key]

    @property
    def shown(self) -> Any:
        """The page that is looked at."""
        return self._frame.stack.currentWidget()

    @property
    def key_shown(self) -> str:
        """The key of the page that is looked at."""
        return next((key for key, page in self._made.items() if page is self.shown), "today")

    def _make(self, key: str) -> QWidget:
        # Imported only here, so that the window opens with Today alone.
        match key:
            case "today":
                from ui.today.page import TodayPage

                return TodayPage(self._context)
            case "customers":
                from ui.customers.page import CustomersPage

                return CustomersPage(self._context)
            case "counter":
                from ui.counter.page import CounterPage

                return CounterPage(self._context)
            case "complaints":
                from ui.complaints.page import ComplaintsPage

                return ComplaintsPage(self._context)
            case "visits":
                from ui.visits.page import VisitsPage

                return VisitsPage(self._context)
            case "lists":
                from ui.lists.page import ListsPage

                return ListsPage(self._context)
            case "products":
                from ui.products.page import ProductsPage

                return ProductsPage(self._context)
            case "figures":
                from ui.figures.page import FiguresPage

                return FiguresPage(self._context)
            case "printing":
                from ui.printing.page import PrintingPage

                return PrintingPage(self._context)
            case "history":
                from ui.history.page import HistoryPage

                return HistoryPage(self._context)
            case "backups":
                from ui.backups.page import BackupsPage

                return BackupsPage(self._context, self._backing_up)
            case "settings":
                from ui.settings.page import SettingsPage

                return SettingsPage(self._context)
        raise KeyError(key)
