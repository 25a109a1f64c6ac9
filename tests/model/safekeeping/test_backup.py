"""A backup counts when it has been read back; whatever goes wrong, the earlier ones are as they were."""

import errno
import gzip
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from model import replacing, schema
from model.book import Book
from model.computer import Computer
from model.customers import Customer
from model.errors import BookError, Cancelled
from model.safekeeping import locked
from model.safekeeping.backup import Backup, back_up, backups_in, kept_beside, safety_copy, verify
from model.safekeeping.container import DamagedBackup
from model.safekeeping.looking_inside import restore_test
from model.safekeeping.manifest import Reason
from model.safekeeping.remembered import Remembered
from model.shop import Shop
from tests.makers import add_customer, make_book

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("passing_files")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that is quick to guess."""
    monkeypatch.setattr(locked, "WORK", 8)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("password", [None, "two cups"])
def test_a_backup_is_one_file_that_can_be_proven(
    book: Book, stick: Path, passing_files: Path, password: str | None
) -> None:
    add_customer(book, "Anna")
    made = back_up(book, stick, Reason.HAND, now=NOW, password=password)
    assert list(stick.iterdir()) == [made.path]
    assert made.bytes == made.path.stat().st_size
    assert made.manifest == verify(made.path, password) == restore_test(made.path, password)
    assert made.manifest.book_id == book.book_id
    assert made.manifest.counts["customers"] == 1
    assert made.manifest.reason is Reason.HAND
    assert datetime.fromisoformat(made.manifest.made_at) == made.made_at == NOW
    assert not list(passing_files.iterdir())


def test_it_says_where_on_the_books_line_it_stands(book: Book, stick: Path) -> None:
    add_customer(book)
    add_customer(book)
    manifest = back_up(book, stick, Reason.HAND, now=NOW).manifest
    assert manifest is not None
    last = book.store.row("SELECT generation_id, seq FROM edit ORDER BY number DESC LIMIT 1")
    assert last is not None
    assert (manifest.generation_id, manifest.seq) == (last["generation_id"], last["seq"])
    assert manifest.edits == 3


def test_its_name_is_the_shop_and_the_moment_on_the_wall(tmp_path: Path, stick: Path) -> None:
    east = NOW.astimezone(timezone(timedelta(hours=9)))
    with Book.create(tmp_path / "b.regulars", Shop(name="Tea: Leaf/Blatt?", currency="EUR")) as book:
        made = back_up(book, stick, Reason.HAND, now=east)
        again = back_up(book, stick, Reason.HAND, now=east)
    local = NOW.astimezone().strftime("%Y-%m-%d %H.%M")
    assert made.path.name == f"Tea Leaf Blatt {local}.regulars-backup"
    assert again.path.name == f"Tea Leaf Blatt {local} 2.regulars-backup"


def test_a_window_goes_on_writing_while_its_book_is_backed_up(book: Book, stick: Path) -> None:
    """Each edit adds a customer with a phone: a backup with one and not the other would be half an edit."""
    stop, written = threading.Event(), []

    def write() -> None:
        with book.again() as mine:
            while not stop.is_set():
                add_customer(mine, "Anna", "0700 1")
                written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 3:
            stop.wait(0.01)
        before = len(written)
        made = [back_up(book, stick, Reason.HAND, now=NOW) for _ in range(4)]
        assert len(written) > before
    finally:
        stop.set()
        writer.join()
    for backup in made:
        found = verify(backup.path)
        assert found.counts["customers"] == found.counts["phones"] == found.edits - 1 >= before


def test_a_shop_that_never_stops_writing_is_backed_up_all_the_same(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.snapshot._PAGES_AT_ONCE", 5)
    written = refused = 0
    with book.again() as other:
        other.store._db.execute("PRAGMA busy_timeout = 1")

        def write_at_every_word(_done: int, _all: int) -> None:
            nonlocal written, refused
            try:
                add_customer(other)
                written += 1
            except BookError:
                refused += 1

        made = back_up(book, stick, Reason.HAND, now=NOW, progress=write_at_every_word)
    assert written >= 2  # the copy began anew each time
    assert refused > 2  # until it held off who writes
    assert verify(made.path).counts["customers"] == 2


def test_a_large_book_into_which_somebody_saves_meanwhile_is_backed_up_all_the_same(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was copied before it began again is more than the copy's connection keeps in memory."""
    with book.edit("Made it large"):
        for number in range(40):
            add_customer(book, f"Customer {number}", note=f"{number} " * 30_000)
    monkeypatch.setattr("model.snapshot._PAGES_AT_ONCE", 100)
    words: list[int] = []
    with book.again() as other:

        def save_when_much_is_copied(done: int, _all: int) -> None:
            words.append(done)
            if len(words) == 8:
                add_customer(other, "Saved meanwhile")

        made = back_up(book, stick, Reason.HAND, now=NOW, progress=save_when_much_is_copied)
    assert verify(made.path).counts["customers"] == 41


