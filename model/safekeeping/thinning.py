"""Which backups go when a new one has come: one a day, a week and a month stays, and no clock is trusted for it.

Days are counted as days that have backups, never as days until now: a clock that is a century ahead pushes out no more
than one that is right. What says that it is from the future, or from before the program existed, is left alone.
"""

from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from model.safekeeping.backup import Backup, backups_in
from model.safekeeping.manifest import Manifest, Reason

DAYS, WEEKS, MONTHS = 7, 4, 12
PRECAUTIONS_KEPT = timedelta(days=30)
HAND_MADE_KEPT = timedelta(days=7)
"""Whoever made one by hand had a reason, and looks for it; the next one of that day does not replace it."""

_BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
"""The program is not older; a clock that says so has lost its battery."""
_CLOCKS_DIFFER_BY = timedelta(days=1)
_ENOUGH_DAYS = 7
_LATELY = timedelta(days=60)
"""So many days with backups lately show that the clock has been about here for a while."""


def thin(folder: Path, book_id: str, keep: Backup, now: datetime, password: str | None = None) -> list[Path]:
    """Remove backups of the book ``book_id`` from ``folder`` that the rules do not keep; which they were.

    ``password`` is asked for by those that are locked; what it does not open, as all that cannot be read, stays.
    """
    removed = []
    for backup in superfluous(backups_in(folder, book_id, password), keep, now):
        with suppress(OSError):
            backup.path.unlink()
            removed.append(backup.path)
    return removed


def superfluous(backups: Iterable[Backup], keep: Backup, now: datetime) -> list[Backup]:
    """Those of ``backups``, all of one book, that no rule keeps.

    ``keep`` stays, and so does the one that holds most: seven days after something old was restored, nobody may have
    noticed yet what is missing. Each PC has days, weeks and months of its own: what was written on one of two that
    share a stick, the backups of the other do not hold.
    """
    told = [(backup, backup.manifest) for backup in backups if backup.manifest]
    now = now.astimezone()
    sane = [
        (backup, manifest)
        for backup, manifest in told
        if _BEGINNING <= backup.made_at <= now + _CLOCKS_DIFFER_BY
    ]
    sane.sort(key=lambda pair: (pair[0].made_at, pair[1].edits, pair[0].path.name), reverse=True)
    row = [backup for backup, manifest in sane if not manifest.reason.is_precaution]
    kept = {keep.path, *_of_most_edits(told)}
    for pc in {manifest.pc for _backup, manifest in sane}:
        mine = [backup for backup in row if backup.manifest and backup.manifest.pc == pc]
        kept |= _newest_of_each(mine, DAYS, lambda at: at.date())
        kept |= _newest_of_each(mine, WEEKS, lambda at: at.isocalendar()[:2])
        kept |= _newest_of_each(mine, MONTHS, lambda at: (at.year, at.month))
    settled = _clock_is_settled(row, now)
    kept |= {
        backup.path
        for backup, manifest in sane
        if (span := _kept_for(manifest.reason)) and (not settled or backup.made_at >= now - span)
    }
    return [backup for backup, _manifest in sane if backup.path not in kept]


def _kept_for(reason: Reason) -> timedelta | None:
    """How long a backup made for that reason stays, whatever else there is."""
    if reason.is_precaution:
        return PRECAUTIONS_KEPT
    return HAND_MADE_KEPT if reason is Reason.HAND else None


def _newest_of_each(row: list[Backup], most: int, span: Callable[[datetime], Hashable]) -> set[Path]:
    """The newest backup of each of the ``most`` latest spans that have any; ``row`` is newest first."""
    newest: dict[Hashable, Path] = {}
    for backup in row:
        newest.setdefault(span(backup.made_at.astimezone()), backup.path)
    return set(list(newest.values())[:most])


def _of_most_edits(told: list[tuple[Backup, Manifest]]) -> list[Path]:
    most = max((manifest.edits for _backup, manifest in told), default=0)
    return [backup.path for backup, manifest in told if manifest.edits == most][:1]


def _clock_is_settled(row: list[Backup], now: datetime) -> bool:
    days = {backup.made_at.astimezone().date() for backup in row if now - backup.made_at <= _LATELY}
    return len(days) >= _ENOUGH_DAYS
