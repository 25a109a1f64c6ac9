"""The models of value: fitted beside lifetimes, the usual library, and used on a whole book beside reading its facts.

    .venv/bin/python tests/benchmarks/make_big_book.py big.regulars
    .venv/bin/python -m pip install --group benchmarks
    .venv/bin/python tests/benchmarks/bench_fit.py big.regulars

Both fit the same simulated shops, as many customers as the classic test has and as many as the big book. The floor of
the second part adds up, in SQL and from the covering index, what each customer bought, and makes nothing of it. Without
lifetimes the first part is left out.
"""

import sys
import warnings
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from model.book import Book
from model.store import Store
from model.value import bg_nbd
from model.value.buying import read_buying
from model.value.forecast import fit_book
from tests.benchmarks.measure import book_named, in_turns
from tests.model.value.chance_shop import ChanceShop, chance_shop

FEW, MANY = 2_357, 100_000
GOAL_FEW, GOAL_MANY, GOAL_READ, GOAL_WHOLE = 1 / 5, 1 / 3, 2, 3


def read_the_facts(store: Store) -> int:
    """The bare sums of each customer."""
    return len(
        list(
            store.tuples(
                "SELECT customer_id, min(bought_on), max(bought_on), sum(amount_cents), sum(cost_cents) FROM purchase"
                " WHERE customer_id IS NOT NULL GROUP BY customer_id"
            )
        )
    )


def forecast_of_all(store: Store, on: date) -> float:
    """Everything that tells what everybody will buy."""
    buying = read_buying(store, on)
    return fit_book(buying).forecast(buying).total().expected_cents


def beside_lifetimes(shop: ChanceShop, goal: float) -> None:
    """Fit one shop both ways, in turns, and print how far the answers are apart."""
    from lifetimes import BetaGeoFitter

    x, recency, age = shop.repeats, shop.recency, shop.age
    in_turns(
        f"fit of {len(x):,} customers beside lifetimes",
        goal,
        lambda: BetaGeoFitter().fit(x, recency, age),
        lambda: bg_nbd.fit(x, recency, age),
        rounds=5,
    )
    ours, params = bg_nbd.fit(x, recency, age), BetaGeoFitter().fit(x, recency, age).params_
    theirs = np.array([params[name] for name in ("r", "alpha", "a", "b")], dtype=np.float64)
    apart = np.abs(np.exp(ours.place) - theirs).max()
    log_likelihood = -bg_nbd.Likelihood(x, recency, age)(np.log(theirs))[0]
    better = ours.log_likelihood - log_likelihood
    print(f"    parameters {apart:.6f} apart, our log-likelihood {better:+.6f} beside theirs")


def main() -> None:
    try:
        import lifetimes  # noqa: F401
    except ImportError:
        print("lifetimes is not installed: nothing to hold the fit against")
    else:
        warnings.simplefilter("ignore")
        beside_lifetimes(chance_shop(FEW, r=0.25, alpha=4.5, a=0.8, b=2.5, weeks=39), GOAL_FEW)
        beside_lifetimes(chance_shop(MANY, r=0.6, alpha=7.0, a=0.9, b=2.7, weeks=520), GOAL_MANY)
    with Book.open(book_named()) as book:
        store = book.store
        on = date.fromisoformat(store.value("SELECT max(bought_on) FROM purchase"))
        facts = partial(read_the_facts, store)
        in_turns("buying of everybody, read", GOAL_READ, facts, lambda: read_buying(store, on), rounds=5)
        in_turns("read, fitted and forecast", GOAL_WHOLE, facts, lambda: forecast_of_all(store, on), rounds=5)


if __name__ == "__main__":
    main()
