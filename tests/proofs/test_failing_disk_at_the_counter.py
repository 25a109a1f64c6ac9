"""At the counter and in a form, whatever the disk refuses: what was typed stays, and the person is told."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.book import Book
from model.computer import Computer
from model.errors import BookError
from tests.makers import A_DAY
from tests.proofs.deeds import a_shop
from tests.proofs.failing_disk import Disk, Kind, failing
from tests.proofs.how_many import shares
from tests.proofs.whole_book import everything, faults
from ui import theme
from ui.appraising import Appraising
from ui.book_signals import BookSignals
from ui.context import Context
from ui.counter.page import CounterPage
from ui.drafts import Drafts
from ui.forms.customer_form import CustomerForm
from ui.tasks import Tasks
from ui.widgets.label import PlainLabel


@contextmanager
def open_book(
    qtbot: QtBot, pc: Path, folder: Path, at: int, kind: Kind, *, for_ever: bool
) -> Iterator[tuple[Disk, Context]]:
    """The book of ``folder``, on a disk that will fail, and what a page is given to work with."""
    with (
        failing(folder, at, kind, for_ever=for_ever) as disk,
        Book.open(folder / "shop.regulars") as book,
    ):
        window = QWidget()
        qtbot.addWidget(window)
        signals = BookSignals(book)
        tasks = Tasks(window, book)
        appraising = Appraising(book, signals, tasks, lambda: A_DAY)
        yield (
            disk,
            Context(book, signals, tasks, Drafts(pc / "drafts"), Computer(pc), lambda: A_DAY, appraising),
        )
        signals.stop()


def save_a_sale(qtbot: QtBot, context: Context, disk: Disk) -> str:
    """Type a sale and save it; what is said, if it was refused. What was typed must then still be there."""
    page = CounterPage(context)
    qtbot.addWidget(page)
    page.who.customer.line.setText("")
    page.lines.entry.product.line.setText("Cake")
    page.lines.entry.amount.line.setText("4.50")
    disk.begin()
    try:
        page.save_now()
    except BookError:
        assert page.status.text().startswith("Saved"), "only what comes after that may fail so"
    disk.mend()
    said = page.status.text()
    if said.startswith("Saved"):
        assert page.lines.is_blank()
        return ""
    assert page.lines.lines()[0].text == "Cake"
    assert page.lines.lines()[0].amount_cents == 450
    page.save_now()
    assert page.status.text().startswith("Saved")
    return said


def save_a_customer(qtbot: QtBot, context: Context, disk: Disk) -> str:
    """Fill the form and save it; what is said, if it was refused. What was typed must then still be there."""
    form = CustomerForm(context, name="Nora", phone="07700 900123")
    qtbot.addWidget(form)
    form.note.set_value("as it was said")
    disk.begin()
    is_saved = form.save_now()
    disk.mend()
    if is_saved:
        return ""
    [said] = [label.text() for label in form._refusal.findChildren(PlainLabel)]
    assert (form.name.value(), form.note.value()) == ("Nora", "as it was said")
    assert form.save_now()
    return said


SAVINGS = {"a sale": save_a_sale, "a customer": save_a_customer}


@pytest.mark.parametrize("what", SAVINGS)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("seed", "tries"), shares("failing I/O at the counter"))
def test_what_is_not_saved_stays_in_the_form_and_is_said(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, what: str, kind: Kind, seed: int, tries: int
) -> None:
    theme.apply(qapp, "light")
    chance, template, folder = random.Random(seed), tmp_path / "shop", tmp_path / "tried"
    template.mkdir()
    a_shop(template)
    accesses, refusals = 0, 0
    for one in range(tries + 1):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        at = chance.randint(accesses * 2 // 3, accesses) if one else 0
        pc = tmp_path / f"pc {one}"
        with open_book(qtbot, pc, folder, at, kind, for_ever=False) as (disk, context):
            before = everything(context.book)
            said = SAVINGS[what](qtbot, context, disk)
            assert everything(context.book) != before
            accesses = accesses or disk.accesses
        refusals += bool(said)
        assert not said or "ot saved" in said or "annot be" in said
        assert faults(folder / "shop.regulars") == []
        with Book.open(folder / "shop.regulars") as book:
            assert book.purchases.count() + book.customers.count() == 3  # once, not twice
    assert refusals > tries // 2
