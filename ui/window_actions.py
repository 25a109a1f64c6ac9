"""The table of actions made real in one window: menus, keys, ticks."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from resources.i18n import _
from ui import theme
from ui.actions import ACTIONS, MENUS, Menu


class WindowActions(QObject):
    """Every action of the table as a QAction of ``window``, with what it does taken from ``deeds`` by its key."""

    def __init__(self, window: QMainWindow, deeds: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(window)
        self._window = window
        self.deeds = deeds
        self._groups: dict[str, QActionGroup] = {}
        self._menus: dict[Menu, QMenu] = {}
        self._recent = QMenu(_("Open &again"), window)
        self._made = {one.key: self._make(one.key) for one in ACTIONS}
        self._arrange()

    def run(self, key: str) -> None:
        """Do the action of that key."""
        self.deeds[key]()

    def tick(self, key: str) -> None:
        """Mark the chosen one of a group."""
        self._made[key].setChecked(True)

    def made(self, key: str) -> QAction:
        return self._made[key]

    def menus(self) -> Sequence[QMenu]:
        return list(self._menus.values())

    def show_recent(self, books: Sequence[Path], open_book: Callable[[Path], object]) -> None:
        """Offer the books opened before."""
        self._recent.clear()
        for book in books:
            entry = self._recent.addAction(book.stem.replace("&", "&&"))
            entry.setToolTip(str(book))
            entry.triggered.connect(lambda _checked=False, book=book: open_book(book))
        self._recent.menuAction().setVisible(bool(books))

    def _make(self, key: str) -> QAction:
        one = next(action for action in ACTIONS if action.key == key)
        made = QAction(theme.icon(one.icon, "muted"), _(one.text), self._window)
        made.setObjectName(key)
        made.setShortcuts([QKeySequence(keys) for keys in one.keys])
        # A Mac would move entries by guessing from their words; nothing is to be guessed.
        made.setMenuRole(_ROLES.get(key, QAction.MenuRole.NoRole))
        if one.group:
            made.setCheckable(True)
            self._groups.setdefault(one.group, QActionGroup(self)).addAction(made)
        made.triggered.connect(lambda _checked=False: self.run(key))
        self._window.addAction(made)
        return made

    def _arrange(self) -> None:
        bar = self._window.menuBar()
        for name, title in MENUS.items():
            menu = bar.addMenu(_(title))
            menu.setToolTipsVisible(name == "book")
            self._menus[name] = menu
        for one in ACTIONS:
            menu = self._menus[one.menu]
            if one.parted:
                menu.addSeparator()
            menu.addAction(self._made[one.key])
            if one.key == "open-book":
                menu.addMenu(self._recent)


_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
    "settings": QAction.MenuRole.PreferencesRole,
}
