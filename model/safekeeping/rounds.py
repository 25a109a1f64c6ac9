"""One round of backups: to the folder and to the stick if it is plugged in; then the old ones are thinned out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from model.book import Book
from model.errors import BookError, Cancelled
from model.safekeeping.backup import Backup, back_up
from model.safekeeping.looking_inside import restore_test
from model.safekeeping.manifest import Reason
from model.safekeeping.places import (
    Place,
    Stick,
    Volume,
    find_stick,
    folder_beside,
    is_where_it_was,
    moved_to,
    on_one_disk,
)
from model.safekeeping.second_copy import second_copy
from model.safekeeping.stages import Progress, nothing, stage
from model.safekeeping.standing import Proof
from model.safekeeping.thinning import thin
from resources.i18n import _

Volumes = Callable[[], Sequence[Volume]]


@dataclass(frozen=True)
class Plan:
    """Where the backups of a book go. ``stick`` is None while none was chosen; ``volumes`` tells what is mounted."""

    folder: Path
    stick: Stick | None
    volumes: Volumes
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Round:
    """What came of it. ``failed`` holds a sentence for each place; ``stick`` is the stick where it was found."""

    proofs: Mapping[Place, Proof]
    made: Mapping[Place, Backup]
    failed: Mapping[Place, str]
    stick: Stick | None
    stick_missing: bool
    cancelled: bool

    @property
    def sentence(self) -> str:
        """``Backed up and read back: in “Regulars backups”, on the stick``; empty if nothing was."""
        if not self.proofs:
            return ""
        words = []
        if Place.FOLDER in self.proofs:
            words.append(_("in “{folder}”").format(folder=self.made[Place.FOLDER].path.parent.name))
        if Place.STICK in self.proofs:
            words.append(_("on the stick"))
        sentence = _("Backed up and read back: {places}").format(places=_(", ").join(words))
        if self.stick_missing:
            return _("{sentence}. The stick is not plugged in.").format(sentence=sentence)
        return sentence


def back_up_everywhere(
    book: Book,
    plan: Plan,
    wanted: Sequence[Place],
    reason: Reason,
    *,
    now: datetime,
    progress: Progress = nothing,
) -> Round:
    """A proven backup at each of the ``wanted`` places that can be reached.

    A stick that is not plugged in is no failure, and a place that fails keeps no other from its backup. When the
    person says stop, what was proven by then counts.
    """
    volumes = plan.volumes()
    found = find_stick(plan.stick, volumes) if plan.stick and Place.STICK in wanted else None
    stick = moved_to(plan.stick, found) if plan.stick and found else None
    targets = {Place.FOLDER: plan.folder} if Place.FOLDER in wanted else {}
    if found:
        targets[Place.STICK] = found
    proofs: dict[Place, Proof] = {}
    made: dict[Place, Backup] = {}
    failed: dict[Place, str] = {}
    cancelled = False
    for n, (place, folder) in enumerate(targets.items()):
        part = stage(progress, 1000 * n // len(targets), 1000 * (n + 1) // len(targets))
        try:
            _make_ready(folder, book.path)
            first = next(iter(made.values()), None)
            if first is None:
                backup = back_up(book, folder, reason, now=now, password=plan.password, progress=part)
            else:
                backup = second_copy(first, folder, part)
            if place is Place.STICK and stick:
                _still_there(stick)
            proofs[place] = _proof(backup, now, same_disk=on_one_disk(book.path, folder, volumes), plan=plan)
            made[place] = backup
            thin(folder, book.book_id, backup, now, plan.password)
        except BookError as refused:
            failed[place] = str(refused)
        except Cancelled:
            cancelled = True
            break
    missing = Place.STICK in wanted and plan.stick is not None and found is None
    return Round(proofs, made, failed, stick, missing, cancelled)


def try_out(proof: Proof, plan: Plan, place: Place, progress: Progress = nothing) -> bool:
    """Restore a proven backup for a trial; whether it could be reached. ``BookError`` if it is no longer whole."""
    folder: Path | None = Path(proof.folder)
    if place is Place.STICK:
        folder = find_stick(plan.stick, plan.volumes()) if plan.stick else None
    if folder is None or not (folder / proof.file).exists():
        return False
    restore_test(folder / proof.file, plan.password if proof.locked else None, progress)
    return True


def _make_ready(folder: Path, book: Path) -> None:
    """Make the folder beside the book if it is not there. No other: what should be a mounted disk would get its
    backups on this one."""
    if folder != folder_beside(book) or folder.is_dir():
        return
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise BookError(
            _("No backup can be put into “{folder}”: {reason}. Choose another folder.").format(
                folder=folder, reason=error.strerror
            )
        ) from error


def _still_there(stick: Stick) -> None:
    """``BookError`` if the stick was pulled out meanwhile: what was written then lies somewhere else, or nowhere."""
    if not is_where_it_was(stick):
        raise BookError(
            _(
                "The stick was pulled out before its backup was proven. Your earlier backups are unharmed; plug it in"
                " again, and the next backup goes there."
            )
        )


def _proof(backup: Backup, now: datetime, *, same_disk: bool, plan: Plan) -> Proof:
    assert backup.manifest is not None
    return Proof(
        at=now,
        file=backup.path.name,
        folder=str(backup.path.parent),
        generation_id=backup.manifest.generation_id,
        seq=backup.manifest.seq,
        same_disk=same_disk,
        locked=plan.password is not None,
    )
