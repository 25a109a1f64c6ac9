"""Blocks fall onto pages whole, headings stay with what they head, and tables say on every page what they are."""

from datetime import date

from reports.page import A4, LETTER, Block, Frame, Gap, Letterhead, body_height, paginate
from reports.table import Column, Heading, Row, table


class Piece(Block):
    def __init__(self, height: float, keeps_next: bool = False) -> None:
        self.height = height
        self.keeps_next = keeps_next


def test_a_block_that_does_not_fit_begins_the_next_page() -> None:
    first, second = Piece(60), Piece(60)
    assert paginate([first, second], 100, 100) == [[first], [second]]


def test_the_first_page_may_be_shorter_than_the_others() -> None:
    pieces = [Piece(50) for _ in range(5)]
    assert [len(page) for page in paginate(pieces, 50, 100)] == [1, 2, 2]


def test_a_heading_is_never_alone_at_the_foot() -> None:
    body, heading, after = Piece(70), Piece(20, keeps_next=True), Piece(30)
    assert paginate([body, heading, after], 100, 100) == [[body], [heading, after]]


def test_a_gap_does_not_open_a_page() -> None:
    first, gap, second = Piece(100), Gap(1), Piece(50)
    assert paginate([first, gap, second], 100, 100) == [[first], [second]]


def test_a_block_taller_than_a_page_still_comes() -> None:
    giant, after = Piece(500), Piece(10)
    assert paginate([giant, after], 100, 100) == [[giant], [after]]


def test_no_blocks_are_one_empty_page() -> None:
    assert paginate([], 100, 100) == [[]]


def test_a_long_table_shows_its_head_on_every_page() -> None:
    columns = [Column("Name", 200), Column("Sum", 60, "right")]
    blocks = list(table(columns, [(f"Name {n}", str(n)) for n in range(100)], 300))
    head = blocks[0]
    found = paginate(blocks, 300, 300)
    assert len(found) > 5
    assert all(page[0] is head for page in found)
    assert sum(isinstance(block, Row) for page in found for block in page) == 100
    assert all(sum(block.height for block in page) <= 300 for page in found)


def test_a_row_is_never_taller_than_a_page_and_says_that_it_goes_on() -> None:
    head, row, _end = table([Column("Note", 200)], [("word " * 5000,)], 300)
    assert head.height + row.height <= 300
    assert isinstance(row, Row)
    assert row.words()[-1].endswith("… continues")


def test_every_paper_leaves_room_for_a_body() -> None:
    frame = Frame(Letterhead("Shop"), "Title", "Subtitle", date(2026, 1, 1), signature=("By",))
    for paper in (A4, LETTER):
        assert 0.75 * paper.height < body_height(paper, frame) < paper.height
        assert body_height(paper, frame, first_page=True) < body_height(paper, frame)


def test_a_heading_keeps_what_follows() -> None:
    assert Heading("Due").keeps_next
