"""What is called back: a product found by name or code, a whole category, or words of one's own."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from model.book import Book
from model.folding import fold
from resources.i18n import _
from ui.widgets.pick_field import PickField
from ui.widgets.suggestion_list import Suggestion

_SHOWN = 20


class RecalledField(PickField):
    """``text()`` is what a recall looks for."""

    def __init__(self, book: Book, *, parent: QWidget | None = None) -> None:
        self._book = book
        super().__init__(
            self._found, placeholder=_("Name, code or category"), free=True, at_once=True, parent=parent
        )

    def _found(self, text: str) -> Sequence[Suggestion]:
        typed = fold(text).strip()
        names = {name for pair in self._book.products.categories() for name in pair if name}
        categories = [
            Suggestion(key=name, title=name, detail=_("All of this category"), icon="tag")
            for name in sorted(names)
            if typed and typed in fold(name)
        ]
        products = [
            Suggestion(key=one.id, title=one.name, detail=one.code, icon="package")
            for one in self._book.products.matching(text, _SHOWN)
        ]
        return [*categories[:_SHOWN], *products]
