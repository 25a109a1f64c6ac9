"""History: everything that was done, the bin, and what two joined copies disagree about."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from model import clash_deciding
from model.changes import Change
from model.undone import Undone
from resources.i18n import _
from ui.context import Context
from ui.history.bin_view import BinView
from ui.history.clashes_view import ClashesView
from ui.history.everything import Everything
from ui.widgets.page import Page
from ui.widgets.tabs import Tabs


class HistoryPage(Page):
    """``customer_opened(id)`` when the card of somebody is wanted, ``forget_wanted(id)`` when somebody in the bin is to
    be erased, ``message`` for the foot of the window."""

    customer_opened = Signal(object)
    forget_wanted = Signal(object)
    message = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("History"), scrolls=False, parent=parent)
        self._context = context
        self.everything = Everything(context)
        self.bin = BinView(context)
        self.clashes = ClashesView(context)
        self.tabs = Tabs(_("History"))
        self._soon = QTimer(self, singleShot=True, interval=0)

        self.tabs.setDocumentMode(True)
        for widget, title in (
            (self.everything, _("Everything done")),
            (self.bin, _("Bin")),
            (self.clashes, _("Please look")),
        ):
            self.tabs.addTab(widget, title)
        self.add(self.tabs)

        for view in (self.everything, self.bin, self.clashes):
            view.message.connect(self.message)
        self.everything.customer_opened.connect(self.customer_opened)
        self.bin.forget_wanted.connect(self.forget_wanted)
        self.clashes.customer_opened.connect(self.customer_opened)
        self.tabs.currentChanged.connect(lambda _tab: self.refresh())
        self._soon.timeout.connect(self.refresh)
        context.signals.changed.connect(self._heed)

    # the contract of pages

    def refresh(self) -> None:
        """Look at the book again, with what is in sight."""
        self._view().refresh()
        waiting = clash_deciding.waiting(self._context.book)
        title = _("Please look")
        self.tabs.setTabText(2, _("{what} ({n})").format(what=title, n=f"{waiting:,}") if waiting else title)

    def focus_first(self) -> None:
        self._view().focus_first()

    # deeds

    def show_customer(self, customer_id: int) -> None:
        """What was done to this customer."""
        self.tabs.setCurrentWidget(self.everything)
        self.everything.only_of(customer_id)
        self.everything.focus_first()

    def show_edit(self, edit_id: int, answer: Undone | None = None) -> None:
        """One edit, and what became of taking it back."""
        self.tabs.setCurrentWidget(self.everything)
        self.everything.show_edit(edit_id, answer)

    def show_bin(self) -> None:
        """What was deleted."""
        self.tabs.setCurrentWidget(self.bin)
        self.bin.focus_first()

    def show_clashes(self) -> None:
        """What two copies disagree about."""
        self.tabs.setCurrentWidget(self.clashes)
        self.clashes.focus_first()

    # parts

    def _view(self) -> Any:
        return self.tabs.currentWidget()

    def _heed(self, change: Change) -> None:  # noqa: ARG002
        if self.isVisible():
            self._soon.start()
