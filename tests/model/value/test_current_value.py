"""What customers bring now: every part, the margins where no cost is known, and what never lowers it."""

import dataclasses
from datetime import date, timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from model.book import Book
from model.complaints import Complaint, ComplaintStatus
from model.gifts import Gift, GiftKind
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.value.current import CurrentValues, read_current
from model.value.margins import Margins, Source, read_margins
from tests.makers import FreshBook, add_customer, add_sale

TODAY = date(2026, 3, 12)

History = dict[str, list[Any]]


def read(book: Book, on: date = TODAY) -> CurrentValues:
    return read_current(book.store, on, read_margins(book.store, on))


def current_of(book: Book, customer: int, on: date = TODAY) -> int:
    values = read(book, on)
    return int(values.current[list(values.customer_ids).index(customer)])


def sell(book: Book, customer: int | None, *lines: PurchaseLine, on: date = TODAY) -> Purchase:
    with book.edit("Recorded a sale"):
        return book.purchases.save(Purchase(customer_id=customer, bought_on=on), lines)


def add_product(book: Book, category: str) -> int:
    with book.edit("Added a product"):
        return book.products.insert(Product(name=f"Goods of {category}", category=category)).id


def give(book: Book, customer: int, kind: GiftKind, cents: int, on: date = TODAY) -> None:
    with book.edit("Gave something"):
        book.gifts.insert(Gift(customer_id=customer, kind=kind, given_on=on, cost_cents=cents))


def complain(book: Book, customer: int, cents: int | None, said: date, closed: date | None = None) -> None:
    status = ComplaintStatus.CLOSED if closed else ComplaintStatus.OPEN
    with book.edit("Wrote down a complaint"):
        book.complaints.insert(
            Complaint(customer_id=customer, said_on=said, closed_on=closed, status=status, cost_cents=cents)
        )


# the parts


def test_what_was_spent_on_keeping_a_customer_is_taken_off_their_profit(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, TODAY, 10_000, cost=6_000)
    complain(book, anna, 500, TODAY - timedelta(days=20), TODAY - timedelta(days=10))
    give(book, anna, GiftKind.GIFT, 200)
    give(book, anna, GiftKind.GOODWILL, 100)
    values = read(book)
    parts = {
        name: int(getattr(values, name)[0])
        for name in ("sold", "returned", "known", "estimated", "complaints", "gifts", "goodwill", "current")
    }
    assert parts == {
        "sold": 10_000,
        "returned": 0,
        "known": 4_000,
        "estimated": 0,
        "complaints": 500,
        "gifts": 200,
        "goodwill": 100,
        "current": 3_200,
    }


def test_who_never_bought_is_worth_nothing_yet_and_stands_with_the_others(book: Book) -> None:
    anna, ben = add_customer(book), add_customer(book, "Ben Brown")
    add_sale(book, ben, TODAY, 1_000, cost=400)
    values = read(book)
    assert list(values.customer_ids) == sorted([anna, ben])
    assert current_of(book, anna) == 0
    assert current_of(book, ben) == 600


def test_the_year_ends_with_the_day_and_begins_364_days_before_it(book: Book) -> None:
    anna = add_customer(book)
    for days, amount in ((0, 1), (364, 10), (365, 100), (-1, 1_000)):
        add_sale(book, anna, TODAY - timedelta(days=days), amount, cost=0)
    give(book, anna, GiftKind.GIFT, 3, TODAY - timedelta(days=364))
    give(book, anna, GiftKind.GIFT, 4, TODAY - timedelta(days=365))
    assert current_of(book, anna) == 11 - 3


def test_a_complaint_costs_on_the_day_it_was_closed_else_on_the_day_it_was_said(book: Book) -> None:
    anna = add_customer(book)
    long_ago = TODAY - timedelta(days=380)
    complain(book, anna, 7, long_ago, TODAY - timedelta(days=300))
    complain(book, anna, 50, long_ago)
    complain(book, anna, 900, TODAY)
    complain(book, anna, None, TODAY)
    assert current_of(book, anna) == -907


