"""What can be the matter with a whole book, so that whoever shows the sentence can offer the way out that fits."""

from enum import StrEnum, auto
from pathlib import Path

from model.errors import BookError


class Trouble(StrEnum):
    """Why a book cannot be opened, or not be written any more."""

    MISSING = auto()
    FOLDER = auto()  # a folder was chosen instead of a file
    EMPTY = auto()  # 0 bytes, or nothing but zeros
    DAMAGED = auto()
    STRANGE = auto()  # more or less in it than a book should have
    FOREIGN = auto()  # another program's file
    NEWER = auto()  # made by a later Regulars
    NOT_UPDATED = auto()  # older, and could not be brought up to date here
    BUSY = auto()  # another program is writing into it just now
    HELD = auto()  # open in another window, by another person or on another PC
    READ_ONLY = auto()  # file, folder or stick
    TWO_NAMES = auto()  # hard links: SQLite would not see what another name left half-written
    REPLACED = auto()  # moved, deleted or exchanged while it was open
    FULL = auto()  # the disk
    UNREADABLE = auto()  # the disk or stick does not answer, or this user may not read it


class TroubleError(BookError):
    """Something is the matter with the whole book. ``trouble`` says which way out fits; ``path`` is the file."""

    def __init__(self, sentence: str, trouble: Trouble, path: Path | None = None) -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.path = path
