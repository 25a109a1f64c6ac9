"""The rules of the house, read from the source text: who may import whom, and what nobody writes."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent

LAYERS = ["resources", "model", "reports", "ui", "main"]
"""From the bottom up: each may import itself and what stands before it."""

ONLY_IN = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "reportlab": {"reports"},
    "pypdfium2": {"reports", "ui"},
    "sqlite3": {"model"},
    "sqlite_utils": {"model"},
}
"""Libraries that some layers keep from the others."""

BLOCKS = {"theme": {"theme"}, "widgets": {"theme", "widgets"}}
"""Folders of ``ui`` that know no book, and what of ``ui`` they may import."""

SHARED = {"forms"}
"""Folders of ``ui`` that know the book and serve several areas, but know none. The other folders are areas."""

MEETING_PLACES = {"ui/app.py", "ui/main_window.py", "ui/opened_book.py", "ui/pages.py", "ui/ways.py"}
"""Where the areas meet. Nothing else in ``ui`` may know them."""

WINDOWLESS = "command_line"
"""The folder of ``ui`` that runs without a window, and loads nothing that one needs."""

CONNECTION_OWNERS = {
    "model/bringing_up_to_date.py",
    "model/bulk.py",
    "model/committing.py",
    "model/database.py",
    "model/generations.py",
    "model/migrations/step_001_first_format.py",
    "model/migrations/step_002_safekeeping.py",
    "model/migrations/step_003_planned_visits.py",
    "model/migrations/step_004_value.py",
    "model/new_file.py",
    "model/reading.py",
    "model/replacing.py",
    "model/safekeeping/found_rows.py",
    "model/safekeeping/losses.py",
    "model/safekeeping/making_whole.py",
    "model/safekeeping/mending.py",
    "model/safekeeping/salvage.py",
    "model/schema.py",
    "model/snapshot.py",
    "model/store.py",
    "model/triggers.py",
    "model/writing.py",
}
"""Who speaks to SQLite. Everybody else asks the store."""

CLOCK_READERS = {"model/ids.py", "model/new_file.py", "model/store.py"}
"""Who may ask what time it is: for ids, and for when an edit or a book was made. Everybody else is told the day."""

CATCHES_ANYTHING = {"ui/problems.py", "ui/tasks.py"}
"""Who may catch any error there is: the one place that shows it, and a worker that hands it over to there."""

EMPTY_NAME = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?)(_|$)")


def test_the_house_keeps_its_rules() -> None:
    areas = {folder.name for folder in (CHECKOUT / "ui").iterdir() if folder.is_dir()} - set(BLOCKS) - SHARED
    files = [
        *CHECKOUT.glob("main.py"),
        *(file for layer in LAYERS for file in (CHECKOUT / layer).rglob("*.py")),
    ]
    assert len(files) > 20
    breaches = [
        breach
        for file in sorted(files)
        for breach in broken_rules(
            file.relative_to(CHECKOUT).as_posix(), file.read_text(encoding="utf-8"), areas
        )
    ]
    assert not breaches, "\n" + "\n".join(breaches)


def test_the_command_line_starts_light() -> None:
    heavy = {"PySide6", "numpy", "openpyxl", "pypdfium2", "reportlab", "scipy", "sqlite_utils"}
    for statement in ("import main", "import ui.command_line"):
        assert loaded_by(statement) & heavy == set()


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after ``statement``."""
    program = f"{statement}\nimport sys\nprint(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return {module.split(".")[0] for module in answer.stdout.split()}


def broken_rules(place: str, source: str, areas: set[str]) -> list[str]:
    """Every breach in ``source``, the text of ``place``, as ``ui/today/page.py:12: what is wrong``."""
    tree = ast.parse(source, place)
    prose = {id(text) for node in ast.walk(tree) for text in docstrings(node)}
    breaches = {(1, wrong) for wrong in wrong_names(place)}
    for node in ast.walk(tree):
        if id(node) not in prose:
            wrongs = [*wrong_imports(place, node, areas), *wrong_habits(place, node)]
            breaches |= {(getattr(node, "lineno", 1), wrong) for wrong in wrongs}
    return [f"{place}:{line}: {wrong}" for line, wrong in sorted(breaches)]


