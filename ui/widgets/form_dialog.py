"""A window to fill in: title, a body that scrolls, and buttons that say what they do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.banner import Banner
from ui.widgets.button import Button, Kind
from ui.widgets.label import PlainLabel
from ui.widgets.page import scrolled
from ui.widgets.separator import Separator


class FormDialog(QDialog):
    """``verb`` is on the button that saves; Ctrl+S and Ctrl+Enter press it, Esc closes.

    ``submitted`` asks the owner to check and save; the owner then calls ``accept()``, or ``refuse(sentence)``
    and the window stays as it is. Put widgets into ``body``.
    """

    submitted = Signal()

    def __init__(
        self,
        title: str,
        verb: str,
        *,
        sentence: str = "",
        verb_kind: Kind = "primary",
        width: int = 560,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout()
        self.save = Button(verb, kind=verb_kind)
        self._close = Button(_("Cancel"))
        self._refusal = Banner("", tone="danger", closable=False)
        self._foot = QHBoxLayout()

        self.setWindowTitle(title)
        self.resize(width, 0)
        self.body.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.MEDIUM)
        self.body.setSpacing(theme.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head(title, sentence))
        self._area = scrolled(self.body, widest=10_000)
        column.addWidget(self._area, 1)
        column.addWidget(Separator())
        column.addLayout(self._foot)
        self._foot.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        self._foot.setSpacing(theme.SMALL)
        self._foot.addStretch(1)
        self._foot.addWidget(self._close)
        self._foot.addWidget(self.save)
        self._refusal.hide()
        self.save.setToolTip(QKeySequence("Ctrl+S").toString(QKeySequence.SequenceFormat.NativeText))

        self.save.clicked.connect(self.submitted)
        self._close.clicked.connect(self.reject)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)

    def add_action(self, button: QWidget) -> None:
        """Put another button at the left of the foot, e.g. Delete."""
        self._foot.insertWidget(0, button)

    def refuse(self, sentence: str) -> None:
        """Say above the form why it was not saved; everything typed stays."""
        self._refusal.say(sentence, tone="danger")
        self._refusal.show()

    def showEvent(self, event: object) -> None:
        self._fit()
        self._order_by_eye()
        super().showEvent(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if control and (enter or event.key() == Qt.Key.Key_S):
            self.save.click()
        elif enter:
            event.ignore()  # Enter in a field must not close a half-filled form
        else:
            super().keyPressEvent(event)

    def _head(self, title: str, sentence: str) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.SMALL)
        head.setSpacing(theme.TIGHT)
        head.addWidget(PlainLabel(title, kind="title", elide=True))
        if sentence:
            head.addWidget(PlainLabel(sentence, tone="muted", wrap=True))
        head.addWidget(self._refusal)
        return head

    def _order_by_eye(self) -> None:
        """Tab walks the fields, then the buttons; the first field has the keyboard."""
        inner = self._area.widget()
        assert inner is not None
        strong = Qt.FocusPolicy.StrongFocus
        fields = [
            w
            for w in inner.findChildren(QWidget)
            if w.focusPolicy() & strong == strong and w.focusProxy() is None and w.isVisibleTo(self)
        ]
        if not fields:
            self.save.setFocus()
            return
        QWidget.setTabOrder(fields[-1], self.save)
        QWidget.setTabOrder(self.save, self._close)
        if self.focusWidget() not in fields:
            fields[0].setFocus()

    def _fit(self) -> None:
        """As tall as the form, as far as the screen allows."""
        inner = self._area.widget()
        assert inner is not None
        inside = (
            inner.heightForWidth(self.width()) if inner.hasHeightForWidth() else inner.sizeHint().height()
        )
        around = self.sizeHint().height() - self._area.sizeHint().height()
        most = round(self.screen().availableGeometry().height() * 0.9)
        self.resize(self.width(), min(inside + around + 2, most))
