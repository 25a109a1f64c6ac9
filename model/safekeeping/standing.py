"""How safe a book is: its last proven backups, what was changed since, and what there is to worry about.

Order never asks a clock: what was changed since is counted in edits. The clock only says how long ago something was,
and a backup from a day that has not come yet is never taken for a fresh one.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from model.days_in_words import DayStyle, format_day
from model.frozen import Plain
from model.safekeeping.places import Place
from model.store import Store
from resources.i18n import _, ngettext

OLD_AFTER = timedelta(days=2)
AWAY_OLD_AFTER = timedelta(days=7)
"""So long may the copy on another disk be behind the one beside the book without a word."""
_CLOCKS_DIFFER_BY = timedelta(hours=1)


class Proof(Plain):
    """A backup that was read back and found whole. ``generation_id`` and ``seq`` are its place on the book's line."""

    at: datetime
    file: str
    folder: str
    generation_id: str
    seq: int
    same_disk: bool
    locked: bool = False


class Failure(Plain):
    """The last try, which brought no backup: when, and the sentence that says why."""

    at: datetime
    sentence: str


class Worry(StrEnum):
    """What there is to worry about, the worst first."""

    NEVER = "never"
    OLD = "old"
    FAILED = "failed"
    SAME_DISK = "same disk"
    AWAY_OLD = "away old"


class Standing(Plain):
    """``changes`` are the edits since the newest proof; ``None`` if the book does not hold what that backup holds."""

    proofs: Mapping[Place, Proof]
    newest: Place | None
    changes: int | None
    failure: Failure | None
    worries: tuple[Worry, ...]

    @property
    def proof(self) -> Proof | None:
        """The newest of all."""
        return self.proofs[self.newest] if self.newest else None


def is_empty(store: Store) -> bool:
    """Whether there is nothing in the book yet that anybody could miss."""
    return store.value("SELECT 1 FROM customer UNION ALL SELECT 1 FROM purchase LIMIT 1") is None


def changes_since(store: Store, proof: Proof) -> int | None:
    """How many edits the book holds that the backup does not; ``None`` if it is not a later state of the same line."""
    here = store.value(
        "SELECT number FROM edit WHERE generation_id = :generation AND seq = :seq",
        generation=proof.generation_id,
        seq=proof.seq,
    )
    if here is None:
        return None
    return int(store.value("SELECT count(*) FROM edit WHERE number > :here", here=here))


def standing(
    proofs: Mapping[Place, Proof],
    changes: Mapping[Place, int | None],
    now: datetime,
    *,
    failure: Failure | None = None,
    empty: bool = False,
) -> Standing:
    """What is to be said of a book. ``changes`` are those since each proof; an ``empty`` book worries nobody."""
    newest = _newest(proofs, changes)
    worries = () if empty else tuple(_worries(proofs, changes, newest, failure, now))
    return Standing(proofs, newest, changes[newest] if newest else None, failure, worries)


def _newest(proofs: Mapping[Place, Proof], changes: Mapping[Place, int | None]) -> Place | None:
    """The proof with the fewest changes since; of equal ones that on another disk, then the later one."""

    def how_near(place: Place) -> tuple[float, bool, float]:
        since = changes[place]
        proof = proofs[place]
        return (float("inf") if since is None else since, proof.same_disk, -proof.at.timestamp())

    return min(proofs, key=how_near, default=None)


def _worries(
    proofs: Mapping[Place, Proof],
    changes: Mapping[Place, int | None],
    newest: Place | None,
    failure: Failure | None,
    now: datetime,
) -> list[Worry]:
    if newest is None:
        return [Worry.NEVER, *([Worry.FAILED] if failure else [])]
    found = []
    if _is_behind(proofs[newest], changes[newest], now, OLD_AFTER):
        found.append(Worry.OLD)
    if failure is not None:
        found.append(Worry.FAILED)
    away = [place for place in proofs if not proofs[place].same_disk]
    if not away:
        found.append(Worry.SAME_DISK)
    elif Worry.OLD not in found and all(
        _is_behind(proofs[place], changes[place], now, AWAY_OLD_AFTER) for place in away
    ):
        found.append(Worry.AWAY_OLD)
    return found