def test_bringing_everything_back_leaves_nothing(book: Book) -> None:
    anna, ben = add_customer(book), add_customer(book, "Ben Brown")
    tea = add_product(book, "Tea")
    sell(book, ben, PurchaseLine(product_id=tea, amount_cents=1_000, cost_cents=370))
    sold = sell(
        book,
        anna,
        PurchaseLine(product_id=tea, amount_cents=333, quantity_thousandths=3_000),
        PurchaseLine(text="Pot", amount_cents=1_001),
        PurchaseLine(text="Cup", amount_cents=501, cost_cents=200),
    )
    assert current_of(book, anna) != 0
    with book.edit("Took goods back"):
        lines = {line.id: line.quantity_thousandths for line in book.purchase_lines.of(sold.id)}
        book.purchases.return_goods(sold.id, lines, TODAY)
    values = read(book)
    row = list(values.customer_ids).index(anna)
    assert values.sold[row] == values.returned[row] == 1_835
    assert values.current[row] == values.known[row] == values.estimated[row] == 0


# the margins where no cost is known


def test_goods_without_a_cost_leave_what_others_of_their_category_leave(book: Book) -> None:
    anna = add_customer(book)
    tea, pots = add_product(book, "Tea"), add_product(book, "Pots")
    sell(book, None, PurchaseLine(product_id=tea, amount_cents=1_000, cost_cents=300))  # 70%
    sell(book, None, PurchaseLine(product_id=pots, amount_cents=3_000, cost_cents=2_700))  # 10%
    sell(book, anna, PurchaseLine(product_id=tea, amount_cents=200), on=TODAY)
    sell(book, anna, PurchaseLine(product_id=pots, amount_cents=200), on=TODAY)
    sell(book, anna, PurchaseLine(text="Something else", amount_cents=200), on=TODAY)  # the shop's 25%
    assert current_of(book, anna) == 140 + 20 + 50


def test_the_margin_is_of_what_was_kept_up_to_the_day(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, TODAY, 1_000, cost=400)
    add_sale(book, None, TODAY, 1_000, cost=900)
    back = add_sale(book, None, TODAY, 500, cost=0)
    with book.edit("Took goods back"):
        book.purchases.return_goods(back.id, {book.purchase_lines.of(back.id)[0].id: 1000}, TODAY)
    assert read_margins(book.store, TODAY).shop == 0.35
    # Of an earlier day the file keeps no figures: then the purchases are added up.
    add_sale(book, anna, TODAY + timedelta(days=1), 1_000, cost=1_000)
    assert read_margins(book.store, TODAY).shop == 0.35
    assert read_margins(book.store, TODAY + timedelta(days=1)).shop == 700 / 3_000


def test_where_no_cost_is_known_at_all_the_owner_s_guess_counts_and_it_is_said(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, TODAY, 1_000)
    margins = read_margins(book.store, TODAY)
    assert margins.source is Source.REVENUE
    assert current_of(book, anna) == 1_000
    assert "no cost is known" in margins.words
    with book.edit("Changed the settings of the shop"):
        book.shops.update(dataclasses.replace(book.shop, margin_percent=35))
    margins = read_margins(book.store, TODAY)
    assert margins.source is Source.OWNER
    assert current_of(book, anna) == 350
    assert "35%" in margins.words


def test_nothing_is_said_of_margins_where_every_cost_is_known(book: Book) -> None:
    add_sale(book, None, TODAY, 1_000, cost=400)
    assert read_margins(book.store, TODAY).words == ""
    add_sale(book, None, TODAY, 1_000)
    assert "60%" in read_margins(book.store, TODAY).words


# promises about any book

DAYS = st.integers(-30, 420).map(lambda days: TODAY - timedelta(days=days))
CENTS = st.integers(0, 50_000)
LINES = st.lists(
    st.tuples(st.sampled_from(["", "Tea", "Pots"]), CENTS, st.none() | st.integers(0, 60_000)),
    min_size=1,
    max_size=3,
)
HISTORIES = st.fixed_dictionaries(
    {
        "sales": st.lists(st.tuples(DAYS, LINES, st.booleans()), max_size=6),
        "gifts": st.lists(st.tuples(DAYS, st.sampled_from(GiftKind), CENTS), max_size=3),
        "complaints": st.lists(st.tuples(DAYS, CENTS), max_size=3),
    }
)
SLOWLY = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def write(book: Book, customer: int, history: History) -> dict[str, int | None]:
    """Store a history; the products of its categories."""
    products = {name: add_product(book, name) if name else None for name in ("", "Tea", "Pots")}
    for on, lines, comes_back in history["sales"]:
        sold = sell(book, customer, *(lines_of(products, lines)), on=on)
        if comes_back:
            with book.edit("Took goods back"):
                book.purchases.return_goods(
                    sold.id,
                    {line.id: line.quantity_thousandths for line in book.purchase_lines.of(sold.id)},
                    on,
                )
    for on, kind, cents in history["gifts"]:
        give(book, customer, kind, cents, on)
    for on, cents in history["complaints"]:
        complain(book, customer, cents, on)
    return products


