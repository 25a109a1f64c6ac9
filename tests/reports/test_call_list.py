"""The call list says whom to call and why, whatever people are called and whatever they said."""

import dataclasses
import errno
import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from model.errors import Cancelled
from reports import call_list
from reports.call_facts import Facts, Group, LastPurchase, LastWords, Line, Person, Phone, Reason
from reports.page import A4, LETTER, Paper
from tests.reports.printed import DAY, SHOP, list_of, pages, person_saying, printed, text

NAMES = [
    "Sean O’Brien",
    "Łukasz Żółkiewski",
    "王小明",
    "Иван Сидоров",
    "Ελένη Παππά",
    "שרה כהן",
    "محمد بن علي",
    "홍길동",
    "Zoë Ångström-Ñandú",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_can_be_read_back(name: str) -> None:
    assert name in text(printed(list_of(Person(name))))


@pytest.mark.parametrize(
    "typed",
    [
        "<b>x",
        "<Big Boss>",
        "</para>",
        '<img src="http://example.invalid/a.png">',
        '<img src="/etc/hostname">',
        "Smith & Sons &amp; a < b",
        "<para><font color=\"[[[getattr(pow, Word('__globals__'))] for Word in [0]]]\">x</font></para>",
        "{name} %s {0} \\n (( ))",
    ],
)
def test_markup_is_printed_as_it_was_typed(typed: str) -> None:
    flat = " ".join(text(printed(list_of(person_saying(typed, name=typed)))).split())
    assert flat.count(typed) >= 1


def test_a_line_says_all_that_the_caller_needs() -> None:
    person = Person(
        "Sean Miller",
        badge="Gold",
        phones=(Phone("07700 900 123", "mobile"), Phone("020 7946 0018", "work")),
        best_time="after 17:00",
        reasons=(Reason("Promised: the blue frame", urgent=True), Reason("3 days after the sale")),
        last_purchase=LastPurchase(date(2026, 11, 18), "Varifocal lenses", 42_900),
        last_words=LastWords(date(2026, 8, 2), "I waited forty minutes."),
        tried=2,
    )
    shown = text(printed(list_of(person)))
    for words in [
        "Corner Optics",
        "Saturday, 21 November 2026",
        "Sean Miller",
        "Gold",
        "07700 900 123",
        "mobile",
        "020 7946 0018",
        "Best time: after 17:00",
        "tried 2 times",
        "Promised: the blue frame",
        "3 days after the sale",
        "Last bought 18 Nov 2026: Varifocal lenses, £429.00",
        "“I waited forty minutes.”",
        "Would you come back?",
        "do not call again",
        "next visit in",
        "Called by",
    ]:
        assert words in shown


def test_the_boxes_carry_the_digits_that_are_typed_back() -> None:
    shown = text(printed(list_of(Person("Sean"))))
    labels = ["reached", "no answer", "call back", "wrong number", "refused", "do not call again"]
    places = [shown.index(label) for label in labels]
    assert places == sorted(places)
    for digit, label in enumerate(labels, start=1):
        before = shown[: shown.index(label)].split()
        assert before[-1] == str(digit)


def test_a_household_is_one_line_with_its_number_once() -> None:
    family = Line(7, (Person("Anna Novak"), Person("Peter Novak")))
    facts = Facts(SHOP, "GBP", DAY, DAY, (Group("Due", (family,)),))
    shown = text(printed(facts))
    assert "Anna Novak" in shown
    assert "Peter Novak" in shown
    assert shown.count("Would you come back?") == 1
    assert "1 call" in shown


def test_a_household_larger_than_a_page_is_continued_with_nobody_lost() -> None:
    people = tuple(Person(f"Member {n:03}", phones=(Phone(f"0770{n:03}"),)) for n in range(90))
    found = pages(printed(Facts(SHOP, "GBP", DAY, DAY, (Group("Due", (Line(1, people),)),))))
    assert len(found) > 2
    assert all(f"Member {n:03}" in "".join(found) for n in range(90))
    assert "continued" in found[1]


def test_every_page_knows_its_number_and_how_many_there_are() -> None:
    found = pages(printed(list_of(*(Person(f"Customer {n}") for n in range(40)))))
    assert len(found) > 3
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert "Corner Optics" in page


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_no_customer_is_lost_or_printed_twice(paper: Paper) -> None:
    shown = text(printed(list_of(*(Person(f"Customer-{n:04}") for n in range(300))), paper))
    assert all(shown.count(f"Customer-{n:04}") == 1 for n in range(300))


@pytest.mark.parametrize(("paper", "first", "others"), [(A4, 7, 8), (LETTER, 6, 7)])
def test_a_page_holds_a_morning_of_calls(paper: Paper, first: int, others: int) -> None:
    found = pages(printed(list_of(*(person_saying("All well", f"Customer {n}") for n in range(30))), paper))
    assert [page.count("Customer ") for page in found[:2]] == [first, others]


def test_a_full_page_leaves_no_gap_at_its_foot() -> None:
    document = pypdfium2.PdfDocument(printed(list_of(*(Person(f"Customer {n}") for n in range(30)))))
    for page in list(document)[:-1]:
        assert (
            height_of(page, "Called by")
            < height_of(page, "next visit in")
            < height_of(page, "Called by") + 30
        )
    document.close()


def height_of(page: pypdfium2.PdfPage, words: str) -> float:
    """How far above the foot of the paper, in points, these words stand for the last time."""
    text_page = page.get_textpage()
    search = text_page.search(words)
    places: list[float] = []
    while (found := search.get_next()) is not None:
        places.append(text_page.get_charbox(found[0])[1])
    return min(places)


def test_an_empty_list_says_so_kindly() -> None:
    found = pages(printed(Facts(SHOP, "GBP", DAY, DAY)))
    assert len(found) == 1
    assert "Nobody is due." in found[0]
    assert "Would you come back?" not in found[0]


def test_the_foot_says_which_list_it_is_and_when_to_destroy_it() -> None:
    facts = dataclasses.replace(list_of(Person("Sean")), list_number=7, destroy_by=date(2026, 12, 5))
    shown = text(printed(facts))
    assert "Call list 7 · 1 call · Destroy by 5 Dec 2026" in shown


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "words", ["so it goes on " * 150_000, "w" * 1_000_000, "长" * 700_000, "\n" * 500_000]
)
def test_a_giant_note_is_cut_and_costs_no_time(words: str) -> None:
    found = pages(printed(list_of(person_saying(words), Person("After Him"))))
    assert len(found) == 1
    assert "After Him" in found[0]


