"""The window on one book. Here the areas meet: each speaks upward in signals, and this is where they are heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QMainWindow, QWidget

from model.book import Book
from model.changes import Change
from model.computer import Computer
from model.days_in_words import format_day
from model.errors import BookError
from model.safekeeping import standing
from model.undo import Undone
from resources.i18n import _, current_language, ngettext
from ui.actions import PAGES
from ui.backing_up import BackingUp
from ui.book_signals import BookSignals
from ui.context import Context
from ui.drafts import Drafts
from ui.forms.opening import open_form
from ui.joining import Joining
from ui.left_half_typed import offer_what_was_left
from ui.problems import shown_instead_of_raised
from ui.restoring import Restoring
from ui.tasks import Tasks
from ui.undo_keys import UndoKeys
from ui.undoing import Undoing
from ui.who_is_here import WhoIsHere
from ui.widgets.window_size import fit_into_screen
from ui.window_actions import WindowActions
from ui.window_frame import WindowFrame

if TYPE_CHECKING:
    from reports.catalogue import Report

_SAY_SO_AFTER_MS = 500
_STOP_WAITING_MS = 10_000
_LOOK_AT_THE_DAY_MS = 30_000
_HURRIES_MS = 60_000
_CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""Two PCs may be so far apart without a word about it."""

Today = Callable[[], date]


