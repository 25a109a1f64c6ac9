"""A book that cannot be opened or written as usual: one sentence, the ways out, and nothing lost on any of them."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from model.book import Book
from model.computer import Computer
from model.errors import BookError
from model.safekeeping.backup import back_up
from model.safekeeping.instance_lock import InstanceLock
from model.safekeeping.known_books import KnownBooks
from model.safekeeping.manifest import Reason
from model.safekeeping.ways_out import Way
from model.schema import FORMAT
from model.trouble import Trouble, TroubleError
from tests.makers import add_customer, make_book
from ui.app import Program
from ui.book_care import BookCare
from ui.forms.customer_form import CustomerForm
from ui.welcome.trouble_view import TroubleView
from ui.widgets.banner import Banner
from ui.widgets.label import PlainLabel

NOW = datetime(2026, 3, 12, 18, 2, tzinfo=UTC)


@pytest.fixture
def computer(tmp_path: Path, home: Path) -> Computer:
    return Computer(tmp_path / "pc")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    with make_book(folder, "Tea.regulars") as book:
        add_customer(book, "王小明")
        return book.path


def trouble_view(program: Program) -> TroubleView:
    assert program.welcome is not None
    view = program.welcome.shown
    assert isinstance(view, TroubleView)
    return view


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel))


def banners(program: Program) -> dict[str, Banner]:
    assert program.window is not None
    return {banner.accessibleName(): banner for banner in program.window.frame.findChildren(Banner)}


def banner_about(qtbot: QtBot, program: Program, words: str) -> Banner:
    """The line above the pages that says ``words``, once it is there to be seen."""
    qtbot.waitUntil(lambda: any(words in text and one.isVisible() for text, one in banners(program).items()))
    return next(banner for text, banner in banners(program).items() if words in text)


def care_of(program: Program) -> BookCare:
    assert program.window is not None
    care = program.window.findChild(BookCare)
    assert care is not None
    return care


def customers_in(path: Path) -> list[str]:
    with Book.open(path) as book:
        return [customer.name for customer in book.customers.all()]


def add_by_sql(path: Path, statement: str) -> None:
    stranger = sqlite3.connect(path)
    stranger.execute(statement)
    stranger.commit()
    stranger.close()


SPOILT: dict[str, tuple[Callable[[bytes], bytes], Trouble, Way]] = {
    "empty": (lambda _book: b"", Trouble.EMPTY, Way.AGAIN),
    "zeroed": (lambda book: bytes(len(book)), Trouble.EMPTY, Way.AGAIN),
    "cut off": (lambda book: book[: len(book) // 2 // 4096 * 4096], Trouble.DAMAGED, Way.RESCUE),
    "a letter": (lambda _book: b"Dear customer, " * 100, Trouble.FOREIGN, Way.ANOTHER),
    "another program's": (lambda book: book[:68] + b"\0\0\0\7" + book[72:], Trouble.FOREIGN, Way.ANOTHER),
    "newer": (lambda book: book[:60] + (FORMAT + 1).to_bytes(4, "big") + book[64:], Trouble.NEWER, Way.AGAIN),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_each_kind_of_unusable_book_is_told_in_the_window_with_its_way_out(
    program: Program, path: Path, kind: str
) -> None:
    spoil, trouble, recommended = SPOILT[kind]
    spoilt = spoil(path.read_bytes())
    path.write_bytes(spoilt)
    assert program.start(path)
    assert program.window is None
    view = trouble_view(program)
    with pytest.raises(TroubleError) as refused:
        Book.open(path)
    assert refused.value.trouble is trouble
    assert str(refused.value) in said(view)
    assert next(iter(view.rows)) is recommended
    assert path.read_bytes() == spoilt
    assert [file.name for file in path.parent.iterdir()] == [path.name], "nothing new is made beside it"


@pytest.mark.parametrize("kind", ["empty", "cut off", "a letter"])
def test_the_newest_good_backup_takes_the_place_of_a_spoilt_book(
    qtbot: QtBot, program: Program, computer: Computer, path: Path, tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    computer.backup_folder = folder
    with Book.open(path) as book:
        KnownBooks(computer).opened(path, book.book_id)
        back_up(book, folder, Reason.DAY, now=NOW)
        add_customer(book, "Anna Smith")
        good = back_up(book, folder, Reason.DAY, now=NOW.replace(day=13))
        add_customer(book, "Ben")
        damaged = back_up(book, folder, Reason.DAY, now=NOW.replace(day=14)).path
    damaged.write_bytes(damaged.read_bytes()[:-200])
    spoilt = SPOILT[kind][0](path.read_bytes())
    path.write_bytes(spoilt)

    program.start(path)
    view = trouble_view(program)
    assert next(iter(view.rows)) is Way.BACKUP
    view.rows[Way.BACKUP].click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.window is not None
    names = [customer.name for customer in program.window.book.customers.all()]
    assert names == ["王小明", "Anna Smith"], "the newest that is whole"
    assert good.path.exists()
    files = (file for file in tmp_path.rglob("*") if file.is_file() and not file.name.endswith("-journal"))
    kept = [file for file in files if file.read_bytes() == spoilt]
    assert kept, "the spoilt file is kept"
    if program.window.book.path == path:
        banner_about(qtbot, program, str(kept[0]))  # and its place is told
    else:
        assert kept == [path], "what is no book is left where it is"


@pytest.mark.long  # each try of a password takes a second or two, on purpose
def test_a_locked_backup_asks_for_its_password_and_never_brings_another_shops_book(
    qtbot: QtBot,
    program: Program,
    computer: Computer,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    computer.backup_folder = folder
    with Book.open(path) as book:
        KnownBooks(computer).opened(path, book.book_id)
        back_up(book, folder, Reason.DAY, now=NOW, password="tea and cake")
    with make_book(tmp_path, "other.regulars") as other:
        add_customer(other, "Somebody else")
        back_up(other, folder, Reason.DAY, now=NOW.replace(day=14), password="tea and cake")
    path.write_bytes(b"")
    asked: list[str] = []

    def answer(*words: object) -> tuple[str, bool]:
        asked.append(str(words[2]))
        return ("wrong" if len(asked) == 1 else "tea and cake"), True

    monkeypatch.setattr("ui.welcome.rescue.QInputDialog.getText", answer)
    program.start(path)
    trouble_view(program).rows[Way.BACKUP].click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.window is not None
    assert [customer.name for customer in program.window.book.customers.all()] == ["王小明"]
    assert len(asked) == 2
    assert asked[0] != asked[1], "no password and a wrong one are told apart"


def test_what_can_be_read_of_a_damaged_book_is_rescued_into_a_new_one(
    qtbot: QtBot, program: Program, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = path.read_bytes()[: -4096 * 3]
    path.write_bytes(spoilt)
    target = path.with_name("rescued.regulars")
    monkeypatch.setattr("ui.welcome.rescue.ask_where", lambda *_asked: target)
    program.start(path)
    trouble_view(program).rows[Way.RESCUE].click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.window is not None
    assert program.window.book.path == target
    assert [customer.name for customer in program.window.book.customers.all()] == ["王小明"]
    assert path.read_bytes() == spoilt


def test_a_book_with_a_strange_trigger_is_not_run_but_can_be_rescued(program: Program, path: Path) -> None:
    add_by_sql(path, "CREATE TRIGGER x AFTER UPDATE ON customer BEGIN DELETE FROM visit; END")
    program.start(path)
    view = trouble_view(program)
    assert Way.READ not in view.rows
    assert next(iter(view.rows)) is Way.RESCUE


def test_a_missing_book_is_looked_for_and_never_made(
    qtbot: QtBot, program: Program, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = path.rename(path.with_name("moved.regulars"))
    program.open(path)
    view = trouble_view(program)
    assert next(iter(view.rows)) is Way.FIND
    assert not path.exists()
    monkeypatch.setattr("ui.welcome.rescue.ask_for_book", lambda *_asked: moved)
    view.rows[Way.FIND].click()
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert program.window.book.path == moved


def test_a_stick_that_is_not_plugged_in_is_waited_for(qtbot: QtBot, program: Program, path: Path) -> None:
    away = path.parent.rename(path.parent.with_name("away"))
    program.open(path)
    view = trouble_view(program)
    assert next(iter(view.rows)) is Way.AGAIN
    view.rows[Way.AGAIN].click()
    qtbot.waitUntil(lambda: trouble_view(program) is not view)
    away.rename(path.parent)
    trouble_view(program).rows[Way.AGAIN].click()
    qtbot.waitUntil(lambda: program.window is not None)


def test_a_book_that_another_pc_left_open_is_read_or_taken_over_deliberately(
    qtbot: QtBot, program: Program, path: Path
) -> None:
    lock = path.with_name(path.name + ".lock")
    lock.write_text(
        '{"pc": "BACK-ROOM", "user": "Li", "program": "Regulars", "pid": 7, "machine": "x"}', encoding="utf-8"
    )
    program.start(path)
    view = trouble_view(program)
    assert "BACK-ROOM" in said(view)
    assert next(iter(view.rows)) is Way.READ
    view.rows[Way.OVER].click()
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    add_customer(program.window.book, "Ben")
    assert "BACK-ROOM" not in lock.read_text(encoding="utf-8")


def test_a_book_that_is_held_can_be_read_meanwhile(qtbot: QtBot, program: Program, path: Path) -> None:
    with InstanceLock(path, "Another program"):
        program.start(path)
        trouble_view(program).rows[Way.READ].click()
        qtbot.waitUntil(lambda: program.window is not None)
        assert program.window is not None
        book = program.window.book
        with pytest.raises(BookError, match="read-only"):
            add_customer(book)
        assert book.customers.count() == 1
        assert banner_about(qtbot, program, "read-only")


def test_a_book_with_a_second_name_is_read_and_not_written(
    qtbot: QtBot, program: Program, path: Path
) -> None:
    os.link(path, path.with_name("second name.regulars"))
    before = path.read_bytes()
    program.start(path)
    assert program.window is not None
    assert banner_about(qtbot, program, "second name")
    form = CustomerForm(program.window.context)
    qtbot.addWidget(form)
    form.name.set_value("Anna Smith")
    form.keep_draft()
    assert not form.save_now()
    assert "second name" in said(form)
    assert program.window.context.drafts.take("new customer"), "what was typed is kept"
    assert path.read_bytes() == before
    form.give_up()


def test_a_book_that_may_only_be_read_can_be_copied_to_where_it_can_be_written(
    qtbot: QtBot, program: Program, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.link(path, path.with_name("second name.regulars"))
    copy = path.with_name("copy.regulars")
    monkeypatch.setattr("ui.welcome.rescue.ask_where", lambda *_asked: copy)
    program.start(path)
    banner_about(qtbot, program, "second name").acted.emit()
    qtbot.waitUntil(
        lambda: program.window is None and isinstance(getattr(program.welcome, "shown", None), TroubleView)
    )
    trouble_view(program).rows[Way.COPY].click()
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert program.window.book.path == copy
    add_customer(program.window.book, "Anna Smith")


REPLACED: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "moved": lambda path: path.rename(path.with_name("moved.regulars")),
    "replaced by a sync program": lambda path: Path(shutil.copy(path, path.with_name("x"))).replace(path),
}


@pytest.mark.parametrize("how", REPLACED)
def test_a_book_replaced_while_open_takes_nothing_more_and_all_of_it_can_be_saved(
    qtbot: QtBot, program: Program, path: Path, tmp_path: Path, how: str
) -> None:
    program.start(path)
    assert program.window is not None
    book = program.window.book
    add_customer(book, "Anna Smith")
    REPLACED[how](path)
    there = path.read_bytes() if path.exists() else None

    care_of(program).look()
    banner_about(qtbot, program, "while it was open")
    form = CustomerForm(program.window.context)
    qtbot.addWidget(form)
    form.name.set_value("Ben")
    assert not form.save_now()
    assert "while it was open" in said(form)
    assert form.name.value() == "Ben"
    form.give_up()

    care_of(program).save_everything(tmp_path / "all.regulars")
    assert customers_in(tmp_path / "all.regulars") == ["王小明", "Anna Smith"]
    assert (path.read_bytes() if path.exists() else None) == there


def test_a_save_notices_by_itself_that_the_file_is_gone(qtbot: QtBot, program: Program, path: Path) -> None:
    program.start(path)
    assert program.window is not None
    path.unlink()
    with pytest.raises(TroubleError) as refused:
        add_customer(program.window.book)
    assert refused.value.trouble is Trouble.REPLACED
    banner_about(qtbot, program, "while it was open")


def test_what_is_there_now_is_opened_when_the_person_says_so(
    qtbot: QtBot, program: Program, path: Path, tmp_path: Path
) -> None:
    with make_book(tmp_path, "other.regulars") as other:
        add_customer(other, "Ben")
    program.start(path)
    before = program.window
    (tmp_path / "other.regulars").replace(path)
    care_of(program).look()
    banner_about(qtbot, program, "while it was open")
    banner_about(qtbot, program, "while it was open").acted_else.emit()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not before)
    assert program.window is not None
    assert [customer.name for customer in program.window.book.customers.all()] == ["Ben"]


def test_a_book_written_over_in_its_place_is_noticed(
    qtbot: QtBot, program: Program, path: Path, tmp_path: Path
) -> None:
    with make_book(tmp_path, "other.regulars") as other:
        add_customer(other, "Ben")
    program.start(path)
    assert program.window is not None
    path.write_bytes((tmp_path / "other.regulars").read_bytes())
    with pytest.raises(TroubleError):
        add_customer(program.window.book)
    banner_about(qtbot, program, "while it was open")
    assert customers_in(path) == ["Ben"]


def test_what_another_program_wrote_is_shown_when_the_window_is_looked_at_again(
    program: Program, path: Path
) -> None:
    program.start(path)
    assert program.window is not None
    seen: list[None] = []
    care_of(program).changed.connect(lambda: seen.append(None))
    care_of(program).look()
    assert not seen
    with Book.open(path) as other:
        add_customer(other, "Ben")
    care_of(program).look()
    care_of(program).look()
    assert len(seen) == 1


def test_an_unclean_end_has_the_book_checked_and_a_clean_one_does_not(
    qtbot: QtBot, program: Program, computer: Computer, path: Path
) -> None:
    known = KnownBooks(computer)
    program.start(path)
    assert program.window is not None
    assert known.wants_check(path, program.window.context.today())
    care_of(program).check()
    qtbot.waitUntil(lambda: not known.wants_check(path, datetime.now().date()), timeout=20_000)
    with Book.open(path, read_only=True) as book:
        assert known.opened(path, book.book_id), "open now: were it killed, it would be checked"
    window = program.window
    window.close()
    qtbot.waitUntil(lambda: window.book.store.closed)
    with Book.open(path, read_only=True) as book:
        assert not known.opened(path, book.book_id), "closed in peace"


@pytest.mark.parametrize(("left_open", "checked"), [(True, True), (False, False)])
def test_only_a_book_that_was_left_open_or_not_looked_at_for_a_week_is_checked_at_the_start(
    program: Program, computer: Computer, path: Path, left_open: bool, checked: bool
) -> None:
    known = KnownBooks(computer)
    known.opened(path, "a")
    known.checked(path, date.today())
    if not left_open:
        known.closed(path)
    program.start(path)
    assert care_of(program).is_going_to_check is checked


def damage_page_of(path: Path, name: str) -> None:
    """Spoil the first page of a table or an index."""
    with Book.open(path) as book:
        root = int(book.store.value("SELECT rootpage FROM sqlite_master WHERE name = :name", name=name))
    whole = path.read_bytes()
    path.write_bytes(whole[: (root - 1) * 4096] + b"\xff" * 50 + whole[(root - 1) * 4096 + 50 :])


def test_damage_that_a_check_finds_stops_the_writing_until_the_person_knows(
    qtbot: QtBot, program: Program, path: Path
) -> None:
    damage_page_of(path, "complaint_customer")
    program.start(path)
    assert program.window is not None
    care_of(program).check()
    banner = banner_about(qtbot, program, "damaged")
    with pytest.raises(BookError, match="damaged"):
        add_customer(program.window.book)
    banner.acted.emit()
    qtbot.waitUntil(
        lambda: program.window is None and isinstance(getattr(program.welcome, "shown", None), TroubleView)
    )
    assert next(iter(trouble_view(program).rows)) is Way.RESCUE


@pytest.mark.parametrize("name", ["follow_up", "customer", "shop", "edit"])
def test_damage_anywhere_ends_in_a_window_with_a_way_out_and_never_in_a_traceback(
    qtbot: QtBot, program: Program, path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    damage_page_of(path, name)
    program.start(path)
    if program.window is None:
        assert next(iter(trouble_view(program).rows)) is Way.RESCUE
    else:
        care_of(program).check()
        banner_about(qtbot, program, "damaged")
    assert not caplog.records


def test_whoever_knows_of_the_damage_may_write_all_the_same(
    qtbot: QtBot, program: Program, path: Path
) -> None:
    program.start(path)
    assert program.window is not None
    care_of(program)._tell(TroubleError("A page is broken.", Trouble.DAMAGED, path))
    banner_about(qtbot, program, "damaged").acted_else.emit()
    add_customer(program.window.book, "Anna Smith")
    qtbot.waitUntil(lambda: not any("damaged" in text for text in banners(program)))


def test_a_warning_about_the_place_is_put_away_once_for_all(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    with make_book(cloud, "Tea.regulars") as book:
        path = book.path
    program.start(path)
    banner_about(qtbot, program, "cloud folder").closed.emit()
    assert program.window is not None
    window = program.window
    window.close()
    qtbot.waitUntil(lambda: window.book.store.closed)
    program.open(path)
    assert not any("cloud folder" in text for text in banners(program))


@pytest.mark.parametrize("trouble", ["gone", "damaged"])
def test_a_trouble_is_told_again_when_the_window_speaks_another_language(
    qtbot: QtBot, program: Program, path: Path, trouble: str
) -> None:
    program.start(path)
    assert program.window is not None
    if trouble == "gone":
        path.unlink()
        care_of(program).look()
        banner_about(qtbot, program, "while it was open")
    else:
        program.window.book.store.close_to_writing("A page is broken.")
    program.choose_language("en")
    banner_about(qtbot, program, "while it was open" if trouble == "gone" else "damaged")


def test_a_window_in_another_language_still_watches_the_file(
    qtbot: QtBot, program: Program, path: Path
) -> None:
    program.start(path)
    program.choose_language("zh_CN")
    program.choose_language("en")
    path.unlink()
    care_of(program).look()
    banner_about(qtbot, program, "while it was open")
