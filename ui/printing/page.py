"""Printing: choose a paper, say what belongs on it, look at it as it will come out, print it or keep it as a file."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSaveFile, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from model.changes import Change
from model.errors import BookError
from reports.catalogue import CATALOGUE, Options, Report
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.keys import shown_keys
from ui.printing.options_form import OptionsForm
from ui.printing.pdf_pages import PdfPages
from ui.printing.preview import Preview
from ui.printing.printer_pages import print_pages, printer_for, wanted_pages
from ui.printing.report_list import ReportList
from ui.tasks import Progress, Task
from ui.widgets.button import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import PlainLabel
from ui.widgets.page import Page, scrolled
from ui.widgets.problem_dialog import ProblemDialog
from ui.widgets.progress_panel import ProgressPanel

_REST_MS = 250
_SHOW_PROGRESS_AFTER_MS = 300
_LEFT = 288
_LONGEST_IN_FILE_NAME = 40
_FOLDER = "folder of papers"
"""Under this name the PC remembers where the last file was put."""


class PrintingPage(Page):
    """``choose(name, options)`` begins with one report, ``show_sheet`` with what another page shows.

    ``message(sentence)`` tells what became of a file.
    """

    message = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = Button(_("Print…"), icon="printer", kind="primary", tip=shown_keys("Ctrl+P"))
        self._save = Button(_("Save as PDF…"), icon="file-down", tip=shown_keys("Ctrl+S"))
        self._view = Button(_("Open in viewer"), icon="external-link", kind="quiet")
        super().__init__(
            _("Printing"), actions=[self._view, self._save, self._print], scrolls=False, parent=parent
        )
        self._context = context
        self._reports = dict(CATALOGUE)
        self._report = next(iter(CATALOGUE.values()))
        self._making: Task[PdfPages] | None = None
        self._stale = True
        self.list = ReportList(list(CATALOGUE.values()))
        self.form = OptionsForm(context)
        self.preview = Preview(context.tasks)
        self._where = PlainLabel(tone="muted")
        self._zoom = PlainLabel(tone="muted")
        self._shown = QStackedWidget()
        self._looked_at = ""
        self._waiting = QWidget()
        self._panel_place = QVBoxLayout(self._waiting)
        self._refused = EmptyState("triangle-alert", "", "")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._wait = QTimer(self, singleShot=True, interval=_SHOW_PROGRESS_AFTER_MS)

        self._arrange()
        self._connect()
        self._show_report({})

    # what every page can do

    def refresh(self) -> None:
        self._make()

    def focus_first(self) -> None:
        self.list.setFocus()

    def choose(self, name: str, options: Mapping[str, Any] | None = None) -> None:
        """Show that report, with ``options`` by their names in ``reports.catalogue.Options``."""
        self._begin(self._reports[name], options or {})

    def show_sheet(self, sheet: Report) -> None:
        """Show what another page shows, beside the reports; it stays in the list until the next one."""
        self._reports = {**CATALOGUE, sheet.name: sheet}
        self._looked_at = ""
        self.list.show_reports(list(self._reports.values()))
        self._begin(sheet, {})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Print):
            self.print_shown()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.ask_where_to_save()
        else:
            super().keyPressEvent(event)

    # deeds

    def print_shown(self) -> None:
        """Ask which printer, and print what is shown."""
        pages = self._ready()
        if pages is None:
            return
        printer = printer_for(pages, self._report.title)
        dialog = QPrintDialog(printer, self.window())
        dialog.setWindowTitle(_("Print"))
        dialog.setMinMax(1, len(pages))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setModal(True)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print what is shown on ``printer``, page by page in a thread."""
        pages = self._ready()
        if pages is None:
            return
        numbers = wanted_pages(printer, len(pages))
        self._context.tasks.start(
            _("Printing"),
            lambda progress: print_pages(pages, printer, numbers, progress),
            lambda _nothing: self.message.emit(_("Sent to the printer")),
        )

    def ask_where_to_save(self) -> None:
        """Ask for a file, beginning in the folder of the last one."""
        if self._ready() is None:
            return
        folder = self._context.computer.noted(_FOLDER) or str(Path.home())
        dialog = QFileDialog(self.window(), _("Save as PDF"), folder, _("PDF files (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._file_name())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Keep what is shown as a file; an earlier one there stays whole until the new one is complete."""
        pages = self._ready()
        if pages is None:
            return
        file = QSaveFile(str(path))
        whole = (
            file.open(QSaveFile.OpenModeFlag.WriteOnly)
            and file.write(pages.data) == len(pages.data)
            and file.commit()
        )
        if not whole:
            sentence = _("{file} could not be written: {reason}").format(
                file=path.name, reason=file.errorString()
            )
            ProblemDialog(sentence, parent=self.window()).open()
            return
        self._context.computer.note(_FOLDER, str(path.parent))
        self.message.emit(_("Saved {file}").format(file=path.name))

    def open_in_viewer(self) -> None:
        """Show it in whatever this PC opens PDFs with."""
        pages = self._ready()
        if pages is not None:
            folder = self._context.computer.folder / "papers"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / self._file_name()
            path.write_bytes(pages.data)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # making the paper

    def _make(self) -> None:
        """Lay out what is asked for, in a thread; what was being laid out before is given up."""
        self._rest.stop()
        options = self.form.options()
        if self._making is not None:
            self._making.cancel()
            self._making = None
        if options is None:
            return
        report, panel = self._report, self._fresh_panel()
        self._stale = True
        self._tell_ready()
        self._wait.start()
        making = self._context.tasks.start(
            report.title,
            lambda progress: _made(progress, report, options),
            lambda pages: self._show_pages(making, pages),
            lambda refused: self._show_refusal(making, refused),
            stopped=lambda: self._stopped(making),
            panel=panel,
        )
        self._making = making

    def _show_pages(self, making: Task[PdfPages], pages: PdfPages) -> None:
        if making is not self._making:
            return  # something else was asked for meanwhile
        self._finish()
        self._stale = False
        self.preview.show_pages(pages)
        if self._looked_at != self._report.name:
            self.preview.go_to_page(1)
            self._looked_at = self._report.name
        self._shown.setCurrentWidget(self.preview)
        self._tell_where()
        self._tell_ready()

    def _show_refusal(self, making: Task[PdfPages], refused: BookError) -> None:
        if making is self._making:
            self._finish()
            self.preview.show_pages(None)
            self._refused.say(_("This paper cannot be made"), str(refused))
            self._shown.setCurrentWidget(self._refused)
            self._tell_ready()

    def _stopped(self, making: Task[PdfPages]) -> None:
        if making is self._making:
            self._finish()
            self._refused.say(
                _("Stopped"), _("Nothing was printed. Change what is asked for, or press F5 to try again.")
            )
            self._shown.setCurrentWidget(self._refused)

    def _finish(self) -> None:
        self._making = None
        self._wait.stop()

    def _ready(self) -> PdfPages | None:
        """The pages that are shown, if they are what is asked for now."""
        return None if self._stale else self.preview.pages()

    def _fresh_panel(self) -> ProgressPanel:
        while self._panel_place.count():
            widget = self._panel_place.takeAt(0).widget()  # type: ignore[union-attr]
            if widget is not None:
                widget.deleteLater()
        panel = ProgressPanel(_("Laying out the paper"))
        panel.setFixedWidth(360)
        self._panel_place.addWidget(panel, 0, Qt.AlignmentFlag.AlignCenter)
        return panel

    # parts

    def _arrange(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, theme.SMALL, 0)
        inside.setSpacing(theme.LARGE)
        inside.addWidget(self.list)
        inside.addWidget(self.form)
        inside.addStretch(1)
        left = scrolled(inside)
        left.setFixedWidth(_LEFT)
        foot = QHBoxLayout()
        foot.setSpacing(theme.TIGHT)
        foot.addWidget(self._where)
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
        for widget in (self.preview, self._waiting, self._refused):
            self._shown.addWidget(widget)
        right = QVBoxLayout()
        right.setSpacing(theme.SMALL)
        right.addWidget(self._shown, 1)
        right.addLayout(foot)
        row = QHBoxLayout()
        row.setSpacing(theme.MEDIUM)
        row.addWidget(left)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose_here)
        self.form.changed.connect(self._rest.start)
        self.preview.moved.connect(lambda _page, _pages: self._tell_where())
        self._print.clicked.connect(self.print_shown)
        self._save.clicked.connect(self.ask_where_to_save)
        self._view.clicked.connect(self.open_in_viewer)
        self._rest.timeout.connect(self._make)
        self._wait.timeout.connect(lambda: self._shown.setCurrentWidget(self._waiting))
        self._context.signals.changed.connect(self._heed)

    def _heed(self, _change: Change) -> None:
        if self.isVisible():
            self._rest.start()

    def _choose_here(self, name: str) -> None:
        if name != self._report.name:
            self.choose(name)

    def _begin(self, report: Report, options: Mapping[str, Any]) -> None:
        self._report = report
        self._show_report(options)
        self._make()

    def _show_report(self, given: Mapping[str, Any]) -> None:
        self.list.choose(self._report.name)
        self.header.set_subtitle(self._report.purpose)
        self.form.show_report(self._report, given)

    def _tell_where(self) -> None:
        pages = self.preview.pages()
        self._where.setText(
            _("Page {page} of {pages}").format(page=self.preview.page(), pages=len(pages)) if pages else ""
        )
        self._zoom.setText(f"{self.preview.percent()} %")

    def _tell_ready(self) -> None:
        for button in (self._print, self._save, self._view):
            button.setEnabled(self._ready() is not None)

    def _file_name(self) -> str:
        """``Call list 2026-03-12.pdf``, without what a file system would not take."""
        options, report = self.form.options(), self._report
        asked = (options.on or options.last or options.today) if options else self._context.today()
        words = f"{report.title} {report.about[:_LONGEST_IN_FILE_NAME]}".strip()
        title = "".join(sign for sign in words if sign not in '\\/:*?"<>|' and sign.isprintable())
        return f"{title} {(report.on or asked).isoformat()}.pdf"


def _made(progress: Progress, report: Report, options: Options) -> PdfPages:
    """The paper, from the book's facts to pages; in a thread."""
    paper = BytesIO()
    report.print(progress.book, options, paper, progress)
    return PdfPages(paper.getvalue())
