"""Where papers and lists are kept as files: asked for once, remembered by the PC, and never half written."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSaveFile, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from model.computer import Computer
from model.errors import BookError
from resources.i18n import _
from ui.printing.pdf_pages import PdfPages

_FOLDER = "folder of papers"
"""Under this name the PC remembers where the last file was put."""


def ask_for_file(computer: Computer, window: QWidget, name: str, then: Callable[[Path], None]) -> None:
    """Ask where to put a file that is called ``name`` for now, beginning in the folder of the last one."""
    is_list = name.endswith(".csv")
    folder = computer.noted(_FOLDER) or str(Path.home())
    dialog = QFileDialog(
        window,
        _("Save as CSV") if is_list else _("Save as PDF"),
        folder,
        _("CSV files (*.csv)") if is_list else _("PDF files (*.pdf)"),
    )
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv" if is_list else "pdf")
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()


def remember_folder(computer: Computer, path: Path) -> None:
    """The next file is asked for beside this one."""
    computer.note(_FOLDER, str(path.parent))


def write_pages(pages: PdfPages, path: Path) -> None:
    """Keep a paper as a file; an earlier one there stays whole until the new one is complete. ``BookError``."""
    file = QSaveFile(str(path))
    whole = (
        file.open(QSaveFile.OpenModeFlag.WriteOnly)
        and file.write(pages.data) == len(pages.data)
        and file.commit()
    )
    if not whole:
        sentence = _("{file} could not be written: {reason}")
        raise BookError(sentence.format(file=path.name, reason=file.errorString()))
