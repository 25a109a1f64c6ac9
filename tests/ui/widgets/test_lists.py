"""Long lists cost what is in sight; everything in them is done by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu
from pytestqt.qtbot import QtBot

from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable
from ui.widgets.simple_table import SimpleTable
from ui.widgets.timeline import Happening, TimelineView

FIRST_ID = 7_000_000_000_000_000_000  # ids have 63 bits


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    spent: int


class Book:
    """Gives people, and counts how many were asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gone: set[int] = set()
        self.suffix = ""

    def fetch(self, ids: Sequence[int]) -> Sequence[Person | None]:
        self.asked.extend(ids)
        return [None if i in self.gone else Person(i, f"Person {i - FIRST_ID}{self.suffix}", i) for i in ids]


COLUMNS: list[Column[Person]] = [
    Column("name", "Name", lambda p: p.name, stretch=True),
    Column("spent", "Spent", lambda p: str(p.spent), align="right", descends_first=True),
    Column("icon", "", lambda _: "", sortable=False),
]


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def table(book: Book, qtbot: QtBot) -> RecordTable:
    made = RecordTable(COLUMNS, book.fetch, name="People")
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show_ids(range(FIRST_ID, FIRST_ID + 100_000))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def test_a_hundred_thousand_rows_fetch_only_what_is_in_sight(
    table: RecordTable, book: Book, qtbot: QtBot
) -> None:
    table.grab()
    assert 0 < len(book.asked) <= 128
    book.asked.clear()
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    table.grab()
    assert 0 < len(book.asked) <= 128
    assert min(book.asked) > FIRST_ID + 49_000


def test_the_end_is_one_key_away_and_costs_one_block(table: RecordTable, book: Book, qtbot: QtBot) -> None:
    table.grab()
    book.asked.clear()
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.current() == Person(FIRST_ID + 99_999, "Person 99999", FIRST_ID + 99_999)
    table.grab()
    assert len(book.asked) <= 128


def test_what_was_fetched_is_not_fetched_again(table: RecordTable, book: Book) -> None:
    table.grab()
    book.asked.clear()
    table.grab()
    assert book.asked == []


def test_refreshing_shows_the_new_words_and_keeps_the_current_row(table: RecordTable, book: Book) -> None:
    table.select_id(FIRST_ID + 3)
    book.suffix = " (moved)"
    table.refresh()
    assert table.current().name == "Person 3 (moved)"


def test_another_order_keeps_the_current_row(table: RecordTable) -> None:
    table.select_id(FIRST_ID + 42)
    table.show_ids(range(FIRST_ID + 99_999, FIRST_ID - 1, -1))
    assert table.current_id() == FIRST_ID + 42
    table.show_ids([FIRST_ID])
    assert table.current_id() is None


def test_a_row_that_is_gone_is_empty_and_cannot_be_opened(
    table: RecordTable, book: Book, qtbot: QtBot
) -> None:
    book.gone.add(FIRST_ID)
    table.refresh()
    table.select_first()
    table.grab()
    with qtbot.assertNotEmitted(table.opened):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_enter_opens_the_row_and_down_moves(table: RecordTable, qtbot: QtBot) -> None:
    table.select_first()
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].id == FIRST_ID + 1


def test_a_head_asks_for_its_order_and_the_other_way_round_the_second_time(
    table: RecordTable, qtbot: QtBot
) -> None:
    heard: list[tuple[str, bool]] = []
    table.sorted.connect(lambda key, descending: heard.append((key, descending)))
    head = table.horizontalHeader()
    for column in (0, 0, 1, 2):
        x = head.sectionViewportPosition(column) + 20
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert heard == [("name", False), ("name", True), ("spent", True)]


def test_sorting_needs_no_mouse(table: RecordTable, qtbot: QtBot) -> None:
    menu = table.sort_menu()
    assert [action.text() for action in menu.actions()] == ["Name", "Spent"]
    with qtbot.waitSignal(table.sorted) as asked:
        menu.actions()[1].trigger()
    assert asked.args == ["spent", True]


def test_letters_typed_into_the_list_go_to_the_search_and_fetch_nothing(
    table: RecordTable, book: Book, qtbot: QtBot
) -> None:
    table.grab()
    book.asked.clear()
    with qtbot.waitSignal(table.typed) as typed:
        QTest.keyClicks(table, "z")
    assert typed.args == ["z"]
    assert book.asked == []


def test_rows_are_copied_as_a_spreadsheet_takes_them(book: Book, qtbot: QtBot) -> None:
    table = RecordTable(COLUMNS[:1], book.fetch, name="People", many=True)
    qtbot.addWidget(table)
    table.show_ids(range(FIRST_ID, FIRST_ID + 5))
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\n".join(f"Person {n}" for n in range(5))
    assert table.selected_ids() == list(range(FIRST_ID, FIRST_ID + 5))


def test_the_menu_is_made_for_the_current_row(book: Book, qtbot: QtBot) -> None:
    made_for: list[str] = []

    def menu_for(person: Person) -> QMenu | None:
        made_for.append(person.name)
        return None

    table = RecordTable(COLUMNS, book.fetch, name="People", menu_for=menu_for)
    qtbot.addWidget(table)
    table.show_ids([FIRST_ID + 4])
    table.show()
    table.select_first()
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.currentIndex()).center()
    )
    at = table.visualRect(table.currentIndex()).center()
    QApplication.sendEvent(table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, at))
    assert made_for == ["Person 4"]


def test_an_empty_list_says_the_next_step(book: Book, qtbot: QtBot) -> None:
    empty = EmptyState("users", "No customers yet", "Add the first one.", "Add a customer")
    table = RecordTable(COLUMNS, book.fetch, name="People", empty=empty)
    qtbot.addWidget(table)
    table.show()
    assert empty.isVisible()
    table.show_ids([FIRST_ID])
    assert not empty.isVisible()
    table.show_ids([])
    assert empty.isVisible()


def test_a_small_table_sorts_by_what_the_column_says(qtbot: QtBot) -> None:
    columns: list[Column[Person]] = [
        Column("name", "Name", lambda p: p.name),
        Column("spent", "Spent", lambda p: f"{p.spent:,}", order=lambda p: p.spent),
    ]
    table = SimpleTable(columns, name="People", grows=True)
    qtbot.addWidget(table)
    people = [Person(1, "b", 900), Person(2, "A", 10_000), Person(3, "c", 80)]
    table.show_rows(people)
    assert table.rows() == people
    table.sort_menu().actions()[1].trigger()
    assert [p.spent for p in table.rows()] == [80, 900, 10_000]
    table.sort_menu().actions()[0].trigger()
    assert [p.name for p in table.rows()] == ["A", "b", "c"]


def test_a_timeline_of_ten_thousand_is_walked_and_opened_by_keyboard(qtbot: QtBot) -> None:
    view = TimelineView(name="Everything that happened")
    qtbot.addWidget(view)
    view.resize(400, 400)
    happenings = [Happening(FIRST_ID + n, "phone", f"Day {n}", f"Call {n}", "x" * 90) for n in range(10_000)]
    view.show_happenings(happenings)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [FIRST_ID + 1]


def test_an_entry_of_a_timeline_is_spoken_whole(qtbot: QtBot) -> None:
    view = TimelineView(name="Everything that happened")
    qtbot.addWidget(view)
    view.show_happenings([Happening(1, "frown", "2 May", "Complaint", "Glass broken", "−12.00", "danger")])
    spoken = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "2 May, Complaint, −12.00, Glass broken"
    assert (
        view.editTriggers() == QAbstractItemView.EditTrigger.NoEditTriggers
        or not view.model().flags(view.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    )
