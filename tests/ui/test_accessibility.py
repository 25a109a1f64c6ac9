"""Whoever cannot see the screen is told what each control is: every page and window is walked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from model.book import Book
from model.computer import Computer
from model.safekeeping.places import Volume
from model.staff import StaffMember
from tests.makers import A_DAY, add_customer, add_sale
from ui.actions import PAGES, PagePlace
from ui.backups.password_form import PasswordForm
from ui.backups.where_dialog import WhereDialog
from ui.context import Context
from ui.customers.as_it_was import AsItWasDialog
from ui.forms.forget_form import ForgetForm
from ui.help_windows import AboutWindow, ShortcutsWindow
from ui.main_window import MainWindow
from ui.palette_search import PaletteSearch
from ui.settings.holidays import HolidayForm
from ui.settings.staff import StaffForm
from ui.welcome.window import WelcomeWindow
from ui.widgets.command_palette import CommandPalette

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
QT_OWN = (QHeaderView, QMenuBar, QTabWidget)
"""What Qt puts together by itself and names by its parts."""


def nameless(window: QWidget) -> list[str]:
    """Every control inside that a screen reader would call nothing, with where it stands."""
    return [where(widget) for widget in controls(window) if not name_of(widget)]


def controls(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        # Who has a proxy passes the keyboard on to it, and that one is asked.
        stops = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        reachable = stops or isinstance(widget, CONTROLS)
        inside_another = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        if reachable and not inside_another and not is_qts(widget) and widget.isVisibleTo(window):
            yield widget


def is_qts(widget: QWidget) -> bool:
    if isinstance(widget, QTabBar):
        return False  # Its tabs have their words; what they choose from, it has to say itself.
    own_scroller = isinstance(widget.parentWidget(), QTabBar | QMenuBar | QAbstractItemView)
    return isinstance(widget, QT_OWN) or own_scroller or widget.objectName().startswith("qt_")


def name_of(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return str(told.text(QAccessible.Text.Name)).strip() if told is not None else ""


def where(widget: QWidget | None) -> str:
    steps = []
    while widget is not None:
        steps.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(steps[:5])


@pytest.fixture
def filled(book: Book) -> Book:
    """A little of everything, so that pages show more than that they are empty."""
    with book.edit("Added {name} to the staff", name="Ada"):
        book.staff.insert(StaffMember(name="Ada"))
    add_sale(book, add_customer(book, "Anna Smith", "020 7946 0123"), A_DAY)
    return book


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_control_of_a_page_has_a_name(filled: Book, window: MainWindow, page: PagePlace) -> None:
    key = page.key
    window.pages.go(key)
    assert nameless(window) == []
    for tabs in window.pages.page(key).findChildren(QTabWidget):
        for index in range(tabs.count()):
            tabs.setCurrentIndex(index)
            assert nameless(window) == []


def test_every_control_of_a_narrow_window_has_a_name(window: MainWindow) -> None:
    window.resize(780, 560)
    assert nameless(window) == []


WINDOWS: dict[str, Callable[[Context], QWidget]] = {
    "shortcuts": lambda _context: ShortcutsWindow(),
    "about": lambda _context: AboutWindow(),
    "staff": StaffForm,
    "holiday": HolidayForm,
    "forget": lambda context: ForgetForm(context, context.book.customers.all()[0].id),
    "as it was": lambda context: AsItWasDialog(context, context.book.customers.all()[0].id),
    "password": lambda _context: PasswordForm(),
    "where": lambda context: WhereDialog([Volume(Path("E:"), "KINGSTON")], context.book.path.parent),
    "palette": lambda context: CommandPalette(
        PaletteSearch(context.book, print, print, print).find, placeholder="Find"
    ),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_every_control_of_a_small_window_has_a_name(
    qtbot: QtBot, filled: Book, context: Context, name: str
) -> None:
    window = WINDOWS[name](context)
    qtbot.addWidget(window)
    window.show()
    assert window.windowTitle()
    assert nameless(window) == []


@pytest.mark.parametrize("view", ["start", "new"])
def test_every_control_of_the_welcome_page_has_a_name(qtbot: QtBot, tmp_path: Path, view: str) -> None:
    computer = Computer(tmp_path)
    computer.remember_book(tmp_path / "gone.regulars")
    window = WelcomeWindow(computer, lambda _language: None)
    qtbot.addWidget(window)
    window.show_view(view)
    window.show()
    assert nameless(window) == []


def test_a_control_without_a_name_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QPushButton("", window)
    QLineEdit(window)
    window.show()
    assert len(nameless(window)) == 2
