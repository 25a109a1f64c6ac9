"""The models on the command line: fitted by plain maximum likelihood, and held against what came."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from main import main
from model.book import Book
from model.shop import Shop
from tests.makers import A_DAY, add_customer, add_sale, make_book
from tests.model.value.chance_shop import chance_shop

CDNOW = Path(__file__).parents[2] / "shared" / "data" / "cdnow" / "CDNOW_sample.txt"
real_data = pytest.mark.skipif(not CDNOW.exists(), reason="the real data is not on this machine")

CALIBRATED = date(1997, 9, 30)


def fitted(capsys: pytest.CaptureFixture[str], path: Path, *options: object) -> Any:
    assert main(["fit", str(path), "--json", *map(str, options)]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], path: Path, *options: object) -> str:
    assert main(["fit", str(path), *map(str, options)]) == 1
    said = capsys.readouterr()
    assert not said.out
    return said.err


def import_sales(path: Path, sales: list[tuple[str, date, str]], currency: str = "USD") -> Path:
    """A book of sales as (customer number, day, amount), brought in by the program itself."""
    table = path.with_suffix(".csv")
    lines = [
        "Customer number,Date,Amount",
        *(f"{who},{on.isoformat()},{amount}" for who, on, amount in sales),
    ]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    Book.create(path, Shop(name="Records", currency=currency, region="US")).close()
    assert main(["import", str(path), str(table), "--kind", "purchases"]) == 0
    return path


@pytest.fixture(scope="module")
def cdnow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real online shop of 1997: the classic test of these models, as a book."""
    sales = []
    for line in CDNOW.read_text(encoding="ascii").splitlines():
        _in_master, customer, day, _discs, dollars = line.split()
        sales.append((customer, date.fromisoformat(day), dollars))
    return import_sales(tmp_path_factory.mktemp("cdnow") / "cdnow.regulars", sales)


@real_data
def test_the_real_shop_comes_in_whole(cdnow: Path) -> None:
    with Book.open(cdnow) as book:
        assert book.store.value("SELECT count(*) FROM customer") == 2357
        assert book.store.value("SELECT min(code) FROM customer") == "0001"
        assert book.store.value("SELECT count(*) FROM purchase_line WHERE amount_cents = 0") == 8


