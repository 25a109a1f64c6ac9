"""Settings are saved when somebody says so, each as one act that can be undone; what is half-typed waits."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.opening_hours import week_of
from model.shop import Holiday
from model.shop_calendar import parse_hours
from model.staff import StaffMember
from ui.context import Context
from ui.settings.holidays import HolidayForm
from ui.settings.page import SettingsPage
from ui.settings.staff import StaffForm
from ui.widgets.field import Field
from ui.widgets.form_dialog import FormDialog
from ui.widgets.label import PlainLabel


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def type_into(field: Field, text: str) -> None:
    """As a hand does: the text, and the signal that a hand was there."""
    field.inner.setText(text)  # type: ignore[attr-defined]
    field.inner.textEdited.emit(text)  # type: ignore[attr-defined]


def words(widget: FormDialog | SettingsPage) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel))


def add_staff(book: Book, name: str, *, archived: bool = False) -> StaffMember:
    with book.edit("Added {name} to the staff", name=name):
        return book.staff.insert(StaffMember(name=name, archived=archived))


def test_save_can_be_pressed_only_once_something_was_changed(page: SettingsPage) -> None:
    assert not page.shop.save.isEnabled()
    type_into(page.shop.name, "Leaf & Tea")
    assert page.shop.save.isEnabled()


def test_the_shop_is_saved_as_one_act_and_undo_brings_it_back(page: SettingsPage, book: Book) -> None:
    type_into(page.shop.name, "Leaf & Tea")
    type_into(page.shop.phone, "020 7946 0000")
    page.shop.paper.set_value("letter")
    page.shop.save.click()
    assert (book.shop.name, book.shop.phone, book.shop.paper) == ("Leaf & Tea", "020 7946 0000", "letter")
    assert not page.shop.save.isEnabled()
    book.undo()
    assert (book.shop.name, book.shop.phone, book.shop.paper) == ("Tea & Leaf", "", "a4")


def test_a_shop_needs_a_name(page: SettingsPage, book: Book) -> None:
    type_into(page.shop.name, "  ")
    assert not page.shop.save_now()
    assert "Please fill this in." in words(page)
    assert book.shop.name == "Tea & Leaf"


def test_taking_back_shows_what_is_in_the_book(page: SettingsPage, context: Context) -> None:
    type_into(page.shop.name, "Leaf & Tea")
    page.shop.give_up()
    assert page.shop.name.value() == "Tea & Leaf"
    assert context.drafts.keys() == []


def test_half_typed_settings_come_back_after_a_crash(
    qtbot: QtBot, page: SettingsPage, context: Context
) -> None:
    type_into(page.shop.name, "Leaf &")
    type_into(page.hours.days[0], "9-")
    again = SettingsPage(context)
    qtbot.addWidget(again)
    again.refresh()
    assert again.shop.name.value() == "Leaf &"
    assert again.shop.save.isEnabled()
    assert again.hours.days[0].line.text() == "9-"


def test_a_change_from_elsewhere_does_not_overwrite_what_is_being_typed(
    page: SettingsPage, book: Book
) -> None:
    type_into(page.shop.name, "Leaf & Tea")
    add_staff(book, "Ada")
    assert page.shop.name.value() == "Leaf & Tea"
    assert [member.name for member in page.staff.table.rows()] == ["Ada"]


def test_hours_are_typed_as_people_write_them(page: SettingsPage, book: Book) -> None:
    type_into(page.hours.days[0], "9-12:30，13.30 - 18")
    page.hours.save.click()
    assert week_of(book.shop)[0] == parse_hours("9-12:30, 13:30-18")
    assert page.hours.days[0].line.text() == "09:00-12:30, 13:30-18:00"


def test_hours_that_cannot_be_are_refused_at_their_day(page: SettingsPage, book: Book) -> None:
    type_into(page.hours.days[2], "18-9")
    assert not page.hours.save_now()
    assert page.hours.days[2].shown_problem()
    assert week_of(book.shop) == ((),) * 7


def test_the_other_working_days_are_like_monday_at_one_press(page: SettingsPage, book: Book) -> None:
    type_into(page.hours.days[0], "9-18")
    page.hours.like_monday.click()
    page.hours.save.click()
    nine_to_six = parse_hours("9-18")
    assert week_of(book.shop) == (nine_to_six,) * 5 + ((), ())


def test_somebody_is_added_to_the_staff_and_undone(qtbot: QtBot, context: Context, book: Book) -> None:
    form = StaffForm(context)
    qtbot.addWidget(form)
    type_into(form.name, "Chen Yu")
    assert form.save_now()
    assert [member.name for member in book.staff.working()] == ["Chen Yu"]
    book.undo()
    assert book.staff.working() == []


def test_whoever_has_left_stays_named_but_cannot_be_chosen(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    ada = add_staff(book, "Ada")
    form = StaffForm(context, ada)
    qtbot.addWidget(form)
    form.left.set_value(True)
    assert form.save_now()
    assert book.staff.working() == []
    assert book.staff.get(ada.id).name == "Ada"


def test_a_name_that_somebody_has_already_is_refused(qtbot: QtBot, context: Context, book: Book) -> None:
    add_staff(book, "Ada", archived=True)
    form = StaffForm(context)
    qtbot.addWidget(form)
    type_into(form.name, "ada")
    assert not form.save_now()
    assert "“Ada” is on the staff already" in words(form)


def test_renaming_somebody_keeps_who_they_are(qtbot: QtBot, context: Context, book: Book) -> None:
    ada = add_staff(book, "Ada")
    form = StaffForm(context, ada)
    qtbot.addWidget(form)
    type_into(form.name, "Ada Novak")
    assert form.save_now()
    assert book.staff.get(ada.id).name == "Ada Novak"


def test_a_holiday_of_one_day_needs_only_that_day(qtbot: QtBot, context: Context, book: Book) -> None:
    form = HolidayForm(context)
    qtbot.addWidget(form)
    type_into(form.first_on, "2026-12-25")
    assert form.save_now()
    [holiday] = book.holidays.all()
    assert (holiday.first_on, holiday.last_on) == (date(2026, 12, 25), date(2026, 12, 25))


def test_a_holiday_cannot_end_before_it_begins(qtbot: QtBot, context: Context, book: Book) -> None:
    form = HolidayForm(context)
    qtbot.addWidget(form)
    type_into(form.first_on, "2026-12-25")
    type_into(form.last_on, "2026-12-24")
    assert not form.save_now()
    assert form.last_on.shown_problem()
    assert book.holidays.all() == []


def test_coming_holidays_stand_above_gone_ones(page: SettingsPage, book: Book) -> None:
    for day in (date(2025, 12, 25), date(2026, 12, 25), date(2026, 5, 1)):
        with book.edit("Added the holiday {name}", name="x"):
            book.holidays.insert(Holiday(first_on=day, last_on=day))
    shown = [holiday.first_on.isoformat() for holiday in page.holidays.table.rows()]
    assert shown == ["2026-05-01", "2026-12-25", "2025-12-25"]


def test_the_look_is_asked_for_at_once(qtbot: QtBot, page: SettingsPage) -> None:
    page.this_pc.look.set_value("dark")
    with qtbot.waitSignal(page.theme_wanted) as asked:
        page.this_pc.look.edited.emit()
    assert asked.args == ["dark"]
