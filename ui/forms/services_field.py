"""The free services that come with a product: what, when first, and how often again, said as a sentence."""

import dataclasses
import json
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.errors import FieldError
from model.product_services import ProductService, service_times
from model.visit_rules import Unit
from resources.i18n import _
from ui import theme
from ui.widgets.button import IconButton
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.label import PlainLabel
from ui.widgets.parsed_field import ParsedField
from ui.widgets.rows_field import FieldRow, RowsField
from ui.widgets.text_field import TextField

_NUMBER = 72
_UNIT = 112
_MOST_TIMES = 1000
_LONGEST = 36500


class ServicesField(RowsField["_Row"]):
    """``value()`` is a list of ``ProductService``; a row without anything in it is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Another free service"), theme.SMALL, parent)

    def blank_row(self) -> "_Row":
        return _Row(None)

    def value(self) -> list[ProductService]:
        found = (row.service() for row in self.rows())
        return [one for one in found if one is not None]

    def set_value(self, services: Sequence[ProductService]) -> None:
        self.clear()
        for one in services:
            self.put(_Row(one))

    def typed(self) -> str:
        """What stands in the rows, for a draft."""
        return json.dumps([row.typed() for row in self.rows()], ensure_ascii=False)

    def take_typed(self, kept: str, known: Sequence[ProductService]) -> None:
        """Put back what ``typed`` gave; ``known`` are the services of the product."""
        self.clear()
        by_id = {one.id: one for one in known}
        for service_id, *texts in json.loads(kept or "[]"):
            self.put(_Row(by_id.get(service_id))).show_typed(texts)


class _Row(FieldRow):
    def __init__(self, old: ProductService | None) -> None:
        super().__init__()
        self._old = old
        self.name = TextField(placeholder=_("e.g. oil change"))
        self.first_after = _number_field(_LONGEST, least=0)
        self.again_after = _number_field(_LONGEST)
        self.times = _number_field(_MOST_TIMES)
        self.unit = ChoiceField([Choice(unit, unit.label) for unit in Unit])
        self.sentence = PlainLabel(tone="muted", kind="small", wrap=True)
        self._remove = IconButton("x", _("Take this service out"), role="muted")

        self._name_parts()
        self._lay_out()
        for field in (self.name, self.first_after, self.again_after, self.times, self.unit):
            field.edited.connect(lambda: self._say())
            field.edited.connect(self.edited)
        self._remove.clicked.connect(self.removed)
        if old is None:
            self.unit.set_value(Unit.MONTHS)
            self.times.set_value(1)
        else:
            self.name.set_value(old.name)
            self.first_after.set_value(old.first_after)
            self.again_after.set_value(old.again_after)
            self.times.set_value(old.times)
            self.unit.set_value(old.unit)
        self._say()

    def go_there(self) -> None:
        self.name.setFocus()

    def is_blank(self) -> bool:
        return self.name.is_blank() and self.first_after.is_blank() and self.again_after.is_blank()

    def problem(self) -> str:
        if self.is_blank():
            return ""
        for field in (self.first_after, self.again_after, self.times):
            if wrong := field.problem():
                return wrong
        if self.name.is_blank():
            return _("Give the free service a name.")
        if self.first_after.value() is None:
            return _("Say after how long “{name}” is due for the first time.").format(name=self.name.value())
        if (self.times.value() or 1) > 1 and self.again_after.value() is None:
            return _("Say after how long “{name}” is due again.").format(name=self.name.value())
        return ""

    def service(self) -> ProductService | None:
        """The service as it is typed; ``None`` while it is not whole."""
        first_after = None if self.first_after.problem() else self.first_after.value()
        if self.problem() or first_after is None:
            return None
        times = self.times.value() or 1
        return dataclasses.replace(
            self._old or ProductService(name="?", first_after=0),
            name=self.name.value(),
            unit=Unit(str(self.unit.value())),
            first_after=first_after,
            again_after=self.again_after.value() if times > 1 else None,
            times=times,
        )

    def typed(self) -> list[object]:
        """The id of the service, and what stands in the fields."""
        numbers = [field.line.text() for field in (self.first_after, self.again_after, self.times)]
        return [self._old.id if self._old else 0, self.name.value(), str(self.unit.value()), *numbers]

    def show_typed(self, texts: Sequence[str]) -> None:
        """Put back what ``typed`` gave, without the id."""
        name, unit, *numbers = texts
        self.name.set_value(name)
        self.unit.set_value(Unit(unit))
        for field, text in zip((self.first_after, self.again_after, self.times), numbers, strict=True):
            field.line.setText(text)
        self._say()

    def _say(self) -> None:
        """The whole of it as a sentence, so that a slip is seen at once."""
        one = self.service()
        self.sentence.setText(
            service_times(one.unit, one.first_after, one.again_after, one.times) if one else ""
        )
        self.sentence.setVisible(one is not None)

    def _name_parts(self) -> None:
        self.name.name_it(_("Free service"))
        self.first_after.name_it(_("First after"))
        self.unit.name_it(_("Unit"))
        self.again_after.name_it(_("Then every"))
        self.times.name_it(_("Times in all"))
        for number in (self.first_after, self.again_after, self.times):
            number.setFixedWidth(_NUMBER)
        self.unit.setFixedWidth(_UNIT)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(theme.SMALL)
        first.addWidget(self.name, 1)
        first.addWidget(self._remove)
        second.setSpacing(theme.SMALL)
        for words, field in (
            (_("first after"), self.first_after),
            ("", self.unit),
            (_("then every"), self.again_after),
            (_("times in all"), self.times),
        ):
            if words:
                second.addWidget(PlainLabel(words, tone="muted", kind="small"))
            second.addWidget(field)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.sentence)


def _number_field(most: int, *, least: int = 1) -> ParsedField[int]:
    def parse(text: str) -> int:
        number = int(text) if text.strip().isdecimal() else least - 1
        if not least <= number <= most:
            raise FieldError(_("“{text}”: type a number, like 6.").format(text=text.strip()))
        return number

    return ParsedField(parse, str)
