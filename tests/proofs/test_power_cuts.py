"""What was called saved is there after a power cut at any moment, and nothing is half there.

The program writes through a log of its disk; then the disks that a power cut may leave are made and opened by the
program as it is, with Python's own sqlite3.
"""

import gzip
from pathlib import Path

import pytest

from model.book import Book
from model.new_file import new_file
from model.statistics import check
from tests.makers import add_customer, make_book
from tests.proofs.deeds import a_shop, bring, delete, save, undo
from tests.proofs.disk_log import DiskLog, logged
from tests.proofs.how_many import shares
from tests.proofs.power_cut import Cut
from tests.proofs.verdicts import Verdict, is_caught, verdicts
from tests.proofs.whole_book import digest, edits, everything, faults

FIRST_FORMAT = Path(__file__).parents[1] / "model" / "data" / "first_format.regulars.gz"
NAME = "shop.regulars"

# a day of edits


def a_day(
    folder: Path, instead: dict[str, str] | None = None, *, told_early: bool = False
) -> tuple[DiskLog, dict[int, str]]:
    """What a day at the shop writes, and what the book holds after each of its edits.

    ``told_early``: a broken program, which says "saved" before the COMMIT.
    """
    path = a_shop(folder)
    states: dict[int, str] = {}
    with logged(folder, instead) as log, Book.open(path) as book:
        states[edits(book)] = digest(book)
        if told_early:
            book.store.follow(("customer", "purchase"), lambda _ids: log.saved(edits(book)))

        def heard(_change: object) -> None:
            states[edits(book)] = digest(book)
            if not told_early:
                log.saved(edits(book))

        book.listen(heard)
        for _sale in range(8):
            save(book)
        book.store.value("PRAGMA cache_size = 5")  # so that a large edit reaches the disk before its COMMIT
        with book.edit("Many at once"):
            for n in range(60):
                add_customer(book, f"Customer {n} " + "x" * 200, f"07700 9002{n:02}")
        for deed in (delete, undo, bring, undo, save):
            deed(book)
        book.redo()
    log.look()
    return log, states


def day_verdict(states: dict[int, str]) -> Verdict:
    def verdict(folder: Path, cut: Cut) -> str:
        with Book.open(folder / NAME) as book:
            if wrong := check(book.store):
                return f"unsound: {wrong[0]}"
            latest = edits(book)
            if any(latest < int(str(saved)) for saved in cut.saved):
                return "lost"
            return "whole" if digest(book) == states.get(latest) else "half"

    return verdict


@pytest.mark.parametrize(("seed", "points"), shares("cuts of edits", 2))
def test_a_day_of_edits_survives_a_power_cut_at_any_moment(tmp_path: Path, seed: int, points: int) -> None:
    (tmp_path / "shop").mkdir()
    log, states = a_day(tmp_path / "shop")
    assert verdicts(log, points, seed, tmp_path / "after", day_verdict(states)) == {"whole": points}


SYNC, JOURNAL = "PRAGMA synchronous = FULL", "PRAGMA journal_mode = TRUNCATE"


@pytest.mark.parametrize(
    "instead",
    [
        {SYNC: "PRAGMA synchronous = OFF"},
        {JOURNAL: "PRAGMA journal_mode = WAL", SYNC: "PRAGMA synchronous = NORMAL"},
        {JOURNAL: "PRAGMA journal_mode = DELETE"},
        {JOURNAL: "PRAGMA journal_mode = MEMORY"},
    ],
    ids=["no sync", "WAL and NORMAL", "DELETE", "journal in memory"],
)
def test_a_program_that_does_not_wait_for_the_disk_is_caught(tmp_path: Path, instead: dict[str, str]) -> None:
    (tmp_path / "shop").mkdir()
    log, states = a_day(tmp_path / "shop", instead)
    assert is_caught(log, tmp_path / "after", day_verdict(states))


def test_of_a_program_that_never_waits_half_of_the_cuts_leave_no_whole_book(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    log, states = a_day(tmp_path / "shop", {SYNC: "PRAGMA synchronous = OFF"})
    assert verdicts(log, 40, 1, tmp_path / "after", day_verdict(states))["whole"] <= 20


def test_a_program_that_says_saved_before_the_commit_is_caught(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    log, states = a_day(tmp_path / "shop", told_early=True)
    assert is_caught(log, tmp_path / "after", day_verdict(states), "lost")


# files of our own: a new book, and one of an older format


def made_or_not(folder: Path, cut: Cut) -> str:
    """A new book is there, whole, or it is not there and can be made."""
    path = folder / NAME
    if path.exists():
        return "unsound" if faults(path) else "whole"
    if cut.saved:
        return "lost"
    make_book(folder).close()
    return "whole"


@pytest.mark.parametrize(("seed", "points"), shares("cuts of a new book"))
def test_a_new_book_is_there_or_not_after_a_power_cut_at_any_moment(
    tmp_path: Path, seed: int, points: int
) -> None:
    log = making(tmp_path / "shop")
    assert verdicts(log, points, seed, tmp_path / "after", made_or_not) == {"whole": points}


def making(folder: Path) -> DiskLog:
    folder.mkdir()
    with logged(folder) as log:
        make_book(folder).close()
        log.saved("made")
        log.idle()
    return log


def test_a_new_name_that_is_not_synced_is_caught(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    with logged(tmp_path / "shop", never_syncs="folders") as log:
        with new_file(tmp_path / "shop" / NAME):
            pass
        log.saved("made")
        log.idle()
    assert is_caught(log, tmp_path / "after", made_or_not, "lost")


def an_update(folder: Path, never_syncs: str = "") -> tuple[DiskLog, dict[str, object], dict[str, object]]:
    """What opening a book of the first format writes; what it held before, and holds after."""
    folder.mkdir()
    path = folder / NAME
    path.write_bytes(gzip.decompress(FIRST_FORMAT.read_bytes()))
    before = {NAME: path.read_bytes()}
    with logged(folder, never_syncs=never_syncs) as log:
        Book.open(path).close()
        log.saved("updated")
        log.idle()
    with Book.open(path) as book:
        return log, dict(before), without_moments(everything(book))


def without_moments(held: dict[str, object]) -> dict[str, object]:
    """Without what depends on when the update was made."""
    return {table: rows for table, rows in held.items() if table != "_sqlite_migrations"}


def updated_or_not(before: dict[str, object], after: dict[str, object]) -> Verdict:
    def verdict(folder: Path, cut: Cut) -> str:
        path = folder / NAME
        was_old = path.read_bytes() == before[NAME]
        kept = folder / "shop before update.regulars"
        if not was_old and kept.read_bytes() != before[NAME]:
            return "the older one is gone"
        with Book.open(path) as book:
            if check(book.store):
                return "unsound"
            return "whole" if without_moments(everything(book)) == after else "half"

    return verdict


@pytest.mark.parametrize(("seed", "points"), shares("cuts of an update"))
def test_a_book_is_brought_up_to_date_or_left_as_it_was_by_a_power_cut_at_any_moment(
    tmp_path: Path, seed: int, points: int
) -> None:
    log, before, after = an_update(tmp_path / "shop")
    assert verdicts(log, points, seed, tmp_path / "after", updated_or_not(before, after)) == {"whole": points}


def test_a_copy_that_is_kept_without_a_sync_is_caught(tmp_path: Path) -> None:
    log, before, after = an_update(tmp_path / "shop", never_syncs="files")
    assert is_caught(log, tmp_path / "after", updated_or_not(before, after), "the older one is gone")
