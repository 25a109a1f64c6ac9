"""Why somebody is called: each reason with its rule, since when it waits, and what nobody got to."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from model.days_in_words import format_day
from model.due import DueItem
from model.planning.told import missed_in_words, rule_names
from model.planning.words import rule_label
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.context import Context
from ui.today.calls import Call
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled
from ui.widgets.separator import Separator


class WhyDialog(QDialog):
    """Enter or Esc closes it."""

    def __init__(self, context: Context, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Why {name}").format(name=call.name))
        self.close_button = Button(_("Close"), kind="primary")
        names = rule_names(context.book.store)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.TIGHT)
        body.addWidget(PlainLabel(call.name, kind="title", elide=True))
        for item in call.items:
            body.addSpacing(theme.SMALL)
            body.addWidget(PlainLabel(item.reason, kind="heading", wrap=True, selectable=True))
            for line in why(item, names.get(item.rule_id or 0) or rule_label(item.rule)):
                body.addWidget(PlainLabel(line, tone="muted", wrap=True, selectable=True))
        if call.on_list:
            body.addSpacing(theme.SMALL)
            body.addWidget(PlainLabel(call.on_list, tone="warning", wrap=True))
        body.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(scrolled(body), 1)
        column.addWidget(Separator())
        column.addLayout(foot)
        self.resize(520, min(180 + 120 * len(call.items), 560))

        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()


def why(item: DueItem, rule: str) -> list[str]:
    """The lines below a reason."""
    asked = [
        _("By the rule “{rule}”.").format(rule=rule) if item.rule_id else _("{rule}.").format(rule=rule),
        _("Planned for {day}.").format(day=format_day(item.planned_on, "medium")),
    ]
    if item.due_on != item.planned_on:
        asked.append(_("Due on {day}.").format(day=format_day(item.due_on, "medium")))
    if item.lapses_on is not None:
        asked.append(_("Over after {day}.").format(day=format_day(item.lapses_on, "medium")))
    lines = [paragraph(asked)]
    words = missed_in_words(item)
    if words:
        lines.append(words[:1].upper() + words[1:])
    if item.attempts:
        lines.append(
            ngettext("Tried once in vain.", "Tried {n} times in vain.", item.attempts).format(n=item.attempts)
        )
    return lines
