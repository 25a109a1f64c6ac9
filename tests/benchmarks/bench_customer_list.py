"""The list of customers: jump anywhere, sort by anything, and how little of it is kept.

    python tests/benchmarks/bench_customer_list.py BOOK

Jumps are compared with a QSqlTableModel that has read all its rows, sorting with a QSortFilterProxyModel over a
model that has all rows at hand. The former reads a copy of the book: it brings a second SQLite into the process.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from model import customer_list
from model.book import Book
from model.computer import Computer
from model.customer_list import Order
from tests.benchmarks.measure import book_named, in_turns
from ui import theme
from ui.appraising import Appraising
from ui.book_signals import BookSignals
from ui.context import Context
from ui.customers.customer_table import CustomerTable
from ui.drafts import Drafts
from ui.tasks import Tasks

Index = QModelIndex | QPersistentModelIndex

SIZE = (1200, 800)
JUMPS = 30
GOAL_JUMP = 1.5
GOAL_SORT = 1 / 50
GOAL_MEMORY_MB = 45
SHOWN = ("name", "city", "street", "postal_code", "email", "code", "known_since", "call_note")


def main() -> None:
    app = QApplication([])
    theme.apply(app, "light")
    path = book_named()
    with tempfile.TemporaryDirectory() as folder, Book.open(path, read_only=True) as book:
        before = _megabytes()
        ours = our_list(book, Path(folder))
        memory = _megabytes() - before
        print(
            f"{len(ours.table.ids()):,} customers, {memory:.0f} MB more than before (goal {GOAL_MEMORY_MB})"
        )
        print("ids in order:", ", ".join(f"{order} {_sorting(book, order):.0f} ms" for order in Order))
        peer = their_list(path, Path(folder))
        places = [random.Random(4).randrange(len(ours.table.ids())) for _ in range(JUMPS)]
        in_turns(
            f"{JUMPS} jumps, painted",
            GOAL_JUMP,
            lambda: _jump(peer, places),
            lambda: _jump(ours.table, places),
        )
        _compare_sorting(book)


def our_list(book: Book, folder: Path) -> CustomerTable:
    """Our list, filled and on screen."""
    signals, tasks = BookSignals(book), Tasks(QWidget(), book)
    context = Context(
        book,
        signals,
        tasks,
        Drafts(folder),
        Computer(folder),
        date.today,
        Appraising(book, signals, tasks, date.today),
    )
    table = CustomerTable(context, lambda _row: None)
    table.resize(*SIZE)
    table.show()
    table.refresh()
    return table


def their_list(path: Path, folder: Path) -> QTableView:
    """A QSqlTableModel in a plain view with as many columns, every row read."""
    copy = folder / "copy.db"
    shutil.copy(path, copy)
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(str(copy))
    database.open()
    view = QTableView()
    model = QSqlTableModel(view, database)
    model.setTable("customer")
    model.setSort(model.fieldIndex("name"), Qt.SortOrder.AscendingOrder)
    model.select()
    while model.canFetchMore():
        model.fetchMore()
    view.setModel(model)
    for column in range(model.columnCount()):
        view.setColumnHidden(column, model.headerData(column, Qt.Orientation.Horizontal) not in SHOWN)
    view.resize(*SIZE)
    view.show()
    return view


def _jump(view: QTableView, places: list[int]) -> None:
    for place in places:
        view.scrollTo(view.model().index(place, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        view.viewport().grab()


def _sorting(book: Book, order: Order) -> float:
    started = time.perf_counter()
    customer_list.ids(book, order, descending=True)
    return (time.perf_counter() - started) * 1e3


def _compare_sorting(book: Book) -> None:
    """Once is enough: the proxy needs many seconds."""
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(Tuples(book))
    started = time.perf_counter()
    proxy.sort(0, Qt.SortOrder.DescendingOrder)
    theirs = time.perf_counter() - started
    slowest = max(_sorting(book, order) for order in Order) / 1e3
    ratio = slowest / theirs
    met = "met" if ratio <= GOAL_SORT else "NOT MET"
    print(f"sort: proxy {theirs:.1f} s, ours at worst {slowest:.2f} s, 1/{1 / ratio:.0f}, goal 1/50  {met}")


class Tuples(QAbstractTableModel):
    """Every row at hand, in a model of the usual kind."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._rows = list(book.store.tuples("SELECT name, city, street, email FROM customer ORDER BY id"))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        shown = role == int(Qt.ItemDataRole.DisplayRole)
        return self._rows[index.row()][index.column()] if shown else None


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
