"""Call lists on the command line: made and printed, written back from a file, and asked for until they are."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from main import main
from model.book import Book
from model.follow_ups import FollowUp
from model.staff import StaffMember
from tests.makers import A_DAY, add_customer, make_book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book in which Anna, Ben and Cleo are to be called."""
    with make_book(tmp_path) as book, book.edit("Planned"):
        book.staff.insert(StaffMember(name="Mia"))
        for name in ("Anna", "Ben", "Cleo"):
            customer_id = add_customer(book, name, "07700 900123")
            book.follow_ups.insert(FollowUp(customer_id=customer_id, planned_on=A_DAY, reason=f"Ask {name}"))
    return tmp_path / "shop.regulars"


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def new(path: Path, *options: object) -> int:
    return run("list", "new", path, "--on", A_DAY, "-o", path.with_name("list.pdf"), *options)


def test_a_new_list_is_printed_and_open(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(path, "--staff", "mia", "--limit", 2) == 0
    assert path.with_name("list.pdf").read_bytes().startswith(b"%PDF")
    assert "Call list 1 for 12 Mar 2026: 2 lines." in capsys.readouterr().out
    assert run("list", "open", path) == 0
    said = capsys.readouterr().out
    assert "List 1  12 Mar 2026  Mia  0 of 2 lines written back" in said
    assert "   1  Anna" in said
    assert "Cleo" not in said


def test_a_list_that_cannot_be_printed_is_not_made(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "new", path, "--on", A_DAY, "-o", path.with_name("no") / "list.pdf") == 1
    assert "could not be written" in capsys.readouterr().err
    with Book.open(path) as book:
        assert (book.call_lists.count(), book.call_list_lines.count()) == (0, 0)


def test_two_lists_never_overlap(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (new(path, "--limit", 1), new(path)) == (0, 0)
    assert new(path) == 1
    assert "on a list: 1, 2" in capsys.readouterr().err
    assert run("list", "open", path, "--json") == 0
    found = json.loads(capsys.readouterr().out.split("list.pdf\n")[-1])
    names = [[one["name"] for call in a_list["calls"] for one in call["people"]] for a_list in found]
    assert names == [["Anna"], ["Ben", "Cleo"]]


def test_a_file_is_written_back_once_and_what_is_wrong_is_told(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new(path)
    file = path.with_name("typed.txt")
    file.write_text('# Thursday\n1 1 9 "loves the new tea" +14\n2 7\n3 3 +1\n', encoding="utf-8")
    capsys.readouterr()
    assert run("list", "write", path, 1, file) == 1
    said = capsys.readouterr()
    assert "2 lines written back." in said.out
    assert said.err.startswith("Row 3: 2 7 → There is no outcome “7”")

    file.write_text(file.read_text(encoding="utf-8").replace("2 7", "2 5"), encoding="utf-8")
    assert run("list", "write", path, "L1", file) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "1 line written back.",
        "2 lines were already written back.",
        "Call list 1 is closed.",
    ]
    assert run("list", "open", path) == 0
    assert capsys.readouterr().out == "Every call list is written back.\n"
    with Book.open(path) as book:
        assert book.visits.count() == 3
        anna = book.search.find("anna")[0].customer_id
        assert max(one.planned_on for one in book.follow_ups.of_customer(anna)) == A_DAY + timedelta(days=14)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_file_is_read_as_whatever_program_wrote_it(path: Path, encoding: str) -> None:
    new(path)
    file = path.with_name("typed.txt")
    file.write_bytes("１，１，９，“很喜欢新茶，下次还要买两罐送给父母”\r\n2 2\r\n".encode(encoding))
    assert run("list", "write", path, 1, file) == 0
    with Book.open(path) as book:
        assert book.visits.all("words = '很喜欢新茶，下次还要买两罐送给父母'")


def test_a_list_is_closed_or_printed_again_by_its_number(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new(path)
    again = path.with_name("again.pdf")
    assert run("list", "print", path, 1, "-o", again) == 0
    assert again.read_bytes().startswith(b"%PDF")
    assert run("list", "close", path, 1) == 0
    assert "Closed call list 1." in capsys.readouterr().out
    assert new(path) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("write", "{book}", "9", "{book}"),
        ("write", "{book}", "x", "{book}"),
        ("write", "{book}", "1", "{book}.txt"),
        ("close", "{book}", "2"),
        ("print", "{book}", "2", "-o", "{book}.pdf"),
        ("new", "{book}", "--on", "2020-01-01", "-o", "{book}.pdf"),
        ("new", "{book}", "--staff", "Nobody", "-o", "{book}.pdf"),
    ],
)
def test_what_is_refused_is_one_plain_sentence(
    path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    new(path)
    capsys.readouterr()
    assert run("list", *(word.replace("{book}", str(path)) for word in words)) == 1
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "Errno" not in said


def test_a_call_list_is_a_pdf_and_no_other_file_is_said_to_be_one(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("list", "new", path, "--on", A_DAY, "-o", path.with_name("list.csv")) == 1
    assert capsys.readouterr().err == "“list.csv” is to end with .pdf.\n"
    assert not path.with_name("list.csv").exists()
    with Book.open(path) as book:
        assert book.call_lists.count() == 0


def test_calls_of_a_day_still_to_come_are_refused(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new(path)
    file = path.with_name("typed.txt")
    file.write_text("1 1 9\n2 2\n", encoding="utf-8")
    assert run("list", "write", path, 1, file, "--on", date.today() + timedelta(days=2)) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    with Book.open(path) as book:
        assert book.visits.count() == 0
