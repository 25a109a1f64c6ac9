"""A deed that is saved at once, or as soon as the book is free; meanwhile a line says so."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from model.book import Book
from model.errors import BookError
from ui.forms.when_free import WhenFree
from ui.widgets.banner import Banner


class SavedWhenFree(Banner):
    """The line, hidden until something has to wait. Meanwhile nothing can be done in ``fields``."""

    def __init__(self, book: Book, *fields: QWidget) -> None:
        super().__init__("", closable=False)
        self._book = book
        self._when_free = WhenFree(book, self._say, *fields, parent=self)

        self.hide()
        self.acted.connect(self._stop)

    def save(self, write: Callable[[], object], saved: Callable[[], object]) -> None:
        """``write``, then ``saved``; what is refused for good is shown."""
        if self._when_free.waiting:
            return
        self.hide()
        try:
            with self._book.store.impatient():
                write()
        except BookError as refused:
            if not self._when_free.takes(refused, lambda: self.save(write, saved)):
                from ui.widgets.problem_dialog import ProblemDialog

                ProblemDialog(str(refused), parent=self.window()).open()
        else:
            saved()

    def _say(self, sentence: str, *, verb: str, deed: Callable[[], object]) -> None:  # noqa: ARG002
        self.say(sentence, action=verb)
        self.show()

    def _stop(self) -> None:
        self.hide()
        self._when_free.stop()
