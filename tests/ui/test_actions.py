"""Every deed has its own keys, a way to reach it, and something that it does."""

import string
from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

import resources
from model.book import Book
from model.customer_class import CustomerClass
from reports.catalogue import CATALOGUE
from resources import i18n
from resources.i18n import LANGUAGES, _
from tests.makers import A_DAY, add_customer, add_sale
from ui.actions import ACTIONS, MENUS, PAGES, Action, action
from ui.main_window import MainWindow
from ui.palette_search import PaletteSearch


def every(attribute: str) -> list[str]:
    return [getattr(one, attribute) for one in ACTIONS]


def test_no_two_actions_share_a_key_or_a_name() -> None:
    keys = Counter(keys for one in ACTIONS for keys in one.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert [key for key, count in Counter(every("key")).items() if count > 1] == []


@pytest.mark.parametrize("keys", [keys for one in ACTIONS for keys in one.keys])
def test_keys_are_keys(keys: str) -> None:
    assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText) == keys


def test_no_key_types_a_letter() -> None:
    """A shortcut without Ctrl would swallow what somebody types into a field."""
    plain = {keys for one in ACTIONS for keys in one.keys if keys in string.printable}
    assert plain == set()


@pytest.mark.parametrize("one", ACTIONS, ids=every("key"))
def test_every_action_has_an_icon_and_a_menu(one: Action) -> None:
    assert resources.path("icons", f"{one.icon}.svg").exists()
    assert one.menu in MENUS


def test_every_page_has_keys_and_an_action() -> None:
    assert all(action(page.key).keys == page.keys for page in PAGES)


def test_every_action_is_in_exactly_one_menu_and_does_something(window: MainWindow) -> None:
    found = Counter(
        entry.objectName()
        for menu in window.actions_made.menus()
        for entry in menu.actions()
        if entry.objectName()
    )
    assert found == Counter(every("key"))
    assert set(window.actions_made.deeds) == set(every("key"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_of_the_menu_bar_answer_to_the_same_letter(language: str) -> None:
    with i18n.language(language):
        letters = [i18n._(title).split("&")[1][0].casefold() for title in MENUS.values()]
    assert len(set(letters)) == len(letters)


def nothing(_about: object) -> None:
    """Nobody goes anywhere in these tests."""


@pytest.fixture
def search(book: Book) -> PaletteSearch:
    return PaletteSearch(book, nothing, nothing, nothing)


@pytest.mark.parametrize("one", [one for one in ACTIONS if one.key != "palette"], ids=lambda one: one.key)
def test_the_palette_finds_every_action_by_its_own_words(search: PaletteSearch, one: Action) -> None:
    assert one.title in [entry.title for entry in search.find(one.title)]


def test_the_palette_speaks_chinese_and_still_understands_english(book: Book) -> None:
    with i18n.language("zh_CN"):
        found = PaletteSearch(book, nothing, nothing, nothing).find("record a sale")
    assert found[0].icon == "shopping-bag"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_palette_finds_every_report_by_its_title_and_in_english(book: Book, language: str) -> None:
    shown: list[str] = []
    search = PaletteSearch(book, nothing, nothing, nothing, shown.append)
    with i18n.language(language):
        for report in CATALOGUE.values():
            for typed in (report.title, report.title_words):
                # A deed may be called as a report is: in Chinese, the page of call lists.
                printed = [one for one in search.find(typed) if one.detail == _("Printing")]
                (entry, *_others) = [one for one in printed if one.title == report.title]
                entry.run()
    assert shown == [name for name in CATALOGUE for _way in range(2)]


def test_an_empty_palette_offers_the_usual_deeds_and_the_customers_seen_last(
    search: PaletteSearch, book: Book
) -> None:
    add_sale(book, add_customer(book, "Anna Smith", "020 7946 0123"), A_DAY)
    titles = [entry.title for entry in search.find("")]
    assert titles[0] == action("sale").title
    assert "Anna Smith" in titles


def test_a_customer_found_by_the_last_digits_of_the_phone_can_be_gone_to(book: Book) -> None:
    anna = add_customer(book, "Anna Smith", "020 7946 0123")
    gone_to: list[int] = []
    search = PaletteSearch(book, nothing, gone_to.append, nothing)
    [entry] = [entry for entry in search.find("0123") if entry.icon == "user"]
    assert "0123" in entry.detail
    entry.run()
    assert gone_to == [anna]


def test_whoever_is_not_found_can_be_added_with_what_was_typed(book: Book) -> None:
    added: list[str] = []
    search = PaletteSearch(book, nothing, nothing, added.append)
    entry = search.find("  Wang Xiaoming ")[-1]
    assert "Wang Xiaoming" in entry.title
    entry.run()
    assert added == ["Wang Xiaoming"]


def test_deeds_come_before_names_only_when_their_words_begin_so(search: PaletteSearch, book: Book) -> None:
    add_customer(book, "Sale & Sons")
    assert search.find("rec")[0].icon == "shopping-bag"
    assert search.find("sale")[0].title == "Sale & Sons"


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("value", "overview"),
        ("class", "classes"),
        ("gold", "classes"),
        ("review", "classes"),
        ("forecast", "forecast"),
        ("bring people", "bringing_back"),
    ],
)
def test_the_palette_leads_to_each_part_of_the_figures(window: MainWindow, typed: str, part: str) -> None:
    search = PaletteSearch(window.book, window.actions_made.run, nothing, nothing, window.ways.print_report)
    titles = {"classes": "Classes of the customers", "overview": "What the customers are worth"}
    titles |= {"forecast": "Forecast of the coming year", "bringing_back": "Products that bring people back"}
    found = {entry.title: entry.run for entry in search.find(typed)}
    found[titles[part]]()
    page = window.pages.page("figures")
    assert window.pages.key_shown == "figures"
    assert page.part() is getattr(page, part)


def test_the_keyboard_comes_along_when_the_figures_are_counted(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    add_sale(book, add_customer(book), A_DAY)
    window.actions_made.run("classes")
    part = window.pages.page("figures").part()
    with qtbot.waitSignal(part.looked, timeout=20_000):
        pass
    assert window.focusWidget() is part.tiles.tiles[CustomerClass.PLATINUM]


def test_the_keyboard_stays_where_somebody_took_it_while_figures_were_counted(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    add_sale(book, add_customer(book), A_DAY)
    window.actions_made.run("classes")
    page = window.pages.page("figures")
    page.tabs.tabBar().setFocus()
    with qtbot.waitSignal(page.part().looked, timeout=20_000):
        pass
    assert window.focusWidget() is page.tabs.tabBar()
