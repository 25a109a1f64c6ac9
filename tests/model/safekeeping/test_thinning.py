"""Old backups go by rule, and no clock costs a good one."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.safekeeping import locked
from model.safekeeping.backup import Backup, back_up, backups_in, safety_copy
from model.safekeeping.manifest import Manifest, Reason
from model.safekeeping.restoring import restore
from model.safekeeping.thinning import superfluous, thin
from tests.makers import add_customer

NOW = datetime(2026, 11, 21, 12).astimezone()  # noon here: days, weeks and months are those of this PC
DAY = timedelta(days=1)


def made(at: datetime, reason: Reason = Reason.DAY, edits: int = 1, number: int = 0, pc: str = "") -> Backup:
    """A backup as a folder would tell it."""
    manifest = Manifest(
        book_id="b",
        shop="Tea",
        made_at=at.isoformat(timespec="seconds"),
        reason=reason,
        generation_id="g",
        seq=edits,
        edits=edits,
        counts={},
        book_bytes=1,
        sha256="",
        app_version="",
        format=2,
        pc=pc,
    )
    return Backup(Path(f"{number} {at:%Y-%m-%d %H.%M} {reason}"), manifest, 1)


def left(backups: Iterable[Backup], now: datetime = NOW, keep: Backup | None = None) -> list[Backup]:
    """What stays, the newest first."""
    rows = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    gone = superfluous(rows, keep or rows[0], now)
    return [backup for backup in rows if backup not in gone]


def after_each_day(days: int, start: datetime) -> list[Backup]:
    """What is in the folder when a backup was made on each of so many days, and thinned each time."""
    folder: list[Backup] = []
    for n in range(days):
        newest = made(start + n * DAY, edits=n)
        folder = left([*folder, newest], start + n * DAY, newest)
    return folder


def test_500_days_leave_7_days_4_weeks_and_12_months() -> None:
    ages = [(NOW - backup.made_at).days for backup in after_each_day(500, NOW - 499 * DAY)]
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    weeks = {(NOW - age * DAY).isocalendar()[:2] for age in ages}
    months = {f"{NOW - age * DAY:%Y-%m}" for age in ages}
    assert len(weeks) >= 4
    assert len(months) == 12
    assert max(ages) > 320
    assert len(ages) <= 7 + 4 + 12


def test_of_one_day_the_newest_stays() -> None:
    today = [made(NOW - timedelta(hours=n), edits=10 - n) for n in range(5)]
    assert left(today) == [today[0]]


def test_two_pcs_that_share_a_stick_push_out_no_backup_of_each_other() -> None:
    """What was written on one of them since the two parted, the later and longer one does not hold."""
    counter = [made(NOW - n * DAY, edits=5, pc="counter") for n in range(7)]
    office = [made(NOW - n * DAY + timedelta(minutes=5), edits=90 - n, pc="office") for n in range(7)]
    assert set(left([*counter, *office], keep=office[0])) == {*counter, *office}


def test_precautions_stay_30_days_and_push_nobody_out() -> None:
    days = [made(NOW - n * DAY, edits=100 - n) for n in range(10)]
    restores = [made(NOW - n * DAY + timedelta(minutes=1), Reason.RESTORE, number=n) for n in range(40)]
    stays = left([*days, *restores], keep=days[0])
    assert set(left(days)) <= set(stays)
    assert [one for one in stays if one in restores] == restores[:31]


@given(
    times=st.lists(st.integers(0, 900 * 24), min_size=1, max_size=40),
    reasons=st.lists(st.sampled_from(Reason), min_size=60, max_size=60),
    edits=st.lists(st.integers(0, 50), min_size=60, max_size=60),
    keep=st.integers(0, 59),
)
def test_what_the_rules_keep_always_stays(
    times: list[int], reasons: list[Reason], edits: list[int], keep: int
) -> None:
    every = [
        made(NOW - timedelta(hours=hours), reason, n, number)
        for number, (hours, reason, n) in enumerate(zip(times, reasons, edits, strict=False))
    ]
    kept = every[keep % len(every)]
    stays = left(every, keep=kept)
    row = [one for one in stays if one.manifest and not one.manifest.reason.is_precaution]
    regular = [one for one in every if one.manifest and not one.manifest.reason.is_precaution]
    assert kept in stays
    assert max(every, key=lambda one: one.manifest.edits if one.manifest else 0).manifest.edits in {  # type: ignore[union-attr]
        one.manifest.edits for one in stays if one.manifest
    }
    if regular:
        newest = max(one.made_at for one in regular)
        assert newest in {one.made_at for one in stays}
        for count, span in ((7, "%Y-%m-%d"), (4, "%G-%V"), (12, "%Y-%m")):
            spans = sorted({one.made_at.astimezone().strftime(span) for one in regular})[-count:]
            assert set(spans) <= {one.made_at.astimezone().strftime(span) for one in row}
    assert len(row) <= 7 + 4 + 12 + 2
    young = [one for one in every if one not in regular and NOW - one.made_at <= 30 * DAY]
    assert set(young) <= set(stays)
    assert left(stays, keep=kept) == stays  # once is enough


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=40, unique=True),
    st.sampled_from([datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 6, 1, tzinfo=UTC)]),
)
def test_a_day_with_a_clock_in_1970_or_2099_costs_nothing(ages: list[int], wrong: datetime) -> None:
    good = left([made(NOW - age * DAY, number=age) for age in ages])
    good += [made(NOW - age * DAY, Reason.IMPORT, number=1000 + age) for age in range(0, 30, 7)]
    newest = made(wrong, edits=9)
    with_wrong_clock = left([*good, newest], wrong, newest)
    lost = set(good) - set(with_wrong_clock)
    # At most what a day more would have pushed out in its turn.
    next_day = made(max(one.made_at for one in good) + 40 * DAY, edits=9)
    in_its_turn = set(good) - set(left([*good, next_day], next_day.made_at, next_day))
    assert lost <= in_its_turn
    assert not [one for one in lost if one.manifest and one.manifest.reason.is_precaution]
    assert newest in with_wrong_clock
    # And when the clock is right again, what it left is in nobody's way.
    right = made(NOW + DAY, edits=10)
    again = left([*with_wrong_clock, right], NOW + DAY, right)
    assert newest in again
    without = left([*(one for one in with_wrong_clock if one is not newest), right], NOW + DAY, right)
    assert [one for one in again if one is not newest] == without


def test_eight_restores_in_a_row_rotate_no_good_backup_out(book: Book, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    good = []
    for n in range(7):
        add_customer(book, f"Anna {n}")
        good.append(back_up(book, stick, Reason.DAY, now=NOW - (7 - n) * DAY))
    book.close()
    for n in range(8):
        now = NOW + timedelta(minutes=n)
        restored = restore(good[n % 2].path, book.path, now=now)
        newest = safety_copy(book.path, Reason.RESTORE, now, stick)
        thin(stick, good[0].manifest.book_id if good[0].manifest else "", newest, now)
        assert restored.before is not None
    there = {one.path for one in backups_in(stick)}
    assert {one.path for one in good} <= there
    assert len(there) == 7 + 8


def test_one_made_by_hand_is_not_pushed_out_by_the_next_of_its_day(book: Book, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    by_hand = back_up(book, stick, Reason.HAND, now=NOW - timedelta(minutes=2))
    by_itself = back_up(book, stick, Reason.DAY, now=NOW - timedelta(minutes=1))
    closing = back_up(book, stick, Reason.CLOSING, now=NOW)
    assert thin(stick, book.book_id, closing, NOW) == [by_itself.path]
    assert by_hand.path.exists()


def test_thinning_touches_nothing_but_readable_backups_of_its_book(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locked, "WORK", 8)
    stick = tmp_path / "stick"
    stick.mkdir()
    old = [back_up(book, stick, Reason.DAY, now=NOW - timedelta(hours=n)) for n in range(3)]
    secret = back_up(book, stick, Reason.DAY, now=NOW - timedelta(hours=4), password="two cups")
    damaged = stick / "Tea 2020-01-01 10.00.regulars-backup"
    damaged.write_bytes(old[0].path.read_bytes()[:1000])
    assert thin(stick, "another book", old[0], NOW) == []
    assert sorted(thin(stick, book.book_id, old[0], NOW)) == sorted([old[1].path, old[2].path])
    assert {secret.path, damaged, old[0].path} == set(stick.iterdir())
    assert thin(stick, book.book_id, old[0], NOW, "three cups") == []
    assert thin(stick, book.book_id, old[0], NOW, "two cups") == [secret.path]
