"""The part Classes of the page Figures: by keyboard and in words, from the first look to the lines that are saved."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from model.classes import treatment
from model.classes.reviewing import review
from model.customer_class import JUDGED
from model.customer_class import CustomerClass as Class
from tests.makers import A_DAY, add_customer
from tests.model.classes.some_book import buys, set_lines
from tests.ui.test_accessibility import nameless
from ui.context import Context
from ui.figures.classes import ClassesPart
from ui.figures.classes_treatment_form import TreatmentForm
from ui.main_window import MainWindow
from ui.widgets.progress_panel import ProgressPanel

Shown = Callable[[], ClassesPart]


@pytest.fixture
def shop(book: Book) -> Book:
    """Three above the gold line of 500.00, three below it."""
    for number, cents in enumerate((10_00, 20_00, 30_00, 60_00, 70_00, 80_00)):
        buys(book, add_customer(book, f"Customer {number}"), cents, range(10, 700, 36))
    set_lines(book, gold=500_00, platinum=90_000_00, iron=80_000_00)
    return book


@pytest.fixture
def shown(qtbot: QtBot, context: Context) -> Iterator[Shown]:
    kept = []  # or it would be collected while it is still on the screen, perhaps in the middle of being painted

    def make() -> ClassesPart:
        part = ClassesPart(context)
        kept.append(part)
        qtbot.addWidget(part)
        part.resize(1000, 700)
        part.show()
        with qtbot.waitSignal(part.looked, timeout=20_000):
            part.refresh()
        return part

    yield make
    for part in kept:
        part.close()


def test_an_empty_book_says_what_to_do(shown: Shown) -> None:
    part = shown()
    assert part.nothing.isVisible()
    assert not part.tiles.isVisible()
    assert part.sentence == "Nobody has bought anything yet."


def test_each_class_is_told_with_its_part_of_everything(shown: Shown, shop: Book) -> None:
    del shop
    part = shown()
    assert [part.tiles.tiles[one].accessibleName() for one in JUDGED] == [
        "Platinum: 0",
        "Gold: 3",
        "Iron: 0",
        "Lead: 3",
        "New customer: 0",
        "Inactive: 0",
    ]
    assert part.tiles.tiles[Class.GOLD].accessibleDescription() == "50% of customers\n78% of the revenue"
    assert "roughly known" in part.remark.text()


def test_the_best_class_that_has_members_is_shown_first(shown: Shown, shop: Book) -> None:
    del shop
    members = shown().members
    assert members.chosen.value() is Class.GOLD
    assert len(members.table.ids()) == 3


def test_whoever_is_no_longer_new_is_counted_among_those_who_moved(shown: Shown, shop: Book) -> None:
    buys(shop, add_customer(shop, "Newcomer"), 10_00, [100, 10])
    review(shop, A_DAY - timedelta(days=60))
    review(shop, A_DAY)
    assert shown().review.result.text() == "1 customer moved: 0 rose, 0 fell. 1 is no longer new."


def test_a_tile_opens_its_members_and_they_say_why(qtbot: QtBot, shown: Shown, shop: Book) -> None:
    part = shown()
    QTest.keyClick(part.tiles.tiles[Class.GOLD], Qt.Key.Key_Return)
    members = part.members
    assert members.chosen.value() is Class.GOLD
    assert not members.visibleRegion().isEmpty()
    assert members.table.hasFocus() or not part.isActiveWindow()
    assert [row.name for row in members._rows(members.table.ids())] == [
        "Customer 5",
        "Customer 4",
        "Customer 3",
    ]
    assert members.sentences.name.text() == "Customer 5"
    assert members.sentences.words.text().startswith("Brought €800 in 12 months (the gold line is €500)")
    with qtbot.waitSignal(part.customer_opened) as opened:
        QTest.keyClick(members.table, Qt.Key.Key_Return)
    assert shop.customers.get(opened.args[0]).name == "Customer 5"


def test_who_brought_others_is_told_so(shown: Shown, shop: Book) -> None:
    best = shop.customers.all("name = 'Customer 5'")[0].id
    for name in ("Friend", "Neighbour"):
        buys(shop, add_customer(shop, name, introduced_by_id=best), 5_00, [200, 100])
    part = shown()
    part.members.show_class(Class.GOLD)
    assert part.members.sentences.words.text().endswith(
        "Brought 2 customers who bought: is treated as gold at least, whatever they bring themselves."
    )


def test_members_are_sorted_by_any_head(shown: Shown, shop: Book) -> None:
    del shop
    part = shown()
    part.members.show_class(Class.GOLD)
    for key, descending in (("name", False), ("current", False), ("potential", False)):
        part.members.table.sorted.emit(key, descending)
        names = [row.name for row in part.members._rows(part.members.table.ids())]
        assert names == ["Customer 3", "Customer 4", "Customer 5"]


def test_other_lines_tell_who_would_change_before_they_are_saved(
    qtbot: QtBot, shown: Shown, shop: Book
) -> None:
    part = shown()
    lines = part.lines
    assert not lines.save_button.isEnabled()
    assert not lines.what_if.isVisible()
    lines.gold.line.setFocus()
    lines.gold.line.selectAll()
    QTest.keyClicks(lines.gold.line, "300")
    assert lines.what_if.words.text() == (
        "1 customer would change: Gold 3 → 4, Lead 3 → 2. The next review moves them."
    )
    [changed] = lines.what_if.shown()
    assert (changed.name, changed.before, changed.after) == ("Customer 2", Class.LEAD, Class.GOLD)
    assert shop.class_lines.count() == 1

    lines.back_button.click()
    assert lines.gold.value() == 500_00
    assert not lines.what_if.isVisible()

    QTest.keyClicks(lines.gold.line, "")
    lines.gold.line.selectAll()
    QTest.keyClicks(lines.gold.line, "300")
    with qtbot.waitSignal(part.looked):
        lines.save_button.setFocus()
        QTest.keyClick(lines.save_button, Qt.Key.Key_Space)
    assert part.focusWidget() is lines.propose_button  # no field that would keep Ctrl+Z to itself
    kept = shop.class_lines.on(A_DAY)
    assert kept is not None
    assert (kept.current_cents, kept.set_on) == (300_00, A_DAY)
    assert not lines.save_button.isEnabled()


def test_who_is_not_clearly_past_the_new_line_is_told_to_wait(shown: Shown, shop: Book) -> None:
    review(shop, A_DAY)
    lines = shown().lines
    wait = "once they have been past it for 60 days."
    for typed, said in (
        ("290", f"None of them is clearly past the line: they move {wait}"),
        ("195", f"The next review moves 1 of them; the rest, not clearly past the line, {wait}"),
        ("150", "The next review moves them."),
    ):
        lines.gold.line.selectAll()
        QTest.keyClicks(lines.gold.line, typed)
        assert lines.what_if.words.text().endswith(f". {said}")


def test_half_typed_lines_stay_when_the_book_changes(qtbot: QtBot, shown: Shown, shop: Book) -> None:
    part = shown()
    part.lines.gold.line.selectAll()
    QTest.keyClicks(part.lines.gold.line, "300")
    with qtbot.waitSignal(part.looked):
        buys(shop, add_customer(shop, "Another"), 35_00, range(10, 700, 36))
        part.refresh()
    assert part.lines.gold.value() == 300_00
    assert part.lines.what_if.words.text().startswith("2 customers would change")


def test_what_cannot_be_read_is_not_saved(shown: Shown, shop: Book) -> None:
    part = shown()
    part.lines.gold.line.selectAll()
    QTest.keyClicks(part.lines.gold.line, "much")
    assert not part.lines.save_button.isEnabled()
    assert part.lines.what_if.words.text() == "Fill in every line, then you see who would change."
    part.lines.save()
    assert shop.class_lines.count() == 1


def test_the_review_is_made_here_and_undone_as_everything(
    qtbot: QtBot, window: MainWindow, shop: Book
) -> None:
    window.pages.go("figures")
    page = window.pages.page("figures")
    page.tabs.setCurrentWidget(page.classes)
    part = page.classes
    qtbot.waitUntil(lambda: part.review.standing.text().startswith("The classes were never reviewed."))
    part.review.button.click()
    qtbot.waitUntil(lambda: part.review.standing.text().startswith("Last reviewed on 12 Mar 2026."))
    assert shop.class_steps.count() == 6
    assert part.review.result.text() == "6 customers were given a class for the first time."
    assert part.review.button.isEnabled()
    part.review.button.click()
    qtbot.waitUntil(lambda: "reviewed today already" in part.review.standing.text())
    assert shop.class_reviews.count() == 1
    shop.undo()
    qtbot.waitUntil(lambda: part.review.standing.text().startswith("The classes were never reviewed."))
    assert shop.class_steps.count() == 0


def test_a_review_that_takes_long_tells_how_far_it_is_and_bars_nothing(
    qtbot: QtBot, shown: Shown, shop: Book
) -> None:
    card = shown().review
    with shop.again() as other, other.edit("The review has to wait"):
        add_customer(other, "Somebody")
        card.button.click()
        qtbot.waitUntil(lambda: any(panel.isVisible() for panel in card.findChildren(ProgressPanel)))
        assert QApplication.activeModalWidget() is None
        assert not card.button.isEnabled()
    qtbot.waitUntil(card.button.isEnabled)
    qtbot.waitUntil(lambda: not card.findChildren(ProgressPanel))
    assert shop.class_reviews.count() == 1


def test_who_moved_is_told_with_the_reason_and_earlier_reviews_can_be_chosen(
    qtbot: QtBot, shown: Shown, shop: Book
) -> None:
    review(shop, A_DAY - timedelta(days=60))
    set_lines(shop, gold=700_00, platinum=90_000_00, iron=80_000_00, on=A_DAY - timedelta(days=20))
    review(shop, A_DAY - timedelta(days=10))
    part = shown()
    card = part.review
    assert card.standing.text() == "Last reviewed on 2 Mar 2026. The next review is due next month."
    assert card.result.text() == "1 customer moved: 0 rose, 1 fell."
    [move] = card.table.rows()
    assert move.name == "Customer 3"
    assert card.sentences.words.text().startswith(
        "The gold line was moved from €500 to €700; they bring €660."
    )
    first = card.chosen.known_keys()[1]
    card.chosen.set_value(first)
    card.chosen.edited.emit()
    qtbot.waitUntil(lambda: card.result.text() == "6 customers were given a class for the first time.")
    assert card.table.rows() == []
    assert part.report() == ("classes", {"on": A_DAY - timedelta(days=60)})


def test_how_a_class_is_treated_is_changed_in_a_form(qtbot: QtBot, shown: Shown, shop: Book) -> None:
    part = shown()
    line = part.treatments.lines[Class.GOLD]
    assert line.rhythm.text() == "We keep in touch every 3 months. Priority: 70."
    line.button.click()
    form = part.window().findChild(TreatmentForm)
    assert form is not None
    own_greeting, own_words = treatment.own_words(Class.GOLD)
    assert (form.greeting.value(), form.words.value()) == (own_greeting, own_words), "a word is to be changed"
    form.greeting.set_value("A cup of tea first.")
    form.count.set_value(6)
    form.priority.set_value(75)
    with qtbot.waitSignal(part.looked):
        assert form.save_now()
    assert line.greeting.text() == "A cup of tea first."
    assert line.rhythm.text() == "We keep in touch every 6 months. Priority: 75."
    assert shop.visit_rules.get(6).count == 6
    [kept] = shop.class_treatments.all("customer_class = 'gold'")
    assert (kept.greeting, kept.words) == ("A cup of tea first.", ""), (
        "our own words stay ours, in any language"
    )
    with qtbot.waitSignal(part.looked):
        shop.undo()
    assert line.rhythm.text() == "We keep in touch every 3 months. Priority: 70."


def test_what_is_shown_can_be_printed(shown: Shown, shop: Book) -> None:
    del shop
    assert shown().report() == ("classes", {})


def test_everything_on_it_has_a_name(shown: Shown, shop: Book) -> None:
    review(shop, A_DAY - timedelta(days=60))
    assert nameless(shown()) == []
