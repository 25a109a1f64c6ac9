"""How often one customer comes, and what they buy again: each thing by its rhythm, the latest of them first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.days_in_words import days_between
from model.rhythms.in_words import by_whom, comes, expected, expected_on, how_often
from model.rhythms.own import Rhythm, Usual, late_first, of_customer
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.tasks import Progress
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable

if TYPE_CHECKING:
    from model.rhythms.usual import UsualRhythms  # It loads numpy: not before it is wanted.

_BY_IMPORTANCE = ("often", "expected", "last", "times")
_NAME_AT_LEAST = 140


@dataclass(frozen=True)
class _Row:
    """One thing or category, and what is usual of it."""

    rhythm: Rhythm
    usual: Usual | None
    is_category: bool

    @property
    def name(self) -> str:
        within = self.rhythm.within
        if within:
            return _("{category} › {sub_category}").format(category=within, sub_category=self.rhythm.name)
        return self.rhythm.name

    @property
    def is_late(self) -> bool:
        return self.rhythm.is_late(self.usual)


class RhythmView(QWidget):
    """Shows one customer while it is in sight. What is usual of goods is counted in a thread, once a day."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._customer_id: int | None = None
        self._usual: UsualRhythms | None = None
        self._usual_on: date | None = None
        self.sentence = PlainLabel(wrap=True, selectable=True)
        self.table = SimpleTable(
            _columns(),
            name=_("What they buy again"),
            empty=EmptyState(
                "repeat", _("Nothing bought yet"), _("What they buy again and again shows here.")
            ),
        )

        self.sentence.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        self.table.show_what_fits(_BY_IMPORTANCE, _NAME_AT_LEAST)
        self.table.setProperty("look", "bare")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SMALL, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.sentence)
        column.addWidget(self.table, 1)

    def show_customer(self, customer_id: int) -> None:
        """Show their rhythms as they are today."""
        self._customer_id = customer_id
        self._look()

    def words(self) -> list[str]:
        """Everything that can be read here: the sentence, then a line for each row."""
        columns = _columns()
        rows = [" · ".join(text for one in columns if (text := one.text(row))) for row in self.table.rows()]
        return [self.sentence.text(), *rows]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        today = self._context.today()
        if self._usual_on != today:
            self._usual_on = today
            self._context.tasks.start(
                _("What is usual"), self._count, self._take, stopped=self._not_counted, quiet=True
            )

    def _look(self) -> None:
        if self._customer_id is None:
            return
        found = of_customer(self._context.book.store, self._customer_id, self._context.today())
        products: Mapping[int | None, Usual] = self._usual.products if self._usual else {}
        categories = self._usual.categories if self._usual else {}
        self.sentence.setText(comes(found.shop))
        self.table.show_rows(
            [
                *(
                    _Row(one, products.get(one.product_id), is_category=False)
                    for one in late_first(found.by_product, products)
                ),
                *(
                    _Row(
                        one,
                        categories.get((one.within, one.name) if one.within else (one.name, "")),
                        is_category=True,
                    )
                    for one in found.by_category
                ),
            ]
        )

    def _count(self, progress: Progress) -> UsualRhythms:
        from model.rhythms.usual import usual_rhythms

        return usual_rhythms(progress.book.store, self._context.today(), progress)

    def _take(self, usual: UsualRhythms) -> None:
        self._usual = usual
        if self.isVisible():
            self._look()

    def _not_counted(self) -> None:
        self._usual_on = None


def _columns() -> list[Column[_Row]]:
    return [
        Column(
            "what",
            _("What"),
            lambda row: row.name,
            stretch=True,
            strong=True,
            icon=lambda row: "tag" if row.is_category else "",
            order=lambda row: (row.is_category, row.name.casefold()),
        ),
        Column(
            "often",
            _("Buys it"),
            lambda row: how_often(row.rhythm, row.usual),
            width=176,
            aside=lambda row: by_whom(row.rhythm, row.usual),
            order=lambda row: row.rhythm.days(row.usual) or 1e9,
        ),
        Column(
            "last",
            _("Last"),
            lambda row: days_between(row.rhythm.last_on, row.rhythm.on),
            width=124,
            order=lambda row: row.rhythm.last_on,
            descends_first=True,
        ),
        Column(
            "expected",
            _("Expected"),
            lambda row: expected(row.rhythm, row.usual),
            width=152,
            tone=lambda row: (
                "warning" if row.is_late else "muted" if row.rhythm.is_given_up(row.usual) else "text"
            ),
            icon=lambda row: "clock" if row.is_late else "",
            order=lambda row: expected_on(row.rhythm, row.usual) or date.max,
        ),
        Column(
            "times",
            _("Times"),
            lambda row: str(row.rhythm.buying_days),
            width=68,
            align="right",
            order=lambda row: row.rhythm.buying_days,
            descends_first=True,
        ),
    ]
