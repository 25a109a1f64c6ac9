"""What the window does about its book as a file: is it still there, is it whole, and what is the matter if not."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from model.book_place import suggest
from model.database import SUFFIX
from model.errors import BookError
from model.safekeeping import last_seen, standing
from model.safekeeping.known_books import KnownBooks
from model.safekeeping.last_seen import LastSeen
from model.safekeeping.place_warnings import warning_about
from model.safekeeping.salvage import save_all_i_have
from model.safekeeping.soundness import damage
from model.trouble import Trouble, TroubleError
from resources.i18n import _
from ui.context import Context
from ui.tasks import Progress
from ui.widgets.problem_dialog import ProblemDialog
from ui.window_frame import WindowFrame

_LOOK_EVERY_MS = 20_000
_CHECK_AFTER_MS = 5_000


class BookCare(QObject):
    """Lines above the pages about the book as a file.

    ``changed`` when somebody else wrote into it; ``compare_wanted(path)`` where a later copy lies, ``backups_wanted``
    where only a backup may hold what is missing; ``reopen_wanted`` to open what is at its place now;
    ``way_out_wanted`` with the TroubleError of a book to be closed because it is damaged.
    """

    changed = Signal()
    compare_wanted = Signal(object)
    backups_wanted = Signal()
    reopen_wanted = Signal()
    way_out_wanted = Signal(object)
    _heard = Signal(object)

    def __init__(self, window: QWidget, frame: WindowFrame, context: Context) -> None:
        super().__init__(window)
        self._window, self._frame, self._context = window, frame, context
        self._book = context.book
        self._known = KnownBooks(context.computer)
        self._seen = LastSeen(context.computer)
        self._head = self._book.store.last_edit
        self._told: set[Trouble] = set()
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._check_soon = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)

        self._book.store.listen_to_trouble(self._hear)
        # Not in the middle of the edit that met it.
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._look.timeout.connect(self.look)
        self._check_soon.timeout.connect(self.check)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.applicationStateChanged.connect(self._look_when_back)
        self._look.start()

    def begin(self, *, left_open: bool) -> None:
        """Say what there is to know of this book from the start; ``left_open``: the program was not closed over it."""
        if self._book.read_only:
            self._frame.show_banner(
                _("{why} You can look at everything and print it.").format(
                    why=self._book.store.closed_to_writing
                ),
                tone="warning",
                verb=_("What can be done…"),
                deed=lambda: self.way_out_wanted.emit(
                    TroubleError(self._book.store.closed_to_writing, Trouble.READ_ONLY, self._book.path)
                ),
            )
            return
        if self._book.store.closed_to_writing:
            self._say_again_what_is_known()
            return
        self._tell_of_a_later_copy()
        self._warn_of_place()
        if left_open or self._known.wants_check(self._book.path, self._context.today()):
            self._check_soon.start()

    @property
    def is_going_to_check(self) -> bool:
        """Whether all of the file will be read in a moment."""
        return self._check_soon.isActive()

    def stop(self) -> None:
        """The window closes: look no more."""
        self._look.stop()
        self._check_soon.stop()
        self.note_state()
        self._book.store.forget_trouble(self._hear)

    def look(self) -> None:
        """Whether the file is still there, and whether somebody else wrote into it."""
        store = self._book.store
        if store.closed or store.editing or Trouble.REPLACED in self._told:
            return
        if self._context.tasks.running:
            return  # its commit may hold the file for seconds, and the window would wait for it
        try:
            changed = store.look_at_file()
        except BookError:
            return  # told by the store itself
        if changed:
            self.changed.emit()

    def check(self) -> None:
        """Read all of the file in a thread; what is wrong with it is told and stops the writing."""
        self._context.tasks.start(
            _("Checking the book…"),
            _check,
            self._checked,
            lambda _refused: None,  # no room for it today: asked again at the next start
            quiet=True,
        )

    def _checked(self, wrong: list[str]) -> None:
        if not wrong:
            self._known.checked(self._book.path, self._context.today())
            return
        self._tell(TroubleError(wrong[0], Trouble.DAMAGED, self._book.path))

    def _hear(self, trouble: TroubleError) -> None:
        self._heard.emit(trouble)

    def _look_when_back(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()

    def _tell(self, trouble: TroubleError) -> None:
        if trouble.trouble in self._told:
            return
        if trouble.trouble is Trouble.REPLACED:
            self._told.add(trouble.trouble)
            self._book.store.close_to_writing(self._book.store.closed_to_writing or str(trouble))
            self._frame.show_banner(
                str(trouble),
                tone="danger",
                verb=_("Save a copy of everything I have"),
                deed=self.save_everything,
                other=(_("Open what is there now"), self.reopen_wanted.emit),
                closable=False,
            )
        elif trouble.trouble is Trouble.DAMAGED:
            self._told.add(trouble.trouble)
            self._stop_writing_into_damage(str(trouble))

    def _say_again_what_is_known(self) -> None:
        """The window before this one, in another language say, has met a trouble."""
        try:
            self._book.store.look_at_file()
        except BookError:
            return  # told by the store itself
        self._told.add(Trouble.DAMAGED)
        self._stop_writing_into_damage("")

    def _stop_writing_into_damage(self, what: str) -> None:
        sentence = _("The book’s file is damaged, so nothing is saved into it for now.")
        self._book.store.close_to_writing(sentence)
        trouble = TroubleError(f"{sentence} {what}".strip(), Trouble.DAMAGED, self._book.path)
        self._frame.show_banner(
            trouble.args[0],
            tone="danger",
            verb=_("What can be done…"),
            deed=lambda: self.way_out_wanted.emit(trouble),
            other=(_("Write into it all the same"), self._write_all_the_same),
            closable=False,
        )

    def _write_all_the_same(self) -> None:
        self._book.store.close_to_writing("")

    def save_everything(self, where: Path | None = None) -> None:
        """A copy of the book as this window still has it, in a file that the person chooses."""
        path = where or self._ask_where()
        if path is None:
            return
        try:
            save_all_i_have(self._book, path)
        except BookError as refused:
            ProblemDialog(str(refused), parent=self._window).open()
            return
        self._frame.show_banner(
            _("Everything that this window had is saved in “{file}”. Open it there to go on.").format(
                file=path
            ),
            tone="success",
        )

    def _ask_where(self) -> Path | None:
        folder = self._book.path.parent if self._book.path.parent.is_dir() else Path.home()
        suggested = suggest(folder, _("{name} saved").format(name=self._book.path.stem), "book")
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window,
            _("Where should the copy be kept?"),
            str(suggested),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def note_state(self) -> None:
        """Remember on this PC how far the book has come."""
        if not self._book.read_only and not self._book.store.closed:
            self._seen.leave(self._book, written=self._book.store.last_edit != self._head)

    def note_restored(self) -> None:
        """Somebody chose to go on with an earlier state."""
        self._seen.give_up(self._book)

    def _tell_of_a_later_copy(self) -> None:
        seen = self._seen.missing_in(self._book)
        if seen is None:
            return
        elsewhere = seen.path != self._book.path.resolve() and seen.path.exists()
        self._frame.show_banner(
            last_seen.in_words(seen, self._book, standing.moment(seen.at, datetime.now(UTC))),
            tone="warning",
            verb=_("Compare the two…") if elsewhere else _("Look at the backups"),
            deed=(lambda: self.compare_wanted.emit(seen.path)) if elsewhere else self.backups_wanted.emit,
            put_away=lambda: self._seen.give_up(self._book),
        )

    def _warn_of_place(self) -> None:
        warning = warning_about(self._book.path)
        if warning is None or self._known.was_told(self._book.path, warning):
            return
        self._frame.show_banner(
            warning.sentence,
            tone="warning",
            put_away=lambda: self._known.told(self._book.path, warning),
        )


def _check(progress: Progress) -> list[str]:
    return damage(progress.book, progress)
