"""The page of backups: how safe the book is, one key for a backup, and a restore that can be taken back."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from model.book import Book
from model.computer import Computer
from model.safekeeping import locked
from model.safekeeping.backup import back_up, backups_in, verify
from model.safekeeping.locked import WrongPassword
from model.safekeeping.looking_inside import Where
from model.safekeeping.manifest import Reason
from model.safekeeping.places import FOLDER_NAME, Volume, remember_stick
from model.safekeeping.remembered import Remembered
from tests.makers import add_customer, add_sale, make_book
from tests.reports import printed
from ui import volumes
from ui.backups.inside_dialog import InsideDialog
from ui.backups.join_dialog import JoinDialog
from ui.backups.list_card import in_it
from ui.backups.page import BackupsPage
from ui.backups.password_form import PasswordForm, five_words
from ui.backups.restore_dialog import RestoreDialog
from ui.backups.where_dialog import WhereDialog
from ui.main_window import MainWindow
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.problem_dialog import ProblemDialog
from ui.widgets.undo_bar import UndoBar

W = TypeVar("W", bound=QWidget)
PASSWORD = "lemon barn quiet river coat"


@pytest.fixture(autouse=True)
def quick_to_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are slow to try on purpose; these need not be."""
    monkeypatch.setattr(locked, "WORK", 10)


@pytest.fixture
def pc(book: Book, tmp_path: Path) -> Remembered:
    """What the PC remembers: backups go to a folder that was chosen."""
    remembered = Remembered(Computer(tmp_path / "pc"), book.book_id)
    (tmp_path / "safe").mkdir()
    remembered.folder = tmp_path / "safe"
    return remembered