def docstrings(node: ast.AST) -> Iterator[ast.Constant]:
    """The texts below ``node`` that stand alone, for people: docstrings of modules, classes, fields."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            yield child.value


def wrong_names(place: str) -> Iterator[str]:
    for part in place.removesuffix(".py").split("/"):
        if EMPTY_NAME.search(part):
            yield f"{part!r} does not say what is in there"


def wrong_imports(place: str, node: ast.AST, areas: set[str]) -> Iterator[str]:
    layer = layer_of(place)
    for module in imported_by(place, node):
        top = module.split(".")[0]
        if top in LAYERS and LAYERS.index(top) > LAYERS.index(layer):
            yield f"{module}: imports point down, from {' to '.join(reversed(LAYERS))}"
        if layer not in ONLY_IN.get(top, {layer}):
            yield f"{module}: {top} is for {' and '.join(sorted(ONLY_IN[top]))} only"
        if layer == "ui" and top in LAYERS:
            yield from wrong_inside_ui(place, module, areas)
        if place.startswith(f"ui/{WINDOWLESS}/"):
            yield from wrong_without_a_window(module)


def wrong_inside_ui(place: str, module: str, areas: set[str]) -> Iterator[str]:
    here = place.split("/")[1] if place.count("/") > 1 else ""
    top, *below = module.split(".")
    there = below[0] if below else ""
    if here in BLOCKS and not (top == "resources" or (top == "ui" and there in {"", *BLOCKS[here]})):
        yield f"{module}: ui/{here} is made of building blocks, which know nothing of this program"
    elif top == "ui" and place not in MEETING_PLACES:
        if there in areas and there != here:
            yield f"{module}: areas know themselves only, and meet in {' and '.join(sorted(MEETING_PLACES))}"
        if f"ui/{there}.py" in MEETING_PLACES:
            yield f"{module}: it knows everybody in ui, so nobody there may know it"


def wrong_without_a_window(module: str) -> Iterator[str]:
    top, *below = module.split(".")
    if top in {"PySide6", "shiboken6", "pypdfium2"} or (top == "ui" and below[:1] != [WINDOWLESS]):
        yield f"{module}: ui/{WINDOWLESS} runs without a window"


def wrong_habits(place: str, node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Attribute(attr="execute" | "executemany" | "executescript")):
            if place not in CONNECTION_OWNERS:
                yield "SQL goes through the store, which knows of edits and the journal"
        case ast.Constant(value=str(text)) if re.search(r"\bRETURNING\b", text):
            yield "RETURNING leaves a half-read cursor, which blocks the next writer"
        case ast.Call(
            func=ast.Attribute(
                value=ast.Name(id="date" | "datetime" | "time"),
                attr="today" | "now" | "utcnow" | "time" | "time_ns" | "localtime",
            )
        ) if layer_of(place) in ("model", "reports") and place not in CLOCK_READERS:
            yield "today is a parameter: neither the book nor its paper asks what time it is"
        case ast.Name(id="processEvents") | ast.Attribute(attr="processEvents"):
            yield "processEvents() lets anything happen in the middle of a deed"
        case ast.keyword(arg="check_same_thread"):
            yield "a connection stays in the thread that opened it"
        case ast.ExceptHandler(type=caught, body=body) if place not in CATCHES_ANYTHING:
            names = (
                {name.id for name in ast.walk(caught) if isinstance(name, ast.Name)}
                if caught
                else {"except:"}
            )
            ends_raising = isinstance(body[-1], ast.Raise) and body[-1].exc is None
            if names & {"Exception", "BaseException", "except:"} and not ends_raising:
                yield "catching everything hides bugs: name the error, or clean up and raise it again"


def imported_by(place: str, node: ast.AST) -> Iterator[str]:
    """The full names of what ``node`` imports; ``from ui import theme`` is ``ui.theme``."""
    match node:
        case ast.Import(names=names):
            yield from (name.name for name in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            package = place.split("/")[:-level] if level else []
            start = ".".join([*package, *([module] if module else [])])
            yield from (f"{start}.{name.name}" for name in names)


def layer_of(place: str) -> str:
    return place.split("/")[0].removesuffix(".py")


AREAS = {"command_line", "customers", "today"}


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("model/book.py", "import reports.page"),
        ("model/book.py", "def later():\n    from ui import theme"),
        ("resources/i18n.py", "from model import money"),
        ("reports/page.py", "import main"),
        ("model/book.py", "from PySide6.QtCore import QDate"),
        ("main.py", "def window():\n    import PySide6"),
        ("ui/app.py", "import sqlite3"),
        ("main.py", "from sqlite_utils import Database"),
        ("ui/app.py", "from reportlab.lib import colors"),
        ("model/book.py", "import pypdfium2"),
        ("ui/widgets/card.py", "from model.money import Money"),
        ("ui/widgets/card.py", "from ui.today import page"),
        ("ui/widgets/card.py", "from ui import actions"),
        ("ui/widgets/card.py", "from .. import actions"),
        ("ui/theme/icons.py", "from ui.widgets.card import Card"),
        ("ui/today/page.py", "from ui.customers.card import CustomerCard"),
        ("ui/today/page.py", "from ui import customers"),
        ("ui/today/page.py", "from ..customers import card"),
        ("ui/today/page.py", "from ui.main_window import MainWindow"),
        ("ui/command_line/books.py", "def made():\n    from PySide6.QtCore import QDate"),
        ("ui/command_line/books.py", "from ui.widgets.card import Card"),
        ("ui/command_line/books.py", "from ui import theme"),
        ("ui/command_line/books.py", "def show():\n    from ui.app import run"),
        ("ui/today/page.py", "from ui.command_line.opening import opened"),
        ("ui/actions.py", "import ui.today.page"),
        ("ui/forms/contact_form.py", "from ui.today.page import TodayPage"),
        ("ui/widgets/card.py", "from ui.forms.contact_form import ContactForm"),
        ("model/utils.py", ""),
        ("ui/today/list_helpers.py", ""),
        ("model/common/days.py", ""),
        ("ui/window_manager.py", ""),
        ("model/customers.py", "self.store.conn.execute('SELECT 1')"),
        ("model/customers.py", "sql = 'INSERT INTO customer DEFAULT VALUES RETURNING id'"),
        ("model/customers.py", "sql = f'DELETE FROM {table} RETURNING id'"),
        ("ui/today/page.py", "QApplication.processEvents()"),
        ("model/due.py", "due = date.today()"),
        ("reports/page.py", "printed = datetime.now(UTC)"),
        ("model/database.py", "sqlite3.connect(path, check_same_thread=False)"),
        ("model/book.py", "try:\n    save()\nexcept Exception:\n    pass"),
        ("model/book.py", "try:\n    save()\nexcept (OSError, BaseException):\n    pass"),
        ("model/book.py", "try:\n    save()\nexcept:\n    pass"),
    ],
)
def test_a_broken_rule_is_seen(place: str, source: str) -> None:
    assert broken_rules(place, source, AREAS)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("main.py", "from model.book import Book\ndef window():\n    from ui import app"),
        ("ui/app.py", "from ui.today.page import TodayPage\nfrom reports import catalogue"),
        (
            "ui/today/page.py",
            "from ui import actions, theme\nfrom ui.today.row import Row\nfrom . import row",
        ),
        ("ui/today/page.py", "from ui.forms.contact_form import ContactForm"),
        (
            "ui/forms/contact_form.py",
            "from ui.forms.complaint_form import ComplaintForm\nfrom ui import theme",
        ),
        (
            "ui/widgets/card.py",
            "from resources.i18n import _\nfrom ui import theme\nfrom .label import Label",
        ),
        ("main.py", "day = date.today()"),
        (
            "ui/command_line/books.py",
            "from ui.command_line import options\nfrom ui.command_line.options import BOOK",
        ),
        ("main.py", "from ui.command_line import COMMANDS"),
        ("model/store.py", "now = datetime.now(UTC)"),
        ("model/store.py", "import sqlite3\nself._db.execute('SELECT 1')"),
        ("model/customers.py", '"""Why RETURNING and processEvents are not used here."""'),
        ("model/database.py", "try:\n    save()\nexcept BaseException:\n    close()\n    raise"),
        ("model/returning.py", "greeting = 'RETURNINGS are not SQL'"),
    ],
)
def test_a_kept_rule_is_left_alone(place: str, source: str) -> None:
    assert broken_rules(place, source, AREAS) == []


def test_a_loaded_library_is_seen() -> None:
    assert "reportlab" in loaded_by("import reportlab")
