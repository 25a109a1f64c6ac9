"""The parts a window is made of: side bar, undo bar, search, palette, dialogs, work, charts."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.banner import Banner
from ui.widgets.bar_chart import Bar, BarChart
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.command_palette import CommandPalette, Entry
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_tile import FigureTile
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.form_dialog import FormDialog
from ui.widgets.navigation_rail import NavigationRail, Place
from ui.widgets.note_field import NoteField
from ui.widgets.problem_dialog import ProblemDialog
from ui.widgets.progress_panel import ProgressDialog, ProgressPanel
from ui.widgets.search_field import SearchField
from ui.widgets.text_field import TextField
from ui.widgets.undo_bar import UndoBar

Show = Callable[[QWidget], None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    return shown


def button(widget: QWidget, words: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text() == words)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def rail(show: Show) -> NavigationRail:
    made = NavigationRail(
        [Place("today", "Today", "house"), Place("people", "Customers", "users")],
        bottom=[Place("settings", "Settings", "settings")],
    )
    show(made)
    return made


def test_the_side_bar_is_walked_by_arrows_and_goes_by_enter(rail: NavigationRail, qtbot: QtBot) -> None:
    assert rail.selected() == "today"
    button(rail, "Today").setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert focused() is button(rail, "Settings")
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert rail.selected() == "today"
    with qtbot.waitSignal(rail.chosen) as chosen:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert (chosen.args, rail.selected()) == (["people"], "people")


def test_choosing_a_place_from_outside_is_silent(rail: NavigationRail, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rail.chosen):
        rail.select("settings")
    assert rail.selected() == "settings"


def test_a_badge_is_spoken(rail: NavigationRail) -> None:
    rail.set_badge("today", 12, "12 due")
    assert button(rail, "Today").accessibleName() == "Today, 12 due"
    rail.set_badge("today", 0)
    assert button(rail, "Today").accessibleName() == "Today"


def test_a_narrow_side_bar_keeps_its_titles_as_tips(rail: NavigationRail) -> None:
    wide = rail.width()
    rail.set_compact(True)
    assert rail.width() < wide
    assert button(rail, "Customers").toolTip() == "Customers"
    assert button(rail, "Customers").accessibleName() == "Customers"


def test_undo_gives_back_the_token_of_the_latest_deed_only(show: Show, qtbot: QtBot) -> None:
    bar = UndoBar()
    show(bar)
    bar.say("Customer deleted.", token=5_000_000_000)
    bar.say("Sale deleted.", token=7_000_000_000)
    with qtbot.waitSignal(bar.undone) as undone:
        QTest.mouseClick(button(bar, "Undo"), Qt.MouseButton.LeftButton)
    assert undone.args == [7_000_000_000]
    assert not bar.isVisible()


def test_a_deed_that_cannot_be_taken_back_offers_no_undo(show: Show) -> None:
    bar = UndoBar()
    show(bar)
    bar.say("Backup made.")
    assert not button(bar, "Undo").isVisible()


def test_the_undo_bar_leaves_by_itself_but_not_while_it_is_used(show: Show, qtbot: QtBot) -> None:
    bar = UndoBar(stays_ms=50)
    bar.move(300, 300)  # away from where the mouse may be
    show(bar)
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    bar.say("Customer deleted.", token=1)
    button(bar, "Undo").setFocus()
    qtbot.wait(150)
    assert bar.isVisible()
    button(bar, "Undo").clearFocus()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_undo_bar_stays_while_the_mouse_rests_on_it(show: Show, qtbot: QtBot) -> None:
    bar = UndoBar(stays_ms=50)
    bar.move(300, 300)  # away from where the mouse may be
    show(bar)
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    bar.say("Customer deleted.", token=1)
    focused().clearFocus()
    here = QPointF(2, 2)
    QApplication.sendEvent(bar, QEnterEvent(here, here, here))
    qtbot.wait(150)
    assert bar.isVisible()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_a_search_speaks_once_when_typing_rests(show: Show, qtbot: QtBot) -> None:
    field = SearchField("Find a customer")
    show(field)
    heard: list[str] = []
    field.searched.connect(heard.append)
    QTest.keyClicks(field, "wang")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["wang"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["wang"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (heard, field.text()) == (["wang", ""], "")


def test_enter_in_a_search_does_not_wait_and_down_goes_to_the_list(show: Show, qtbot: QtBot) -> None:
    field = SearchField("Find a customer")
    show(field)
    QTest.keyClicks(field, "l")
    with qtbot.waitSignals([field.searched, field.descended], order="strict"):
        QTest.keyClick(field, Qt.Key.Key_Down)


def test_a_search_is_named_and_so_is_the_button_that_empties_it(show: Show) -> None:
    field = SearchField("Find a customer")
    show(field)
    assert field.accessibleName() == "Find a customer"
    clear = field.findChild(IconButton)
    assert isinstance(clear, IconButton)
    assert clear.accessibleName() == "Clear the search"


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def palette(ran: list[str], show: Show) -> CommandPalette:
    names = ["Today", "Counter", "Customers"]

    def find(text: str) -> Sequence[Entry]:
        return [
            Entry(name, "", "house", lambda name=name: ran.append(name))  # type: ignore[misc]
            for name in names
            if text.casefold() in name.casefold()
        ]

    made = CommandPalette(find, placeholder="Go or do")
    show(made)
    return made


def test_the_palette_runs_what_was_typed_without_waiting(
    palette: CommandPalette, ran: list[str], qtbot: QtBot
) -> None:
    field = palette.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "cust")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ran == ["Customers"])
    assert not palette.isVisible()


def test_the_palette_is_walked_by_arrows(palette: CommandPalette, ran: list[str], qtbot: QtBot) -> None:
    field = palette.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ran == ["Counter"])


def test_the_palette_runs_nothing_when_nothing_is_found_and_closes_by_escape(
    palette: CommandPalette, ran: list[str], qtbot: QtBot
) -> None:
    field = palette.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "zzz")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert palette.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    qtbot.wait(20)
    assert ran == []


@pytest.fixture
def dialog(show: Show) -> FormDialog:
    made = FormDialog("New customer", "Save")
    form = Form()
    form.add("Name", TextField())
    form.add("Phone", TextField())
    made.add(form)
    show(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_dialog_is_saved_by_keyboard_from_any_field(key: Qt.Key, dialog: FormDialog, qtbot: QtBot) -> None:
    for field in dialog.findChildren(QLineEdit):
        with qtbot.waitSignal(dialog.submitted):
            QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_dialog_is_saved_by_keyboard_from_a_note_too_and_once(
    key: Qt.Key, show: Show, qtbot: QtBot
) -> None:
    dialog = FormDialog("New customer", "Save")
    form, note = Form(), NoteField()
    form.add("Note", note)
    dialog.add(form)
    show(dialog)
    saved: list[bool] = []
    dialog.submitted.connect(lambda: saved.append(True))
    QTest.keyClick(note.text, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: saved == [True])
    assert note.value() == ""


def test_enter_alone_in_a_field_neither_saves_nor_closes(dialog: FormDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.submitted):
        QTest.keyClick(dialog.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_a_dialog_opens_in_its_first_field_and_tab_ends_at_the_buttons(dialog: FormDialog) -> None:
    first, second = dialog.findChildren(QLineEdit)
    assert focused() is first
    walked = []
    for _ in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        walked.append(focused())
    assert walked == [second, button(dialog, "Save"), button(dialog, "Cancel")]


def test_a_refused_dialog_stays_and_says_why(dialog: FormDialog) -> None:
    dialog.findChildren(QLineEdit)[0].setText("Amélie")
    dialog.refuse("The disk is full. Nothing was saved.")
    banner = dialog.findChild(Banner)
    assert isinstance(banner, Banner)
    assert banner.isVisible()
    assert banner.accessibleName() == "The disk is full. Nothing was saved."
    assert dialog.findChildren(QLineEdit)[0].text() == "Amélie"


def test_a_wrong_field_out_of_sight_is_brought_into_sight(show: Show, qtbot: QtBot) -> None:
    dialog = FormDialog("New customer", "Save")
    form = Form()
    fields = [form.add(f"Field {n}", TextField(), required=n == 39) for n in range(40)]
    dialog.add(form)
    show(dialog)
    assert not fields[39].visibleRegion().boundingRect().height()
    assert not form.check()
    qtbot.waitUntil(lambda: fields[39].visibleRegion().boundingRect().height() == fields[39].height())


def test_escape_closes_a_dialog(dialog: FormDialog) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_long_work_of_more_than_two_thousand_million_steps_is_shown(show: Show) -> None:
    panel = ProgressPanel("Reading")
    show(panel)
    panel.show_progress(5_000_000_000, 10_000_000_000, "half way")
    panel.show_progress(11, 10)


def test_cancel_is_told_once(show: Show) -> None:
    dialog = ProgressDialog("Reading")
    show(dialog)
    told: list[bool] = []
    dialog.cancelled.connect(lambda: told.append(True))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert told == [True]
    assert dialog.isVisible()


def test_a_problem_can_be_copied_whole(show: Show) -> None:
    dialog = ProblemDialog("<b>It</b> failed.", "It was not saved.", "Traceback …")
    show(dialog)
    details = dialog.findChild(QPlainTextEdit)
    assert isinstance(details, QPlainTextEdit)
    assert not details.isVisible()
    QTest.mouseClick(button(dialog, "Show details"), Qt.MouseButton.LeftButton)
    assert details.isVisible()
    QTest.mouseClick(button(dialog, "Copy details"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == "<b>It</b> failed.\n\nIt was not saved.\n\nTraceback …"


def test_a_chart_tells_its_numbers_in_words(show: Show) -> None:
    chart = BarChart("Turnover", [Bar("May", 3, "3.00"), Bar("June", -1, "−1.00")])
    show(chart)
    assert chart.accessibleName() == "Turnover"
    assert chart.accessibleDescription() == "May: 3.00; June: −1.00"


@pytest.mark.parametrize("values", [[], [0.0], [0.0, 0.0], [-3.0], [1e15, 1.0]])
def test_a_chart_of_odd_numbers_can_be_painted(values: list[float], show: Show) -> None:
    chart = BarChart("Turnover", [Bar(str(v), v, str(v)) for v in values])
    show(chart)
    assert not chart.grab().isNull()


def test_a_tile_is_spoken_with_its_number_and_opens_by_keyboard(show: Show, qtbot: QtBot) -> None:
    tile = FigureTile("Due today", "12", "4 are late", opens=True)
    show(tile)
    tile.setFocus()
    assert (tile.accessibleName(), tile.accessibleDescription()) == ("Due today: 12", "4 are late")
    with qtbot.waitSignal(tile.opened):
        QTest.keyClick(tile, Qt.Key.Key_Return)


def test_enter_presses_a_button(show: Show, qtbot: QtBot) -> None:
    save = Button("Save")
    show(save)
    with qtbot.waitSignal(save.clicked):
        QTest.keyClick(save, Qt.Key.Key_Return)


def test_a_chip_that_is_on_wears_a_tick(show: Show) -> None:
    chip = Chip("Gold")
    show(chip)
    off = chip.icon().pixmap(14, 14).toImage()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.icon().pixmap(14, 14).toImage() != off


def test_chips_go_on_in_the_next_line(show: Show) -> None:
    window = QWidget()
    layout = FlowLayout(window)
    chips = [Chip(f"Chip number {n}") for n in range(6)]
    for chip in chips:
        layout.addWidget(chip)
    window.resize(300, 300)
    show(window)
    assert chips[-1].y() > chips[0].y()
    assert all(chip.geometry().right() < 300 for chip in chips)


def test_an_empty_list_leads_on_by_its_button(show: Show, qtbot: QtBot) -> None:
    empty = EmptyState("users", "No customers yet", "Add the first one.", "Add a customer")
    show(empty)
    with qtbot.waitSignal(empty.chosen):
        QTest.keyClick(button(empty, "Add a customer"), Qt.Key.Key_Return)
