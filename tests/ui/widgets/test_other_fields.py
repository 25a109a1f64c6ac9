"""Amounts, days, choices and scores, by keyboard alone."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.widgets.typing_in import commit
from ui.widgets.calendar import CalendarPopup
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.form import Form
from ui.widgets.parsed_field import MoneyField
from ui.widgets.pick_field import PickField
from ui.widgets.score_field import ScoreField
from ui.widgets.suggestion_list import Suggestion

TODAY = date(2026, 11, 21)


def cents(text: str) -> int:
    try:
        return round(float(text.replace(",", "")) * 100)
    except ValueError:
        raise ValueError(f"“{text}” is no amount.") from None


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Form], Form]:
    def show(form: Form) -> Form:
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return show


def money_in(form: Form) -> MoneyField:
    return form.add("Amount", MoneyField(cents, lambda c: f"{c / 100:,.2f}"))


def day_in(form: Form) -> DayField:
    return form.add("Day", DayField(date.fromisoformat, date.isoformat, lambda: TODAY))


def test_an_amount_is_written_the_usual_way_on_leaving_the_field(
    shown: Callable[[Form], Form], qtbot: QtBot
) -> None:
    form = Form()
    money = money_in(form)
    shown(form)
    QTest.keyClicks(money.line, "5000000000")
    QTest.keyClick(money.line, Qt.Key.Key_Return)
    assert money.line.text() == "5,000,000,000.00"
    assert money.value() == 500_000_000_000


def test_an_amount_that_cannot_be_read_stays_and_is_told(shown: Callable[[Form], Form], qtbot: QtBot) -> None:
    form = Form()
    money = money_in(form)
    shown(form)
    QTest.keyClicks(money.line, "twelve")
    QTest.keyClick(money.line, Qt.Key.Key_Return)
    assert money.shown_problem() == "“twelve” is no amount."
    assert money.line.text() == "twelve"
    QTest.keyClick(money.line, Qt.Key.Key_Backspace)
    assert money.shown_problem() == ""


def test_arrows_step_a_day_from_today(shown: Callable[[Form], Form], qtbot: QtBot) -> None:
    form = Form()
    day = day_in(form)
    shown(form)
    for key, expected in (
        (Qt.Key.Key_Up, TODAY),
        (Qt.Key.Key_Up, date(2026, 11, 22)),
        (Qt.Key.Key_Down, TODAY),
        (Qt.Key.Key_PageUp, date(2026, 11, 28)),
    ):
        QTest.keyClick(day.line, key)
        assert day.value() == expected


def test_arrows_do_not_throw_away_a_day_that_is_half_typed(
    shown: Callable[[Form], Form], qtbot: QtBot
) -> None:
    form = Form()
    day = day_in(form)
    shown(form)
    QTest.keyClicks(day.line, "2026-1")
    QTest.keyClick(day.line, Qt.Key.Key_Up)
    assert day.line.text() == "2026-1"


@pytest.mark.parametrize("edge", [date.max, date.min])
def test_stepping_beyond_the_calendar_does_nothing(
    edge: date, shown: Callable[[Form], Form], qtbot: QtBot
) -> None:
    form = Form()
    day = day_in(form)
    shown(form)
    day.set_value(edge)
    QTest.keyClick(day.line, Qt.Key.Key_Up if edge == date.max else Qt.Key.Key_Down)
    assert day.value() == edge


def test_the_calendar_opens_by_key_and_gives_back_a_day(shown: Callable[[Form], Form], qtbot: QtBot) -> None:
    form = Form()
    day = day_in(form)
    shown(form)
    day.set_value(TODAY)
    QTest.keyClick(day.line, Qt.Key.Key_F4)
    popup = day.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    view = QApplication.focusWidget()
    assert view is not None
    QTest.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(day.edited):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert day.value() == date(2026, 11, 22)


def test_the_button_of_the_calendar_is_named_after_its_field(shown: Callable[[Form], Form]) -> None:
    form = Form()
    day = day_in(form)
    shown(form)
    assert [b.accessibleName() for b in day.findChildren(QToolButton)] == ["Day: open the calendar"]


@pytest.mark.parametrize(
    ("typed", "score"), [("7", 7), ("0", 0), ("10", 10), ("1", 1), ("12", 2), ("00", 0), ("910", 10)]
)
def test_a_score_is_typed_in_digits(
    typed: str, score: int, shown: Callable[[Form], Form], qtbot: QtBot
) -> None:
    form = Form()
    field = form.add("Would you come back?", ScoreField())
    shown(form)
    field.setFocus()
    for digit in typed:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, digit)
    assert field.value() == score


def test_a_score_can_be_stepped_taken_away_and_is_spoken(shown: Callable[[Form], Form], qtbot: QtBot) -> None:
    form = Form()
    field = form.add("Would you come back?", ScoreField())
    shown(form)
    assert field.value() is None
    field.set_value(9)
    field.setFocus()
    for key, expected in (
        (Qt.Key.Key_Right, 10),
        (Qt.Key.Key_Right, 10),
        (Qt.Key.Key_Left, 9),
        (Qt.Key.Key_Delete, None),
    ):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        assert field.value() == expected
    names = [button.accessibleName() for button in field.findChildren(QPushButton)]
    assert "Would you come back?: 7 of 10" in names
    assert "Would you come back?: not asked" in names


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot) -> None:
    field = ChoiceField([Choice(1, "Gold"), Choice(2, "Iron")])
    qtbot.addWidget(field)
    field.set_value(1)
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.combo, turn)
    assert field.value() == 1


def test_nothing_is_chosen_until_someone_chooses(qtbot: QtBot) -> None:
    field = ChoiceField([Choice(1, "Gold"), Choice(2, "Iron")], placeholder="Choose")
    qtbot.addWidget(field)
    assert field.value() is None
    field.set_value("no such thing")
    assert field.value() is None


def test_other_choices_keep_what_was_chosen(qtbot: QtBot) -> None:
    field = ChoiceField([Choice(1, "Gold"), Choice(2, "Iron")])
    qtbot.addWidget(field)
    field.set_value(2)
    field.set_choices([Choice(2, "Iron"), Choice(3, "Lead")])
    assert field.value() == 2


def test_a_long_list_is_found_in_by_any_part_of_the_words(
    shown: Callable[[Form], Form], qtbot: QtBot
) -> None:
    form = Form()
    field = form.add("Product", ChoiceField([Choice(n, f"Lamp {n}") for n in range(40)]))
    shown(form)
    line = field.combo.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "p 33")
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert field.value() == 33


def test_half_a_word_in_a_long_list_is_no_choice(shown: Callable[[Form], Form], qtbot: QtBot) -> None:
    form = Form()
    field = form.add("Product", ChoiceField([Choice(n, f"Lamp {n}") for n in range(40)]))
    other = form.add("Paid", CheckField("Paid"))
    shown(form)
    field.set_value(5)
    line = field.combo.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Lam")
    popup = QApplication.activePopupWidget()
    QTest.keyClick(popup or line, Qt.Key.Key_Tab)
    other.box.setFocus()
    assert (field.value(), line.text()) == (5, "Lamp 5")


def test_a_tick_is_set_by_the_space_bar(shown: Callable[[Form], Form], qtbot: QtBot) -> None:
    form = Form()
    field = form.add("", CheckField("May be called"))
    shown(form)
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field.box, Qt.Key.Key_Space)
    assert field.value()
    assert field.box.accessibleName() == "May be called"


PEOPLE = {"王小明": 1, "王芳": 2, "Amélie Łukasiewicz": 3}


def find(text: str) -> Sequence[Suggestion]:
    return [Suggestion(key, name, "07700 900 118", "user") for name, key in PEOPLE.items() if text in name]


@pytest.fixture
def pick(shown: Callable[[Form], Form]) -> Iterator[PickField]:
    form = Form()
    field = form.add("Customer", PickField(find, new_label="Add new: {text}"))
    shown(form)
    field.line.setFocus()
    yield field
    form.close()


def test_a_customer_is_picked_by_typing_down_and_enter(pick: PickField, qtbot: QtBot) -> None:
    commit(pick.line, "王")
    qtbot.waitUntil(pick.is_open)
    QTest.keyClick(pick.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(pick.picked) as picked:
        QTest.keyClick(pick.line, Qt.Key.Key_Return)
    assert picked.args == [2]
    assert (pick.value(), pick.text()) == (2, "王芳")
    assert not pick.is_open()


def test_a_quick_hand_need_not_wait_for_the_list(pick: PickField, qtbot: QtBot) -> None:
    QTest.keyClicks(pick.line, "Am")
    QTest.keyClick(pick.line, Qt.Key.Key_Return)
    assert pick.value() == 3


def test_typing_on_takes_the_pick_away_and_the_form_says_so(pick: PickField, qtbot: QtBot) -> None:
    pick.set_value(3, "Amélie Łukasiewicz")
    QTest.keyClicks(pick.line, "x")
    assert pick.value() is None
    assert pick.problem() == "Choose one from the list."


def test_the_last_row_adds_someone_new_with_what_was_typed(pick: PickField, qtbot: QtBot) -> None:
    QTest.keyClicks(pick.line, "07700")
    qtbot.waitUntil(pick.is_open)
    assert [s.title for s in pick.suggestions()] == ["Add new: 07700"]
    with qtbot.waitSignal(pick.new_wanted) as wanted:
        QTest.keyClick(pick.line, Qt.Key.Key_Return)
    assert wanted.args == ["07700"]


def test_escape_closes_the_list_and_keeps_the_words(pick: PickField, qtbot: QtBot) -> None:
    commit(pick.line, "王")
    qtbot.waitUntil(pick.is_open)
    QTest.keyClick(pick.line, Qt.Key.Key_Escape)
    assert (pick.is_open(), pick.text()) == (False, "王")


def test_a_click_picks(pick: PickField, qtbot: QtBot) -> None:
    commit(pick.line, "王")
    qtbot.waitUntil(pick.is_open)
    rows = pick._list
    where = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert pick.value() == 2
