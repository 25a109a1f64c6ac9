"""The bin: what was deleted, with all that hung on it, and the way back."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.bin import KINDS, deleted, put_back
from model.book import Book
from model.call_lists import CallList
from model.complaints import Complaint
from model.errors import BookError
from model.follow_ups import FollowUp
from model.gifts import Gift, GiftKind
from model.history import history
from model.product_services import ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.shop import Holiday
from model.slips import Slip
from model.staff import StaffMember
from model.statistics import check
from model.text_templates import TextTemplate
from model.visit_rules import RuleKind, VisitRule
from model.wishes import Wish
from tests.makers import A_DAY, FreshBook, add_customer, add_sale, add_visit
from tests.model.test_undo import contents
from tests.model.test_undo_many import SALES, bring


def delete(book: Book, table: str, row_id: int) -> None:
    with book.edit("Deleted {what}", what=table):
        book.store.write(f"DELETE FROM {table} WHERE id = :id", {"id": row_id})


def titles(book: Book, **wishes: object) -> list[str]:
    return [one.title for one in deleted(book.store, **wishes)]  # type: ignore[arg-type]


def put_back_first(book: Book) -> str:
    """Put back what lies on top of the bin; what is said of it."""
    one = deleted(book.store)[0]
    return put_back(book, one.edit_id, one.table, one.row_id).sentence


def test_a_deleted_customer_lies_there_with_all_that_hung_on_them(book: Book) -> None:
    wei = add_customer(book, "Li Wei", "07700 900100")
    add_sale(book, wei, A_DAY, 100, 200)
    add_visit(book, wei)
    book.store.who = "Mary"
    delete(book, "customer", wei)
    (one,) = deleted(book.store)
    assert (one.title, one.who, one.table, one.row_id) == ("Customer Li Wei", "Mary", "customer", wei)
    assert one.hung_on == {"customer_phone": 1, "purchase": 1, "purchase_line": 2, "visit": 1}
    assert one.hung_on_words == "1 phone, 1 sale, 2 lines, 1 contact"


def test_put_back_they_are_all_there_again_and_the_bin_is_empty(book: Book) -> None:
    otto = add_customer(book, "Otto")
    wei = add_customer(book, "Li Wei", "07700 900100")
    add_sale(book, wei, A_DAY, 100, 200, cost=50)
    add_visit(book, wei)
    with book.edit("Brought by Li Wei"):
        book.customers.update(dataclasses.replace(book.customers.get(otto), introduced_by_id=wei))
    before = contents(book)
    delete(book, "customer", wei)
    add_customer(book, "Somebody since")
    assert put_back_first(book) == "Put back: customer Li Wei"
    assert history(book.store)[0].sentence == "Put back customer Li Wei"
    assert deleted(book.store) == []
    with book.edit("Gone"):
        book.store.write("DELETE FROM customer WHERE name = 'Somebody since'", {})
    assert contents(book) == before
    assert check(book.store) == []


def test_what_pointed_at_it_points_at_it_again_unless_it_was_given_somebody_else(book: Book) -> None:
    with book.edit("Made"):
        mary, tom = (book.staff.insert(StaffMember(name=name)) for name in ("Mary", "Tom"))
    first, second = (add_visit(book, add_customer(book, name), staff_id=mary.id) for name in ("Anna", "Bo"))
    delete(book, "staff", mary.id)
    with book.edit("Changed"):
        book.visits.update(dataclasses.replace(book.visits.get(second.id), staff_id=tom.id))
    put_back_first(book)
    assert book.visits.get(first.id).staff_id == mary.id
    assert book.visits.get(second.id).staff_id == tom.id


def test_single_things_lie_there_too(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Made"):
        complaint = book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY))
        plan = book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY))
        tea = book.products.insert(Product(name="Tea"))
        mary = book.staff.insert(StaffMember(name="Mary"))
        spring = book.holidays.insert(Holiday(first_on=A_DAY, last_on=A_DAY, name="Spring"))
        wish = book.wishes.insert(Wish(customer_id=anna, words="Size 38", wished_on=A_DAY))
        gift = book.gifts.insert(
            Gift(customer_id=anna, kind=GiftKind.GOODWILL, given_on=A_DAY, words="A cup")
        )
        used = book.service_uses.insert(ServiceUse(customer_id=anna, nth=1, used_on=A_DAY))
        rule = book.visit_rules.insert(VisitRule(kind=RuleKind.WIN_BACK))
        paper = book.call_lists.insert(CallList(number=1, for_on=A_DAY))
        slip = book.slips.insert(Slip(number=1, printed_on=A_DAY))
        letter = book.text_templates.insert(TextTemplate(body="Dear {name}"))
    rows = {
        "purchase": add_sale(book, anna).id,
        "complaint": complaint.id,
        "visit": add_visit(book, anna).id,
        "follow_up": plan.id,
        "product": tea.id,
        "staff": mary.id,
        "holiday": spring.id,
        "wish": wish.id,
        "gift": gift.id,
        "service_use": used.id,
        "visit_rule": rule.id,
        "call_list": paper.id,
        "slip": slip.id,
        "text_template": letter.id,
    }
    assert {"customer", *rows} == set(KINDS)
    before = contents(book)
    for table, row_id in rows.items():
        delete(book, table, row_id)
    assert titles(book) == [
        "Text “Anything else”",
        "Contact slip 1",
        "Call list 1 of 12 Mar 2026",
        "Rule “Win back”",
        "Free service of 12 Mar 2026 for Anna",
        "Goodwill of 12 Mar 2026 for Anna: A cup",
        "Wish of Anna: Size 38",
        "Holiday Spring",
        "Mary of the staff",
        "Product Tea",
        "Follow-up of 12 Mar 2026 for Anna",
        "Contact of 12 Mar 2026 with Anna",
        "Complaint of 12 Mar 2026 by Anna",
        "Sale of 12 Mar 2026 to Anna",
    ]
    while deleted(book.store):
        put_back_first(book)
    assert contents(book) == before
    assert check(book.store) == []


def test_only_the_latest_of_two_deletions_lies_there(book: Book) -> None:
    anna = add_customer(book, "Anna")
    delete(book, "customer", anna)
    book.undo()
    assert deleted(book.store) == []
    delete(book, "customer", anna)
    assert titles(book) == ["Customer Anna"]


def test_what_was_undone_before_it_counted_is_no_rubbish(book: Book, tmp_path: Path) -> None:
    add_customer(book, "Typo")
    book.undo()
    bring(book, tmp_path, SALES)
    book.undo()
    assert book.customers.count() == 0
    assert deleted(book.store) == []


def test_a_deletion_that_was_undone_and_done_again_lies_there(book: Book) -> None:
    anna = add_customer(book, "Anna")
    delete(book, "customer", anna)
    book.undo()
    book.redo()
    assert titles(book) == ["Customer Anna"]
    put_back_first(book)
    assert book.customers.get(anna).name == "Anna"


def test_putting_back_can_itself_be_undone(book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna)
    delete(book, "customer", anna)
    put_back_first(book)
    book.undo()
    assert book.customers.find(anna) is None
    assert book.purchases.count() == 0
    assert titles(book) == ["Customer Anna"]
    put_back_first(book)
    assert book.purchases.count() == 1


def test_of_many_deleted_together_one_comes_back_alone(book: Book) -> None:
    people = [add_customer(book, name) for name in ("Anna", "Bo", "Carl")]
    for one in people:
        add_sale(book, one)
    with book.edit("Deleted three"):
        for one in people:
            book.customers.delete(one)
    assert titles(book) == ["Customer Carl", "Customer Bo", "Customer Anna"]
    bo = deleted(book.store)[1]
    put_back(book, bo.edit_id, bo.table, bo.row_id)
    assert [one.name for one in book.customers.all()] == ["Bo"]
    assert book.purchases.count() == 1
    assert titles(book) == ["Customer Carl", "Customer Anna"]


def test_what_belongs_to_somebody_deleted_waits_for_them(book: Book) -> None:
    anna = add_customer(book, "Anna")
    visit = add_visit(book, anna)
    delete(book, "visit", visit.id)
    delete(book, "customer", anna)
    customer, contact = deleted(book.store)
    edits = book.store.value("SELECT count(*) FROM edit")
    with pytest.raises(BookError, match="Put Anna back first"):
        put_back(book, contact.edit_id, contact.table, contact.row_id)
    assert book.store.value("SELECT count(*) FROM edit") == edits
    put_back(book, customer.edit_id, customer.table, customer.row_id)
    put_back(book, contact.edit_id, contact.table, contact.row_id)
    assert book.visits.of_customer(anna) == [visit]
    with pytest.raises(BookError, match="no longer in the bin"):
        put_back(book, contact.edit_id, contact.table, contact.row_id)


def test_what_was_taken_off_a_card_or_a_sale_comes_back_too(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900100")
    sale = add_sale(book, anna, A_DAY, 100, 200)
    card, lines = book.customers.card(anna), book.purchase_lines.of(sale.id)
    with book.edit("Took off"):
        book.customers.save(dataclasses.replace(card, phones=()))
        book.purchases.save(sale, lines[:1])
    edit = int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))
    assert deleted(book.store) == []
    put_back(book, edit, "customer_phone", card.phones[0].id)
    put_back(book, edit, "purchase_line", lines[1].id)
    assert book.customers.card(anna) == card
    assert book.purchase_lines.of(sale.id) == lines
    delete(book, "purchase_line", lines[1].id)
    edit = int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))
    delete(book, "purchase", sale.id)
    with pytest.raises(BookError, match="Put the sale of 12 Mar 2026 back first"):
        put_back(book, edit, "purchase_line", lines[1].id)


def test_a_sale_whose_product_is_gone_comes_back_without_it(book: Book) -> None:
    with book.edit("Made"):
        tea = book.products.insert(Product(name="Tea"))
        sale = book.purchases.save(
            Purchase(bought_on=A_DAY), [PurchaseLine(product_id=tea.id, text="Tea", amount_cents=100)]
        )
    delete(book, "purchase", sale.id)
    delete(book, "product", tea.id)
    one = deleted(book.store)[1]
    undone = put_back(book, one.edit_id, one.table, one.row_id)
    assert (undone.undone, undone.could_not) == (2, 0)
    (line,) = book.purchase_lines.of(sale.id)
    assert (line.text, line.product_id) == ("Tea", None)
    assert check(book.store) == []


def test_the_bin_is_shown_in_pages_and_found_by_words(book: Book) -> None:
    book.store.who = "Mary"
    for name in ("Łukasz Nowak", "Bo", "王小明", "100 %"):
        customer = add_customer(book, name)
        delete(book, "visit", add_visit(book, customer).id)
        delete(book, "customer", customer)
    pages, before = [], None
    while page := deleted(book.store, before=before, limit=3):
        pages += page
        before = page[-1].number
    assert pages == deleted(book.store)
    assert len(pages) == 8
    for text, found in {
        "lukasz": 2,
        "nowak customer": 1,
        "contact with": 4,
        "小明": 2,
        "mary bo": 2,
        "%": 2,
        "zed": 0,
        "edit_id": 0,
    }.items():
        assert len(deleted(book.store, text=text)) == found, text


STEPS = st.lists(st.sampled_from(["sell", "visit", "phone", "rename", "other", "staff"]), max_size=8)


@settings(max_examples=15)
@given(before=STEPS, after=st.lists(st.sampled_from(["other", "delete other", "undo"]), max_size=3))
def test_whatever_hung_on_a_customer_is_the_same_once_they_are_put_back(
    fresh_book: FreshBook, before: list[str], after: list[str]
) -> None:
    with fresh_book() as book:
        anna = add_customer(book, "Anna", "07700 900100")
        for n, step in enumerate(before):
            grow(book, anna, step, n)
        was = of_customer(book, anna)
        delete(book, "customer", anna)
        gone = deleted(book.store)[0]
        for n, step in enumerate(after):
            if book.customers.find(anna) is None:
                grow(book, anna, step, 100 + n)
        if book.customers.find(anna) is None:
            assert (gone.table, gone.row_id) in {(one.table, one.row_id) for one in deleted(book.store)}
            put_back(book, gone.edit_id, "customer", anna)
        assert of_customer(book, anna) == was
        assert check(book.store) == []


def grow(book: Book, anna: int, step: str, n: int) -> None:
    if step == "sell":
        add_sale(book, anna, A_DAY, 100 * n, 50, cost=10)
    elif step == "visit":
        add_visit(book, anna, words=f"Words {n}")
    elif step == "phone":
        card = book.customers.card(anna)
        with book.edit("Changed"):
            book.customers.save(dataclasses.replace(card, phones=card.phones[1:]))
    elif step == "rename":
        with book.edit("Changed"):
            book.customers.update(dataclasses.replace(book.customers.get(anna), name=f"Anna {n}"))
    elif step == "staff":
        with book.edit("Made"):
            member = book.staff.insert(StaffMember(name=f"Mary {n}"))
        add_visit(book, anna, staff_id=member.id)
    elif step == "other":
        add_sale(book, add_customer(book, f"Other {n}", introduced_by_id=anna if n < 100 else None))
    elif step == "delete other":
        if other := book.customers.all("name LIKE 'Other%'"):
            delete(book, "customer", other[0].id)
    elif step == "undo":
        book.undo()


def of_customer(book: Book, customer_id: int) -> object:
    """The card, the figures and all that belongs to one customer, and whom they brought."""
    return (
        book.customers.card(customer_id),
        book.customers.figures(customer_id),
        [(sale, book.purchase_lines.of(sale.id)) for sale in book.purchases.of_customer(customer_id)],
        book.visits.of_customer(customer_id),
    )
