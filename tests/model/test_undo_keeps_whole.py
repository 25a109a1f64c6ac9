"""What undo keeps, because something entered since hangs on it, it keeps whole."""

import dataclasses
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason
from model.channels import Channel
from model.clashes import Clash
from model.class_lines import ClassLines
from model.class_reviews import ClassReview, ClassStep
from model.complaints import Complaint
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay
from model.customer_phones import Phone
from model.customers import Consent, Customer
from model.follow_ups import FollowUp
from model.gifts import Gift
from model.households import Household
from model.nouns import NOUNS, TABLES
from model.pointers import Pointer, pointers
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.safekeeping.joining import join_into
from model.slips import Slip
from model.staff import StaffMember
from model.statistics import check
from model.taken_back import TAKEN_BACK
from model.traits import Trait
from model.visit_rules import RuleKind, Scope, VisitRule
from model.visits import Outcome, Visit
from model.wishes import Wish
from tests.makers import A_DAY, FreshBook, add_customer, add_gift, add_sale

Ids = dict[str, int]
Row = tuple[str, int]


def one_of_each(book: Book, name: str) -> Ids:
    """A record of every noun that points at something or is pointed at, all hanging together; by table."""
    made: Ids = {}
    kinds = {table.name: table for table in TABLES}

    def put(table: str, record: Any) -> int:
        made[table] = kinds[table](book.store).insert(record).id
        return made[table]

    staff = put("staff", StaffMember(name=f"Staff of {name}"))
    household = put("household", Household(name=name))
    anna = put("customer", Customer(name=name, household_id=household))
    put("customer_phone", Phone(customer_id=anna, number="07700 900123"))
    put("customer_trait", Trait(customer_id=anna, value="green tea"))
    put("customer_consent", Consent(customer_id=anna, channel=Channel.PHONE, allowed=True))
    put("customer_day", CustomerDay(customer_id=anna, label="Wedding", month=5, day=3))
    tea = put("product", Product(name=f"Tea of {name}"))
    service = put("product_service", ProductService(product_id=tea, name="Cleaning", first_after=6))
    sale = put("purchase", Purchase(customer_id=anna, bought_on=A_DAY, staff_id=staff))
    line = put("purchase_line", PurchaseLine(purchase_id=sale, product_id=tea, text="Tea", amount_cents=1200))
    put(
        "service_use",
        ServiceUse(customer_id=anna, purchase_line_id=line, product_service_id=service, nth=1, used_on=A_DAY),
    )
    put("wish", Wish(customer_id=anna, product_id=tea, wished_on=A_DAY))
    complaint = put("complaint", Complaint(customer_id=anna, purchase_id=sale, said_on=A_DAY))
    put("gift", Gift(customer_id=anna, given_on=A_DAY, words="A cup", cost_cents=300))
    lines = put(
        "class_lines", ClassLines(set_on=A_DAY, current_cents=100, platinum_cents=100, iron_cents=100)
    )
    review = put("class_review", ClassReview(reviewed_on=A_DAY, class_lines_id=lines))
    step = ClassStep(
        class_review_id=review,
        customer_id=anna,
        moved_on=A_DAY,
        to_class=CustomerClass.GOLD,
        current_cents=1,
        potential_cents=1,
    )
    put("class_step", step)
    rule = put(
        "visit_rule",
        VisitRule(kind=RuleKind.KEEP_IN_TOUCH, scope=Scope.CUSTOMER, customer_id=anna, count=30),
    )
    follow_up = put(
        "follow_up", FollowUp(customer_id=anna, planned_on=A_DAY, complaint_id=complaint, rule_id=rule)
    )
    call_list = put("call_list", CallList(number=1, for_on=A_DAY, staff_id=staff))
    on_list = put("call_list_line", CallListLine(call_list_id=call_list, line=1, customer_id=anna))
    put("call_list_reason", CallListReason(call_list_line_id=on_list, follow_up_id=follow_up))
    put(
        "visit",
        Visit(customer_id=anna, visited_on=A_DAY, outcome=Outcome.REACHED, reached=True, staff_id=staff),
    )
    put("slip", Slip(number=1, printed_on=A_DAY, customer_id=anna))
    put(
        "clash",
        Clash(
            customer_id=anna, table_name="customer", row_id=anna, column_name="city", kept="", other="York"
        ),
    )
    return made


def rows(book: Book) -> dict[Row, dict[str, Any]]:
    """Everything that people wrote."""
    return {
        (table, row["id"]): dict(row) for table in NOUNS for row in book.store.rows(f"SELECT * FROM {table}")
    }


def last_edit(book: Book) -> int:
    return int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))


