"""What a rule would do, before it is saved: its sentence, and how many contacts it would plan this week."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from model.days_in_words import format_day
from model.planning.preview import Example, Preview, preview
from model.planning.words import rule_in_words
from model.visit_rules import VisitRule
from resources.i18n import _, ngettext, paragraph
from ui import theme
from ui.context import Context
from ui.tasks import Progress
from ui.widgets.label import PlainLabel

_REST_MS = 250
_AT_ONCE_CUSTOMERS = 5_000
_DAYS = 7


class RulePreview(QWidget):
    """``look_at`` a rule as it is typed. A large book is asked in a thread, and the latest question wins."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rule: VisitRule | None = None
        self._asked: VisitRule | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.sentence = PlainLabel(kind="strong", wrap=True)
        self.found = PlainLabel(tone="info", wrap=True)
        self.who = PlainLabel(kind="small", tone="muted", wrap=True)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        for label in (self.sentence, self.found, self.who):
            column.addWidget(label)
        self.say_nothing()

        self._rest.timeout.connect(self._ask)

    def look_at(self, rule: VisitRule) -> None:
        """Say what this rule would plan, once the keys rest."""
        self._rule = rule
        self.sentence.setText(rule_in_words(rule, self._context.book.store))
        self._rest.start()

    def say_nothing(self) -> None:
        """It cannot be known yet."""
        self._rule = None
        self._rest.stop()
        for label in (self.sentence, self.found, self.who):
            label.setText("")

    def hideEvent(self, event: QHideEvent) -> None:
        self._rest.stop()  # the form is closed, and maybe the book
        super().hideEvent(event)

    def _ask(self) -> None:
        rule, today, book = self._rule, self._context.today(), self._context.book
        if rule is None or self._asked is not None:
            return
        if book.customers.count() <= _AT_ONCE_CUSTOMERS:
            self._show(preview(book.store, rule, today, _DAYS))
            return
        self._asked = rule

        def ask(progress: Progress) -> Preview:
            return preview(progress.book.store, rule, today, _DAYS)

        self.found.setText(_("Looking at all customers…"))
        self._context.tasks.start(
            _("Looking ahead"), ask, self._show_answer, stopped=self._not_answered, quiet=True
        )

    def _show_answer(self, found: Preview) -> None:
        asked, self._asked = self._asked, None
        if self._rule == asked:
            self._show(found)
        elif self._rule is not None:
            self._ask()

    def _not_answered(self) -> None:
        self._asked = None

    def _show(self, found: Preview) -> None:
        assert self._rule is not None
        would = ngettext(
            "Would plan {n} contact this week.", "Would plan {n} contacts this week.", found.count
        )
        plans = ngettext("Plans {n} contact this week.", "Plans {n} contacts this week.", found.count)
        words = (plans if self._rule.active else would).format(n=f"{found.count:,}")
        silent = ngettext(
            "{n} more may not be contacted so.", "{n} more may not be contacted so.", found.silent
        ).format(n=f"{found.silent:,}")
        nobody = _("Nobody this week.")
        self.found.setText(paragraph([words if found.count else nobody, silent if found.silent else ""]))
        more = ["…"] if found.count > len(found.examples) else []
        self.who.setText("\n".join([*map(_example, found.examples), *more]))


def _example(example: Example) -> str:
    return f"{format_day(example.planned_on)} · {example.name} · {example.reason}"
