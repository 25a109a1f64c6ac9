"""A restore never destroys: whatever happens, the old or the new book stands there whole, and the other is kept."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model import replacing
from model.book import Book
from model.computer import Computer
from model.customers import Customer
from model.errors import BookError, Cancelled
from model.safekeeping import locked
from model.safekeeping.backup import Backup, back_up, kept_beside, safety_copy, verify
from model.safekeeping.container import unpack
from model.safekeeping.instance_lock import HeldElsewhere
from model.safekeeping.manifest import Reason
from model.safekeeping.restoring import Restored, prepare_restore, restore, undo_restore
from tests.makers import add_customer, make_book

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("passing_files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the shop's book is: with Anna, and with Bob since the backup."""
    folder = tmp_path / "shop"
    folder.mkdir()
    return folder / "shop.regulars"


@pytest.fixture
def backup(path: Path, stick: Path) -> Path:
    with make_book(path.parent) as book:
        add_customer(book, "Anna")
        made = back_up(book, stick, Reason.HAND, now=NOW)
        add_customer(book, "Bob")
    return made.path


def names(path: Path) -> list[str]:
    with Book.open(path) as book:
        return book.store.column("SELECT name FROM customer ORDER BY id")


def kept(restored: Restored) -> Backup:
    assert isinstance(restored.before, Backup)
    return restored.before


def test_the_book_is_as_it_was_and_the_replaced_one_is_kept(path: Path, backup: Path) -> None:
    restored = restore(backup, path, now=NOW)
    assert restored.book == path
    assert names(path) == ["Anna"]
    before = kept(restored)
    assert before.path.parent == path.parent / "Regulars backups"
    assert verify(before.path) == before.manifest
    assert before.manifest.reason is Reason.RESTORE
    assert before.manifest.counts["customers"] == 2
    assert sorted(file.name for file in path.parent.iterdir()) == ["Regulars backups", "shop.regulars"]


def test_nothing_is_written_into_what_was_restored(path: Path, backup: Path, tmp_path: Path) -> None:
    restore(backup, path, now=NOW)
    unpack(backup, tmp_path / "unpacked")
    assert path.read_bytes() == (tmp_path / "unpacked").read_bytes()


def test_a_restore_is_undone_with_what_was_there_before(path: Path, backup: Path) -> None:
    restore(backup, path, now=NOW)
    with Book.open(path) as book:
        add_customer(book, "Cem")
    (replaced, *_others) = Computer().replaced_books
    assert (replaced.book, replaced.at) == (path, NOW)
    undone = undo_restore(replaced, now=NOW + timedelta(days=29))
    assert names(path) == ["Anna", "Bob"]
    restore(kept(undone).path, path, now=NOW + timedelta(days=29))
    assert names(path) == ["Anna", "Cem"]


def test_a_missing_book_is_made(path: Path, backup: Path) -> None:
    there = path.with_name("new.regulars")
    restored = restore(backup, there, now=NOW)
    assert restored.before is None
    assert names(there) == ["Anna"]
    assert names(path) == ["Anna", "Bob"]


def test_a_locked_backup_is_restored_with_its_password(
    path: Path, backup: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locked, "WORK", 8)
    secret = back_up(path, stick, Reason.HAND, now=NOW, password="two cups").path
    restore(backup, path, now=NOW)
    before = path.read_bytes()
    for password in (None, "", "no cups"):
        with pytest.raises(BookError):
            restore(secret, path, now=NOW, password=password)
        assert path.read_bytes() == before
    restore(secret, path, now=NOW, password="two cups")
    assert names(path) == ["Anna", "Bob"]


def test_a_copy_of_the_book_made_by_hand_is_restored_too(path: Path, backup: Path, stick: Path) -> None:
    shutil.copy(path, stick / "by hand.regulars")
    restore(backup, path, now=NOW)
    restored = restore(stick / "by hand.regulars", path, now=NOW)
    assert restored.manifest is None
    assert names(path) == ["Anna", "Bob"]