class MainWindow(QMainWindow):
    """Pages made when first wanted, one undo bar for everything, and the way between the areas.

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
        self.context = Context(book, self._signals, self._tasks, self._drafts, computer, today)
        self.pages_made: dict[str, Any] = {}
        self._day = today()
        self._closing = self._waited_enough = self._gone = self._closes_when_idle = False
        self.frame = WindowFrame(book.shop.name)
        self.backing_up = BackingUp(self.context, now, practice=practice, parent=self)
        self._backed_up_at_closing = False
        self.restoring = Restoring(self.context, now, parent=self)
        self.joining = Joining(self.context, parent=self)
        self.undoing = Undoing(book, self._tasks, self._signals, self.frame.foot, self)
        self.who = WhoIsHere(
            book, self._signals, computer, self.frame.foot, remember=not practice, parent=self
        )
        self.actions_made = WindowActions(self, self._deeds())
        self._undo_keys = UndoKeys(self)
        self._count_soon = QTimer(self, singleShot=True, interval=150)
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
        self._check_clock(now())
        try:
            self.go(start_page)
            offer_what_was_left(self.frame, self, book, self._drafts, self._openers())
        except BookError:
            self._ask_no_more()
            self.deleteLater()
            raise

    @property
    def is_busy(self) -> bool:
        """Whether long work is running, so that the window cannot close at once."""
        return self._tasks.running

    # pages

    def go(self, key: str) -> None:
        """Show the page of that key, fresh, with the keyboard where its work starts."""
        page = self.page(key)
        self.frame.side.rail.select(key)
        self.frame.stack.setCurrentWidget(page)
        page.refresh()
        page.focus_first()

    def page(self, key: str) -> Any:
        """The page of that key, made now if nobody has looked at it yet."""
        if key not in self.pages_made:
            page = self._backups() if key == "backups" else _FACTORIES[key](self.context)
            self._wire(page)
            self.pages_made[key] = page
            self.frame.stack.addWidget(page)
        return self.pages_made[key]

    @property
    def page_key(self) -> str:
        """The page that is shown."""
        return next(
            (key for key, page in self.pages_made.items() if page is self.frame.stack.currentWidget()),
            "today",
        )

    def _page_shown(self) -> Any:
        return self.frame.stack.currentWidget()

    def _backups(self) -> QWidget:
        from ui.backups.page import BackupsPage

        page = BackupsPage(self.context, self.backing_up)
        page.restore_wanted.connect(self.restoring.restore)
        page.put_back_wanted.connect(self.restoring.put_back)
        page.join_ready.connect(self.joining.join)
        page.elsewhere_wanted.connect(self.elsewhere_wanted)
        return page

    def _wire(self, page: Any) -> None:
        """Hear what a page says; each says only some of it."""
        for name, deed in {
            "customer_opened": self.open_customer,
            "customer_wanted": self.add_customer,
            "sale_wanted": self.start_sale,
            "contact_wanted": self.write_contact,
            "complaint_wanted": self.write_complaint,
            "follow_up_wanted": self.plan_follow_up,
            "history_wanted": self.show_history_of,
            "forget_wanted": self.forget,
            "print_wanted": self.print_report,
            "sheet_wanted": self.print_sheet,
            "theme_wanted": self.theme_wanted.emit,
            "language_wanted": self.language_wanted.emit,
            "page_wanted": self.go,
            "message": self.say,
        }.items():
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(deed)

    # the ways between areas

    def open_customer(self, customer_id: int) -> None:
        """The card of a customer."""
        self.go("customers")
        self.page("customers").open_customer(customer_id)

    def add_customer(self, typed: str = "") -> None:
        """A new card, begun with the name or the number that was typed."""
        from ui.forms.customer_form import CustomerForm

        is_name = any(character.isalpha() for character in typed)
        form = CustomerForm(
            self.context, name=typed if is_name else "", phone="" if is_name else typed, parent=self
        )
        form.saved.connect(self.open_customer)
        form.opened.connect(self.open_customer)
        open_form(form)

    def start_sale(self, customer_id: int | None = None) -> None:
        """A sale at the counter, for a customer if one is known."""
        self.go("counter")
        self.page("counter").begin_sale(customer_id)

    def write_contact(self, customer_id: int | None = None, follow_up_id: int | None = None) -> None:
        """A call or visit that was made, perhaps because of a follow-up."""
        from ui.forms.contact_form import ContactForm

        open_form(ContactForm(self.context, customer_id=customer_id, follow_up_id=follow_up_id, parent=self))

    def write_complaint(self, customer_id: int | None = None) -> None:
        """A complaint in the customer's own words."""
        from ui.forms.complaint_form import ComplaintForm

        open_form(ComplaintForm(self.context, customer_id=customer_id, parent=self))

    def plan_follow_up(self, customer_id: int | None = None) -> None:
        """Something to come back to a customer for."""
        from ui.forms.follow_up_form import FollowUpForm

        open_form(FollowUpForm(self.context, customer_id=customer_id, parent=self))

    def show_history_of(self, customer_id: int) -> None:
        """What was done to a customer, newest first."""
        self.go("history")
        self.page("history").show_customer(customer_id)

    def show_undone(self, undone: Undone) -> None:
        """What one edit changed, and what became of taking it back."""
        self.go("history")
        self.page("history").show_edit(undone.edit_id, undone)

    def show_bin(self) -> None:
        """What was deleted, to be put back."""
        self.go("history")
        self.page("history").show_bin()

    def show_as_it_was(self, customer_id: int) -> None:
        """The card of a customer as it was on a day."""
        self.open_customer(customer_id)
        self.page("customers").card.show_as_it_was()

    def forget(self, customer_id: int) -> None:
        """Erase a person for good, after a window that says what that means."""
        from ui.forms.forget_form import ForgetForm

        form = ForgetForm(self.context, customer_id, parent=self)
        form.forgotten.connect(self.say)
        open_form(form)

    def _of_customer_shown(self, deed: Callable[[int], object]) -> None:
        customer_id = self._customer_shown()
        if customer_id is None or self.book.customers.find(customer_id) is None:
            self.go("customers")
            self.say(_("Choose the customer first, then do it again."))
        else:
            deed(customer_id)

    def _customer_shown(self) -> int | None:
        """Whom a deed is about when none is named: the customer that the page shows now, if it shows one."""
        ask: Callable[[], int | None] | None = getattr(self._page_shown(), "current_customer", None)
        return ask() if ask is not None else None

    def add_product(self) -> None:
        """A new product."""
        from ui.forms.product_form import ProductForm

        open_form(ProductForm(self.context, parent=self))

    def print_report(self, name: str, options: dict[str, Any] | None = None) -> None:
        """A printed list, chosen and shown."""
        self.go("printing")
        self.page("printing").choose(name, options or {})

    def print_sheet(self, sheet: Report) -> None:
        """What a page shows, as a paper to look at first."""
        self.go("printing")
        self.page("printing").show_sheet(sheet)

    def print_customer(self) -> None:
        """Everything about the customer that the page shows."""
        from reports import sheets

        customer_id = self._customer_shown()
        customer = None if customer_id is None else self.book.customers.find(customer_id)
        if customer is None:
            self.go("customers")
            self.say(_("Choose the customer to print, then press the keys again."))
        else:
            self.print_sheet(sheets.customer(customer.id, customer.name))

    def print_shown(self) -> None:
        """What the page shows, if it is something to print; else what is printed every day."""
        page = self._page_shown()
        shown: Callable[[], object] | None = getattr(page, "print_shown", None)
        sheet: Callable[[], Report] | None = getattr(page, "sheet", None)
        if shown is not None:
            shown()
        elif sheet is not None:
            self.print_sheet(sheet())
        else:
            self.print_report("call-list")

    # backups

    def back_up_now(self) -> None:
        """F12: F9 saves a sale at the counter."""
        self.page("backups").back_up_now()

    def look_inside(self, path: Path) -> None:
        """What is in a backup, or in another copy of the book."""
        self.go("backups")
        self.page("backups").look_inside(path)

    def compare_copy(self, path: Path | None = None) -> None:
        """Another copy of the book: which is the later one, and both put together."""
        self.go("backups")
        if path is None:
            self.page("backups").ask_for_copy()
        else:
            self.page("backups").show_join(path)

    def show_questions(self) -> None:
        """What two copies that were joined disagree about."""
        self.go("history")
        self.page("history").show_clashes()

    def _tell_joined(self, sentence: str, edit_id: int, questions: int) -> None:
        self.look_again()
        self._show_backup()
        self.undoing.say(sentence, lambda: self.undoing.take_back(edit_id))
        if questions:
            self.frame.show_banner(
                sentence, tone="warning", verb=_("Look now"), deed=self.show_questions, once=True
            )

    def _tell_restored(self, sentence: str, way_back: Callable[[], object] | None) -> None:
        self.look_again()
        self._show_backup()
        self.undoing.say(sentence, way_back)

    def _show_backup(self) -> None:
        if self.practice:
            return
        try:
            state, now = self.backing_up.standing(), self.backing_up.now()
        except BookError:  # a book that cannot be read is told elsewhere, and not every minute
            return
        self.frame.foot.show_backup(
            standing.in_short(state, now), standing.in_few_words(state, now), warns=bool(state.worries)
        )

    # the window around the pages

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

        search = PaletteSearch(self.book, self.actions_made.run, self.open_customer, self.add_customer)
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

    def find_customer(self) -> None:
        """The keyboard to the search over all customers."""
        self.go("customers")

    def look_again(self) -> None:
        """Ask the book anew, e.g. after another program wrote into it."""
        self._page_shown().refresh()
        self._count()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ignored first: whatever goes wrong on the way leaves the window open and nothing lost."""
        event.ignore()
        with shown_instead_of_raised():
            self._close(event)

    def _close(self, event: QCloseEvent) -> None:
        self._drafts.settle()
        if self._tasks.running and not self._waited_enough:
            self._close_when_idle()
            return
        if not self._gone and not self._backed_up_at_closing:
            # Once only: whoever closes once more stops it, and nothing that fails here keeps the window open.
            self._backed_up_at_closing = True
            if self.backing_up.is_due_at_closing():
                self.backing_up.at_closing()
                self._close_after_the_work()
                return
        if not self._gone:
            self._computer.note("window", bytes(self.saveGeometry().toBase64().data()).decode())
            self._ask_no_more()
            self._gone = True
        event.accept()
        self.closed.emit()

    def _ask_no_more(self) -> None:
        """From here on the book may be closed."""
        self.backing_up.stop()
        self._signals.stop()
        self._count_soon.stop()
        self._watch_the_day.stop()

    def close_without_backup(self) -> bool:
        """Close at once: the system ends, or the same book goes on in another window. Whether it is closed."""
        self._backed_up_at_closing = True
        return self.close()

    def hurry(self) -> None:
        """The system ends, or wants the program to: what closes soon makes no backup. If the system goes on after
        all, neither does anything else change."""
        self._backed_up_at_closing = True
        QTimer.singleShot(_HURRIES_MS, self, self._hurry_no_more)

    def _hurry_no_more(self) -> None:
        self._backed_up_at_closing = False

    def _close_when_idle(self) -> None:
        if self._closing:
            return
        self._closing = True
        QTimer.singleShot(_SAY_SO_AFTER_MS, self, self._say_it_waits)
        self._tasks.cancel_all()
        self._close_after_the_work()
        QTimer.singleShot(_STOP_WAITING_MS, self, self._wait_no_longer)

    def _close_after_the_work(self) -> None:
        if not self._closes_when_idle:
            self._closes_when_idle = True
            self._tasks.idle.connect(self.close, Qt.ConnectionType.QueuedConnection)

    def _say_it_waits(self) -> None:
        if self.is_busy:
            self.frame.show_banner(_("Waiting for the running work to stop; then the window closes."))

    def _wait_no_longer(self) -> None:
        # Whatever still runs writes nothing half: an edit that is not committed never happened.
        self._waited_enough = True
        self.close()

    def _arrange(self) -> None:
        self.setCentralWidget(self.frame)
        fit_into_screen(self, QSize(1240, 820), QSize(760, 520))
        kept = self._computer.noted("window")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def _connect(self) -> None:
        self.frame.side.chosen.connect(self.go)
        self.frame.side.find_wanted.connect(self.show_palette)
        self._signals.changed.connect(self._heed)
        self._drafts.trouble.connect(self._tell_of_drafts)
        self.undoing.details_wanted.connect(self.show_undone)
        self.frame.foot.backups_wanted.connect(lambda: self.go("backups"))
        self.backing_up.changed.connect(self._show_backup)
        self.backing_up.said.connect(self.say)
        self.restoring.restored.connect(self._tell_restored)
        self.joining.joined.connect(self._tell_joined)
        self.backing_up.warned.connect(lambda sentence: self.frame.show_banner(sentence, tone="warning"))
        self._count_soon.timeout.connect(self._count)
        self._watch_the_day.timeout.connect(self.look_at_the_day)
        self._count_soon.start()
        self._watch_the_day.start()

    def _deeds(self) -> dict[str, Callable[[], object]]:
        """What each action of the table does."""
        pages = {page.key: (lambda key=page.key: self.go(key)) for page in PAGES}
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
            "print": self.print_shown,
            "print-customer": self.print_customer,
            "print-call-list": lambda: self.print_report("call-list"),
            "join": self.compare_copy,
            "back-up": self.back_up_now,
            "leave": self.left.emit,
            "quit": self.quit_wanted.emit,
            "undo": self.undoing.undo,
            "redo": self.undoing.redo,
            "bin": self.show_bin,
            "customer-history": lambda: self._of_customer_shown(self.show_history_of),
            "as-it-was": lambda: self._of_customer_shown(self.show_as_it_was),
            "forget": lambda: self._of_customer_shown(self.forget),
            "palette": self.show_palette,
            "find": self.find_customer,
            "sale": lambda: self.start_sale(self._customer_shown()),
            "contact": lambda: self.write_contact(self._customer_shown()),
            "complaint": lambda: self.write_complaint(self._customer_shown()),
            "follow-up": lambda: self.plan_follow_up(self._customer_shown()),
            "customer": self.add_customer,
            "product": self.add_product,
            "look-again": self.look_again,
            "full-screen": self._turn_full_screen,
            "language-shop": lambda: self.language_wanted.emit(""),
            "language-en": lambda: self.language_wanted.emit("en"),
            "language-zh_CN": lambda: self.language_wanted.emit("zh_CN"),
            "shortcuts": self._show_shortcuts,
            "log": lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._computer.folder / "log"))),
            "about": self._show_about,
        }

    def _openers(self) -> dict[str, Callable[[int | None], object]]:
        """What opens each form that may have been left half-typed."""
        return {
            "sale": lambda _nobody: self.go("counter"),
            "new customer": lambda _nobody: self.add_customer(),
            "new product": lambda _nobody: self.add_product(),
            "customer": self._edit_customer,
            "contact": self.write_contact,
            "complaint": self.write_complaint,
            "follow-up": self.plan_follow_up,
        }

    def _edit_customer(self, customer_id: int | None) -> None:
        assert customer_id is not None
        self.open_customer(customer_id)
        self.page("customers").edit_customer(customer_id)

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
        self._count_soon.start()

    def _count(self) -> None:
        """The number that stands beside a page while something waits there."""
        waiting = len(self.book.complaints.open())
        spoken = ngettext("{n} open", "{n} open", waiting).format(n=waiting)
        self.frame.side.rail.set_badge("complaints", waiting, spoken)
        asked = self._questions()
        spoken = ngettext("{n} question", "{n} questions", asked).format(n=asked)
        self.frame.side.rail.set_badge("history", asked, spoken)

    def _questions(self) -> int:
        """What two copies that were joined disagree about."""
        if not self.book.clashes.count("NOT decided"):
            return 0
        from model import clash_deciding

        return clash_deciding.waiting(self.book)

    def look_at_the_day(self) -> None:
        day = self.context.today()
        if day != self._day:
            self._day = day
            self.look_again()

    def _tell_of_drafts(self, reason: str) -> None:
        self.frame.show_banner(
            _("What you type cannot be kept safe on this PC until it is saved: {reason}").format(
                reason=reason
            ),
            tone="warning",
        )

    def _check_clock(self, now: datetime) -> None:
        """A clock that is behind puts what is written now on a day that is over."""
        latest = self.book.written_after(now + _CLOCKS_DIFFER_BY)
        if latest is not None:
            here, there = now.astimezone(), latest.astimezone()
            sentence = _(
                "The clock of this PC shows {day}, {time}, but the last entry in this book is from {last_day},"
                " {last_time}. Please set the clock right before you write anything: it would get a wrong day."
            )
            self.frame.show_banner(
                sentence.format(
                    day=format_day(here.date()),
                    time=f"{here:%H:%M}",
                    last_day=format_day(there.date()),
                    last_time=f"{there:%H:%M}",
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

    def _show_about(self) -> None:
        from ui.help_windows import AboutWindow

        open_form(AboutWindow(self))


# A page is imported when it is first looked at, so that the window opens with Today alone.


def _today(context: Context) -> QWidget:
    from ui.today.page import TodayPage

    return TodayPage(context)


def _customers(context: Context) -> QWidget:
    from ui.customers.page import CustomersPage

    return CustomersPage(context)


def _counter(context: Context) -> QWidget:
    from ui.counter.page import CounterPage

    return CounterPage(context)


def _complaints(context: Context) -> QWidget:
    from ui.complaints.page import ComplaintsPage

    return ComplaintsPage(context)


def _follow_ups(context: Context) -> QWidget:
    from ui.follow_ups.page import FollowUpsPage

    return FollowUpsPage(context)


def _products(context: Context) -> QWidget:
    from ui.products.page import ProductsPage

    return ProductsPage(context)


def _printing(context: Context) -> QWidget:
    from ui.printing.page import PrintingPage

    return PrintingPage(context)


def _history(context: Context) -> QWidget:
    from ui.history.page import HistoryPage

    return HistoryPage(context)


def _settings(context: Context) -> QWidget:
    from ui.settings.page import SettingsPage

    return SettingsPage(context)


_FACTORIES: dict[str, Callable[[Context], QWidget]] = {
    "today": _today,
    "customers": _customers,
    "counter": _counter,
    "complaints": _complaints,
    "follow-ups": _follow_ups,
    "products": _products,
    "printing": _printing,
    "history": _history,
    "settings": _settings,
}
