"""Whether all of a book can still be read, asked without standing in anybody's way."""

from model.book import Book
from model.safekeeping.private_folder import private_folder
from model.safekeeping.stages import Progress, nothing, stage
from model.statistics import integrity
from model.trouble import Trouble, TroubleError


def damage(book: Book, progress: Progress = nothing) -> list[str]:
    """What is wrong with the file, a sentence each; an empty list if all is well.

    A private copy is what is checked: it takes as long as it takes, and meanwhile the book can be written.
    ``BookError`` where there is no room for the copy.
    """
    with private_folder(book.path.stat().st_size, book.path.parent) as private:
        copy = private / "book"
        try:
            book.store.copy_to(copy, stage(progress, 0, 300))
            with Book.open(copy, read_only=True) as copied:
                return integrity(copied.store)
        except TroubleError as error:
            if error.trouble in (Trouble.DAMAGED, Trouble.EMPTY, Trouble.STRANGE, Trouble.FOREIGN):
                return [str(error)]
            raise