def lines_of(products: dict[str, int | None], lines: list[tuple[str, int, int | None]]) -> list[PurchaseLine]:
    return [
        PurchaseLine(
            product_id=products[category], text=category or "Tea", amount_cents=amount, cost_cents=cost
        )
        for category, amount, cost in lines
    ]


@SLOWLY
@given(history=HISTORIES, other=HISTORIES)
def test_the_parts_add_up_and_are_those_of_the_lines_one_by_one(
    fresh_book: FreshBook,
    history: History,
    other: History,
) -> None:
    with fresh_book() as book:
        anna = add_customer(book)
        write(book, anna, history)
        write(book, add_customer(book, "Ben Brown"), other)
        margins = read_margins(book.store, TODAY)
        values = read(book)
        row = list(values.customer_ids).index(anna)
        within = [sale for sale in history["sales"] if 0 <= (TODAY - sale[0]).days <= 364]
        kept = [line for _on, lines, back in within if not back for line in lines]
        assert values.sold[row] == sum(amount for _on, lines, _back in within for _c, amount, _cost in lines)
        assert values.sold[row] - values.returned[row] == sum(amount for _c, amount, _cost in kept)
        assert values.known[row] == sum(amount - cost for _c, amount, cost in kept if cost is not None)
        estimated = sum(amount * margins.of(category) for category, amount, cost in kept if cost is None)
        assert abs(values.estimated[row] - estimated) <= 1.5  # half a cent a category
        for part, kind in ((values.gifts, GiftKind.GIFT), (values.goodwill, GiftKind.GOODWILL)):
            assert part[row] == sum(
                cents for on, of, cents in history["gifts"] if of is kind and 0 <= (TODAY - on).days <= 364
            )
        assert values.current[row] == (
            values.known[row]
            + values.estimated[row]
            - values.complaints[row]
            - values.gifts[row]
            - values.goodwill[row]
        )


@SLOWLY
@given(history=HISTORIES, more=LINES, on=DAYS)
def test_one_more_purchase_that_leaves_no_loss_never_lowers_the_value(
    fresh_book: FreshBook,
    history: History,
    more: list[tuple[str, int, int | None]],
    on: date,
) -> None:
    more = [
        (category, amount, None if cost is None else min(cost, amount)) for category, amount, cost in more
    ]
    with fresh_book() as book:
        anna = add_customer(book)
        products = write(book, anna, history)
        margins = Margins(0.31, Source.KNOWN, {"Tea": 0.0, "Pots": 0.777}, has_unknown=True)
        before = read_current(book.store, TODAY, margins)
        sell(book, anna, *lines_of(products, more), on=on)
        after = read_current(book.store, TODAY, margins)
        assert after.current[0] >= before.current[0]
        if not 0 <= (TODAY - on).days <= 364:
            assert after.current[0] == before.current[0]


@SLOWLY
@given(histories=st.lists(HISTORIES, min_size=2, max_size=3))
def test_one_customer_asked_for_alone_is_worth_the_same(
    fresh_book: FreshBook,
    histories: list[History],
) -> None:
    with fresh_book() as book:
        customers = [add_customer(book, f"Customer {n}") for n in range(len(histories))]
        for customer, history in zip(customers, histories, strict=True):
            write(book, customer, history)
        everybody, margins = read(book), read_margins(book.store, TODAY)
        for row, customer in enumerate(everybody.customer_ids):
            alone = read_current(book.store, TODAY, margins, only=[int(customer)])
            assert list(alone.customer_ids) == [customer]
            assert alone.current[0] == everybody.current[row]
            assert alone.estimated[0] == everybody.estimated[row]