def test_the_place_of_a_link_is_restored_and_the_link_stays(path: Path, backup: Path, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("links need rights elsewhere")
    link = tmp_path / "my book"
    link.symlink_to(path)
    restore(backup, link, now=NOW)
    assert link.is_symlink()
    assert names(path) == ["Anna"]


def damage(path: Path) -> None:
    with Book.open(path) as book, book.edit("Added many"):
        for n in range(300):
            book.customers.insert(Customer(name=f"Dora {n}"))
    data = bytearray(path.read_bytes())
    place = data.index(b"Dora 150")
    data[place - 100 : place + 100] = bytes(200)
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["inside", "cut", "empty"])
def test_a_damaged_book_is_kept_as_it_is_with_what_lies_beside_it(path: Path, backup: Path, how: str) -> None:
    if how == "inside":
        damage(path)
    else:
        path.write_bytes(path.read_bytes()[:100_000] if how == "cut" else b"")
    journal = path.with_name("shop.regulars-journal")
    if how == "empty":  # else it would be rolled back
        journal.write_bytes(b"what was half written")
    before = path.read_bytes()
    restored = restore(backup, path, now=NOW)
    assert names(path) == ["Anna"]
    assert restored.before == path.with_name("shop damaged 2026-11-21.regulars")
    assert restored.before.read_bytes() == before
    if how == "empty":
        beside = path.with_name("shop damaged 2026-11-21.regulars-journal")
        assert beside.read_bytes() == b"what was half written"
        assert not journal.exists()
    path.write_bytes(b"")
    again = restore(backup, path, now=NOW)
    assert again.before == path.with_name("shop damaged 2026-11-21 2.regulars")
    assert set(kept_beside(path)) == {restored.before, again.before}


def test_a_journal_that_a_killed_program_left_does_not_spoil_what_is_restored(
    path: Path, backup: Path
) -> None:
    child = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.execute("CREATE TABLE t (x)")
for _n in range(200):
    db.execute("INSERT INTO t VALUES (randomblob(4000))")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", child, str(path)], check=False)
    assert path.with_name("shop.regulars-journal").stat().st_size
    restored = restore(backup, path, now=NOW)
    assert names(path) == ["Anna"]
    assert verify(kept(restored).path).counts["customers"] == 2


def test_another_book_is_never_replaced(path: Path, backup: Path) -> None:
    with make_book(path.parent, "other.regulars") as other:
        add_customer(other, "Zoe")
    with pytest.raises(BookError, match="is another book"):
        restore(backup, other.path, now=NOW)
    assert names(other.path) == ["Zoe"]
    assert not (path.parent / "Regulars backups").exists()


def test_what_is_no_place_for_a_book_is_refused(path: Path, backup: Path, stick: Path) -> None:
    letter = path.with_name("letter.txt")
    letter.write_text("Dear customer " * 100)
    newer = path.with_name("newer.regulars")
    newer.write_bytes(path.read_bytes()[:60] + b"\0\0\0\x63" + path.read_bytes()[64:])
    other = back_up(path, stick, Reason.HAND, now=NOW).path
    hard = stick / "the same file"
    hard.hardlink_to(backup)
    refused = {
        backup: "over itself",
        hard: "over itself",
        other: "is a backup itself",
        path.parent: "is a folder",
        path.parent / "none" / "x.regulars": "no folder",
        letter: "is not a customer book",
        newer: "newer Regulars",
    }
    for place, words in refused.items():
        before = place.read_bytes() if place.is_file() else None
        with pytest.raises(BookError, match=words):
            restore(backup, place, now=NOW)
        assert (place.read_bytes() if place.is_file() else None) == before
    with pytest.raises(BookError, match="over itself"):
        restore(path, path, now=NOW)
    with pytest.raises(BookError, match="There is no book or backup"):
        restore(path.with_name("none"), path, now=NOW)
    assert names(path) == ["Anna", "Bob"]


HOLDER = """
import sys, time
from pathlib import Path
from model.safekeeping.instance_lock import InstanceLock
InstanceLock(Path(sys.argv[1])).take()
print("held", flush=True)
time.sleep(60)
"""


