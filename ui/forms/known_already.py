"""A hint that somebody with this phone or name is in the book already: three answers, never a block."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from model.book import Book
from model.folding import fold
from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel

_MOST = 3


@dataclass(frozen=True)
class Known:
    """Somebody who may be the same: ``number`` is the phone that both have, as it is typed now, or empty."""

    customer_id: int
    name: str
    detail: str
    number: str = ""


def known_already(book: Book, name: str, numbers: list[str], but_not: int) -> list[Known]:
    """Customers with one of these phones, or with exactly this name; phones first."""
    found: dict[int, Known] = {}
    for number in numbers:
        for phone in book.phones.holders(number):
            customer = book.customers.find(phone.customer_id)
            if customer is not None and customer.id not in found:
                detail = _("has the same phone, {number}").format(number=phone.number)
                found[customer.id] = Known(customer.id, customer.name, detail, number)
    key = fold(name).strip()
    if key:
        for hit in book.search.find(name, 10):
            if hit.customer_id not in found and fold(hit.name).strip() == key:
                detail = " · ".join(part for part in (hit.phone, hit.city) if part) or _("has the same name")
                found[hit.customer_id] = Known(hit.customer_id, hit.name, detail)
    found.pop(but_not, None)
    return list(found.values())[:_MOST]


class KnownAlready(QFrame):
    """``opened(id)``: it is that one. ``family(Known)``: they live together. Someone else: the hint goes away."""

    opened = Signal(object)
    family = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others: set[int] = set()
        self._shown: list[Known] = []
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)

        self.setProperty("look", "card")
        self._column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        self._column.setSpacing(theme.TIGHT)
        self.hide()

    def show_known(self, known: list[Known]) -> None:
        """Ask about these, but for those about whom it was said that they are someone else."""
        asked = [one for one in known if one.customer_id not in self._others]
        if asked == self._shown:
            return
        self._shown = asked
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(one) for one in asked]
        self.setVisible(bool(asked))

    def shown(self) -> list[Known]:
        """Whom it asks about now."""
        return list(self._shown)

    def someone_else(self, one: Known) -> None:
        """Ask no more about this one."""
        self._others.add(one.customer_id)
        self.show_known([known for known in self._shown if known != one])

    def _row(self, one: Known) -> QWidget:
        widget = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(
            PlainLabel(_("{name} is in the book").format(name=one.name), kind="strong", elide=True)
        )
        words.addWidget(PlainLabel(one.detail, kind="small", tone="muted", elide=True))
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, theme.TIGHT, 0, theme.TIGHT)
        row.setSpacing(theme.SMALL)
        row.addWidget(IconView("users", role="info", size=20))
        row.addLayout(words, 1)
        for text, deed in (
            (_("Open that one"), lambda: self.opened.emit(one.customer_id)),
            (_("Same family"), lambda: self._same_family(one)),
            (_("Someone else"), lambda: self.someone_else(one)),
        ):
            button = Button(text, kind="quiet")
            button.setAccessibleName(_("{name}: {answer}").format(name=one.name, answer=text))
            button.clicked.connect(deed)
            row.addWidget(button)
        self._column.addWidget(widget)
        return widget

    def _same_family(self, one: Known) -> None:
        self.someone_else(one)
        self.family.emit(one)