def test_a_book_that_another_program_holds_for_long_is_waited_for_and_then_told(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = sqlite3.connect(book.path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    book.store._db.execute("PRAGMA busy_timeout = 1")
    waits: list[int] = []

    def let_go_at_the_third_word(done: int, _all: int) -> None:
        waits.append(done)
        if len(waits) == 3:
            holder.close()

    assert verify(back_up(book, stick, Reason.HAND, now=NOW, progress=let_go_at_the_third_word).path)
    holder = sqlite3.connect(book.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("model.snapshot._LONGEST_WAIT_SECONDS", 0.2)
    with pytest.raises(BookError, match="busy"):
        back_up(book, stick, Reason.HAND, now=NOW)
    holder.close()


KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from model.safekeeping import locked
from model.safekeeping.backup import back_up
from model.safekeeping.manifest import Reason
locked.WORK = 8
left = int(sys.argv[3])
def word(_done, _all):
    global left
    left -= 1
    if left == 0:
        os._exit(9)
print("now", flush=True)
while True:
    back_up(Path(sys.argv[1]), Path(sys.argv[2]), Reason.HAND, now=datetime(2026, 11, 21, tzinfo=UTC),
        password="two cups", progress=word)
"""


def after_a_kill(path: Path, stick: Path, words: int, seconds: float = 0) -> None:
    """Kill a program that makes backups: at so many words of progress, or after so many seconds."""
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), str(stick), str(words)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.readline()
    try:
        child.wait(seconds or 60)
    except subprocess.TimeoutExpired:
        child.kill()
    assert child.wait() != 0
    child.stdout.close()


def all_that_is_called_a_backup_is_one(stick: Path) -> int:
    found = [file for file in stick.iterdir() if not file.name.endswith(".part")]
    for file in found:
        verify(file, "two cups")
    return len(found)


@pytest.mark.parametrize("words", [2, 4, 7, 9])
def test_killed_in_the_middle_every_finished_backup_is_good(book: Book, stick: Path, words: int) -> None:
    add_customer(book)
    back_up(book, stick, Reason.HAND, now=NOW, password="two cups")
    book.close()
    after_a_kill(book.path, stick, words)
    assert all_that_is_called_a_backup_is_one(stick) >= 1
    assert verify(back_up(book.path, stick, Reason.HAND, now=NOW).path)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_killed_150_times_at_random_every_finished_backup_is_good(book: Book, stick: Path) -> None:
    with book.edit("Added many"):
        for n in range(3_000):
            book.customers.insert(Customer(name=f"Anna {n}", note="likes tea " * 20))
    back_up(book, stick, Reason.HAND, now=NOW, password="two cups")
    book.close()
    chance = random.Random(7)
    finished = 0
    for _turn in range(150):
        after_a_kill(book.path, stick, 0, chance.uniform(0.001, 0.6))
        finished += all_that_is_called_a_backup_is_one(stick) - 1
        for file in sorted(stick.iterdir())[1:]:
            file.unlink()
    assert finished > 10  # else every kill came before anything was finished


@pytest.mark.parametrize("password", [None, "two cups"])
def test_cancel_at_any_moment_leaves_what_was_there(
    book: Book, stick: Path, passing_files: Path, password: str | None
) -> None:
    back_up(book, stick, Reason.HAND, now=NOW)
    before, words = contents(stick), 0

    def count(_done: int, _all: int) -> None:
        nonlocal words
        words += 1

    back_up(book, stick, Reason.HAND, now=NOW, password=password, progress=count).path.unlink()
    assert words >= 5  # copied, packed, read back, checked
    for last in range(1, words):
        left = last

        def stop(_done: int, _all: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Cancelled

        with suppress(Cancelled):  # the last words may be fewer this time
            back_up(book, stick, Reason.HAND, now=NOW, password=password, progress=stop).path.unlink()
        assert contents(stick) == before
        assert not list(passing_files.iterdir())


def test_progress_only_goes_forward_and_arrives(book: Book, stick: Path) -> None:
    told: list[tuple[int, int]] = []
    back_up(book, stick, Reason.HAND, now=NOW, progress=lambda done, of: told.append((done, of)))
    shares = [done / of for done, of in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_damaged_book_is_not_backed_up_and_says_so(tmp_path: Path, stick: Path) -> None:
    with make_book(tmp_path) as book:
        with book.edit("Added many"):
            for n in range(300):
                book.customers.insert(Customer(name=f"Anna {n}"))
        back_up(book, stick, Reason.HAND, now=NOW)
    path = tmp_path / "shop.regulars"
    data = bytearray(path.read_bytes())
    found = data.index(b"Anna 150")
    data[found - 200 : found + 200] = bytes(400)
    path.write_bytes(data)
    before = contents(stick)
    with pytest.raises(BookError, match=r"no backup was made.*earlier backups are unharmed"):
        back_up(path, stick, Reason.HAND, now=NOW)
    assert contents(stick) == before


def test_a_book_with_a_broken_reference_is_not_backed_up(tmp_path: Path, stick: Path) -> None:
    with make_book(tmp_path) as book:
        add_customer(book, "Anna", "0700 1")
    stranger = sqlite3.connect(book.path)
    stranger.execute("PRAGMA foreign_keys = OFF")
    stranger.execute("DELETE FROM customer")
    stranger.commit()
    stranger.close()
    with pytest.raises(BookError, match=r"no backup was made.*hangs on a “customer”"):
        back_up(book.path, stick, Reason.HAND, now=NOW)
    assert not list(stick.iterdir())


def test_a_stick_that_gives_back_something_else_is_told(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(book, stick, Reason.HAND, now=NOW)
    before = contents(stick)
    honest = replacing.sync_file

    def forgetful(file: object) -> None:
        honest(file)  # type: ignore[arg-type]
        (part,) = stick.glob("*.part")
        data = part.read_bytes()
        # One bit of what it was: a byte picked beforehand may by chance already stand there.
        part.write_bytes(data[:5_000] + bytes([data[5_000] ^ 1]) + data[5_001:])

    monkeypatch.setattr(replacing, "sync_file", forgetful)
    for password in (None, "two cups"):
        with pytest.raises(BookError, match=r"not the same.*earlier backups are unharmed"):
            back_up(book, stick, Reason.HAND, now=NOW, password=password)
        assert contents(stick) == before


def at_the_end_of_writing(deed: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``deed`` happen just before what was written reaches the disk."""
    honest = replacing.sync_file

    def then(file: object) -> None:
        deed()
        honest(file)  # type: ignore[arg-type]

    monkeypatch.setattr(replacing, "sync_file", then)


def test_a_stick_pulled_out_leaves_the_earlier_backup_whole(
    book: Book, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = back_up(book, stick, Reason.HAND, now=NOW)
    in_the_hand = tmp_path / "in the hand"
    at_the_end_of_writing(lambda: stick.rename(in_the_hand), monkeypatch)
    with pytest.raises(BookError, match=r"could not be written into.*earlier backups are unharmed"):
        back_up(book, stick, Reason.HAND, now=NOW)
    assert verify(in_the_hand / earlier.path.name) == earlier.manifest
    assert backups_in(in_the_hand) == [
        Backup(in_the_hand / earlier.path.name, earlier.manifest, earlier.bytes)
    ]


def test_a_disk_that_fails_is_told_with_its_reason(
    book: Book, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OSError(errno.EIO, "Input/output error")

    at_the_end_of_writing(fail, monkeypatch)
    with pytest.raises(BookError, match=r"Input/output error.*unharmed"):
        back_up(book, stick, Reason.HAND, now=NOW)
    assert not list(stick.iterdir())


FULL_STICK = """
import subprocess, sys
from datetime import UTC, datetime
from pathlib import Path
from model.errors import BookError
from model.book import Book
from model.safekeeping.backup import back_up, verify
from model.safekeeping.manifest import Reason
from model.safekeeping import locked
locked.WORK = 8
stick, path, password = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] or None
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(stick)], check=True)
now = datetime(2026, 11, 21, tzinfo=UTC)
earlier = back_up(path, stick, Reason.HAND, now=now, password=password)
(stick / "photos").write_bytes(bytes(2 * 1024 * 1024 - 4096 * (earlier.bytes // 4096 + 4)))
with Book.open(path) as book:
    with book.edit("Wrote a lot"):
        book.store.write("UPDATE customer SET note = hex(randomblob(40000))", {})
try:
    back_up(path, stick, Reason.HAND, now=now, password=password)
except BookError as error:
    print(error)
verify(earlier.path, password)
print(sorted(file.name for file in stick.iterdir()) == sorted([earlier.path.name, "photos"]))
"""


@pytest.mark.parametrize("password", ["", "two cups"])
def test_a_full_stick_says_how_much_is_needed_and_free(
    book: Book, stick: Path, tmp_path: Path, password: str
) -> None:
    if not shutil.which("unshare"):
        pytest.skip("a small disk needs unshare")
    for n in range(30):
        add_customer(book, f"Anna {n}")
    book.close()
    child = subprocess.run(
        [
            *("unshare", "-Urm", sys.executable, "-c", FULL_STICK),
            *(str(stick), str(book.path), password),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if "Operation not permitted" in child.stderr or "permission denied" in child.stderr:
        pytest.skip("a small disk needs user namespaces")
    sentence, nothing_left = child.stdout.splitlines() or [child.stderr, ""]
    assert "2 MB are needed, 0 MB are free. Your earlier backups are unharmed." in sentence, child.stderr
    assert nothing_left == "True"


def test_without_the_folder_it_says_what_to_do(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="put the stick in"):
        back_up(book, tmp_path / "none", Reason.HAND, now=NOW)


def test_what_a_killed_program_left_unfinished_goes_after_a_day(book: Book, stick: Path) -> None:
    old, young = (stick / f"Tea.regulars-backup.{n}.part" for n in (1, 2))
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (1, 1))
    back_up(book, stick, Reason.HAND, now=NOW)
    assert not old.exists()
    assert young.exists()


def test_a_folder_tells_its_backups_the_newest_first_and_nothing_else(
    book: Book, stick: Path, tmp_path: Path
) -> None:
    made = [
        back_up(book, stick, Reason.DAY, now=NOW - timedelta(days=days), password=password)
        for days, password in ((2, None), (0, "two cups"), (1, None))
    ]
    with make_book(tmp_path, "other.regulars") as other:
        stranger, stranger_id = back_up(other, stick, Reason.DAY, now=NOW + timedelta(days=1)), other.book_id
    (stick / "holiday.jpg").write_bytes(b"jpg")
    (stick / "empty.regulars-backup").touch()
    (stick / "text.regulars-backup").write_text("not a zip")
    (stick / "folder.regulars-backup").mkdir()
    paths = [made[1].path, made[2].path, made[0].path]
    assert [one.path for one in backups_in(stick)] == [stranger.path, *paths]
    assert [one.path for one in backups_in(stick, book.book_id)] == paths
    assert [one.manifest is None for one in backups_in(stick, book.book_id)] == [True, False, False]
    assert backups_in(stick, book.book_id, "two cups")[0].manifest == made[1].manifest
    assert backups_in(stick, book.book_id, "no cups")[0].manifest is None
    assert backups_in(stick, stranger_id, "two cups") == [stranger]
    assert backups_in(tmp_path / "none") == []


def test_a_book_is_no_backup_and_a_cut_one_is_damaged(book: Book, stick: Path) -> None:
    with pytest.raises(BookError, match="is a book, not a backup"):
        verify(book.path)
    backup = back_up(book, stick, Reason.HAND, now=NOW).path
    backup.write_bytes(backup.read_bytes()[:-1])
    with pytest.raises(DamagedBackup):
        verify(backup)


def test_a_safety_copy_goes_beside_the_book_or_where_this_pc_keeps_its_backups(
    book: Book, stick: Path
) -> None:
    beside = safety_copy(book, Reason.IMPORT, NOW)
    assert beside.path.parent == book.path.parent / "Regulars backups"
    Computer().backup_folder = stick
    Remembered(Computer(), book.book_id).password = "two cups"
    kept = safety_copy(book.path, Reason.IMPORT, NOW)
    assert kept.path.parent == stick
    assert verify(kept.path, "two cups").reason is Reason.IMPORT
    Computer().backup_folder = stick / "pulled out"
    assert safety_copy(book, Reason.IMPORT, NOW).path.parent == beside.path.parent


def test_the_book_as_it_was_before_an_update_is_found_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "old.regulars"
    packed = ROOT / "tests" / "model" / "data" / "first_format.regulars.gz"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    before = path.read_bytes()
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in ("other before update.regulars", "old before update.txt", "old before lunch.regulars"):
        (tmp_path / name).write_bytes(b"not kept by the program")
    assert verify(back_up(path, stick, Reason.HAND, now=NOW).path).format == schema.FORMAT
    (kept,) = kept_beside(path)
    assert kept.read_bytes() == before
