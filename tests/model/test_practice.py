"""The practice book is a shop to believe in: both languages, every kind of record, a list that fits one morning."""

import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from model import nouns, statistics
from model.book import Book
from model.channels import Channel
from model.classes.review_due import due as due_review
from model.complaints import ComplaintStatus, Grade
from model.customer_class import METALS, CustomerClass
from model.customers import Consents, CustomerKind
from model.due import Group
from model.errors import BookError, Cancelled
from model.gifts import GiftKind
from model.planning.plan import due
from model.practice import make_practice_book
from model.purchases import PurchaseKind
from model.traits import Traits
from model.visits import Outcome

TODAY = date(2026, 7, 15)


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def practice_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("practice") / f"{request.param}.regulars"
    make_practice_book(path, request.param, TODAY)
    return path


@pytest.fixture
def book(practice_file: Path) -> Any:
    with Book.open(practice_file, read_only=True) as book:
        yield book


def test_nothing_is_wrong_with_it(practice_file: Path) -> None:
    with Book.open(practice_file) as book:
        assert statistics.check(book.store) == []


def test_it_is_a_small_shop_with_three_years_behind_it(book: Book) -> None:
    facts = statistics.facts(book.store)
    assert 240 <= int(facts["customers"] or 0) <= 300
    assert 2_200 <= int(facts["purchases"] or 0) <= 3_200
    assert 600 <= int(facts["visits"] or 0) <= 1_200
    assert facts["complaints"] == 35
    assert str(facts["first_purchase_on"]) < "2023-08-01"
    assert facts["last_purchase_on"] == TODAY.isoformat()
    assert int(facts["profit_cents"] or 0) > int(facts["revenue_without_cost_cents"] or 0) > 0


def test_every_kind_of_record_is_there_but_for_clashes_of_which_one_copy_has_none(book: Book) -> None:
    empty = [table.name for table in nouns.TABLES if not table(book.store).count()]
    assert empty == ["clash"]


def test_classes_were_reviewed_each_month_but_not_yet_in_this_one(book: Book) -> None:
    reviews = book.class_reviews.all("1", "reviewed_on")
    assert [one.reviewed_on for one in reviews] == [date(2026, month, 1) for month in (4, 5, 6)]
    assert due_review(book.store, TODAY) == date(2026, 7, 1)
    latest = {step.customer_id: step.to_class for step in book.class_steps.all("1", "moved_on, id")}
    assert set(latest.values()) >= {*METALS, CustomerClass.INACTIVE}
    moved = book.class_steps.all("class_review_id = :id", id=reviews[-1].id)
    assert 1 <= len(moved) <= 40


def test_gifts_stars_and_friends_that_were_brought_make_its_values_differ(book: Book) -> None:
    gifts = book.gifts.all()
    assert {gift.kind for gift in gifts} == set(GiftKind)
    assert len(gifts) >= 60
    assert all(gift.words and gift.cost_cents and gift.staff_id for gift in gifts)
    customers = book.customers.all()
    assert {customer.stars for customer in customers} == {0, 1, 2, 3, 4}
    assert sum(customer.need_cents is not None for customer in customers) >= 6
    assert sum(customer.share_aim_percent is not None for customer in customers) >= 5
    brought = Counter(customer.introduced_by_id for customer in customers if customer.introduced_by_id)
    assert max(brought.values()) >= 4
    assert sum(friends >= 2 for friends in brought.values()) >= 5
    assert all(customer.introduced_by_id != customer.id for customer in customers)


def test_todays_list_fits_one_morning_and_begins_with_promises(book: Book) -> None:
    lines = due(book.store, TODAY)
    assert 12 <= len(lines) <= 25
    assert lines[0].promise
    order = [list(Group).index(line.group) for line in lines]
    assert order == sorted(order)
    reasons = {item.rule for line in lines for item in line.items}
    assert {"by_hand", "after_sale", "complaint"} <= reasons
    assert any(line.due_on < TODAY for line in lines)
    soon = [due(book.store, TODAY + timedelta(days=days)) for days in (0, 2, 4)]
    assert "silent" in {item.rule for of_a_day in soon for line in of_a_day for item in line.items}


