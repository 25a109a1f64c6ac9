"""The customer's card as a form: everything kept, slips seen at once, somebody known told and never a block."""

import dataclasses
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.channels import Channel
from model.customer_phones import PhoneKind
from model.customers import Consent, CustomerKind
from model.households import Household
from model.traits import Trait, TraitKind
from model.yearly_days import YearlyDay
from tests.makers import A_DAY, add_customer
from ui.context import Context
from ui.forms.customer_form import CustomerForm
from ui.widgets.label import PlainLabel


def opened(qtbot: QtBot, form: CustomerForm) -> CustomerForm:
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    return form


def typed_into(qtbot: QtBot, form: CustomerForm, name: str, *numbers: str) -> None:
    form.name.line.setFocus()
    QTest.keyClicks(form.name.line, name)
    for number in numbers:
        QTest.keyClicks(form.phones.numbers()[-1].line, number)


def test_a_name_is_all_it_takes(qtbot: QtBot, context: Context, book: Book) -> None:
    form = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, form, "Anna Smith")
    with qtbot.waitSignal(form.saved) as saved:
        QTest.keyClick(form.name.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    customer = book.customers.get(saved.args[0])
    assert (customer.name, customer.known_since) == ("Anna Smith", A_DAY)
    assert book.store.value("SELECT what FROM edit ORDER BY number DESC") == "Added customer {name}"


def test_without_a_name_it_says_so_beside_the_field_and_stays(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    form = opened(qtbot, CustomerForm(context, phone="555123"))
    assert not form.save_now()
    assert form.name.shown_problem() == "Please fill this in."
    assert form.isVisible()
    assert book.customers.count() == 0


def test_everything_on_the_card_is_kept_through_the_form(qtbot: QtBot, context: Context, book: Book) -> None:
    other = add_customer(book, "Tom")
    customer_id = add_customer(
        book,
        "王小明",
        "138 0013 8000",
        "0571-8765 4321",
        kind=CustomerKind.BUSINESS,
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
        introduced_by_id=other,
        call_from="18:00",
        call_until="20:30",
        call_note="not on Mondays",
        do_not_contact=True,
        note="Likes tea.\nHas a dog.",
        known_since=date(2020, 2, 29),
        birth_year=1982,
        birth_month=4,
        birth_day=1,
        birth_lunar=True,
        birth_leap_month=True,
    )
    with book.edit("Changed"):
        card = book.customers.card(customer_id)
        full = dataclasses.replace(
            card,
            phones=(card.phones[0], dataclasses.replace(card.phones[1], kind=PhoneKind.HOME, shared=True)),
            traits=(
                Trait(kind=TraitKind.LIKES, value="Longjing, the real one"),
                Trait(kind=TraitKind.SIZE, label="shoe", value="42"),
                Trait(kind=TraitKind.TAG, value="book club"),
            ),
            consents=(
                Consent(channel=Channel.PHONE, allowed=True, said_on=date(2024, 1, 5), note="on paper"),
                Consent(channel=Channel.EMAIL, allowed=False),
            ),
            household=Household(name="王家"),
        )
        before = book.customers.save(full)
    form = opened(qtbot, CustomerForm(context, before))
    edits = book.store.value("SELECT count(*) FROM edit")
    assert form.save_now()
    assert book.customers.card(customer_id) == before
    assert book.store.value("SELECT count(*) FROM edit") == edits, "nothing was changed, nothing is written"


@pytest.mark.parametrize(
    ("typed", "birthday", "said"),
    [
        ("24.11.1981", YearlyDay(11, 24, 1981), "Next on Tue 24 Nov 2026, turns 45"),
        ("24 Nov", YearlyDay(11, 24), "Next on Tue 24 Nov 2026"),
        ("29 Feb 1980", YearlyDay(2, 29, 1980), "Next on Sun 28 Feb 2027, turns 47"),
        ("lunar 8-15", YearlyDay(8, 15, lunar=True), "Next on Fri 25 Sep 2026"),
        ("农历八月十五", YearlyDay(8, 15, lunar=True), "Next on Fri 25 Sep 2026"),
        ("lunar 1982-L4-1", YearlyDay(4, 1, 1982, True, True), "Next on Sun 17 May 2026, turns 44"),
    ],
)
def test_a_birthday_is_read_aloud_while_it_is_typed_and_survives_leaving_the_field(
    qtbot: QtBot, context: Context, book: Book, typed: str, birthday: YearlyDay, said: str
) -> None:
    form = opened(qtbot, CustomerForm(context, name="Anna"))
    heard: list[str] = []
    form.birthday.noticed.connect(heard.append)
    form.birthday.line.setText(typed)
    form.birthday.line.textEdited.emit(typed)
    assert heard[-1] == said
    form.birthday.line.editingFinished.emit()
    assert form.birthday.value() == birthday
    assert form.save_now()
    [customer] = book.customers.all()
    assert customer.birthday == birthday


def test_a_birthday_that_cannot_be_is_refused_beside_its_field(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    form = opened(qtbot, CustomerForm(context, name="Anna"))
    form.birthday.line.setText("31/02/1980")
    assert not form.save_now()
    assert "no day 31" in form.birthday.shown_problem()


def test_the_phone_of_somebody_known_gives_three_answers_and_blocks_nothing(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Smith", "020 7946 0018")
    form = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, form, "Tom Smith", "02079460018")
    form.look_for_known()
    [known] = form.known.shown()
    assert known.customer_id == anna
    assert form.save_now()
    assert book.customers.count() == 2


def test_open_that_one_leads_to_the_card_that_is_there(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna Smith")
    form = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, form, "anna smith")
    form.look_for_known()
    with qtbot.waitSignal(form.opened) as signal:
        form.known.opened.emit(form.known.shown()[0].customer_id)
    assert signal.args == [anna]
    assert not form.isVisible()
    assert context.drafts.take("new customer") is None


def test_same_family_joins_both_in_one_household_and_shares_the_phone(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna Smith", "020 7946 0018")
    form = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, form, "Tom Smith", "02079460018")
    form.look_for_known()
    form.known.family.emit(form.known.shown()[0])
    assert form.save_now()
    [household] = book.households.all()
    assert household.name == "Family Anna Smith"
    assert [name for _id, name in book.households.members(household.id)] == ["Anna Smith", "Tom Smith"]
    [toms] = [phone for phone in book.phones.all() if phone.customer_id != anna]
    assert toms.shared
    book.undo()
    assert book.households.all() == []


def test_someone_else_is_not_asked_again(qtbot: QtBot, context: Context, book: Book) -> None:
    add_customer(book, "Anna Smith")
    form = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, form, "Anna Smith")
    form.look_for_known()
    form.known.someone_else(form.known.shown()[0])
    form.look_for_known()
    assert form.known.shown() == []


@pytest.mark.parametrize("how_many", [0, 1, 2, 3, 4])
def test_as_many_as_there_are_with_this_number_are_shown_up_to_three(
    qtbot: QtBot, context: Context, book: Book, how_many: int
) -> None:
    for number in range(how_many):
        add_customer(book, f"Number {number}", "020 7946 0018")
    form = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, form, "Somebody", "020 7946 0018")
    form.look_for_known()
    assert len(form.known.shown()) == min(how_many, 3)


def test_an_old_card_is_not_asked_about_what_it_has_always_had(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_customer(book, "Anna Smith", "020 7946 0018")
    twin = add_customer(book, "Anna Smith", "020 7946 0018")
    form = opened(qtbot, CustomerForm(context, book.customers.card(twin)))
    form.look_for_known()
    assert form.known.shown() == []


def test_a_half_typed_card_is_offered_again_and_never_mixed_into_another(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    first = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, first, "Anna", "555123")
    again = opened(qtbot, CustomerForm(context))
    assert again.name.value() == ""
    again.bring_back()
    assert again.name.value() == "Anna"
    assert [phone.number for phone in again.phones.value()] == ["555123"]
    assert again.save_now()
    assert context.drafts.take("new customer") is None


def test_likes_and_sizes_are_read_from_one_line(qtbot: QtBot, context: Context, book: Book) -> None:
    form = opened(qtbot, CustomerForm(context, name="Anna"))
    form.trait(TraitKind.LIKES).set_value("green tea，dogs、狗, green tea")
    form.trait(TraitKind.SIZE).set_value("shoe: 38, shirt：M, tall")
    assert form.save_now()
    [customer] = book.customers.all()
    traits = book.customers.card(customer.id).traits
    assert [(trait.label, trait.value) for trait in traits] == [
        ("", "green tea"),
        ("", "dogs"),
        ("", "狗"),
        ("shoe", "38"),
        ("shirt", "M"),
        ("", "tall"),
    ]


def test_an_answer_about_consent_is_dated_today(qtbot: QtBot, context: Context, book: Book) -> None:
    form = opened(qtbot, CustomerForm(context, name="Anna"))
    form.consents.answer(Channel.MESSAGE, "no")
    assert form.save_now()
    [customer] = book.customers.all()
    card = book.customers.card(customer.id)
    assert [(one.channel, one.allowed, one.said_on) for one in card.consents] == [
        (Channel.MESSAGE, False, A_DAY)
    ]
    assert not card.may_contact(Channel.MESSAGE)


@pytest.mark.parametrize(
    ("typed", "kept"), [("9", "09:00"), ("18:30", "18:30"), ("6pm", "18:00"), ("下午3点半", "15:30")]
)
def test_times_are_read_as_people_say_them(
    qtbot: QtBot, context: Context, book: Book, typed: str, kept: str
) -> None:
    form = opened(qtbot, CustomerForm(context, name="Anna"))
    form.call_from.line.setText(typed)
    assert form.save_now()
    assert [customer.call_from for customer in book.customers.all()] == [kept]


@pytest.mark.parametrize("typed", ["25:00", "noon", "9:75"])
def test_a_time_that_is_none_is_refused(qtbot: QtBot, context: Context, book: Book, typed: str) -> None:
    form = opened(qtbot, CustomerForm(context, name="Anna"))
    form.call_from.line.setText(typed)
    assert not form.save_now()
    assert form.call_from.shown_problem() == "Type a time like 9:00 or 18:30."


def test_a_card_deleted_meanwhile_is_refused_and_nothing_typed_is_lost(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book)
    form = opened(qtbot, CustomerForm(context, book.customers.card(anna)))
    QTest.keyClicks(form.note.text, "Important")
    with book.edit("Deleted"):
        book.customers.delete(anna)
    assert not form.save_now()
    assert form.isVisible()
    assert form.note.value() == "Important"


def test_tab_walks_from_the_phones_to_the_question_about_somebody_known(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_customer(book, "Anna Smith", "020 7946 0123")
    form = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, form, "Anna", "020 7946 0123")
    form.look_for_known()
    form.phones.numbers()[0].line.setFocus()
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert form.focusWidget() is form.kind.combo
    walked = []
    for _step in range(8):
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        here = form.focusWidget()
        walked.append(here.accessibleName() or (here.text() if isinstance(here, QAbstractButton) else ""))
    assert walked == [
        "Phone number",
        "Where the phone rings",
        "Shared",
        "Take this phone out",
        "Another phone",
        "Anna Smith: Open that one",
        "Anna Smith: Same family",
        "Anna Smith: Someone else",
    ]


def test_the_name_has_the_keyboard_even_while_a_draft_is_offered(qtbot: QtBot, context: Context) -> None:
    left = opened(qtbot, CustomerForm(context))
    typed_into(qtbot, left, "Anna")
    left.reject()
    form = opened(qtbot, CustomerForm(context))
    assert form.focusWidget() is form.name.line


def test_a_slip_far_down_is_brought_into_sight_with_what_is_said_about_it(
    qtbot: QtBot, context: Context
) -> None:
    form = opened(qtbot, CustomerForm(context, name="Anna"))
    form.resize(form.width(), 420)
    form.birthday.line.setText("31.2.")
    assert form.birthday.line.visibleRegion().isEmpty()
    assert not form.save_now()
    said = next(label for label in form.findChildren(PlainLabel) if label.text() == form.birthday.problem())
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect() == said.rect())
    assert not form.birthday.line.visibleRegion().isEmpty()
