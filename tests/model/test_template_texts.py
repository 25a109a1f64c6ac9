"""A letter says what the shop means in either language, whatever is or is not known of a customer."""

import dataclasses
from datetime import date

import pytest

from model.book import Book
from model.errors import BookError
from model.template_texts import PLACES, default_text, fill, filled, template, unknown_places
from model.text_templates import Purpose, TextTemplate
from resources.i18n import LANGUAGES
from tests.makers import add_customer, add_sale

TODAY = date(2026, 11, 21)
EVERYTHING = dict.fromkeys(PLACES, "something")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", Purpose)
def test_the_program_has_words_for_every_purpose_in_every_language(purpose: Purpose, language: str) -> None:
    text = default_text(purpose, language)
    found = fill(text, EVERYTHING)
    assert found.subject
    assert "something" in found.body
    assert found.unknown == ()
    assert found.left_out == ()
    chinese = any("\u4e00" <= character <= "\u9fff" for character in found.subject + found.body)
    assert chinese == (language == "zh_CN")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_text_still_reads_well_of_whom_hardly_anything_is_known(purpose: Purpose, language: str) -> None:
    found = fill(default_text(purpose, language), {"greeting": "Anna", "shop": "Tea & Leaf"})
    assert "Anna" in found.body
    assert "{" not in found.body
    assert "\n\n\n" not in found.body or purpose is Purpose.OTHER
    assert not any(line.rstrip("。.").endswith(("：", ":", " on", "在")) for line in found.body.splitlines())


def test_the_customer_and_the_shop_stand_in_their_places(book: Book) -> None:
    with book.edit("Changed the shop"):
        book.shops.update(dataclasses.replace(book.shop, phone="01904 555 012"))
    anna = add_customer(book, "Anna Smith", greeting="Mrs Smith")
    found = filled(book, Purpose.UNREACHED, anna, "en", TODAY)
    assert found.subject == "We could not reach you"
    assert found.body.startswith("Dear Mrs Smith,\n\nWe have tried")
    assert "Our number is 01904 555 012." in found.body
    assert found.body.endswith("Tea & Leaf")


def test_without_a_greeting_of_their_own_customers_are_called_by_name_in_the_language_of_the_letter(
    book: Book,
) -> None:
    wang = add_customer(book, "王小明")
    assert filled(book, Purpose.BIRTHDAY, wang, "zh_CN", TODAY).body.startswith("王小明，您好！")


def test_what_was_bought_last_is_named_unless_the_purpose_knows_better(book: Book) -> None:
    anna = add_customer(book)
    add_sale(book, anna, date(2026, 11, 1), 500, text="Oolong")
    add_sale(book, anna, date(2026, 11, 30), 500, text="Bought after the letter")
    assert "what you chose: Oolong." in filled(book, Purpose.AFTER_SALE, anna, "en", TODAY).body
    more = filled(book, Purpose.WARRANTY, anna, "en", TODAY, product="The kettle", day=date(2026, 12, 24))
    assert "It is about: The kettle." in more.body
    assert "ends on 24 December 2026." in more.body
    same = filled(book, Purpose.AFTER_SALE, anna, "en", TODAY, product="")
    assert "what you chose: Oolong." in same.body


def test_a_day_is_written_as_the_language_writes_it(book: Book) -> None:
    anna = add_customer(book)
    more = filled(book, Purpose.SERVICE, anna, "zh_CN", TODAY, day=date(2026, 12, 24))
    assert "请在2026年12月24日之前光临。" in more.body


def test_a_line_about_which_nothing_is_known_is_left_out_and_said(book: Book) -> None:
    found = filled(book, Purpose.AFTER_SALE, add_customer(book), "en", TODAY)
    assert found.left_out == ("product", "shop_phone")
    assert "what you chose" not in found.body
    assert "Thank you for your visit." in found.body


def test_the_owner_words_it_otherwise_for_one_language_and_purpose_only(book: Book) -> None:
    anna = add_customer(book, "Anna")
    with book.edit("Worded a letter"):
        book.text_templates.insert(
            TextTemplate(purpose=Purpose.BIRTHDAY, language="en", body="Second", position=2)
        )
        book.text_templates.insert(
            TextTemplate(
                purpose=Purpose.BIRTHDAY, language="en", subject="Hi", body="Yay, {name}!", position=1
            )
        )
    assert filled(book, Purpose.BIRTHDAY, anna, "en", TODAY).body == "Yay, Anna!"
    assert template(book, Purpose.BIRTHDAY, "en").id
    assert not template(book, Purpose.BIRTHDAY, "zh_CN").id
    assert "生日" in filled(book, Purpose.BIRTHDAY, anna, "zh_CN", TODAY).body
    assert "could not reach" in filled(book, Purpose.UNREACHED, anna, "en", TODAY).subject


@pytest.mark.parametrize(
    ("typed", "printed", "unknown"),
    [
        ("{name}", "Anna {shop}", ()),
        ("{ Name }!", "Anna {shop}!", ()),
        ("{nmae}, {name}", "{nmae}, Anna {shop}", ("nmae",)),
        ("{", "{", ()),
        ("}{", "}{", ()),
        ("{}", "{}", ()),
        ("{{name}}", "{Anna {shop}}", ()),
        ("{0} {name!r} {name.__class__} {name[0]} %s %(name)s", None, ()),
        ("{名字}", "{名字}", ("名字",)),
        ("{name:>999999999}", "{name:>999999999}", ()),
        ("\\1 \\g<0> {name}", "\\1 \\g<0> Anna {shop}", ()),
    ],
)
def test_whatever_braces_are_typed_the_text_is_filled(
    typed: str, printed: str | None, unknown: tuple[str, ...]
) -> None:
    found = fill(TextTemplate(subject=typed, body=typed), {"name": "Anna {shop}", "shop": "Never"})
    assert found.body == found.subject == (typed if printed is None else printed)
    assert found.unknown == unknown
    assert tuple(unknown_places(typed)) == unknown


def test_a_customer_who_is_gone_gets_no_letter(book: Book) -> None:
    with pytest.raises(BookError, match="no longer in the book"):
        filled(book, Purpose.OTHER, 4711, "en", TODAY)
