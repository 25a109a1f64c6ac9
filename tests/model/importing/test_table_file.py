"""CSV files as owners have them."""

import csv
import hashlib
from pathlib import Path

import pytest

from model.errors import BookError
from model.importing.table_file import TableFile, open_table

Rows = list[tuple[int, list[str]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "customers.csv"


def written(path: Path, content: str | bytes, encoding: str = "utf-8") -> TableFile:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return open_table(path)


def test_a_plain_table_is_read_with_the_row_numbers_of_a_spreadsheet(path: Path) -> None:
    table = written(path, "name,phone\nAnn,0123\nBob,0456\n")
    assert table.header == ["name", "phone"]
    assert list(table.rows()) == [(2, ["Ann", "0123"]), (3, ["Bob", "0456"])]
    assert (table.encoding, table.separator, table.estimated_rows, table.notes) == ("utf-8", ",", 2, [])
    assert table.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_table_can_be_read_again(path: Path) -> None:
    table = written(path, "name\nAnn\n")
    assert list(table.rows()) == list(table.rows())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_other_programs_put_before_the_first_heading_is_not_part_of_it(
    path: Path, encoding: str
) -> None:
    table = written(path, "name,phone\nZoë,1\n王,2\n", encoding)
    assert table.header[0] == "name"
    assert list(table.rows()) == [(2, ["Zoë", "1"]), (3, ["王", "2"])]
    assert table.encoding_is_certain


def test_chinese_from_excel_is_read_and_the_guess_is_told(path: Path) -> None:
    table = written(path, "姓名,手机\n王小明,13800138000\n", "gb18030")
    assert table.header == ["姓名", "手机"]
    assert not table.encoding_is_certain
    assert "cp1252" in table.alternatives
    assert "gb18030" in table.notes[0]


def test_the_owner_chooses_another_encoding(path: Path) -> None:
    path.write_bytes("name\nŁódź\n".encode("cp1250"))
    assert list(open_table(path, encoding="cp1250").rows()) == [(2, ["Łódź"])]
    with pytest.raises(BookError, match="no encoding called “latin-99”"):
        open_table(path, encoding="latin-99")


def test_names_far_down_in_a_file_decide_its_encoding(path: Path) -> None:
    table = written(path, "name\n" + "Ann\n" * 300_000 + "Müller\n", "cp1252")
    assert table.encoding == "cp1252"
    assert list(table.rows())[-1] == (300_002, ["Müller"])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(path: Path, separator: str) -> None:
    table = written(path, f'name{separator}note\n"Lee{separator} Ann"{separator}"a,b;c"\nBob{separator}x\n')
    assert table.separator == separator
    assert [row for _n, row in table.rows()] == [[f"Lee{separator} Ann", "a,b;c"], ["Bob", "x"]]


def test_excels_line_about_the_separator_is_no_data(path: Path) -> None:
    table = written(path, "sep=;\r\nname;phone\r\nAnn;1\r\n")
    assert (table.header, list(table.rows())) == (["name", "phone"], [(3, ["Ann", "1"])])


def test_one_column_is_a_table_too(path: Path) -> None:
    table = written(path, "name\nAnn\nBob\n")
    assert [row for _n, row in table.rows()] == [["Ann"], ["Bob"]]


def test_line_ends_may_be_mixed(path: Path) -> None:
    table = written(path, b'name,note\r\nAnn,"two\nlines"\nBob,x\rCy,y\r\n')
    assert list(table.rows()) == [(2, ["Ann", "two\nlines"]), (3, ["Bob", "x"]), (4, ["Cy", "y"])]


def test_an_unclosed_quote_is_refused_with_its_line_instead_of_swallowing_the_rest(path: Path) -> None:
    table = written(path, 'name,note\nAnn,ok\nBob,"open\n' + "Cy,x\n" * 1000)
    with pytest.raises(BookError, match="line 3: a quotation mark"):
        list(table.rows())


def test_text_behind_a_closing_quote_is_refused_with_its_line(path: Path) -> None:
    table = written(path, 'name,note\nAnn,ok\n"Bob" Lee,x\n')
    with pytest.raises(BookError, match="line 3: text stands behind"):
        list(table.rows())


def test_a_quote_inside_a_text_is_only_an_inch(path: Path) -> None:
    assert list(written(path, 'name,note\nAnn,5" pipe\n').rows()) == [(2, ["Ann", '5" pipe'])]


def test_short_rows_are_filled_empty_ones_left_out_and_long_ones_named(path: Path) -> None:
    table = written(path, "a,b,c\n1\n\n,,\n1,2,3\n1,2,3,4\n1,2,3,,\n")
    assert list(table.rows()) == [
        (2, ["1", "", ""]),
        (4, ["", "", ""]),
        (5, ["1", "2", "3"]),
        (7, ["1", "2", "3"]),
    ]
    assert [(bad.number, bad.cells) for bad in table.bad_rows] == [(6, ["1", "2", "3", "4"])]
    assert "4 cells" in table.bad_rows[0].reason


def test_equal_and_empty_headings_are_told_apart_and_said(path: Path) -> None:
    table = written(path, "phone, phone ,,name,\n1,2,3,4\n")
    assert table.header == ["phone", "phone (2)", "Column 3", "name"]
    assert len(table.notes) == 2
    assert list(table.rows()) == [(2, ["1", "2", "3", "4"])]


def test_a_long_note_is_read_and_one_that_is_too_long_is_named(path: Path) -> None:
    table = written(path, f"name,note\nAnn,{'x' * 100_000}\nBob,{'x' * 200_000}\nCy,ok\n")
    assert [row[0] for _n, row in table.rows()] == ["Ann", "Cy"]
    assert [bad.number for bad in table.bad_rows] == [3]
    assert "200000 characters" in table.bad_rows[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "is empty|no rows"),
        (b"name,phone\n", "no rows below"),
        (b"name,phone", "no rows below"),
        (b"PK\x03\x04rest", "a spreadsheet or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old Excel file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"SQLite format 3\x00", "a database"),
        (b"BEGIN:VCARD\r\n", "address cards"),
        (b"<!DOCTYPE html>", "a web page"),
        (b"\x00\x01\x02\x03\x04\x05binary\x00", "not a text file"),
    ],
)
def test_what_is_no_table_is_refused_in_words(path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(BookError, match=reason):
        written(path, content)


def test_a_file_that_is_not_there_is_told(path: Path) -> None:
    with pytest.raises(BookError, match="cannot be opened"):
        open_table(path)
    with pytest.raises(BookError, match="cannot be opened"):
        open_table(path.parent)


def test_bytes_that_no_encoding_knows_are_shown_as_such(path: Path) -> None:
    table = written(path, b"name\n" + "王小明\n".encode() * 40 + b"\xed\xa0\x80\n")
    assert "\ufffd" in list(table.rows())[-1][1][0]
    assert not table.encoding_is_certain


def test_what_excel_and_python_write_is_read_back(path: Path) -> None:
    rows = [["na,me", 'no"te', "a\nb"], ["1", "", "'+4420"], ["王", "“x”", " y "]]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["a", "b", "c"], *rows])
    assert [row for _n, row in open_table(path).rows()] == rows


@pytest.mark.parametrize("text", ["NULL", "None", "true", "nan", "007", "4.4E+11", "=1+1", ".", "x" * 500])
def test_every_cell_is_a_text_and_stays_as_it_is(path: Path, text: str) -> None:
    assert list(written(path, f"name,phone\n{text},1\n").rows()) == [(2, [text, "1"])]


def test_the_same_file_is_known_again_under_another_name(path: Path) -> None:
    table = written(path, "name\nAnn\n")
    copy = path.with_name("copy.csv")
    copy.write_bytes(path.read_bytes())
    assert open_table(copy).sha256 == table.sha256
