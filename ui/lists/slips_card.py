"""Blank slips that are out: those asked for first, each to be entered or put aside; new ones to be printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from model.days_in_words import format_day
from model.slip_making import asked_for, blank_ones, make_slips, not_used, take_back
from model.slips import Slip, SlipKind
from reports import sheets
from resources.i18n import _
from ui import theme
from ui.context import Context
from ui.forms.opening import open_form
from ui.forms.record_form import RecordForm
from ui.widgets.button import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.label import PlainLabel
from ui.widgets.suggestion_list import Suggestion, SuggestionList

_SHOWN, _SHOWN_LOW = 4, 2
_ICONS = {SlipKind.VISIT: "phone", SlipKind.COMPLAINT: "frown", SlipKind.CUSTOMER: "user-plus"}


class SlipsCard(Card):
    """``sheet_wanted(report)`` puts new ones on paper."""

    sheet_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        new = IconButton("printer", _("Print blank slips"))
        super().__init__(_("Slips"), actions=[new], parent=parent)
        self._context, self._low = context, False
        self._says = PlainLabel(tone="muted", wrap=True)
        self.list = SuggestionList(_("Slips that are not back"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.enter = Button(_("Enter it"))
        self.put_aside = Button(_("Was not used"), kind="quiet")

        self._deeds = QWidget()
        row = QHBoxLayout(self._deeds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.enter)
        row.addWidget(self.put_aside)
        row.addStretch(1)
        self.add(self._says, self.list, self._deeds)
        new.clicked.connect(lambda: self._ask_which(new))
        self.enter.clicked.connect(self.enter_chosen)
        self.put_aside.clicked.connect(self.put_chosen_aside)

    def refresh(self) -> None:
        """Look at the book again; the chosen slip stays chosen."""
        chosen = self.chosen()
        store = self._context.book.store
        missing, blank = asked_for(store), blank_ones(store)
        lines = [
            *(self._line(slip, _("Missing: where is it?")) for slip in missing),
            *(self._line(slip, _("Printed {day}").format(day=format_day(slip.printed_on))) for slip in blank),
        ]
        self.list.show_items(lines)
        self._fit()
        for number, line in enumerate(lines):
            if chosen is not None and isinstance(line.key, Slip) and line.key.id == chosen.id:
                self.list.setCurrentIndex(self.list.model().index(number, 0))
        for widget in (self.list, self._deeds):
            widget.setVisible(bool(lines))
        self._says.setText(_("For when there is no power: numbered, and asked for until they are back."))
        self._says.setVisible(not lines)

    def set_low(self, low: bool) -> None:
        """In a low window, leave the room to the lists."""
        self._low = low
        self._fit()

    def _fit(self) -> None:
        self.list.setFixedHeight(self.list.height_of_all(_SHOWN_LOW if self._low else _SHOWN) + 2)

    def chosen(self) -> Slip | None:
        """The slip that the buttons are about."""
        line = self.list.current()
        return line.key if line is not None and isinstance(line.key, Slip) else None

    def enter_chosen(self) -> None:
        """The form for what is written on the chosen slip; once it is saved, the slip is back."""
        slip = self.chosen()
        if slip is not None:
            form = self._form_of(slip.kind)
            form.saved.connect(lambda record_id: self._take_back(slip, record_id))
            open_form(form)

    def put_chosen_aside(self) -> None:
        """Nothing was written on the chosen slip."""
        slip = self.chosen()
        if slip is not None:
            not_used(self._context.book, slip.id, self._context.today())

    def print_new(self, kind: SlipKind) -> None:
        """A sheet of new ones."""
        from reports.slips import ON_A_PAGE  # Only now: it loads what lays out paper.

        made = make_slips(self._context.book, kind, ON_A_PAGE[kind], self._context.today())
        self.sheet_wanted.emit(sheets.slips(made))

    def _form_of(self, kind: SlipKind) -> RecordForm:
        # Imported only here, so that the page opens quickly.
        match kind:
            case SlipKind.VISIT:
                from ui.forms.contact_form import ContactForm

                return ContactForm(self._context, parent=self.window())
            case SlipKind.COMPLAINT:
                from ui.forms.complaint_form import ComplaintForm

                return ComplaintForm(self._context, parent=self.window())
            case SlipKind.CUSTOMER:
                from ui.forms.customer_form import CustomerForm

                return CustomerForm(self._context, parent=self.window())

    def _take_back(self, slip: Slip, record_id: int) -> None:
        book = self._context.book
        match slip.kind:
            case SlipKind.VISIT:
                visit = book.visits.find(record_id)
                customer_id = visit.customer_id if visit else None
            case SlipKind.COMPLAINT:
                complaint = book.complaints.find(record_id)
                customer_id = complaint.customer_id if complaint else None
            case SlipKind.CUSTOMER:
                customer_id = record_id
        take_back(book, slip.id, self._context.today(), customer_id)

    def _line(self, slip: Slip, detail: str) -> Suggestion:
        title = _("{kind} {number}").format(kind=slip.kind.label, number=slip.number)
        return Suggestion(slip, title, detail, _ICONS[slip.kind])

    def _ask_which(self, button: QWidget) -> None:
        """A sheet of which kind."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in SlipKind:
            deed = menu.addAction(theme.icon(_ICONS[kind], "muted"), kind.label)
            deed.triggered.connect(lambda _on=False, one=kind: self.print_new(one))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
