"""Starting is light: what Today does not need is not loaded; and stopping is clean, whoever asks for it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from model.book import Book
from model.computer import Computer
from tests.makers import A_DAY, add_customer, add_sale, make_book

CHECKOUT = Path(__file__).parents[2]

HEAVY = {
    "numpy",
    "openpyxl",
    "phonenumbers",
    "pypdfium2",
    "pypinyin",
    "reportlab",
    "sqlite_utils",
}

NOT_FOR_A_PICTURE = HEAVY | {
    "babel",
    "calendar",
    "click",
    "concurrent",
    "secrets",
    "socket",
    "subprocess",
    "uuid",
    "PySide6.QtNetwork",
    "model.bulk",
    "model.practice",
    "model.search",
    "model.triggers",
    "model.undo",
    "model.safekeeping.standing",
    "ui.backups_due",
    "ui.book_care",
    "ui.command_line.group",
    "ui.customers",
    "ui.figures",
    "ui.history",
    "ui.welcome",
    "ui.widgets.problem_dialog",
}
"""What only the commands, the other pages, the first edit or the care for the file need."""

MOST_OF_OURS = 197
"""So many modules of our own may be loaded before the first picture. Each costs a five-hundredth of the start."""

OPEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.app import run
from ui.first_picture import FirstPicture
app = QApplication([])
{then}
code = run(Path(sys.argv[1]))
print(*{{name.split(".")[0] for name in sys.modules}})
sys.exit(code)
"""

FIRST_PICTURE = """
import sys
import main
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
class Painted(QObject):
    def eventFilter(self, widget, event):
        if event.type() == QEvent.Type.Paint and widget.isWidgetType() and widget.isWindow():
            app.removeEventFilter(self)
            print(*sys.modules)
            app.quit()
        return False
app = QApplication([])
painted = Painted()
app.installEventFilter(painted)
main.main([sys.argv[1]])
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A book with a sale, closed."""
    with make_book(tmp_path) as book:
        add_sale(book, add_customer(book, "Anna Smith", "020 7946 0123"), A_DAY)
        return book.path


def started(then: str, book: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OPEN.format(then=then), str(book)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_window_opens_without_what_it_does_not_need(shop: Path) -> None:
    program = started("QTimer.singleShot(500, app.quit)", shop)
    out, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    loaded = set(out.split())
    assert {"PySide6", "ui", "model"} <= loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_first_picture_waits_for_nothing_that_it_does_not_show(shop: Path, language: str) -> None:
    Computer().language = language
    assert Computer().copy_id
    program = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, str(shop)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(program.stdout.split())
    assert "ui.today.page" in loaded
    assert loaded & NOT_FOR_A_PICTURE == set()
    ours = {name for name in loaded if name.split(".")[0] in ("main", "model", "reports", "resources", "ui")}
    assert len(ours) <= MOST_OF_OURS, sorted(ours)


def test_the_page_figures_opens_before_what_it_reckons_with_is_loaded() -> None:
    """That takes longer than to open a page, and has its place in the thread of the work."""
    code = "import sys, ui.main_window, ui.figures.page; print('numpy' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"


def test_the_work_of_the_day_loads_nothing_that_reckons(shop: Path) -> None:
    then = (
        "pages = ['customers', 'counter', 'complaints', 'visits', 'lists', 'today']\n"
        "def walk():\n"
        "    window = next(w for w in app.topLevelWidgets() if hasattr(w, 'context'))\n"
        "    if not pages:\n"
        "        print('figures' if any(name.startswith('ui.figures') for name in sys.modules) else 'walked')\n"
        "        return app.quit()\n"
        "    window.pages.go(pages.pop(0))\n"
        "    QTimer.singleShot(100, walk)\n"
        "QTimer.singleShot(300, walk)"
    )
    program = started(then, shop)
    out, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    loaded = set(out.split())
    assert "walked" in loaded
    assert loaded & {"numpy", "reportlab"} == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_closes_the_window_as_its_button_does(shop: Path, home: Path, name: str) -> None:
    then = (
        "def ready():\n"
        "    window = next(w for w in app.topLevelWidgets() if hasattr(w, 'context'))\n"
        "    if window.findChild(FirstPicture):\n"
        "        return QTimer.singleShot(20, ready)\n"
        "    window.context.drafts.keep('sale', {'amount': '12'})\n"
        "    print('ready', flush=True)\n"
        "QTimer.singleShot(300, ready)"
    )
    program = started(then, shop)
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    program.send_signal(getattr(signal, name))
    _out, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    [draft] = Computer().folder.rglob("drafts.json")
    assert "12" in draft.read_text("utf-8")
    assert not shop.with_name(shop.name + ".lock").exists()
    assert not shop.with_name(shop.name + "-journal").exists()
    Book.open(shop).close()


def test_a_second_start_brings_the_first_window_forward_and_ends(shop: Path) -> None:
    first = started("QTimer.singleShot(300, lambda: print('ready', flush=True))", shop)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        second = started("", shop)
        _out, errors = second.communicate(timeout=60)
        assert second.returncode == 0, errors
        assert first.poll() is None
    finally:
        first.terminate()
        first.communicate(timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_kill_leaves_a_book_that_opens_at_once(shop: Path) -> None:
    program = started("QTimer.singleShot(300, lambda: print('ready', flush=True))", shop)
    assert program.stdout is not None
    program.stdout.readline()
    os.kill(program.pid, signal.SIGKILL)
    program.communicate(timeout=60)
    again = started("QTimer.singleShot(500, app.quit)", shop)
    _out, errors = again.communicate(timeout=60)
    assert again.returncode == 0, errors
    assert shop.exists()
