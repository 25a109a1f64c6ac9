"""The window on one book. Here the areas meet: each speaks upward in signals, and this is where they are heard."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from model.book import Book
from model.changes import Change
from model.computer import Computer
from model.errors import BookError
from resources.i18n import _, current_language
from ui.actions import PAGES
from ui.appraising import Appraising
from ui.book_signals import BookSignals
from ui.clock_warning import warn_of_clock
from ui.closing import Closing
from ui.context import Context
from ui.drafts import Drafts
from ui.forms.opening import open_form
from ui.lists_to_write import ListsToWrite
from ui.pages import Pages
from ui.problems import shown_instead_of_raised
from ui.safekeeping import Safekeeping
from ui.tasks import Tasks
from ui.undo_keys import UndoKeys
from ui.undoing import Undoing
from ui.waiting import Waiting
from ui.ways import Ways
from ui.who_is_here import WhoIsHere
from ui.widgets.window_size import fit_into_screen
from ui.window_actions import WindowActions
from ui.window_frame import WindowFrame

_LOOK_AT_THE_DAY_MS = 30_000

Today = Callable[[], date]


class MainWindow(QMainWindow):
    """One undo bar for everything around the ``pages``, and who listens to whom.

    What concerns more than this book goes up as a signal: ``book_wanted(path or None to ask)``, ``new_book_wanted``,
    ``practice_wanted``, ``left`` (back to the welcome page), ``theme_wanted``, ``language_wanted``, ``quit_wanted``.
    ``elsewhere_wanted(backup, password)`` to save a backup as a book of its own.
    ``closed`` once the window has let go of the book, which is not closed here.
    """

    book_wanted = Signal(object)
    new_book_wanted = Signal()
    elsewhere_wanted = Signal(object, object)
    practice_wanted = Signal()
    left = Signal()
    quit_wanted = Signal()
    theme_wanted = Signal(str)
    language_wanted = Signal(str)
    closed = Signal()

    def __init__(
        self,
        book: Book,
        computer: Computer,
        *,
        today: Today = date.today,
        now: Callable[[], datetime] = partial(datetime.now, UTC),  # noqa: B008
        practice: bool = False,
        start_page: str = "today",
    ) -> None:
        super().__init__()
        self.book = book
        self.practice = practice
        self._computer = computer
        self._signals = BookSignals(book, self)
        self._tasks = Tasks(self, book, self._signals.tell)
        # The drafts of a practice book go with it.
        drafts = book.path.parent if practice else computer.folder / "drafts" / book.book_id
        self._drafts = Drafts(drafts, self)
        self._appraising = Appraising(book, self._signals, self._tasks, today, self)
        self.context = Context(
            book, self._signals, self._tasks, self._drafts, computer, today, self._appraising
        )
        self.frame = WindowFrame(book.shop.name)
        self.undoing = Undoing(book, self._tasks, self._signals, self.frame.foot, self)
        self.safekeeping = Safekeeping(
            self.context, now, self.frame, self.undoing, practice=practice, parent=self
        )
        self.pages = Pages(self.context, self.safekeeping.backing_up, self.frame, self)
        self.ways = Ways(self.context, self.pages, parent=self)
        self.closing = Closing(
            self.context, self.safekeeping.backing_up, self.frame, self._let_go, parent=self
        )
        self.who = WhoIsHere(
            book, self._signals, computer, self.frame.foot, remember=not practice, parent=self
        )
        self.actions_made = WindowActions(self, self._deeds())
        self._undo_keys = UndoKeys(self)
        self._waiting = Waiting(book, self._signals, self.frame.side.rail, today, self)
        self._lists_to_write = ListsToWrite(
            book, self._signals, self.frame, today, lambda: self.pages.go("lists"), self
        )
        self._day = today()
        self._watch_the_day = QTimer(self, interval=_LOOK_AT_THE_DAY_MS)

        self._arrange()
        self._connect()
        self._show_shop()
        self._tick_choices()
        self.actions_made.show_recent(
            [path for path in computer.recent_books if path != book.path.resolve()], self.book_wanted.emit
        )
        if practice:
            self._welcome_to_practice()
        else:  # there the lists are part of the play, and one line above the pages is enough
            self._lists_to_write.look()
        warn_of_clock(self.frame, book, now())
        try:
            self.pages.go(start_page)
            self._offer_what_was_left()
        except BookError:
            self._ask_no_more()
            self.deleteLater()
            raise

    @property
    def is_busy(self) -> bool:
        """Whether long work is running, so that the window cannot close at once."""
        return self._tasks.running

    @property
    def shows_work(self) -> bool:
        """Whether long work is running that somebody sees: whatever else runs is stopped when the window closes."""
        return self._tasks.shown

    # what is said and shown

    def say(self, sentence: str) -> None:
        """Something to know at the foot of the window, with nothing to take back."""
        self.frame.foot.undo_bar.say(sentence)

    def show_not_saved(self) -> None:
        """The last step did not reach the book."""
        self.frame.foot.show_not_saved()

    def show_crash(self, details: str) -> None:
        """The program was ended by a crash last time."""
        from ui.widgets.problem_dialog import ProblemDialog

        what = _("Regulars ended unexpectedly last time. Everything that was saved is here.")
        self.frame.show_banner(
            what,
            tone="warning",
            verb=_("Show details"),
            deed=lambda: open_form(ProblemDialog(what, details=details, parent=self)),
        )

    def show_palette(self) -> None:
        """Ctrl+K."""
        from ui.palette_search import PaletteSearch
        from ui.widgets.command_palette import CommandPalette

        search = PaletteSearch(
            self.book,
            self.actions_made.run,
            self.ways.open_customer,
            self.ways.add_customer,
            self.ways.print_report,
        )
        palette = CommandPalette(
            search.find, placeholder=_("Find a customer, or say what to do"), parent=self
        )
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()
        corner = self.mapToGlobal(self.rect().center())
        palette.move(
            corner.x() - palette.width() // 2,
            self.mapToGlobal(self.rect().topLeft()).y() + self.height() // 8,
        )

    def look_again(self) -> None:
        """Ask the book anew, e.g. after another program wrote into it."""
        self.pages.shown.refresh()
        self._waiting.count()

    def look_at_the_day(self) -> None:
        """Midnight changes who is due."""
        day = self.context.today()
        if day != self._day:
            self._day = day
            self.look_again()
            if not self.practice:
                self._lists_to_write.look()

    # closing

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ignored first: whatever goes wrong on the way leaves the window open and nothing lost."""
        event.ignore()
        with shown_instead_of_raised():
            if self.closing.may_close():
                event.accept()
                self.closed.emit()

    def _let_go(self) -> None:
        self._computer.note("window", bytes(self.saveGeometry().toBase64().data()).decode())
        self._ask_no_more()

    def _ask_no_more(self) -> None:
        """From here on the book may be closed."""
        self.safekeeping.backing_up.stop()
        self._appraising.stop()
        self._signals.stop()
        self._waiting.stop()
        self._watch_the_day.stop()

    # how it is put together

    def _arrange(self) -> None:
        self.setCentralWidget(self.frame)
        fit_into_screen(self, QSize(1240, 820), QSize(760, 520))
        kept = self._computer.noted("window")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def _connect(self) -> None:
        self.frame.side.chosen.connect(self.pages.go)
        self.frame.side.find_wanted.connect(self.show_palette)
        self.frame.foot.backups_wanted.connect(lambda: self.pages.go("backups"))
        self.pages.made.connect(self._hear)
        self.ways.said.connect(self.say)
        self._signals.changed.connect(self._heed)
        self._drafts.trouble.connect(self._tell_of_drafts)
        self.undoing.details_wanted.connect(self.ways.show_undone)
        self.safekeeping.exchanged.connect(self.look_again)
        self.safekeeping.questions_wanted.connect(self.ways.show_questions)
        self._watch_the_day.timeout.connect(self.look_at_the_day)
        self._watch_the_day.start()

    def _hear(self, key: str, page: Any) -> None:
        """Hear what a page says; each says only some of it."""
        for name, deed in {
            "customer_opened": self.ways.open_customer,
            "customer_wanted": self.ways.add_customer,
            "sale_wanted": self.ways.start_sale,
            "contact_wanted": self.ways.write_contact,
            "complaint_wanted": self.ways.write_complaint,
            "follow_up_wanted": self.ways.plan_follow_up,
            "call_wanted": self.ways.plan_call,
            "wish_wanted": self.ways.write_wish,
            "gift_wanted": self.ways.write_gift,
            "history_wanted": self.ways.show_history_of,
            "forget_wanted": self.ways.forget,
            "print_wanted": self.ways.print_report,
            "call_list_wanted": self.ways.print_call_list,
            "sheet_wanted": self.ways.print_sheet,
            "theme_wanted": self.theme_wanted.emit,
            "language_wanted": self.language_wanted.emit,
            "elsewhere_wanted": self.elsewhere_wanted.emit,
            "page_wanted": self.pages.go,
            "message": self.say,
        }.items():
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(deed)
        if key == "backups":
            self.safekeeping.hear(page)

    def _deeds(self) -> dict[str, Callable[[], object]]:
        """What each action of the table does."""
        pages = {page.key: (lambda key=page.key: self.pages.go(key)) for page in PAGES}
        themes = {
            f"theme-{mode}": (lambda mode=mode: self.theme_wanted.emit(mode))
            for mode in ("system", "light", "dark")
        }
        return {
            **pages,
            **themes,
            "new-book": self.new_book_wanted.emit,
            "open-book": lambda: self.book_wanted.emit(None),
            "practice": self.practice_wanted.emit,
            "print": self.ways.print_shown,
            "print-customer": self.ways.print_customer,
            "print-call-list": self.ways.print_call_list,
            "join": self.ways.compare_copy,
            "back-up": self.ways.back_up_now,
            "leave": self.left.emit,
            "quit": self.quit_wanted.emit,
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
            "bin": self.ways.show_bin,
            "worth": lambda: self.ways.show_figures("overview"),
            "classes": lambda: self.ways.show_figures("classes"),
            "bringing-back": lambda: self.ways.show_figures("bringing_back"),
            "forecast": lambda: self.ways.show_figures("forecast"),
            "customer-history": lambda: self.ways.of_customer_shown(self.ways.show_history_of),
            "as-it-was": lambda: self.ways.of_customer_shown(self.ways.show_as_it_was),
            "forget": lambda: self.ways.of_customer_shown(self.ways.forget),
            "palette": self.show_palette,
            "find": lambda: self.pages.go("customers"),
            "sale": lambda: self.ways.start_sale(self.ways.customer_shown()),
            "contact": lambda: self.ways.write_contact(self.ways.customer_shown()),
            "complaint": lambda: self.ways.write_complaint(self.ways.customer_shown()),
            "follow-up": lambda: self.ways.plan_follow_up(self.ways.customer_shown()),
            "wish": lambda: self.ways.write_wish(self.ways.customer_shown()),
            "gift": lambda: self.ways.write_gift(self.ways.customer_shown()),
            "customer": self.ways.add_customer,
            "product": self.ways.add_product,
            "look-again": self.look_again,
            "full-screen": self._turn_full_screen,
            "language-shop": lambda: self.language_wanted.emit(""),
            "language-en": lambda: self.language_wanted.emit("en"),
            "language-zh_CN": lambda: self.language_wanted.emit("zh_CN"),
            "shortcuts": self._show_shortcuts,
            "log": self._show_log,
            "about": self._show_about,
        }

    def _openers(self) -> dict[str, Callable[[int | None], object]]:
        """What opens each form that may have been left half-typed."""
        return {
            "sale": lambda _nobody: self.pages.go("counter"),
            "new customer": lambda _nobody: self.ways.add_customer(),
            "new product": lambda _nobody: self.ways.add_product(),
            "customer": self.ways.edit_customer,
            "contact": self.ways.write_contact,
            "complaint": self.ways.write_complaint,
            "follow-up": self.ways.plan_follow_up,
            "wish": self.ways.write_wish,
            "gift": self.ways.write_gift,
        }

    def _offer_what_was_left(self) -> None:
        if self._drafts.unseen():
            from ui.left_half_typed import offer_what_was_left

            offer_what_was_left(self.frame, self, self.book, self._drafts, self._openers())

    def _tick_choices(self) -> None:
        self.actions_made.tick(f"theme-{self._computer.theme}")
        self.actions_made.tick(f"language-{self._computer.language or 'shop'}")

    def _show_shop(self) -> None:
        shop = self.book.shop
        name = _("Practice book") if self.practice else shop.name
        self.setWindowTitle(f"{name} – Regulars")
        self.frame.side.set_shop_name(shop.name)

    def _heed(self, change: Change) -> None:
        if "shop" in change.kinds:
            self._show_shop()
            if not self._computer.language and self.book.shop.language != current_language():
                self.language_wanted.emit("")

    def _tell_of_drafts(self, reason: str) -> None:
        self.frame.show_banner(
            _("What you type cannot be kept safe on this PC until it is saved: {reason}").format(
                reason=reason
            ),
            tone="warning",
        )

    def _welcome_to_practice(self) -> None:
        self.frame.show_banner(
            _("This is a practice book: try anything you like. It is thrown away when you close it."),
            verb=_("Start your own book"),
            deed=self.new_book_wanted.emit,
        )

    def _turn_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_shortcuts(self) -> None:
        from ui.help_windows import ShortcutsWindow

        open_form(ShortcutsWindow(self))

    def _show_log(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._computer.folder / "log")))

    def _show_about(self) -> None:
        from ui.help_windows import AboutWindow

        open_form(AboutWindow(self))
