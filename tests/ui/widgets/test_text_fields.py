"""Nothing typed or pasted is lost in silence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.typing_in import commit, put_on_clipboard
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.note_field import NoteField
from ui.widgets.plain_text import plain_tip, without_controls
from ui.widgets.text_field import TextField


def said(form: Form) -> str:
    return " ".join(label.text() for label in form.findChildren(PlainLabel) if not label.isHidden())


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_paste_of_forty_thousand_characters_is_kept_and_told(form: Form) -> None:
    name = form.add("Name", TextField(most=500))
    put_on_clipboard("x" * 40_000)
    name.line.paste()
    assert len(name.line.text()) == 40_000
    assert "39,500 characters too long" in said(form)
    assert not form.check()


def test_the_complaint_about_length_goes_when_the_text_is_short_again(form: Form, qtbot: QtBot) -> None:
    name = form.add("Name", TextField(most=3))
    QTest.keyClicks(name.line, "abcd")
    assert "1 character too long" in said(form)
    QTest.keyClick(name.line, Qt.Key.Key_Backspace)
    assert "too long" not in said(form)
    assert form.check()


def test_invisible_characters_are_taken_out_and_told(form: Form) -> None:
    name = form.add("Name", TextField())
    put_on_clipboard("Am\x00é\x07lie\tŁ\nx")
    name.line.paste()
    assert name.value() == "Amélie Ł x"
    assert "2 invisible characters were taken out." in said(form)


def test_chinese_comes_in_through_an_input_method(form: Form) -> None:
    name = form.add("Name", TextField())
    commit(name.line, "王小明")
    assert name.value() == "王小明"


def test_loading_a_value_is_not_an_edit(form: Form, qtbot: QtBot) -> None:
    name, note = form.add("Name", TextField()), form.add("Notes", NoteField())
    with qtbot.assertNotEmitted(form.edited):
        name.set_value("Amélie")
        note.set_value("Two lamps\nand a chair")
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(name.line, "!")


def test_a_required_field_left_blank_is_told_and_takes_the_focus(form: Form, qtbot: QtBot) -> None:
    form.add("Phone", TextField())
    name = form.add("Name", TextField(), required=True)
    name.set_value("   ")
    form.activateWindow()
    assert not form.check()
    assert "Please fill this in." in said(form)
    qtbot.waitUntil(name.line.hasFocus)
    assert "required" in name.line.accessibleDescription()


def test_a_refusal_of_the_book_is_said_under_its_field_and_spoken(form: Form) -> None:
    phone = form.add("Phone", TextField())
    form.show_problem(phone, "Somebody else has this number.")
    assert "Somebody else has this number." in said(form)
    assert phone.line.accessibleDescription() == "Somebody else has this number."
    assert phone.line.accessibleName() == "Phone"


def test_a_note_takes_line_ends_and_says_when_it_is_too_long(form: Form) -> None:
    note = form.add("Notes", NoteField(most=100_000))
    put_on_clipboard("a\tb\nc\x00" + "y" * 100_010)
    note.text.paste()
    assert note.value().startswith("a\tb\ncyyy")
    assert "15 characters too long" in said(form)
    assert not form.check()


def test_tab_leaves_a_note(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    note, after = NoteField(), TextField()
    column.addWidget(note)
    column.addWidget(after)
    window.show()
    window.activateWindow()
    note.text.setFocus()
    QTest.keyClick(note.text, Qt.Key.Key_Tab)
    qtbot.waitUntil(after.line.hasFocus)


@pytest.mark.parametrize("text", ["<b>Bold</b>", '<img src="/etc/passwd">', "a < b & c"])
def test_words_of_strangers_are_never_markup(text: str, qtbot: QtBot) -> None:
    label = PlainLabel(text)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "<b>" not in plain_tip(text)
    assert "<img" not in plain_tip(text)


def test_a_label_that_is_cut_tells_the_whole_in_its_tip(qtbot: QtBot) -> None:
    label = PlainLabel("O'Brien & Daughters, hardware, paint and garden", elide=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == "O'Brien & Daughters, hardware, paint and garden"
    label.resize(800, 20)
    assert label.toolTip() == ""


def test_control_characters_are_counted_and_line_ends_are_not() -> None:
    assert without_controls("a\r\nb\x00\x1f\x85") == ("a b", 3)
    assert without_controls("a\r\nb\tc", keep="\n\t") == ("a\nb\tc", 0)
