"""Purchases from a file: grouped into receipts, found again, refused with a reason, all or nothing."""

import csv
from datetime import date
from pathlib import Path

import pytest

from model.book import Book
from model.errors import BookError, Cancelled
from model.importing.apply import apply
from model.importing.bring_in import Outcome, bring_in
from model.importing.cells import DayOrderUnknown
from model.importing.matching import match
from model.importing.plan import plan
from model.importing.reading import Options
from model.importing.table_file import open_table
from model.statistics import check, facts
from tests.makers import add_customer, add_sale

TODAY = date(2026, 3, 12)
HEADINGS = "Order ID,Date,Customer Name,Phone,Product,Quantity,Amount,Cost\n"


def bring(book: Book, folder: Path, text: str, **options: object) -> Outcome:
    """Bring a CSV of this text in; headings other than the usual ones stand in its first line."""
    file = folder / "sales.csv"
    file.write_text(text, encoding="utf-8")
    return bring_in(book, file, "purchases", Options(today=TODAY), **options)  # type: ignore[arg-type]


def amounts(book: Book) -> list[tuple[str, str, int, int]]:
    """Day, receipt number, number of lines and sum of every purchase."""
    return [
        tuple(row)
        for row in book.store.rows(
            "SELECT bought_on, receipt_number, lines, amount_cents FROM purchase ORDER BY bought_on, receipt_number, id"
        )
    ]


def test_rows_of_one_receipt_are_one_purchase_wherever_they_stand(book: Book, tmp_path: Path) -> None:
    outcome = bring(
        book,
        tmp_path,
        HEADINGS
        + "A1,2026-03-01,Anna Smith,07700 900123,Tea,2,10.50,4\n"
        + "A2,2026-03-01,Bo Berg,07700 900456,Cup,1,8,\n"
        + "A1,2026-03-01,Anna Smith,07700 900123,Pot,1,30.00,12\n",
    )
    assert outcome.was_imported
    assert amounts(book) == [("2026-03-01", "A1", 2, 4050), ("2026-03-01", "A2", 1, 800)]
    counted = facts(book.store)
    assert (counted["customers"], counted["products"], counted["phones"]) == (2, 3, 2)
    assert (counted["cost_cents"], counted["profit_cents"], counted["revenue_without_cost_cents"]) == (
        1600,
        2450,
        800,
    )
    assert check(book.store) == []


def test_the_same_receipt_number_on_another_day_is_another_purchase(book: Book, tmp_path: Path) -> None:
    bring(
        book,
        tmp_path,
        HEADINGS + "1,2026-03-01,Anna,,Tea,1,1,\n1,2026-03-02,Anna,,Tea,1,2,\n1,2026-03-01,Bo,,Tea,1,4,\n",
    )
    assert amounts(book) == [
        ("2026-03-01", "1", 1, 100),
        ("2026-03-01", "1", 1, 400),
        ("2026-03-02", "1", 1, 200),
    ]


def test_a_receipt_may_name_customer_and_day_on_its_first_row_only(book: Book, tmp_path: Path) -> None:
    bring(book, tmp_path, HEADINGS + "7,2026-03-01,Anna,,Tea,1,1,\n7,,,,Cup,1,2,\n8,2026-03-02,,,Cup,1,4,\n")
    assert amounts(book) == [("2026-03-01", "7", 2, 300), ("2026-03-02", "8", 1, 400)]
    assert facts(book.store)["customers"] == 1


def test_without_receipt_numbers_a_customers_day_is_a_purchase_and_nobodys_row_stands_alone(
    book: Book, tmp_path: Path
) -> None:
    text = "Date,Customer,Amount\n2026-03-01,Anna,1\n2026-03-01,,2\n2026-03-01,Anna,4\n2026-03-01,,2\n"
    outcome = bring(book, tmp_path, text)
    assert sorted(amounts(book)) == [
        ("2026-03-01", "", 1, 200),
        ("2026-03-01", "", 1, 200),
        ("2026-03-01", "", 2, 500),
    ]
    assert any("no receipt numbers" in sentence for sentence in outcome.sentences)
    again = bring(book, tmp_path, text)
    assert (again.counts.purchases_new, again.counts.purchases_doubled) == (0, 3)


def test_a_file_that_comes_twice_brings_nothing_new(book: Book, tmp_path: Path) -> None:
    text = (
        HEADINGS
        + "A1,2026-03-01,Anna Smith,07700 900123,Tea,2,10.50,4\nA2,2026-03-02,Anna Smith,07700 900123,Tea,1,5,2\n"
    )
    bring(book, tmp_path, text)
    edits = book.store.value("SELECT count(*) FROM edit")
    outcome = bring(book, tmp_path, text)
    assert (outcome.counts.purchases_new, outcome.counts.purchases_doubled, outcome.counts.customers_new) == (
        0,
        2,
        0,
    )
    assert book.store.value("SELECT count(*) FROM edit") == edits


