"""Days on which the shop is closed beside the weekly ones."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QMenu, QWidget

from model.days_in_words import format_day
from model.errors import FieldError
from model.shop import Holiday
from resources.i18n import N_, _, ngettext, pgettext
from ui import theme
from ui.context import Context
from ui.forms.fields import day_field
from ui.forms.record_form import RecordForm
from ui.settings.short_list import ShortList
from ui.widgets.button import Button
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Form
from ui.widgets.text_field import TextField

_LONGEST = timedelta(days=366)


class Holidays(ShortList):
    """The list of holidays, coming ones first, and the way to add one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Holidays"),
            add=(_("Add a holiday"), "plus"),
            columns=[
                Column(
                    "first",
                    _("From"),
                    lambda h: format_day(h.first_on),
                    width=140,
                    order=lambda h: h.first_on,
                ),
                Column(
                    "last", _("To"), lambda h: format_day(h.last_on), width=140, order=lambda h: h.last_on
                ),
                Column("days", _("Days"), _days, width=100, order=lambda h: h.last_on - h.first_on),
                Column("name", pgettext("of a holiday", "Name"), lambda h: h.name, stretch=True),
            ],
            empty=EmptyState(
                "calendar-days",
                _("No holidays yet"),
                _("On closed days no complaint’s time runs and nobody is due."),
            ),
            parent=parent,
        )

    def records(self) -> list[Holiday]:
        today = self.context.today()
        holidays = self.context.book.holidays.all(order="first_on, id")
        return sorted(holidays, key=lambda one: (one.last_on < today, one.first_on))

    def form(self, record: Holiday | None) -> "HolidayForm":
        return HolidayForm(self.context, record, parent=self.window())

    def offer(self, menu: QMenu, record: Holiday) -> None:
        menu.addAction(theme.icon("trash-2"), _("Delete"), lambda: delete_holiday(self.context, record))


class HolidayForm(RecordForm):
    """A new holiday, or an old one to change."""

    def __init__(
        self, context: Context, holiday: Holiday | None = None, *, parent: QWidget | None = None
    ) -> None:
        self._holiday = holiday
        super().__init__(
            context,
            f"holiday {holiday.id if holiday else 'new'}",
            _("Holiday") if holiday else _("New holiday"),
            _("Save") if holiday else _("Add the holiday"),
            width=520,
            parent=parent,
        )
        form = self.add_form(Form(columns=2))
        self.first_on = form.add(_("First day"), day_field(context), required=True)
        self.last_on = form.add(_("Last day"), day_field(context), hint=_("Leave empty for a single day."))
        self.name = form.add(
            pgettext("of a holiday", "Name"), TextField(placeholder=_("e.g. Spring Festival")), span=2
        )
        self.add(form)
        for name, field in (("first_on", self.first_on), ("last_on", self.last_on), ("name", self.name)):
            self.watch(name, field)
        if holiday:
            self.first_on.set_value(holiday.first_on)
            self.last_on.set_value(holiday.last_on)
            self.name.set_value(holiday.name)
            delete = Button(_("Delete"), icon="trash-2", kind="quiet")
            delete.clicked.connect(self._delete)
            self.add_action(delete)

    def store(self) -> int:
        first_on = self.first_on.value()
        assert first_on is not None
        last_on = self.last_on.value() or first_on
        if last_on < first_on:
            raise FieldError(_("The last day comes before the first."), "last_on")
        if last_on - first_on > _LONGEST:
            raise FieldError(_("A holiday of more than a year: please check the years."), "last_on")
        book = self.book
        holiday = Holiday(first_on=first_on, last_on=last_on, name=self.name.value())
        if self._holiday:
            with book.edit(N_("Changed the holiday {name}"), name=_called(holiday)):
                return book.holidays.update(replace(holiday, id=self._holiday.id), self._holiday).id
        with book.edit(N_("Added the holiday {name}"), name=_called(holiday)):
            return book.holidays.insert(holiday).id

    def _delete(self) -> None:
        assert self._holiday is not None
        self.give_up()
        delete_holiday(self.context, self._holiday)


def delete_holiday(context: Context, holiday: Holiday) -> None:
    """Delete it; undo brings it back."""
    with context.book.edit(N_("Deleted the holiday {name}"), name=_called(holiday)):
        context.book.holidays.delete(holiday.id)


def _called(holiday: Holiday) -> str:
    return holiday.name or format_day(holiday.first_on)


def _days(holiday: Holiday) -> str:
    days = (holiday.last_on - holiday.first_on).days + 1
    return ngettext("{n} day", "{n} days", days).format(n=days)
