"""Where backups go: a stick is known again at any drive letter, and another disk comes before the same one."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from model.errors import BookError
from model.safekeeping.places import (
    FOLDER_NAME,
    MARKER,
    Stick,
    Volume,
    find_stick,
    folder_beside,
    is_where_it_was,
    moved_to,
    on_one_disk,
    other_disks,
    remember_stick,
    volume_of,
)

ELSEWHERE = Path("/proc")
"""A file system that no test writes to, so that it is another one than the test's own."""


def plugged(root: Path, name: str = "KINGSTON", **about: object) -> Volume:
    root.mkdir(parents=True, exist_ok=True)
    return Volume(root, name, **about)  # type: ignore[arg-type]


def marked(volume: Volume) -> Stick:
    return remember_stick(volume.root / FOLDER_NAME, volume)


def test_a_stick_is_found_where_it_was(tmp_path: Path) -> None:
    volume = plugged(tmp_path / "E")
    stick = marked(volume)
    assert is_where_it_was(stick)
    assert find_stick(stick, [volume]) == tmp_path / "E" / FOLDER_NAME


def test_a_stick_is_found_again_at_another_drive_letter(tmp_path: Path) -> None:
    stick = marked(plugged(tmp_path / "E"))
    (tmp_path / "E").rename(tmp_path / "F")
    other = plugged(tmp_path / "E", "somebody else’s")
    assert not is_where_it_was(stick)
    found = find_stick(stick, [other, plugged(tmp_path / "F")])
    assert found == tmp_path / "F" / FOLDER_NAME
    assert is_where_it_was(moved_to(stick, found))


def test_a_stick_that_is_not_plugged_in_is_not_found(tmp_path: Path) -> None:
    stick = marked(plugged(tmp_path / "E"))
    (tmp_path / "E").rename(tmp_path / "in a drawer")
    assert find_stick(stick, [plugged(tmp_path / "E"), plugged(tmp_path / "F")]) is None


def test_two_sticks_of_the_same_name_are_not_taken_for_each_other(tmp_path: Path) -> None:
    ours, other = plugged(tmp_path / "E"), plugged(tmp_path / "F")
    stick, another = marked(ours), marked(other)
    assert stick.mark != another.mark
    assert find_stick(another, [ours, other]) == tmp_path / "F" / FOLDER_NAME


def test_a_stick_used_on_two_pcs_keeps_its_mark(tmp_path: Path) -> None:
    volume = plugged(tmp_path / "E")
    assert marked(volume).mark == marked(volume).mark


def test_a_folder_deep_in_a_stick_is_found_again(tmp_path: Path) -> None:
    stick = remember_stick(tmp_path / "E" / "shop" / "safe", plugged(tmp_path / "E"))
    (tmp_path / "E").rename(tmp_path / "F")
    found = find_stick(stick, [plugged(tmp_path / "F")])
    assert found == tmp_path / "F" / "shop" / "safe"
    assert moved_to(stick, found).root == tmp_path / "F"


def test_the_mark_says_what_it_is_for(tmp_path: Path) -> None:
    marked(plugged(tmp_path / "E"))
    assert "leave it here" in (tmp_path / "E" / FOLDER_NAME / MARKER).read_text(encoding="utf-8")


def test_a_marker_full_of_garbage_is_no_mark(tmp_path: Path) -> None:
    stick = marked(plugged(tmp_path / "E"))
    (tmp_path / "E" / FOLDER_NAME / MARKER).write_bytes(os.urandom(100_000))
    assert find_stick(stick, [plugged(tmp_path / "E")]) is None


def test_a_place_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "E").write_text("a file where a disk should be")
    with pytest.raises(BookError, match="Choose another stick or folder"):
        remember_stick(tmp_path / "E" / FOLDER_NAME, Volume(tmp_path / "E", "odd"))


def test_a_path_belongs_to_the_nearest_volume_above_it(tmp_path: Path) -> None:
    whole, inner = plugged(tmp_path / "mnt"), plugged(tmp_path / "mnt" / "stick")
    assert volume_of(tmp_path / "mnt" / "stick" / "a" / "b", [whole, inner]) == inner
    assert volume_of(tmp_path / "mnt" / "letters", [whole, inner]) == whole
    assert volume_of(tmp_path / "home", [whole, inner]) is None


def test_two_folders_of_one_disk_are_one_disk(tmp_path: Path) -> None:
    assert on_one_disk(tmp_path / "shop.regulars", tmp_path / "not made yet" / "backups")


@pytest.mark.skipif(not ELSEWHERE.is_dir(), reason="no second file system here")
def test_another_file_system_is_another_disk(tmp_path: Path) -> None:
    assert not on_one_disk(tmp_path, ELSEWHERE)


@pytest.mark.skipif(not ELSEWHERE.is_dir(), reason="no second file system here")
def test_two_volumes_of_one_device_are_one_disk(tmp_path: Path) -> None:
    """As two parts of one btrfs disk, which the system gives different numbers."""
    home, part = (
        Volume(tmp_path, "home", device="/dev/sda2"),
        Volume(ELSEWHERE, "part", device="/dev/sda2"),
    )
    assert on_one_disk(tmp_path, ELSEWHERE, [home, part])


def test_the_disk_of_the_book_is_not_proposed_for_its_backups(tmp_path: Path) -> None:
    assert other_disks(tmp_path / "shop.regulars", [plugged(tmp_path / "same disk")]) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/dev/disk3s1s1", "/dev/disk3s5", True),
        ("/dev/disk3s5", "/dev/disk13s5", False),
        ("/dev/disk3s1", "/dev/disk4s1", False),
        ("", "", False),
    ],
)
@pytest.mark.skipif(not ELSEWHERE.is_dir(), reason="no second file system here")
def test_the_volumes_of_a_mac_are_told_by_their_disk(
    tmp_path: Path, one: str, other: str, same: bool
) -> None:
    mounted = [Volume(tmp_path, "Macintosh HD", device=one), Volume(ELSEWHERE, "Data", device=other)]
    assert on_one_disk(tmp_path, ELSEWHERE, mounted) is same


@pytest.mark.skipif(not ELSEWHERE.is_dir(), reason="no second file system here")
def test_other_disks_are_proposed_with_most_room_first_and_only_those_that_can_be_written() -> None:
    # Here and not in the test's own folder, which may be where people have no business: no disk there is proposed.
    with TemporaryDirectory(dir="/tmp") as place:
        small, large = plugged(Path(place, "a"), free_bytes=1), plugged(Path(place, "b"), free_bytes=5)
        others = [
            plugged(Path(place, "locked"), read_only=True),
            plugged(Path(place, "dvd"), file_system="iso9660"),
            Volume(Path(place, "gone"), "gone"),
            Volume(Path("/"), "system"),
        ]
        assert other_disks(ELSEWHERE / "shop.regulars", [small, *others, large]) == [large, small]


def test_backups_go_beside_the_book_while_nobody_chose(tmp_path: Path) -> None:
    assert folder_beside(tmp_path / "shop.regulars") == tmp_path / FOLDER_NAME
