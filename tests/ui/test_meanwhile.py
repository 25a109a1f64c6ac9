"""A form is open while somebody else writes into the same record: nobody's work is lost without a word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.complaints import Complaint, ComplaintStatus
from model.customers import CustomerCard
from model.follow_ups import FollowUp
from model.products import Product
from model.yearly_days import YearlyDay
from tests.makers import A_DAY, add_customer, add_visit
from ui.context import Context
from ui.forms.complaint_form import ComplaintForm
from ui.forms.contact_form import ContactForm
from ui.forms.customer_form import CustomerForm
from ui.forms.follow_up_form import FollowUpForm
from ui.forms.product_form import ProductForm
from ui.forms.record_form import RecordForm
from ui.widgets.banner import Banner
from ui.widgets.label import PlainLabel


@pytest.fixture
def form(qtbot: QtBot, context: Context, book: Book) -> CustomerForm:
    """The card of Anna, open."""
    anna = add_customer(book, "Anna Smith", "020 7946 0123", city="Leeds", note="Likes green tea")
    made = CustomerForm(context, book.customers.card(anna))
    qtbot.addWidget(made)
    made.show()
    return made


def li_writes(book: Book, **fields: object) -> None:
    """Li changes the card of Anna."""
    with book.again() as other:
        other.store.who = "Li"
        customer = other.customers.all()[0]
        with other.edit("Changed customer {name}", name=customer.name):
            other.customers.update(replace(customer, **fields))  # type: ignore[arg-type]


def said(form: RecordForm) -> str:
    texts = [label.text() for label in form.findChildren(PlainLabel) if label.isVisibleTo(form)]
    return "\n".join(texts)


def press(form: RecordForm, text: str) -> None:
    """Press the button that says ``text``."""
    next(
        button
        for button in form.findChildren(QPushButton)
        if button.text() == text and button.isVisibleTo(form)
    ).click()


def stored(book: Book, form: CustomerForm) -> CustomerCard:
    return book.customers.card(form._card.customer.id)


def test_different_fields_need_no_word(book: Book, form: CustomerForm) -> None:
    form.city.set_value("York")
    li_writes(book, note="Likes black tea")
    assert form.save_now()
    customer = stored(book, form).customer
    assert (customer.city, customer.note) == ("York", "Likes black tea")


def test_the_same_change_on_both_sides_needs_no_word(book: Book, form: CustomerForm) -> None:
    form.city.set_value("York")
    li_writes(book, city="York")
    assert form.save_now()


def test_a_field_that_both_changed_says_what_stands_in_the_book_now_and_who_wrote_it(
    book: Book, form: CustomerForm
) -> None:
    form.city.set_value("York")
    li_writes(book, city="Hull")
    assert not form.save_now()
    assert "Hull" in form.city.shown_problem()
    assert "Li" in form.city.shown_problem()
    assert form.city.value() == "York"
    assert stored(book, form).customer.city == "Hull", "nothing is written before the person knows"
    assert form.city.hasFocus() or form.focusWidget() is form.city.inner


def test_saving_again_keeps_mine_and_the_history_has_theirs(book: Book, form: CustomerForm) -> None:
    form.city.set_value("York")
    li_writes(book, city="Hull")
    form.save_now()
    assert form.save_now()
    assert stored(book, form).customer.city == "York"
    book.undo()
    assert stored(book, form).customer.city == "Hull"


def test_theirs_can_be_taken_and_my_other_work_is_kept(book: Book, form: CustomerForm) -> None:
    form.city.set_value("York")
    form.note.set_value("Likes cake")
    li_writes(book, city="Hull")
    form.save_now()
    press(form, "Take theirs")
    assert form.city.value() == "Hull"
    assert form.save_now()
    customer = stored(book, form).customer
    assert (customer.city, customer.note) == ("Hull", "Likes cake")


def test_who_writes_once_more_is_told_once_more(book: Book, form: CustomerForm) -> None:
    form.city.set_value("York")
    li_writes(book, city="Hull")
    assert not form.save_now()
    li_writes(book, city="Bath")
    assert not form.save_now()
    assert "Bath" in form.city.shown_problem()
    assert form.save_now()


def test_two_fields_that_both_changed_are_told_together(book: Book, form: CustomerForm) -> None:
    form.city.set_value("York")
    form.note.set_value("Mine")
    li_writes(book, city="Hull", note="Theirs")
    assert not form.save_now()
    assert "Hull" in form.city.shown_problem()
    assert "Theirs" in form.note.shown_problem()
    assert form.save_now()
    customer = stored(book, form).customer
    assert (customer.city, customer.note) == ("York", "Mine")


def test_a_birthday_is_one_field(book: Book, form: CustomerForm) -> None:
    form.birthday.set_value(YearlyDay(month=3, day=5))
    li_writes(book, birth_month=4, birth_day=6, birth_year=1980)
    assert not form.save_now()
    assert "6" in form.birthday.shown_problem()
    press(form, "Take theirs")
    assert form.birthday.value() == YearlyDay(month=4, day=6, year=1980)
    assert form.save_now()


def test_a_phone_that_both_changed_is_told(book: Book, form: CustomerForm) -> None:
    phone = stored(book, form).phones[0]
    form.phones.set_value([replace(phone, number="020 7946 0999")])
    with book.again() as other, other.edit("Changed customer {name}", name="Anna"):
        other.phones.update(replace(phone, number="020 7946 0777"))
    assert not form.save_now()
    assert "0777" in form.phones.shown_problem()
    press(form, "Take theirs")
    assert form.save_now()
    assert [one.number for one in stored(book, form).phones] == ["020 7946 0777"]


def test_a_phone_that_somebody_else_deleted_is_no_obstacle(book: Book, form: CustomerForm) -> None:
    phone = stored(book, form).phones[0]
    form.city.set_value("York")
    with book.again() as other, other.edit("Changed customer {name}", name="Anna"):
        other.phones.delete(phone.id)
    assert form.save_now()
    assert stored(book, form).phones == (), "whoever left it alone lets it go"


def test_a_phone_changed_here_and_deleted_there_stays(book: Book, form: CustomerForm) -> None:
    phone = stored(book, form).phones[0]
    form.phones.set_value([replace(phone, number="020 7946 0999")])
    with book.again() as other, other.edit("Changed customer {name}", name="Anna"):
        other.phones.delete(phone.id)
    assert form.save_now()
    assert [one.number for one in stored(book, form).phones] == ["020 7946 0999"]


def test_a_record_deleted_meanwhile_is_brought_back_with_everything_and_saved(
    book: Book, form: CustomerForm
) -> None:
    anna = form._card.customer.id
    add_visit(book, anna, words="The tea was fine")
    form.city.set_value("York")
    with book.again() as other, other.edit("Deleted customer {name}", name="Anna"):
        other.customers.delete(anna)
    assert not form.save_now()
    assert "deleted while the form was open" in said(form)
    assert form.city.value() == "York"
    press(form, "Bring it back and save")
    assert stored(book, form).customer.city == "York"
    assert [visit.words for visit in book.visits.all()] == ["The tea was fine"]
    assert stored(book, form).phones


def test_a_refusal_stays_a_refusal(book: Book, form: CustomerForm) -> None:
    form.name.set_value("")
    li_writes(book, name="Anna Jones")
    assert not form.save_now()
    assert "fill this in" in form.name.shown_problem()


def test_every_form_over_an_old_record_tells(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    visit = add_visit(book, anna, note="Before")
    with book.edit("Recorded"):
        complaint = book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY, words="Before"))
        product = book.products.insert(Product(name="Tea", price_cents=100))
        follow_up = book.follow_ups.insert(
            replace(_follow_up(anna), reason="Before"),
        )
    forms: list[tuple[RecordForm, str]] = [
        (ContactForm(context, visit=visit), "note"),
        (ComplaintForm(context, complaint=complaint), "words"),
        (FollowUpForm(context, follow_up=follow_up), "reason"),
    ]
    with book.again() as other, other.edit("Changed"):
        other.visits.update(replace(visit, note="Theirs"))
        other.complaints.update(replace(complaint, words="Theirs"))
        other.follow_ups.update(replace(follow_up, reason="Theirs"))
    for form, name in forms:
        qtbot.addWidget(form)
        field = getattr(form, name)
        field.set_value("Mine")
        assert not form.save_now(), type(form)
        assert "Theirs" in field.shown_problem()
        press(form, "Take theirs")
        assert field.value() == "Theirs"
        assert form.save_now()

    prices = ProductForm(context, product)
    qtbot.addWidget(prices)
    with book.again() as other, other.edit("Changed"):
        other.products.update(replace(product, price_cents=300))
    prices.price.set_value(200)
    assert not prices.save_now()
    assert "3.00" in prices.price.shown_problem()
    press(prices, "Take theirs")
    assert prices.price.value() == 300


def _follow_up(customer_id: int) -> FollowUp:
    return FollowUp(customer_id=customer_id, planned_on=A_DAY + timedelta(days=3))


def test_a_complaint_closed_by_somebody_else_is_told_as_a_whole(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Smith")
    with book.edit("Recorded"):
        complaint = book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY, words="Broken"))
    form = ComplaintForm(context, complaint=complaint)
    qtbot.addWidget(form)
    form.status.set_value(ComplaintStatus.ANSWERED)
    form._follow_status()
    with book.again() as other, other.edit("Closed"):
        other.complaints.update(
            replace(complaint, status=ComplaintStatus.CLOSED, closed_on=A_DAY, answered_on=A_DAY)
        )
    assert not form.save_now()
    press(form, "Take theirs")
    assert form.status.value() is ComplaintStatus.CLOSED
    assert form.closed_on.value() == A_DAY
    assert form.save_now()
    assert book.complaints.get(complaint.id).closed_on == A_DAY


def test_the_banner_says_what_to_do(book: Book, form: CustomerForm) -> None:
    form.city.set_value("York")
    li_writes(book, city="Hull")
    form.save_now()
    banners = [one.accessibleName() for one in form.findChildren(Banner) if one.isVisibleTo(form)]
    assert any("save again" in text for text in banners)


def test_a_draft_brings_back_what_was_typed_and_leaves_what_others_wrote_since(
    qtbot: QtBot, context: Context, book: Book, form: CustomerForm
) -> None:
    form.note.set_value("Half-typed")
    form.keep_draft()
    form.reject()
    li_writes(book, city="Hull")
    again = CustomerForm(context, stored(book, form))
    qtbot.addWidget(again)
    again.show()
    again.bring_back()
    assert (again.city.value(), again.note.value()) == ("Hull", "Half-typed")
    assert [phone.number for phone in again.phones.value()] == ["020 7946 0123"]
    assert again.save_now()
    customer = stored(book, form).customer
    assert (customer.city, customer.note) == ("Hull", "Half-typed")


def test_a_draft_over_a_field_that_was_changed_since_says_so(
    qtbot: QtBot, context: Context, book: Book, form: CustomerForm
) -> None:
    form.note.set_value("Half-typed")
    form.keep_draft()
    form.reject()
    li_writes(book, note="Theirs")
    again = CustomerForm(context, stored(book, form))
    qtbot.addWidget(again)
    again.show()
    again.bring_back()
    assert again.note.value() == "Half-typed"
    assert "changed in the book meanwhile" in again.note.shown_problem()
    assert again.save_now()
    book.undo()
    assert stored(book, form).customer.note == "Theirs"
