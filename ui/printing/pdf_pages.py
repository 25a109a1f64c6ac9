"""The pages of a PDF as pictures.

PDFium is not made for several threads at once, and Python may collect its objects in any thread. So each visit opens
the document, draws and closes everything again behind one lock; opening it from memory costs next to nothing.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

_ONE_AT_A_TIME = threading.Lock()
POINTS_PER_INCH = 72


@dataclass(frozen=True)
class Picture:
    """A page, counted from 0, at ``scale`` pixels a point."""

    number: int
    scale: float
    image: QImage


class PdfPages:
    """The pages of ``data``, which is kept in memory, so that no file stays open. ``sizes`` are in points."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with _opened(data) as document:
            self.sizes = [QSizeF(*document.get_page_size(number)) for number in range(len(document))]

    def __len__(self) -> int:
        return len(self.sizes)

    def pictures(self, numbers: Sequence[int], scale: float) -> list[Picture]:
        """These pages, on white, from any thread."""
        with _opened(self.data) as document:
            return [Picture(number, scale, _drawn(document, number, scale)) for number in numbers]


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def _drawn(document: Any, number: int, scale: float) -> QImage:
    page = document[number]
    try:
        bitmap = page.render(scale=scale, fill_color=(255, 255, 255, 255), prefer_bgrx=True)
        try:
            kind = QImage.Format.Format_RGB32
            return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
        finally:
            bitmap.close()
    finally:
        page.close()
