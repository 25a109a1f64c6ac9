"""Backups that nobody asks for: each day, at closing, to the stick when it is there; and never in the way."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from model.computer import Computer
from model.safekeeping.backup import backups_in, verify
from model.safekeeping.manifest import Reason
from model.safekeeping.places import FOLDER_NAME, Place, Volume, remember_stick
from model.safekeeping.remembered import Remembered
from model.safekeeping.standing import Worry
from tests.makers import A_DAY, add_customer
from ui import theme, volumes
from ui.main_window import MainWindow
from ui.widgets.banner import Banner


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def goes_on(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_window(
    qapp: QApplication, qtbot: QtBot, book: Book, tmp_path: Path, clock: Clock
) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window of that book as on a user's PC, where backups are made by themselves."""
    theme.apply(qapp, "light")
    made: list[MainWindow] = []

    def make(*, practice: bool = False) -> MainWindow:
        window = MainWindow(
            book, Computer(tmp_path / "pc"), today=lambda: A_DAY, now=clock, practice=practice
        )
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in made:
        if window.isVisible():
            window.closing.close_without_backup()
        qtbot.waitUntil(lambda window=window: not window.isVisible())  # type: ignore[misc]
        window.deleteLater()


@pytest.fixture
def pc(book: Book, tmp_path: Path) -> Remembered:
    """What the PC remembers."""
    return Remembered(Computer(tmp_path / "pc"), book.book_id)


