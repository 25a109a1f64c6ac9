"""One customer on paper: everything that a careful shop knows, and nothing silently left out."""

import dataclasses
from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO

import pytest

from model.book import Book
from model.channels import Channel
from model.complaints import Complaint as ComplaintRecord
from model.customer_class import CustomerClass
from model.customer_phones import Phone, PhoneKind
from model.customers import Consent, Customer, CustomerCard
from model.errors import BookError
from model.follow_ups import FollowUp, FollowUpStatus
from model.gifts import GiftKind
from model.households import Household
from model.purchases import PurchaseKind
from model.traits import Trait, TraitKind
from model.yearly_days import YearlyDay
from reports import customer_facts, customer_sheet, sheets
from reports.customer_facts import CONTACTS, GIFTS, RECEIPTS, Facts, Receipt, Said, Sold
from reports.page import A4, LETTER, Paper
from reports.report import Options
from tests.makers import A_DAY, add_customer, add_gift, add_sale, add_visit, review_classes
from tests.reports.printed import SHOP, pages, text

DAY = timedelta(days=1)
BARE = Facts(SHOP, "GBP", A_DAY, "Anna Smith")


def printed(facts: Facts, paper: Paper = A4, language_code: str = "en") -> bytes:
    target = BytesIO()
    customer_sheet.write(facts, target, paper, language_code)
    return target.getvalue()


def of(book: Book, customer_id: int) -> str:
    """The words of that customer's sheet, on one line."""
    return flat([text(printed(customer_facts.gather(book, customer_id, A_DAY)))])


