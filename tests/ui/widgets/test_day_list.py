"""What was done, day by day: more comes as one scrolls, and looking again loses no place."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.day_lines import DayLine
from ui.widgets.day_list import DayList
from ui.widgets.empty_state import EmptyState


class Days:
    """Gives ten lines at a time, newest first, and remembers how often it was asked."""

    def __init__(self, newest: int) -> None:
        self.newest = newest
        self.asked = 0
        self.undone: set[int] = set()

    def more(self, after: DayLine | None) -> Sequence[DayLine]:
        self.asked += 1
        start = self.newest if after is None else int(str(after.key)) - 1
        return [self.line(number) for number in range(start, max(start - 10, 0), -1)]

    def line(self, number: int) -> DayLine:
        gone = number in self.undone
        return DayLine(
            number, f"Day {number // 7}", "18:02", f"Deed {number}", note="undone" if gone else "", gone=gone
        )


@pytest.fixture
def days() -> Days:
    return Days(newest=1000)


@pytest.fixture
def shown(days: Days, qtbot: QtBot) -> DayList:
    made = DayList(days.more, name="Everything done", empty=EmptyState("history", "Nothing", "Yet"))
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.begin()
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    qtbot.waitUntil(lambda: len(made.lines()) >= 10)
    return made


def test_only_what_is_looked_at_is_asked_for(shown: DayList, days: Days, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: days.asked >= 1)
    few = days.asked
    assert few <= 3
    QTest.keyClick(shown, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: days.asked > few)
    assert days.asked <= few + 2


def test_scrolling_on_comes_to_the_very_end(days: Days, qtbot: QtBot) -> None:
    days.newest = 35
    made = DayList(days.more, name="Everything done")
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.begin()
    made.show()

    def at_the_end() -> bool:
        QTest.keyClick(made, Qt.Key.Key_End)
        current = made.current()
        return current is not None and current.key == 1

    qtbot.waitUntil(at_the_end)
    assert [line.key for line in made.lines()] == list(range(35, 0, -1))


def test_looking_again_keeps_the_chosen_line_and_its_place_on_the_screen(
    shown: DayList, days: Days, qtbot: QtBot
) -> None:
    for _times in range(3):
        QTest.keyClick(shown, Qt.Key.Key_End)
        qtbot.wait(1)
    QTest.keyClick(shown, Qt.Key.Key_Up)
    chosen, at = shown.current(), shown.visualRect(shown.currentIndex()).top()
    assert chosen is not None
    days.newest += 2
    days.undone.add(int(str(chosen.key)))
    shown.refresh()
    again = shown.current()
    assert again is not None
    assert (again.key, again.note) == (chosen.key, "undone")
    assert abs(shown.visualRect(shown.currentIndex()).top() - at) <= 60


def test_what_is_new_stands_on_top_for_whoever_looks_at_the_top(shown: DayList, days: Days) -> None:
    days.newest += 1
    shown.refresh()
    assert shown.lines()[0].key == 1001
    assert shown.visualRect(shown.model().index(0, 0)).top() == 0


def test_whoever_stood_on_the_line_that_went_stands_on_the_next(shown: DayList, days: Days) -> None:
    QTest.keyClick(shown, Qt.Key.Key_Down)
    days.newest = 500
    shown.refresh()
    current = shown.current()
    assert current is not None
    assert current.key == 499


def test_a_line_tells_everything_to_whoever_cannot_see_it(shown: DayList, days: Days) -> None:
    days.undone.add(1000)
    shown.refresh()
    table = QAccessible.queryAccessibleInterface(shown)
    assert table.child(0).text(QAccessible.Text.Name) == "Deed 1000, undone, Day 142, 18:02"


def test_enter_opens_and_letters_go_to_the_search(shown: DayList) -> None:
    opened: list[DayLine] = []
    typed: list[str] = []
    shown.opened.connect(opened.append)
    shown.typed.connect(typed.append)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    QTest.keyClick(shown, Qt.Key.Key_L)
    assert [line.key for line in opened] == [1000]
    assert typed == ["l"]


def test_an_empty_list_says_why(days: Days, shown: DayList) -> None:
    chosen: list[object] = []
    shown.chosen.connect(chosen.append)
    days.newest = 0
    shown.begin()
    assert [empty.isVisible() for empty in shown.findChildren(EmptyState)] == [True]
    assert shown.current() is None
    assert chosen[-1] is None
