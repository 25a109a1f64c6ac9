"""Who of the shop: a field of everybody who works here."""

from model.book import Book
from resources.i18n import _
from ui.widgets.choice_field import Choice, ChoiceField


def staff_field(book: Book, staff_id: int | None = None) -> ChoiceField:
    """Who of the shop; somebody who has left stays among the choices where they are already named."""
    field = ChoiceField(staff_choices(book, staff_id))
    field.set_value(staff_id)
    return field


def staff_choices(book: Book, staff_id: int | None = None) -> list[Choice]:
    """Nobody, then everybody who works here, then ``staff_id`` if they have left."""
    working = book.staff.working()
    choices = [Choice(None, _("Not said")), *(Choice(member.id, member.name) for member in working)]
    if staff_id is not None and staff_id not in {member.id for member in working}:
        left = book.staff.find(staff_id)
        choices += [Choice(left.id, left.name)] if left else []
    return choices
