"""Two simulated shops on files, to be copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from model.back_test.checking import BackTest, back_test
from model.book import Book
from tests.makers import make_book
from tests.model.back_test import simulated_shop


@pytest.fixture(scope="session")
def small_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a shop with 120 customers."""
    with make_book(tmp_path_factory.mktemp("small")) as made:
        simulated_shop.fill(made, 120)
        return made.path


@pytest.fixture(scope="session")
def simulated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a shop with 900 customers."""
    with make_book(tmp_path_factory.mktemp("simulated")) as made:
        simulated_shop.fill(made, 900)
        return made.path


@pytest.fixture
def simulated(tmp_path: Path, simulated_file: Path) -> Iterator[Book]:
    """That shop, open."""
    with Book.open(shutil.copyfile(simulated_file, tmp_path / "simulated.regulars")) as made:
        yield made


@pytest.fixture(scope="session")
def found(simulated_file: Path) -> BackTest:
    """That shop's forecast on its last day, held against its past."""
    with Book.open(simulated_file) as made:
        return back_test(made.store, simulated_shop.LAST_DAY)
