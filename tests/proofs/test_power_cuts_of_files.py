"""Power cuts in the middle of a backup, a restore or a join: what was there is there, or what shall be, whole."""

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from model.book import Book
from model.safekeeping.backup import back_up, verify
from model.safekeeping.container import SUFFIX
from model.safekeeping.join import prepare_join
from model.safekeeping.manifest import Reason
from model.safekeeping.outside import opened_outside
from model.safekeeping.restoring import restore
from model.statistics import check
from tests.makers import add_customer, add_sale
from tests.proofs.deeds import a_shop, save
from tests.proofs.disk_log import DiskLog, logged
from tests.proofs.how_many import shares
from tests.proofs.power_cut import Cut
from tests.proofs.verdicts import Verdict, is_caught, verdicts
from tests.proofs.whole_book import digest, faults

NAME = "shop.regulars"
NOON = datetime(2026, 3, 12, 12)


def whole_backups(folder: Path) -> list[int]:
    """How many edits are in each backup of ``folder``. A name that was just reserved is none; ``BookError`` for one
    that is damaged."""
    return [verify(path).edits for path in folder.glob(f"*{SUFFIX}") if path.stat().st_size]


# a backup


def two_backups(folder: Path, never_syncs: str = "") -> DiskLog:
    (folder / "stick").mkdir(parents=True)
    path = a_shop(folder)
    with logged(folder, never_syncs=never_syncs) as log:
        for _backup in range(2):
            back_up(path, folder / "stick", Reason.HAND, now=NOON)
            log.saved("backed up")
        log.idle()
    return log


def no_second_name(*_paths: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def all_that_were_made(folder: Path, cut: Cut) -> str:
    if len(whole_backups(folder / "stick")) < len(cut.saved):
        return "lost"
    return "unsound" if faults(folder / NAME) else "whole"


@pytest.mark.parametrize("knows_links", [True, False], ids=["a disk", "a stick without second names"])
@pytest.mark.parametrize(("seed", "points"), shares("cuts of a backup"))
def test_a_backup_that_was_called_made_is_there_and_whole_after_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, points: int, knows_links: bool
) -> None:
    if not knows_links:
        monkeypatch.setattr(os, "link", no_second_name)
    log = two_backups(tmp_path / "shop")
    assert verdicts(log, points, seed, tmp_path / "after", all_that_were_made) == {"whole": points}


@pytest.mark.parametrize("never_syncs", ["files", "folders"])
def test_a_backup_that_is_not_synced_is_caught(tmp_path: Path, never_syncs: str) -> None:
    log = two_backups(tmp_path / "shop", never_syncs)
    assert is_caught(log, tmp_path / "after", all_that_were_made)


# a restore


def a_restore(folder: Path, never_syncs: str = "") -> tuple[DiskLog, Verdict]:
    """What a restore writes, and what may be found after a power cut in it."""
    folder.mkdir()
    path = a_shop(folder)
    backup = back_up(path, folder, Reason.HAND, now=NOON).path
    with Book.open(path) as book:
        old = digest(book)
        save(book)
        new, edits = digest(book), book.store.value("SELECT count(*) FROM edit")
    with logged(folder, never_syncs=never_syncs) as log:
        restore(backup, path, now=NOON)
        log.saved("restored")
        log.idle()

    def verdict(found: Path, cut: Cut) -> str:
        with Book.open(found / NAME) as book:
            if wrong := check(book.store):
                return f"unsound: {wrong[0]}"
            held = digest(book)
        if held == new:
            return "lost" if cut.saved else "whole"
        if held != old:
            return "half"
        return "whole" if edits in whole_backups(found / "Regulars backups") else "what was replaced is gone"

    return log, verdict


@pytest.mark.parametrize(("seed", "points"), shares("cuts of a restore"))
def test_a_restore_is_done_or_not_after_a_power_cut_and_what_it_replaced_is_kept(
    tmp_path: Path, seed: int, points: int
) -> None:
    log, verdict = a_restore(tmp_path / "shop")
    assert verdicts(log, points, seed, tmp_path / "after", verdict) == {"whole": points}


@pytest.mark.parametrize("never_syncs", ["files", "folders"])
def test_a_restore_that_is_not_synced_is_caught(tmp_path: Path, never_syncs: str) -> None:
    log, verdict = a_restore(tmp_path / "shop", never_syncs)
    assert is_caught(log, tmp_path / "after", verdict)


# a join


@pytest.mark.parametrize(("seed", "points"), shares("cuts of a join"))
def test_a_join_is_done_or_not_after_a_power_cut(tmp_path: Path, seed: int, points: int) -> None:
    folder, theirs = tmp_path / "shop", tmp_path / "theirs.regulars"
    folder.mkdir()
    path = a_shop(folder)
    shutil.copyfile(path, theirs)
    for copy, name in ((path, "Only here"), (theirs, "Only there")):
        with Book.open(copy) as book:
            add_sale(book, add_customer(book, name))
    with Book.open(path) as book:
        apart = digest(book)
    with logged(folder) as log:
        join(path, theirs)
        log.saved("joined")
        log.idle()
    with Book.open(path) as book:
        joined = digest(book)

    def verdict(found: Path, cut: Cut) -> str:
        with Book.open(found / NAME) as book:
            if wrong := check(book.store):
                return f"unsound: {wrong[0]}"
            held = digest(book)
        if held == apart and not cut.saved:
            return "whole"
        return "whole" if held == joined else "half or lost"

    assert verdicts(log, points, seed, tmp_path / "after", verdict) == {"whole": points}


def join(path: Path, theirs: Path) -> None:
    with Book.open(path) as book, opened_outside(theirs) as outside:
        prepared = prepare_join(book, outside, now=NOON).prepared
    assert prepared is not None
    prepared.put_in_place()
