"""The first line of the overview: what this shop's customers are worth, and what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.value.whole_book_words import rough_in_words, whole_book_in_sentences
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel

if TYPE_CHECKING:
    from model.value.whole_book import WholeBook


class WorthCard(Card):
    """One sentence with its bounds, how it was reckoned, and at most three sentences of what stands out."""

    def __init__(self, currency: str) -> None:
        super().__init__(_("What your customers are worth"))
        self._currency = currency
        self.worth = PlainLabel(kind="heading", wrap=True, selectable=True)
        self.further = PlainLabel(wrap=True, selectable=True)
        self.reckoned = PlainLabel(kind="small", tone="muted", wrap=True)
        self.stands_out = PlainLabel(_("What stands out"), kind="strong")
        self.outstanding = PlainLabel(wrap=True, selectable=True)
        self.add(self.worth, self.further, self.reckoned)
        self.body.addSpacing(theme.TIGHT)
        self.add(self.stands_out, self.outstanding)

    def show_worth(
        self,
        whole: WholeBook,
        outstanding: Sequence[str],
        margin_words: str,
        *,
        is_revenue: bool,
        early: bool,
    ) -> None:
        """``early``: the book is too young for anything to be unusual."""
        first, *others = whole_book_in_sentences(whole, self._currency, is_revenue=is_revenue)
        self.worth.setText(first)
        self.further.setText(paragraph(others))
        self.further.setVisible(bool(others))
        self.reckoned.setText(paragraph([*_reckoned(whole), margin_words]))
        self.outstanding.setText(
            "\n".join(f"• {sentence}" for sentence in outstanding) or _("Nothing unusual in the last months.")
        )
        for label in (self.stands_out, self.outstanding):
            label.setVisible(bool(outstanding) or not early)


def _reckoned(whole: WholeBook) -> list[str]:
    """Of whom, and how sure it is: a few sentences."""
    of_whom = ngettext(
        "Reckoned from what {n} customer who has not left bought so far.",
        "Reckoned from what {n} customers who have not left bought so far.",
        whole.customers,
    ).format(n=f"{whole.customers:,}")
    rough = rough_in_words() if whole.rough else ""
    trust = _("How far such forecasts came true is told under Forecast.")
    return [of_whom, _("Customers who are yet to come are not counted."), rough, trust]
