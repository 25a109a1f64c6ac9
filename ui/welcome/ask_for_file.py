"""The system's own dialogs for choosing a book's file."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from model.computer import Computer
from model.database import SUFFIX
from model.safekeeping.container import SUFFIX as BACKUP_SUFFIX
from model.safekeeping.locked import LOCKED_SUFFIX
from resources.i18n import _


def books_folder(computer: Computer) -> Path:
    """Where this person's books are, or would look for them first."""
    for book in computer.recent_books:
        if book.parent.is_dir():
            return book.parent
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()


def ask_for_book(parent: QWidget | None, computer: Computer) -> Path | None:
    """The book to open, or a backup of one, or ``None`` if the person changed their mind."""
    books, backups, anything = _("Customer books and backups"), _("Backups"), _("All files")
    kept = f"*{BACKUP_SUFFIX} *{BACKUP_SUFFIX}{LOCKED_SUFFIX}"
    kinds = f"{books} (*{SUFFIX} {kept});;{backups} ({kept});;{anything} (*)"
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Open a book"), str(books_folder(computer)), kinds)
    return Path(chosen) if chosen else None


def ask_where(parent: QWidget | None, suggested: Path) -> Path | None:
    """Where a new book goes, or ``None``. An existing file is refused later and never overwritten."""
    books = _("Customer books")
    chosen, _kind = QFileDialog.getSaveFileName(
        parent,
        _("Where should the book be kept?"),
        str(suggested),
        f"{books} (*{SUFFIX})",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