def flat(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def add_family_customer(book: Book) -> int:
    """Anna of the Smith household, with every field of her card filled in."""
    brought_by = add_customer(book, "Bert Brown")
    with book.edit("Added"):
        customer = Customer(
            name="Anna Smith",
            greeting="Mrs Smith",
            email="anna@example.org",
            street="1 High Street",
            city="York",
            found_by="Walked past",
            introduced_by_id=brought_by,
            call_from="17:00",
            call_note="not on Fridays",
            note="Always brings the dog.",
            known_since=date(2021, 5, 3),
            card_number="C-0042",
        ).with_birthday(YearlyDay(month=2, day=29, year=1980))
        card = book.customers.save(
            CustomerCard(
                customer,
                phones=(
                    Phone(number="07700 900123"),
                    Phone(number="01904 555100", kind=PhoneKind.HOME, shared=True),
                ),
                traits=(
                    Trait(kind=TraitKind.LIKES, value="green tea"),
                    Trait(kind=TraitKind.SIZE, label="cup", value="large"),
                    Trait(kind=TraitKind.TAG, value="gift buyer"),
                ),
                consents=(Consent(channel=Channel.EMAIL, allowed=False, said_on=date(2024, 1, 5)),),
                household=Household(name="Smith, High Street"),
            )
        )
        book.customers.save(
            CustomerCard(Customer(name="Peter Smith"), household=Household(name="Smith, High Street"))
        )
    return card.customer.id


def test_every_field_of_the_card_is_on_the_sheet(book: Book) -> None:
    shown = of(book, add_family_customer(book))
    for words in [
        "Anna Smith",
        "Person · known since 3 May 2021",
        "07700 900123 (Mobile)",
        "01904 555100 (Home, shared)",
        "1 High Street, York",
        "anna@example.org",
        "29 Feb 1980",
        "Smith, High Street",
        "Lives with Peter Smith",
        "Introduced by Bert Brown",
        "green tea",
        "cup: large",
        "gift buyer",
        "call after 17:00 · not on Fridays",
        "E-mail: refused, 5 Jan 2024",
        "Walked past",
        "C-0042",
        "Mrs Smith",
        "Always brings the dog.",
        "Personal: keep it locked away",
    ]:
        assert words in shown


def test_what_was_bought_stands_with_its_lines_and_adds_up_above(book: Book) -> None:
    anna = add_customer(book)
    for months in range(3):
        add_sale(
            book, anna, A_DAY - 30 * months * DAY, 1250, 300, cost=100, receipt=f"R{months}", text="Oolong"
        )
    shown = of(book, anna)
    assert "Revenue" in shown
    assert "€46.50" in shown
    assert "every 30 days" in shown
    assert "12 Mar 2026 R0 Oolong 1 €12.50 Oolong 1 €3.00" in shown


def test_goods_that_came_back_say_so(book: Book) -> None:
    sale = add_sale(book, add_customer(book), A_DAY, 1250, text="Oolong")
    line = book.purchase_lines.of(sale.id)[0]
    assert sale.customer_id is not None
    with book.edit("Took back"):
        back = book.purchases.return_goods(sale.id, {line.id: 1000}, A_DAY)
    assert back.kind is PurchaseKind.RETURN
    assert "Brought back: Oolong -1" in of(book, sale.customer_id)


def test_only_open_follow_ups_and_every_word_that_was_said(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Planned"):
        for reason, status in (("Bring the samples", FollowUpStatus.OPEN), ("Old", FollowUpStatus.SKIPPED)):
            book.follow_ups.insert(
                FollowUp(customer_id=anna, planned_on=A_DAY + DAY, reason=reason, promise=True, status=status)
            )
        book.complaints.insert(ComplaintRecord(customer_id=anna, said_on=A_DAY, words="The pot leaks."))
    add_visit(book, anna, A_DAY - DAY, satisfaction=9, words="Lovely shop.", suggestion="More chairs.")
    shown = of(book, anna)
    for words in [
        "Bring the samples",
        "promised",
        "tomorrow",
        "1 open complaint",
        "The pot leaks.",
        "Waiting for an answer",
        "Lovely shop.",
        "More chairs.",
        "Reached",
    ]:
        assert words in shown
    assert "Old" not in shown


def test_what_was_given_stands_with_what_it_cost_us(book: Book) -> None:
    anna = add_customer(book)
    add_gift(book, anna, A_DAY, 450)
    add_gift(book, anna, A_DAY - DAY, words="Free delivery", kind=GiftKind.GOODWILL)
    shown = of(book, anna)
    assert "Gifts and goodwill 2 Day Kind What was given What it cost us" in shown
    assert "12 Mar 2026 Gift A tin of tea €4.50 11 Mar 2026 Goodwill Free delivery" in shown
    for n in range(GIFTS):
        add_gift(book, anna, A_DAY - n * DAY, words=f"Gift-{n}")
    shown = of(book, anna)
    assert f"the last {GIFTS} of {GIFTS + 2}" in shown
    assert "Free delivery" in shown
    assert f"Gift-{GIFTS - 1}" not in shown


def test_the_steps_between_classes_stand_with_their_reason(book: Book) -> None:
    anna = add_customer(book)
    review_classes(book, A_DAY - 60 * DAY, anna=(anna, CustomerClass.GOLD))
    review_classes(book, A_DAY, anna=(anna, CustomerClass.INACTIVE))
    shown = of(book, anna)
    assert "Class 2 Day Class Why 12 Mar 2026 Gold → Inactive Has never bought anything." in shown
    assert "11 Jan 2026 Gold Brought €0.00 in 12 months" in shown


def test_what_lapsed_is_no_longer_planned(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Planned"):
        book.follow_ups.insert(
            FollowUp(customer_id=anna, planned_on=A_DAY - 9 * DAY, lapses_on=A_DAY - DAY, reason="Too late")
        )
    assert "Too late" not in of(book, anna)


def test_who_wants_no_contact_cannot_be_overlooked(book: Book) -> None:
    shown = of(book, add_customer(book, do_not_contact=True, archived=True))
    assert "Does not want to be contacted at all · Archived" in shown


def test_a_customer_of_whom_only_the_name_is_known_has_a_sheet_too(book: Book) -> None:
    (page,) = pages(printed(customer_facts.gather(book, add_customer(book, "Anna"), A_DAY)))
    assert "Anna" in page
    assert "Page 1 of 1" in page
    assert "Purchases\n" in page, "the figure"
    assert "Receipt" not in page, "no table without rows"


def test_the_last_ones_are_printed_and_it_is_said_how_many_there_are(book: Book) -> None:
    anna = add_customer(book)
    for n in range(RECEIPTS + 5):
        add_sale(book, anna, A_DAY - n * DAY, receipt=f"R{n:03}")
    for n in range(CONTACTS + 1):
        add_visit(book, anna, A_DAY - n * DAY)
    shown = of(book, anna)
    assert f"R{RECEIPTS - 1:03}" in shown
    assert f"R{RECEIPTS:03}" not in shown
    assert f"the last {RECEIPTS} of {RECEIPTS + 5}" in shown
    assert f"the last {CONTACTS} of {CONTACTS + 1}" in shown


def test_a_short_receipt_is_not_divided_between_pages() -> None:
    receipts = tuple(
        Receipt(A_DAY, f"R{n:03}", tuple(Sold(f"Piece-{n:03}", "1", 100) for _line in range(5)))
        for n in range(40)
    )
    found = pages(printed(dataclasses.replace(BARE, receipts=receipts, receipts_in_all=40)))
    assert len(found) > 2
    for n in range(40):
        assert [page.count(f"Piece-{n:03}") for page in found if f"Piece-{n:03}" in page] == [5]


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_endless_words_are_cut_where_everybody_sees_it(paper: Paper) -> None:
    endless = "word " * 20_000
    facts = dataclasses.replace(
        BARE,
        name="Anna " * 200,
        about=("Person",),
        warnings=(endless,),
        fields=tuple(Said(f"Field {n} {endless}", endless) for n in range(60)),
        note=endless,
        receipts=(Receipt(A_DAY, "1" * 300, (Sold(endless, "1", 10**11),)),),
        receipts_in_all=1,
    )
    found = pages(printed(facts, paper))
    assert found[-1].strip().endswith(f"Page {len(found)} of {len(found)}")
    everything = "\n".join(found)
    assert "... continues" in everything, "the text read back has three dots for one"
    assert everything.count("...") > 60
    assert "£1,000,000,000.00" in everything


def test_a_sheet_of_somebody_deleted_is_refused_in_words(book: Book) -> None:
    anna = add_customer(book)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    with pytest.raises(BookError):
        sheets.customer(anna, "Anna").print(book, Options(today=A_DAY), BytesIO())


def test_the_sheet_speaks_chinese(book: Book) -> None:
    with book.edit("Added"):
        name = "王小明"
        wang = book.customers.save(
            CustomerCard(
                Customer(name=name, city="临江").with_birthday(YearlyDay(month=8, day=15, lunar=True)),
                phones=(Phone(number="13800138000"),),
            )
        ).customer.id
    target = BytesIO()
    sheets.customer(wang, name).print(book, Options(today=A_DAY, language="zh_CN"), target)
    shown = text(target.getvalue())
    for words in ["王小明", "13800138000(手机)", "临江", "生日", "销售额"]:
        assert words in shown
