"""Something is in that customers wait for: whose wishes it fulfils is ticked, and all of them will be called."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.days_in_words import days_between
from model.products import Product
from model.wishes import Wish
from model.wishes_fulfilled import is_in, wished_for
from resources.i18n import _, ngettext
from ui.context import Context
from ui.widgets.check_field import CheckBox
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import PlainLabel


class ArrivedForm(FormDialog):
    """The wishes for ``product`` are ticked, those in words only are to be picked. ``said(sentence)`` once it is
    written down."""

    said = Signal(str)

    def __init__(
        self, context: Context, product: Product | None = None, parent: QWidget | None = None
    ) -> None:
        title = product.name if product else _("What is in?")
        super().__init__(title, _("It is in"), width=560, parent=parent)
        self._context = context
        self._product = product
        self.boxes: list[tuple[CheckBox, Wish]] = []
        self._told = PlainLabel(tone="muted", wrap=True)

        mine, in_words = wishes_by(context, product)
        if mine:
            self._list(_("They wait for it") if product else _("Wishes"), mine, ticked=product is not None)
        if in_words:
            self._list(_("Said in words: tick what it fulfils too"), in_words, ticked=False)
        if not self.boxes:
            self.add(PlainLabel(_("Nobody waits for it."), tone="muted", wrap=True))
        self.add(self._told)
        self._tell()

        self.submitted.connect(self.save_now)

    def chosen(self) -> list[Wish]:
        """The wishes that are ticked."""
        return [wish for box, wish in self.boxes if box.isChecked()]

    def save_now(self) -> None:
        """Mark what is ticked as arrived, in one act."""
        chosen = self.chosen()
        if not chosen:
            self.refuse(_("Tick whose wish it fulfils."))
            return
        what = self._product.name if self._product else wished_for(self._context.book, chosen[0])
        n = is_in(self._context.book, chosen, self._context.today(), what)
        self.accept()
        self.said.emit(_("{what} is in. {people}").format(what=what, people=_people(n)))

    def _list(self, heading: str, wishes: list[Wish], *, ticked: bool) -> None:
        self.add(PlainLabel(heading, kind="heading", wrap=True))
        for wish in wishes:
            box = CheckBox(self._words(wish))
            box.setChecked(ticked)
            box.clicked.connect(lambda: self._tell())
            self.boxes.append((box, wish))
            self.add(box)

    def _words(self, wish: Wish) -> str:
        book = self._context.book
        name = book.customers.get(wish.customer_id).name
        when = days_between(wish.wished_on, self._context.today())
        what = wish.words if self._product and wish.product_id else wished_for(book, wish)
        return _(" · ").join(filter(None, (name, what, when)))

    def _tell(self) -> None:
        n = len({wish.customer_id for wish in self.chosen()})
        self._told.setText(_people(n) if n else "")
        self.save.setEnabled(bool(self.boxes))


def _people(n: int) -> str:
    return ngettext("{n} person will be called.", "{n} people will be called.", n).format(n=n)


def wishes_by(context: Context, product: Product | None) -> tuple[list[Wish], list[Wish]]:
    """The wishes that wait for ``product``, or for any, and those that are in words only."""
    waiting = context.book.wishes.waiting_on(context.today())
    mine = [one for one in waiting if (one.product_id == product.id if product else one.product_id)]
    return mine, [one for one in waiting if one.product_id is None]
