"""What can be done about a book that cannot be opened as usual: the ways out that fit, the recommended one first."""

import itertools
from enum import StrEnum, auto
from pathlib import Path

from model.book_place import file_name
from model.computer import Computer
from model.safekeeping.backup import Backup, backups_in
from model.safekeeping.places import find_stick, folder_beside
from model.safekeeping.remembered import Remembered
from model.trouble import Trouble


class Way(StrEnum):
    """One way out. Which file it is about is known from where it is offered."""

    AGAIN = auto()  # try to open it once more
    FIND = auto()  # it was moved: say where it is
    BACKUP = auto()  # put the newest good backup in its place
    READ = auto()  # open it for reading only
    RESCUE = auto()  # bring what can be read of it into a new book
    OVER = auto()  # take the lock of a PC that is known to be off
    COPY = auto()  # copy it to this PC and open the copy
    ANOTHER = auto()  # choose another book


_BY_TROUBLE: dict[Trouble, tuple[Way, ...]] = {
    Trouble.MISSING: (Way.FIND, Way.AGAIN, Way.BACKUP),
    Trouble.FOLDER: (),
    Trouble.EMPTY: (Way.BACKUP, Way.AGAIN),
    Trouble.DAMAGED: (Way.BACKUP, Way.RESCUE, Way.READ),
    Trouble.STRANGE: (Way.BACKUP, Way.RESCUE),
    Trouble.FOREIGN: (Way.BACKUP,),
    Trouble.NEWER: (Way.AGAIN,),
    Trouble.NOT_UPDATED: (Way.COPY, Way.AGAIN),
    Trouble.BUSY: (Way.AGAIN, Way.READ),
    Trouble.HELD: (Way.AGAIN, Way.READ),
    Trouble.READ_ONLY: (Way.READ, Way.COPY),
    Trouble.TWO_NAMES: (Way.READ, Way.COPY),
    Trouble.REPLACED: (Way.AGAIN, Way.BACKUP),
    Trouble.FULL: (Way.AGAIN,),
    Trouble.UNREADABLE: (Way.AGAIN, Way.BACKUP, Way.READ),
}


def ways_out(
    trouble: Trouble, *, has_backup: bool, disk_is_there: bool = True, may_be_over: bool = False
) -> list[Way]:
    """What to offer, the recommended way first. ``disk_is_there``: the folder of a missing book can be seen."""
    ways = list(_BY_TROUBLE[trouble])
    if trouble is Trouble.MISSING and not disk_is_there:
        ways = [Way.AGAIN, Way.FIND, Way.BACKUP]
    if trouble is Trouble.HELD and may_be_over:
        ways = [Way.READ, Way.OVER, Way.AGAIN]
    if not has_backup and Way.BACKUP in ways:
        ways.remove(Way.BACKUP)
    return [*ways, Way.ANOTHER]


def backups_of(path: Path, book_id: str, computer: Computer) -> list[Backup]:
    """The backups of the book that was at ``path``, wherever this PC keeps them, the one that holds most first.

    That is the newest, unless an older copy of the book was opened and backed up since. Where nobody knows which book
    it was (``book_id`` ""), those of a shop of the file's name.
    """
    remembered = Remembered(computer, book_id)
    stick = remembered.stick
    places = [folder_beside(path), remembered.folder, find_stick(stick, ()) if stick else None]
    folders = dict.fromkeys(place.resolve() for place in places if place is not None)
    found = [
        backup
        for backup in itertools.chain.from_iterable(backups_in(folder, book_id) for folder in folders)
        if book_id or (backup.manifest is not None and file_name(backup.manifest.shop) == path.stem)
    ]
    by_date = sorted(found, key=lambda backup: backup.made_at, reverse=True)
    if any(backup.manifest is None for backup in found):
        return by_date  # a locked one does not say what it holds
    return sorted(by_date, key=lambda backup: backup.manifest.edits if backup.manifest else 0, reverse=True)
