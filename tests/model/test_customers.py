"""A customer's card: everything that is typed on it is kept, together."""

import dataclasses
from datetime import date

import pytest

from model.book import Book
from model.channels import Channel
from model.customer_phones import Phone, PhoneKind
from model.customers import Consent, Customer, CustomerCard, CustomerKind
from model.errors import BookError, FieldError
from model.households import Household
from model.traits import Trait, TraitKind
from model.yearly_days import YearlyDay
from tests.makers import add_customer, make_book  # noqa: F401

FULL = CustomerCard(
    customer=Customer(
        kind=CustomerKind.PERSON,
        name="王小明",
        greeting="王先生",
        code="C-1",
        card_number="K-0042",
        email="wang@example.org",
        street="解放路 1",
        city="杭州",
        postal_code="310000",
        province="浙江",
        country="中国",
        found_by="Neighbour",
        call_from="18:00",
        call_until="20:30",
        call_note="not on Mondays",
        note="Likes to talk about tea.\nHas a dog.",
        known_since=date(2020, 2, 29),
    ).with_birthday(YearlyDay(month=8, day=15, lunar=True)),
    phones=(
        Phone(number="138 0013 8000", kind=PhoneKind.MOBILE),
        Phone(number="0571-8765 4321", kind=PhoneKind.HOME, shared=True),
    ),
    traits=(
        Trait(kind=TraitKind.LIKES, value="Longjing"),
        Trait(kind=TraitKind.SIZE, label="shoe", value="42"),
    ),
    consents=(Consent(channel=Channel.PHONE, allowed=True, said_on=date(2024, 1, 5), note="on paper"),),
    household=Household(name="王家"),
)


def save(book: Book, card: CustomerCard) -> CustomerCard:
    with book.edit("Saved {name}", name=card.customer.name):
        return book.customers.save(card)


def typed(card: CustomerCard) -> object:
    """The card without what the book adds: ids, digits, places."""

    def bare(record: object) -> object:
        numbered = {"id", "customer_id", "household_id", "digits", "position"}
        return {
            field.name: getattr(record, field.name)
            for field in dataclasses.fields(record)  # type: ignore[arg-type]
            if field.name not in numbered
        }

    return [
        bare(card.customer),
        [bare(phone) for phone in card.phones],
        [bare(trait) for trait in card.traits],
        [bare(consent) for consent in card.consents],
        card.household and card.household.name,
    ]


def test_everything_on_a_card_comes_back_as_it_was_typed(book: Book) -> None:
    stored = save(book, FULL)
    with book.again() as other:
        assert typed(other.customers.card(stored.customer.id)) == typed(FULL)
    assert stored.customer.birthday == YearlyDay(month=8, day=15, lunar=True)


def test_saving_what_did_not_change_writes_nothing(book: Book) -> None:
    stored = save(book, FULL)
    entries = book.store.value("SELECT count(*) FROM journal")
    save(book, stored)
    assert book.store.value("SELECT count(*) FROM journal") == entries


def test_phones_can_be_changed_taken_away_added_and_put_in_another_order(book: Book) -> None:
    stored = save(book, FULL)
    mobile, home = stored.phones
    changed = dataclasses.replace(mobile, number="139 0000 1111")
    again = save(book, dataclasses.replace(stored, phones=(Phone(number="555"), home, changed)))
    assert [phone.number for phone in again.phones] == ["555", "0571-8765 4321", "139 0000 1111"]
    assert again.phones[2].id == mobile.id
    gone = save(book, dataclasses.replace(again, phones=()))
    assert gone.phones == ()


def test_a_household_is_found_by_its_name_and_left_by_emptying_it(book: Book) -> None:
    first = save(book, FULL)
    other = save(book, CustomerCard(Customer(name="王小红"), household=Household(name="王家")))
    assert first.household == other.household
    assert first.household is not None
    assert [name for _id, name in book.households.members(first.household.id)] == ["王小明", "王小红"]
    assert save(book, dataclasses.replace(other, household=None)).customer.household_id is None


@pytest.mark.parametrize("name", ["", "   ", "\u3000"])
def test_a_customer_without_a_name_is_refused_and_nothing_is_saved(book: Book, name: str) -> None:
    with pytest.raises(FieldError) as refused:
        save(book, CustomerCard(Customer(name=name)))
    assert refused.value.field == "name"
    assert book.customers.count() == 0


@pytest.mark.parametrize(
    "name",
    [
        "NULL",
        "None",
        "true",
        "<b>x",
        "</para>",
        "Smith & Sons",
        "x" * 500,
        ".",
        "Robert'); DROP TABLE",
        "👨‍👩‍👧",
        "a\u202eb",
    ],
)
def test_any_other_name_is_kept_as_it_was_typed(book: Book, name: str) -> None:
    stored = save(book, CustomerCard(Customer(name=name)))
    assert book.customers.get(stored.customer.id).name == name
    assert [hit.name for hit in book.search.find(name)] == [name] or name in (".",)


def test_a_phone_is_kept_as_typed_and_matched_by_its_digits(book: Book) -> None:
    anna = add_customer(book, "Anna", "+44 (0)7700 900-123")
    assert book.customers.card(anna).phones[0].number == "+44 (0)7700 900-123"
    assert [phone.customer_id for phone in book.phones.holders("07700 900123")] == [anna]
    assert book.phones.holders("no digits") == []


def test_a_deleted_customer_says_so_in_a_sentence(book: Book) -> None:
    with pytest.raises(BookError, match="no longer in the book"):
        book.customers.get(12345)


def test_the_introducer_may_leave_without_taking_whom_they_brought(book: Book) -> None:
    anna = add_customer(book, "Anna")
    bob = add_customer(book, "Bob", introduced_by_id=anna)
    with book.edit("Deleted"):
        book.customers.delete(anna)
    assert book.customers.get(bob).introduced_by_id is None
    book.undo()
    assert book.customers.get(bob).introduced_by_id == anna


def test_do_not_contact_closes_every_channel(book: Book) -> None:
    stored = save(book, FULL)
    assert stored.may_contact(Channel.PHONE)
    assert stored.may_contact(Channel.LETTER)
    closed = dataclasses.replace(stored, customer=dataclasses.replace(stored.customer, do_not_contact=True))
    assert not any(closed.may_contact(channel) for channel in Channel)


def test_what_the_form_left_alone_keeps_what_came_meanwhile(book: Book) -> None:
    began = save(book, FULL)
    arrived = dataclasses.replace(
        began,
        customer=dataclasses.replace(began.customer, city="苏州", email="new@example.org"),
        phones=(*began.phones, Phone(number="555")),
    )
    save(book, arrived)  # an import, while the form is open
    mobile, home = began.phones
    typed_over = dataclasses.replace(
        began,
        customer=dataclasses.replace(began.customer, email="typed@example.org", note="typed"),
        phones=(dataclasses.replace(mobile, number="139 0000 1111"),),
    )
    with book.edit("Changed"):
        saved = book.customers.save(typed_over, since=began)
    assert (saved.customer.city, saved.customer.email, saved.customer.note) == (
        "苏州",
        "typed@example.org",
        "typed",
    )
    assert {phone.number for phone in saved.phones} == {"139 0000 1111", "555"}
    assert home.id not in {phone.id for phone in saved.phones}
    book.undo()
    assert typed(book.customers.card(began.customer.id)) == typed(arrived)
