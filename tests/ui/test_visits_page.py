"""The page Visits: four parts behind one title; contacts and suggestions by keyboard; looking back in a thread."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.book import Book
from model.follow_ups import FollowUp, FollowUpStatus
from model.looking_back.contacts_made import Show as ContactShow
from model.looking_back.looking import By
from model.looking_back.suggestion_list import Show as SuggestionShow
from model.visits import Outcome, SuggestionStatus
from reports.report import Report
from tests.makers import A_DAY, add_customer, add_sale, add_visit
from tests.ui.showing import show_alone
from ui.context import Context
from ui.forms.contact_form import ContactForm
from ui.forms.follow_up_form import FollowUpForm
from ui.main_window import MainWindow
from ui.visits.page import VisitsPage
from ui.visits.suggestion_form import SuggestionForm

DAY = timedelta(days=1)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> VisitsPage:
    made = VisitsPage(context)
    show_alone(qtbot, made)
    qtbot.waitUntil(made.planned.table.hasFocus)
    return made


def cells(part: Any, column: int) -> list[str]:
    model = part.table.model()
    return [str(model.index(line, column).data()) for line in range(model.rowCount())]


def turn_to(qtbot: QtBot, page: VisitsPage, number: int) -> Any:
    page.tabs.setCurrentIndex(number)
    page.focus_first()
    return page.part()


def form(page: VisitsPage, kind: type[Any]) -> Any:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def test_each_part_says_its_own_words_under_the_one_title(qtbot: QtBot, page: VisitsPage, book: Book) -> None:
    anna = add_customer(book)
    add_visit(book, anna, A_DAY, words="Lovely", suggestion="More chairs")
    with book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=anna, planned_on=A_DAY - DAY))
    said = []
    qtbot.waitUntil(lambda: page.planned.table.current() is not None)
    for number in range(4):
        turn_to(qtbot, page, number)
        said.append(page.header.subtitle.text())
    assert said[0].startswith("1 overdue")
    assert said[1].startswith("1 contact · 1 reached")
    assert said[2].startswith("1 not decided")
    assert said[3] == "Counting…"
    qtbot.waitUntil(lambda: page.header.subtitle.text().startswith("What was planned"))


def test_the_button_of_the_page_adds_what_the_part_holds(qtbot: QtBot, page: VisitsPage) -> None:
    page._add.click()
    form(page, FollowUpForm).reject()
    turn_to(qtbot, page, 1)
    page._add.click()
    form(page, ContactForm).reject()
    turn_to(qtbot, page, 3)
    assert not page._add.isVisible()


def test_contacts_stand_latest_first_and_are_found_and_changed_by_keyboard(
    qtbot: QtBot, page: VisitsPage, book: Book
) -> None:
    for days, (name, words) in enumerate([("Anna", "Lovely tea"), ("Bob", "Too slow"), ("Carl", "")]):
        outcome = Outcome.REACHED if words else Outcome.NO_ANSWER
        on = A_DAY - (2 - days) * DAY
        add_visit(book, add_customer(book, name), on, outcome, words=words, satisfaction=4)
    made = turn_to(qtbot, page, 1)
    assert cells(made, 1) == ["Carl", "Bob", "Anna"]
    made.chips[ContactShow.IN_VAIN].click()
    assert cells(made, 1) == ["Carl"]
    made.chips[ContactShow.ALL].click()
    made.table.setFocus()
    QTest.keyClicks(made.table, "t")
    QTest.keyClicks(made.search, "oo")
    qtbot.waitUntil(lambda: cells(made, 1) == ["Bob"])
    QTest.keyClick(made.search, Qt.Key.Key_Down)
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    changing = form(page, ContactForm)
    changing.words.set_value("Too slow, but kind")
    QTest.keyClick(changing, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: cells(made, 4) == ["Too slow, but kind"])
    page.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    QTest.keyClick(made.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cells(made, 1) == [])
    book.undo()
    qtbot.waitUntil(lambda: cells(made, 1) == ["Bob"])


def suggest(book: Book, *words: str) -> list[int]:
    return [
        add_visit(book, add_customer(book, f"Customer {n}"), A_DAY + n * DAY, suggestion=one).id
        for n, one in enumerate(words)
    ]


def test_a_suggestion_is_decided_and_told_by_two_keys(qtbot: QtBot, page: VisitsPage, book: Book) -> None:
    (chairs,) = suggest(book, "More chairs")
    part = turn_to(qtbot, page, 2)
    QTest.keyClick(part.table, Qt.Key.Key_D)
    assert book.visits.get(chairs).suggestion_status is SuggestionStatus.DONE
    qtbot.waitUntil(lambda: cells(part, 2) == [])
    part.chips[SuggestionShow.TO_TELL].click()
    part.table.setFocus()
    assert cells(part, 5) == ["not yet"]
    QTest.keyClick(part.table, Qt.Key.Key_T)
    assert book.visits.get(chairs).suggestion_told_on == A_DAY
    book.undo()
    assert book.visits.get(chairs).suggestion_told_on is None


def test_a_suggestion_is_answered_in_words_in_one_form(qtbot: QtBot, page: VisitsPage, book: Book) -> None:
    chairs, _sundays = suggest(book, "More chairs", "Open on Sundays")
    part = turn_to(qtbot, page, 2)
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    answering = form(page, SuggestionForm)
    answering.status.set_value(SuggestionStatus.DECLINED)
    answering.answer.set_value("There is no room")
    QTest.keyClicks(answering.told_on.line, "today")
    QTest.keyClick(answering, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    visit = book.visits.get(chairs)
    assert (visit.suggestion_status, visit.suggestion_answer, visit.suggestion_told_on) == (
        SuggestionStatus.DECLINED,
        "There is no room",
        A_DAY,
    )
    qtbot.waitUntil(lambda: cells(part, 2) == ["Open on Sundays"])


def test_deleting_a_suggestion_leaves_the_contact(qtbot: QtBot, page: VisitsPage, book: Book) -> None:
    (chairs,) = suggest(book, "More chairs")
    part = turn_to(qtbot, page, 2)
    QTest.keyClick(part.table, Qt.Key.Key_Delete)
    assert book.visits.get(chairs).suggestion == ""
    qtbot.waitUntil(lambda: cells(part, 2) == [])


def looked_back(qtbot: QtBot, page: VisitsPage) -> Any:
    view = page.looking_back
    with qtbot.waitSignal(view.looked, timeout=20_000):
        page.look_back()
    return view


def many(book: Book, scores: Sequence[int], *, back: bool) -> None:
    """Somebody reached for each score, a hundred days ago, who bought again or not; and as many not reached."""
    on = A_DAY - 100 * DAY
    for n, score in enumerate(scores):
        anna, other = add_customer(book, f"Anna {n}"), add_customer(book, f"Other {n}")
        with book.edit("Planned"):
            done = book.follow_ups.insert(
                FollowUp(
                    customer_id=anna,
                    planned_on=on,
                    rule="silent",
                    status=FollowUpStatus.DONE,
                    done_on=on,
                )
            )
            book.follow_ups.insert(
                FollowUp(customer_id=other, planned_on=on, rule="silent", lapses_on=on + 3 * DAY)
            )
        add_visit(book, anna, on, satisfaction=score, follow_up_id=done.id, words="Lovely")
        if back:
            add_sale(book, anna, on + DAY)


def test_looking_back_says_in_figures_charts_tables_and_sentences_what_came_of_it(
    qtbot: QtBot, page: VisitsPage, book: Book
) -> None:
    many(book, [9, 7] * 6, back=True)
    view = looked_back(qtbot, page)
    figures = view.figures
    assert figures.planned.accessibleName() == "Planned: 24"
    assert figures.missed.accessibleName() == "Missed: 12"
    assert figures.score.accessibleDescription() == "12 answers, between 7.3 and 8.7"
    month = view.cards[By.MONTH]
    assert (
        "December 2025: 8.0 of 10 (12 answers, between 7.3 and 8.7)" in month.scores.accessibleDescription()
    )
    assert [line.name for line in view.cards[By.KIND].table.rows()] == ["Silent for long"]
    assert not view.cards[By.PRODUCT].isVisible()
    assert view.helped.sentences()[1].startswith(
        "Of 12 reached, 12 bought again within 60 days; of 12 like them not reached, 0. Like with like, that is 100"
    )
    assert view.came_back.sentences()[0].startswith("Of 12 customers spoken to, 12 bought again")


def test_few_answers_are_not_made_into_a_mean(qtbot: QtBot, page: VisitsPage, book: Book) -> None:
    many(book, [9, 2], back=False)
    view = looked_back(qtbot, page)
    assert "too few to say (2 answers)" in view.cards[By.KIND].scores.accessibleDescription()
    assert view.figures.score.accessibleName() == "Would come back: too few"
    assert view.helped.sentences()[:2] == [
        "Too few to say",
        "Fewer than 10 were reached, or fewer than 10 like them were not: Silent for long (2 and 2).",
    ]


def test_an_empty_period_is_said_in_one_sentence(qtbot: QtBot, page: VisitsPage) -> None:
    view = looked_back(qtbot, page)
    assert page.header.subtitle.text() == "Nothing was planned in this period, and nobody was spoken to."
    assert not view.helped.isVisible()


def test_another_period_and_a_change_of_the_book_are_looked_at_anew(
    qtbot: QtBot, page: VisitsPage, book: Book
) -> None:
    many(book, [9], back=False)
    view = looked_back(qtbot, page)
    assert view.figures.planned.accessibleName() == "Planned: 2"
    with qtbot.waitSignal(view.looked, timeout=20_000):
        view.form.period.set_value("month")
        view.form.period.edited.emit()
    assert view.figures.planned.accessibleName() == "Planned: 0"
    with qtbot.waitSignal(view.looked, timeout=20_000), book.edit("Planned"):
        book.follow_ups.insert(FollowUp(customer_id=add_customer(book), planned_on=A_DAY))
    assert view.figures.planned.accessibleName() == "Planned: 1"


def test_days_that_end_before_they_begin_are_refused(qtbot: QtBot, page: VisitsPage) -> None:
    view = looked_back(qtbot, page)
    before = view.period()
    view.form.first.set_value(A_DAY + 30 * DAY)
    view.form.first.edited.emit()
    assert "before it begins" in view.form.last.shown_problem()
    assert view.period() == before


def test_what_is_in_sight_is_what_is_printed(qtbot: QtBot, page: VisitsPage) -> None:
    sheets: list[Report] = []
    asked: list[tuple[str, dict[str, Any]]] = []
    page.sheet_wanted.connect(sheets.append)
    page.print_wanted.connect(lambda name, options: asked.append((name, options)))
    for number in range(3):
        turn_to(qtbot, page, number)
        page.print_shown()
    assert [sheet.name for sheet in sheets] == ["follow-ups", "contacts", "suggestions"]
    looked_back(qtbot, page)
    page.print_shown()
    assert asked == [("return-visits", {"first": A_DAY - 364 * DAY, "last": A_DAY})]


def test_the_page_keeps_its_place_and_its_key(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.key_shown == "visits"
    assert window.pages.shown.planned.table.hasFocus()
