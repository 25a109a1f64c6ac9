"""What everybody is worth, for other programs and on lines of text, whoever brings most first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from model.classes.in_words import why_and_lift
from model.money import format_rough_money, format_round_money
from model.value import in_words
from model.value.margins import Source
from model.value.whole_book_words import rough_in_words, whole_book_in_words
from resources.i18n import _

if TYPE_CHECKING:
    from model.classes.classifying import Classification
    from model.store import Store
    from model.value.appraisal import Appraisal
    from model.value.worth import Worth

_KEYS = (
    "sold_cents",
    "returned_cents",
    "known_cents",
    "estimated_cents",
    "complaints_cents",
    "gifts_cents",
    "goodwill_cents",
    "forecast_cents",
    "pace_cents",
    "stars_cents",
    "need_cents",
    "at_stake_cents",
    "buying_days",
    "purchases",
    "margin",
    "share_percent",
    "gone",
    "rough",
    "is_revenue",
)
"""What of a worth is told as it stands, beside what comes first."""


def in_order(appraisal: Appraisal, most: int | None = None) -> list[Worth]:
    """Everybody, or the first ``most``: whoever brings most first, then whoever might; of the same by the id."""
    order = np.lexsort((appraisal.customer_ids, -appraisal.potential_cents, -appraisal.current_cents))[:most]
    return [
        worth for row in order if (worth := appraisal.worth(int(appraisal.customer_ids[row]))) is not None
    ]


def as_values(
    store: Store,
    appraisal: Appraisal,
    classification: Classification,
    currency: str,
    connectors: dict[int, int],
    most: int | None = None,
) -> list[dict[str, Any]]:
    """An object for each customer, or for the ``most`` who bring most, for JSON: whole cents, days as ISO text."""
    people = _people(store)
    found = []
    for worth in in_order(appraisal, most):
        code, name = people.get(worth.customer_id, ("", ""))
        why, lift = why_and_lift(worth, classification, currency)
        found.append(
            {
                "customer_id": worth.customer_id,
                "code": code,
                "name": name,
                "class": str(classification.class_of(worth.customer_id)),
                "current_cents": worth.current_cents,
                "potential_cents": worth.potential_cents,
                "low": worth.low_cents,
                "high": worth.high_cents,
                "alive": worth.alive,
                "rhythm_days": worth.rhythm_days,
                "why": why,
                "lift": lift,
                "first_on": worth.first_on and worth.first_on.isoformat(),
                "last_on": worth.last_on and worth.last_on.isoformat(),
                "brought": connectors.get(worth.customer_id, 0),
                **{key: getattr(worth, key) for key in _KEYS},
            }
        )
    return found


def in_lines(
    store: Store, appraisal: Appraisal, classification: Classification, currency: str, most: int | None = None
) -> Iterator[str]:
    """The whole book in a sentence, then a table of everybody, or of the ``most`` who bring most."""
    is_revenue = appraisal.basis.margins.source is Source.REVENUE
    yield whole_book_in_words(appraisal.whole, currency, is_revenue=is_revenue)
    if appraisal.rough and appraisal.whole.customers:
        yield rough_in_words()
    if appraisal.margin_words:
        yield appraisal.margin_words
    people = _people(store)
    rows = [
        (
            format_round_money(worth.current_cents, currency),
            format_rough_money(worth.potential_cents, currency),
            in_words.range_of(worth, currency),
            in_words.alive(worth),
            "" if worth.rhythm_days is None else str(max(1, round(worth.rhythm_days))),
            classification.class_of(worth.customer_id).label,
            people.get(worth.customer_id, ("", ""))[1],
        )
        for worth in in_order(appraisal, most)
    ]
    if rows:
        yield ""
        yield from _table(
            (_("Brings"), _("May bring"), _("Between"), _("Still comes"), _("Days"), _("Class"), _("Name")),
            rows,
        )


def _people(store: Store) -> dict[int, tuple[str, str]]:
    """Code and name of everybody, by id."""
    return {one: (code, name) for one, code, name in store.tuples("SELECT id, code, name FROM customer")}


_NUMBERS = 5
"""columns that end where they end; the others begin where they begin"""


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(_width(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    for row in (heads, *rows):
        cells = []
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - _width(cell))
            cells.append(space + cell if column < _NUMBERS else cell + space)
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
