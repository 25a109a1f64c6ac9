"""A new book gets a name that every system takes, beside what is there and never over it."""

from pathlib import Path

import pytest

from model.book_place import file_name, is_carried_to_a_cloud, suggest


@pytest.mark.parametrize(
    ("shop", "name"),
    [
        ("Tea & Leaf", "Tea & Leaf"),
        ("清风茶叶店", "清风茶叶店"),
        ("Łódź / Süd", "Łódź Süd"),
        ('a<b>:"c"\\d|e?f*g', "a b c d e f g"),
        ("  two\n\tlines  ", "two lines"),
        ("ends with dots...", "ends with dots"),
        ("CON", "CON_"),
        ("lpt1", "lpt1_"),
        ("../../etc", "etc"),
        ("...", ""),
        ("", ""),
    ],
)
def test_the_shops_name_becomes_a_file_name(shop: str, name: str) -> None:
    assert file_name(shop) == name


@pytest.mark.parametrize("shop", ["x" * 500, "店" * 500, "👍" * 500])
def test_a_very_long_name_still_fits_into_a_folder(shop: str, tmp_path: Path) -> None:
    path = suggest(tmp_path, shop, "Our shop")
    path.write_bytes(b"")
    assert path.exists()


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for wanted in ("Corner.regulars", "Corner 2.regulars", "Corner 3.regulars"):
        path = suggest(tmp_path, "Corner", "Our shop")
        assert path == tmp_path / wanted
        path.write_bytes(b"")


def test_a_shop_without_a_usable_name_gets_a_name_all_the_same(tmp_path: Path) -> None:
    assert suggest(tmp_path, "???", "Our shop") == tmp_path / "Our shop.regulars"


@pytest.mark.parametrize(
    "folder", ["OneDrive", "OneDrive - Corner Ltd", "Dropbox/books", "iCloud Drive", "坚果云"]
)
def test_a_folder_that_a_program_carries_to_a_cloud_is_known(folder: str, tmp_path: Path) -> None:
    assert is_carried_to_a_cloud(tmp_path / folder / "shop.regulars")
    assert not is_carried_to_a_cloud(tmp_path / "Documents" / "OneDrive.regulars")
