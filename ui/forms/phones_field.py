"""The phone numbers of a customer: as many as there are, each with where it rings and whether others share it."""

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.customer_phones import Phone, PhoneKind
from resources.i18n import _
from ui import theme
from ui.widgets.button import Button, IconButton
from ui.widgets.check_field import CheckBox
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.field import Field
from ui.widgets.plain_text import plain_tip
from ui.widgets.text_field import TextField


class PhonesField(Field):
    """``value()`` is a list of ``Phone``; rows without a number are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._area = QWidget()
        super().__init__(self._area, parent)
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self._area)
        self._more = Button(_("Another phone"), icon="plus", kind="quiet")

        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.TIGHT)
        foot = QHBoxLayout()
        foot.addWidget(self._more)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.set_value([])

        self._more.clicked.connect(self._add_and_go_there)

    def value(self) -> list[Phone]:
        return [row.phone() for row in self._rows if row.number.value()]

    def set_value(self, phones: Sequence[Phone]) -> None:
        """Show these, and always one row to type in."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for phone in phones or [Phone(number="")]:
            self._add(phone)
        self.clear_problem()

    def is_blank(self) -> bool:
        return not self.value()

    def problem(self) -> str:
        return next((wrong for row in self._rows if (wrong := row.number.problem())), "")

    def share(self, number: str) -> None:
        """Tick that this number is shared with others."""
        for row in self._rows:
            if row.number.value() == number.strip():
                row.shared.setChecked(True)

    def numbers(self) -> list[TextField]:
        """The fields of the numbers, from top to bottom."""
        return [row.number for row in self._rows]

    def _add(self, phone: Phone) -> "_Row":
        row = _Row(phone)
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self._area.setFocusProxy(self._rows[0].number)
        return row

    def _add_and_go_there(self) -> None:
        self._add(Phone(number="")).number.setFocus()

    def _remove(self, row: "_Row") -> None:
        phones = [one.phone() for one in self._rows if one is not row]
        self.set_value(phones)
        self._rows[-1].number.setFocus()
        self.edited.emit()


class _Row(QWidget):
    edited = Signal()
    removed = Signal()

    def __init__(self, phone: Phone) -> None:
        super().__init__()
        self._old = phone
        self.number = TextField(placeholder=_("Number, as people write it"))
        self.kind = ChoiceField([Choice(kind, kind.label) for kind in PhoneKind])
        self.shared = CheckBox(_("Shared"))
        self._remove = IconButton("x", _("Take this phone out"), role="muted")

        self.kind.setFixedWidth(120)
        self.kind.set_value(phone.kind)
        self.kind.name_it(_("Where the phone rings"))
        self.number.set_value(phone.number)
        self.number.name_it(_("Phone number"))
        self.shared.setChecked(phone.shared)
        self.shared.setToolTip(plain_tip(_("Others use this phone too, a family or a firm.")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self.number, 1)
        row.addWidget(self.kind)
        row.addWidget(self.shared)
        row.addWidget(self._remove)

        self.kind.edited.connect(self.edited)
        self.number.edited.connect(self.edited)
        self.shared.clicked.connect(self.edited)
        self._remove.clicked.connect(self.removed)

    def phone(self) -> Phone:
        kind = self.kind.value()
        return dataclasses.replace(
            self._old,
            number=self.number.value(),
            kind=kind if isinstance(kind, PhoneKind) else PhoneKind.MOBILE,
            shared=self.shared.isChecked(),
        )
