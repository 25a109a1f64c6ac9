"""Erasing a person for good: no byte of them is left, and no sum of the shop is another one."""

import dataclasses
import shutil
from datetime import date
from pathlib import Path

import pytest

from model.as_it_was import card_on
from model.bin import deleted
from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason, LineStatus
from model.changes import Change
from model.channels import Channel
from model.clashes import Clash
from model.complaints import Complaint
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay
from model.customer_phones import Phone
from model.customers import Consent, Customer, CustomerCard
from model.errors import BookError
from model.follow_ups import FollowUp
from model.gifts import Gift
from model.history import details, history
from model.households import Household
from model.leaving import LeftReason
from model.product_services import ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.safekeeping.erasing import erase, forget_again
from model.safekeeping.joining import join_into
from model.slips import Slip, SlipStatus
from model.statistics import check, facts
from model.traits import Trait
from model.visit_rules import Scope
from model.wishes import Wish
from tests.makers import A_DAY, add_customer, add_sale, add_visit, review_classes
from tests.model.test_undo import contents
from tests.model.test_undo_many import bring

NAME = "Zyxomir Qvortz"
SECRETS = (
    b"zyxomir",
    b"qvortz",
    b"07700 900100",
    b"7700900100",
    b"zyx@vex.example",
    b"xylophone",
    b"veilchenweg",
)
"""What is written of the person, in small letters. No other word of the tests begins as the names do, so that the
search index, which leaves out what a word shares with the one before it, holds them whole."""


def live(book: Book) -> int:
    """Somebody with a long life in the book; their id."""
    with book.edit("Added customer {name}", name=NAME):
        card = book.customers.save(
            CustomerCard(
                Customer(
                    name=NAME,
                    email="zyx@vex.example",
                    street="Veilchenweg 1",
                    class_by_hand=CustomerClass.GOLD,
                    class_reason="For the xylophone",
                    left_reason=LeftReason.OTHER,
                    left_for="Xylophone Ltd.",
                    note="Plays the xylophone. " * 400,
                ),
                phones=(Phone(number="07700 900100"),),
                traits=(Trait(value="xylophone"),),
                consents=(Consent(channel=Channel.EMAIL, allowed=False, note="xylophone"),),
                household=Household(name=f"Family {NAME}"),
                days=(CustomerDay(label="Xylophone day", month=5, day=20),),
            )
        )
    person = card.customer.id
    sale = add_sale(book, person, A_DAY, 1000, 250, cost=100, text=f"Strings for {NAME}")
    with book.edit("Changed the sale to {name}, {amount}", name=NAME, amount="€12.50"):
        book.purchases.save(
            dataclasses.replace(sale, note="For the xylophone"), book.purchase_lines.of(sale.id)[:1]
        )
        tea = book.products.insert(Product(name="Tea"))
        book.purchases.save(
            Purchase(customer_id=person, bought_on=A_DAY, note="xylophone"),
            [PurchaseLine(product_id=tea.id, text="Tea", amount_cents=300)],
        )
    gone = add_sale(book, person, A_DAY, 77, text=f"For {NAME}")
    with book.edit("Deleted the sale to {name}, {amount}", name=NAME, amount="€0.77"):
        book.purchases.delete(gone.id)
    add_visit(book, person, words="Spoke of the xylophone")
    with book.edit("Recorded a complaint of {name}", name=NAME):
        complaint = book.complaints.insert(Complaint(customer_id=person, said_on=A_DAY, words="xylophone"))
        book.follow_ups.insert(
            FollowUp(customer_id=person, planned_on=A_DAY, reason="xylophone", complaint_id=complaint.id)
        )
        for customer, row in ((person, person), (None, complaint.id)):
            book.clashes.insert(
                Clash(
                    customer_id=customer,
                    table_name="customer",
                    row_id=row,
                    column_name="note",
                    kept='"xylophone"',
                    other='"Veilchenweg"',
                )
            )
    _plan(book, person)
    with book.edit("Deleted customer {name}", name=NAME):
        book.customers.delete(person)
    book.undo()
    return person


