"""From the pages of a PDF to the printer, at the printer's own resolution."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from model.errors import BookError, Cancelled
from resources.i18n import _
from ui.printing.pdf_pages import POINTS_PER_INCH, PdfPages

_FINEST_DPI = 600  # beyond, a page costs hundreds of megabytes and looks the same


def printer_for(pages: PdfPages, title: str) -> QPrinter:
    """A printer set up for these pages: their size, from edge to edge, all of them."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = pages.sizes[0] if pages.sizes else QSizeF(595, 842)
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


def wanted_pages(printer: QPrinter, count: int) -> Sequence[int]:
    """Which pages, from 0, the person chose in the print dialog."""
    first, last = printer.fromPage(), printer.toPage()
    if printer.printRange() != QPrinter.PrintRange.PageRange or not first:
        return range(count)
    return range(first - 1, min(last or count, count))


def print_pages(
    pages: PdfPages, printer: QPrinter, numbers: Sequence[int], progress: Callable[[int, int], None]
) -> None:
    """Paint these pages on the printer, which may be done in a thread. ``BookError`` if it does not take them."""
    painter = QPainter()
    if not painter.begin(printer):
        raise BookError(_("The printer did not answer. Is it switched on and connected?"))
    try:
        for done, number in enumerate(numbers):
            progress(done, len(numbers))
            if done and not printer.newPage():
                raise BookError(_("The printer stopped in the middle of the paper."))
            scale = min(printer.resolution(), _FINEST_DPI) / POINTS_PER_INCH
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            (picture,) = pages.pictures([number], scale)
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), picture.image)
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
