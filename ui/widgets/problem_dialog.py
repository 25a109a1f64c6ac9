"""Something went wrong: what, what it means for the person's work, and details for whoever can mend it."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from resources.i18n import _
from ui import theme
from ui.widgets.button import Button
from ui.widgets.icon_view import IconView
from ui.widgets.label import PlainLabel


class ProblemDialog(QDialog):
    """``what`` happened in one sentence, ``consequence`` in another ("It was not saved. …").

    ``details`` stay folded until asked for; everything is plain text and can be copied.
    """

    def __init__(
        self, what: str, consequence: str = "", details: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._what, self._consequence, self._text = what, consequence, details
        self._details = QPlainTextEdit(details)
        self._unfold = Button(_("Show details"), kind="quiet")
        self._copy = Button(_("Copy details"), icon="copy")
        self._close = Button(_("Close"), kind="primary")

        self.setWindowTitle(_("Something went wrong"))
        self.setMinimumWidth(480)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(_("Details"))
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setMinimumHeight(180)
        self._details.hide()
        self._arrange()
        for button in (self._unfold, self._copy):
            button.setVisible(bool(details))

        self._unfold.clicked.connect(self._toggle)
        self._copy.clicked.connect(self._copy_all)
        self._close.clicked.connect(self.accept)
        self._close.setFocus()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.SMALL)
        words.addWidget(PlainLabel(self._what, kind="heading", wrap=True, selectable=True))
        if self._consequence:
            words.addWidget(PlainLabel(self._consequence, wrap=True, selectable=True))
        head = QHBoxLayout()
        head.setSpacing(theme.MEDIUM)
        sign = IconView("circle-alert", role="danger", size=32)
        head.addWidget(sign)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SMALL)
        foot.addWidget(self._unfold)
        foot.addStretch(1)
        foot.addWidget(self._copy)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addLayout(head)
        column.addWidget(self._details, 1)
        column.addLayout(foot)

    def _toggle(self) -> None:
        unfolded = self._details.isHidden()
        self._details.setVisible(unfolded)
        self._unfold.setText(_("Hide details") if unfolded else _("Show details"))
        self.adjustSize()

    def _copy_all(self) -> None:
        parts = (self._what, self._consequence, self._text)
        QGuiApplication.clipboard().setText("\n\n".join(part for part in parts if part))
