"""A book is open in one place at a time, and whoever wants it meanwhile is told where that is."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from model.safekeeping.instance_lock import HeldElsewhere, InstanceLock, holder
from model.trouble import Trouble

CHECKOUT = Path(__file__).parents[3]
ANOTHER_PC = {"pc": "BACK-ROOM", "user": "Li", "program": "Regulars", "pid": 7, "machine": "another"}


@contextmanager
def another_process(book: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that holds the lock of ``book``."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom model.safekeeping.instance_lock import InstanceLock\n"
        "InstanceLock(Path(sys.argv[1]), 'Another program').take()\nprint('held', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(book)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_program_is_told_who_has_the_book(tmp_path: Path) -> None:
    book = tmp_path / "Tea.regulars"
    with another_process(book) as process, pytest.raises(HeldElsewhere) as told:
        InstanceLock(book).take()
    assert told.value.trouble is Trouble.HELD
    assert not told.value.may_be_over
    assert told.value.holder is not None
    assert told.value.holder.pid == process.pid
    assert "Tea.regulars" in str(told.value)
    assert "Another program" in str(told.value)


def test_a_lock_that_is_held_cannot_be_taken_over(tmp_path: Path) -> None:
    book = tmp_path / "Tea.regulars"
    with another_process(book), pytest.raises(HeldElsewhere):
        InstanceLock(book).take(over=True)


def test_a_killed_program_leaves_the_book_free(tmp_path: Path) -> None:
    book = tmp_path / "Tea.regulars"
    with another_process(book) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert (tmp_path / "Tea.regulars.lock").exists()
    assert holder(book) is None
    lock = InstanceLock(book)
    lock.take()
    assert lock.is_held


def test_nothing_is_left_beside_a_book_that_was_let_go(tmp_path: Path) -> None:
    with InstanceLock(tmp_path / "Tea.regulars"):
        assert json.loads((tmp_path / "Tea.regulars.lock").read_text("utf-8"))["pid"] == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_two_windows_of_one_program_are_two(tmp_path: Path) -> None:
    book = tmp_path / "Tea.regulars"
    with InstanceLock(book):
        with pytest.raises(HeldElsewhere):
            InstanceLock(book).take()
        assert holder(book) is not None
    assert holder(book) is None
    InstanceLock(book).take()


def test_another_name_of_the_same_book_does_not_get_around_the_lock(tmp_path: Path) -> None:
    book = tmp_path / "Tea.regulars"
    book.touch()
    (tmp_path / "link").symlink_to(book)
    with InstanceLock(book), pytest.raises(HeldElsewhere):
        InstanceLock(tmp_path / "link").take()


def test_what_another_pc_left_is_explained_and_taken_over_deliberately(tmp_path: Path) -> None:
    book, place = tmp_path / "Tea.regulars", tmp_path / "Tea.regulars.lock"
    place.write_text(json.dumps(ANOTHER_PC), encoding="utf-8")
    with pytest.raises(HeldElsewhere) as told:
        InstanceLock(book).take()
    assert told.value.may_be_over
    assert "BACK-ROOM" in str(told.value)
    assert "Li" in str(told.value)
    found = holder(book)
    assert found is not None
    assert found.pc == "BACK-ROOM"
    assert json.loads(place.read_text("utf-8")) == ANOTHER_PC, "asking has left it as it was"

    lock = InstanceLock(book)
    lock.take(over=True)
    assert json.loads(place.read_text("utf-8"))["pid"] == os.getpid()
    lock.let_go()
    InstanceLock(book).take()


@pytest.mark.parametrize("text", ["", "1234\nRegulars\nPC\n", "{", "[]", '{"pc": "x"}', "\x00" * 9000])
def test_a_lock_that_says_nothing_is_no_obstacle(tmp_path: Path, text: str) -> None:
    book = tmp_path / "Tea.regulars"
    (tmp_path / "Tea.regulars.lock").write_text(text)
    lock = InstanceLock(book)
    lock.take()
    assert holder(book) is not None
    lock.let_go()


def test_a_folder_that_nobody_can_write_needs_no_lock(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path / "no such folder" / "Tea.regulars")
    lock.take()
    assert not lock.is_held
    lock.let_go()


def test_a_lock_is_not_passed_on_to_programs_that_were_started_meanwhile(tmp_path: Path) -> None:
    book = tmp_path / "Tea.regulars"
    lock = InstanceLock(book)
    lock.take()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        lock.let_go()
        InstanceLock(book).take()
        child.communicate(b"\n")


def test_many_that_come_and_go_at_once_never_hold_it_together(tmp_path: Path) -> None:
    book = tmp_path / "Tea.regulars"
    program = (
        "import os, sys\nfrom pathlib import Path\n"
        "from model.safekeeping.instance_lock import HeldElsewhere, InstanceLock\n"
        "book, inside = Path(sys.argv[1]), Path(sys.argv[1] + '.inside')\n"
        "got = 0\n"
        "for _ in range(300):\n"
        "    try:\n"
        "        with InstanceLock(book):\n"
        "            os.close(os.open(inside, os.O_CREAT | os.O_EXCL))\n"
        "            got += 1\n"
        "            inside.unlink()\n"
        "    except HeldElsewhere:\n"
        "        pass\n"
        "print(got)\n"
    )
    command = [sys.executable, "-c", program, str(book)]
    some = [
        subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    answers = [process.communicate() for process in some]
    assert [process.returncode for process in some] == [0] * 4, answers
    assert sum(int(got) for got, _wrong in answers) > 300
