"""A page without the window around it."""

from typing import Any

from pytestqt.qtbot import QtBot


def show_alone(qtbot: QtBot, page: Any) -> None:
    """Show ``page`` as its window would, fresh and with the keyboard."""
    qtbot.addWidget(page)
    page.resize(1060, 780)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.refresh()
    page.focus_first()
