"""What a window needs no more than a moment after it is there: nobody waits for it at the start."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_AT_THE_LATEST_MS = 2_000
"""A window that begins as an icon is not painted at all."""


class FirstPicture(QObject):
    """Does each of its ``deeds`` in turn once ``window`` has been painted for the first time; between two of them the
    window hears what is pressed. Nothing more is done once the window is gone."""

    def __init__(self, window: QWidget, *deeds: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._deeds = window, list(deeds)
        self._next = QTimer(self, singleShot=True, interval=_AT_THE_LATEST_MS)

        self._next.timeout.connect(self._do)
        self._next.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._next.start(0)
        return super().eventFilter(watched, event)

    def _do(self) -> None:
        self._window.removeEventFilter(self)
        deed = self._deeds.pop(0)
        if self._deeds:
            self._next.start(0)
        else:
            self.deleteLater()
        deed()
