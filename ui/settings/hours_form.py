"""When the shop is open in a usual week."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from model.days_in_words import weekday_names
from model.opening_hours import week_as_text, week_of
from model.shop_calendar import Hours, format_hours, parse_hours
from resources.i18n import N_, _
from ui.context import Context
from ui.forms.fields import plainly
from ui.settings.settings_form import SettingsForm
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.parsed_field import ParsedField

_WORKING_DAYS = 5


class HoursForm(SettingsForm):
    """One line a weekday: ``9-12:30, 13:30-18``; an empty line is a closed day."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "hours", _("Opening hours"), columns=1, beside=True, parent=parent)
        self.body.insertWidget(
            1,
            PlainLabel(
                _(
                    "The time a complaint may take is counted in these hours. Leave a day empty when you are closed."
                ),
                tone="muted",
                wrap=True,
            ),
        )
        self.days = [
            self.put(
                f"day {n}",
                name,
                ParsedField[Hours](plainly(parse_hours), format_hours, placeholder=_("closed")),
            )
            for n, name in enumerate(weekday_names())
        ]
        self.days[0].line.setPlaceholderText(_("e.g. 9-12:30, 13:30-18"))
        self.like_monday = Button(_("Tuesday to Friday as Monday"), icon="copy", kind="quiet")
        self.body.insertWidget(3, self.like_monday, 0, Qt.AlignmentFlag.AlignLeft)

        self.like_monday.clicked.connect(self._copy_monday)

    def load(self) -> None:
        for field, hours in zip(self.days, week_of(self.context.book.shop), strict=True):
            field.set_value(hours or None)

    def store(self) -> None:
        book = self.context.book
        week = [field.value() or () for field in self.days]
        with book.edit(N_("Changed the opening hours")):
            book.shops.update(replace(book.shop, opening_hours=week_as_text(week)))

    def _copy_monday(self) -> None:
        if self.days[0].problem():
            self.days[0].show_problem(self.days[0].problem())
            return
        for field in self.days[1:_WORKING_DAYS]:
            field.set_value(self.days[0].value())
        self.form.edited.emit()
