"""The rhythms of one customer: of coming, of each category, and of everything they buy again.

They are those by which visits are planned. A customer *comes* every so many days: the mean between all buying days
(``model.planning.rhythm`` says why the mean). They *buy something* every so many days: the mean of the buying days of
that very thing in the year up to the last one, from three of them on (``model.planning.stock``); of what is bought more
rarely than that, of all its buying days, from the third on. Before the third, goods last as long as the owner says, and
where nobody said so as long as is usual of others (``model.rhythms.usual``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from model.frozen import Frozen
from model.planning.looked_up import came_back
from model.planning.rhythm import LEAST_BUYING_DAYS, LOST_PERCENT
from model.planning.stock import how_long
from model.store import Store

LATE_PERCENT = 150
"""Away for more than so many hundredths of a rhythm is late."""


class Usual(NamedTuple):
    """After how many days goods are usually bought again: half of those who do so do it by then. ``early_days`` and
    ``late_days``: a quarter sooner, a quarter later. ``people`` is how many bought again."""

    days: int
    early_days: int
    late_days: int
    people: int


class Rhythm(Frozen):
    """How often a customer buys one thing, or comes at all (``name`` is then empty).

    ``own_days`` is ``None`` before the third buying day, ``stated_days`` where the owner says nothing of the product;
    so many packs at once last so many times as long. ``on`` is the day of asking.
    """

    on: date
    name: str = ""
    within: str = ""
    """The category of a sub-category."""
    product_id: int | None = None
    buying_days: int
    first_on: date
    last_on: date
    own_days: float | None = None
    stated_days: int | None = None

    @property
    def away_days(self) -> int:
        """Days since the last time."""
        return (self.on - self.last_on).days

    def days(self, usual: Usual | None = None) -> float | None:
        """After how many days the next time may be looked for; ``None`` if nobody can say."""
        if self.own_days is not None:
            return self.own_days
        return self.stated_days or (usual.days if usual else None)

    def is_late(self, usual: Usual | None = None) -> bool:
        """Whether it has been far longer than that, and not so long that they must have given it up."""
        return self._beyond(LATE_PERCENT, usual) and not self.is_given_up(usual)

    def is_given_up(self, usual: Usual | None = None) -> bool:
        """Whether it has been so long that nobody would wait for it any more."""
        return self._beyond(LOST_PERCENT, usual)

    def _beyond(self, percent: int, usual: Usual | None) -> bool:
        days = self.days(usual)
        return days is not None and 100 * self.away_days > percent * days


class Rhythms(Frozen):
    """All rhythms of one customer. ``shop`` is ``None`` for who never bought; categories with the sub-categories of
    each below it, products by name."""

    shop: Rhythm | None
    by_category: tuple[Rhythm, ...]
    by_product: tuple[Rhythm, ...]


class _Line(NamedTuple):
    """Begins as the lines of ``model.planning.stock`` do."""

    line_id: int
    customer_id: int
    product_id: int | None
    purchase_id: int
    bought_on: str
    quantity_thousandths: int
    name: str
    category: str
    sub_category: str
    repurchase_days: int | None


def of_customer(store: Store, customer_id: int, on: date) -> Rhythms:
    """The rhythms of one customer up to the day ``on``. What came back was not bought."""
    lines = [_Line(*row) for row in store.tuples(_LINES, customer=customer_id, day=on.isoformat())]
    if store.value(_BROUGHT_BACK, customer=customer_id, day=on.isoformat()):
        gone = came_back(store, (line.line_id for line in lines), on)
        lines = [line for line in lines if line.line_id not in gone]
    products: dict[object, list[_Line]] = {}
    categories: dict[tuple[str, str], list[_Line]] = {}
    for line in lines:
        # What names no product is told apart by its words.
        products.setdefault(line.product_id or line.name.casefold(), []).append(line)
        if line.category:
            categories.setdefault((line.category, ""), []).append(line)
            if line.sub_category:
                categories.setdefault((line.category, line.sub_category), []).append(line)
    return Rhythms(
        shop=_of_shop(store, customer_id, on),
        by_category=tuple(
            _rhythm(on, some, name=sub_category or category, within=category if sub_category else "")
            for (category, sub_category), some in sorted(categories.items())
        ),
        by_product=tuple(
            sorted(
                (
                    _rhythm(on, some, name=some[-1].name, product_id=some[-1].product_id)
                    for some in products.values()
                    if some[-1].name
                ),
                key=lambda one: (one.name.casefold(), one.product_id or 0),
            )
        ),
    )


def _of_shop(store: Store, customer_id: int, on: date) -> Rhythm | None:
    row = store.row(
        "SELECT count(DISTINCT bought_on) AS days, min(bought_on) AS first_on, max(bought_on) AS last_on FROM purchase"
        " WHERE customer_id = :customer AND kind = 'sale' AND bought_on <= :day",
        customer=customer_id,
        day=on.isoformat(),
    )
    if row is None or not row["days"]:
        return None
    first_on, last_on = date.fromisoformat(row["first_on"]), date.fromisoformat(row["last_on"])
    return Rhythm(
        on=on,
        buying_days=row["days"],
        first_on=first_on,
        last_on=last_on,
        own_days=_mean(row["days"], first_on, last_on),
    )


def _rhythm(on: date, lines: list[_Line], **named: Any) -> Rhythm:
    """Of lines in the order of their days."""
    days = sorted({line.bought_on for line in lines})
    first_on, last_on = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    lasts = how_long(lines, lines[-1].repurchase_days if "product_id" in named else None)  # type: ignore[arg-type]
    lately = lasts.days if lasts is not None and lasts.is_own else None
    return Rhythm(
        on=on,
        buying_days=len(days),
        first_on=first_on,
        last_on=last_on,
        own_days=lately if lately is not None else _mean(len(days), first_on, last_on),
        stated_days=lasts.days if lasts is not None and not lasts.is_own else None,
        **named,
    )


def _mean(buying_days: int, first_on: date, last_on: date) -> float | None:
    if buying_days < LEAST_BUYING_DAYS:
        return None
    return (last_on - first_on).days / (buying_days - 1)


_LINES = (
    "SELECT l.id, p.customer_id, l.product_id, p.id, p.bought_on, l.quantity_thousandths,"
    " trim(coalesce(d.name, l.text)), coalesce(d.category, ''), coalesce(d.sub_category, ''), d.repurchase_days"
    " FROM purchase AS p CROSS JOIN purchase_line AS l ON l.purchase_id = p.id"
    " LEFT JOIN product AS d ON d.id = l.product_id"
    " WHERE p.customer_id = :customer AND p.bought_on <= :day AND p.kind = 'sale' AND l.quantity_thousandths > 0"
    " ORDER BY p.bought_on, p.id, l.id"
)

_BROUGHT_BACK = (
    "SELECT 1 FROM purchase WHERE customer_id = :customer AND kind = 'return' AND bought_on <= :day LIMIT 1"
)


def late_first(rhythms: Iterable[Rhythm], usual: Mapping[int | None, Usual]) -> list[Rhythm]:
    """Those of which somebody can say how often they return, the latest of them first; then what was given up, and last
    what nobody can judge, what was bought last first."""

    def order(one: Rhythm) -> tuple[object, ...]:
        its = usual.get(one.product_id)
        days = one.days(its)
        if days is None:
            return 2, one.away_days, one.name
        return int(one.is_given_up(its)), -one.away_days / max(days, 1), one.name

    return sorted(rhythms, key=order)
