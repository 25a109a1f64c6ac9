"""Who will probably bring most in the coming year, and who is slipping away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.back_test.checking import BackTest
from model.back_test.coming import Promise
from model.back_test.in_words import best_in_words, whole
from model.days_in_words import format_day
from model.value.in_words import chance
from resources.i18n import _, paragraph
from ui.widgets.card import Card
from ui.widgets.column import Column, number_column
from ui.widgets.label import PlainLabel
from ui.widgets.simple_table import SimpleTable


class _PeopleCard(Card):
    """``customer_opened(id)`` on Enter or a double click."""

    customer_opened = Signal(object)

    def __init__(
        self, title: str, sentence: str, columns: Sequence[Column[Promise]], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent=parent)
        self.sentence = PlainLabel(sentence, tone="muted", wrap=True)
        self.table: SimpleTable = SimpleTable(columns, name=title, grows=True)
        self.nobody = PlainLabel(tone="muted", wrap=True)
        self.add(self.sentence, self.table, self.nobody)
        self.table.opened.connect(lambda promise: self.customer_opened.emit(promise.customer_id))

    def show_rows(self, people: Sequence[Promise], nobody: str) -> None:
        """Show them, or the sentence where there is nobody."""
        self.table.show_rows(people)
        self.table.setVisible(bool(people))
        self.sentence.setVisible(bool(people))
        self.nobody.setText(nobody)
        self.nobody.setVisible(not people)


class BestCard(_PeopleCard):
    """The best forecasts."""

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Who will probably bring most"),
            "",
            [
                _name(),
                _money("cents", _("Will probably bring"), lambda one: one.cents, currency, strong=True),
                Column(
                    "between",
                    _("Between"),
                    lambda one: f"{whole(one.low_cents, currency)} – {whole(one.high_cents, currency)}",
                    width=170,
                    align="right",
                    sortable=False,
                ),
                _money("last_year", _("Brought last year"), lambda one: one.last_year_cents, currency),
                _chance(),
            ],
            parent,
        )
        self.table.show_what_fits(("cents", "alive", "between", "last_year"), stretch_least=150)

    def show_people(self, found: BackTest) -> None:
        self.sentence.setText(paragraph((best_in_words(found), _("Enter opens the card."))))
        self.show_rows(found.coming.best, _("Nobody is expected to bring anything."))


class SlippingCard(_PeopleCard):
    """Those whose chance to be a customer still has fallen, by what they would bring."""

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Who is slipping away"),
            _(
                "They used to bring much, and the chance that they still are customers has fallen. A call now is worth"
                " most here."
            ),
            [
                _name(),
                _money("stake", _("Would bring"), lambda one: one.at_stake_cents, currency, strong=True),
                Column(
                    "then",
                    _("Chance then"),
                    lambda one: "–" if one.then is None else chance(one.then),
                    width=120,
                    align="right",
                    descends_first=True,
                    order=lambda one: one.then or 0.0,
                ),
                _chance(),
                Column(
                    "last",
                    _("Last purchase"),
                    lambda one: format_day(one.last_on),
                    width=130,
                    order=lambda one: one.last_on,
                ),
            ],
            parent,
        )
        self.table.show_what_fits(("stake", "alive", "last", "then"), stretch_least=150)

    def show_people(self, found: BackTest) -> None:
        self.show_rows(found.coming.slipping, "")


def _name() -> Column[Promise]:
    return Column("name", _("Customer"), lambda one: one.name, stretch=True, strong=True)


def _chance() -> Column[Promise]:
    return Column(
        "alive",
        _("Still a customer"),
        lambda one: one.chance,
        width=120,
        align="right",
        descends_first=True,
        order=lambda one: one.alive,
    )


def _money(
    key: str, title: str, cents: Callable[[Promise], int], currency: str, *, strong: bool = False
) -> Column[Promise]:
    return number_column(key, title, cents, lambda amount: whole(amount, currency), width=150, strong=strong)
