"""Printing: choose a paper, say what belongs on it, look at it as it will come out, print it or keep it as a file.

What is a list can be looked at as a table too, and kept as a file for a spreadsheet.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from model.changes import Change
from model.errors import BookError
from model.letters_sent import write_down_letters
from model.text_templates import Purpose
from reports.catalogue import CATALOGUE
from reports.report import Report
from resources.i18n import _, current_language, language, ngettext
from ui import theme
from ui.context import Context
from ui.forms.opening import who_is_here
from ui.keys import shown_keys
from ui.printing.keeping import ask_for_file, remember_folder, write_pages
from ui.printing.list_view import ListView
from ui.printing.options_form import OptionsForm
from ui.printing.paper_view import PaperView
from ui.printing.pdf_pages import PdfPages
from ui.printing.preview import Preview
from ui.printing.printer_pages import print_pages, printer_for, wanted_pages
from ui.printing.report_list import ReportList
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.page import Page, scrolled
from ui.widgets.problem_dialog import ProblemDialog

_REST_MS = 250
_LEFT = 288
_LONGEST_IN_FILE_NAME = 40
_AS_TABLE = "lists as tables"
"""Under this name the PC remembers how lists were looked at last."""


class PrintingPage(Page):
    """``choose(name, options)`` begins with one report, ``show_sheet`` with what another page shows.

    ``message(sentence)`` tells what became of a file; ``customer_opened(id)`` when a row of a table is.
    """

    message = Signal(str)
    customer_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = Button(_("Print…"), icon="printer", kind="primary", tip=shown_keys("Ctrl+P"))
        self._save = Button(_("Save as PDF…"), icon="file-down", tip=shown_keys("Ctrl+S"))
        self._save_csv = Button(_("Save as CSV…"), icon="file-down", kind="primary", tip=shown_keys("Ctrl+S"))
        self._view = Button(_("Open in viewer"), icon="external-link", kind="quiet")
        self._sent = Button(_("They are sent: write it down"), icon="mail")
        super().__init__(
            _("Printing"),
            actions=[self._view, self._sent, self._save, self._save_csv, self._print],
            scrolls=False,
            parent=parent,
        )
        self._context = context
        self._reports = dict(CATALOGUE)
        self._report = next(iter(CATALOGUE.values()))
        self.list = ReportList(list(CATALOGUE.values()))
        self.form = OptionsForm(context)
        self.paper = PaperView(context)
        self.table = ListView(context)
        self.as_paper = Chip(_("As paper"), one_of_several=True)
        self.as_table = Chip(_("As a table"), one_of_several=True)
        self._ways = QWidget()
        self._shown = QStackedWidget()
        self._went_to_card = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)

        self._arrange()
        self._connect()
        self._show_report({})

    # what every page can do

    def refresh(self) -> None:
        self._make()

    def focus_first(self) -> None:
        """The list of reports; back from a card, the row that it was opened from."""
        if self.is_table and self._went_to_card:
            self.table.go_on()
        else:
            self.list.setFocus()
        self._went_to_card = False

    def choose(self, name: str, options: Mapping[str, Any] | None = None) -> None:
        """Show that report, with ``options`` by their names in ``reports.report.Options``."""
        self._begin(self._reports[name], options or {})

    def show_sheet(self, sheet: Report) -> None:
        """Show what another page shows, beside the reports; it stays in the list until the next one."""
        self._reports = {**CATALOGUE, sheet.name: sheet}
        self.paper.begin_anew()
        self.list.show_reports(list(self._reports.values()))
        self._begin(sheet, {})

    def look_at_table(self, as_table: bool) -> None:
        """From now on look at lists as tables, or as they come out on paper."""
        (self.as_table if as_table else self.as_paper).setChecked(True)
        self._context.computer.note(_AS_TABLE, "yes" if as_table else "")
        self._make()

    @property
    def is_table(self) -> bool:
        """Whether what is shown is a table."""
        return self._report.look is not None and self.as_table.isChecked()

    @property
    def preview(self) -> Preview:
        """The pages of the paper."""
        return self.paper.preview

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Print):
            self.print_shown()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.ask_where_to_save()
        else:
            super().keyPressEvent(event)

    # deeds

    def print_shown(self) -> None:
        """Ask which printer, and print what is shown; a table is first shown as the paper that it will be."""
        if self.is_table:
            self.look_at_table(False)
            return
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
        if (self.table if self.is_table else self.paper).ready() is not None:
            save = self.save_list_to if self.is_table else self.save_to
            ask_for_file(self._context.computer, self.window(), self._file_name(), save)

    def save_to(self, path: Path) -> None:
        """Keep what is shown as a file; an earlier one there stays whole until the new one is complete."""
        pages = self._ready()
        if pages is None:
            return
        try:
            write_pages(pages, path)
        except BookError as refused:
            self._say_refused(refused)
        else:
            self._say_saved(path)

    def save_list_to(self, path: Path) -> None:
        """Keep the rows that are asked for as a file for a spreadsheet, in a thread."""
        report, options = self._report, self.form.options()
        if options is not None:
            asked = replace(options, language=current_language())
            self._context.tasks.start(
                _("Saving"),
                lambda progress: report.save_list(progress.book, asked, path, progress),
                lambda _rows: self._say_saved(path),
                self._say_refused,
            )

    def write_down_letters(self) -> None:
        """The letters that are shown went to the post: each becomes a contact, all in one edit."""
        options, context = self.form.options(), self._context
        if options is None:
            return
        today, purpose = context.today(), options.purpose or Purpose.UNREACHED
        day = options.month if purpose is Purpose.BIRTHDAY and options.month else options.on or today
        with language(options.language or context.book.shop.language):
            sent = write_down_letters(
                context.book,
                purpose,
                day,
                today,
                who_is_here(context.book),
                limit=options.most,
                cards=options.cards,
            )
        self.message.emit(
            ngettext("Wrote down {n} letter", "Wrote down {n} letters", sent).format(n=sent)
            if sent
            else _("All of these letters are written down already.")
        )

    def open_in_viewer(self) -> None:
        """Show it in whatever this PC opens PDFs with."""
        pages = self._ready()
        if pages is not None:
            folder = self._context.computer.folder / "papers"
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / self._file_name()
            path.write_bytes(pages.data)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # what is shown

    def _make(self) -> None:
        """Make what is asked for, in a thread; what was being made before is given up."""
        self._rest.stop()
        self._show_way()
        self.paper.give_up()
        self.table.give_up()
        options = self.form.options()
        if options is not None:
            (self.table if self.is_table else self.paper).show_report(self._report, options)

    def _ready(self) -> PdfPages | None:
        """The pages that are shown, if they are what is asked for now."""
        return self.paper.ready()

    def _show_way(self) -> None:
        self._ways.setVisible(self._report.look is not None)
        self._shown.setCurrentWidget(self.table if self.is_table else self.paper)
        self.form.ask_about_paper(not self.is_table)
        for button in (self._print, self._save, self._view):
            button.setVisible(not self.is_table)
        self._save_csv.setVisible(self.is_table)
        self._sent.setVisible(self._report.name == "letters")

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
        ways, group = QHBoxLayout(self._ways), QButtonGroup(self)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(theme.SMALL)
        for chip in (self.as_paper, self.as_table):
            group.addButton(chip)
            ways.addWidget(chip)
        ways.addStretch(1)
        (self.as_table if self._context.computer.noted(_AS_TABLE) else self.as_paper).setChecked(True)
        self._shown.addWidget(self.paper)
        self._shown.addWidget(self.table)
        right = QVBoxLayout()
        right.setSpacing(theme.SMALL)
        right.addWidget(self._ways)
        right.addWidget(self._shown, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.MEDIUM)
        row.addWidget(left)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        group.buttonClicked.connect(lambda chip: self.look_at_table(chip is self.as_table))

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose_here)
        self.form.changed.connect(self._rest.start)
        self.paper.changed.connect(self._tell_ready)
        self.table.changed.connect(self._tell_ready)
        self.table.customer_opened.connect(self._open_card)
        self._print.clicked.connect(self.print_shown)
        self._save.clicked.connect(self.ask_where_to_save)
        self._save_csv.clicked.connect(self.ask_where_to_save)
        self._view.clicked.connect(self.open_in_viewer)
        self._sent.clicked.connect(self.write_down_letters)
        self._rest.timeout.connect(self._make)
        self._context.signals.changed.connect(self._heed)

    def _open_card(self, customer_id: int) -> None:
        self._went_to_card = True
        self.customer_opened.emit(customer_id)

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
        self._show_way()

    def _tell_ready(self) -> None:
        for button in (self._print, self._save, self._view):
            button.setEnabled(self.paper.ready() is not None)
        self._save_csv.setEnabled(self.table.ready() is not None)

    def _say_refused(self, refused: BookError) -> None:
        ProblemDialog(str(refused), parent=self.window()).open()

    def _say_saved(self, path: Path) -> None:
        remember_folder(self._context.computer, path)
        self.message.emit(_("Saved {file}").format(file=path.name))

    def _file_name(self) -> str:
        """``Call list 2026-03-12.pdf``, without what a file system would not take."""
        options, report = self.form.options(), self._report
        asked = (
            (options.on or options.month or options.last or options.today)
            if options
            else self._context.today()
        )
        words = f"{report.title} {report.about[:_LONGEST_IN_FILE_NAME]}".strip()
        title = "".join(sign for sign in words if sign not in '\\/:*?"<>|' and sign.isprintable())
        return f"{title} {(report.on or asked).isoformat()}.{'csv' if self.is_table else 'pdf'}"
