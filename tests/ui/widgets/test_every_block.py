"""Promises that hold for every building block: the gallery shows them all, in both palettes and languages."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from resources import i18n
from tests.ui import gallery
from ui import theme


@pytest.fixture(params=list(gallery.PAGES))
def page(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[QWidget]:
    shown = gallery.PAGES[request.param]()
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.close()


def everything(page: QWidget) -> list[QWidget]:
    return [page, *page.findChildren(QWidget)]


def test_everything_that_can_be_used_has_a_name_to_be_spoken(page: QWidget) -> None:
    used = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    nameless = []
    for widget in everything(page):
        part_of_qt = isinstance(widget.parent(), QComboBox) or widget.objectName().startswith("qt_")
        if isinstance(widget, used) and not part_of_qt and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name).strip():
                nameless.append(repr(widget))
    assert nameless == []


def test_no_label_takes_words_for_markup(page: QWidget) -> None:
    labels = [widget for widget in everything(page) if isinstance(widget, QLabel)]
    assert [w.text() for w in labels if w.textFormat() != Qt.TextFormat.PlainText] == []


def test_no_tip_takes_words_for_markup(page: QWidget) -> None:
    for widget in everything(page):
        tip = widget.toolTip()
        assert "<" not in tip or tip.startswith("<qt>"), tip


def test_tab_reaches_every_field_and_button_and_comes_round(page: QWidget, qtbot: QtBot) -> None:
    page.activateWindow()
    wanted = {
        widget
        for widget in everything(page)
        if widget.isVisibleTo(page)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
        and isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QComboBox | QAbstractItemView)
        and not isinstance(widget.parent(), QComboBox)
        and widget.window() is page
    }
    met: set[QWidget] = set()
    for _ in range(len(wanted) + 10):
        here = QApplication.focusWidget()
        if here is not None:
            met.add(here)
        page.focusNextChild()
    assert {w for w in wanted - met if not isinstance(w, QAbstractItemView) or w.isVisible()} == set()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", list(gallery.PAGES))
def test_every_block_can_be_painted(
    name: str, mode: theme.Mode, language: str, qtbot: QtBot, qapp: QApplication
) -> None:
    theme.apply(qapp, mode)
    i18n.set_language(language)
    page = gallery.PAGES[name]()
    qtbot.addWidget(page)
    page.show()
    picture = page.grab().toImage()
    distinct = {
        picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)
    }
    assert len(distinct) > 3
    page.close()
