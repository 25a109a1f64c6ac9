"""The command line: one job each, a plain sentence for anything refused, never a traceback."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from main import main
from model.book import Book
from reports.catalogue import CATALOGUE
from tests.makers import add_customer, add_sale, make_book

ROOT = Path(__file__).parents[1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_book(tmp_path) as book:
        anna = add_customer(book, "Anna Łódź", "07700 900123")
        add_sale(book, anna, date(2026, 3, 10), 1000, 250, cost=100, text="Lenses")
    return tmp_path / "shop.regulars"


def run(*args: object) -> int:
    return main([str(arg) for arg in args])


def test_new_makes_a_book_of_that_shop(tmp_path: Path) -> None:
    path = tmp_path / "a.regulars"
    assert run("new", path, "--shop", "小店", "--currency", "cny", "--language", "zh_CN") == 0
    with Book.open(path) as book:
        shop = book.shop
    assert (shop.name, shop.currency, shop.language, shop.region) == ("小店", "CNY", "zh_CN", "CN")


def test_new_never_replaces_a_book(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    assert run("new", path, "--shop", "B", "--currency", "EUR", "--language", "en") == 1
    assert "already" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_facts_as_json_count_and_add_up(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("facts", path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["customers"], found["purchases"], found["purchase_lines"]) == (1, 1, 2)
    assert (found["revenue_cents"], found["cost_cents"], found["profit_cents"]) == (1250, 200, 1050)


def test_due_says_who_and_why(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("due", path, "--on", "2026-03-14") == 0
    out = capsys.readouterr().out
    assert "1 customer is due" in out
    assert "Anna Łódź  07700 900123  Bought Lenses" in out


def test_due_as_json_holds_the_reasons(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("due", path, "--on", "2026-03-14", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["name"], one["due_on"]) == ("Anna Łódź", "2026-03-13")
    assert [reason["rule"] for reason in one["reasons"]] == ["after_sale"]


def test_due_without_a_day_is_about_today(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with make_book(tmp_path) as book:
        add_sale(book, add_customer(book), date.today() - timedelta(days=4))
    assert run("due", tmp_path / "shop.regulars", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


RECEIPTS = "Receipt;Date;Name;Phone;Product;Total\nR1;2026-03-10;Bob;0700 111;Tea;10,00\n"


def test_import_says_what_it_did_and_a_trial_leaves_the_book_as_it_was(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "receipts.csv"
    file.write_text(RECEIPTS + "R1;2026-03-10;Bob;0700 111;Cup;5,50\n", encoding="utf-8")
    assert run("import", path, file, "--kind", "purchases", "--dry-run") == 0
    assert "1 new purchase with 2 lines" in capsys.readouterr().out
    assert run("import", path, file, "--kind", "purchases") == 0
    assert run("import", path, file, "--kind", "purchases") == 0
    assert "0 new purchases" in capsys.readouterr().out
    with Book.open(path) as book:
        assert book.customers.figures(book.search.find("bob")[0].customer_id).amount_cents == 1550


def test_import_refuses_everything_for_one_bad_row_and_skips_it_when_told_to(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "receipts.csv"
    file.write_text(RECEIPTS + "R2;2026-13-10;Cem;;Cup;5,50\n", encoding="utf-8")
    assert run("import", path, file, "--kind", "purchases") == 1
    said = capsys.readouterr().err
    assert "Row 3" in said
    assert "Traceback" not in said
    assert "2026-13-10" in (tmp_path / "receipts refused.csv").read_text(encoding="utf-8-sig")
    with Book.open(path) as book:
        assert book.purchases.count() == 1
    assert run("import", path, file, "--kind", "purchases", "--skip-bad") == 0
    with Book.open(path) as book:
        assert book.purchases.count() == 2
        assert book.search.find("cem") == []


def test_import_asks_how_days_are_meant_when_the_file_does_not_tell(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "receipts.csv"
    file.write_text("Receipt;Date;Name;Product;Total\nR1;01/02/2026;Bob;Tea;10,00\n", encoding="utf-8")
    assert run("import", path, file, "--kind", "purchases") == 1
    assert "--dates dmy" in capsys.readouterr().err
    assert run("import", path, file, "--kind", "purchases", "--dates", "dmy") == 0
    with Book.open(path) as book:
        assert book.purchases.on_day(date(2026, 2, 1))


def test_import_takes_a_column_for_what_the_map_says(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Who;Rings\nDora;0700 222\n", encoding="utf-8")
    assert run("import", path, file, "--kind", "customers", "--map", "Who=name", "--map", "Rings=phone") == 0
    with Book.open(path) as book:
        assert book.search.find("0222")[0].name == "Dora"


def test_reports_are_named_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("reports") == 0
    names = capsys.readouterr().out.split()
    assert names == list(CATALOGUE)
    assert {"call-list", "return-visits", "birthdays", "silent", "win-back", "recall", "service-due"} <= {
        *names
    }


@pytest.mark.parametrize("code", ["en", "zh_CN"])
@pytest.mark.parametrize("name", ["call-list", "return-visits", "top-customers"])
def test_each_report_becomes_a_pdf_in_either_language(
    path: Path, tmp_path: Path, name: str, code: str
) -> None:
    target = tmp_path / "out.pdf"
    options = (
        ["--on", "2026-03-14"] if name == "call-list" else ["--from", "2026-01-01", "--to", "2026-12-31"]
    )
    assert run("report", name, path, "-o", target, *options, "--language", code, "--paper", "letter") == 0
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "options",
    [["letters"], ["letters", "--purpose", "birthday", "--month", "2026-03", "--cards"], ["slips"]],
    ids=" ".join,
)
def test_letters_and_slips_become_a_pdf(path: Path, tmp_path: Path, options: list[str]) -> None:
    name, *wishes = options
    assert run("report", name, path, "-o", tmp_path / "out.pdf", *wishes) == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


LISTS = {
    "birthdays": ["--month", "2026-03", "--phones"],
    "silent": ["--on", "2026-03-14", "--times", "1.25", "--by", "profit", "--limit", "5"],
    "win-back": ["--on", "2026-03-14", "--limit", "5"],
    "service-due": ["--on", "2026-03-14", "--days", "60"],
    "recall": ["--product", "Lenses", "--from", "2026-03-01", "--to", "2026-03-31"],
}


@pytest.mark.parametrize("name", list(LISTS))
def test_a_list_becomes_what_the_end_of_the_file_says(
    path: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for target in (tmp_path / "out.pdf", tmp_path / "out.CSV"):
        assert run("report", name, path, "-o", target, *LISTS[name]) == 0
        assert capsys.readouterr().out.split("\n")[0] == str(target)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    head, *rows = (tmp_path / "out.CSV").read_text(encoding="utf-8-sig").splitlines()
    assert "Customer" in head
    assert [row for row in rows if "Anna Łódź" in row] == (rows if name == "recall" else [])
    assert len(rows) == (2 if name == "recall" else 0)


@pytest.mark.skipif(os.name == "nt", reason="no such devices there")
def test_a_device_is_written_to_and_not_replaced(path: Path, tmp_path: Path) -> None:
    device = tmp_path / "printer"
    device.symlink_to(os.devnull)
    assert run("report", "silent", path, "-o", device) == 0
    assert device.is_char_device()


def test_a_list_can_be_asked_for_as_it_was_on_a_day(path: Path, tmp_path: Path) -> None:
    """A book whose last purchase is long ago is as it was then, not a list of people who are all lost by now."""
    with Book.open(path) as book:
        ben = add_customer(book, "Ben")
        for month in range(1, 7):
            add_sale(book, ben, date(2019, month, 1))
    target = tmp_path / "out.csv"
    for day, expected in (("2019-06-30", False), ("2019-07-25", True), ("2019-01-20", False)):
        assert run("report", "silent", path, "-o", target, "--on", day) == 0
        assert ("Ben" in target.read_text(encoding="utf-8-sig")) is expected
    assert run("report", "top-customers", path, "-o", target, "--on", "2019-06-30") == 0
    assert "Ben" in target.read_text(encoding="utf-8-sig")
    assert run("report", "recall", path, "-o", target, "--product", "Tea", "--on", "2019-02-01") == 0
    assert target.read_text(encoding="utf-8-sig").count("Ben") == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["birthdays", "--product", "Tea"],
            "“birthdays” takes no --product. It takes: --month, --on, --phones",
        ),
        (["return-visits", "--limit", "3"], "“return-visits” takes no --limit. It takes: --from, --on, --to"),
        (["slips", "--on", "2026-03-12"], "“slips” takes no --on. It takes: --paper, --language."),
    ],
)
def test_what_a_report_would_not_heed_is_refused(
    path: Path, tmp_path: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", words[0], path, "-o", tmp_path / "out.pdf", *words[1:]) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["recall"], "Say what is called back"),
        (["recall", "--product", "Nothing such"], "was ever sold"),
        (["call-list"], "for paper only"),
    ],
)
def test_a_list_that_cannot_be_made_says_why_and_leaves_no_file(
    path: Path, tmp_path: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", words[0], path, "-o", tmp_path / "out.csv", *words[1:]) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_check_is_content_with_a_sound_book_and_says_what_is_wrong_with_another(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    assert run("check", path) == 0
    stranger = sqlite3.connect(path)
    stranger.execute("UPDATE customer_figures SET sales = 7")
    stranger.commit()
    stranger.close()
    assert run("check", path) == 1
    assert "figures of 1 customer" in capsys.readouterr().err


def test_salvage_saves_a_damaged_book_into_a_new_one_and_never_replaces_a_file(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged, new = tmp_path / "damaged.regulars", tmp_path / "saved.regulars"
    damaged.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    before = damaged.read_bytes()
    assert run("salvage", damaged, new) == 0
    assert "customers 1, purchases 1" in capsys.readouterr().out
    assert run("check", new) == 0
    assert run("salvage", damaged, new) == 1
    assert "already a file" in capsys.readouterr().err
    assert damaged.read_bytes() == before


def refused(tmp_path: Path, path: Path) -> dict[str, tuple[object, ...]]:
    return {
        "a missing book": ("facts", tmp_path / "none.regulars"),
        "a folder": ("facts", tmp_path),
        "another file": ("check", ROOT / "pyproject.toml"),
        "an unknown report": ("report", "horoscope", path, "-o", tmp_path / "x.pdf"),
        "an unknown currency": (
            "new",
            tmp_path / "n",
            "--shop",
            "A",
            "--currency",
            "XXQ",
            "--language",
            "en",
        ),
        "a shop without a name": (
            "new",
            tmp_path / "n",
            "--shop",
            " ",
            "--currency",
            "EUR",
            "--language",
            "en",
        ),
        "a book in no folder": (
            *("new", tmp_path / "no" / "n", "--shop", "A", "--currency", "EUR"),
            *("--language", "en"),
        ),
        "a list that is not there": ("import", path, tmp_path / "no.csv", "--kind", "customers"),
        "a map without a field": ("import", path, ROOT / "main.py", "--kind", "customers", "--map", "Name"),
        "a pdf in no folder": ("report", "call-list", path, "-o", tmp_path / "no" / "x.pdf"),
        "a report as a letter of a word processor": ("report", "silent", path, "-o", tmp_path / "x.docx"),
        "a letter for nothing": ("report", "letters", path, "-o", tmp_path / "x.pdf", "--purpose", "fun"),
        "a period that ends before it begins": (
            *("report", "top-customers", path, "-o", tmp_path / "x.pdf"),
            *("--from", "2026-02-01", "--to", "2026-01-01"),
        ),
    }


@pytest.mark.parametrize("what", refused(Path(), Path()))
def test_what_is_refused_ends_with_1_and_a_plain_sentence(
    tmp_path: Path, path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*refused(tmp_path, path)[what]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("new",),
        ("due", "x", "--on", "yesterday"),
        ("report", "call-list"),
        ("facts",),
        ("report", "--limit", "0"),
        ("report", "top-customers", "x", "-o", "x.pdf", "--on", "0001-01-01"),
        ("report", "birthdays", "x", "-o", "x.pdf", "--month", "9999-12"),
        ("list", "new", "x", "-o", "x.pdf", "--on", "9999-12-31"),
        ("--nonsense",),
    ],
)
def test_wrong_usage_ends_with_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_bug_in_a_command_is_one_sentence_and_a_log(path: Path, home: Path) -> None:
    code = (
        "import sys, main, model.statistics\n"
        "def broken(store): raise ZeroDivisionError('oh')\n"
        "model.statistics.facts = broken\n"
        f"sys.exit(main.main(['facts', {str(path)!r}]))"
    )
    child = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert child.returncode == 1
    assert "Traceback" not in child.stderr
    assert "ZeroDivisionError" in child.stderr
    (log,) = home.rglob("errors.log")
    assert "in broken" in log.read_text(encoding="utf-8")


def test_commands_without_a_window_load_no_qt(path: Path) -> None:
    for words in (["facts", str(path)], ["due", str(path)], ["check", str(path)], ["reports"]):
        qt = "any(name.startswith('PySide6') for name in sys.modules)"
        code = f"import sys, main; main.main({words!r}); sys.exit({qt})"
        child = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ, capture_output=True, check=False
        )
        assert child.returncode == 0, (words, child.stderr)


def test_a_book_that_cannot_be_written_can_still_be_reported_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)  # as for a stick with its lock on
    assert run("facts", path) == 0


def test_what_this_pc_has_no_letters_for_still_comes_out_of_a_command(path: Path) -> None:
    """As into a pipe on Windows: customers of all countries, in UTF-8."""
    with Book.open(path) as book:
        add_customer(book, "王小明 😀")
    for command in (("history", str(path), "--json"), ("history", str(path))):
        child = subprocess.run(
            [sys.executable, "main.py", *command],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "cp1252"},
            capture_output=True,
        )
        assert (child.returncode, child.stderr) == (0, b"")
        assert "王小明 😀" in child.stdout.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="names are letters there")
def test_a_file_whose_name_is_no_text_is_refused_in_a_sentence(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = path.rename(path.with_name(os.fsdecode(b"B\xfccher.regulars")))
    for command in (("facts", strange), ("inspect", strange), ("restore", strange, path)):
        assert run(*command) == 1
        assert "cannot be read" in capsys.readouterr().err