def test_there_is_something_planned_for_the_coming_days(book: Book) -> None:
    coming = book.follow_ups.coming(TODAY + timedelta(days=1), TODAY + timedelta(days=14))
    assert len(coming) >= 8
    assert {Channel.PHONE, Channel.MESSAGE, Channel.LETTER} <= {follow_up.channel for follow_up in coming}


def test_this_morning_something_was_sold_already(book: Book) -> None:
    sold = book.purchases.on_day(TODAY)
    assert len(sold) >= 3
    assert all(sale.bought_at and sale.bought_at < "12:00" for sale in sold)


def test_nothing_happened_after_today(book: Book) -> None:
    past = {
        "purchase": ["bought_on"],
        "visit": ["visited_on"],
        "complaint": ["said_on", "answered_on", "closed_on"],
        "follow_up": ["done_on", "shown_on"],
        "customer": ["known_since"],
        "customer_consent": ["said_on"],
        "gift": ["given_on"],
        "class_review": ["reviewed_on"],
    }
    for table, columns in past.items():
        for column in columns:
            assert str(book.store.value(f"SELECT max({column}) FROM {table}")) <= TODAY.isoformat()


def test_no_dates_of_one_story_contradict_each_other(book: Book) -> None:
    for complaint in book.complaints.all():
        assert complaint.said_on <= (complaint.answered_on or TODAY) <= (complaint.closed_on or TODAY)
        assert book.purchases.get(complaint.purchase_id or 0).bought_on <= complaint.said_on
    for back in book.purchases.all("kind = 'return'"):
        assert book.purchases.get(back.return_of_id or 0).bought_on < back.bought_on
    newcomers = book.store.rows(
        "SELECT known_since, first_on FROM customer JOIN customer_figures ON customer_id = customer.id"
        " WHERE first_on < known_since"
    )
    assert newcomers == []


def test_receipts_are_numbered_in_the_order_of_sale(book: Book) -> None:
    sales = book.purchases.all("kind = 'sale'", "bought_on, bought_at, id")
    numbers = [sale.receipt_number for sale in sales]
    assert numbers == sorted(set(numbers))


def test_the_shop_is_closed_when_it_says_so(book: Book) -> None:
    closed = [
        holiday.first_on + timedelta(days=n)
        for holiday in book.holidays.all()
        for n in range((holiday.last_on - holiday.first_on).days + 1)
    ]
    assert any(day > TODAY for day in closed)
    assert not any(book.purchases.on_day(day) for day in closed if day < TODAY)


def test_goods_came_back_and_discounts_were_given(book: Book) -> None:
    returns = book.purchases.all("kind = 'return'")
    assert len(returns) >= 20
    assert all(back.kind is PurchaseKind.RETURN and back.amount_cents < 0 and back.note for back in returns)
    lines = book.purchase_lines
    assert lines.count("discount_cents > 0") >= 100
    assert lines.count("cost_cents IS NULL") >= 100
    assert lines.count("product_id IS NULL") >= 20
    assert lines.count("batch <> ''") >= 500


def test_complaints_stand_where_complaints_stand(book: Book) -> None:
    waiting = book.complaints.open()
    assert len(waiting) == 5
    assert {complaint.grade for complaint in waiting} == set(Grade)
    assert {complaint.said_on for complaint in waiting} >= {TODAY, TODAY - timedelta(days=12)}
    closed = book.complaints.all("status = :status", status=ComplaintStatus.CLOSED.value)
    assert all(one.cause and one.solution and one.cost_cents is not None for one in closed)
    assert {one.accepted for one in closed} == {True, False}
    visited = book.store.value("SELECT count(*) FROM visit WHERE complaint_id IS NOT NULL AND reached")
    assert visited >= 15


def test_customers_were_asked_and_answered(book: Book) -> None:
    visits = book.visits.all()
    assert {visit.outcome for visit in visits} == set(Outcome)
    assert sum(bool(visit.words) for visit in visits) >= 200
    assert sum(bool(visit.suggestion) for visit in visits) >= 15
    scores = [visit.satisfaction for visit in visits if visit.satisfaction is not None]
    assert 7 <= sum(scores) / len(scores) <= 9
    assert min(scores) <= 4


