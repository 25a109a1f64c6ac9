"""backup, verify, inspect, restore on the command line; and the copy that is made before an import."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from main import main
from model.book import Book
from model.safekeeping import locked
from model.safekeeping.backup import backups_in
from model.safekeeping.manifest import Reason
from tests.makers import add_customer, add_sale, make_book

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that is quick to guess."""
    monkeypatch.setattr(locked, "WORK", 8)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        add_sale(book, add_customer(book, "Anna Łódź", "07700 900123"))
    return tmp_path / "shop.regulars"


@pytest.fixture
def password(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text("zwei Tassen ☕\r\nand whatever\n", encoding="utf-8")
    return file


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def backed_up(path: Path, capsys: pytest.CaptureFixture[str], *more: object) -> Path:
    assert run("backup", path, path.parent / "stick", *more) == 0
    return Path(capsys.readouterr().out.splitlines()[-1])


def refusal(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    assert run(*args) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1
    return said.err


def test_a_backup_is_one_file_named_in_the_last_line_and_can_be_verified(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(path, capsys)
    assert list((path.parent / "stick").iterdir()) == [made]
    assert run("verify", made) == 0
    assert "is whole: Tea & Leaf" in capsys.readouterr().out
    made.write_bytes(made.read_bytes()[:-1])
    assert "is damaged" in refusal(capsys, "verify", made)


def test_a_locked_backup_asks_for_its_password_everywhere(
    path: Path, password: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(path, capsys, "--password-file", password)
    assert made.name.endswith(".regulars-backup.age")
    pyrage = pytest.importorskip("pyrage")
    assert pyrage.passphrase.decrypt(made.read_bytes(), "zwei Tassen ☕").startswith(b"PK")
    wrong = tmp_path / "wrong"
    wrong.write_text("zwei Tassen")
    commands: list[tuple[object, ...]] = [
        ("verify", made),
        ("inspect", made),
        ("restore", made, path),
        ("compare", path, made),
    ]
    for command in commands:
        assert "is locked" in refusal(capsys, *command)
        assert "does not open" in refusal(capsys, *command, "--password-file", wrong)
        assert run(*command, "--password-file", password) == 0
        capsys.readouterr()
    (tmp_path / "empty").write_text("\nsecond line")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert "holds no password" in refusal(capsys, "verify", made, "--password-file", tmp_path / "empty")
    assert "no text in UTF-8" in refusal(capsys, "verify", made, "--password-file", tmp_path / "binary")
    assert "No such file" in refusal(capsys, "verify", made, "--password-file", tmp_path / "none")


def test_a_password_file_that_cannot_be_read_is_told_in_a_sentence(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for missing in (tmp_path / "nothing here", tmp_path):
        said = refusal(capsys, "backup", path, tmp_path, "--password-file", missing)
        assert said.startswith(f"“{missing.name}” cannot be read: ")


def test_inspect_tells_what_is_in_a_backup_or_a_book(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = backed_up(path, capsys)
    assert run("inspect", made, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["shop"] == "Tea & Leaf"
    assert found["facts"]["customers"] == found["backup"]["counts"]["customers"] == 1
    assert found["backup"]["reason"] == "hand"
    assert [entry["what"] for entry in found["last"]] == [
        "Recorded a sale",
        "Added customer Anna Łódź",
        "Made the book of Tea & Leaf",
    ]
    assert run("inspect", path, "--json") == 0
    assert json.loads(capsys.readouterr().out)["backup"] is None
    assert run("inspect", made) == 0
    said = capsys.readouterr().out
    assert "Made by hand" in said
    assert "Added customer Anna Łódź" in said
    assert "customers                   1" in said


def test_restore_says_where_the_replaced_book_is_kept(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = backed_up(path, capsys)
    with Book.open(path) as book:
        add_customer(book, "Bob")
    assert run("restore", made, path) == 0
    said = capsys.readouterr().out
    (kept,) = (path.parent / "Regulars backups").iterdir()
    assert f"kept in {kept}" in said
    assert run("compare", path, made, "--json") == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "same"
    assert run("restore", kept, path) == 0
    with Book.open(path) as book:
        assert book.customers.count() == 2


def test_what_cannot_be_done_is_one_sentence(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(path, capsys)
    nowhere = tmp_path / "no" / "folder"
    assert "put the stick in" in refusal(capsys, "backup", path, nowhere)
    assert "There is no book" in refusal(capsys, "backup", tmp_path / "none", tmp_path)
    assert "not a backup" in refusal(capsys, "verify", path)
    assert "no book or backup" in refusal(capsys, "verify", tmp_path / "none")
    assert "is a folder" in refusal(capsys, "inspect", tmp_path)
    assert "over itself" in refusal(capsys, "restore", made, made)
    assert "is a folder" in refusal(capsys, "restore", made, tmp_path)
    with make_book(tmp_path, "other.regulars"):
        pass
    assert "another book" in refusal(capsys, "restore", made, tmp_path / "other.regulars")


def test_the_book_is_backed_up_before_an_import_that_writes(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name;Phone\nDora;0700 222\n", encoding="utf-8")
    folder = tmp_path / "Regulars backups"
    assert run("import", path, file, "--kind", "customers", "--dry-run") == 0
    assert not folder.exists()
    assert run("import", path, file, "--kind", "customers") == 0
    (kept,) = backups_in(folder)
    assert kept.manifest is not None
    assert kept.manifest.reason is Reason.IMPORT
    assert kept.manifest.counts["customers"] == 1
    assert run("import", path, file, "--kind", "customers") == 0  # nothing new in it
    assert len(backups_in(folder)) == 1


def test_nobody_could_miss_anything_of_an_empty_book(tmp_path: Path) -> None:
    with make_book(tmp_path) as book:
        pass
    file = tmp_path / "people.csv"
    file.write_text("Name;Phone\nDora;0700 222\n", encoding="utf-8")
    assert run("import", book.path, file, "--kind", "customers") == 0
    assert not (tmp_path / "Regulars backups").exists()


def test_an_import_that_cannot_be_backed_up_before_does_not_begin(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Regulars backups").write_text("a file in the way")
    file = tmp_path / "people.csv"
    file.write_text("Name;Phone\nDora;0700 222\n", encoding="utf-8")
    assert "No backup could be made beforehand" in refusal(
        capsys, "import", path, file, "--kind", "customers"
    )
    with Book.open(path) as book:
        assert book.customers.count() == 1


def test_backing_up_loads_neither_qt_nor_ciphers(path: Path) -> None:
    heavy = "{name.split('.')[0] for name in sys.modules} & {'PySide6', 'cryptography', 'reportlab'}"
    code = f"import sys, main; main.main(['backup', {str(path)!r}, {str(path.parent)!r}]); print({heavy})"
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert child.stdout.splitlines()[-1] == "set()"