def _is_behind(proof: Proof, changes: int | None, now: datetime, after: timedelta) -> bool:
    """Whether something was changed since, and the backup is old; so is one from a day that has not come yet."""
    age = now - proof.at
    return changes != 0 and (age > after or age < -_CLOCKS_DIFFER_BY)


# words


def moment(at: datetime, now: datetime, style: DayStyle = "medium") -> str:
    """``today 18:02``, ``yesterday 18:02``, else ``Sat 7 Mar 2026, 18:02``; in this PC's time."""
    there, here = at.astimezone(), now.astimezone()
    time = f"{there:%H:%M}"
    match (here.date() - there.date()).days:
        case 0:
            return _("today {time}").format(time=time)
        case 1:
            return _("yesterday {time}").format(time=time)
    return _("{day}, {time}").format(day=format_day(there.date(), style), time=time)


def where(place: Place) -> str:
    """``on the stick``, ``in the folder``."""
    return _("on the stick") if place is Place.STICK else _("in the folder")


def in_short(state: Standing, now: datetime) -> str:
    """One line for the foot of the window: ``Last proven backup: yesterday 18:02, on the stick``."""
    proof = state.proof
    if state.newest is None or proof is None:
        return _("No backup yet")
    words = {"moment": moment(proof.at, now), "where": where(state.newest)}
    match state.worries[:1]:
        case [Worry.OLD]:
            return _("The last proven backup is old: {moment}, {where}").format(**words)
        case [Worry.FAILED]:
            return _("The backup did not work. Last proven one: {moment}, {where}").format(**words)
        case [Worry.SAME_DISK]:
            return _("Last proven backup: {moment}, on the same disk").format(**words)
        case [Worry.AWAY_OLD]:
            return _("Plug in the stick: its last backup is old")
    return _("Last proven backup: {moment}, {where}").format(**words)


def in_full(state: Standing, now: datetime) -> str:
    """The big sentence of the page of backups."""
    if state.newest is None or state.proof is None:
        return _("No backup of this book has been made on this PC yet.")
    return _("Last proven backup: {moment}, {where}").format(
        moment=moment(state.proof.at, now), where=where(state.newest)
    )


def in_few_words(state: Standing, now: datetime) -> str:
    """The same where there is little room: ``Backup: yesterday 18:02``."""
    if state.proof is None:
        return _("No backup yet")
    match state.worries[:1]:
        case [Worry.OLD]:
            return _("Backup is old")
        case [Worry.FAILED]:
            return _("Backup failed")
        case [Worry.SAME_DISK]:
            return _("Backup on the same disk")
        case [Worry.AWAY_OLD]:
            return _("Plug in the stick")
    return _("Backup: {moment}").format(moment=moment(state.proof.at, now))


def said_of_changes(state: Standing) -> str:
    """What was changed since the newest proof."""
    if state.newest is None:
        return ""
    if state.changes is None:
        return _("Another copy was put in the place of the book since.")
    if not state.changes:
        return _("Nothing was changed since.")
    return ngettext("{n} change was made since.", "{n} changes were made since.", state.changes).format(
        n=f"{state.changes:,}"
    )


def worry_in_words(worry: Worry, state: Standing, now: datetime) -> str:
    """The sentence of one worry, with what to do."""
    match worry:
        case Worry.NEVER:
            return _("If this disk breaks today, everything in the book is gone. Press “Back up now”.")
        case Worry.OLD:
            return _("The last proven backup is old. Press “Back up now”.")
        case Worry.SAME_DISK:
            return _(
                "Every backup lies on the same disk as the book: when the disk breaks, both are gone. Plug in a stick"
                " and choose it below."
            )
        case Worry.AWAY_OLD:
            away = max(
                (proof for proof in state.proofs.values() if not proof.same_disk), key=lambda proof: proof.at
            )
            return _(
                "The copy on another disk is from {moment}. Plug the stick in: the next backup goes there by itself."
            ).format(moment=moment(away.at, now))
        case Worry.FAILED:
            assert state.failure is not None
            return _("The backup of {moment} did not work: {reason}").format(
                moment=moment(state.failure.at, now), reason=state.failure.sentence
            )
