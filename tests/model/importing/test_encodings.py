"""Short lists of names in the encodings that shops' programs write."""

import codecs

import pytest

from model.importing.encodings import guess_encoding, marked_encoding


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "姓名,手机\n王小明,13800138000\n"),
        ("gb18030", "李雷\n"),
        ("gb18030", "张伟，北京\n"),
        ("cp1252", "name,note\nO’Brien,owes €5\n"),
        ("cp1252", "Müller,Straße\n"),
        ("cp1252", "José García,café\n"),
        ("cp1252", "Bjørn Åse\n"),
        ("cp1252", "Zoë\n"),
        ("cp1250", "Łódź,Paweł Żółć\n"),
        ("cp1250", "Jiří Dvořák\n"),
        ("cp1251", "Иван,Москва\n"),
        ("cp1251", "Анна\n"),
        ("cp1253", "Γιώργος\n"),
        ("shift_jis", "名前,電話\n山田太郎,090\n"),
        ("shift_jis", "佐藤さん\n"),
        ("big5", "姓名,電話\n王小明\n"),
        ("cp1255", "דוד לוי\n"),
        ("cp1256", "محمد علي\n"),
    ],
)
def test_a_short_list_of_names_is_read_in_its_own_encoding(encoding: str, text: str) -> None:
    guess = guess_encoding(text.encode(encoding))
    assert not guess.certain
    assert text.encode(encoding).decode(guess.name) == text


def test_what_loses_the_guess_is_still_offered() -> None:
    guess = guess_encoding("김철수\n".encode("cp949"))
    assert "cp949" in (guess.name, *guess.alternatives)


def test_one_damaged_byte_does_not_turn_a_whole_file_into_another_encoding() -> None:
    sample = "王小明,Łukasz,Müller\n".encode() * 50 + b"\xe7\x8e\n"
    assert guess_encoding(sample).name == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_believed(encoding: str) -> None:
    assert marked_encoding("name,ä\n".encode(encoding)) == encoding


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_seen_without_its_mark(encoding: str) -> None:
    assert marked_encoding("name,phone\nAnn,1\n".encode(encoding)) == encoding


def test_plain_texts_have_no_mark() -> None:
    assert marked_encoding(b"name\nAnn\n") is None
    assert marked_encoding(b"") is None
    assert marked_encoding(codecs.BOM_UTF8) == "utf-8-sig"