def test_every_face_is_inside_the_file() -> None:
    reader = pypdf.PdfReader(BytesIO(printed(list_of(*map(Person, NAMES)))))
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    faces = [face for resource in resources for face in resource["/Font"].values()]
    assert len(faces) > 5
    assert all("/FontFile2" in face.get_object()["/FontDescriptor"] for face in faces)


def test_equal_facts_give_equal_bytes() -> None:
    people = [person_saying("Добрый день", name) for name in NAMES]
    assert printed(list_of(*people)) == printed(list_of(*people))


def test_the_words_of_the_paper_follow_the_language_asked_for() -> None:
    with_days = printed(list_of(Person("王小明")), language_code="zh_CN")
    assert "2026年11月21日" in text(with_days)


def test_a_full_disk_leaves_the_earlier_paper_whole(tmp_path: Path) -> None:
    target = tmp_path / "list.pdf"
    call_list.write(list_of(Person("Sean")), target)
    earlier = target.read_bytes()
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.reports.printed import list_of\n"
        "from reports import call_list\n"
        "from reports.call_facts import Person\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    call_list.write(list_of(Person('Tamara')), Path(sys.argv[1]))\n"
        "except OSError as error:\n"
        "    print(error.errno)\n"
    )
    if sys.platform == "win32":
        pytest.skip("no limit on the size of files there")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, str(target)], capture_output=True, text=True, env=environment
    )
    assert done.stdout.strip() == str(errno.EFBIG), done.stderr
    assert target.read_bytes() == earlier
    assert list(tmp_path.iterdir()) == [target]


def test_giving_up_writes_nothing(tmp_path: Path) -> None:
    def give_up(done: int, of: int) -> None:
        if done > of / 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        call_list.write(
            list_of(*(Person(f"{n}") for n in range(100))), tmp_path / "list.pdf", progress=give_up
        )
    assert list(tmp_path.iterdir()) == []


def test_progress_only_grows_and_ends_complete() -> None:
    told: list[tuple[int, int]] = []
    facts = list_of(*(Person(f"{n}") for n in range(500)))
    call_list.write(facts, BytesIO(), progress=lambda done, of: told.append((done, of)))
    shares = [done / of for done, of in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(told) > 10


def test_ten_thousand_lines_stay_within_bounded_memory(tmp_path: Path) -> None:
    """Each distinct text may cost something, the paper as a whole little: measured apart from this process."""
    if sys.platform == "win32":
        pytest.skip("no such measure there")
    benchmark = Path(__file__).parents[1] / "benchmarks" / "bench_call_list.py"
    done = subprocess.run(
        [sys.executable, "-B", str(benchmark), "ours", "10000", str(tmp_path / "list.pdf")],
        capture_output=True,
        text=True,
        check=True,
    )
    _seconds, megabytes, page_count, _size = map(float, done.stdout.split())
    assert page_count > 1000
    assert megabytes < 150
