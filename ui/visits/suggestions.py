"""Suggestions: decided by one key, and the customer told by another."""

from array import array
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from model.days_in_words import format_day
from model.looking_back import suggestion_list
from model.looking_back.suggestion_list import Order, Show, SuggestionRow
from model.visits import SuggestionStatus
from reports import sheets
from reports.report import Report
from resources.i18n import _, ngettext
from ui import theme
from ui.context import Context
from ui.forms.contact_form import ContactForm
from ui.forms.opening import open_form
from ui.visits.part import Part
from ui.visits.suggestion_form import SuggestionForm
from ui.widgets.column import Column

_CONCERNS = frozenset({"visit", "customer"})
_BY_IMPORTANCE = (Order.DAY, Order.NAME, Order.STATUS, "answer", Order.TOLD)
_LETTERS = {"c": SuggestionStatus.CONSIDERED, "d": SuggestionStatus.DONE, "n": SuggestionStatus.DECLINED}
_ICONS = {
    SuggestionStatus.OPEN: "message-square",
    SuggestionStatus.CONSIDERED: "clock",
    SuggestionStatus.DONE: "check",
    SuggestionStatus.DECLINED: "x",
}


class SuggestionsList(Part):
    """The list and its filter; on the current line C, D and N say what becomes of it, T that the customer was told."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            title=_("Suggestions"),
            add=(_("Write down a call or visit"), "F3"),
            icon="message-square",
            find=(_("Customer, or words of the suggestion"), _("Find a suggestion")),
            shows=list(Show),
            order=Order.DAY,
            concerns=_CONCERNS,
            parent=parent,
        )
        self.table.show_what_fits(_BY_IMPORTANCE, stretch_least=200)
        self.table.fit_column(Order.STATUS, [status.label for status in SuggestionStatus], most=156)

    # deeds

    def add_new(self) -> None:
        open_form(ContactForm(self._context, parent=self.window()))

    def open(self, row: SuggestionRow) -> None:
        """Say what became of it, in words."""
        visit = self._context.book.visits.find(row.visit_id)
        if visit is not None:
            open_form(SuggestionForm(self._context, visit, parent=self.window()))

    def delete(self, row: SuggestionRow) -> None:
        """Take the suggestion out of the contact, which stays."""
        suggestion_list.drop(self._context.book, row.visit_id)

    def decide(self, row: SuggestionRow, status: SuggestionStatus) -> None:
        suggestion_list.decide(self._context.book, row.visit_id, status)

    def tell_customer(self, row: SuggestionRow) -> None:
        """They heard of it today; pressed again, they did not."""
        told_on = None if row.told_on else self._context.today()
        suggestion_list.tell(self._context.book, row.visit_id, told_on)

    def deed_of(self, letter: str, row: SuggestionRow) -> bool:
        if letter == "t":
            self.tell_customer(row)
        elif letter in _LETTERS:
            self.decide(row, _LETTERS[letter])
        else:
            return False
        return True

    # what is shown

    def counts(self) -> Mapping[Show, int]:
        return suggestion_list.counts(self._context.book.store)

    def ids(self, show: Show, text: str) -> "array[int]":
        return suggestion_list.ids(
            self._context.book.store, show, text, Order(self._order), descending=self._turned(show)
        )

    def rows(self, ids: Sequence[int]) -> list[SuggestionRow | None]:
        return suggestion_list.rows(self._context.book.store, ids)

    def sheet_of(self, show: Show, text: str) -> Report:
        return sheets.suggestions(show, Order(self._order), descending=self._turned(show), text=text)

    def _turned(self, show: Show) -> bool:
        """Whether the last comes first: who has waited longest stands first, what is settled from its latest day."""
        settled = show in (Show.TOLD, Show.ALL)
        return self._descending != (settled and self._order is Order.DAY)

    def columns(self) -> Sequence[Column[SuggestionRow]]:
        return [
            Column(Order.DAY, _("Said on"), lambda row: format_day(row.on), width=116),
            Column(Order.NAME, _("Customer"), lambda row: row.name, width=148, strong=True),
            Column("suggestion", _("Suggestion"), lambda row: row.suggestion, stretch=True, sortable=False),
            Column(
                Order.STATUS,
                _("What becomes of it"),
                lambda row: row.status.label,
                width=156,
                icon=lambda row: _ICONS[row.status],
            ),
            Column("answer", _("Our answer"), lambda row: row.answer, width=156, sortable=False),
            Column(
                Order.TOLD,
                _("Told on"),
                lambda row: format_day(row.told_on) if row.told_on else _("not yet") if row.decided else "",
                width=116,
                tone=lambda row: "text" if row.told_on else "warning",
            ),
        ]

    def menu_for(self, row: SuggestionRow) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for letter, status in _LETTERS.items():
            if status is not row.status:
                words = f"{status.label}\t{letter.upper()}"
                menu.addAction(theme.icon(_ICONS[status], "muted"), words).triggered.connect(
                    lambda _on=False, status=status: self.decide(row, status)
                )
        told = _("Not told yet") if row.told_on else _("The customer was told")
        menu.addAction(theme.icon("message-square", "muted"), told + "\tT").triggered.connect(
            lambda: self.tell_customer(row)
        )
        answer = menu.addAction(theme.icon("pencil", "muted"), _("Answer in words…") + "\t⏎")
        answer.triggered.connect(lambda: self.open(row))
        card = menu.addAction(theme.icon("user", "muted"), _("Open the customer’s card"))
        card.triggered.connect(lambda: self.customer_opened.emit(row.customer_id))
        menu.addSeparator()
        delete = menu.addAction(theme.icon("trash-2", "muted"), _("Delete the suggestion") + "\tDel")
        delete.triggered.connect(lambda: self.delete(row))
        return menu

    # words

    def say(self, show: Show, text: str, counts: Mapping[Show, int]) -> None:  # noqa: ARG002
        waiting, to_tell = counts[Show.WAITING], counts[Show.TO_TELL]
        parts = [
            ngettext("{n} not decided", "{n} not decided", waiting).format(n=f"{waiting:,}")
            if waiting
            else "",
            ngettext("{n} customer to be told", "{n} customers to be told", to_tell).format(n=f"{to_tell:,}")
            if to_tell
            else "",
            _("C considers, D is done, N is not done, T told them"),
        ]
        self.tell(" · ".join(part for part in parts if part) if counts[Show.ALL] else "")
        if text.strip():
            self._empty.say(_("Nothing found"), _("No suggestion here has these words or this customer."))
        elif counts[Show.ALL]:
            self._empty.say(_("Nothing waits here"), _("All suggestions are behind the last button above."))
        else:
            self._empty.say(
                _("No suggestions yet"),
                _(
                    "What customers propose is written down with the contact. Then it stands here until they have"
                    " heard what became of it."
                ),
            )