@real_data
def test_the_real_shop_is_fitted_as_it_was_published(cdnow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fader, Hardie, Lee (2005): how often; Fader, Hardie (2013): how much."""
    found = fitted(capsys, cdnow, "--on", CALIBRATED)
    assert (found["customers"], found["repeat_buyers"]) == (2357, 946)
    for name, published in {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}.items():
        assert found[name] == pytest.approx(published, abs=0.001), name
    assert found["log_likelihood"] == pytest.approx(-9582.4, abs=0.05)
    for name, published in {"p": 6.25, "q": 3.74, "v": 15.44}.items():
        assert found[name] == pytest.approx(published, rel=0.01), name
    assert found["notes"] == []
    assert found["uncosted_share"] == 1


@real_data
def test_the_real_shop_buys_about_as_was_expected(cdnow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held_out = fitted(capsys, cdnow, "--on", CALIBRATED, "--weeks", 39)["holdout"]
    assert (held_out["from"], held_out["to"]) == ("1997-10-01", "1998-06-30")
    assert held_out["actual"] == 1882
    assert held_out["expected"] == pytest.approx(1882, rel=0.15)
    assert [group["repeats"] for group in held_out["by_repeats"]] == [0, 1, 2, 3, 4, 5, 6, "7+"]
    for kind in ("expected", "actual"):
        assert sum(group[kind] for group in held_out["by_repeats"]) == pytest.approx(held_out[kind])
    for group in held_out["by_repeats"]:
        assert group["expected"] == pytest.approx(group["actual"], rel=0.26)


@real_data
def test_in_the_real_shop_what_is_held_beforehand_does_not_show(
    cdnow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from model.value import gamma_gamma
    from model.value.buying import read_buying
    from model.value.forecast import fit_book

    plain = fitted(capsys, cdnow, "--on", "1998-06-30")
    with Book.open(cdnow) as book:
        buying = read_buying(book.store, date(1998, 6, 30))
    model = fit_book(buying)
    assert model.bg_nbd is not None
    for name in ("r", "alpha", "a", "b"):
        assert getattr(model.bg_nbd, name) == pytest.approx(plain[name], rel=0.01), name
    # What a customer is worth counts the money of the first day too, which the papers leave out.
    money = gamma_gamma.fit(buying.repeats + 1, buying.mean_cents)
    assert money is not None
    assert model.gamma_gamma.p == pytest.approx(money.p, rel=0.01)
    assert model.gamma_gamma.q == pytest.approx(money.q, rel=0.01)


def test_the_published_customer_is_expected_as_published() -> None:
    """Twice back, last in week 30.43, watched for 38.86 weeks."""
    from model.value.bg_nbd import BgNbd

    model = BgNbd(0.243, 4.414, 0.793, 2.426, -9582.4)
    expected = model.expected(39, np.array([2]), np.array([30.43]), np.array([38.86]))
    assert expected[0] == pytest.approx(1.226, abs=0.0005)


TRUE = {"r": 0.9, "alpha": 9.0, "a": 0.7, "b": 2.5, "p": 6.0, "q": 4.0, "v": 150.0}


@pytest.fixture(scope="module")
def chance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose customers do exactly as the models say, known for two years; what came then is in it too."""
    shop = chance_shop(1500, **{**TRUE, "v": 15000.0}, seed=11)
    order = np.random.default_rng(12)
    sales = []
    for customer in range(len(shop.repeats)):
        age, last = round(shop.age[customer] * 7), round(shop.recency[customer] * 7)
        between = order.choice(np.arange(1, max(last, 2)), max(int(shop.repeats[customer]) - 1, 0))
        known = [0, *sorted(map(int, between)), *([max(last, 1)] if shop.repeats[customer] else [])]
        coming = order.choice(np.arange(1, 366), int(shop.coming_days[customer]))
        days = [A_DAY - timedelta(days=age - number) for number in known]
        days += [A_DAY + timedelta(days=int(number)) for number in coming]
        cents = max(round(shop.mean_cents[customer]), 1)
        sales += [(f"{customer:05}", day, f"{cents / 100:.2f}") for day in sorted(set(days))]
    return import_sales(tmp_path_factory.mktemp("chance") / "chance.regulars", sales)


def test_a_shop_of_chance_is_found_again(chance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = fitted(capsys, chance, "--on", A_DAY, "--weeks", 52)
    assert found["customers"] == 1500
    for name, true in TRUE.items():
        # Two standard deviations of the least certain of them (a and b) are about a half.
        assert found[name] == pytest.approx(true, rel=0.5 if name in "ab" else 0.3), name
    held_out = found["holdout"]
    assert held_out["actual"] > 1000
    assert held_out["expected"] == pytest.approx(held_out["actual"], rel=0.1)
    assert found["notes"] == []


def test_people_read_a_small_table(chance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fit", str(chance), "--on", A_DAY.isoformat(), "--weeks", "52"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("1500 customers had bought by 12 Mar 2026; ")
    assert "How often they buy, in weeks (BG/NBD)" in said
    assert "How much a purchase brings, in USD (Gamma-Gamma)" in said
    assert "revenue: no cost is known" in "\n".join(said)
    table = said[said.index("Purchases in the 52 weeks from 13 Mar 2026 to 11 Mar 2027") + 1 :]
    assert [line.split()[0] for line in table] == ["came", "0", "1", "2", "3", "4", "5", "6", "7+", "all"]
    assert len({len(line) for line in table}) == 1


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Book]:
    """Anna comes every week, Ben every other, Cleo came once."""
    with make_book(tmp_path) as book:
        for name, every, times in (("Anna", 7, 8), ("Ben", 14, 4), ("Cleo", 1, 1)):
            customer = add_customer(book, name)
            for number in range(times):
                add_sale(book, customer, A_DAY + timedelta(days=every * number), 1000 + 10 * number)
        yield book


def test_where_money_cannot_be_fitted_the_rest_is(small: Book, capsys: pytest.CaptureFixture[str]) -> None:
    found = fitted(capsys, small.path, "--on", "2026-05-20")
    assert (found["p"], found["q"], found["v"]) == (None, None, None)
    assert "Only 2 customers came back and brought money" in "".join(found["notes"])
    assert np.isfinite([found["r"], found["alpha"], found["a"], found["b"], found["log_likelihood"]]).all()
    assert main(["fit", str(small.path), "--on", "2026-05-20"]) == 0
    assert "Only 2 customers came back and brought money" in capsys.readouterr().out


def test_money_is_profit_where_the_cost_is_known(small: Book, capsys: pytest.CaptureFixture[str]) -> None:
    for number, name in enumerate(("Dan", "Eve", "Finn", "Gil", "Hal", "Ida")):
        customer = add_customer(small, name)
        for week in range(number + 2):
            add_sale(
                small, customer, A_DAY + timedelta(days=7 * week), 4100 + 900 * number * (week % 3), cost=4000
            )
    found = fitted(capsys, small.path, "--on", "2026-05-20")
    assert found["money_customers"] == 8
    assert 0 < found["uncosted_share"] < 1
    assert main(["fit", str(small.path), "--on", "2026-05-20"]) == 0
    assert "profit, and revenue where no cost is known" in capsys.readouterr().out


def test_a_book_that_ends_too_early_says_what_is_not_known(
    small: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    half = fitted(capsys, small.path, "--on", "2026-04-10", "--weeks", 52)
    assert half["holdout"]["actual"] == 4  # three weeks of Anna, one of Ben's
    assert (
        half["notes"][-1]
        == "The last sale in the book is of 30 Apr 2026: what was bought after it is not known."
    )
    nothing = fitted(capsys, small.path, "--on", "2026-05-20", "--weeks", 4)
    assert nothing["holdout"]["actual"] is None
    assert {group["actual"] for group in nothing["holdout"]["by_repeats"]} == {None}
    assert nothing["holdout"]["expected"] > 0


def test_what_cannot_be_fitted_is_refused_in_a_sentence(
    small: Book, capsys: pytest.CaptureFixture[str]
) -> None:
    path = small.path
    assert "the first sale to a customer was on 12 Mar 2026" in refused(capsys, path, "--on", "2026-03-11")
    assert "for the first time on that day" in refused(capsys, path, "--on", "2026-03-12")
    assert "Nobody had come back by 15 Mar 2026" in refused(capsys, path, "--on", "2026-03-15")


def test_an_empty_book_is_refused_in_a_sentence(book: Book, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No customer in this book has bought anything yet." in refused(capsys, book.path, "--on", A_DAY)
