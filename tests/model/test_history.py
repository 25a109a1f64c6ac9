"""The history in words: who did what when, and what each field said before and after."""

import dataclasses
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from model.bin import deleted
from model.book import Book
from model.call_lists import CallList, CallListLine, CallListReason
from model.channels import Channel
from model.class_lines import ClassLines
from model.class_reviews import ClassReview, ClassStep
from model.class_treatments import ClassTreatment
from model.complaints import Complaint, ComplaintStatus
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay
from model.customer_phones import Phone
from model.customers import Consent, Customer, CustomerCard
from model.errors import BookError
from model.field_words import FIELDS
from model.follow_ups import FollowUp
from model.gifts import Gift
from model.history import Op, details, entry, history, people_called, put_back_field
from model.households import Household
from model.leaving import LeftReason
from model.nouns import TABLES
from model.product_services import ProductService, ServiceUse
from model.products import Product
from model.purchases import Purchase, PurchaseLine
from model.safekeeping.erasing import erase
from model.safekeeping.joining import join_into
from model.slips import Slip
from model.staff import StaffMember
from model.text_templates import Purpose, TextTemplate
from model.traits import Trait, TraitKind
from model.visit_rules import RuleKind, Scope, Unit, VisitRule
from model.wishes import Wish
from model.yearly_days import YearlyDay
from resources.i18n import set_language
from tests.makers import A_DAY, add_customer, add_sale, add_visit
from tests.model.test_undo_many import SALES, bring

NOT_SEEN = {"customer_phone": {"digits"}, "product": {"name_key"}}
"""Columns that the program keeps for itself; they come and go with the field beside them."""


def said(book: Book) -> list[str]:
    return [one.sentence for one in history(book.store)]


def latest(book: Book) -> int:
    return int(book.store.value("SELECT id FROM edit ORDER BY number DESC LIMIT 1"))


def told(book: Book, edit_id: int | None = None) -> list[str]:
    """The sentences of all parts of one edit, the latest if none is named."""
    return [part.sentence for part in details(book.store, edit_id or latest(book)).parts]


def change(book: Book, customer_id: int, **fields: object) -> int:
    with book.edit("Changed customer {name}", name=book.customers.get(customer_id).name):
        book.customers.update(dataclasses.replace(book.customers.get(customer_id), **fields))  # type: ignore[arg-type]
    return latest(book)


# words


def test_every_column_of_every_noun_has_a_word() -> None:
    for table in TABLES:
        worded = [column for field in FIELDS[table.name] for column in field.columns]
        assert sorted(worded) == sorted(set(table.written()) - {"id"})
        labels = [field.label for field in FIELDS[table.name]]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_columns_that_only_the_program_knows_have_no_row_of_their_own() -> None:
    for table, columns in NOT_SEEN.items():
        assert not columns & {field.name for field in FIELDS[table]}


def test_a_changed_phone_is_told_from_what_to_what(book: Book) -> None:
    wei = add_customer(book, "Li Wei", "07700 900100")
    card = book.customers.card(wei)
    with book.edit("Changed customer {name}", name="Li Wei"):
        book.customers.save(
            dataclasses.replace(card, phones=(dataclasses.replace(card.phones[0], number="07700 900101"),))
        )
    assert told(book) == ["Changed the phone of Li Wei from 07700 900100 to 07700 900101"]
    (part,) = details(book.store, latest(book)).parts
    assert (part.title, part.op, part.customer_id) == ("Phone of Li Wei", Op.CHANGED, wei)


def test_of_a_long_text_the_part_that_differs_is_told(book: Book) -> None:
    long = (
        "Likes green tea from the upper shelf, and asks each time whether the small pot has come back. " * 3
    )
    edit = change(book, add_customer(book, "Anna", note=long + "Has a cat."), note=long + "Has a dog.")
    (part,) = details(book.store, edit).parts
    (field,) = part.changes
    assert field.before.startswith("…")
    assert field.before.endswith("Has a cat.")
    assert field.after.endswith("Has a dog.")
    assert max(len(field.before), len(field.after)) <= 120


