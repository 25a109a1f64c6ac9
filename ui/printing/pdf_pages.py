"""The pages of a PDF as pictures. One at a time: PDFium is not made for several threads at once."""

import threading
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

_ONE_AT_A_TIME = threading.Lock()
POINTS_PER_INCH = 72


@dataclass(frozen=True)
class Picture:
    """A page rendered at ``scale`` pixels a point."""

    number: int
    scale: float
    image: QImage


class PdfPages:
    """The pages of ``data``, which is kept in memory, so that no file stays open. ``sizes`` are in points."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self.data = data
        with _ONE_AT_A_TIME:
            self._document: Any = pypdfium2.PdfDocument(data)
            self.sizes = [
                QSizeF(*self._document.get_page_size(number)) for number in range(len(self._document))
            ]

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> Picture:
        """The page with that number, from 0, on white. From any thread."""
        with _ONE_AT_A_TIME:
            page = self._document[number]
            bitmap = page.render(scale=scale, fill_color=(255, 255, 255, 255), prefer_bgrx=True)
            drawn = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
            ).copy()
            bitmap.close()
            page.close()
        return Picture(number, scale, drawn)

    def close(self) -> None:
        """Let go of the document; it cannot be looked at any more."""
        with _ONE_AT_A_TIME:
            self._document.close()
