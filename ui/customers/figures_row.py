"""What the book adds up for one customer, as a row of numbers."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.customers import Figures
from model.days_in_words import days_between, format_day
from model.money import format_money
from model.rules import SILENT_TIMES_RHYTHM
from resources.i18n import _, ngettext
from ui import theme
from ui.widgets.label import PlainLabel


class FiguresRow(QWidget):
    """Revenue, profit, purchases, rhythm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._revenue = _Figure(_("Revenue"))
        self._profit = _Figure(_("Profit"))
        self._purchases = _Figure(_("Purchases"))
        self._rhythm = _Figure(_("Comes"))

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.LARGE)
        for figure, room in ((self._revenue, 2), (self._profit, 2), (self._purchases, 2), (self._rhythm, 3)):
            row.addWidget(figure, room)

    def show_figures(self, figures: Figures, currency: str, today: date) -> None:
        """Show these."""
        self._revenue.say(format_money(figures.amount_cents, currency), _last(figures, today))
        unknown = figures.amount_cents - figures.cost_cents - figures.profit_cents
        if not figures.cost_cents and not figures.profit_cents:
            self._profit.say("–", _("no cost is known"))
        elif unknown:
            hint = _("without {amount} of unknown cost").format(amount=format_money(unknown, currency))
            self._profit.say(format_money(figures.profit_cents, currency), hint)
        else:
            self._profit.say(format_money(figures.profit_cents, currency), "")
        since = _("since {day}").format(day=format_day(figures.first_on)) if figures.first_on else ""
        self._purchases.say(str(figures.sales), since)
        self._rhythm.say(*rhythm(figures, today))

    def words(self) -> list[str]:
        """Every figure with its name and hint."""
        return [figure.words() for figure in (self._revenue, self._profit, self._purchases, self._rhythm)]


def rhythm(figures: Figures, today: date) -> tuple[str, str, theme.Tone]:
    """How often they come, where today stands in it, and whether that is late."""
    days = figures.rhythm_days
    if figures.last_on is None:
        return _("Not yet"), _("no purchase so far"), "muted"
    since = (today - figures.last_on).days
    if not days:
        return _("Too early to say"), _("known from the third visit on"), "muted"
    every = round(days)
    words = ngettext("every day", "every {n} days", every).format(n=every)
    late = since > SILENT_TIMES_RHYTHM * days
    return words, _("today is day {n}").format(n=since), "warning" if late else "text"


def _last(figures: Figures, today: date) -> str:
    return _("last {when}").format(when=days_between(figures.last_on, today)) if figures.last_on else ""


class _Figure(QWidget):
    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = PlainLabel(label, kind="small", tone="muted")
        self._value = PlainLabel(kind="heading", elide=True, selectable=True)
        self._hint = PlainLabel(kind="small", tone="muted", elide=True)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._label, self._value, self._hint):
            column.addWidget(part)
        column.addStretch(1)

    def say(self, value: str, hint: str, tone: theme.Tone = "text") -> None:
        self._value.setText(value)
        self._value.set_tone(tone)
        self._hint.setText(hint)
        self._hint.set_tone("warning" if tone == "warning" else "muted")
        self.setAccessibleName(f"{self._label.text()}: {value}")
        self.setAccessibleDescription(hint)

    def words(self) -> str:
        """As it is spoken."""
        return ", ".join(part for part in (self.accessibleName(), self._hint.text()) if part)
