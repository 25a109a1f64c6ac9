"""Nothing opens a window of its own by mistake: a part shown before it has its place would take the keyboard away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.makers import add_customer
from ui.actions import PAGES
from ui.main_window import MainWindow
from ui.widgets.form_dialog import FormDialog


class Shown(QObject):
    """Remembers every window that appears."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    """What appears while a test runs."""
    found = Shown()
    qapp.installEventFilter(found)
    yield found
    qapp.removeEventFilter(found)


def test_pages_open_in_the_window_alone(qtbot: QtBot, window: MainWindow, shown: Shown) -> None:
    add_customer(window.book)
    for page in PAGES:
        window.pages.go(page.key)
    assert shown.windows == []
    assert QApplication.activeWindow() is window
    qtbot.waitUntil(lambda: not window.is_busy, timeout=30_000)


@pytest.mark.parametrize(
    "deed",
    ["write_contact", "write_complaint", "plan_follow_up", "add_customer", "add_product", "write_wish"],
)
def test_a_form_opens_one_window(window: MainWindow, shown: Shown, deed: str) -> None:
    getattr(window.ways, deed)()
    (form,) = shown.windows
    assert isinstance(form, FormDialog)
    form.reject()