def _plan(book: Book, person: int) -> None:
    """A rule of their own, a list, a slip that came back twice, a wish and a service."""
    with book.edit("Planned for {name}", name=NAME):
        rule = book.visit_rules.get(1)  # The shop's number is 1 as well.
        book.visit_rules.update(
            dataclasses.replace(rule, scope=Scope.CUSTOMER, customer_id=person, name=NAME, words="xylophone")
        )
        paper = book.call_lists.insert(CallList(number=1, for_on=A_DAY))
        line = book.call_list_lines.insert(CallListLine(call_list_id=paper.id, line=1, customer_id=person))
        for plan in book.follow_ups.of_customer(person):
            book.call_list_reasons.insert(CallListReason(call_list_line_id=line.id, follow_up_id=plan.id))
        slip = book.slips.insert(
            Slip(number=1, printed_on=A_DAY, customer_id=person, note="Of the xylophone")
        )
        book.wishes.insert(Wish(customer_id=person, words="A xylophone", wished_on=A_DAY))
        book.gifts.insert(Gift(customer_id=person, given_on=A_DAY, words="A xylophone", cost_cents=900))
        book.service_uses.insert(ServiceUse(customer_id=person, nth=1, used_on=A_DAY, note="xylophone"))
    review_classes(book, person=(person, CustomerClass.GOLD))
    with book.edit("Wrote down {name}", name=NAME):
        book.slips.update(dataclasses.replace(slip, status=SlipStatus.BACK, back_on=A_DAY))
        book.call_list_lines.update(dataclasses.replace(line, status=LineStatus.WRITTEN))


def bytes_of(book: Book) -> bytes:
    """Everything that lies in the book's folder, in small letters."""
    return b"".join(file.read_bytes().lower() for file in sorted(book.path.parent.iterdir()))


def sums(book: Book) -> dict[str, object]:
    """What the shop adds up, whoever bought it."""
    everything = facts(book.store)
    money = [name for name in everything if name.endswith("_cents")]
    assert len(money) > 2
    return {name: everything[name] for name in ("purchases", "purchase_lines", "products", *money)}


def said(book: Book) -> list[str]:
    return [one.sentence for one in history(book.store)]


def test_no_byte_of_the_file_holds_them_any_more(book: Book) -> None:
    for n in range(40):
        add_customer(book, f"Otto {n}", f"0170 {n:06}")
    person = live(book)
    before = bytes_of(book)
    assert all(secret in before for secret in SECRETS)
    erase(book, person)
    after = bytes_of(book)
    assert not [secret for secret in SECRETS if secret in after]
    book.close()
    assert not [secret for secret in SECRETS if secret in bytes_of(book)]


def test_the_sums_of_the_shop_and_its_products_stay(book: Book) -> None:
    otto = add_customer(book, "Otto")
    add_sale(book, otto, A_DAY, 500)
    person = live(book)
    before, lines = (
        sums(book),
        [(one.id, one.product_id, one.amount_cents) for one in book.purchase_lines.all()],
    )
    erased = erase(book, person)
    assert sums(book) == before
    assert [(one.id, one.product_id, one.amount_cents) for one in book.purchase_lines.all()] == lines
    assert [one.note for one in book.purchases.all()] == ["", "", ""]
    assert {one.text for one in book.purchase_lines.all()} == {"Tea", "Strings for …"}
    assert book.customers.figures(otto).amount_cents == 500
    assert check(book.store) == []
    assert erased.purchases == 2
    assert erased.counts == {
        "clash": 2,
        "customer_phone": 1,
        "customer_trait": 1,
        "customer_consent": 1,
        "customer_day": 1,
        "service_use": 1,
        "wish": 1,
        "gift": 1,
        "class_step": 1,
        "visit_rule": 1,
        "visit": 1,
        "follow_up": 1,
        "complaint": 1,
        "customer": 1,
        "household": 1,
    }
    assert erased.sentence.endswith("In the sums, without a name: 2 sales.")


