"""Products that bring people back: how often and how soon their buyers return, and which first purchases make
regulars."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.bringing_back.bringing_back import BringingBack, Line, bringing_back
from model.bringing_back.in_words import few_in_words, headline, how_to_read, notes
from model.bringing_back.levels import Level
from model.folding import fold
from resources.i18n import _, paragraph
from ui import theme
from ui.context import Context
from ui.figures.bringing_back_curve import CurveCard
from ui.figures.bringing_back_regulars import RegularsCard
from ui.figures.bringing_back_table import ComesBackCard
from ui.figures.part import FiguresPart
from ui.tasks import Progress
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.search_field import SearchField


class BringingBackPart(FiguresPart[BringingBack]):
    """Goods of one level in a table, the curve of the chosen one beside the others, and first purchases."""

    concerns = frozenset({"customer", "purchase", "product", "shop"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: BringingBack | None = None
        self._level = Level.CATEGORY
        self.levels = {level: Chip(level.label, one_of_several=True) for level in Level}
        self.search = SearchField(_("Name, code or category"))
        self.comes_back = ComesBackCard(context.book.shop.currency)
        self.curve = CurveCard(context.book.shop.currency)
        self.regulars = RegularsCard()
        self.notes = PlainLabel(kind="small", tone="muted", wrap=True, selectable=True)
        self.nothing = EmptyState(
            "package",
            _("Nobody has bought anything yet"),
            _("As soon as customers with a name buy, this page tells what they come back after."),
        )

        self._choosing = QWidget()
        top = QHBoxLayout(self._choosing)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.SMALL)
        for chip in self.levels.values():
            top.addWidget(chip)
        top.addWidget(self.search, 1)
        self._later = (self._choosing, self.curve, self.comes_back, self.regulars, self.notes)
        for widget in (*self._later, self.nothing):
            self.body.addWidget(widget)
            widget.hide()
        self.body.addStretch(1)

        for level, chip in self.levels.items():
            chip.clicked.connect(lambda _on=False, level=level: self.choose_level(level))
        self.search.searched.connect(lambda _text: self._show_lines())
        self.search.descended.connect(self.comes_back.table.setFocus)
        self.comes_back.table.typed.connect(self._typed)
        self.comes_back.table.chosen.connect(self._show_curve)

    def gather(self, progress: Progress) -> BringingBack:
        """Everything up to today; the curves are kept, so that choosing takes no time."""
        return bringing_back(progress.book.store, self.context.today(), progress)

    def show_found(self, found: BringingBack) -> str:
        first_time, self._found = self._found is None, found
        for widget in self._later:
            widget.setVisible(not found.empty)
        self.nothing.setVisible(found.empty)
        if found.empty:
            return _("Nobody has bought anything yet")
        if first_time and not found.lines[self._level]:
            self._level = Level.PRODUCT
        self.notes.setText(paragraph((how_to_read(), few_in_words(), *notes(found))))
        self.choose_level(self._level)
        return headline(found)

    def report(self) -> tuple[str, dict[str, Any]] | None:
        return "products", {}

    def focus_first(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def choose_level(self, level: Level) -> None:
        """Tell goods apart by that."""
        self._level = level
        for one, chip in self.levels.items():
            chip.setChecked(one is level)
        self._show_lines()

    def _show_lines(self) -> None:
        if self._found is None or self._found.empty:
            return
        words = fold(self.search.text()).split()
        lines = [
            line
            for line in self._found.lines[self._level]
            if all(word in fold(f"{line.thing.name} {line.thing.within} {line.thing.code}") for word in words)
        ]
        self.comes_back.show_lines(self._found, self._level, lines, filtered=bool(words))
        self.regulars.show_lines(self._found, lines)

    def _show_curve(self, line: Line | None) -> None:
        if self._found is not None:
            self.curve.setVisible(not self._found.empty)
            self.curve.show_line(self._found, self._level, line)

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)
