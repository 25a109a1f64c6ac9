"""The program: which book it opens, how it speaks and looks, and that it holds one book in one window."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QLocale
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from model.book import Book
from model.computer import Computer
from model.errors import BookError
from model.safekeeping.backup import back_up, backups_in
from model.safekeeping.instance_lock import InstanceLock
from model.safekeeping.manifest import Reason
from model.safekeeping.places import FOLDER_NAME
from model.safekeeping.remembered import Remembered
from model.shop import Shop
from resources import i18n
from tests.makers import add_customer, make_book
from ui import theme
from ui.app import Program
from ui.backups.new_place_dialog import NewPlaceDialog
from ui.book_lock import BookLock
from ui.welcome.new_book_view import NewBookView
from ui.welcome.start_view import StartView
from ui.welcome.trouble_view import TroubleView
from ui.widgets.banner import Banner
from ui.widgets.label import PlainLabel
from ui.widgets.problem_dialog import ProblemDialog


def a_book(folder: Path, name: str = "shop.regulars", language: str = "en") -> Path:
    folder.mkdir(exist_ok=True)
    with make_book(folder, name, language=language) as book:
        return book.path


def new_view(program: Program) -> NewBookView:
    assert program.welcome is not None
    view = program.welcome.shown
    assert isinstance(view, NewBookView)
    return view


def test_the_first_start_shows_the_welcome_page(program: Program) -> None:
    assert program.start(None)
    assert program.welcome is not None
    assert program.welcome.isVisible()
    assert isinstance(program.welcome.shown, StartView)


def test_the_next_start_opens_the_last_book(program: Program, computer: Computer, tmp_path: Path) -> None:
    path = a_book(tmp_path)
    computer.remember_book(path)
    computer.remember_book(tmp_path / "on a stick that is not there.regulars")
    program.start(None)
    assert program.window is not None
    assert program.window.book.path.resolve() == path


def test_a_book_that_cannot_be_opened_is_told_on_the_welcome_page(program: Program, tmp_path: Path) -> None:
    letter = tmp_path / "letter.regulars"
    letter.write_text("Dear customer, this is no book but a letter. " * 30)
    program.start(letter)
    assert program.welcome is not None
    said = [label.text() for label in program.welcome.shown.findChildren(PlainLabel)]
    assert any("not a customer book" in sentence for sentence in said)
    assert letter.read_text().startswith("Dear customer")


def test_a_book_is_made_from_three_answers_and_opened(
    qtbot: QtBot, program: Program, tmp_path: Path, computer: Computer
) -> None:
    program.show_welcome("new")
    view = new_view(program)
    view.answer(name="Łódź & Söhne", currency="PLN", path=tmp_path / "mine.regulars")
    view.make()
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    shop = program.window.book.shop
    assert (shop.name, shop.currency, shop.language, shop.region) == ("Łódź & Söhne", "PLN", "en", "PL")
    assert computer.recent_books == [tmp_path / "mine.regulars"]
    assert program.welcome is None


def test_a_shop_without_a_name_is_asked_for_one(program: Program, tmp_path: Path) -> None:
    program.show_welcome("new")
    view = new_view(program)
    view.answer(name="  ", currency="EUR", path=tmp_path / "mine.regulars")
    view.make()
    assert not (tmp_path / "mine.regulars").exists()
    assert "Please fill this in." in [label.text() for label in view.findChildren(PlainLabel)]


def test_a_file_that_is_there_is_never_written_over(program: Program, tmp_path: Path) -> None:
    there = tmp_path / "mine.regulars"
    there.write_bytes(b"precious")
    program.show_welcome("new")
    view = new_view(program)
    view.answer(name="Corner", currency="EUR", path=there)
    view.make()
    assert there.read_bytes() == b"precious"
    assert any(banner.isVisible() for banner in view.findChildren(Banner))


def test_the_language_question_switches_the_page_at_once_and_keeps_the_answers(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    program.show_welcome("new")
    new_view(program).answer(name="清风茶叶店", currency="CNY", path=tmp_path / "tea.regulars")
    assert program.welcome is not None
    program.welcome.speak("zh_CN")
    assert i18n.current_language() == "zh_CN"
    assert new_view(program).answers() == {
        "name": "清风茶叶店",
        "currency": "CNY",
        "path": str(tmp_path / "tea.regulars"),
    }
    new_view(program).make()
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert program.window.book.shop.language == "zh_CN"


def test_qt_speaks_the_language_too(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.start(a_book(tmp_path, language="zh_CN"))
    assert Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase_zh_CN.qm").exists()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "取消"
    assert QLocale().name() == "zh_CN"


def test_the_window_speaks_the_shops_language_unless_this_pc_has_its_own(
    qtbot: QtBot, program: Program, computer: Computer, tmp_path: Path
) -> None:
    program.start(a_book(tmp_path, language="zh_CN"))
    assert i18n.current_language() == "zh_CN"
    before = program.window
    program.choose_language("en")
    assert i18n.current_language() == "en"
    assert program.window is not before
    assert computer.language == "en"
    program.choose_language("")
    assert i18n.current_language() == "zh_CN"


def test_the_book_stays_open_while_the_window_changes_its_language(program: Program, tmp_path: Path) -> None:
    program.start(a_book(tmp_path))
    assert program.window is not None
    book = program.window.book
    program.window.pages.go("settings")
    program.choose_language("zh_CN")
    assert program.window.book is book
    assert program.window.pages.key_shown == "settings"
    assert book.shop.name == "Tea & Leaf"


def test_light_and_dark_switch_at_once_and_are_remembered(
    program: Program, computer: Computer, tmp_path: Path
) -> None:
    program.start(a_book(tmp_path))
    for mode, dark in (("dark", True), ("light", False)):
        assert program.window is not None
        program.window.actions_made.run(f"theme-{mode}")
        assert theme.colours().dark is dark
        assert computer.theme == mode


def test_another_book_takes_the_place_of_the_first(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    first, second = a_book(tmp_path / "one"), a_book(tmp_path / "two")
    program.start(first)
    assert program.window is not None
    book = program.window.book
    program.open(second)
    assert program.window.book.path.resolve() == second
    qtbot.waitUntil(lambda: book.store.closed)
    other = BookLock(first)
    assert other.take()
    other.let_go()


def test_a_book_in_another_window_is_not_opened_twice(qtbot: QtBot, tmp_path: Path) -> None:
    path = a_book(tmp_path)
    holder = BookLock(path)
    assert holder.take()
    holder.listen()
    with qtbot.waitSignal(holder.asked_for):
        assert not BookLock(path).take()
    holder.let_go()
    second = BookLock(path)
    assert second.take()
    second.let_go()


def test_opening_the_open_book_again_brings_its_window_forward(program: Program, tmp_path: Path) -> None:
    path = a_book(tmp_path)
    program.start(path)
    before = program.window
    program.open(path)
    assert program.window is before


def test_leaving_a_book_shows_the_welcome_page_and_closes_the_file(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    path = a_book(tmp_path)
    program.start(path)
    assert program.window is not None
    book = program.window.book
    program.window.actions_made.run("leave")
    assert program.window is None
    assert program.welcome is not None
    assert program.welcome.isVisible()
    qtbot.waitUntil(lambda: book.store.closed)
    assert [file.name for file in tmp_path.glob("shop.regulars*")] == ["shop.regulars"]


def test_a_refused_book_leaves_the_open_one_open(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.start(a_book(tmp_path))
    before = program.window
    assert before is not None
    program.open(tmp_path / "missing.regulars")
    assert program.welcome is not None
    assert isinstance(program.welcome.shown, TroubleView)
    assert program.window is before
    assert before.isVisible()


def test_a_practice_book_is_made_opened_and_not_remembered(
    qtbot: QtBot, program: Program, computer: Computer
) -> None:
    i18n.set_language("zh_CN")
    program.start(None, practice=True)
    qtbot.waitUntil(lambda: program.window is not None)
    window = program.window
    assert window is not None
    assert window.practice
    assert window.book.shop.language == "zh_CN"
    assert window.book.customers.count() > 100
    assert computer.recent_books == []
    folder = window.book.path.parent
    window.close()
    program.end()
    assert not folder.exists()


def test_a_new_book_says_where_it_will_be_and_never_takes_a_name_twice(program: Program, home: Path) -> None:
    with Book.create(home / "Corner Shop.regulars", Shop(name="Corner Shop", currency="EUR")):
        pass
    program.show_welcome("new")
    view = new_view(program)
    view.answer(name="Corner Shop", currency="EUR")
    assert any("Corner Shop 2.regulars" in label.text() for label in view.findChildren(PlainLabel))


def a_backup(path: Path, folder: Path) -> Path:
    """A backup of the book at ``path``, made into ``folder``."""
    folder.mkdir(exist_ok=True)
    return back_up(path, folder, Reason.HAND, now=datetime.now(UTC)).path


def wait_for_work(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not any(task.name == "task" for task in threading.enumerate()), timeout=20_000)
    qtbot.wait(1)


def test_on_a_new_pc_a_backup_becomes_a_book_and_is_opened(
    qtbot: QtBot, program: Program, tmp_path: Path, computer: Computer
) -> None:
    backup = a_backup(a_book(tmp_path / "old pc"), tmp_path / "stick")
    program.start(None)
    program.open(backup)
    assert program.welcome is not None
    [dialog] = program.welcome.findChildren(NewPlaceDialog)
    wait_for_work(qtbot)
    dialog.take_place(tmp_path / "my book")
    dialog.save.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.window is not None
    assert program.window.book.path == tmp_path / "my book.regulars"
    assert program.window.book.shop.name == "Tea & Leaf"
    assert computer.recent_books == [tmp_path / "my book.regulars"]


def test_a_backup_never_takes_the_place_of_a_file_on_a_new_pc(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    backup = a_backup(a_book(tmp_path / "old pc"), tmp_path / "stick")
    (tmp_path / "letter.regulars").write_bytes(b"precious")
    program.start(None)
    program.open(backup)
    assert program.welcome is not None
    [dialog] = program.welcome.findChildren(NewPlaceDialog)
    wait_for_work(qtbot)
    dialog.take_place(tmp_path / "letter.regulars")
    dialog.save.click()
    assert (tmp_path / "letter.regulars").read_bytes() == b"precious"
    assert any("already a file" in banner.accessibleName() for banner in dialog.findChildren(Banner))
    dialog.reject()


def test_a_backup_opened_while_a_book_is_open_is_looked_into(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    path = a_book(tmp_path)
    backup = a_backup(path, tmp_path / "stick")
    program.open(path)
    program.open(backup)
    assert program.window is not None
    assert program.window.pages.key_shown == "backups"
    wait_for_work(qtbot)
    assert program.window.book.path == path


def test_being_stopped_by_the_system_makes_no_backup(program: Program, tmp_path: Path) -> None:
    path = a_book(tmp_path)
    program.open(path)
    assert program.window is not None
    Remembered(program.window.context.computer, "").by_itself = True
    add_customer(program.window.book)
    window = program.window
    program.stop()
    assert window.close()
    assert not (tmp_path / FOLDER_NAME).exists()


def test_another_language_makes_no_backup_of_the_book_that_goes_on(program: Program, tmp_path: Path) -> None:
    path = a_book(tmp_path)
    program.open(path)
    assert program.window is not None
    Remembered(program.window.context.computer, "").by_itself = True
    add_customer(program.window.book)
    before = program.window
    program.choose_language("zh_CN")
    assert not before.isVisible()
    assert not (tmp_path / FOLDER_NAME).exists()
    Remembered(program.window.context.computer, "").by_itself = False


def test_another_book_is_opened_at_once_while_the_first_is_still_backed_up(
    qtbot: QtBot, program: Program, tmp_path: Path, computer: Computer
) -> None:
    first, second = a_book(tmp_path / "one"), a_book(tmp_path / "two")
    Remembered(computer, "").by_itself = True
    program.open(first)
    assert program.window is not None
    add_customer(program.window.book)
    left = program.window.book
    program.open(second)
    assert program.window.book.path == second
    qtbot.waitUntil(lambda: left.store.closed, timeout=20_000)
    assert len(backups_in(tmp_path / "one" / FOLDER_NAME)) == 1
    Remembered(computer, "").by_itself = False


def test_a_restore_takes_the_place_of_the_open_book_and_the_lock_stays_ours(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    path = a_book(tmp_path)
    backup = a_backup(path, tmp_path / "stick")
    program.open(path)
    assert program.window is not None
    book = program.window.book
    add_customer(book)
    program.window.safekeeping.restoring.restore(backup)
    qtbot.waitUntil(lambda: book.customers.count() == 0, timeout=20_000)
    add_customer(book, "Li Wei")
    assert [customer.name for customer in book.customers.all()] == ["Li Wei"]
    with pytest.raises(BookError, match="already open here"), InstanceLock(path):
        pass
    assert not [dialog for dialog in program.window.findChildren(ProblemDialog) if dialog.isVisible()]
