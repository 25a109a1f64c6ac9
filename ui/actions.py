"""Every deed of the program that has a name: its words, its icon, its keys, its menu. One table.

The main window says what each does. Keys are written as Qt's portable text, where Ctrl is Command on a Mac.
"""

import re
from typing import Literal, NamedTuple

from resources.i18n import N_, _

Menu = Literal["book", "edit", "record", "go", "look", "language", "help"]

MENUS: dict[Menu, str] = {
    "book": N_("&Book"),
    "edit": N_("&Edit"),
    "record": N_("&Write down"),
    "go": N_("&Go to"),
    "look": N_("&Look"),
    "language": N_("L&anguage"),
    "help": N_("&Help"),
}
"""The menu bar, from left to right."""


class Action(NamedTuple):
    """One deed. ``group`` unites those of which exactly one is on; ``parted`` draws a line above it in the menu.

    ``words`` are other words that find it in the palette.
    """

    key: str
    text: str
    icon: str
    menu: Menu
    keys: tuple[str, ...] = ()
    words: str = ""
    group: str = ""
    parted: bool = False

    @property
    def title(self) -> str:
        """Its words in the current language, without the mark of its letter in the menu."""
        return without_letter(_(self.text))


class PagePlace(NamedTuple):
    """A page of the window and its place in the side bar."""

    key: str
    text: str
    icon: str
    keys: tuple[str, ...]

    @property
    def title(self) -> str:
        return _(self.text)


PAGES = (
    PagePlace("today", N_("Today"), "house", ("Ctrl+1",)),
    PagePlace("customers", N_("Customers"), "users", ("Ctrl+2",)),
    PagePlace("counter", N_("Counter"), "shopping-bag", ("Ctrl+3",)),
    PagePlace("complaints", N_("Complaints"), "frown", ("Ctrl+4",)),
    PagePlace("visits", N_("Visits"), "phone", ("Ctrl+5",)),
    PagePlace("lists", N_("Lists"), "clipboard-list", ("Ctrl+L",)),
    PagePlace("products", N_("Products"), "package", ("Ctrl+6",)),
    PagePlace("figures", N_("Figures"), "chart-column", ("Ctrl+G",)),
    PagePlace("printing", N_("Printing"), "printer", ("Ctrl+7",)),
    PagePlace("history", N_("History"), "history", ("Ctrl+9",)),
    PagePlace("backups", N_("Backups"), "archive", ("Ctrl+0",)),
    PagePlace("settings", N_("Settings"), "settings", ("Ctrl+8", "Ctrl+,")),
)