def test_a_sale_is_told_with_what_it_came_to(book: Book) -> None:
    wei = add_customer(book, "Li Wei")
    sale = add_sale(book, wei, A_DAY, 1000, 234)
    assert told(book)[0] == "Added the sale of 12 Mar 2026 to Li Wei: €12.34 (2 lines)"
    assert told(book)[1:] == ["Added the line “Tea”, €10.00", "Added the line “Tea”, €2.34"]
    with book.edit("Deleted the sale"):
        book.purchases.delete(sale.id)
    assert "Deleted the sale of 12 Mar 2026 to Li Wei: €12.34 (2 lines)" in told(book)
    add_sale(book, None, A_DAY, 500)
    assert told(book)[0] == "Added the sale of 12 Mar 2026 to somebody without a name: €5.00 (1 line)"


def test_a_deleted_complaint_is_told_by_its_day(book: Book) -> None:
    wei = add_customer(book, "Li Wei")
    with book.edit("Recorded"):
        complaint = book.complaints.insert(Complaint(customer_id=wei, said_on=date(2026, 3, 3)))
    with book.edit("Deleted"):
        book.complaints.delete(complaint.id)
    assert told(book) == ["Deleted the complaint of 3 Mar 2026 by Li Wei"]


def test_each_kind_of_value_is_told_as_people_write_it(book: Book) -> None:
    with book.edit("Made"):
        mary = book.staff.insert(StaffMember(name="Mary"))
        tea = book.products.insert(Product(name="Green tea"))
        wei = book.customers.save(
            CustomerCard(Customer(name="Li Wei"), household=Household(name="Li"))
        ).customer.id
        sale = book.purchases.save(Purchase(customer_id=wei, bought_on=A_DAY), [PurchaseLine(amount_cents=1)])
        complaint = book.complaints.insert(Complaint(customer_id=wei, said_on=A_DAY))
        plan = book.follow_ups.insert(FollowUp(customer_id=wei, planned_on=A_DAY))
    with book.edit("Changed all of it"):
        book.customers.update(
            dataclasses.replace(
                book.customers.get(wei).with_birthday(YearlyDay(month=8, day=15, lunar=True)),
                do_not_contact=True,
                known_since=A_DAY,
                household_id=None,
                note="word " * 100,
            )
        )
        book.complaints.update(
            dataclasses.replace(
                complaint,
                status=ComplaintStatus.CLOSED,
                closed_on=A_DAY,
                product_id=tea.id,
                purchase_id=sale.id,
                handler_id=mary.id,
                cost_cents=1234,
                accepted=False,
            )
        )
        book.follow_ups.update(dataclasses.replace(plan, channel=Channel.LETTER, rule="silent", attempts=2))
        book.products.update(dataclasses.replace(tea, repurchase_days=90))
        line = book.purchase_lines.of(sale.id)[0]
        book.purchase_lines.update(dataclasses.replace(line, quantity_thousandths=2500))
    parts = {part.table: part.changes for part in details(book.store, latest(book)).parts}
    words = {
        table: {change.label: (change.before, change.after) for change in changes}
        for table, changes in parts.items()
    }
    assert words["customer"].pop("Note")[1].endswith("…")
    assert words["customer"] == {
        "Birthday": ("", "lunar: month 8, day 15"),
        "Mark “does not want to be contacted”": ("no", "yes"),
        "Day we met": ("", "12 Mar 2026"),
        "Household": ("Li", ""),
    }
    assert words["complaint"] == {
        "State": ("Waiting for an answer", "Closed, 12 Mar 2026"),
        "Product": ("", "Green tea"),
        "Sale": ("", "the sale of 12 Mar 2026"),
        "Person who looks after it": ("", "Mary"),
        "What it cost us": ("", "€12.34"),
        "Answer whether the customer accepts it": ("", "no"),
    }
    assert words["follow_up"] == {
        "Way of contact": ("Phone call", "Letter"),
        "Occasion": ("Planned by hand", "Silent for long"),
        "Number of attempts": ("0", "2"),
    }
    assert words["product"] == {"Time until it is needed again": ("", "90 days")}
    assert words["purchase_line"] == {"Quantity": ("1", "2.5")}


