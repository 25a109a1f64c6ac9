"""A message, an e-mail or a letter to a customer: worded, copied or opened where it is sent from, and written down."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from model.channels import Channel
from model.contacts import record_contact
from model.customer_phones import PhoneKind
from model.customers import CustomerCard
from model.due import DueItem
from model.errors import FieldError
from model.letters_due import goods_of, purpose_of
from model.message_links import mail_link, message_link
from model.template_texts import Value, filled
from model.text_templates import Purpose
from model.visit_rules import RuleKind
from model.visits import Outcome, Visit
from resources.i18n import LANGUAGES, _, paragraph
from ui.context import Context
from ui.forms.opening import who_is_here
from ui.forms.record_form import RecordForm
from ui.forms.staff_field import staff_field
from ui.widgets.button import Button
from ui.widgets.check_field import CheckField
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.note_field import NoteField
from ui.widgets.text_field import TextField

_WAYS = (Channel.MESSAGE, Channel.EMAIL, Channel.LETTER)


@dataclass(frozen=True)
class _Text:
    subject: str
    body: str


class MessageForm(RecordForm):
    """Everything stays on this PC: what is opened elsewhere is sent by hand there, and here it is written down.

    ``items`` are the reasons for it; those ticked are done once it is sent.
    """

    def __init__(
        self,
        context: Context,
        customer_id: int,
        *,
        items: Sequence[DueItem] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._card = context.book.customers.card(customer_id)
        self._items = items
        self._ticks: list[tuple[CheckField, DueItem]] = []
        self._offered = _Text("", "")
        title = _("Message to {name}").format(name=self._card.customer.name)
        super().__init__(
            context,
            f"message to {customer_id}",
            title,
            _("It is sent: write it down"),
            width=680,
            parent=parent,
        )
        self._address = PlainLabel(tone="muted", wrap=True, selectable=True)
        reasons = Form()
        head = self.add_form(Form(columns=4))
        self.channel = head.add(_("By"), ChoiceField([Choice(way, self._way(way)) for way in _WAYS]))
        purposes = [Choice(purpose, purpose.label) for purpose in Purpose]
        self.purpose = head.add(_("About"), ChoiceField(purposes))
        languages = [Choice(code, name) for code, name in LANGUAGES.items()]
        self.language = head.add(_("In"), ChoiceField(languages))
        self.staff = head.add(_("Who of us"), staff_field(self.book, who_is_here(self.book)))
        text = self.add_form(Form())
        self.subject = text.add(_("Subject"), TextField())
        self.words = text.add(_("Text"), NoteField(lines=11), required=True)
        self._text_form = text
        self._noticed = PlainLabel(kind="small", tone="warning", wrap=True)
        self._copy = Button(_("Copy"), icon="copy")
        self._open = Button("", icon="external-link")

        self.add(self._address, reasons, head, text, self._noticed)
        for place, item in enumerate(items):
            tick = reasons.add(_("This is for") if place == 0 else "", CheckField(item.reason))
            tick.set_value(True)
            self._ticks.append((tick, item))
        reasons.setVisible(bool(items))
        self.add_action(self._copy)
        self.add_action(self._open)
        for name in ("channel", "purpose", "language", "subject", "words"):
            self.watch(name, getattr(self, name))

        self.channel.set_value(self._best_way())
        self.purpose.set_value(self._first_purpose())
        self.language.set_value(self.book.shop.language)
        self._word_it()
        self._follow_way()

        self.words.setFocus()

        self.channel.edited.connect(self._follow_way)
        self.purpose.edited.connect(self._word_it)
        self.language.edited.connect(self._word_it)
        self._copy.clicked.connect(self.copy)
        self._open.clicked.connect(self.open_there)

    # deeds

    def store(self) -> int:
        """Write down that it was sent: a contact, with the text as our note."""
        way = self._chosen_way()
        if not self._card.may_contact(way):
            raise FieldError(_("They said no to this. Please choose another way."), "channel")
        customer, today = self._card.customer, self.context.today()
        staff_id = self.staff.value()
        sent = Visit(
            customer_id=customer.id,
            visited_on=today,
            channel=way,
            staff_id=staff_id if isinstance(staff_id, int) else None,
            outcome=Outcome.REACHED,
            note="\n".join(part for part in (self._subject(), self.words.value()) if part),
        )
        return record_contact(self.book, sent, [item for tick, item in self._ticks if tick.value()]).id

    def copy(self) -> None:
        """Put the text where any other program can take it from."""
        QGuiApplication.clipboard().setText(self.words.value())
        self._notice(_("Copied. Paste it where you write the message, then come back and write it down."))

    def open_there(self) -> None:
        """Open the text in the mail program or on the phone; it is copied too, should nothing open."""
        self.copy()
        if not QDesktopServices.openUrl(QUrl(self.link())):
            self._notice(
                _("Nothing on this PC opens such a message. The text is copied: paste it where you write.")
            )

    def link(self) -> str:
        """What ``open_there`` opens; empty where there is nothing to send it to."""
        way = self._chosen_way()
        if way is Channel.EMAIL and self._card.customer.email:
            return mail_link(self._card.customer.email, self.subject.value(), self.words.value())
        if way is Channel.MESSAGE and self._mobile():
            return message_link(self._mobile(), self.words.value())
        return ""

    # what is shown

    def _word_it(self) -> None:
        """Put in the text of that purpose and language, unless somebody has begun to write one."""
        if _Text(self.subject.value(), self.words.value()) not in (self._offered, _Text("", "")):
            self._notice(_("What you wrote was kept. Empty the text to get the other one."))
            return
        purpose, language = Purpose(str(self.purpose.value())), str(self.language.value())
        item = next((one for one in self._items if purpose_of(one) is purpose), None)
        more: dict[str, Value] = {}
        if item is not None:
            more["product"] = goods_of(self.book.store, item)
            more["day"] = item.anchor_on if item.rule in (RuleKind.WARRANTY, RuleKind.YEARLY) else None
        text = filled(self.book, purpose, self._card.customer.id, language, self.context.today(), **more)
        self.subject.set_value(text.subject)
        self.words.set_value(text.body)
        self._offered = _Text(self.subject.value(), self.words.value())
        unknown = _("Nothing is known for {places}.") if text.unknown else ""
        self._notice(unknown.format(places=", ".join(f"{{{name}}}" for name in text.unknown)))

    def _follow_way(self) -> None:
        way = self._chosen_way()
        self._text_form.set_row_visible(self.subject, way is not Channel.MESSAGE)
        self._open.setText(_("Open in the mail program") if way is Channel.EMAIL else _("Open as a message"))
        self._open.setVisible(way is not Channel.LETTER)
        self._open.setEnabled(bool(self.link()))
        self._address.setText(self._where(way))

    def _where(self, way: Channel) -> str:
        customer = self._card.customer
        known = {
            Channel.EMAIL: customer.email,
            Channel.MESSAGE: self._mobile(),
            Channel.LETTER: customer.address,
        }
        missing = {
            Channel.EMAIL: _("No e-mail address on the card."),
            Channel.MESSAGE: _("No mobile phone on the card."),
            Channel.LETTER: _("No address on the card."),
        }
        refused = "" if self._card.may_contact(way) else _("They said no to this. Please choose another way.")
        return paragraph([known[way] or missing[way], refused])

    def _notice(self, sentence: str) -> None:
        self._noticed.setText(sentence)
        self._noticed.setVisible(bool(sentence))

    # what is known

    def _chosen_way(self) -> Channel:
        return Channel(str(self.channel.value()))

    def _subject(self) -> str:
        return "" if self._chosen_way() is Channel.MESSAGE else self.subject.value()

    def _way(self, way: Channel) -> str:
        return way.label if self._card.may_contact(way) else _("{way} (said no)").format(way=way.label)

    def _mobile(self) -> str:
        return _mobile(self._card)

    def _best_way(self) -> Channel:
        """What the first reason asks for, else the first way that is allowed and leads somewhere."""
        asked = next((item.channel for item in self._items if item.channel in _WAYS), None)
        if asked is not None and self._card.may_contact(asked):
            return asked
        known = {
            Channel.MESSAGE: self._mobile(),
            Channel.EMAIL: self._card.customer.email,
            Channel.LETTER: self._card.customer.address,
        }
        return next((way for way in _WAYS if known[way] and self._card.may_contact(way)), Channel.MESSAGE)

    def _first_purpose(self) -> Purpose:
        most = self.book.shop.attempts_at_most
        if any(item.attempts >= most for item in self._items):
            return Purpose.UNREACHED
        return next((purpose for item in self._items if (purpose := purpose_of(item))), Purpose.OTHER)


def _mobile(card: CustomerCard) -> str:
    """The number that a message goes to: a mobile phone first."""
    kinds = (PhoneKind.MOBILE, PhoneKind.OTHER, PhoneKind.WORK, PhoneKind.HOME)
    numbers = sorted(card.phones, key=lambda phone: kinds.index(phone.kind))
    return numbers[0].number if numbers else ""
