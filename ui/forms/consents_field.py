"""By which ways a customer may be contacted, and since when we know."""

import dataclasses
from collections.abc import Sequence
from typing import Literal

from PySide6.QtWidgets import QGridLayout, QWidget

from model.channels import PLANNABLE, Channel
from model.customers import Consent
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.fields import day_field
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.day_field import DayField
from ui.widgets.field import Field
from ui.widgets.label import PlainLabel

Answer = Literal["", "yes", "no"]


class ConsentsField(Field):
    """``value()`` is a list of ``Consent``; a way about which nobody was asked is left out."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._area = QWidget()
        super().__init__(self._area, parent)
        self._context = context
        self._old: dict[str, Consent] = {}
        self._answers: dict[Channel, ChoiceField] = {}
        self._days: dict[Channel, DayField] = {}

        grid = QGridLayout(self._area)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TIGHT)
        for line, channel in enumerate(PLANNABLE):
            answer = ChoiceField(
                [Choice("", _("Not asked")), Choice("yes", _("Allowed")), Choice("no", _("Refused"))]
            )
            day = day_field(context, past=True, placeholder=_("Said on"))
            label = PlainLabel(channel.label)
            label.setBuddy(answer.inner)
            answer.name_it(channel.label)
            day.name_it(_("{channel}: said on").format(channel=channel.label))
            answer.set_value("")
            grid.addWidget(label, line, 0)
            grid.addWidget(answer, line, 1)
            grid.addWidget(day, line, 2)
            self._answers[channel], self._days[channel] = answer, day
            answer.edited.connect(lambda channel=channel: self._answered(channel))
            day.edited.connect(self.edited)
            day.setEnabled(False)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._area.setFocusProxy(self._answers[PLANNABLE[0]])

    def value(self) -> list[Consent]:
        found = []
        for channel, answer in self._answers.items():
            if not answer.value():
                continue
            day = self._days[channel]
            allowed = answer.value() == "yes"
            said_on = None if day.problem() else day.value()
            old = self._old.get(channel, Consent(channel=channel, allowed=allowed))
            found.append(dataclasses.replace(old, allowed=allowed, said_on=said_on))
        return found

    def set_value(self, consents: Sequence[Consent]) -> None:
        self._old = {consent.channel: consent for consent in consents}
        for channel, answer in self._answers.items():
            known = self._old.get(channel)
            answer.set_value("" if known is None else "yes" if known.allowed else "no")
            self._days[channel].set_value(known.said_on if known else None)
            self._days[channel].setEnabled(known is not None)
        self.clear_problem()

    def is_blank(self) -> bool:
        return not self.value()

    def problem(self) -> str:
        days = (day for channel, day in self._days.items() if self._answers[channel].value())
        return next((wrong for day in days if (wrong := day.problem())), "")

    def answer(self, channel: Channel, answer: Answer) -> None:
        """Answer for one way, as if by hand."""
        self._answers[channel].set_value(answer)
        self._answered(channel)

    def _answered(self, channel: Channel) -> None:
        day = self._days[channel]
        asked = bool(self._answers[channel].value())
        day.setEnabled(asked)
        if asked and day.is_blank():
            day.set_value(self._context.today())
        self.edited.emit()
