"""Beside a field that somebody else changed too: what stands in the book now, and a button to take that."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt

from model.meanwhile import Meanwhile
from model.value_words import cut
from resources.i18n import _
from ui.forms.customer_picker import CustomerField
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.pick_field import PickField


class MeanwhileNotes(QObject):
    """The notes of one form. Each value of the other side is told once: whoever saves again keeps their own.

    ``field_of`` gives the field that shows a field of the record; ``take`` puts the other side's value there.
    """

    def __init__(
        self,
        field_of: Callable[[Meanwhile], Field | None],
        take: Callable[[Meanwhile], object],
        refuse: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._field_of, self._take, self._refuse = field_of, take, refuse
        self._told: dict[tuple[str, int, str], tuple[Any, ...]] = {}
        self._buttons: dict[Field, Button] = {}

    def tell(self, found: Iterable[Meanwhile]) -> bool:
        """Say what has not been said yet; whether there was anything."""
        self.put_away()
        new = [one for one in found if self._told.get(_name(one)) != _value(one)]
        nowhere: list[str] = []
        for one in new:
            self._told[_name(one)] = _value(one)
            sentence, field = one.sentence(datetime.now(UTC)), self._field_of(one)
            if field is None:
                nowhere.append(_("{field}: {sentence}").format(field=one.field.label, sentence=sentence))
            else:
                self._note(field, one, sentence)
        if nowhere:
            self._refuse("\n".join(nowhere))
        elif new:
            self._refuse(
                _(
                    "Somebody else changed the same while this was open. Look at the marked fields, then save again."
                )
            )
        return bool(new)

    def put_away(self) -> None:
        """Take the buttons away."""
        for button in self._buttons.values():
            button.hide()
            button.deleteLater()
        self._buttons.clear()

    def _note(self, field: Field, one: Meanwhile, sentence: str) -> None:
        field.show_problem(sentence)
        if field not in self._buttons:
            button = Button(_("Take theirs"), kind="quiet")
            button.setAccessibleDescription(cut(one.words))
            button.clicked.connect(partial(self._take_theirs, field, one))
            field.row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            button.show()
            self._buttons[field] = button
            if len(self._buttons) == 1:
                field.setFocus()

    def _take_theirs(self, field: Field, one: Meanwhile, _checked: bool = False) -> None:
        self._take(one)
        field.clear_problem()
        button = self._buttons.pop(field)
        button.hide()
        button.deleteLater()
        field.setFocus()


def put_value(field: Field, value: Any) -> None:
    """Show a record's value in the field that usually shows it."""
    if isinstance(field, CustomerField):
        field.show_customer(value)
    elif isinstance(field, PickField):
        field.set_value(None, value)
    else:
        field.set_value(value)  # type: ignore[attr-defined]


def _name(one: Meanwhile) -> tuple[str, int, str]:
    return one.field.table, one.theirs.id, one.field.name


def _value(one: Meanwhile) -> tuple[Any, ...]:
    values = one.theirs.values()
    return tuple(values[column] for column in one.field.columns)
