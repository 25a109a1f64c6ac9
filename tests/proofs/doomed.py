"""Programs that are going to be killed: each says what was called saved, at once, in a line of its own.

Run as a process, it forks a program for each line it is told: what it is, which book, the first number of its entries
and a word more. Loading the program's parts is done once; all else, from opening the book on, each program does itself.
"""

import importlib
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from model.book import Book
from tests.makers import A_DAY, add_customer, add_visit

LINES_OF_IMPORT = 40
ROWS_OF_MANY = 50
AND_THEN = " & "


def say(words: str) -> None:
    """One line to whoever waits, before anything else happens."""
    os.write(1, f"{words}\n".encode())


def sell(book: Book, n: int) -> None:
    """Sale ``n`` to a new customer: two lines of 1.00 times ``n`` and of 2.00."""
    from model.purchases import Purchase, PurchaseLine

    with book.edit("Sold {n}", n=str(n)):
        customer = add_customer(book, f"Buyer {n}", f"07700 9{n:05}")
        book.purchases.save(
            Purchase(customer_id=customer, bought_on=A_DAY, receipt_number=f"S{n}"),
            [
                PurchaseLine(text=f"Item {n}", amount_cents=n * 100),
                PurchaseLine(text=f"Cup {n}", amount_cents=200),
            ],
        )


def edit(path: Path, n: int, how: str) -> None:
    """Edits, one after the other, through the model: sales, contacts, large ones, deletions and undos."""
    with Book.open(path) as book:
        _break(book, how)
        say("ready")
        while True:
            n += 1
            if how == "told before it is committed":
                with book.edit("Sold"):
                    sell(book, n)
                    say(f"sale {n}")
                    time.sleep(0.002)
                continue
            sell(book, n)
            say(f"sale {n}")
            visitor = add_customer(book, f"Visitor {n}")
            add_visit(book, book.customers.all(f"name = 'Buyer {n}'")[0].id, note=f"Note {n}")
            say(f"contact {n}")
            if n % 5 == 0:
                book.store.value("PRAGMA cache_size = 5")  # so that it reaches the disk before its COMMIT
                with book.edit("Many"):
                    for row in range(ROWS_OF_MANY):
                        add_customer(book, f"Many {n} {row}", note="x" * 300)
                say(f"many {n}")
            with book.edit("Deleted"):
                book.customers.delete(visitor)
            say(f"deleted {n}")
            if is_put_back(n):
                book.undo()
                say(f"putback {n}")


def is_put_back(n: int | str) -> bool:
    """Whether the deletion of visitor ``n`` is taken back."""
    return int(n) % 2 == 0


def overwrite(path: Path, _n: int, _how: str) -> None:
    """A backup as a program with a mistake makes it: straight over the one before."""
    content = path.read_bytes()
    say("ready")
    while True:
        with path.open("wb", buffering=0) as file:
            for start in range(0, len(content), 512):
                file.write(content[start : start + 512])
        say("overwritten")


def _break(book: Book, how: str) -> None:
    """Make it a program with a mistake."""
    write = book.store.write

    def each_row_for_itself(sql: str, values: Any) -> int:
        changed = write(sql, values)
        connection: Any = book.store._db
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        return changed

    if how == "each row for itself":
        book.store.write = each_row_for_itself  # type: ignore[method-assign]


def bring(path: Path, n: int, _how: str) -> None:
    """``main.py import``, one file after the other."""
    import main

    say("ready")
    while True:
        n += 1
        file = path.with_name(f"sales {n}.csv")
        rows = [f"I{n}-{row},2026-03-11,Guest {row % 5},Tea,{row}.50" for row in range(LINES_OF_IMPORT)]
        file.write_text("\n".join(["Receipt,Date,Customer,Product,Amount", *rows]), encoding="utf-8")
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        if main.main(["import", str(path), str(file), "--kind", "purchases"]):
            give_up("the import was refused")
        say(f"import {n}")
        file.unlink()


def command(_path: Path, _n: int, how: str) -> None:
    """Commands of ``main.py``, one after the other, again and again."""
    import main

    say("ready")
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
    while True:
        for words in how.split(AND_THEN):
            if main.main(words.split(" ")):
                give_up(f"refused: {words}")
            say(words)


def window(path: Path, n: int, _how: str) -> None:
    """The window, and somebody at its keyboard."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from tests.proofs.somebody import Somebody
    from ui.app import run

    app = QApplication([])
    somebody = Somebody(app, n, say, give_up)
    QTimer.singleShot(0, app, somebody.begin)
    run(path)
    give_up("the window was closed")


def give_up(why: str) -> NoReturn:
    """Something is wrong with the proof itself."""
    say(f"gave up: {why}")
    os._exit(3)


PROGRAMS: dict[str, Callable[[Path, int, str], None]] = {
    "edit": edit,
    "bring": bring,
    "command": command,
    "overwrite": overwrite,
    "window": window,
}


def fork(kind: str, path: Path, n: int, how: str) -> None:
    """One program, from its birth to its violent end."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        signal.alarm(120)  # should nobody kill it
        try:
            PROGRAMS[kind](path, n, how)
        except BaseException:  # noqa: BLE001
            import traceback

            traceback.print_exc()
            give_up("it broke")
        os._exit(3)
    say(f"born {child}")
    os.waitpid(child, 0)
    say("gone")


PARTS = {
    "edit": "model.search model.undo tests.makers",
    "bring": "main model.importing.bring_in model.search model.statistics",
    "command": "main model.safekeeping.join model.safekeeping.restoring",
    "overwrite": "model",
    "window": "PySide6.QtTest ui.app ui.counter.page ui.forms.contact_form ui.forms.customer_form",
}
"""What programs of each kind load."""


if __name__ == "__main__":
    for part in PARTS[sys.argv[1]].split():
        importlib.import_module(part)
    for order in sys.stdin:
        name, book_path, number, more = order.rstrip("\n").split("|")
        fork(name, Path(book_path), int(number), more)
