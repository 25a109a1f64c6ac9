"""A card with a few records of one kind, each opened in its form."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QMenu, QWidget

from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.opening import open_form
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.simple_table import SimpleTable

_TALLEST = 20
"""Lines; more than a new book has rules, so that none of them hides: the page itself scrolls."""


class ShortList(Card):
    """``add`` is what the button says and its icon. Subclasses override the rest."""

    def __init__(
        self,
        context: Context,
        title: str,
        *,
        add: tuple[str, str],
        columns: Sequence[Column[Any]],
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        new = Button(add[0], icon=add[1])
        super().__init__(title, actions=[new], parent=parent)
        self.context = context
        self.table = SimpleTable(
            columns, name=title, menu_for=self._menu, empty=empty, grows=True, tallest=_TALLEST
        )
        self.add(self.table)

        new.clicked.connect(lambda: self.open(None))
        self.table.opened.connect(self.open)

    def records(self) -> Sequence[Any]:
        """What is listed, in order."""
        raise NotImplementedError

    def form(self, record: Any | None) -> QDialog:
        """The form of a record, or of a new one."""
        raise NotImplementedError

    def offer(self, menu: QMenu, record: Any) -> None:
        """Put into the menu of a record what can be done beside changing it."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Look at the book again."""
        self.table.show_rows(self.records())

    def open(self, record: Any | None) -> None:
        """Show the form of a record, or of a new one."""
        open_form(self.form(record))

    def _menu(self, record: Any) -> QMenu:
        menu = QMenu(self)
        menu.addAction(theme.icon("pencil"), _("Change…"), lambda: self.open(record))
        self.offer(menu, record)
        return menu