ACTIONS = (
    Action("new-book", N_("New book…"), "plus", "book", words=N_("start create shop")),
    Action("open-book", N_("Open a book…"), "folder-open", "book", ("Ctrl+O",)),
    Action("practice", N_("Open a practice book"), "book-open", "book", words=N_("demo try learn example")),
    Action(
        "print",
        N_("Print what is shown…"),
        "printer",
        "book",
        ("Ctrl+P",),
        words=N_("paper PDF list page"),
        parted=True,
    ),
    Action(
        "print-customer",
        N_("Print this customer"),
        "file-text",
        "book",
        ("Ctrl+Shift+P",),
        words=N_("paper PDF card sheet"),
    ),
    Action(
        "print-call-list",
        N_("Print today’s call list"),
        "list-checks",
        "book",
        words=N_("paper PDF calls morning"),
    ),
    Action(
        "back-up",
        N_("Back up now"),
        "save",
        "book",
        ("F12",),
        words=N_("backup safe copy stick keep"),
        parted=True,
    ),
    Action(
        "join",
        N_("Compare or join another copy…"),
        "git-merge",
        "book",
        words=N_("merge together two PCs newer older stick"),
    ),
    Action("leave", N_("Close this book"), "log-out", "book", ("Ctrl+W",)),
    Action("quit", N_("Quit"), "x", "book", ("Ctrl+Q",), words=N_("exit end")),
    Action("undo", N_("Undo"), "undo-2", "edit", ("Ctrl+Z",), words=N_("take back mistake")),
    Action("redo", N_("Redo"), "redo-2", "edit", ("Ctrl+Shift+Z", "Ctrl+Y"), words=N_("put back again")),
    Action(
        "bin",
        N_("What was deleted"),
        "trash-2",
        "edit",
        words=N_("bin recover restore put back"),
        parted=True,
    ),
    Action(
        "customer-history",
        N_("History of this customer"),
        "history",
        "edit",
        words=N_("who changed what when"),
    ),
    Action(
        "as-it-was",
        N_("This customer as it was on a day…"),
        "calendar-days",
        "edit",
        words=N_("earlier before past card"),
    ),
    Action(
        "forget",
        N_("Forget this person for good…"),
        "eraser",
        "edit",
        words=N_("erase privacy remove data delete"),
    ),
    Action("palette", N_("Find or do…"), "command", "edit", ("Ctrl+K",), parted=True),
    Action("find", N_("Find a customer"), "search", "edit", ("Ctrl+F",), words=N_("search phone name")),
    Action("sale", N_("Record a sale"), "shopping-bag", "record", ("F2",), words=N_("sell purchase counter")),
    Action(
        "contact",
        N_("Write down a call or visit"),
        "phone-call",
        "record",
        ("F3",),
        words=N_("contact phone message letter result"),
    ),
    Action("complaint", N_("Record a complaint"), "frown", "record", ("F6",), words=N_("unhappy problem")),
    Action(
        "follow-up",
        N_("Plan a follow-up"),
        "calendar-check",
        "record",
        ("F7",),
        words=N_("promise remind return visit"),
    ),
    Action(
        "wish", N_("Write down a wish"), "gift", "record", ("F4",), words=N_("wait for order size in stock")
    ),
    Action(
        "gift",
        N_("Record a gift or goodwill"),
        "heart",
        "record",
        ("Ctrl+Shift+G",),
        words=N_("present give away make up cost"),
    ),
    Action(
        "customer",
        N_("New customer"),
        "user-plus",
        "record",
        ("Ctrl+N",),
        words=N_("add person"),
        parted=True,
    ),
    Action("product", N_("New product"), "package", "record", ("Ctrl+Shift+N",), words=N_("add article")),
    *(
        Action(page.key, page.text, page.icon, "go", page.keys, parted=page.key == "backups")
        for page in PAGES
    ),
    Action(
        "worth",
        N_("What the customers are worth"),
        "chart-column",
        "go",
        words=N_("value money profit figures overview best silent lost"),
        parted=True,
    ),
    Action(
        "classes",
        N_("Classes of the customers"),
        "star",
        "go",
        words=N_("platinum gold iron lead review lines moved treatment figures"),
    ),
    Action(
        "bringing-back",
        N_("Products that bring people back"),
        "package",
        "go",
        words=N_("return come again regulars figures"),
    ),
    Action(
        "forecast",
        N_("Forecast of the coming year"),
        "chart-column",
        "go",
        words=N_("expect foretell future trust figures"),
    ),
    Action("look-again", N_("Look again"), "refresh-cw", "look", ("F5",), words=N_("refresh update")),
    Action("theme-system", N_("Light or dark as the system"), "monitor", "look", group="theme", parted=True),
    Action("theme-light", N_("Light"), "sun", "look", group="theme", words=N_("bright colours theme")),
    Action("theme-dark", N_("Dark"), "moon", "look", group="theme", words=N_("night colours theme")),
    Action("full-screen", N_("Full screen"), "monitor", "look", ("F11",), parted=True),
    Action("language-shop", N_("As the shop"), "store", "language", group="language"),
    # A language says its name in itself, whatever is spoken now.
    Action("language-en", "English", "languages", "language", group="language"),
    Action("language-zh_CN", "简体中文", "languages", "language", group="language"),
    Action("shortcuts", N_("Keyboard shortcuts"), "keyboard", "help", ("F1",), words=N_("keys help")),
    Action(
        "log", N_("Show where Regulars keeps its log"), "folder-open", "help", words=N_("trouble support")
    ),
    Action("about", N_("About Regulars"), "info", "help", words=N_("version licence")),
)


def without_letter(text: str) -> str:
    """``text`` without the mark of its letter in a menu, as ``&Book`` or, in Chinese, ``账簿(&B)``."""
    return re.sub(r"\(&\w\)", "", text).replace("&", "")


def action(key: str) -> Action:
    """The action of that key. ``KeyError`` if there is none."""
    return _BY_KEY[key]


_BY_KEY = {one.key: one for one in ACTIONS}