def test_a_receipt_that_the_book_has_with_another_sum_is_kept_and_said(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna Smith")
    add_sale(book, anna, date(2026, 3, 1), 999, receipt="A1")
    outcome = bring(book, tmp_path, HEADINGS + "A1,2026-03-01,Anna Smith,,Tea,1,5,\n")
    assert amounts(book) == [("2026-03-01", "A1", 1, 999)]
    assert any("another sum" in sentence for sentence in outcome.sentences)


def test_customers_of_the_book_are_found_by_phone_and_by_name(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna Smith", "+44 7700 900123")
    bo = add_customer(book, "Bo Berg")
    bring(
        book,
        tmp_path,
        HEADINGS + "1,2026-03-01,A. Smith,07700900123,Tea,1,1,\n2,2026-03-01,bo berg,,Tea,1,1,\n",
    )
    assert set(book.store.column("SELECT customer_id FROM purchase")) == {anna, bo}
    assert facts(book.store)["customers"] == 2


def test_a_family_on_one_phone_stays_two_customers(book: Book, tmp_path: Path) -> None:
    add_customer(book, "王伟", "07700 900123")
    bring(book, tmp_path, HEADINGS + "1,2026-03-01,王芳,07700 900123,Tea,1,1,\n")
    assert sorted(book.store.column("SELECT name FROM customer")) == ["王伟", "王芳"]


def test_a_name_that_two_customers_have_is_refused_rather_than_guessed(book: Book, tmp_path: Path) -> None:
    add_customer(book, "Anna Smith", "07700 900123")
    add_customer(book, "Anna Smith", "07700 900456")
    outcome = bring(book, tmp_path, HEADINGS + "1,2026-03-01,Anna Smith,,Tea,1,1,\n")
    assert not outcome.was_imported
    assert any("2 customers could be meant" in sentence for sentence in outcome.sentences)


def test_a_bad_row_holds_everything_back_and_is_written_beside_the_file(book: Book, tmp_path: Path) -> None:
    text = HEADINGS + "1,2026-03-01,Anna,,Tea,1,1,\n2,31/02/2026,Łukasz,,“Tea”,1,1,\n"
    outcome = bring(book, tmp_path, text)
    assert not outcome.was_imported
    assert facts(book.store)["purchases"] == facts(book.store)["customers"] == 0
    assert outcome.refused_file == tmp_path / "sales refused.csv"
    assert outcome.refused_file.read_bytes().startswith(b"\xef\xbb\xbf")
    with outcome.refused_file.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert header[1:] == HEADINGS.strip().split(",")
    assert row[0].startswith("Row 3, “Date”")
    assert row[1:] == ["2", "31/02/2026", "Łukasz", "", "“Tea”", "1", "1", ""]
    assert not list(tmp_path.glob("*.part"))


def test_with_skip_bad_the_rest_comes_in_but_no_half_receipt(book: Book, tmp_path: Path) -> None:
    outcome = bring(
        book,
        tmp_path,
        HEADINGS
        + "1,2026-03-01,Anna,,Tea,1,1,\n"
        + "2,2026-03-01,Bo,,Tea,1,2,\n"
        + "1,2026-03-01,Anna,,Cup,1,many,\n"
        + "1,2026-03-02,Carl,,Tea,1,4,\n",
        skip_bad=True,
    )
    assert outcome.was_imported
    assert amounts(book) == [("2026-03-01", "2", 1, 200), ("2026-03-02", "1", 1, 400)]
    assert sorted(book.store.column("SELECT name FROM customer")) == ["Bo", "Carl"]
    assert outcome.refused_file is not None
    with outcome.refused_file.open(encoding="utf-8-sig", newline="") as file:
        reasons = [row[0] for row in csv.reader(file)][1:]
    assert reasons[0].startswith("Row 2: Row 4 of the same receipt")
    assert reasons[1].startswith("Row 4, “Amount”")


def test_a_row_with_too_many_cells_takes_its_receipt_with_it(book: Book, tmp_path: Path) -> None:
    outcome = bring(
        book,
        tmp_path,
        HEADINGS + "1,2026-03-01,Anna,,Tea,1,1,\n1,2026-03-01,Anna,,Tea,1,1,234,50\n",
        skip_bad=True,
    )
    assert outcome.counts.rows_refused == 2
    assert amounts(book) == []


def test_refused_rows_put_right_come_in_from_their_own_file(book: Book, tmp_path: Path) -> None:
    outcome = bring(
        book, tmp_path, HEADINGS + "1,2026-03-01,Anna,,Tea,1,x,\n2,2026-03-01,Bo,,Tea,1,2,\n", skip_bad=True
    )
    assert outcome.refused_file is not None
    outcome.refused_file.write_text(
        outcome.refused_file.read_text("utf-8-sig").replace(",x,", ",9,"), "utf-8-sig"
    )
    second = bring_in(book, outcome.refused_file, "purchases", Options(today=TODAY))
    assert second.was_imported
    assert amounts(book) == [("2026-03-01", "1", 1, 900), ("2026-03-01", "2", 1, 200)]


def test_a_trial_says_what_would_be_and_writes_nothing(book: Book, tmp_path: Path) -> None:
    outcome = bring(book, tmp_path, HEADINGS + "1,2026-03-01,Anna,,Tea,1,1,\n", trial=True)
    assert outcome.counts.purchases_new == 1
    assert not outcome.was_imported
    assert facts(book.store)["purchases"] == 0


def test_what_came_back_is_negative_however_the_file_says_it(book: Book, tmp_path: Path) -> None:
    bring(
        book,
        tmp_path,
        HEADINGS
        + "1,2026-03-01,Anna,,Tea,-1,10,4\n"
        + "2,2026-03-01,Anna,,Tea,-2,-10,-4\n"
        + "3,2026-03-01,Anna,,Tea,,-10,\n"
        + "4,2026-03-01,Anna,,Tea,-1,-10,\n4,2026-03-01,Anna,,Tea,1,30,\n",
    )
    rows = book.store.rows("SELECT receipt_number, kind, amount_cents, cost_cents FROM purchase ORDER BY 1")
    assert [tuple(row) for row in rows] == [
        ("1", "return", -1000, -400),
        ("2", "return", -1000, -400),
        ("3", "return", -1000, 0),
        ("4", "sale", 2000, 0),
    ]
    assert book.store.column("SELECT quantity_thousandths FROM purchase_line ORDER BY id") == [
        -1000,
        -2000,
        -1000,
        -1000,
        1000,
    ]
    assert check(book.store) == []


@pytest.mark.parametrize(
    ("discount", "others", "cents"),
    [
        ("0.2", "0", 250),
        ("20%", "5%", 250),
        ("8折", "9折", 250),
        ("85折", "9折", 176),
        ("2.50", "3", 250),
        ("1", "0", None),
        ("", "0", None),
    ],
)
def test_a_discount_is_kept_in_cents_whether_a_rate_or_money(
    book: Book, tmp_path: Path, discount: str, others: str, cents: int | None
) -> None:
    bring(
        book,
        tmp_path,
        f"Receipt,Date,Customer,Amount,Discount\n1,2026-03-01,Anna,10,{discount}\n2,2026-03-01,Anna,10,{others}\n",
    )
    assert book.store.value("SELECT discount_cents FROM purchase_line ORDER BY id LIMIT 1") == cents


def test_profit_gives_the_cost_each_rounded_on_its_own(book: Book, tmp_path: Path) -> None:
    outcome = bring(book, tmp_path, "Receipt,Date,Customer,Sales,Profit\n1,2026-03-01,Anna,10.005,2.344\n")
    assert book.store.value("SELECT amount_cents FROM purchase_line") == 1001
    assert book.store.value("SELECT cost_cents FROM purchase_line") == 1001 - 234
    assert outcome.counts.amounts_rounded == 2


def test_the_price_one_piece_cost_counts_for_each(book: Book, tmp_path: Path) -> None:
    bring(book, tmp_path, "Receipt,Date,Customer,Quantity,Amount,Cost Price\n1,2026-03-01,Anna,3,10,2\n")
    assert book.store.value("SELECT cost_cents FROM purchase_line") == 600


def test_decimal_commas_and_times_are_read(book: Book, tmp_path: Path) -> None:
    bring(
        book,
        tmp_path,
        'Receipt;Date;Customer;Amount\n1;24.12.2025 09:05;Anna;"1.234,50"\n2;25.12.2025 6:30 PM;Anna;7,5\n',
    )
    assert [row[3] for row in amounts(book)] == [123450, 750]
    assert book.store.column("SELECT bought_at FROM purchase ORDER BY id") == ["09:05", "18:30"]


def test_days_that_can_be_read_in_two_ways_are_asked_about(book: Book, tmp_path: Path) -> None:
    text = HEADINGS + "1,01/02/2026,Anna,,Tea,1,1,\n"
    with pytest.raises(DayOrderUnknown, match="“Date” can be read in two ways"):
        bring(book, tmp_path, text)
    bring_in(book, tmp_path / "sales.csv", "purchases", Options(today=TODAY, day_order="dmy"))
    assert amounts(book)[0][0] == "2026-02-01"


def test_one_clear_day_far_down_tells_how_all_are_meant(book: Book, tmp_path: Path) -> None:
    rows = "".join(f"{n},01/02/2026,Anna,,Tea,1,1,\n" for n in range(3000))
    bring(book, tmp_path, HEADINGS + rows + "x,25/02/2026,Anna,,Tea,1,1,\n")
    assert {row[0] for row in amounts(book)} == {"2026-02-01", "2026-02-25"}


def test_a_product_number_is_the_product_and_a_line_keeps_its_own_words(book: Book, tmp_path: Path) -> None:
    bring(
        book,
        tmp_path,
        "Receipt,Date,Customer,SKU,Product,Category,Amount,Staff\n"
        "1,2026-03-01,Anna,T1,Tea,Drinks,1,Mei\n2,2026-03-01,Anna,T1,Green tea,Drinks,1,mei\n"
        "3,2026-03-01,Anna,,Cup,China,1,\n4,2026-03-01,Anna,,Cup,Glass,1,\n",
    )
    products = book.store.rows("SELECT code, name, category FROM product ORDER BY id")
    assert [tuple(row) for row in products] == [
        ("T1", "Tea", "Drinks"),
        ("", "Cup", "China"),
        ("", "Cup", "Glass"),
    ]
    assert book.store.column("SELECT text FROM purchase_line ORDER BY id") == [
        "Tea",
        "Green tea",
        "Cup",
        "Cup",
    ]
    assert book.store.column("SELECT name FROM staff") == ["Mei"]
    assert [product.name for product in book.products.matching("tea")] == ["Tea"]


def test_texts_are_cleaned_and_counted(book: Book, tmp_path: Path) -> None:
    outcome = bring(book, tmp_path, HEADINGS + "1,2026-03-01,An\x07na,,'=Tea,1,1,\n")
    assert book.store.column("SELECT name FROM customer") == ["Anna"]
    assert book.store.column("SELECT name FROM product") == ["=Tea"]
    assert outcome.counts.texts_cleaned == 1


def test_imported_customers_are_found_by_search(book: Book, tmp_path: Path) -> None:
    bring(book, tmp_path, HEADINGS + "A17,2026-03-01,Łukasz Ng,07700 900123,Tea,1,1,\n")
    for text in ("lukasz", "900123", "A17"):
        assert [hit.name for hit in book.search.find(text)] == ["Łukasz Ng"]


def test_cancel_and_a_changed_book_leave_nothing_behind(book: Book, tmp_path: Path) -> None:
    def stop(done: int, _all: int) -> None:
        raise Cancelled

    file = tmp_path / "sales.csv"
    file.write_text(HEADINGS + "1,2026-03-01,Anna,,Tea,1,1,\n", encoding="utf-8")
    table = open_table(file)
    decided = plan(book, table, match(table.header, "purchases"), Options(today=TODAY))
    with pytest.raises(Cancelled):
        apply(book, decided, stop)
    assert facts(book.store)["purchases"] == 0
    add_customer(book, "Bo")
    with pytest.raises(BookError, match="has been changed"):
        apply(book, decided)
    assert facts(book.store)["purchases"] == 0
    assert check(book.store) == []


def test_a_missing_column_is_named(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="day of purchase"):
        bring(book, tmp_path, "Customer,Amount\nAnna,1\n")


def test_an_import_is_one_edit_that_undo_takes_back_and_redo_brings_again(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna", "07700 900123")
    bring(
        book,
        tmp_path,
        HEADINGS
        + "1,2026-03-01,Anna,07700 900123,Tea,1,1,\n2,2026-03-01,Bo,,Cup,1,2,\n3,2026-03-01,Carl,,Cup,1,4,\n",
    )
    carl = book.store.value("SELECT id FROM customer WHERE name = 'Carl'")
    undone = book.undo()
    assert undone is not None
    assert "rows: 3" in undone.what
    assert "sales.csv" in undone.what
    assert book.store.column("SELECT id FROM customer") == [anna]
    assert facts(book.store)["purchase_lines"] == facts(book.store)["products"] == 0
    assert check(book.store) == []
    book.redo()
    assert [row[3] for row in amounts(book)] == [100, 200, 400]
    assert check(book.store) == []
    add_sale(book, carl)
    undone = book.take_back(book.store.value("SELECT id FROM edit WHERE bulk"))
    assert check(book.store) == []
