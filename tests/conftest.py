"""What holds for every test: no screen, a home of its own, English."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partialmethod
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.book import Book
from resources import i18n
from tests.makers import FreshBook, make_book

RAM_DISK, ROOM_BYTES = Path("/dev/shm"), 2_000_000_000
# The program waits for the disk after every edit, and here everything it does is done thousands of times. A RAM disk
# answers at once, to the same program. Whoever sets TMPDIR chooses another place.
if "TMPDIR" not in os.environ and RAM_DISK.is_dir() and shutil.disk_usage(RAM_DISK).free > ROOM_BYTES:
    tempfile.tempdir = str(RAM_DISK)
ROOT = os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())

PASSING = Path(tempfile.mkdtemp(prefix="regulars-passing-", dir=ROOT))
"""Where programs that a test kills leave their passing files."""
PASSING.chmod(0o711)  # Some tests look at a book as somebody else, who has to get there.

os.environ["TMPDIR"] = tempfile.tempdir = str(PASSING)

HOME = Path(tempfile.mkdtemp(prefix="regulars-tests-", dir=ROOT))
"""The home of whoever runs the tests, as far as the program and its child processes can see.

It is one folder for a whole run, because Qt remembers where settings live; each test finds it empty.
"""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HOME"] = os.environ["USERPROFILE"] = str(HOME)
for variable, folder in {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".runtime",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}.items():
    os.environ[variable] = str(HOME / folder)
for variable in ["LANGUAGE", "LC_ALL", "LC_MESSAGES"]:
    os.environ.pop(variable, None)
os.environ["LANG"] = "C.UTF-8"

# A slow machine is no mistake in the program, and no run fails where the one before passed: examples are the same ones
# every time, until somebody looks for others with ``--hypothesis-profile exploring``.
SLOWLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("regulars", SLOWLY, derandomize=True, max_examples=40)
settings.register_profile("exploring", SLOWLY, max_examples=200)
settings.load_profile("regulars")

PATIENCE_MS = 120_000


class PatientBot(QtBot):
    """Waits as long as a busy machine may need. What comes at once takes no longer for that."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)  # noqa: N815
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)  # noqa: N815


def pytest_unconfigure() -> None:
    for folder in (HOME, PASSING):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """In the place of the plugin's, which waits five seconds."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def home() -> Path:
    """The empty home that this test runs in."""
    shutil.rmtree(HOME, ignore_errors=True)
    (HOME / ".runtime").mkdir(parents=True, mode=0o700)
    return HOME


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever a test speaks, the next one begins in English."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty book of a tea shop, to be copied: making one takes several times as long."""
    with make_book(tmp_path_factory.mktemp("empty")) as made:
        return made.path


@pytest.fixture(scope="session")
def fresh_book(empty_book: Path) -> FreshBook:
    """Opens an empty book each time it is called, for as long as the block; for tests of many examples."""

    @contextmanager
    def opened() -> Iterator[Book]:
        with (
            tempfile.TemporaryDirectory() as folder,
            Book.open(shutil.copyfile(empty_book, Path(folder) / empty_book.name)) as made,
        ):
            yield made

    return opened


@pytest.fixture
def book(tmp_path: Path, empty_book: Path) -> Iterator[Book]:
    """An empty book of a tea shop, open; closed after the test, which fails if an edit was left open."""
    with Book.open(shutil.copyfile(empty_book, tmp_path / empty_book.name)) as made:
        yield made
