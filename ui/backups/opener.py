"""Opening a backup inside a dialog: progress first, the password if it is locked, then what is in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from model.errors import BookError
from model.safekeeping.locked import LockedError, WrongPassword
from resources.i18n import _
from ui import theme
from ui.tasks import Progress, Task, Tasks
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.label import PlainLabel
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.text_field import TextField

Work = Callable[[Progress, Path, str | None], Any]
"""Opens the backup at a path with a password, in a thread; what it answers is given to ``opened``."""


class Opener(QStackedWidget):
    """``opened(answer)`` once the work came back; ``given_up`` when the person pressed Cancel.

    A locked backup is tried with the password of this PC first, and asks only when that one does not open it. A wrong
    password is never said to be damage.
    """

    opened = Signal(object)
    given_up = Signal()

    def __init__(
        self, tasks: Tasks, path: Path, work: Work, known: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.password: str | None = None
        self._tasks, self._path, self._work = tasks, path, work
        self._known = known
        self._task: Task[Any] | None = None
        self._refusal = Banner("", tone="danger", closable=False)
        self.field = TextField(most=1000)
        self._wrong = PlainLabel(tone="danger", wrap=True)
        self.open_button = Button(_("Open it"), icon="key-round", kind="primary")
        self._working = QWidget()
        self._asking = QWidget()
        self._refused = QWidget()

        self.field.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.line.setAccessibleName(_("Password of the backup"))
        self._arrange()
        self.open_button.clicked.connect(self.try_typed)
        self.field.line.returnPressed.connect(self.try_typed)

    def start(self) -> None:
        """Open it now."""
        self._open(None)

    def try_typed(self) -> None:
        """Open it with the password that was typed."""
        typed = self.field.line.text()
        if not typed:
            self._wrong.setText(_("Please type the password."))
            return
        self._known = None
        self._open(typed)

    def cancel(self) -> None:
        """Stop what still runs; nobody waits for it any more."""
        if self._task is not None:
            self._task.cancel()

    def show_widget(self, widget: QWidget) -> None:
        """Show what was found in the place of all this."""
        if self.indexOf(widget) < 0:
            self.addWidget(widget)
        self.setCurrentWidget(widget)

    def _open(self, password: str | None) -> None:
        panel = ProgressPanel(_("Reading the backup"))
        _replace(self._working, panel)
        self.setCurrentWidget(self._working)
        self._task = self._tasks.start(
            _("Reading the backup"),
            lambda progress: self._work(progress, self._path, password),
            lambda answer: self._came(answer, password),
            lambda refused: self._refuse(refused, password),
            stopped=self._stopped,
            panel=panel,
        )

    def _came(self, answer: Any, password: str | None) -> None:
        self._task = None
        self.password = password
        self.opened.emit(answer)

    def _refuse(self, refused: BookError, password: str | None) -> None:
        self._task = None
        if isinstance(refused, LockedError | WrongPassword):
            known, self._known = self._known, None
            if password is None and known:
                self._open(known)
                return
            self.setCurrentWidget(self._asking)
            self._wrong.setText(
                _("This password does not open it. Please type it again.")
                if isinstance(refused, WrongPassword) and not known and password
                else ""
            )
            self.field.line.selectAll()
            self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._refusal.say(str(refused), tone="danger")
        self.setCurrentWidget(self._refused)

    def _stopped(self) -> None:
        self._task = None
        self.given_up.emit()

    def _arrange(self) -> None:
        for page in (self._working, self._asking, self._refused):
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.MEDIUM)
            self.addWidget(page)
        asking = self._asking.layout()
        assert isinstance(asking, QVBoxLayout)
        asking.addWidget(PlainLabel(_("This backup is locked."), kind="heading"))
        asking.addWidget(
            PlainLabel(
                _("Type the password that was set when it was made. Without it nobody can open it."),
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self.field, 1)
        row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        asking.addLayout(row)
        asking.addWidget(self._wrong)
        asking.addStretch(1)
        refused = self._refused.layout()
        assert isinstance(refused, QVBoxLayout)
        refused.addWidget(self._refusal)
        refused.addStretch(1)


def _replace(page: QWidget, widget: QWidget) -> None:
    """Show only ``widget`` on ``page``."""
    column = page.layout()
    assert isinstance(column, QVBoxLayout)
    while (item := column.takeAt(0)) is not None:
        before = item.widget()
        if before is not None:
            before.deleteLater()
    column.addWidget(widget)
    column.addStretch(1)
