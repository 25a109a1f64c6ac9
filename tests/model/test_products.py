"""Products are found by what a hand types at the counter: a piece of the name, its code, its sound in Chinese."""

import dataclasses

import pytest

from model.book import Book
from model.product_list import products_found
from model.products import Product


def names_found(book: Book, text: str) -> list[str]:
    return [product.name for product in book.products.matching(text)]


@pytest.fixture
def shop(book: Book) -> Book:
    with book.edit("Added products"):
        for name, code in (
            ("人工泪液 无防腐", "DROPS-NP"),
            ("1.60 非球面镜片", "LN-SV"),
            ("Rigid lens case", "CASE"),
            ("偏光太阳镜", "SUN"),
        ):
            book.products.insert(Product(name=name, code=code))
    return book


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("rgly", ["人工泪液 无防腐"]),
        ("rengong", ["人工泪液 无防腐"]),
        ("tyj", ["偏光太阳镜"]),  # initials from the middle on
        ("jp", ["1.60 非球面镜片"]),
        ("球面", ["1.60 非球面镜片"]),
        ("sun", ["偏光太阳镜"]),
        ("r", ["Rigid lens case", "人工泪液 无防腐"]),
        ("zz", []),
    ],
)
def test_a_product_is_found_by_a_piece_of_its_name_its_code_or_its_sound(
    shop: Book, typed: str, found: list[str]
) -> None:
    assert names_found(shop, typed) == found


def test_a_product_no_longer_sold_is_not_offered(shop: Book) -> None:
    [drops] = shop.products.matching("rgly")
    with shop.edit("No longer sold"):
        shop.products.update(dataclasses.replace(drops, archived=True))
    assert names_found(shop, "rgly") == []


def test_the_list_of_products_is_found_and_sorted_by_sound_too(shop: Book) -> None:
    assert [one.name for one in products_found(shop, text="rgly")] == ["人工泪液 无防腐"]
    assert [one.name for one in products_found(shop)][-2:] == ["人工泪液 无防腐", "Rigid lens case"]