def test_a_book_that_is_open_is_not_replaced(path: Path, backup: Path) -> None:
    with Book.open(path), pytest.raises(BookError, match="is open in a window"):
        restore(backup, path, now=NOW)
    holder = subprocess.Popen(
        [
            *(sys.executable, "-c", HOLDER, str(path)),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(HeldElsewhere):
            restore(backup, path, now=NOW)
    finally:
        holder.kill()
        holder.communicate()
    restore(backup, path, now=NOW)
    assert names(path) == ["Anna"]


def test_a_window_goes_on_with_the_restored_book(path: Path, backup: Path) -> None:
    with Book.open(path) as book:
        prepared = prepare_restore(backup, path, now=NOW)
        with book.swapping():
            restored = prepared.put_in_place()
        assert book.customers.count() == 1
        add_customer(book, "Cem")
    assert names(path) == ["Anna", "Cem"]
    assert kept(restored).manifest is not None


def test_what_was_prepared_can_be_thrown_away(path: Path, backup: Path) -> None:
    before = path.read_bytes()
    prepared = prepare_restore(backup, path, now=NOW)
    assert path.read_bytes() == before
    prepared.throw_away()
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part"))
    assert Computer().replaced_books == []


def test_cancel_at_any_moment_leaves_the_book_as_it_was(
    path: Path, backup: Path, passing_files: Path
) -> None:
    before, words = path.read_bytes(), 0

    def count(_done: int, _all: int) -> None:
        nonlocal words
        words += 1

    prepare_restore(backup, path, now=NOW, progress=count).throw_away()
    assert words >= 10
    for last in range(1, words, 2):
        left = last

        def stop(_done: int, _all: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Cancelled

        with suppress(Cancelled):
            prepare_restore(backup, path, now=NOW, progress=stop).throw_away()
        assert path.read_bytes() == before
        assert not list(path.parent.glob("*.part"))
        assert not list(passing_files.iterdir())


def test_a_disk_that_fails_leaves_the_book_as_it_was(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    honest = replacing.sync_file

    def full(file: object) -> None:
        if str(getattr(file, "name", "")).endswith("shop.regulars.part"):
            raise OSError(28, "No space left on device")
        honest(file)  # type: ignore[arg-type]

    monkeypatch.setattr(replacing, "sync_file", full)
    with pytest.raises(BookError, match=r"No space left on device.*as it was"):
        restore(backup, path, now=NOW)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.part"))


KILLED = """
import os, sys, threading, time
from datetime import UTC, datetime
from pathlib import Path
from model.safekeeping.restoring import restore
at = int(sys.argv[3])
def word(_done, _all, said=[0]):
    said[0] += 1
    if said[0] == at:
        os._exit(9)
if at < 0:
    honest = os.replace
    from model import replacing
    deed = replacing.put_in_place
    def killed(part, path):
        if at == -1:
            os._exit(9)
        deed(part, path)
        os._exit(9)
    replacing.put_in_place = killed
restore(Path(sys.argv[1]), Path(sys.argv[2]), now=datetime(2026, 11, 21, tzinfo=UTC), progress=word)
"""


@pytest.mark.parametrize("at", [1, 5, 9, -1, -2])
def test_killed_at_any_moment_the_old_or_the_new_book_is_whole(path: Path, backup: Path, at: int) -> None:
    child = subprocess.run(
        [sys.executable, "-c", KILLED, str(backup), str(path), str(at)], cwd=ROOT, check=False
    )
    assert child.returncode == 9
    assert names(path) == (["Anna"] if at == -2 else ["Anna", "Bob"])
    restore(backup, path, now=NOW)
    assert names(path) == ["Anna"]
    assert not list(path.parent.glob("*.part"))


def test_eight_restores_in_a_row_keep_all_that_was_replaced(path: Path, backup: Path) -> None:
    for n in range(8):
        with Book.open(path) as book:
            add_customer(book, f"Guest {n}")
        restored = restore(backup, path, now=NOW + timedelta(minutes=n))
        assert verify(kept(restored).path).counts["customers"] == (3 if n == 0 else 2)
    assert len(list((path.parent / "Regulars backups").iterdir())) == 8
    assert len(Computer().replaced_books) == 8


def test_the_safety_copy_is_locked_as_this_pc_locks_its_backups(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from model.safekeeping.remembered import Remembered

    monkeypatch.setattr(locked, "WORK", 8)
    Remembered(Computer(), "").password = "two cups"
    restored = restore(backup, path, now=NOW)
    assert kept(restored).is_locked
    undo_restore(Computer().replaced_books[0], now=NOW, password="two cups")
    assert names(path) == ["Anna", "Bob"]
    assert safety_copy(path, Reason.JOIN, NOW).is_locked