def test_nothing_of_them_can_be_found_put_back_or_looked_up(book: Book) -> None:
    person = live(book)
    erase(book, person)
    assert book.search.find("zyx") == []
    assert book.search.find("900100") == []
    assert deleted(book.store) == []
    assert card_on(book.store, person, date(2100, 1, 1)) is None
    assert history(book.store, customer_id=person) == []
    with pytest.raises(BookError, match="no longer in the book"):
        book.customers.get(person)
    assert book.store.value("SELECT count(*) FROM erased WHERE customer_id = :id", id=person) == 1
    assert said(book)[0] == "Erased a person for good"


def test_undoing_whatever_was_done_before_never_brings_them_back(book: Book) -> None:
    person = live(book)
    erase(book, person)
    for one in history(book.store):
        if one.can_take_back:
            book.take_back(one.edit_id)
            book.redo()
    while book.undo():
        pass
    assert not [secret for secret in SECRETS if secret in bytes_of(book)]
    assert book.customers.count() == 0
    assert check(book.store) == []


def test_paper_keeps_its_numbers_and_the_shop_its_history(book: Book) -> None:
    with book.edit("Changed the settings"):
        book.shops.update(dataclasses.replace(book.shop, phone="020 7946 0123"))
        platinum = book.class_treatments.get(1)  # The rule that will be theirs has the number 1 as well.
        book.class_treatments.update(dataclasses.replace(platinum, words="A tin of tea"))
    person = live(book)
    otto = add_customer(book, "Otto")
    with book.edit("One line more"):
        (paper,) = book.call_lists.all()
        line = book.call_list_lines.insert(CallListLine(call_list_id=paper.id, line=2, customer_id=otto))
    erase(book, person)
    lines = book.call_list_lines.of_list(paper.id)
    assert [(one.line, one.customer_id, one.status) for one in lines] == [
        (1, None, LineStatus.WRITTEN),
        (2, otto, line.status),
    ]
    assert book.call_list_reasons.count() == 0
    assert [(one.number, one.status, one.customer_id, one.note) for one in book.slips.all()] == [
        (1, SlipStatus.BACK, None, "")
    ]
    for one in history(book.store):
        if one.sentence == "Changed the settings":
            book.take_back(one.edit_id)
    assert book.shop.phone == ""
    assert book.class_treatments.all()[0] == platinum
    assert [one.id for one in book.visit_rules.all()] == list(range(2, 15))
    assert check(book.store) == []


def test_the_history_tells_the_rest_without_the_name(book: Book) -> None:
    namesake = add_customer(book, NAME)
    bo = add_customer(book, "Bo")
    with book.edit("Changed customer {name}", name="Bo"):
        book.customers.update(dataclasses.replace(book.customers.get(bo), city="York"))
    live_id = live(book)
    erase(book, live_id)
    sentences = said(book)
    assert "Changed customer Bo" in sentences
    assert "Undid: Deleted customer …" in sentences
    assert "Changed the sale to …, €12.50" in sentences
    assert not any(one.can_take_back for one in history(book.store) if "Deleted customer" in one.sentence)
    assert details(book.store, history(book.store)[0].edit_id).parts == ()
    # The other one of that name is still in the book.
    assert sentences.count(f"Added customer {NAME}") == 1
    assert [one.sentence for one in history(book.store, customer_id=namesake)] == [f"Added customer {NAME}"]


def test_a_short_name_is_taken_out_as_a_word_and_not_out_of_others(book: Book) -> None:
    an = add_customer(book, "An")
    add_customer(book, "Anna")
    ling = add_customer(book, "王小明")
    add_sale(book, an, text="Anise for An, and more")
    with book.edit("Wrote down a contact with {name}", name="王小明"):
        add_visit(book, ling)
    erase(book, an)
    erase(book, ling)
    assert {one.text for one in book.purchase_lines.all()} == {"Anise for …, and more"}
    assert "Added customer Anna" in said(book)
    assert "Wrote down a contact with …" in said(book)


