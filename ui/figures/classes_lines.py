"""The lines between the classes in readable money; and before others are saved, who would change."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from model.class_lines import ClassLines
from model.days_in_words import format_day, show_days
from model.errors import FieldError
from model.percentages import SIGN, percent
from resources.i18n import N_, _
from ui.context import Context
from ui.figures.classes_what_if import WhatIf
from ui.forms.fields import money_field, parse_days, plainly
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.parsed_field import ParsedField

if TYPE_CHECKING:
    from model.classes.classifying import Classification
    from model.value.appraisal import Appraisal

_TEN_YEARS = 3650


class LinesCard(Card):
    """``customer_opened(id)`` when one of those who would change is opened."""

    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("The lines between the classes"), parent=parent)
        self._context = context
        self._appraisal: Appraisal | None = None
        self._classification: Classification | None = None
        self._shown: ClassLines | None = None
        self.standing = PlainLabel(tone="muted", wrap=True)
        self._money, self._habits = Form(columns=3), Form(columns=4)
        self._add_money()
        self._add_habits()
        self.what_if = WhatIf(context)
        self.save_button = Button(_("Save these lines"), icon="check", kind="primary")
        self.back_button = Button(_("Put back"), icon="undo-2", kind="quiet")
        self.propose_button = Button(
            _("Propose lines"),
            kind="quiet",
            tip=_("From what your customers bring today: {platinum} platinum, {gold} gold.").format(
                platinum=percent(0.05), gold=percent(0.15)
            ),
        )

        buttons = QHBoxLayout()
        for button in (self.save_button, self.back_button, self.propose_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.add(self.standing, self._money, self._habits, self.what_if)
        self.body.addLayout(buttons)
        for form in (self._money, self._habits):
            form.edited.connect(self._look)
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self._put_back)
        self.propose_button.clicked.connect(self._propose)
        self.what_if.customer_opened.connect(self.customer_opened)

    def show_lines(self, appraisal: Appraisal, classification: Classification) -> None:
        """The lines that hold, and whom they were drawn through. What is half-typed stays, and is looked at again."""
        typed = self._typed() if self._is_changed() else None
        self._appraisal, self._classification = appraisal, classification
        if typed is None or typed == classification.lines:
            self._fill(classification.lines)
        self.standing.setText(_standing(classification))
        self._look()

    def save(self) -> None:
        """Keep what is typed: as new lines, which count from the next review on."""
        typed = self._typed()
        if typed is None:
            return
        book = self._context.book
        with book.edit(N_("Set the lines between the classes")):
            book.class_lines.insert(dataclasses.replace(typed, id=0, set_on=self._context.today(), note=""))
        self._shown = typed
        self.what_if.say("")
        if self.save_button.hasFocus():  # A field would keep Ctrl+Z to itself, which is to take this back.
            self.propose_button.setFocus()
        self._enable()

    # parts

    def _add_money(self) -> None:
        book = self._context.book
        self.gold = self._money.add(
            _("A gold customer brings in 12 months"),
            money_field(book),
            hint=_("or more. Who brings less is iron or lead."),
        )
        self.platinum = self._money.add(
            _("A platinum customer may also bring"),
            money_field(book),
            hint=_("or more in the coming 12 months."),
        )
        self.iron = self._money.add(
            _("An iron customer may bring"),
            money_field(book),
            hint=_("or more in the coming 12 months. All others are lead."),
        )

    def _add_habits(self) -> None:
        self.over = self._habits.add(
            _("A class changes when past a line by"), _percent_field(), hint=_("of it,")
        )
        self.past = self._habits.add(_("or past it for"), _days_field(), hint=_("whichever comes first."))
        self.new = self._habits.add(
            _("New customers are new for"),
            _days_field(),
            hint=_("after their first purchase."),
        )
        self.away = self._habits.add(
            _("Inactive is who stays away for"),
            _days_field(),
            hint=_("and twice their usual time."),
        )

    def _fill(self, lines: ClassLines) -> None:
        self._shown = lines
        for field, name in self._fields():
            field.set_value(getattr(lines, name))

    def _fields(self) -> Sequence[tuple[ParsedField[int], str]]:
        return (
            (self.gold, "current_cents"),
            (self.platinum, "platinum_cents"),
            (self.iron, "iron_cents"),
            (self.over, "over_percent"),
            (self.past, "past_days"),
            (self.new, "new_days"),
            (self.away, "away_days"),
        )

    def _typed(self) -> ClassLines | None:
        """What the fields say; ``None`` while one of them cannot be read."""
        values: dict[str, Any] = {}
        for field, name in self._fields():
            if field.problem() or field.is_blank():
                return None
            values[name] = field.value()
        assert self._shown is not None
        return dataclasses.replace(self._shown, **values)

    def _is_changed(self) -> bool:
        return self._shown is not None and self._typed() != self._shown

    def _put_back(self) -> None:
        assert self._classification is not None
        self._fill(self._classification.lines)
        self._look()
        self.gold.setFocus()

    def _propose(self) -> None:
        from model.classes.classifying import proposed_lines

        assert self._appraisal is not None
        assert self._classification is not None
        proposed = proposed_lines(self._appraisal, self._classification.people)
        for field, name in self._fields()[:3]:
            field.set_value(getattr(proposed, name))
        self._look()

    def _look(self) -> None:
        """Who would change with what is typed?"""
        from model.classes.what_if import moved_at_once, what_if

        if self._appraisal is None or self._classification is None:
            return
        typed = self._typed()
        if typed is None:
            self.what_if.say(_("Fill in every line, then you see who would change."))
        elif self._is_changed():
            changes = what_if(self._appraisal, self._classification, typed)
            at_once = moved_at_once(self._appraisal, self._classification, typed)
            self.what_if.show_changes(self._classification.counts(), changes, at_once, typed.past_days)
        else:
            self.what_if.say("")
        self._enable()

    def _enable(self) -> None:
        changed = self._is_changed()
        proposed = self._classification is not None and self._classification.proposed
        self.save_button.setEnabled(self._typed() is not None and (changed or proposed))
        self.back_button.setVisible(changed)


def _standing(classification: Classification) -> str:
    if classification.proposed:
        return _(
            "Proposed from what your customers bring: nobody has set lines yet. The first review keeps them, unless you"
            " save others."
        )
    return _("Set on {day}. They stay as they are until you change them.").format(
        day=format_day(classification.lines.set_on)
    )


def _days_field() -> ParsedField[int]:
    def days(text: str) -> int:
        found = parse_days(text)
        if found > _TEN_YEARS:
            raise FieldError(_("Ten years at most, please."))
        return found

    return ParsedField(plainly(days), show_days)


def _percent_field() -> ParsedField[int]:
    def percent(text: str) -> int:
        digits = text.strip().removesuffix(SIGN).strip()
        if not digits.isdecimal() or int(digits) > 1000:
            raise FieldError(_("Type a number from {least} to {most}.").format(least=0, most=1000))
        return int(digits)

    return ParsedField(plainly(percent), str, unit=SIGN)
