"""The pages of a paper as they will come out, drawn sharp as they come in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from resources.i18n import _
from ui import theme
from ui.printing.pdf_pages import PdfPages, Picture
from ui.tasks import Tasks

_GAP = theme.MEDIUM
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_SCREEN_POINT = 96 / 72  # pixels a point at 100 %
_KEPT = 24
"""So many pictures are kept beside those in sight."""


class Preview(QAbstractScrollArea):
    """``show_pages`` shows them; ``moved(page, pages)`` when another page is the one in sight, counted from 1.

    Page Up and Page Down turn pages, Home and End go to the first and the last, + and - zoom, 0 fits the width.
    """

    moved = Signal(int, int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pages: PdfPages | None = None
        self._tops: list[int] = []
        self._zoom: float | None = None
        """Pixels a point; ``None`` fits the width."""
        self._pictures: dict[int, Picture] = {}
        self._drawing = False

        self.setAccessibleName(_("Preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # deeds

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show these from the place where one was, as far as there are so many."""
        self._pages = pages
        self._pictures = {}
        self._arrange()
        self._scrolled()

    def pages(self) -> PdfPages | None:
        return self._pages

    def page(self) -> int:
        """The page in sight, from 1; 0 without any."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return sum(1 for top in self._tops if top <= middle)

    def go_to_page(self, number: int) -> None:
        """Put the page with that number, from 1, at the top."""
        if self._tops:
            self.verticalScrollBar().setValue(self._tops[min(max(number, 1), len(self._tops)) - 1] - _GAP)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps of the usual zooms."""
        now = self._scale() / _SCREEN_POINT
        larger = [zoom for zoom in _ZOOMS if zoom > now + 0.01]
        smaller = [zoom for zoom in _ZOOMS if zoom < now - 0.01]
        wanted = larger[:1] if steps > 0 else smaller[-1:]
        if wanted:
            self._set_zoom(wanted[0] * _SCREEN_POINT)

    def fit_width(self) -> None:
        self._set_zoom(None)

    def percent(self) -> int:
        """How large the pages are, 100 being as large as on paper on a usual screen."""
        return round(self._scale() / _SCREEN_POINT * 100)

    def is_sharp(self) -> bool:
        """Whether every page in sight has been drawn."""
        return not self._missing()

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self.page()
        if key == Qt.Key.Key_PageDown:
            self.go_to_page(here + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to_page(here - 1)
        elif key == Qt.Key.Key_Home:
            self.go_to_page(1)
        elif key == Qt.Key.Key_End:
            self.go_to_page(len(self._tops))
        elif event.text() in ("+", "="):
            self.zoom_by(1)
        elif event.text() in ("-", "_"):
            self.zoom_by(-1)
        elif event.text() == "0":
            self.fit_width()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        c = theme.colours()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), c.sunken)
        for number in self._in_sight():
            room = self._room(number)
            painter.fillRect(room, Qt.GlobalColor.white)
            picture = self._pictures.get(number)
            if picture is not None:
                painter.drawImage(QRectF(room), picture.image)
            painter.setPen(c.border)
            painter.drawRect(room.adjusted(-1, -1, 0, 0))
        painter.end()
        self._draw_missing()

    # parts

    def _set_zoom(self, zoom: float | None) -> None:
        here = self.page()
        self._zoom = zoom
        self._arrange()
        self.go_to_page(here)
        self.moved.emit(self.page(), len(self._tops))

    def _scale(self) -> float:
        """Pixels a point."""
        if self._zoom is not None:
            return self._zoom
        widest = max((size.width() for size in self._sizes()), default=595.0)
        return max(self.viewport().width() - 2 * _GAP, 100) / widest

    def _sizes(self) -> Sequence[QSizeF]:
        return self._pages.sizes if self._pages else []

    def _size(self, number: int) -> QSize:
        assert self._pages is not None
        return (self._pages.sizes[number] * self._scale()).toSize()

    def _arrange(self) -> None:
        top = _GAP
        self._tops = []
        widest = 0
        for number in range(len(self._pages) if self._pages else 0):
            self._tops.append(top)
            size = self._size(number)
            top += size.height() + _GAP
            widest = max(widest, size.width())
        room = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, top - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(48)
        across.setRange(0, max(0, widest + 2 * _GAP - room.width()))
        across.setPageStep(room.width())
        self.viewport().update()

    def _room(self, number: int) -> QRect:
        """Where a page stands in the viewport."""
        size = self._size(number)
        spare = self.viewport().width() - size.width()
        left = spare // 2 if spare >= 2 * _GAP else _GAP - self.horizontalScrollBar().value()
        return QRect(QPoint(left, self._tops[number] - self.verticalScrollBar().value()), size)

    def _in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        after = [*self._tops[1:], bottom + 1] if self._tops else []
        return [
            number
            for number, (first, next_first) in enumerate(zip(self._tops, after, strict=True))
            if first < bottom and next_first > top
        ]

    def _missing(self) -> list[int]:
        scale = self._scale() * self.devicePixelRatioF()
        return [
            number
            for number in self._in_sight()
            if number not in self._pictures or abs(self._pictures[number].scale - scale) > 0.001
        ]

    def _draw_missing(self) -> None:
        """Have the pages in sight drawn, one task at a time; what has gone out of sight meanwhile is left out."""
        pages, missing = self._pages, self._missing()
        if pages is None or not missing or self._drawing:
            return
        self._drawing = True
        scale = self._scale() * self.devicePixelRatioF()
        self._tasks.start(
            _("Drawing the preview"),
            lambda _progress: pages.pictures(missing, scale),
            lambda pictures: self._take(pages, pictures),
            stopped=lambda: self._take(pages, []),
            quiet=True,
        )

    def _take(self, pages: PdfPages, pictures: Sequence[Picture]) -> None:
        self._drawing = False
        if pages is self._pages:
            for picture in pictures:
                self._pictures.pop(picture.number, None)
                self._pictures[picture.number] = picture
            for number in list(self._pictures)[: max(0, len(self._pictures) - _KEPT)]:
                del self._pictures[number]
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        self.moved.emit(self.page(), len(self._tops))