def test_an_earlier_name_goes_too(book: Book) -> None:
    person = add_customer(book, "Zyxomir")
    with book.edit("Changed customer {name}", name="Zyxomir"):
        book.customers.update(dataclasses.replace(book.customers.get(person), name="Qvortz"))
    with book.edit("Changed customer {name}", name="Qvortz"):
        book.customers.update(dataclasses.replace(book.customers.get(person), city="York"))
    erase(book, person)
    assert b"zyxomir" not in bytes_of(book)
    assert b"qvortz" not in bytes_of(book)


def test_an_undo_that_could_do_nothing_names_them_no_more(book: Book) -> None:
    person = add_customer(book, NAME)
    for city in ("York", "Leeds"):
        with book.edit("Changed customer {name}", name=NAME):
            book.customers.update(dataclasses.replace(book.customers.get(person), city=city))
    assert book.take_back(history(book.store)[1].edit_id).undone == 0
    erase(book, person)
    assert said(book)[1] == "Undid: Changed customer …"
    assert b"zyxomir" not in bytes_of(book)


def test_somebody_who_was_deleted_long_ago_can_be_erased(book: Book) -> None:
    person = live(book)
    with book.edit("Deleted customer {name}", name=NAME):
        book.customers.delete(person)
    before = sums(book)
    erased = erase(book, person)
    assert not [secret for secret in SECRETS if secret in bytes_of(book)]
    assert sums(book) == before
    assert erased.purchases == 0
    assert check(book.store) == []


def test_whom_the_book_never_knew_or_forgot_already_is_refused_without_a_trace(book: Book) -> None:
    person = add_customer(book, "Anna")
    erase(book, person)
    edits = book.store.value("SELECT count(*) FROM edit")
    for nobody in (person, 12345):
        with pytest.raises(BookError, match="not in the book"):
            erase(book, nobody)
    assert book.store.value("SELECT count(*) FROM edit") == edits


def test_the_others_keep_their_household_and_lose_only_who_introduced_them(book: Book) -> None:
    smiths = Household(name="Smith")
    with book.edit("Made"):
        person = book.customers.save(CustomerCard(Customer(name=NAME), household=smiths)).customer.id
        introduced = Customer(name="Anna", introduced_by_id=person)
        anna = book.customers.save(CustomerCard(introduced, household=smiths)).customer.id
    erased = erase(book, person)
    assert "household" not in erased.counts
    found = book.customers.card(anna)
    assert found.household is not None
    assert found.customer.introduced_by_id is None
    with pytest.raises(BookError, match="nobody can take it back"):
        book.take_back(history(book.store)[0].edit_id)
    assert erase(book, anna).counts["household"] == 1


def test_an_import_stays_undoable_for_the_others(book: Book, tmp_path: Path) -> None:
    edit = bring(
        book,
        tmp_path,
        f"Receipt,Date,Customer,Product,Amount\n1,2026-03-01,{NAME},Tea,1\n2,2026-03-01,Bo,Cup,2\n",
    )
    (tmp_path / "file.csv").unlink()
    person = book.customers.all("name LIKE 'Zyx%'")[0].id
    erase(book, person)
    assert b"zyxomir" not in bytes_of(book)
    assert facts(book.store)["revenue_cents"] == 300
    undone = book.take_back(edit)
    assert (undone.kept, undone.could_not) == (0, 0)
    assert book.customers.count() == 0
    assert book.purchases.count() == 0
    assert check(book.store) == []


def test_a_sale_that_was_given_to_somebody_else_stays_theirs(book: Book) -> None:
    person, bo = add_customer(book, NAME), add_customer(book, "Bo")
    sale = add_sale(book, person)
    with book.edit("Noted"):
        book.purchases.update(dataclasses.replace(book.purchases.get(sale.id), note="xylophone"))
    with book.edit("Given to Bo"):
        book.purchases.update(dataclasses.replace(book.purchases.get(sale.id), customer_id=bo, note="Bo’s"))
    erase(book, person)
    (kept,) = book.purchases.of_customer(bo)
    assert kept.note == "Bo’s"
    assert b"xylophone" not in bytes_of(book)


