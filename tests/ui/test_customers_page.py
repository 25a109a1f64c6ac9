"""The list and the card: found while typing, walked by keys, nothing deleted that cannot come back."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from model.book import Book
from model.class_lines import ClassLines
from model.complaints import Complaint
from model.customer_class import CustomerClass
from model.follow_ups import FollowUp
from model.households import Household
from tests.makers import A_DAY, add_customer, add_sale, add_visit, review_classes
from ui import theme
from ui.context import Context
from ui.customers.page import CustomersPage
from ui.forms.customer_form import CustomerForm
from ui.forms.follow_up_form import FollowUpForm
from ui.forms.sale_form import SaleForm
from ui.widgets.badge import Badge
from ui.widgets.label import PlainLabel


def opened(qtbot: QtBot, context: Context) -> CustomersPage:
    page = CustomersPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 780)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.refresh()
    page.focus_first()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.list.search)
    return page


def shown(page: CustomersPage) -> list[str]:
    return [page.list.table.model().record(line).name for line in range(len(page.list.table.ids()))]  # type: ignore[attr-defined]


def dialog(qtbot: QtBot, page: CustomersPage, kind: type[CustomerForm | SaleForm | FollowUpForm]) -> object:
    qtbot.waitUntil(lambda: page.findChild(kind) is not None)
    return page.findChild(kind)


def test_typing_finds_and_the_card_of_the_best_hit_is_beside_it(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    add_customer(book, "Tom Brown")
    anna = add_customer(book, "Anna Smith", "020 7946 0123")
    page = opened(qtbot, context)
    QTest.keyClicks(page.list.search, "smi")
    qtbot.waitUntil(lambda: shown(page) == ["Anna Smith"])
    qtbot.waitUntil(lambda: page.card.customer_id() == anna)
    assert page.card.header.name.text() == "Anna Smith"


def test_down_walks_the_list_and_letters_go_back_to_the_search(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    first, second = add_customer(book, "Anna"), add_customer(book, "Ben")
    page = opened(qtbot, context)
    assert page.list.current_id() == first
    QTest.keyClick(page.list.search, Qt.Key.Key_Down)
    QTest.keyClick(page.list.table, Qt.Key.Key_Down)
    assert page.list.current_id() == second
    QTest.keyClicks(page.list.table, "a")
    assert QApplication.focusWidget() is page.list.search
    assert page.list.search.text() == "a"


def test_alt_and_arrows_go_to_the_next_customer_from_inside_the_card(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    first, second = add_customer(book, "Anna"), add_customer(book, "Ben")
    page = opened(qtbot, context)
    page.card.timeline.setFocus()
    QTest.keyClick(page.card.timeline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.card.customer_id() == second)
    QTest.keyClick(page.card.timeline, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.card.customer_id() == first)


def test_enter_goes_into_the_card_and_escape_comes_back(qtbot: QtBot, context: Context, book: Book) -> None:
    add_sale(book, add_customer(book))
    page = opened(qtbot, context)
    QTest.keyClick(page.list.search, Qt.Key.Key_Return)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.card.timeline
    QTest.keyClick(page.card.timeline, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list.table
    QTest.keyClick(page.list.table, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list.search


def test_the_order_and_the_customer_are_remembered_for_the_next_start(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    little, much = add_customer(book, "Anna"), add_customer(book, "Ben")
    add_sale(book, little, A_DAY, 100)
    add_sale(book, much, A_DAY, 900)
    page = opened(qtbot, context)
    page.list.table.sort_menu().actions()[-2].trigger()
    assert shown(page) == ["Ben", "Anna"]
    page.open_customer(little)
    page.hide()
    again = opened(qtbot, context)
    assert shown(again) == ["Ben", "Anna"]
    assert again.current_customer() == little


def test_a_deleted_customer_is_gone_with_everything_and_undo_brings_all_back(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna, ben, carl = (add_customer(book, name) for name in ("Anna", "Ben", "Carl"))
    add_sale(book, ben)
    page = opened(qtbot, context)
    page.open_customer(ben)
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    assert list(page.list.table.ids()) == [anna, carl]
    assert page.current_customer() == carl, "the next one, so that the keyboard goes on"
    book.undo()
    assert shown(page) == ["Anna", "Ben", "Carl"]
    assert len(book.purchases.of_customer(ben)) == 1


def test_the_card_in_sight_follows_a_review_its_undo_and_the_lines(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, A_DAY - timedelta(days=60))
    page = opened(qtbot, context)
    page.open_customer(anna)

    def until_badges_say(*words: str) -> None:
        header = page.card.header
        qtbot.waitUntil(
            lambda: tuple(one.text() for one in header.findChildren(Badge) if one.isVisibleTo(page)) == words
        )

    until_badges_say("New customer")
    with book.edit("Set the lines"):
        book.class_lines.insert(
            ClassLines(
                set_on=A_DAY - timedelta(days=9), current_cents=1, platinum_cents=1, iron_cents=1, new_days=30
            )
        )
    until_badges_say()
    review_classes(book, A_DAY, one=(anna, CustomerClass.GOLD))
    until_badges_say("Gold")
    book.undo()
    until_badges_say()
    friends = [add_customer(book, name, introduced_by_id=anna) for name in ("Ben", "Cleo")]
    for friend in friends:
        add_sale(book, friend)
    page.open_customer(friends[0])
    page.open_customer(anna)
    until_badges_say("Brought 2 customers")
    with book.edit("Deleted a friend"):
        book.customers.delete(friends[0])
    until_badges_say()


def test_an_archived_customer_leaves_the_list_until_asked_for(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    add_customer(book, "Ben")
    page = opened(qtbot, context)
    page.archive(anna)
    assert shown(page) == ["Ben"]
    page.list.archived.click()
    assert shown(page) == ["Anna", "Ben"]
    page.archive(anna)
    assert not book.customers.get(anna).archived


def test_somebody_archived_or_searched_away_is_still_opened(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna", archived=True)
    add_customer(book, "Ben")
    page = opened(qtbot, context)
    page.list.look_for("ben")
    page.open_customer(anna)
    assert page.card.customer_id() == anna


def test_the_card_says_what_to_know_at_once(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(
        book, "Anna", "020 7946 0123", do_not_contact=True, birth_month=3, birth_day=14, city="Leeds"
    )
    with book.edit("Filled"):
        book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY))
        book.follow_ups.insert(
            FollowUp(customer_id=anna, planned_on=A_DAY + timedelta(1), promise=True, reason="Size 38")
        )
    page = opened(qtbot, context)
    assert page.card.header.words() == [
        "1 open complaint",
        "Do not contact",
        "Promise, tomorrow",
        "Birthday in 2 days",
    ]


def test_the_rhythm_is_the_customers_own(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    for day in (date(2025, 11, 1), date(2025, 12, 5), date(2026, 1, 8)):
        add_sale(book, anna, day, 1000, cost=400)
    page = opened(qtbot, context)
    assert page.card.figures.words() == [
        "Revenue: €30.00, last 2 months ago",
        "Profit: €18.00",
        "Purchases: 3, since 1 Nov 2025",
        "Comes: every 34 days, today is day 63",
    ]


def test_a_clock_that_is_behind_makes_no_days_below_nought(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    for day in (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)):
        add_sale(book, anna, day, 1000, cost=400)
    add_sale(book, anna, date(2026, 5, 1), 9400)
    page = opened(qtbot, context)
    assert page.card.figures.words() == [
        "Revenue: €124.00, last 1 May 2026",
        "Profit: €18.00, €94.00 of unknown cost",
        "Purchases: 4, since 1 Mar 2026",
        "Comes: every 30 days",
    ]


@pytest.mark.parametrize("height", [620, 760, 1000])
def test_the_card_itself_never_scrolls_around_a_list_that_scrolls(
    qtbot: QtBot, context: Context, book: Book, height: int
) -> None:
    anna = add_customer(
        book,
        "Anna Smith",
        street="Nether Wallop Lane 144, the second door behind the old coach house",
        city="Upper Slaughter under Wychwood",
        email="anna.smith@an-address-of-some-length.example",
    )
    for n in range(20):
        add_sale(book, anna, date(2026, 2, 1) - timedelta(days=n), 1000)
    page = opened(qtbot, context)
    page.resize(1100, height)
    card = page.card
    around = next(area for area in card.findChildren(QScrollArea) if area.isAncestorOf(card.tabs))
    qtbot.waitUntil(lambda: around.verticalScrollBar().maximum() == 0)
    assert card.timeline.height() > 70
    for tab in range(card.tabs.count()):
        card.tabs.setCurrentIndex(tab)
        card.bought.how_often.setChecked(True)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: around.verticalScrollBar().maximum() == 0)
    card.tabs.setCurrentIndex(0)
    assert card.worth.figures.isVisible() == (height > 700)
    [under] = [one for one in card.header.findChildren(PlainLabel) if one.text().startswith("Nether")]
    assert under.heightForWidth(under.width()) <= under.height(), "the whole address is to be read"


def test_a_phone_is_copied_by_a_key(qtbot: QtBot, context: Context, book: Book) -> None:
    add_customer(book, "Anna", "020 7946 0123", "07700 900118")
    page = opened(qtbot, context)
    with qtbot.waitSignal(page.message) as said:
        QTest.keyClick(
            page.list.search,
            Qt.Key.Key_C,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert QGuiApplication.clipboard().text() == "020 7946 0123"
    assert said.args == ["Copied 020 7946 0123"]


def test_what_others_do_for_this_customer_appears_at_once(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    page = opened(qtbot, context)
    assert page.card.timeline.happenings() == []
    add_sale(book, anna, A_DAY, 1000)
    assert [one.title for one in page.card.timeline.happenings()] == ["Tea"]
    add_visit(book, anna, words="All well.")
    assert len(page.card.timeline.happenings()) == 2


def test_every_tab_tells_its_part(qtbot: QtBot, context: Context, book: Book) -> None:
    tom = add_customer(book, "Tom")
    anna = add_customer(book, "Anna", "020 7946 0123", introduced_by_id=tom, note="Has a dog.")
    add_sale(book, anna, A_DAY, 1000, 250, receipt="R-7")
    add_visit(book, anna, words="All well.", satisfaction=9)
    with book.edit("Filled"):
        book.complaints.insert(Complaint(customer_id=anna, said_on=A_DAY, words="It leaks."))
        book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY, reason="Ask"))
        card = book.customers.card(tom)
        book.customers.save(card.__class__(card.customer, household=Household(name="Smiths")))
        card = book.customers.card(anna)
        book.customers.save(
            card.__class__(card.customer, phones=card.phones, household=Household(name="smiths"))
        )
    page = opened(qtbot, context)
    page.open_customer(anna)
    for tab in range(page.card.tabs.count()):
        page.card.tabs.setCurrentIndex(tab)
    assert [row.line.amount_cents for row in page.card.purchases.rows()] == [1000, 250]
    assert [visit.words for visit in page.card.contacts.rows()] == ["All well."]
    assert [complaint.words for complaint in page.card.complaints.rows()] == ["It leaks."]
    assert [one.reason for one in page.card.follow_ups.rows()] == ["Ask"]
    words = page.card.details.words()
    assert {"Has a dog.", "020 7946 0123 (Mobile)", "Smiths", "Tom"} <= set(words)
    link = next(one for one in page.card.details.findChildren(QPushButton) if one.text() == "Tom")
    link.click()
    assert page.card.customer_id() == tom


def test_enter_on_a_step_between_classes_opens_what_they_are_worth(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    anna = add_customer(book, "Anna")
    review_classes(book, A_DAY - timedelta(days=30), anna=(anna, CustomerClass.IRON))
    page = opened(qtbot, context)
    review_classes(book, A_DAY, anna=(anna, CustomerClass.GOLD))
    rose, first = page.card.timeline.happenings()
    assert (rose.title, rose.icon, rose.tone) == ("Class: Iron → Gold", "arrow-up", "success")
    assert first.title == "Class: Iron"
    page.card.timeline.setFocus()
    page.card.timeline.setCurrentIndex(page.card.timeline.model().index(0, 0))
    QTest.keyClick(page.card.timeline, Qt.Key.Key_Return)
    assert page.card.tabs.currentWidget() is page.card.worth


def test_enter_in_the_timeline_opens_what_happened(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    add_sale(book, anna, A_DAY, 1000)
    page = opened(qtbot, context)
    page.card.timeline.setFocus()
    page.card.timeline.setCurrentIndex(page.card.timeline.model().index(0, 0))
    QTest.keyClick(page.card.timeline, Qt.Key.Key_Return)
    form = dialog(qtbot, page, SaleForm)
    assert isinstance(form, SaleForm)
    assert form.lines.total_cents() == 1000
    form.lines.entry.product.setFocus()
    QTest.keyClicks(form.lines.entry.product.line, "Cup")
    QTest.keyClick(form.lines.entry.product.line, Qt.Key.Key_Return)
    QTest.keyClicks(form.lines.entry.amount.line, "7.50")
    assert form.save_now()
    assert page.card.timeline.happenings()[0].trailing == "€17.50"


def test_a_new_customer_is_begun_with_what_was_looked_for_in_vain(
    qtbot: QtBot, context: Context, book: Book
) -> None:
    page = opened(qtbot, context)
    page.list.look_for("555 123")
    page.list.new_wanted.emit()
    form = dialog(qtbot, page, CustomerForm)
    assert isinstance(form, CustomerForm)
    form.name.set_value("Nora")
    assert form.save_now()
    assert page.card.header.name.text() == "Nora"
    assert [phone.number for phone in book.phones.all()] == ["555 123"]


def test_the_buttons_say_for_whom_they_are(qtbot: QtBot, context: Context, book: Book) -> None:
    anna = add_customer(book, "Anna")
    page = opened(qtbot, context)
    buttons = {button.text(): button for button in page.card.findChildren(QPushButton)}
    for text, signal in (
        ("Sale", page.sale_wanted),
        ("Contact", page.contact_wanted),
        ("Complaint", page.complaint_wanted),
        ("Follow-up", page.follow_up_wanted),
    ):
        with qtbot.waitSignal(signal) as said:
            buttons[text].click()
        assert said.args == [anna]


@pytest.mark.parametrize("text", ["O'Brien", '"', "AND", "*", "(", "-x", "+44 7700", "^", " ", "%", "x:y"])
def test_no_text_in_the_search_is_too_strange(qtbot: QtBot, context: Context, book: Book, text: str) -> None:
    add_customer(book, "Tom O'Brien", "07700 900118")
    page = opened(qtbot, context)
    page.list.look_for(text)
    assert len(page.list.table.ids()) in (0, 1)


def test_an_empty_book_says_the_next_step(qtbot: QtBot, context: Context, book: Book) -> None:
    page = opened(qtbot, context)
    assert page.current_customer() is None
    assert page.card.customer_id() is None
    page.list.look_for("x")
    page.list.look_for("")


def test_a_narrow_window_shows_the_list_or_the_card(qtbot: QtBot, context: Context, book: Book) -> None:
    add_customer(book, "Anna")
    page = opened(qtbot, context)
    page.resize(700, 600)
    assert page.list.isVisible()
    assert not page.card.isVisible()
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert page.card.isVisible()
    assert not page.list.isVisible()
    QTest.keyClick(page.card.timeline, Qt.Key.Key_Escape)
    assert page.list.isVisible()
    page.resize(1200, 780)
    assert page.list.isVisible()
    assert page.card.isVisible()


@pytest.mark.parametrize(
    "name", ["Smith & Sons", "<b>Big</b> Boss", "<img src=x>", "O'Brien", "x" * 500, "محمد علي", "NULL", "."]
)
def test_any_name_is_shown_as_it_is(qtbot: QtBot, context: Context, book: Book, name: str) -> None:
    tom = add_customer(book, name)
    anna = add_customer(book, "Anna", introduced_by_id=tom)
    page = opened(qtbot, context)
    page.open_customer(anna)
    page.card.tabs.setCurrentWidget(page.card.details)
    assert name in page.card.details.words()
    page.open_customer(tom)
    assert page.card.header.name.text() == name


def test_every_tab_of_the_card_is_in_sight_however_narrow(qtbot: QtBot, context: Context, book: Book) -> None:
    add_customer(book, "Anna Smith")
    page = opened(qtbot, context)
    page.resize(816, 600)
    bar = page.card.tabs.tabBar()
    assert page.card.isVisible()
    assert not [button for button in bar.findChildren(QToolButton) if button.isVisible()]
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()
    page.resize(1400, 600)
    assert all(
        bar.tabRect(tab).width() > bar.fontMetrics().horizontalAdvance(bar.tabText(tab)) + 2 * theme.MEDIUM
        for tab in range(bar.count())
    )
