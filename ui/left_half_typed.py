"""What was being typed when the program ended without being closed: said at the next start, and opened again."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from model.book import Book
from resources.i18n import _
from ui.actions import action
from ui.drafts import Drafts
from ui.widgets.banner import Banner
from ui.window_frame import WindowFrame

Openers = Mapping[str, Callable[[int | None], object]]
"""What opens a form of that kind, about a customer if one is known: ``sale``, ``contact``, ``new customer`` …"""

_MOST = 3


class _Line(QObject):
    """Takes the line away once its form was saved or given up another way: there is nothing to go on with."""

    def __init__(self, banner: Banner, drafts: Drafts, key: str) -> None:
        super().__init__(banner)
        self._banner, self._key = banner, key
        drafts.dropped.connect(self._heed)

    def _heed(self, key: str) -> None:
        if key == self._key:
            self._banner.hide()
            self._banner.deleteLater()


def offer_what_was_left(
    frame: WindowFrame, window: QWidget, book: Book, drafts: Drafts, openers: Openers
) -> None:
    """A line above the pages for each form that a power cut, say, left half-typed, the latest first."""
    for key in list(reversed(drafts.unseen()))[:_MOST]:
        kind, customer_id = _meant(key)
        customer = None if customer_id is None else book.customers.find(customer_id)
        if kind not in openers or (kind == "customer" and customer is None):
            continue  # shows itself where it is typed
        title = action(kind.removeprefix("new ")).title
        banner = frame.show_banner(
            _("This was half-typed when Regulars last ended, and is kept: {what}").format(
                what=customer.name if customer and kind == "customer" else title
            ),
            verb=_("Go on"),
            deed=partial(_go_on, window, openers[kind], customer.id if customer else None),
            once=True,
        )
        _Line(banner, drafts, key)


def _meant(key: str) -> tuple[str, int | None]:
    """The kind of form and the customer, as forms name their drafts: ``counter``, ``customer 7``, ``complaint of 7``.

    A draft over a record that is in the book already, as ``complaint 9``, means none of the kinds.
    """
    if key == "counter":
        return "sale", None
    for kind, parting, whose in (key.partition(" of "), key.partition("customer ")):
        if parting:
            return kind or "customer", int(whose) if whose.isdecimal() else None
    return key, None


def _go_on(window: QWidget, opener: Callable[[int | None], object], customer_id: int | None) -> None:
    """Open the form and fill it at once: whoever goes on has asked for that already."""
    from ui.forms.record_form import RecordForm

    opener(customer_id)
    for form in window.findChildren(RecordForm):
        if form.isVisible():
            form.bring_back()
