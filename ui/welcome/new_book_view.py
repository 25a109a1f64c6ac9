"""A new book in three questions: the shop's name, its money, its language."""

from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.book import Book
from model.book_place import is_carried_to_a_cloud, suggest
from model.computer import Computer
from model.currencies import currencies
from model.errors import BookError
from model.shop import Shop, region_for
from resources.i18n import LANGUAGES, _, current_language
from ui import theme
from ui.welcome.ask_for_file import ask_where, books_folder
from ui.widgets.banner import Banner
from ui.widgets.button import Button
from ui.widgets.choice_field import Choice, ChoiceField
from ui.widgets.form import Form
from ui.widgets.label import PlainLabel
from ui.widgets.text_field import TextField


class NewBookView(QWidget):
    """``made(path)`` once the book is there, ``given_up`` by Back, ``language_chosen(code)`` by the third question.

    ``answers()`` outlive the view, which is made anew in each language.
    """

    made = Signal(object)
    given_up = Signal()
    language_chosen = Signal(str)

    def __init__(self, computer: Computer, answers: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._computer = computer
        self._chosen_path = Path(answers["path"]) if answers.get("path") else None
        self._chose_currency = bool(answers.get("currency"))
        self._problem = Banner("", tone="danger", closable=False)
        self._form = Form()
        self._name = self._form.add(
            _("What is your shop called?"),
            TextField(most=500, placeholder=_("e.g. Tea & Leaf")),
            required=True,
        )
        self._currency = self._form.add(
            _("Which money do you take?"),
            ChoiceField(
                [Choice(one.code, f"{one.name} ({one.symbol})") for one in currencies()],
                placeholder=_("Type to find"),
            ),
            required=True,
            hint=_("The only answer that stays: a book keeps its money for life."),
        )
        self._language = self._form.add(
            _("Which language do you work in?"),
            ChoiceField([Choice(code, name) for code, name in LANGUAGES.items()]),
            hint=_("For the screen and for printed lists."),
        )
        self._place = PlainLabel(kind="small", tone="muted", wrap=True)
        self._change_place = Button(_("Choose another place…"), kind="quiet")
        self._cloud = PlainLabel(kind="small", tone="warning", wrap=True)
        self._make = Button(_("Start the book"), icon="check", kind="primary")
        self._back = Button(_("Back"), icon="arrow-left", kind="quiet")

        self._name.set_value(answers.get("name", ""))
        self._currency.set_value(answers.get("currency") or likely_currency())
        self._language.set_value(current_language())
        self._lay_out()
        self._show_place()

        self._name.edited.connect(self._show_place)
        self._currency.edited.connect(self._note_currency)
        self._language.edited.connect(self._change_language)
        self._change_place.clicked.connect(self._ask_where)
        self._make.clicked.connect(self.make)
        self._back.clicked.connect(self.given_up)
        self._name.line.returnPressed.connect(self.make)

    def answer(self, *, name: str, currency: str, path: Path | None = None) -> None:
        """Fill in answers as a hand would."""
        self._name.set_value(name)
        self._currency.set_value(currency)
        self._chose_currency = True
        self._chosen_path = path
        self._show_place()

    def answers(self) -> dict[str, str]:
        """What was answered so far."""
        return {
            "name": self._name.value(),
            "currency": str(self._currency.value() or "") if self._chose_currency else "",
            "path": str(self._chosen_path or ""),
        }

    def focus_first(self) -> None:
        self._name.setFocus()

    def make(self) -> None:
        """Make the book, or say what keeps it from being made."""
        if not self._form.check():
            return
        currency = str(self._currency.value())
        shop = Shop(
            name=self._name.value(),
            currency=currency,
            language=current_language(),
            region=region_for(currency),
        )
        path = self._path()
        try:
            if self._chosen_path is None:
                path.parent.mkdir(parents=True, exist_ok=True)
            Book.create(path, shop, copy_id=self._computer.copy_id).close()
        except (BookError, OSError) as refused:
            self._problem.say(str(refused), tone="danger")
            self._problem.show()
            return
        self.made.emit(path)

    def _lay_out(self) -> None:
        self._problem.hide()
        place = QHBoxLayout()
        place.setSpacing(theme.SMALL)
        place.addWidget(self._place, 1)
        place.addWidget(self._change_place)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MEDIUM)
        column.addStretch(2)
        column.addWidget(PlainLabel(_("A new book"), kind="title"))
        column.addWidget(self._problem)
        column.addWidget(self._form)
        column.addLayout(place)
        column.addWidget(self._cloud)
        column.addSpacing(theme.SMALL)
        column.addLayout(foot)
        column.addStretch(3)

    def _path(self) -> Path:
        return self._chosen_path or suggest(books_folder(self._computer), self._name.value(), _("Our shop"))

    def _show_place(self) -> None:
        path = self._path()
        self._place.setText(_("The book will be one file: {path}").format(path=path))
        carried = is_carried_to_a_cloud(path)
        self._cloud.setText(
            _(
                "This folder is carried to other PCs by a cloud program. Never open the book on two PCs at once."
            )
            if carried
            else ""
        )
        self._cloud.setVisible(carried)

    def _ask_where(self) -> None:
        path = ask_where(self, self._path())
        if path is not None:
            self._chosen_path = path
            self._show_place()

    def _note_currency(self) -> None:
        self._chose_currency = True

    def _change_language(self) -> None:
        self.language_chosen.emit(str(self._language.value()))


def likely_currency() -> str:
    """The money of the system's country, where it fits the language; else that of most who speak it."""
    here = QLocale.system()
    chinese = current_language() == "zh_CN"
    speaks_chinese = here.language() == QLocale.Language.Chinese
    code = here.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    if code and speaks_chinese == chinese and here.language() != QLocale.Language.C:
        return code
    return "CNY" if chinese else "USD"
