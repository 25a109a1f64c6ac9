"""Forgetting a person for good: what goes, what stays, and that nobody can take it back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.book import Book
from model.errors import BookError
from model.record_names import Names
from model.record_words import counted, counted_all
from model.safekeeping.backup import Backup, backups_in
from model.safekeeping.erasing import Erased, erase
from model.safekeeping.remembered import Remembered
from model.table import Table
from resources.i18n import _, ngettext
from ui import theme
from ui.context import Context
from ui.widgets.check_field import CheckField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel


class ForgetForm(FormDialog):
    """Nothing happens before the box is ticked. ``forgotten(sentence)`` when it is done."""

    forgotten = Signal(str)

    def __init__(self, context: Context, customer_id: int, parent: QWidget | None = None) -> None:
        self._context, self._customer_id = context, customer_id
        name = Names(context.book.store).called("customer", customer_id)
        super().__init__(
            _("Forget {name} for good").format(name=name),
            _("Forget for good"),
            sentence=_(
                "For somebody who asks that nothing about them is kept. To only take them out of the list, delete"
                " them: that can be undone."
            ),
            verb_kind="danger",
            width=600,
            parent=parent,
        )
        self.backups = PlainLabel(wrap=True)
        self.sure = CheckField(_("Yes, forget {name} for good").format(name=name))

        self._tell(context.book)
        self.add(self.sure)
        self.save.setEnabled(False)
        self.sure.edited.connect(lambda: self.save.setEnabled(self.sure.value()))
        self.submitted.connect(self._begin_to_forget)
        self._look_for_backups()

    # parts

    def _tell(self, book: Book) -> None:
        def of_them(table: Table[Any]) -> int:
            return table.count("customer_id = :customer", customer=self._customer_id)

        gone = counted_all(
            {table.name: of_them(table) for table in (book.complaints, book.follow_ups, book.visits)}
        )
        purchases = of_them(book.purchases)
        goes = _("The card with every phone, address, birthday, like and note.")
        if gone:
            goes += " " + _("Everything written down with it: {what}.").format(what=gone)
        goes += " " + _("What the history and the bin know of all this.")
        stays = _("They bought nothing under their name, so no sum changes.")
        if purchases:
            stays = _("In the sums of the shop, without a name and without its note: {what}.").format(
                what=counted("purchase", purchases)
            )
        self.backups.setText(_still_there())
        lasting = PlainLabel(_("Neither Undo nor the bin brings this person back."), wrap=True)
        for line in (
            _line("eraser", "muted", _("This goes"), PlainLabel(goes, wrap=True)),
            _line("receipt", "muted", _("This stays"), PlainLabel(stays, wrap=True)),
            _line("triangle-alert", "warning", _("This cannot be undone"), lasting),
            _line("archive", "warning", _("Backups still hold this person"), self.backups),
        ):
            self.body.addLayout(line)

    def _look_for_backups(self) -> None:
        """Name the backups that are known, when they have been found: a stick may take its time."""
        book = self._context.book
        folder = Remembered(self._context.computer, book.book_id).folder_for(book.path)
        book_id = book.book_id

        def found(backups: Sequence[Backup]) -> None:
            if backups:
                n = len(backups)
                there = ngettext("{n} backup lies in {folder}.", "{n} backups lie in {folder}.", n)
                self.backups.setText(f"{_still_there()} {there.format(n=n, folder=folder)}")

        self._context.tasks.start(
            self.windowTitle(),
            lambda _progress: backups_in(folder, book_id),
            found,
            lambda _refused: None,
            quiet=True,
        )

    def _begin_to_forget(self) -> None:
        if not self.sure.value():
            return
        self.save.setEnabled(False)
        customer_id = self._customer_id
        self._context.tasks.start(
            self.windowTitle(), lambda progress: erase(progress.book, customer_id), self._end, self._refused
        )

    def _end(self, erased: Erased) -> None:
        self._context.drafts.forget(erased.rows)
        self.accept()
        self.forgotten.emit(erased.sentence)

    def _refused(self, refused: BookError) -> None:
        self.save.setEnabled(True)
        self.refuse(str(refused))


def _still_there() -> str:
    return _(
        "Every backup made until now, on this PC or on a stick, still holds them, and so do other copies of this book."
        " Make a new backup afterwards, and delete the old ones where that must not be."
    )


def _line(icon: str, tone: theme.Tone, title: str, words: PlainLabel) -> QHBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(PlainLabel(title, kind="strong"))
    column.addWidget(words)
    column.addStretch(1)
    row = QHBoxLayout()
    row.setSpacing(theme.MEDIUM)
    row.addWidget(IconView(icon, role=tone, size=20), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return row