def test_whoever_shows_them_hears_of_it(book: Book) -> None:
    person = live(book)
    heard: list[Change] = []
    book.listen(heard.append)
    erased = erase(book, person)
    (change,) = heard
    assert change.concerns(person)
    assert not change.concerns(person + 1)
    assert {"customer", "purchase", "visit", "complaint", "follow_up"} <= change.kinds
    assert person in erased.rows
    assert len(erased.rows) > 10


def test_who_comes_back_from_another_copy_is_forgotten_again(book: Book) -> None:
    person = live(book)
    otto = add_customer(book, "Otto")
    copy = contents(book)
    with book.edit("Joined"):
        book.store.write("INSERT INTO erased (customer_id, edit_id) VALUES (:id, 1)", {"id": person})
        (again,) = forget_again(book.store)
        assert forget_again(book.store) == []
    assert again.customer_id == person
    assert not [secret for secret in SECRETS if secret in bytes_of(book)]
    assert [one.id for one in book.customers.all()] == [otto]
    assert contents(book)["purchase_line"] != []
    assert contents(book) != copy
    assert check(book.store) == []
    edits = said(book)
    with book.edit("Joined once more"):
        assert forget_again(book.store) == []
    assert said(book) == edits


def test_a_failure_on_the_way_leaves_the_person_whole(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    person = live(book)
    before = contents(book)
    monkeypatch.setattr("model.safekeeping.erasing.silence", lambda *_args: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        erase(book, person)
    assert contents(book) == before
    assert book.search.find("zyx")


def test_a_copy_that_still_has_them_does_not_bring_them_back_nor_their_name(
    book: Book, tmp_path: Path
) -> None:
    person = live(book)
    otto = add_customer(book, "Otto")
    copy = tmp_path / "copy" / "other.regulars"
    copy.parent.mkdir()
    book.close()
    shutil.copy(book.path, copy)
    with Book.open(copy) as other:
        add_sale(other, person, A_DAY, 999, text=f"For {NAME}")
        add_visit(other, person, words="xylophone")
        with other.edit("Changed customer {name}", name=NAME):
            other.customers.update(dataclasses.replace(other.customers.get(person), city="Veilchenweg"))
        with other.edit("Changed customer {name}", name="Otto"):
            other.customers.update(dataclasses.replace(other.customers.get(otto), city="York"))
    with Book.open(book.path) as ours:
        erase(ours, person)
        revenue = int(facts(ours.store)["revenue_cents"] or 0)
        join_into(ours, copy, "the stick")
        shutil.rmtree(copy.parent)
        assert [one.name for one in ours.customers.all()] == ["Otto"]
        assert facts(ours.store)["revenue_cents"] == revenue + 999
        assert {"Changed customer …", "Changed customer Otto"} <= set(said(ours))
        assert not [secret for secret in SECRETS if secret in bytes_of(ours)]
        ours.undo()
        assert not [secret for secret in SECRETS if secret in bytes_of(ours)]
        assert check(ours.store) == []


def test_whom_another_copy_erased_goes_here_too(book: Book, tmp_path: Path) -> None:
    person = live(book)
    copy = tmp_path / "copy" / "other.regulars"
    copy.parent.mkdir()
    book.close()
    shutil.copy(book.path, copy)
    with Book.open(copy) as other:
        erase(other, person)
    with Book.open(book.path) as ours:
        add_visit(ours, person, words="xylophone")
        join_into(ours, copy, "the stick")
        shutil.rmtree(copy.parent)
        assert ours.customers.count() == 0
        assert len(ours.purchases.all()) == 2
        assert not [secret for secret in SECRETS if secret in bytes_of(ours)]
        assert check(ours.store) == []
