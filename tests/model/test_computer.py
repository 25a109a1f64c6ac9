"""What a PC remembers of its own, and that losing it never stops anybody."""

import json
import logging
import os
from pathlib import Path

import pytest

from model.computer import RECENT_BOOKS, Computer, default_folder


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "settings")


def test_a_pc_keeps_its_name(computer: Computer) -> None:
    assert computer.copy_id
    assert Computer(computer.folder).copy_id == computer.copy_id


def test_two_pcs_have_two_names(tmp_path: Path) -> None:
    assert Computer(tmp_path / "one").copy_id != Computer(tmp_path / "other").copy_id


def test_the_book_opened_last_comes_first_and_only_once(computer: Computer, tmp_path: Path) -> None:
    shop, market = tmp_path / "shop.regulars", tmp_path / "market.regulars"
    for book in (shop, market, shop):
        computer.remember_book(book)
    assert computer.recent_books == [shop, market]


def test_old_books_make_room(computer: Computer, tmp_path: Path) -> None:
    for number in range(RECENT_BOOKS + 3):
        computer.remember_book(tmp_path / f"{number}.regulars")
    assert len(computer.recent_books) == RECENT_BOOKS
    assert computer.recent_books[0].name == f"{RECENT_BOOKS + 2}.regulars"


def test_a_forgotten_book_is_offered_no_more_but_stays(computer: Computer, tmp_path: Path) -> None:
    book = tmp_path / "old.regulars"
    book.write_bytes(b"kept")
    computer.remember_book(book)
    computer.forget_book(book)
    assert computer.recent_books == []
    assert book.read_bytes() == b"kept"


def test_the_look_and_the_language_are_kept(computer: Computer) -> None:
    assert (computer.theme, computer.language) == ("system", "")
    computer.theme, computer.language = "dark", "zh_CN"
    again = Computer(computer.folder)
    assert (again.theme, again.language) == ("dark", "zh_CN")


def test_an_unknown_look_is_that_of_the_system(computer: Computer) -> None:
    computer.folder.mkdir()
    (computer.folder / "computer.json").write_text('{"theme": "purple"}')
    assert computer.theme == "system"


def test_notes_are_kept_and_forgotten_one_by_one(computer: Computer) -> None:
    computer.note("size", "1200x800")
    computer.note("place", "left")
    computer.note("size", "")
    again = Computer(computer.folder)
    assert (again.noted("size"), again.noted("place")) == ("", "left")


def test_two_windows_do_not_forget_each_others_settings(computer: Computer, tmp_path: Path) -> None:
    other = Computer(computer.folder)
    computer.remember_book(tmp_path / "shop.regulars")
    other.theme = "dark"
    assert computer.theme == "dark"
    assert other.recent_books == [tmp_path / "shop.regulars"]


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[1]", b"\xff\xfe", b'{"copy_id": 3, "recent_books": 4, "notes": [], "theme": null}'],
)
def test_damaged_settings_are_begun_anew(computer: Computer, damaged: bytes) -> None:
    computer.folder.mkdir()
    (computer.folder / "computer.json").write_bytes(damaged)
    assert (computer.theme, computer.language, computer.recent_books) == ("system", "", [])
    assert computer.noted("size") == ""
    computer.note("size", "big")
    assert computer.noted("size") == "big"
    assert Computer(computer.folder).copy_id == computer.copy_id


def test_settings_that_cannot_be_kept_stop_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    with caplog.at_level(logging.WARNING):
        computer = Computer(in_the_way / "settings")
        computer.theme = "dark"
    assert "cannot be kept" in caplog.text
    assert Computer(in_the_way / "settings").theme == "system"


def test_a_crash_in_mid_write_leaves_the_old_settings(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    computer.theme = "dark"

    def broken(_self: Path, _target: Path) -> None:
        raise OSError("the power went")

    monkeypatch.setattr(Path, "replace", broken)
    computer.theme = "light"
    assert json.loads((computer.folder / "computer.json").read_text("utf-8")) == {"theme": "dark"}


def test_settings_live_in_the_users_own_folder(home: Path) -> None:
    assert default_folder().is_relative_to(home)
    assert os.access(home, os.W_OK)


@pytest.mark.skipif(os.name == "nt", reason="names are letters there")
def test_a_folder_whose_name_is_no_text_is_remembered_too(computer: Computer, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"Sicherungen f\xfcr 2026")
    computer.backup_folder = folder
    computer.remember_book(folder / "shop.regulars")
    assert Computer(computer.folder).backup_folder == folder
    assert computer.recent_books == [folder / "shop.regulars"]
