"""The models fitted to what the book says and to nothing else, beside what came afterwards.

This is plain maximum likelihood, as in the papers: no opinion held beforehand, however small the book. What customers
are worth is told by ``forecast.fit_book``, which is fair to small books; this is for whoever wants to check.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from model.currencies import decimals
from model.days_in_words import format_day
from model.errors import BookError
from model.store import Store
from model.value import bg_nbd, gamma_gamma
from model.value.arrays import Ints
from model.value.bg_nbd import BgNbd, Doubt
from model.value.buying import Buying, read_buying
from model.value.gamma_gamma import GammaGamma
from model.value.nobody_yet import nobody_yet
from resources.i18n import _, ngettext

OFTEN = 7
"""Whoever came back so many times or more stands in one line."""


@dataclass(frozen=True)
class SoOften:
    """The customers who had come back ``repeats`` times; all who had more often too, where it is ``OFTEN``."""

    repeats: int
    customers: int
    expected: float
    actual: int


@dataclass(frozen=True)
class Holdout:
    """Buying days of the fitted customers from ``first`` to ``last``: expected, and those the book knows.

    ``known_until`` is the last day of any sale in the book: from the next one on nothing can have happened in it.
    """

    weeks: int
    first: date
    last: date
    known_until: date
    by_repeats: tuple[SoOften, ...]

    @property
    def expected(self) -> float:
        """Of all together."""
        return sum(row.expected for row in self.by_repeats)

    @property
    def actual(self) -> int:
        """Of all together."""
        return sum(row.actual for row in self.by_repeats)

    @property
    def is_known(self) -> bool:
        """Whether the book reaches into it at all; if not, every ``actual`` is 0 and means nothing."""
        return self.known_until >= self.first

    @property
    def is_whole(self) -> bool:
        """Whether the book reaches to the end of it."""
        return self.known_until >= self.last


@dataclass(frozen=True)
class PlainFit:
    """What was fitted as of ``on``. ``money`` is ``None`` where ``money_trouble`` says why; its ``v`` is in cents.

    ``uncosted_share`` of the customers' revenue is of lines whose cost is not known, and counts as it is.
    """

    on: date
    customers: int
    repeat_buyers: int
    buying: BgNbd
    money: GammaGamma | None
    money_trouble: str
    currency: str
    uncosted_share: float
    holdout: Holdout | None

    @property
    def v(self) -> float | None:
        """Of the money, in the currency's main unit."""
        return None if self.money is None else float(self.money.v) / 10 ** decimals(self.currency)

    @property
    def trouble(self) -> str:
        """Why the parameters of buying are not to be trusted; empty if they are."""
        return {
            None: "",
            Doubt.RUNS_AWAY: _(
                "These purchases cannot tell all four numbers: one of them only gets better the larger or smaller it"
                " is. What they forecast may still be right."
            ),
            Doubt.NOT_FOUND: _("No best numbers were found: those here are only near."),
        }[self.buying.doubt]


def plain_fit(store: Store, on: date, currency: str, weeks: int | None = None) -> PlainFit:
    """Fit the book as it was on ``on``; with ``weeks`` tell what was to be expected of so many after it.

    ``BookError`` if nobody had bought by then, or nobody had come back.
    """
    buying = read_buying(store, on)
    if not len(buying):
        raise BookError(nobody_yet(store, on))
    fitted = bg_nbd.fit(buying.repeats, buying.recency, buying.age)
    if fitted.doubt is Doubt.ONE_DAY:
        raise BookError(
            _(
                "All who had bought by {day} did so for the first time on that day: nothing can be told from it yet."
            ).format(day=format_day(on))
        )
    if fitted.doubt is Doubt.NOBODY_CAME_BACK:
        raise BookError(
            _("Nobody had come back by {day}: how often customers buy cannot be told from it.").format(
                day=format_day(on)
            )
        )
    money, trouble = _money(buying)
    sold = int(buying.sold_cents.sum())
    return PlainFit(
        on,
        len(buying),
        int((buying.repeats > 0).sum()),
        fitted,
        money,
        trouble,
        currency,
        float(buying.uncosted_cents.sum()) / sold if sold > 0 else 0.0,
        None if weeks is None else _held_out(store, buying, fitted, weeks),
    )


def _money(buying: Buying) -> tuple[GammaGamma | None, str]:
    """What the buying days after the first bring: profit where the cost is known, revenue where it is not."""
    mean = buying.repeat_mean_profit_cents
    paying = int((mean > 0).sum())
    if paying < gamma_gamma.LEAST_CUSTOMERS:
        return None, ngettext(
            "Only {n} customer came back and brought money: how much a purchase brings cannot be fitted.",
            "Only {n} customers came back and brought money: how much a purchase brings cannot be fitted.",
            paying,
        ).format(n=paying)
    fitted = gamma_gamma.fit(buying.repeats, mean)
    if fitted is None or not fitted.converged:
        return None, _(
            "How much a purchase brings cannot be fitted: the amounts of the customers are too much alike, or too"
            " little, for this model."
        )
    return fitted, ""


def _held_out(store: Store, buying: Buying, fitted: BgNbd, weeks: int) -> Holdout:
    first, last = buying.on + timedelta(days=1), buying.on + timedelta(weeks=weeks)
    expected = fitted.expected(weeks, buying.repeats, buying.recency, buying.age)
    actual = _buying_days(store, buying.customer_ids, first, last)
    groups = np.minimum(buying.repeats, OFTEN)
    rows = []
    for repeats in range(int(groups.max()) + 1):
        of = groups == repeats
        rows.append(SoOften(repeats, int(of.sum()), float(expected[of].sum()), int(actual[of].sum())))
    known_until = date.fromisoformat(store.value("SELECT max(bought_on) FROM purchase"))
    return Holdout(weeks, first, last, known_until, tuple(rows))


def _buying_days(store: Store, customer_ids: Ints, first: date, last: date) -> Ints:
    """On how many days from ``first`` to ``last`` each of these customers bought."""
    days = np.zeros(len(customer_ids), dtype=np.int64)
    place = {customer_id: row for row, customer_id in enumerate(customer_ids.tolist())}
    for customer_id, count in store.tuples(_BUYING_DAYS, first=first.isoformat(), last=last.isoformat()):
        if customer_id in place:
            days[place[customer_id]] = count
    return days


_BUYING_DAYS = (
    "SELECT customer_id, count(DISTINCT bought_on) FROM purchase WHERE kind = 'sale' AND customer_id IS NOT NULL"
    " AND bought_on BETWEEN :first AND :last GROUP BY customer_id"
)