def test_customers_are_as_different_as_customers_are(book: Book) -> None:
    customers = book.customers.all()
    birthdays = [customer.birthday for customer in customers if customer.birthday]
    coming = [day for day in birthdays if day.next_on(TODAY) <= TODAY + timedelta(days=9)]
    assert any(day.next_on(TODAY) == TODAY for day in coming)
    assert any(day.lunar for day in coming)
    assert any(day.year is None for day in coming)
    assert any((day.month, day.day) == (2, 29) and not day.lunar for day in birthdays)
    assert sum(customer.kind is CustomerKind.BUSINESS for customer in customers) == 12
    for wanted in ("call_from", "introduced_by_id", "household_id", "do_not_contact", "archived", "found_by"):
        assert any(getattr(customer, wanted) for customer in customers), wanted
    assert len({customer.name for customer in customers}) == len(customers) - 1  # two share a name
    assert book.phones.count("shared") >= 20
    assert Consents(book.store).count("NOT allowed") >= 5
    assert {trait.kind for trait in Traits(book.store).all()} >= {"likes", "size", "tag"}


def test_one_of_four_has_left_the_shop(book: Book) -> None:
    staff = book.staff.all()
    assert (len(staff), len(book.staff.working())) == (4, 3)
    [left] = [member for member in staff if member.archived]
    assert book.purchases.count("staff_id = :id", id=left.id) > 100
    assert (
        book.store.value("SELECT max(bought_on) FROM purchase WHERE staff_id = :id", id=left.id)
        < "2026-01-01"
    )


@pytest.mark.parametrize(
    ("today", "language"),
    [(date(2028, 2, 29), "en"), (date(2027, 1, 1), "zh_CN")],
)
def test_it_works_on_any_day(tmp_path: Path, today: date, language: str) -> None:
    make_practice_book(tmp_path / "practice.regulars", language, today)
    with Book.open(tmp_path / "practice.regulars") as book:
        assert statistics.check(book.store) == []
        assert 12 <= len(due(book.store, today)) <= 25
        assert book.purchases.on_day(today)
        assert book.store.value("SELECT max(bought_on) FROM purchase") == today.isoformat()


@pytest.mark.parametrize("practice_file", ["en"], indirect=True)
def test_equal_days_give_equal_books(practice_file: Path, book: Book, tmp_path: Path) -> None:
    make_practice_book(tmp_path / "again", "en", TODAY)
    with Book.open(tmp_path / "again") as again:
        assert contents(again) == contents(book)


def contents(book: Book) -> dict[str, list[list[Any]]]:
    """Everything in the book, each id replaced by its place among all ids: they rise, but begin anywhere."""
    tables = {table.name: table(book.store).all() for table in nouns.TABLES}
    ids = sorted(record.id for records in tables.values() for record in records)
    places = {record_id: place for place, record_id in enumerate(ids)}
    return {
        name: [[_placed(value, places) for value in record.values().values()] for record in records]
        for name, records in tables.items()
    }


def _placed(value: Any, places: dict[int, int]) -> Any:
    """``value`` with the places of the ids in it: an occasion names what it is about by its id."""
    if isinstance(value, str):
        return re.sub(r"\d{15,}", lambda found: str(places.get(int(found[0]), found[0])), value)
    return places.get(value, value) if type(value) is int else value


def test_a_book_that_was_stopped_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(done: int, _all: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_practice_book(tmp_path / "practice.regulars", "en", TODAY, stop)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_already_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.regulars").write_text("mine")
    with pytest.raises(BookError):
        make_practice_book(tmp_path / "mine.regulars", "en", TODAY)
    assert (tmp_path / "mine.regulars").read_text() == "mine"


def test_undo_never_empties_it(practice_file: Path, tmp_path: Path) -> None:
    with Book.open(shutil.copyfile(practice_file, tmp_path / practice_file.name)) as book:
        assert book.undo() is None
        assert book.customers.count()
