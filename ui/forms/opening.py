"""Opening a form over a page, and what it begins with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from model.book import Book


def open_form(form: QDialog) -> None:
    """Show a form over its window; it is gone once it has been closed."""
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.open()


def who_is_here(book: Book) -> int | None:
    """The staff member who works at this PC now, as chosen at the foot of the window."""
    member = book.staff.named(book.store.who) if book.store.who else None
    return member.id if member else None
