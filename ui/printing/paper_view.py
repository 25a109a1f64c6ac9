"""A report as the paper that will come out, with a foot that says which page and how large."""

from io import BytesIO

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.percentages import percent
from reports.report import Options, Report
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.printing.in_the_making import InTheMaking
from ui.printing.pdf_pages import PdfPages
from ui.printing.preview import Preview
from ui.tasks import Progress
from ui.widgets.button import Button, IconButton
from ui.widgets.label import PlainLabel


class PaperView(InTheMaking[PdfPages]):
    """``show_report`` lays it out; ``ready()`` are its pages."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.preview = Preview(context.tasks)
        self.where = PlainLabel(tone="muted")
        self._zoom = PlainLabel(tone="muted")
        seen = QWidget()
        super().__init__(context, seen, _("Laying out the paper"), parent)
        self._looked_at = self._name = ""

        column = QVBoxLayout(seen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.preview, 1)
        column.addLayout(self._foot())

        self.preview.moved.connect(lambda _page, _pages: self._tell_where())

    def show_report(self, report: Report, options: Options) -> None:
        """Lay it out; the same report again is shown where one was, another from its first page."""
        self._name = report.name
        self.make(report.title, lambda progress: _laid_out(progress, report, options))

    def begin_anew(self) -> None:
        """Show the next one from its first page, whatever it is."""
        self._looked_at = ""

    def show_made(self, made: PdfPages | None) -> None:
        self.preview.show_pages(made)
        if made is not None and self._looked_at != self._name:
            self.preview.go_to_page(1)
            self._looked_at = self._name
        self._tell_where()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.TIGHT)
        foot.addWidget(self.where)
        foot.addStretch(1)
        for icon, name, deed in (
            ("minus", _("Smaller"), lambda: self.preview.zoom_by(-1)),
            ("plus", _("Larger"), lambda: self.preview.zoom_by(1)),
        ):
            button = IconButton(icon, name)
            button.clicked.connect(deed)
            foot.addWidget(button)
            if icon == "minus":
                foot.addWidget(self._zoom)
        fit = Button(_("Fit the width"), kind="quiet")
        fit.clicked.connect(self.preview.fit_width)
        foot.addWidget(fit)
        return foot

    def _tell_where(self) -> None:
        pages = self.preview.pages()
        self.where.setText(
            _("Page {page} of {pages}").format(page=self.preview.page(), pages=len(pages)) if pages else ""
        )
        self._zoom.setText(percent(self.preview.percent() / 100))


def _laid_out(progress: Progress, report: Report, options: Options) -> PdfPages:
    """The paper, from the book's facts to pages; in a thread."""
    paper = BytesIO()
    report.print(progress.book, options, paper, progress)
    return PdfPages(paper.getvalue())