def test_who_is_gone_since_is_still_called_by_name(book: Book) -> None:
    with book.edit("Made"):
        mary = book.staff.insert(StaffMember(name="Mary"))
        wei = book.customers.insert(Customer(name="Li Wei"))
    add_visit(book, wei.id)
    with book.edit("Served by Mary"):
        (visit,) = book.visits.of_customer(wei.id)
        book.visits.update(dataclasses.replace(visit, staff_id=mary.id))
    edit = latest(book)
    with book.edit("Gone"):
        book.staff.delete(mary.id)
        book.customers.delete(wei.id)
    assert told(book, edit) == [
        "Filled in the person of the staff of the contact of 12 Mar 2026 with Li Wei: Mary"
    ]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_whatever_is_in_the_book_can_be_told(book: Book, language: str) -> None:
    """Every kind of record, added, changed in each of its fields, and deleted."""
    fill(book)
    set_language(language)
    with book.edit("Deleted everything"):
        for table in reversed([table.name for table in TABLES if table.name != "shop"]):
            book.store.write(f"DELETE FROM {table}", {})
    seen = set()
    for one in history(book.store):
        for part in details(book.store, one.edit_id).parts:
            assert part.title
            assert part.sentence
            assert "{" not in part.sentence
            seen.add((part.table, part.op))
    nouns = {table.name for table in TABLES}
    assert {table for table, op in seen if op is Op.ADDED} == nouns
    assert {table for table, op in seen if op is Op.DELETED} == nouns - {"shop"}


def test_rules_of_one_kind_are_told_apart(book: Book) -> None:
    with book.edit("Changed rules"):
        for rule in book.visit_rules.all():
            book.visit_rules.update(dataclasses.replace(rule, weight=1))
    assert [part.title for part in details(book.store, history(book.store)[0].edit_id).parts][:6] == [
        "Rule “After a sale (3 days)”",
        "Rule “Silent for long”",
        "Rule “After a complaint (3 days)”",
        "Rule “Birthdays and yearly days”",
        "Rule “Keep in touch (Platinum)”",
        "Rule “Keep in touch (Gold)”",
    ]


def fill(book: Book) -> int:
    """One record of every kind; the id of the customer to whom they belong."""
    from model.clashes import Clash
    from model.shop import Holiday

    with book.edit("Filled"):
        mary = book.staff.insert(StaffMember(name="Mary"))
        tea = book.products.insert(Product(name="Tea", price_cents=100))
        book.holidays.insert(Holiday(first_on=A_DAY, last_on=A_DAY))
        book.class_treatments.insert(ClassTreatment(customer_class=CustomerClass.GOLD, words="A tin of tea"))
        wei = book.customers.save(
            CustomerCard(
                Customer(name="Li Wei", note="Sings"),
                phones=(Phone(number="07700 900100"),),
                traits=(Trait(kind=TraitKind.SIZE, label="shoe", value="38"),),
                consents=(Consent(channel=Channel.EMAIL, allowed=False),),
                household=Household(name="Li"),
                days=(CustomerDay(label="Wedding day", month=5, day=20, year=2010),),
            )
        ).customer.id
        sale = book.purchases.save(
            Purchase(customer_id=wei, bought_on=A_DAY, staff_id=mary.id),
            [PurchaseLine(product_id=tea.id, amount_cents=100)],
        )
        complaint = book.complaints.insert(
            Complaint(customer_id=wei, said_on=A_DAY, purchase_id=sale.id, words="Cold")
        )
        check_up = book.product_services.insert(
            ProductService(product_id=tea.id, name="Check", first_after=1, again_after=6, times=4)
        )
        book.service_uses.insert(
            ServiceUse(customer_id=wei, product_service_id=check_up.id, nth=1, used_on=A_DAY)
        )
        book.wishes.insert(Wish(customer_id=wei, product_id=tea.id, words="The green one", wished_on=A_DAY))
        book.gifts.insert(Gift(customer_id=wei, given_on=A_DAY, words="A tin of tea", cost_cents=450))
        lines = ClassLines(set_on=A_DAY, current_cents=9000, platinum_cents=20000, iron_cents=5000)
        review = book.class_reviews.insert(
            ClassReview(reviewed_on=A_DAY, class_lines_id=book.class_lines.insert(lines).id, figures="{}")
        )
        book.class_steps.insert(
            ClassStep(
                class_review_id=review.id,
                customer_id=wei,
                moved_on=A_DAY,
                to_class=CustomerClass.IRON,
                current_cents=100,
                potential_cents=6000,
                parts="{}",
            )
        )
        rule = book.visit_rules.insert(
            VisitRule(
                kind=RuleKind.KEEP_IN_TOUCH, scope=Scope.CLASS, scope_text="gold", count=3, unit=Unit.MONTHS
            )
        )
        plan = book.follow_ups.insert(
            FollowUp(customer_id=wei, planned_on=A_DAY, complaint_id=complaint.id, rule_id=rule.id)
        )
        paper = book.call_lists.insert(CallList(number=12, for_on=A_DAY))
        line = book.call_list_lines.insert(CallListLine(call_list_id=paper.id, line=17, customer_id=wei))
        book.call_list_reasons.insert(CallListReason(call_list_line_id=line.id, follow_up_id=plan.id))
        book.slips.insert(Slip(number=3, printed_on=A_DAY, customer_id=wei))
        book.text_templates.insert(TextTemplate(purpose=Purpose.BIRTHDAY, body="Dear {name}"))
        book.clashes.insert(
            Clash(
                customer_id=wei,
                table_name="customer",
                row_id=wei,
                column_name="city",
                kept='"Paris"',
                other='"Rome"',
            )
        )
    add_visit(book, wei, words="Lovely", follow_up_id=plan.id)
    return wei


