"""Shown as a person meets it: a page without the window around it, and all of a window, not its first picture alone."""

from typing import Any

from PySide6.QtCore import QEventLoop
from pytestqt.qtbot import QtBot

from ui.app import Program
from ui.first_picture import FirstPicture
from ui.opened_book import OpenedBook


def show_alone(qtbot: QtBot, page: Any) -> None:
    """Show ``page`` as its window would, fresh and with the keyboard."""
    qtbot.addWidget(page)
    page.resize(1060, 780)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.refresh()
    page.focus_first()


class WholeProgram(Program):
    """Goes on once all of a window is there."""

    def _show(self, opened: OpenedBook, *, goes_on: bool = False) -> None:
        super()._show(opened, goes_on=goes_on)
        # Asked again each time: several may go while one is waited for.
        while pictures := opened.window.findChildren(FirstPicture):
            loop = QEventLoop()
            pictures[0].destroyed.connect(loop.quit)
            loop.exec()
