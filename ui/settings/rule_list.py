"""The rules that plan contacts, each in one sentence, with what is to come of it this week."""

from dataclasses import replace

from PySide6.QtWidgets import QMenu, QWidget

from model.planning.words import rule_in_words, rule_name
from model.visit_rules import VisitRule
from resources.i18n import N_, _, pgettext
from ui import theme
from ui.context import Context
from ui.settings.rule_form import RuleForm, delete_rule
from ui.settings.short_list import ShortList
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState


class RuleList(ShortList):
    """Every rule in the owner's order; those switched off stand there too, but pale."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Rules"),
            add=(_("Add a rule"), "plus"),
            columns=[
                Column(
                    "active",
                    pgettext("a rule", "On"),
                    lambda rule: _("on") if rule.active else _("off"),
                    width=70,
                    icon=lambda rule: "check" if rule.active else "minus",
                    tone=_tone,
                ),
                Column("name", _("Rule"), rule_name, width=210, strong=True, tone=_tone),
                Column("words", _("What it does"), self._in_words, stretch=True, tone=_tone),
            ],
            empty=EmptyState(
                "calendar-check",
                _("No rules"),
                _("Without rules, only what you plan by hand comes up on Today."),
            ),
            parent=parent,
        )

    def records(self) -> list[VisitRule]:
        return self.context.book.visit_rules.all(order="position, id")

    def form(self, record: VisitRule | None) -> RuleForm:
        return RuleForm(self.context, record, parent=self.window())

    def offer(self, menu: QMenu, record: VisitRule) -> None:
        if record.active:
            menu.addAction(theme.icon("minus"), _("Switch off"), lambda: self._switch(record, False))
        else:
            menu.addAction(theme.icon("check"), _("Switch on"), lambda: self._switch(record, True))
        menu.addAction(theme.icon("trash-2"), _("Delete"), lambda: delete_rule(self.context, record))

    def _in_words(self, rule: VisitRule) -> str:
        return rule_in_words(rule, self.context.book.store)

    def _switch(self, rule: VisitRule, active: bool) -> None:
        book = self.context.book
        what = N_("Switched on the rule {name}") if active else N_("Switched off the rule {name}")
        with book.edit(what, name=rule_name(rule)):
            book.visit_rules.update(replace(rule, active=active))


def _tone(rule: VisitRule) -> str:
    return "text" if rule.active else "muted"
