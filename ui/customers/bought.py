"""What a customer bought: receipt by receipt, or how often each thing is bought again."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.customers.rhythm_view import RhythmView
from ui.customers.tables import bought_lines
from ui.widgets.chip import Chip
from ui.widgets.simple_table import SimpleTable


class Bought(QWidget):
    """``receipts`` is the table of their lines, ``rhythm`` says how often; a chip above chooses which is in sight."""

    def __init__(self, context: Context, receipts: SimpleTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._customer_id: int | None = None
        self.receipts, self.rhythm = receipts, RhythmView(context)
        self.one_by_one = Chip(_("One by one"), on=True, one_of_several=True)
        self.how_often = Chip(_("How often"), one_of_several=True)
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()

        receipts.setProperty("look", "bare")
        chips = QHBoxLayout()
        chips.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        chips.setSpacing(theme.SMALL)
        for chip in (self.one_by_one, self.how_often):
            self._group.addButton(chip)
            chips.addWidget(chip)
        chips.addStretch(1)
        for view in (self.receipts, self.rhythm):
            self._stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SMALL, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(chips)
        column.addWidget(self._stack, 1)

        self.how_often.toggled.connect(self._choose)

    def show_customer(self, customer_id: int) -> None:
        """Show what they bought."""
        self._customer_id = customer_id
        self.receipts.show_rows(bought_lines(self._context.book, customer_id))
        if self.how_often.isChecked():
            self.rhythm.show_customer(customer_id)

    def _choose(self, often: bool) -> None:
        self._stack.setCurrentWidget(self.rhythm if often else self.receipts)
        if often and self._customer_id is not None:
            self.rhythm.show_customer(self._customer_id)
