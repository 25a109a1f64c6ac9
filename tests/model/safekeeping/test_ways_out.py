"""Whatever is the matter with a book, there is a way out, and the recommended one comes first."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from model.computer import Computer
from model.safekeeping.backup import back_up
from model.safekeeping.manifest import Reason
from model.safekeeping.ways_out import Way, backups_of, ways_out
from model.trouble import Trouble
from tests.makers import make_book

NOW = datetime(2026, 3, 12, 18, 2, tzinfo=UTC)


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("has_backup", [True, False])
def test_every_trouble_has_a_way_out(trouble: Trouble, has_backup: bool) -> None:
    ways = ways_out(trouble, has_backup=has_backup)
    assert ways[-1] is Way.ANOTHER
    assert len(ways) == len(set(ways))
    assert (Way.BACKUP in ways) <= has_backup


@pytest.mark.parametrize("trouble", [Trouble.EMPTY, Trouble.DAMAGED, Trouble.STRANGE])
def test_the_newest_backup_is_recommended_for_a_spoilt_book(trouble: Trouble) -> None:
    assert ways_out(trouble, has_backup=True)[0] is Way.BACKUP


def test_nothing_strange_is_opened_even_for_reading() -> None:
    assert Way.READ not in ways_out(Trouble.STRANGE, has_backup=True)
    assert Way.READ not in ways_out(Trouble.NEWER, has_backup=True)


def test_only_the_lock_of_another_pc_can_be_taken_over() -> None:
    assert Way.OVER not in ways_out(Trouble.HELD, has_backup=True)
    ways = ways_out(Trouble.HELD, has_backup=True, may_be_over=True)
    assert Way.OVER in ways
    assert ways[0] is Way.READ, "the safe way is the recommended one"


def test_backups_are_found_wherever_this_pc_keeps_them(tmp_path: Path) -> None:
    computer = Computer(tmp_path / "pc")
    chosen, beside = tmp_path / "chosen", tmp_path / "shop" / "Regulars backups"
    chosen.mkdir()
    beside.mkdir(parents=True)
    computer.backup_folder = chosen
    with make_book(tmp_path / "shop", "Tea.regulars") as book:
        older = back_up(book, beside, Reason.DAY, now=NOW)
        newer = back_up(book, chosen, Reason.DAY, now=NOW.replace(day=13))
        book_id, path = book.book_id, book.path
    with make_book(tmp_path, "other.regulars") as other:
        back_up(other, chosen, Reason.DAY, now=NOW.replace(day=14))
    assert [one.path for one in backups_of(path, book_id, computer)] == [newer.path, older.path]
    assert backups_of(path, "no such book", computer) == []
    assert backups_of(path, "", computer) == [], "of a book never seen here, those of a shop of its name"
