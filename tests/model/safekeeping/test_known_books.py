"""What this PC remembers of a book's place: whether it was closed in peace, when it was checked, what was told."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from model.computer import Computer
from model.safekeeping.known_books import KnownBooks

DAY = date(2026, 3, 12)


@pytest.fixture
def known(tmp_path: Path) -> KnownBooks:
    return KnownBooks(Computer(tmp_path / "pc"))


def test_a_book_that_was_not_closed_is_known_at_the_next_start(known: KnownBooks, tmp_path: Path) -> None:
    path = tmp_path / "Tea.regulars"
    assert not known.opened(path, "a"), "never seen: nothing is known against it"
    assert known.opened(path, "a"), "killed"
    known.closed(path)
    assert not known.opened(path, "a")
    assert known.book_id(path) == "a"


@pytest.mark.parametrize(("days", "wanted"), [(0, False), (6, False), (7, True), (400, True), (-1, True)])
def test_a_check_is_wanted_after_a_week_or_with_a_wrong_clock(
    known: KnownBooks, tmp_path: Path, days: int, wanted: bool
) -> None:
    path = tmp_path / "Tea.regulars"
    assert known.wants_check(path, DAY)
    known.checked(path, DAY)
    assert known.wants_check(path, DAY + timedelta(days=days)) is wanted


def test_what_was_told_of_one_book_is_still_told_of_another(known: KnownBooks, tmp_path: Path) -> None:
    known.told(tmp_path / "a", "cloud")
    assert known.was_told(tmp_path / "a", "cloud")
    assert not known.was_told(tmp_path / "a", "network")
    assert not known.was_told(tmp_path / "b", "cloud")
    known.opened(tmp_path / "a", "x")
    assert known.was_told(tmp_path / "a", "cloud")


def test_only_so_many_books_are_remembered(known: KnownBooks, tmp_path: Path) -> None:
    for n in range(60):
        known.opened(tmp_path / str(n), f"book {n}")
    assert known.book_id(tmp_path / "59") == "book 59"
    assert known.book_id(tmp_path / "0") == ""


def test_settings_that_somebody_spoilt_are_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "pc"
    folder.mkdir()
    path = tmp_path / "Tea.regulars"
    (folder / "computer.json").write_text(
        f'{{"books": {{"{path}": {{"checked_on": 7, "told": "all", "book_id": null}}}}}}', encoding="utf-8"
    )
    known = KnownBooks(Computer(folder))
    assert known.wants_check(path, DAY)
    assert not known.was_told(path, "cloud")
    assert known.book_id(path) == ""
    assert not known.opened(path, "a")
