"""A window to fill in: title, a body that scrolls, and buttons that say what they do."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from resources.i18n import _
from ui import theme
from ui.widgets.banner import Banner
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
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
        self._way_out: Callable[[], object] | None = None
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

        self.save.clicked.connect(self._submit)
        self._close.clicked.connect(self.reject)
        self._refusal.acted.connect(self._take_way_out)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._bring_into_sight)

    @property
    def content(self) -> QWidget:
        """All that is between the title and the buttons."""
        return self._area

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)

    def add_action(self, button: QWidget) -> None:
        """Put another button at the left of the foot, e.g. Delete."""
        self._foot.insertWidget(0, button)

    def refuse(self, sentence: str, *, verb: str = "", deed: Callable[[], object] | None = None) -> None:
        """Say above the form why it was not saved; everything typed stays. ``deed`` by a button that says ``verb``.
        "" takes back what was said."""
        self._way_out = deed
        self._refusal.say(sentence, tone="danger", action=verb)
        self._refusal.setVisible(bool(sentence))

    def _submit(self) -> None:
        """Once: Ctrl+Enter in a field that Enter ends too presses the button a second time when all is done."""
        if self.result() != self.DialogCode.Accepted:
            self.submitted.emit()

    def _take_way_out(self) -> None:
        if self._way_out is not None:
            self._refusal.hide()
            self._way_out()

    def showEvent(self, event: object) -> None:
        self.fit_again()
        self._begin()
        super().showEvent(event)  # type: ignore[arg-type]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks as the eye does, through what came and went since the form was opened too."""
        stops, here = self._stops(), self.focusWidget()
        if here not in stops:
            return super().focusNextPrevChild(forward)
        stop = stops[(stops.index(here) + (1 if forward else -1)) % len(stops)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stop.setFocus(reason)
        return True

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

    def _bring_into_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Show the field that has the keyboard now, with what is said under it; never under a pressed mouse."""
        inner = self._area.widget()
        if new is None or inner is None or not inner.isAncestorOf(new) or QApplication.mouseButtons():
            return
        self._area.ensureWidgetVisible(new, 0, 0)
        below = new.mapTo(inner, QPoint(0, new.height()))
        self._area.ensureVisible(below.x(), below.y(), 0, theme.CONTROL)

    def _stops(self) -> list[QWidget]:
        """Where Tab halts: the form in reading order, then the buttons, the one that saves first."""
        inner = self._area.widget()
        assert inner is not None
        fields = sorted((w for w in inner.findChildren(QWidget) if self._is_stop(w)), key=_top_left(inner))
        buttons = [
            w for w in self.findChildren(QPushButton) if self._is_stop(w) and not inner.isAncestorOf(w)
        ]
        return [*_by_lines(fields, inner), *sorted(buttons, key=lambda w: (w is not self.save, w.x()))]

    def _is_stop(self, widget: QWidget) -> bool:
        return (
            bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            and widget.focusProxy() is None
            and widget.window() is self
            and widget.isVisibleTo(self)
            and widget.isEnabled()
        )

    def _begin(self) -> None:
        """The first field has the keyboard, and no button: a name begun with its space would press it."""
        fields = [stop for stop in self._stops() if not _is_bare_button(stop)]
        if self.focusWidget() not in fields:
            (fields[0] if fields else self.save).setFocus()

    def fit_again(self) -> None:
        """Be as tall as the form, as far as the screen allows."""
        inner = self._area.widget()
        assert inner is not None
        inside = (
            inner.heightForWidth(self.width()) if inner.hasHeightForWidth() else inner.sizeHint().height()
        )
        around = self.sizeHint().height() - self._area.sizeHint().height()
        most = round(self.screen().availableGeometry().height() * 0.9)
        self.resize(self.width(), min(inside + around + 2, most))


def _is_bare_button(widget: QWidget) -> bool:
    """Whether it is a button that belongs to no field."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Field):
        above = above.parentWidget()
    return isinstance(widget, QPushButton | QToolButton) and above is None


def _top_left(inner: QWidget) -> Callable[[QWidget], tuple[int, int]]:
    def place(widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(inner, QPoint(0, 0))
        return corner.y(), corner.x()

    return place


def _by_lines(widgets: list[QWidget], inner: QWidget) -> Iterator[QWidget]:
    """``widgets``, sorted from top to bottom, line by line from left to right. A tick is lower than a field."""
    place, line = _top_left(inner), list[QWidget]()
    for widget in widgets:
        if line and place(widget)[0] - place(line[0])[0] > theme.CONTROL // 2:
            yield from sorted(line, key=lambda w: place(w)[1])
            line = []
        line.append(widget)
    yield from sorted(line, key=lambda w: place(w)[1])
