"""A birthday: with or without its year, by the sun or by the moon, read aloud while it is typed."""

from PySide6.QtWidgets import QWidget

from model.days_in_words import format_day
from model.yearly_days import YearlyDay, format_yearly_day, parse_yearly_day
from resources.i18n import _, current_language, ngettext, pgettext
from ui.context import Context
from ui.forms.fields import day_order, plainly
from ui.widgets.parsed_field import ParsedField


class BirthdayField(ParsedField[YearlyDay]):
    """Says under the field when it is next, so that a slip is seen at once. Of ``somebody`` it says how old they turn,
    of anything else how many years it has been."""

    def __init__(self, context: Context, *, somebody: bool = True, parent: QWidget | None = None) -> None:
        self._context = context
        self._somebody = somebody
        order = day_order(context.book.shop.region)
        super().__init__(
            plainly(lambda text: parse_yearly_day(text, context.today(), order)),
            as_typed,
            placeholder=_("e.g. 24 Nov 1981, 24.11., lunar 8-15"),
            parent=parent,
        )
        self.edited.connect(self.read_aloud)

    def read_aloud(self) -> None:
        """Tell how the typed text is understood; nothing while it cannot be."""
        birthday = None if self.problem() else self.value()
        self.noticed.emit(self._coming(birthday) if birthday else "")

    def _coming(self, birthday: YearlyDay) -> str:
        today = self._context.today()
        coming = birthday.next_on(today, "mar1" if self._context.book.shop.feb29 == "mar1" else "feb28")
        said = _("Next on {day}").format(day=format_day(coming, "medium"))
        age = birthday.age_on(coming)
        if not age:
            return said
        turns = ngettext("turns {n}", "turns {n}", age)
        since = ngettext("{n} year", "{n} years", age)
        words = (turns if self._somebody else since).format(n=age)
        return pgettext("between clauses", ", ").join((said, words))


def as_typed(birthday: YearlyDay) -> str:
    """The day in words that can be read back."""
    if not birthday.lunar or current_language() != "en":
        return format_yearly_day(birthday)
    year = f"{birthday.year}-" if birthday.year else ""
    return f"lunar {year}{'L' if birthday.leap_month else ''}{birthday.month}-{birthday.day}"