# edits


def test_the_newest_edit_comes_first_with_its_moment_and_its_author(book: Book) -> None:
    book.store.who = "Mary"
    add_customer(book, "Anna")
    first, made = history(book.store)
    assert (first.sentence, first.who, first.is_undo) == ("Added customer Anna", "Mary", False)
    assert abs(first.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert made.sentence == "Made the book of Tea & Leaf"
    assert (first.can_take_back, made.can_take_back) == (True, False)


@pytest.mark.parametrize("what", ["Changed {name}", "{}", "{0}", "{", "{amount.real.x}"])
def test_a_sentence_that_another_program_wrote_is_told_as_it_stands(book: Book, what: str) -> None:
    add_customer(book, "Anna")
    with book.edit("Wrote into it"):
        book.store.write(
            'UPDATE edit SET what = :what, about = \'{"amount": "1"}\' WHERE number = 2', {"what": what}
        )
    assert said(book)[1] == what
    assert [one.sentence for one in history(book.store, text=what)] == [what]


def test_an_undo_says_what_it_took_back_and_redo_what_it_put_back(book: Book) -> None:
    anna = add_customer(book, "Anna")
    book.undo()
    undid, added, _made = history(book.store)
    assert (undid.sentence, undid.is_undo) == ("Undid: Added customer Anna", True)
    assert (added.taken_back, added.can_take_back) == (True, False)
    assert told(book) == ["Deleted customer Anna"]
    book.redo()
    assert said(book)[0] == "Put back: Added customer Anna"
    assert told(book) == ["Put back customer Anna"]
    assert history(book.store)[2].taken_back is False
    assert history(book.store)[0].customer_ids == (anna,)


def test_pages_join_without_a_gap(book: Book) -> None:
    for n in range(7):
        add_customer(book, f"Customer {n}")
    pages, before = [], None
    while page := history(book.store, before=before, limit=3):
        pages += page
        before = page[-1].number
    assert pages == history(book.store)
    assert len(pages) == 8


def test_the_history_of_one_customer_holds_what_is_gone_too(book: Book) -> None:
    wei, other = add_customer(book, "Li Wei"), add_customer(book, "Li Wei")
    sale = add_sale(book, wei, A_DAY, 100, 200)
    with book.edit("Took a line out"):
        book.purchases.save(sale, book.purchase_lines.of(sale.id)[:1])
    add_sale(book, other)
    visit = add_visit(book, wei)
    with book.edit("Deleted a contact"):
        book.visits.delete(visit.id)
    with book.edit("Gave the sale to the other one"):
        book.purchases.update(dataclasses.replace(book.purchases.get(sale.id), customer_id=other))
    with book.edit("Changed the line there"):
        line = book.purchase_lines.of(sale.id)[0]
        book.purchase_lines.update(dataclasses.replace(line, text="Cup"))
    with book.edit("Deleted customer {name}", name="Li Wei"):
        book.customers.delete(wei)
    mine = [one.sentence for one in history(book.store, customer_id=wei)]
    assert mine == [
        "Deleted customer Li Wei",
        "Changed the line there",
        "Gave the sale to the other one",
        "Deleted a contact",
        "Wrote down a contact",
        "Took a line out",
        "Recorded a sale",
        "Added customer Li Wei",
    ]
    assert len(history(book.store, customer_id=[wei, other])) == 10
    assert (
        history(book.store, customer_id=wei, limit=2, before=history(book.store)[2].number)[0].sentence
        == mine[3]
    )


def test_an_import_belongs_to_the_history_of_whom_it_brought(book: Book, tmp_path: Path) -> None:
    add_customer(book, "Anna")
    bring(book, tmp_path, SALES)
    bo = book.customers.all("name = 'Bo'")[0]
    assert [one.sentence for one in history(book.store, customer_id=bo.id)] == ["Imported file.csv (rows: 3)"]


def test_an_import_is_told_by_counts(book: Book, tmp_path: Path) -> None:
    edit = bring(book, tmp_path, SALES)
    found = details(book.store, edit, limit=4)
    assert found.counts == ("Added: 3 customers, 2 products, 3 sales, 3 lines",)
    assert len(found.parts) == 4
    assert found.more == 7
    assert found.parts[0].sentence == "Added customer Anna"


def test_words_are_found_in_who_in_what_and_in_whom(book: Book) -> None:
    book.store.who = "Mary"
    add_customer(book, "Łukasz Nowak")
    book.store.who = "Tom"
    add_customer(book, "王小明")
    add_customer(book, "Иван")
    with book.edit("Deleted the sale to {name}, {amount}", name="Anna", amount="€5"):
        book.staff.insert(StaffMember(name="x"))
    for text, found in {
        "mary": 1,
        "NOWAK added": 1,
        "Łukasz": 1,
        "lukasz": 1,
        "иван": 1,
        "added customer": 3,
        "tom 小明": 1,
        "€5": 1,
        "name": 0,
        "%": 0,
        "sale added": 0,
        "  ": 5,
    }.items():
        assert len(history(book.store, text=text)) == found, text
    assert [one.who for one in history(book.store, text="added", limit=1)] == ["Tom"]


def test_a_word_that_is_no_word_of_the_sentence_does_not_hide_those_further_back(book: Book) -> None:
    add_customer(book, "Zoe")
    for n in range(5):
        with book.edit("Changed {zoe}", zoe=f"Nobody {n}"):
            book.staff.insert(StaffMember(name="x"))
    assert [one.sentence for one in history(book.store, text="zoe", limit=2)] == ["Added customer Zoe"]


def test_days_are_those_of_this_pc(book: Book) -> None:
    for n, moment in enumerate(
        ("2026-03-10T12:00", "2026-03-11T00:00", "2026-03-11T23:59", "2026-03-12T12:00")
    ):
        add_customer(book, f"Customer {n}")
        at = datetime.fromisoformat(moment).astimezone().astimezone(UTC).isoformat(timespec="milliseconds")
        with book.edit("Set the clock"):
            book.store.write(
                "UPDATE edit SET at = :at WHERE number = (SELECT max(number) - 1 FROM edit)",
                {"at": at},
            )
    day = date(2026, 3, 11)
    assert [one.sentence for one in history(book.store, since=day, until=day)] == [
        "Added customer Customer 2",
        "Added customer Customer 1",
    ]


def test_what_came_with_a_join_says_so(book: Book) -> None:
    add_customer(book, "Anna")
    brought = latest(book)
    with book.edit("Joined"):
        book.store.write(
            "UPDATE edit SET came_with = :join WHERE id = :id", {"join": book.store.edit_id, "id": brought}
        )
    joined, anna, _made = history(book.store)
    assert (anna.came_with, joined.came_with) == (joined.edit_id, None)
    assert (joined.can_take_back, anna.can_take_back) == (True, False)


def test_what_came_with_a_join_is_taken_back_with_it_and_is_no_rubbish(book: Book, tmp_path: Path) -> None:
    anna = add_customer(book, "Anna")
    book.close()
    copy = tmp_path / "other.regulars"
    shutil.copy(book.path, copy)
    with Book.open(copy) as other:
        other.store.who = "Tom"
        add_sale(other, anna)
        add_customer(other, "Bo")
    with Book.open(book.path) as ours:
        change(ours, anna, city="York")
        join_into(ours, copy, "the stick")
        joined, bo, sale, *_own = history(ours.store)
        assert details(ours.store, joined.edit_id).counts == ("2 edits came with it",)
        assert [(one.who, one.came_with) for one in (bo, sale)] == [("Tom", joined.edit_id)] * 2
        assert told(ours, bo.edit_id) == ["Added customer Bo"]
        assert history(ours.store, customer_id=anna)[0].sentence == "Recorded a sale"
        ours.undo()
        assert [one.taken_back for one in history(ours.store)][:5] == [False, True, True, True, False]
        assert ours.customers.count() == 1
        assert deleted(ours.store) == []


def test_people_are_found_by_name_also_when_they_are_deleted(book: Book) -> None:
    wei, ming = add_customer(book, "Li Wei"), add_customer(book, "Li Ming")
    add_customer(book, "Anna")
    with book.edit("Deleted"):
        book.customers.delete(wei)
    assert people_called(book, "li") == {ming: "Li Ming", wei: "Li Wei"}
    assert people_called(book, "Xaver") == {}


# putting one field back


def test_one_field_is_put_back_and_the_rest_stays(book: Book) -> None:
    anna = add_customer(book, "Anna", city="York", email="a@b.org")
    edit = change(book, anna, city="Leeds", email="")
    change(book, anna, city="Bath")
    undone = put_back_field(book, edit, "customer", anna, "city")
    assert undone.sentence == "Put back: the city of customer Anna"
    assert (book.customers.get(anna).city, book.customers.get(anna).email) == ("York", "")
    assert said(book)[0] == "Put back the city of customer Anna"
    book.undo()
    assert book.customers.get(anna).city == "Bath"


def test_every_field_of_a_customer_can_be_put_back(book: Book) -> None:
    by = add_customer(book, "Otto")
    with book.edit("Made"):
        home = book.households.insert(Household(name="Smith"))
    before = Customer(
        name="Anna",
        greeting="Mrs",
        code="1",
        card_number="2",
        email="e",
        street="s",
        city="c",
        postal_code="p",
        province="v",
        country="x",
        household_id=home.id,
        found_by="f",
        introduced_by_id=by,
        call_from="09:00",
        call_until="10:00",
        call_note="n",
        do_not_contact=True,
        note="note",
        known_since=A_DAY,
        archived=True,
        class_by_hand=CustomerClass.GOLD,
        class_until=A_DAY,
        class_reason="r",
        left_on=A_DAY,
        left_reason=LeftReason.PRICE,
        left_for="The other shop",
        confirm_details=True,
        stars=3,
        need_cents=90000,
        share_aim_percent=60,
    ).with_birthday(YearlyDay(month=2, day=3, year=2000, lunar=True))
    with book.edit("Made"):
        before = book.customers.insert(before)
    edit = change(
        book,
        before.id,
        **{
            field.name: field.default
            for field in dataclasses.fields(Customer)
            if field.name not in ("id", "name")
        }
        | {"name": "Bea", "kind": "business"},
    )
    (part,) = details(book.store, edit).parts
    assert {change.column for change in part.changes} == {field.name for field in FIELDS["customer"]}
    for one in part.changes:
        assert one.put_back_possible
        put_back_field(book, edit, "customer", before.id, one.column)
    assert book.customers.get(before.id) == before
    (part,) = details(book.store, edit).parts
    assert not any(one.put_back_possible for one in part.changes)


def test_a_phone_put_back_is_found_by_its_digits_again(book: Book) -> None:
    anna = add_customer(book, "Anna", "07700 900100")
    card = book.customers.card(anna)
    with book.edit("Changed"):
        book.customers.save(
            dataclasses.replace(card, phones=(dataclasses.replace(card.phones[0], number="07700 900999"),))
        )
    put_back_field(book, latest(book), "customer_phone", card.phones[0].id, "number")
    assert book.customers.card(anna) == card
    assert [hit.customer_id for hit in book.search.find("900100")] == [anna]


def test_the_state_of_a_complaint_is_put_back_with_its_day(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Made"):
        complaint = book.complaints.insert(
            Complaint(customer_id=anna, said_on=A_DAY, status=ComplaintStatus.CLOSED, closed_on=A_DAY)
        )
    with book.edit("Opened again"):
        book.complaints.update(dataclasses.replace(complaint, status=ComplaintStatus.OPEN, closed_on=None))
    put_back_field(book, latest(book), "complaint", complaint.id, "status")
    assert book.complaints.get(complaint.id) == complaint


def test_what_cannot_be_put_back_says_why_and_changes_nothing(book: Book) -> None:
    otto = add_customer(book, "Otto")
    anna = add_customer(book, "Anna", introduced_by_id=otto)
    edit = change(book, anna, introduced_by_id=None, city="York")
    with book.edit("Deleted"):
        book.customers.delete(otto)
    edits = book.store.value("SELECT count(*) FROM edit")
    with pytest.raises(BookError, match="Otto is no longer in the book"):
        put_back_field(book, edit, "customer", anna, "introduced_by_id")
    with pytest.raises(BookError, match="says so already"):
        put_back_field(book, edit, "customer", anna, "email")
    with book.edit("Deleted"):
        book.customers.delete(anna)
    with pytest.raises(BookError, match="no longer in the book"):
        put_back_field(book, edit, "customer", anna, "city")
    assert book.store.value("SELECT count(*) FROM edit") == edits + 1


# undo in parts


def test_undo_names_each_part_that_it_left_alone_and_why(book: Book) -> None:
    with book.edit("Made"):
        anna = book.customers.insert(Customer(name="Anna"))
        bo = book.customers.insert(Customer(name="Bo"))
        carl = book.customers.insert(Customer(name="Carl"))
        book.customers.insert(Customer(name="Dora"))
    made = latest(book)
    change(book, anna.id, city="York")
    add_visit(book, bo.id)
    with book.edit("Deleted"):
        book.customers.delete(carl.id)
    undone = book.take_back(made)
    assert {(left.title, left.why) for left in undone.left} == {
        ("Customer Anna", "it was changed since"),
        ("Customer Bo", "something entered since belongs to it"),
    }
    assert (undone.undone, undone.kept, undone.could_not) == (2, 2, 0)


def test_what_hung_on_somebody_who_is_gone_cannot_be_put_back_and_says_so(book: Book) -> None:
    anna = add_customer(book, "Anna")
    visit = add_visit(book, anna)
    with book.edit("Deleted"):
        book.visits.delete(visit.id)
    edit = latest(book)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    (left,) = book.take_back(edit).left
    assert left == ("Contact of 12 Mar 2026 with Anna", "what it belongs to is no longer in the book")


def test_an_edit_that_is_final_is_never_taken_back_and_says_so(book: Book) -> None:
    anna = add_customer(book, "Anna")
    bo = add_customer(book, "Bo")
    erase(book, anna)
    final = latest(book)
    assert not entry(book.store, final).can_take_back
    with pytest.raises(BookError, match="“Erased a person for good” stays as it is"):
        book.take_back(final)
    book.undo()
    assert book.customers.find(bo) is None
    assert book.undo() is None


def test_what_was_undone_is_told_and_found_in_the_language_of_whoever_reads(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Deleted customer {name}", name="Anna"):
        book.customers.delete(anna)
    set_language("zh_CN")
    book.undo()
    book.redo()
    set_language("en")
    assert [one.sentence for one in history(book.store)[:3]] == [
        "Put back: Deleted customer Anna",
        "Undid: Deleted customer Anna",
        "Deleted customer Anna",
    ]
    assert len(history(book.store, text="anna deleted")) == 3
    undone = book.redo() or book.undo()
    assert undone is not None
    assert undone.what == "Deleted customer Anna"