def hang_another(book: Book, key: Pointer, made: Ids) -> int:
    """A later record of the same kind that points at the same one and at nothing else it can be without."""
    kind = next(table for table in TABLES if table.name == key.child)
    one = kind(book.store).get(made[key.child])
    loose: dict[str, Any] = {
        other.column: None
        for other in pointers(book.store)
        if other.child == key.child and other.column != key.column and not other.belongs
    }
    if key.child == "customer_consent":
        loose["channel"] = Channel.LETTER
    if key.child == "customer":
        loose["name"] = "Eve"
    if key.child == "visit_rule":
        loose["scope"] = Scope.CUSTOMER if key.column == "customer_id" else Scope.PRODUCT
        loose |= {"customer_id": None, "product_id": None}
    loose[key.column] = made[key.parent]
    with book.edit("Something since"):
        return int(kind(book.store).insert(dataclasses.replace(one, id=0, **loose)).id)


@pytest.fixture(params=[3, 20_000], ids=["many at once", "one by one"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.undo._MANY", request.param)


def take_out(book: Book, table: str, row_id: int) -> None:
    with book.edit("Thought better of it"):
        book.store.write(f"DELETE FROM {table} WHERE id = :id", {"id": row_id})


def losses(book: Book, full: dict[Row, Any]) -> list[str]:
    """What stays without something of the same edit that belongs to it, or is not what it was."""
    left = rows(book)
    found = [f"{table} is another" for (table, row_id), row in left.items() if full[table, row_id] != row]
    for key in pointers(book.store):
        if key.belongs:
            for (table, row_id), row in full.items():
                owner = (key.parent, row[key.column]) if table == key.child else None
                if owner in left and (table, row_id) not in left:
                    found.append(f"{key.parent} lost {table}")
    return found


@pytest.mark.usefixtures("many")
def test_whatever_something_since_hangs_on_stays_whole(book: Book) -> None:
    keys = pointers(book.store)
    hold_whole(book, {key.parent: key for key in keys}.values())


@pytest.mark.long
@pytest.mark.usefixtures("many")
def test_by_whatever_it_hangs_there(book: Book) -> None:
    hold_whole(book, pointers(book.store))


def hold_whole(book: Book, keys: Iterable[Pointer]) -> None:
    """Hang something on what came in one edit by each of the keys, and take that edit back."""
    nothing = rows(book)
    with book.edit("Brought everything"):
        anna, bo = one_of_each(book, "Anna"), one_of_each(book, "Bo")
    everything, edit = rows(book), last_edit(book)
    for key in keys:
        later = hang_another(book, key, anna)
        full = rows(book)
        undone = book.take_back(edit)
        left = rows(book)
        stays = [table for table, row_id in anna.items() if (table, row_id) in left]
        assert key.parent in stays, key
        assert (key.child, later) in left, key
        assert losses(book, full) == [], key
        assert not {(table, row_id) for table, row_id in bo.items()} & set(left), key
        assert (undone.kept, undone.could_not) == (len(stays), 0), key
        assert undone.undone == len(anna) + len(bo) - len(stays), key
        assert len(undone.left) == len(stays), key
        assert check(book.store) == [], key
        book.redo()
        assert rows(book) == full, key
        # Once nothing hangs on it any more, it goes whole.
        take_out(book, key.child, later)
        assert book.take_back(edit).kept == 0, key
        assert rows(book) == nothing, key
        assert check(book.store) == [], key
        book.redo()
        assert rows(book) == everything, key


@pytest.mark.usefixtures("many")
def test_what_was_changed_since_stays_whole_too(book: Book) -> None:
    with book.edit("Brought everything"):
        anna = one_of_each(book, "Anna")
    full, edit = rows(book), last_edit(book)
    for table in {key.parent for key in pointers(book.store)}:
        for column in (
            "note",
            "name",
            "text",
            "words",
            "number",
            "value",
            "label",
            "figures",
            "parts",
            "kept",
        ):
            if column in full[table, anna[table]]:
                break
        else:
            continue
        kept = f"SELECT {column} FROM {table} WHERE id = :id"
        before = book.store.value(kept, id=anna[table])
        write = f"UPDATE {table} SET {column} = :value WHERE id = :id"
        with book.edit("Changed since"):
            book.store.write(write, {"value": 7 if isinstance(before, int) else "another", "id": anna[table]})
        then = rows(book)
        undone = book.take_back(edit)
        assert (table, anna[table]) in rows(book), table
        assert losses(book, then) == [], table
        assert undone.kept == len(undone.left) == len(set(rows(book)) & set(anna.items())), table
        assert check(book.store) == [], table
        book.redo()
        assert rows(book) == then, table
        with book.edit("Changed back"):
            book.store.write(write, {"value": before, "id": anna[table]})


@pytest.mark.usefixtures("many")
def test_a_sale_that_a_complaint_belongs_to_keeps_its_lines(book: Book) -> None:
    anna = add_customer(book, "Anna")
    sale = add_sale(book, anna, A_DAY, 500, 700, text="Cup")
    sold = last_edit(book)
    with book.edit("Complained"):
        book.complaints.insert(Complaint(customer_id=anna, purchase_id=sale.id, said_on=A_DAY))
    undone = book.take_back(sold)
    assert (undone.undone, undone.kept) == (0, 3)
    assert undone.sentence == "Not undone: Recorded a sale · 3 parts were kept, edited since"
    assert sorted(undone.left) == [
        ("Line “Cup”", "what it belongs to stays in the book"),
        ("Line “Cup”", "what it belongs to stays in the book"),
        ("Sale of 12 Mar 2026 to Anna", "something entered since belongs to it"),
    ]
    assert [line.amount_cents for line in book.purchase_lines.of(sale.id)] == [500, 700]
    assert book.customers.figures(anna).amount_cents == 1200
    assert check(book.store) == []


@pytest.mark.usefixtures("many")
def test_a_customer_who_came_back_by_undo_and_bought_since_keeps_the_phones_when_they_would_go_again(
    book: Book,
) -> None:
    anna = add_customer(book, "Anna", "07700 900123", "07700 900456")
    with book.edit("Deleted"):
        book.customers.delete(anna)
    book.undo()
    back = last_edit(book)
    add_sale(book, anna)
    assert book.take_back(back).kept == 3
    assert [phone.number for phone in book.customers.card(anna).phones] == ["07700 900123", "07700 900456"]


@pytest.mark.usefixtures("many")
def test_what_a_join_brought_stays_whole_when_it_is_taken_back(book: Book, tmp_path: Path) -> None:
    home = tmp_path / "home.regulars"
    shutil.copy(book.path, home)
    with Book.open(home) as other, other.edit("Brought everything"):
        anna, bo = one_of_each(other, "Anna"), one_of_each(other, "Bo")
    add_customer(book, "Cy")
    join_into(book, home, "home")
    join = int(book.store.value("SELECT id FROM edit WHERE what = 'Joined with {name}'"))
    add_sale(book, anna["customer"])
    full = rows(book)
    book.take_back(join)
    assert losses(book, full) == []
    assert not {(table, row_id) for table, row_id in bo.items()} & set(rows(book))
    assert [phone.number for phone in book.customers.card(anna["customer"]).phones] == ["07700 900123"]
    assert check(book.store) == []
    book.redo()
    assert rows(book) == full


DEEDS = ("add", "sell", "bring", "rename", "complain", "thank", "delete", "undo", "redo", "take back")


def live(book: Book, deed: str, n: int) -> None:
    """One thing that people do, to one of what is there."""
    people, sales = book.store.column("SELECT id FROM customer"), book.store.column("SELECT id FROM purchase")
    match deed:
        case "add":
            add_customer(book, f"Customer {n}", f"0{n}11223344", f"0{n}55667788")
        case "sell" if people:
            add_sale(book, people[n % len(people)], A_DAY, 100 + n, 200)
        case "bring":
            with book.edit("Brought both"):
                add_sale(book, add_customer(book, f"Customer {n}", f"0{n}11223344"), A_DAY, 300, 400)
        case "rename" if people:
            with book.edit("Renamed"):
                anna = book.customers.get(people[n % len(people)])
                book.customers.update(dataclasses.replace(anna, name=f"{anna.name} the {n}th"))
        case "complain" if sales:
            sale = book.purchases.get(sales[n % len(sales)])
            assert sale.customer_id is not None
            with book.edit("Complained"):
                book.complaints.insert(
                    Complaint(customer_id=sale.customer_id, purchase_id=sale.id, said_on=A_DAY)
                )
        case "thank" if people:
            add_gift(book, people[n % len(people)], A_DAY, n)
        case "delete" if people:
            with book.edit("Deleted"):
                book.customers.delete(people[n % len(people)])
        case "undo":
            book.undo()
        case "redo":
            book.redo()


@given(
    st.sampled_from([0, 20_000]),
    st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 11)), min_size=4, max_size=14),
)
def test_whatever_is_taken_back_of_a_life_no_half_record_is_left(
    fresh_book: FreshBook, many: int, told: list[tuple[str, int]]
) -> None:
    with fresh_book() as book, pytest.MonkeyPatch.context() as patched:
        patched.setattr("model.undo._MANY", many)
        for deed, n in told:
            live(book, deed, n)
            edits = book.store.column(
                f"SELECT id FROM edit AS e WHERE number > 1 AND NOT EXISTS ({TAKEN_BACK}) ORDER BY number"
            )
            if deed != "take back" or not edits:
                continue
            full = rows(book)
            book.take_back(edits[n % len(edits)])
            left = rows(book)
            for key in (one for one in pointers(book.store) if one.belongs):
                for gone in set(full) - set(left):
                    if gone[0] == key.child and (owner := (key.parent, full[gone][key.column])) in left:
                        assert full[owner]["edit_id"] != full[gone]["edit_id"], (owner, gone)
            assert check(book.store) == []
            book.take_back(last_edit(book))
            assert rows(book) == full
        assert check(book.store) == []