@pytest.fixture
def page(window: MainWindow, pc: Remembered, qtbot: QtBot) -> BackupsPage:
    """The page, shown."""
    window.pages.go("backups")
    settle(window, qtbot)
    shown = window.pages.page("backups")
    assert isinstance(shown, BackupsPage)
    return shown


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait for what runs in threads, and for what follows from it."""
    qtbot.waitUntil(lambda: not window.is_busy, timeout=20_000)
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not window.is_busy, timeout=20_000)


def words(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(PlainLabel) if label.isVisible())


def shown(window: MainWindow, kind: type[W]) -> W:
    [one] = [one for one in window.findChildren(kind) if one.isVisible()]
    return one


def press(dialog: object, text: str) -> None:
    [button] = [one for one in dialog.findChildren(Button) if one.text() == text]  # type: ignore[attr-defined]
    button.click()


def a_backup(book: Book, folder: Path, password: str | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    return back_up(book, folder, Reason.HAND, now=datetime.now(UTC), password=password).path


def names(book: Book) -> list[str]:
    return sorted(customer.name for customer in book.customers.all())


def restore_dialog(page: BackupsPage, window: MainWindow, qtbot: QtBot, path: Path) -> RestoreDialog:
    page.show_restore(path)
    settle(window, qtbot)
    return shown(window, RestoreDialog)


def test_one_key_makes_a_backup_and_says_where(
    window: MainWindow, pc: Remembered, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    assert pc.was_asked
    add_customer(book)
    QTest.keyClick(window, Qt.Key.Key_F12)
    settle(window, qtbot)
    [backup] = backups_in(tmp_path / "safe")
    assert verify(backup.path).counts["customers"] == 1
    assert "Backed up and read back: in “safe”" in words(window)


def test_the_first_time_it_is_asked_where_and_never_again(
    window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    add_customer(book)
    window.ways.back_up_now()
    settle(window, qtbot)
    shown(window, WhereDialog).take_any(tmp_path / "mine")
    settle(window, qtbot)
    [first] = backups_in(tmp_path / "mine")
    window.ways.back_up_now()
    settle(window, qtbot)
    assert {backup.path for backup in backups_in(tmp_path / "mine")} - {first.path}


def test_a_stick_is_offered_before_the_disk_of_the_book(window: MainWindow, tmp_path: Path) -> None:
    stick = Volume(tmp_path / "KINGSTON", "KINGSTON", free_bytes=12_000_000_000)
    dialog = WhereDialog([stick], tmp_path / FOLDER_NAME, parent=window)
    chosen: list[Path] = []
    dialog.stick_chosen.connect(chosen.append)
    assert [row.text() for row in dialog.rows][:2] == ["On “KINGSTON”", "Only on this disk for now"]
    dialog.rows[0].click()
    assert chosen == [tmp_path / "KINGSTON" / FOLDER_NAME]


def test_a_stick_on_the_disk_of_the_book_is_refused(
    page: BackupsPage, window: MainWindow, tmp_path: Path
) -> None:
    page.choosing.take_stick(tmp_path / "not a stick", [Volume(tmp_path, "disk")])
    assert shown(window, ProblemDialog)


def test_the_page_and_the_foot_warn_until_there_is_a_backup(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book
) -> None:
    add_customer(book)
    qtbot.waitUntil(lambda: "If this disk breaks today" in words(window))
    page.back_up_now()
    settle(window, qtbot)
    assert "Last proven backup: today" in words(window)
    assert "Nothing was changed since." in words(window)
    assert "Every backup lies on the same disk" in words(window)
    add_customer(book, "Li Wei")
    qtbot.waitUntil(lambda: "1 change was made since." in words(window))


def test_backups_are_listed_with_what_is_in_them(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book
) -> None:
    add_customer(book)
    page.back_up_now()
    settle(window, qtbot)
    [row] = page.list.table.rows()
    assert row.reason is Reason.HAND
    assert in_it(row) == "1 customer, 0 purchases"


def test_a_backup_that_was_thrown_away_counts_no_more(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path, pc: Remembered
) -> None:
    add_customer(book)
    page.back_up_now()
    settle(window, qtbot)
    for backup in backups_in(tmp_path / "safe"):
        backup.path.unlink()
    page.refresh()
    settle(window, qtbot)
    assert pc.proofs == {}
    assert "No backup of this book" in words(window)


def test_a_restore_says_what_it_would_cost_and_can_be_taken_back(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    add_customer(book, "Anna Smith")
    path = a_backup(book, tmp_path / "safe")
    add_customer(book, "Li Wei")
    dialog = restore_dialog(page, window, qtbot, path)
    assert "It is OLDER: 1 change was made in your book since" in shown_banner(dialog)
    dialog.save.click()
    settle(window, qtbot)
    assert names(book) == ["Anna Smith"]
    bar = window.findChild(UndoBar)
    assert "Restored the backup of today" in words(window)
    press(bar, "Undo")
    settle(window, qtbot)
    assert names(book) == ["Anna Smith", "Li Wei"]


def test_what_a_restore_replaced_can_be_put_back_from_the_page(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    add_customer(book, "Anna Smith")
    path = a_backup(book, tmp_path / "safe")
    add_customer(book, "Li Wei")
    restore_dialog(page, window, qtbot, path).save.click()
    settle(window, qtbot)
    page.refresh()
    settle(window, qtbot)
    press(page.kept, "Put it back")
    settle(window, qtbot)
    assert names(book) == ["Anna Smith", "Li Wei"]


def test_a_restored_book_goes_on_and_can_be_written(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    path = a_backup(book, tmp_path / "safe")
    add_customer(book, "Li Wei")
    restore_dialog(page, window, qtbot, path).save.click()
    settle(window, qtbot)
    add_customer(book, "Anna Smith")
    book.undo()
    assert names(book) == []


def test_the_same_book_has_nothing_to_restore(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    dialog = restore_dialog(page, window, qtbot, a_backup(book, tmp_path / "safe"))
    assert "The SAME" in shown_banner(dialog)
    assert not dialog.save.isEnabled()


def test_another_book_does_not_take_the_place_of_this_one(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    with make_book(tmp_path / "other") as other:
        path = a_backup(other, tmp_path / "safe")
    dialog = restore_dialog(page, window, qtbot, path)
    assert "ANOTHER book" in shown_banner(dialog)
    assert not dialog.save.isEnabled()
    wanted: list[tuple[Path, str | None]] = []
    window.elsewhere_wanted.connect(lambda path, password: wanted.append((path, password)))
    dialog.elsewhere.click()
    assert wanted == [(path, None)]


def test_two_copies_that_both_changed_are_offered_to_be_put_together(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    add_customer(book, "Anna Smith")
    first = a_backup(book, tmp_path / "safe")
    add_customer(book, "Li Wei")
    second = a_backup(book, tmp_path / "safe")
    restore_dialog(page, window, qtbot, first).save.click()
    settle(window, qtbot)
    add_customer(book, "Wang Fang")
    dialog = restore_dialog(page, window, qtbot, second)
    assert "BOTH were changed" in shown_banner(dialog)
    dialog.join.click()
    settle(window, qtbot)
    assert shown(window, JoinDialog)


def test_a_damaged_backup_is_told_and_the_book_left_alone(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    add_customer(book)
    path = a_backup(book, tmp_path / "safe")
    path.write_bytes(path.read_bytes()[:-1000])
    dialog = restore_dialog(page, window, qtbot, path)
    assert "damaged" in shown_banner(dialog)
    assert not dialog.save.isEnabled()
    assert names(book) == ["Anna Smith"]


def inside_dialog(page: BackupsPage, window: MainWindow, qtbot: QtBot, path: Path) -> InsideDialog:
    page.look_inside(path)
    settle(window, qtbot)
    return shown(window, InsideDialog)


def choose(dialog: InsideDialog, name: str) -> None:
    rows = dialog.people.rows()
    dialog.people.select_id(next(n for n, person in enumerate(rows) if person.name == name))


def test_inside_a_backup_one_sees_who_differs_from_today(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    anna, li = add_customer(book, "Anna Smith", "020 7946 0123"), add_customer(book, "Li Wei")
    add_customer(book, "Wang Fang")
    path = a_backup(book, tmp_path / "safe")
    with book.edit("Deleted"):
        book.customers.delete(anna)
    with book.edit("Changed"):
        book.customers.update(replace(book.customers.get(li), city="Berlin"))
    add_customer(book, "Nina New")
    dialog = inside_dialog(page, window, qtbot, path)
    assert {person.name: person.where for person in dialog.people.rows()} == {
        "Anna Smith": Where.THERE,
        "Li Wei": Where.BOTH,
        "Nina New": Where.HERE,
    }
    assert "It is OLDER" in dialog.verdict.accessibleName()
    dialog.search.setText("0123")
    qtbot.waitUntil(lambda: [person.name for person in dialog.people.rows()] == ["Anna Smith"])
    dialog.search.setText("wang")
    qtbot.waitUntil(lambda: [person.where for person in dialog.people.rows()] == [None])


def test_a_deleted_customer_is_taken_back_with_everything_and_undo_takes_it_away(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    anna = add_customer(book, "Anna Smith", "020 7946 0123")
    add_sale(book, anna)
    path = a_backup(book, tmp_path / "safe")
    with book.edit("Deleted"):
        book.customers.delete(anna)
    dialog = inside_dialog(page, window, qtbot, path)
    choose(dialog, "Anna Smith")
    dialog.take_back.button.click()
    card = book.customers.card(anna)
    assert card is not None
    assert [phone.number for phone in card.phones] == ["020 7946 0123"]
    assert book.store.value("SELECT count(*) FROM purchase WHERE customer_id = :id", id=anna) == 1
    assert "Taken back: 1 customer, 1 phone" in words(window)
    assert [person.where for person in dialog.people.rows()] == [None]
    book.undo()
    assert book.customers.find(anna) is None


def test_of_what_differs_only_the_ticked_comes_back(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    anna = add_customer(book, "Anna Smith", city="London", note="Likes green tea")
    path = a_backup(book, tmp_path / "safe")
    with book.edit("Changed"):
        book.customers.update(replace(book.customers.get(anna), city="Leeds", note="Likes coffee"))
    dialog = inside_dialog(page, window, qtbot, path)
    choose(dialog, "Anna Smith")
    assert not dialog.take_back.button.isEnabled()
    [city] = [tick for tick in dialog.take_back.ticks() if "London" in tick.accessibleDescription()]
    city.click()
    dialog.take_back.button.click()
    customer = book.customers.get(anna)
    assert (customer.city, customer.note) == ("London", "Likes coffee")


def test_nothing_of_a_backup_is_left_lying_about(
    page: BackupsPage,
    window: MainWindow,
    qtbot: QtBot,
    book: Book,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passing"))
    (tmp_path / "passing").mkdir()
    add_customer(book, "Anna Smith")
    dialog = inside_dialog(page, window, qtbot, a_backup(book, tmp_path / "safe"))
    dialog.search.setText("anna")
    qtbot.waitUntil(lambda: len(dialog.people.rows()) == 1)
    assert list((tmp_path / "passing").iterdir())
    dialog.accept()
    assert list((tmp_path / "passing").iterdir()) == []


def test_from_inside_the_whole_book_can_be_restored(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    path = a_backup(book, tmp_path / "safe")
    add_customer(book, "Anna Smith")
    inside_dialog(page, window, qtbot, path).restore.click()
    settle(window, qtbot)
    shown(window, RestoreDialog).save.click()
    settle(window, qtbot)
    assert names(book) == []


def test_a_locked_backup_asks_in_the_same_window_and_a_wrong_password_is_not_damage(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    path = a_backup(book, tmp_path / "safe", PASSWORD)
    add_customer(book)
    dialog = restore_dialog(page, window, qtbot, path)
    assert dialog.opener.field.isVisible()
    dialog.opener.field.line.setText("lemon barn quiet river boat")
    dialog.opener.open_button.click()
    settle(window, qtbot)
    assert "does not open it" in words(window)
    assert "damaged" not in words(window)
    dialog.opener.field.line.setText(PASSWORD)
    dialog.opener.open_button.click()
    settle(window, qtbot)
    dialog.save.click()
    settle(window, qtbot)
    assert names(book) == []


def test_the_password_of_this_pc_locks_and_opens_by_itself(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, tmp_path: Path
) -> None:
    add_customer(book)
    page.set_password()
    form = shown(window, PasswordForm)
    form.first.line.setText(PASSWORD)
    form.second.line.setText(PASSWORD)
    form.save.click()
    page.back_up_now()
    settle(window, qtbot)
    [backup] = backups_in(tmp_path / "safe")
    with pytest.raises(WrongPassword):
        verify(backup.path, "guess")
    add_customer(book, "Li Wei")
    dialog = restore_dialog(page, window, qtbot, backup.path)
    assert "It is OLDER" in shown_banner(dialog)


def test_the_recovery_sheet_is_shown_to_be_printed(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, pc: Remembered
) -> None:
    pc.password = PASSWORD
    page.refresh()
    settle(window, qtbot)
    page.password.sheet.click()
    settle(window, qtbot)
    assert window.pages.key_shown == "printing"
    paper = window.pages.page("printing").preview.pages()
    assert PASSWORD in printed.text(paper.data)


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [("short", "short", "at least 8"), (PASSWORD, PASSWORD[:-1], "not the same as above")],
)
def test_a_password_is_long_enough_and_typed_twice(
    page: BackupsPage, window: MainWindow, pc: Remembered, first: str, second: str, problem: str
) -> None:
    page.set_password()
    form = shown(window, PasswordForm)
    form.first.line.setText(first)
    form.second.line.setText(second)
    form.save.click()
    assert problem in words(window)
    assert pc.password is None


def test_five_words_are_proposed_and_have_to_be_typed_once(page: BackupsPage, window: MainWindow) -> None:
    page.set_password()
    form = shown(window, PasswordForm)
    form.propose.click()
    assert len(form.password.split()) == 5
    assert form.second.is_blank()
    assert five_words() != five_words()


def test_a_stick_can_be_forgotten_and_keeps_its_backups(
    page: BackupsPage,
    window: MainWindow,
    qtbot: QtBot,
    pc: Remembered,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    book: Book,
) -> None:
    stick = Volume(tmp_path / "KINGSTON", "KINGSTON")
    monkeypatch.setattr(volumes, "mounted", lambda: [stick])
    pc.stick = remember_stick(stick.root / FOLDER_NAME, stick)
    add_customer(book)
    page.back_up_now()
    settle(window, qtbot)
    assert "Stick “KINGSTON”" in words(window)
    assert "Is plugged in" in words(window)
    page.places.forget_stick.click()
    settle(window, qtbot)
    assert pc.stick is None
    assert "No stick yet" in words(window)
    assert len(backups_in(stick.root / FOLDER_NAME)) == 1


def test_a_backup_is_checked_again_on_demand(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book
) -> None:
    add_customer(book)
    page.back_up_now()
    settle(window, qtbot)
    page.list.check.click()
    settle(window, qtbot)
    assert "every byte was read and compared" in words(window)


def test_the_line_at_the_foot_leads_to_the_page(
    window: MainWindow, pc: Remembered, qtbot: QtBot, book: Book
) -> None:
    assert pc.was_asked
    add_customer(book)
    window.safekeeping.backing_up.changed.emit()
    [line] = [
        one for one in window.frame.foot.findChildren(Button) if one.accessibleName() == "No backup yet"
    ]
    line.click()
    settle(window, qtbot)
    assert window.pages.key_shown == "backups"


def shown_banner(dialog: RestoreDialog) -> str:
    return "\n".join(banner.accessibleName() for banner in dialog.findChildren(Banner) if banner.isVisible())


def test_locked_backups_of_this_pc_are_listed_with_what_is_in_them_and_a_restore_is_taken_back(
    page: BackupsPage, window: MainWindow, qtbot: QtBot, book: Book, pc: Remembered
) -> None:
    pc.password = PASSWORD
    add_customer(book, "Anna Smith")
    page.back_up_now()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: [row.reason for row in page.list.table.rows()] == [Reason.HAND], timeout=10_000)
    [row] = page.list.table.rows()
    assert row.locked
    add_customer(book, "Li Wei")
    restore_dialog(page, window, qtbot, row.path).save.click()
    settle(window, qtbot)
    assert names(book) == ["Anna Smith"]
    press(window.findChild(UndoBar), "Undo")
    settle(window, qtbot)
    assert names(book) == ["Anna Smith", "Li Wei"]