@pytest.fixture
def stick(tmp_path: Path, pc: Remembered, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a stick that is plugged in and chosen for backups."""
    root = tmp_path / "media" / "KINGSTON"
    root.mkdir(parents=True)

    def mounted() -> list[Volume]:
        return [Volume(place, place.name) for place in (tmp_path / "media").iterdir()]

    monkeypatch.setattr(volumes, "mounted", mounted)
    pc.stick = remember_stick(root / FOLDER_NAME, mounted()[0])
    return root


def made_in(folder: Path) -> list[Reason]:
    """Why each backup there was made, the newest first."""
    return [backup.manifest.reason for backup in backups_in(folder) if backup.manifest]


def wait_for_work(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.is_busy, timeout=20_000)


def a_quiet_moment(qtbot: QtBot, window: MainWindow) -> None:
    window.safekeeping.backing_up.by_itself()
    wait_for_work(qtbot, window)


def close(qtbot: QtBot, window: MainWindow) -> None:
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)


def test_with_no_place_chosen_each_day_has_its_backup_beside_the_book(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path
) -> None:
    add_customer(book)
    window = open_window()
    a_quiet_moment(qtbot, window)
    [backup] = backups_in(tmp_path / FOLDER_NAME)
    assert verify(backup.path).reason is Reason.DAY
    assert window.safekeeping.backing_up.standing().worries == (Worry.SAME_DISK,)


def test_a_day_has_one_and_the_next_day_its_own(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path, clock: Clock
) -> None:
    add_customer(book)
    window = open_window()
    a_quiet_moment(qtbot, window)
    add_customer(book, "Li Wei")
    a_quiet_moment(qtbot, window)
    assert made_in(tmp_path / FOLDER_NAME) == [Reason.DAY]
    clock.goes_on(days=1)  # the program was left running over night
    a_quiet_moment(qtbot, window)
    assert made_in(tmp_path / FOLDER_NAME) == [Reason.DAY, Reason.DAY]


def test_a_clock_set_back_by_a_year_does_not_stop_them(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path, clock: Clock
) -> None:
    add_customer(book)
    clock.goes_on(days=365)
    window = open_window()
    a_quiet_moment(qtbot, window)
    clock.goes_on(days=-365)
    add_customer(book, "Li Wei")
    a_quiet_moment(qtbot, window)
    assert len(made_in(tmp_path / FOLDER_NAME)) == 2


def test_closing_keeps_what_was_changed(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path
) -> None:
    add_customer(book)
    window = open_window()
    close(qtbot, window)
    [backup] = backups_in(tmp_path / FOLDER_NAME)
    assert backup.manifest is not None
    assert (backup.manifest.reason, backup.manifest.counts["customers"]) == (Reason.CLOSING, 1)


def test_closing_a_second_time_makes_none_when_nothing_was_changed(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path
) -> None:
    add_customer(book)
    close(qtbot, open_window())
    close(qtbot, open_window())
    assert made_in(tmp_path / FOLDER_NAME) == [Reason.CLOSING]


def test_who_closes_once_more_does_not_wait(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path
) -> None:
    add_customer(book)
    window = open_window()
    window.close()
    close(qtbot, window)
    assert not list((tmp_path / FOLDER_NAME).glob("*.part"))


def test_the_end_of_the_session_waits_for_no_backup(
    open_window: Callable[..., MainWindow], book: Book, tmp_path: Path
) -> None:
    add_customer(book)
    window = open_window()
    assert window.closing.close_without_backup()
    assert not (tmp_path / FOLDER_NAME).exists()


@pytest.mark.parametrize("practice", [True, False])
def test_a_practice_book_and_an_empty_one_need_none(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path, practice: bool
) -> None:
    if practice:
        add_customer(book)
    window = open_window(practice=practice)
    a_quiet_moment(qtbot, window)
    assert window.safekeeping.backing_up.standing().worries == ()
    close(qtbot, window)
    assert not (tmp_path / FOLDER_NAME).exists()


def test_in_a_practice_book_backups_can_be_tried_and_touch_nothing_of_this_pc(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path, stick: Path
) -> None:
    add_customer(book)
    window = open_window(practice=True)
    window.ways.back_up_now()
    wait_for_work(qtbot, window)
    assert made_in(tmp_path / FOLDER_NAME) == [Reason.HAND]
    assert made_in(stick / FOLDER_NAME) == []
    window.pages.go("backups")
    assert not window.pages.page("backups").places.isEnabled()


def test_both_the_folder_and_the_stick_get_it(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path, stick: Path
) -> None:
    add_customer(book)
    window = open_window()
    a_quiet_moment(qtbot, window)
    assert made_in(tmp_path / FOLDER_NAME) == made_in(stick / FOLDER_NAME) == [Reason.DAY]


def test_a_stick_in_another_slot_is_found(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, stick: Path, pc: Remembered
) -> None:
    add_customer(book)
    window = open_window()
    elsewhere = stick.rename(stick.parent / "KINGSTON 1")
    window.safekeeping.backing_up.back_up(Reason.HAND)
    wait_for_work(qtbot, window)
    assert made_in(elsewhere / FOLDER_NAME) == [Reason.HAND]
    assert pc.stick is not None
    assert pc.stick.root == elsewhere


def test_a_stick_in_another_slot_gets_the_backup_of_the_day_too(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, stick: Path
) -> None:
    add_customer(book)
    elsewhere = stick.rename(stick.parent / "KINGSTON 1")
    a_quiet_moment(qtbot, open_window())
    assert made_in(elsewhere / FOLDER_NAME) == [Reason.DAY]


def test_a_stick_in_the_drawer_is_no_failure_and_gets_its_backup_when_it_is_back(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    book: Book,
    tmp_path: Path,
    stick: Path,
    pc: Remembered,
) -> None:
    add_customer(book)
    drawer = stick.rename(tmp_path / "drawer")
    window = open_window()
    a_quiet_moment(qtbot, window)
    assert pc.failure is None
    assert made_in(tmp_path / FOLDER_NAME) == [Reason.DAY]
    drawer.rename(stick)
    a_quiet_moment(qtbot, window)
    assert made_in(stick / FOLDER_NAME) == [Reason.DAY]
    assert made_in(tmp_path / FOLDER_NAME) == [Reason.DAY]


def test_a_place_that_fails_is_told_once_and_keeps_no_other_from_its_backup(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    book: Book,
    tmp_path: Path,
    stick: Path,
    clock: Clock,
) -> None:
    add_customer(book)
    (tmp_path / FOLDER_NAME).write_text("a file where a folder should be")
    window = open_window()
    a_quiet_moment(qtbot, window)
    assert made_in(stick / FOLDER_NAME) == [Reason.DAY]
    assert Worry.FAILED in window.safekeeping.backing_up.standing().worries
    (tmp_path / FOLDER_NAME).unlink()
    a_quiet_moment(qtbot, window)
    assert made_in(tmp_path / FOLDER_NAME) == []  # not tried every minute
    clock.goes_on(hours=1)
    a_quiet_moment(qtbot, window)
    assert made_in(tmp_path / FOLDER_NAME) == [Reason.DAY]
    assert Worry.FAILED not in window.safekeeping.backing_up.standing().worries


def test_each_month_a_backup_is_restored_for_a_trial_and_one_that_rotted_is_told(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    book: Book,
    tmp_path: Path,
    clock: Clock,
    pc: Remembered,
) -> None:
    add_customer(book)
    window = open_window()
    a_quiet_moment(qtbot, window)
    [backup] = backups_in(tmp_path / FOLDER_NAME)
    rotten = bytearray(backup.path.read_bytes())
    rotten[len(rotten) // 2] ^= 1
    backup.path.write_bytes(rotten)
    clock.goes_on(days=31)
    add_customer(book, "Li Wei")
    a_quiet_moment(qtbot, window)
    assert [
        banner.accessibleName()
        for banner in window.findChildren(Banner)
        if "no longer whole" in banner.accessibleName()
    ]
    assert pc.proofs[Place.FOLDER].file != backup.path.name


def test_whoever_turned_them_off_is_left_in_peace(
    qtbot: QtBot, open_window: Callable[..., MainWindow], book: Book, tmp_path: Path, pc: Remembered
) -> None:
    add_customer(book)
    pc.by_itself = False
    window = open_window()
    a_quiet_moment(qtbot, window)
    close(qtbot, window)
    assert not (tmp_path / FOLDER_NAME).exists()
