"""Fonts that a PDF can embed, with the letters that customers' names are written in."""

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

import resources

CHINESE = "王小明 欧阳雪 陳家豪 龔鵬程 㛃 䶮 珺玥喆堃骉燚犇淼（）￥"
LATIN = "Łódź Ångström Nguyễn Thị Ελένη Наталья Їжакевич € £ ₴ ₹ ₪ ₺ ₽ ₫ – “” …"


@pytest.mark.parametrize(
    ("face", "words"),
    [
        ("NotoSans", LATIN),
        ("NotoSansSC", CHINESE + "さくら タカハシ"),
        ("NotoSansArabic", "محمد فاطمة پری"),
        ("NotoSansHebrew", "שרה כהן"),
    ],
)
@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_a_face_has_the_letters_it_is_there_for(face: str, weight: str, words: str) -> None:
    assert missing(f"{face}-{weight}", words) == ""


def test_korean_is_there() -> None:
    assert missing("DroidSansFallback-Hangul", "김철수 뷁") == ""


def test_every_chinese_character_of_gbk_is_there_and_of_gb2312_in_bold_too() -> None:
    assert missing("NotoSansSC-Regular", characters_of("gbk")) == ""
    assert missing("NotoSansSC-Bold", characters_of("gb2312")) == ""


def test_a_missing_letter_is_seen() -> None:
    assert missing("NotoSans-Regular", "Anna 王") == "王"


def missing(file: str, words: str) -> str:
    """The letters of ``words`` that the font ``file`` does not have."""
    font = TTFontFile(str(resources.path("fonts", f"{file}.ttf")))
    return "".join(letter for letter in words if letter != " " and ord(letter) not in font.charToGlyph)


def characters_of(encoding: str) -> str:
    """Every Chinese character that ``encoding`` can write."""
    ideographs = map(chr, range(0x4E00, 0xA000))
    return "".join(letter for letter in ideographs if letter.encode(encoding, "ignore"))
