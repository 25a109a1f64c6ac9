"""A big, believable, always equal book (or the CSV file of it) for the benchmarks.

    .venv/bin/python tests/benchmarks/make_big_book.py big.regulars            the whole size
    .venv/bin/python tests/benchmarks/make_big_book.py small.regulars 0.01     a hundredth of it
    .venv/bin/python tests/benchmarks/make_big_book.py --csv big.csv           the purchases as a file to import

The whole size: 100,000 customers with Latin, Chinese and Arabic names, 1,000,000 purchases with 1,500,000 lines,
20,000 complaints, 200,000 follow-ups, 150,000 visits. A third of the goods have usual days, a fifth a warranty, a
fortieth free services; one customer in five is platinum or gold; 2,000 wait for something.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from model import ids, phones
from model.book import Book
from model.folding import fold
from model.shop import Shop
from model.staff import StaffMember

TODAY = date(2026, 11, 13)
"""The day on which the big book stands open; its purchases end the day before."""

_DAYS = 3970
_REGION = "GB"

_GIVEN = [
    "Anna",
    "Bo",
    "Carl",
    "Dora",
    "Emil",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jana",
    "Łukasz",
    "Zoë",
    "Иван",
    "Олена",
    "Γιώργος",
    "Noor",
    "Tariq",
    "Mei",
]
_FAMILY = [
    "Smith",
    "Jones",
    "Müller",
    "Novák",
    "Kowalski",
    "Ivanova",
    "García",
    "Rossi",
    "O'Brien",
    "Straße",
    "Nguyen",
    "Okafor",
    "Lindqvist",
    "Papadopoulou",
    "Fernandez",
    "Haddad",
    "Weiß",
    "D'Angelo",
]
_HAN_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_HAN_GIVEN = "小明伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超建国文华玉兰雨欣子轩"
_ARABIC_GIVEN = ["محمد", "أحمد", "فاطمة", "عائشة", "علي", "حسن", "مريم", "نور", "خالد", "ليلى"]
_ARABIC_FAMILY = ["الهاشمي", "العلي", "حداد", "خوري", "المصري", "النجار"]
_CITIES = ("London", "北京", "Kraków", "Leeds", "上海", "دبي", "São Paulo", "Manchester")
_STREETS = ("High Street", "Mill Lane", "Church Road", "人民路", "Long Row", "ul. Długa")
_KINDS = ("Green tea", "Black tea", "Oolong", "Pu'er", "White tea", "Teapot", "Cup", "Cake", "龙井", "铁观音")
_SIZES = ("50 g", "100 g", "250 g", "small", "large", "gift box")


@dataclass(frozen=True)
class Size:
    """How many of each there are."""

    customers: int = 100_000
    products: int = 2_000
    purchases: int = 1_000_000
    lines: int = 1_500_000
    complaints: int = 20_000
    follow_ups: int = 200_000
    visits: int = 150_000
    wishes: int = 2_000

    def times(self, factor: float) -> Size:
        """The same shop, smaller or larger."""
        return Size(**{name: max(1, round(number * factor)) for name, number in vars(self).items()})


def names(chance: random.Random) -> Iterator[str]:
    """Names without end: half Latin (Greek and Cyrillic among them), four in ten Chinese, one in ten Arabic."""
    while True:
        script = chance.random()
        if script < 0.4:
            yield chance.choice(_HAN_FAMILY) + "".join(chance.choices(_HAN_GIVEN, k=chance.choice((1, 2, 2))))
        elif script < 0.5:
            yield f"{chance.choice(_ARABIC_GIVEN)} {chance.choice(_ARABIC_FAMILY)}"
        else:
            initial = chance.choice(("", "", f"{chance.choice('ABCDEFGHJKLMNPRSTW')}. "))
            yield f"{chance.choice(_GIVEN)} {initial}{chance.choice(_FAMILY)}"


def purchases(
    size: Size, chance: random.Random
) -> Iterator[tuple[int, str, str, list[tuple[int, int, int, int]]]]:
    """Purchases in the order of their days: customer number, ISO day, receipt number and lines of product number,
    quantity, amount and cost in cents. A few customers buy much, as in any shop."""
    first = TODAY - timedelta(days=_DAYS)
    days = [(first + timedelta(days=n)).isoformat() for n in range(_DAYS)]
    further_lines = size.lines - size.purchases
    for n in range(size.purchases):
        lines = []
        extra = (n + 1) * further_lines // size.purchases - n * further_lines // size.purchases
        for _line in range(1 + extra):
            quantity = chance.choice((1, 1, 1, 2, 3))
            amount = quantity * chance.randrange(250, 9_000)
            lines.append((int(size.products * chance.random() ** 2), quantity, amount, amount * 6 // 10))
        day = days[n * _DAYS // size.purchases]
        yield int(size.customers * chance.random() ** 2), day, f"R{n + 1:07}", lines


def phone_of(chance: random.Random) -> str:
    """A mobile number, written in one of the ways people write them."""
    digits = f"7{chance.randrange(10**8, 10**9)}"
    way = chance.randrange(4)
    return (
        f"0{digits}",
        f"+44 {digits[:4]} {digits[4:]}",
        f"0{digits[:4]} {digits[4:]}",
        f"0044{digits}",
    )[way]


def product_name(number: int) -> str:
    """The name of a product; the number keeps it apart."""
    return f"{_KINDS[number % len(_KINDS)]} no. {number // len(_KINDS) + 1}, {_SIZES[number % len(_SIZES)]}"


def usual_days(number: int) -> int | None:
    """After how many days a product is usually needed again; nobody knows of two in three."""
    return (30, 45, 60, 90, 180, 365)[number // 3 % 6] if number % 3 == 0 else None


def class_of(number: int) -> str:
    """The class of a customer, given by hand: one in twenty is platinum, three are gold."""
    return ("platinum", "gold", "gold", "gold")[number % 20] if number % 20 < 4 else ""


def make_big_book(path: Path, size: Size | None = None) -> None:
    """A new book at ``path``, the same each time but for its ids."""
    size = size or Size()
    book = Book.create(path, Shop(name="The Tea House", currency="GBP", region=_REGION))
    people, goods = ("customer", "customer_phone"), ("product", "product_service")
    tables = (*people, *goods, "purchase", "purchase_line", "complaint", "follow_up", "visit", "wish")
    store = book.store
    with book.edit("Made the big book"), store.pages_held_in_memory():
        staff = [book.staff.insert(StaffMember(name=name)).id for name in ("Ann", "小丽", "Omar")]
        with store.bulk(*tables, rows=size.lines):
            customers = _write_customers(book, size)
            sales = _write_purchases(book, size, customers, staff)
            _write_care(book, size, customers, sales, staff)
    book.close()


def write_purchases_csv(path: Path, size: Size | None = None) -> None:
    """The same shop as a file that another program exported: one row is one line of a receipt."""
    size = size or Size()
    chance = random.Random(1)
    many = names(chance)
    people = [(f"C{n:06}", next(many), phone_of(chance)) for n in range(size.customers)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "Order ID",
                "Order Date",
                "Customer ID",
                "Customer Name",
                "Phone",
                "Product ID",
                "Product Name",
                "Category",
                "Quantity",
                "Amount",
                "Cost",
            ]
        )
        for customer, day, receipt, lines in purchases(size, random.Random(2)):
            for product, quantity, amount, cost in lines:
                writer.writerow(
                    (
                        receipt,
                        day,
                        *people[customer],
                        f"P{product:05}",
                        product_name(product),
                        _KINDS[product % len(_KINDS)],
                        quantity,
                        f"{amount // 100}.{amount % 100:02}",
                        f"{cost // 100}.{cost % 100:02}",
                    )
                )


def _write_customers(book: Book, size: Size) -> list[int]:
    chance = random.Random(1)
    store, edit = book.store, book.store.edit_id
    customers = list(ids.take(size.customers))
    many = names(chance)
    people = [(next(many), phone_of(chance)) for _customer in customers]
    store.write_many(
        "INSERT INTO customer (id, edit_id, code, name, street, city, birth_month, birth_day, class_by_hand)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                customer,
                edit,
                f"C{n:06}",
                people[n][0],
                f"{chance.randrange(1, 200)} {chance.choice(_STREETS)}",
                chance.choice(_CITIES),
                *((chance.randrange(1, 13), chance.randrange(1, 29)) if n % 3 == 0 else (None, None)),
                class_of(n),
            )
            for n, customer in enumerate(customers)
        ),
    )
    store.write_many(
        "INSERT INTO customer_phone (id, edit_id, customer_id, number, digits) VALUES (?, ?, ?, ?, ?)",
        (
            (phone, edit, customer, number, phones.digits(number, _REGION))
            for phone, customer, (_name, number) in zip(
                ids.take(size.customers), customers, people, strict=True
            )
        ),
    )
    return customers


def _write_purchases(
    book: Book, size: Size, customers: list[int], staff: list[int]
) -> list[tuple[int, int, str]]:
    """Write products, purchases and lines; (id, customer, day) of every fifth purchase comes back."""
    store, edit = book.store, book.store.edit_id
    products = list(ids.take(size.products))
    store.write_many(
        "INSERT INTO product (id, edit_id, code, name, category, name_key, repurchase_days, warranty_days)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                product,
                edit,
                f"P{n:05}",
                product_name(n),
                _KINDS[n % len(_KINDS)],
                fold(product_name(n)),
                usual_days(n),
                730 if _KINDS[n % len(_KINDS)] in ("Teapot", "Cup") else None,
            )
            for n, product in enumerate(products)
        ),
    )
    served = products[5::40]
    store.write_many(
        "INSERT INTO product_service (id, edit_id, product_id, name, unit, first_after, again_after, times)"
        " VALUES (?, ?, ?, 'Check', 'months', 1, 6, 5)",
        ((service, edit, product) for service, product in zip(ids.take(len(served)), served, strict=True)),
    )
    purchase_ids = ids.take(size.purchases)
    line_ids = iter(ids.take(size.lines))
    some: list[tuple[int, int, str]] = []
    lines: list[tuple[object, ...]] = []

    def receipts() -> Iterator[tuple[object, ...]]:
        for n, (customer, day, receipt, items) in enumerate(purchases(size, random.Random(2))):
            purchase = purchase_ids[n]
            amount = cost = 0
            for place, (product, quantity, cents, cost_cents) in enumerate(items):
                amount += cents
                cost += cost_cents
                lines.append(
                    (
                        next(line_ids),
                        edit,
                        purchase,
                        place,
                        products[product],
                        product_name(product),
                        quantity * 1000,
                        cents,
                        cost_cents,
                    )
                )
            if n % 5 == 0:
                some.append((purchase, customers[customer], day))
            yield (
                purchase,
                edit,
                customers[customer],
                day,
                receipt,
                staff[n % len(staff)],
                len(items),
                amount,
                cost,
                amount - cost,
            )

    store.write_many(
        "INSERT INTO purchase (id, edit_id, customer_id, bought_on, receipt_number, staff_id, lines, amount_cents,"
        " cost_cents, profit_cents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        receipts(),
    )
    store.write_many(
        "INSERT INTO purchase_line (id, edit_id, purchase_id, position, product_id, text, quantity_thousandths,"
        " amount_cents, cost_cents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        lines,
    )
    return some


def _write_care(
    book: Book, size: Size, customers: list[int], sales: list[tuple[int, int, str]], staff: list[int]
) -> None:
    """Write complaints, follow-ups and visits, most of them long done."""
    store, edit = book.store, book.store.edit_id
    chance = random.Random(3)

    def complaints() -> Iterator[tuple[object, ...]]:
        for n, complaint in enumerate(ids.take(size.complaints)):
            purchase, customer, day = sales[n * len(sales) // size.complaints]
            closed = None if n > size.complaints * 0.99 else _later(day, chance.randrange(1, 20))
            status = "closed" if closed else "open"
            yield complaint, edit, customer, purchase, day, "The lid leaks.", status, closed

    store.write_many(
        "INSERT INTO complaint (id, edit_id, customer_id, purchase_id, said_on, words, status, closed_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        complaints(),
    )

    def follow_ups() -> Iterator[tuple[object, ...]]:
        for n, follow_up in enumerate(ids.take(size.follow_ups)):
            purchase, customer, day = sales[n * len(sales) // size.follow_ups]
            planned = _later(day, 3)
            done = None if planned > "2026-11-10" and n % 4 else planned
            status = "done" if done else "open"
            yield follow_up, edit, customer, "day_3", planned, day, status, done, purchase

    store.write_many(
        "INSERT INTO follow_up (id, edit_id, customer_id, rule, planned_on, anchor_on, status, done_on, purchase_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        follow_ups(),
    )

    def visits() -> Iterator[tuple[object, ...]]:
        for n, visit in enumerate(ids.take(size.visits)):
            _purchase, customer, day = sales[n * len(sales) // size.visits]
            reached = chance.random() < 0.7
            outcome = "reached" if reached else "no_answer"
            satisfaction = chance.choice((6, 7, 8, 8, 9, 10)) if reached else None
            words = "All is well, thank you." if reached and n % 7 == 0 else ""
            member = staff[n % len(staff)]
            yield (
                visit,
                edit,
                customer,
                _later(day, 3),
                "phone",
                member,
                reached,
                outcome,
                satisfaction,
                words,
            )

    store.write_many(
        "INSERT INTO visit (id, edit_id, customer_id, visited_on, channel, staff_id, reached, outcome, satisfaction,"
        " words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        visits(),
    )

    def wishes() -> Iterator[tuple[object, ...]]:
        for n, wish in enumerate(ids.take(size.wishes)):
            _purchase, customer, day = sales[n * len(sales) // size.wishes]
            arrived = _later(day, 9) if n % 2 else None
            closed = _later(day, 12) if arrived and arrived < "2026-10-15" else None
            yield wish, edit, customer, "The blue one", day, arrived, closed

    store.write_many(
        "INSERT INTO wish (id, edit_id, customer_id, words, wished_on, arrived_on, closed_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        wishes(),
    )


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--csv"]
    path, factor = Path(arguments[0]), float(arguments[1]) if len(arguments) > 1 else 1.0
    make = write_purchases_csv if "--csv" in sys.argv else make_big_book
    started = time.perf_counter()
    make(path, Size().times(factor))
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    _main()
