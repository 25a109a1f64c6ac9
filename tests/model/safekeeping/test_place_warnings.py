"""A book does not belong on a share or into a cloud folder; whoever has it there is told once."""

from pathlib import Path

import pytest

from model.safekeeping.place_warnings import PlaceWarning, is_on_a_network, kind_of_mount, warning_about

MOUNTS = r"""/dev/sda2 / ext4 rw,relatime 0 0
//server/shop /mnt/shop\040share cifs rw 0 0
server:/books /home/li/books nfs4 rw 0 0
/dev/sdb1 /home/li/books/stick vfat rw 0 0
li@pc:/ /media/茶 fuse.sshfs rw 0 0
tmpfs /mnt/shop\040share/own tmpfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/li/Tea.regulars", "ext4"),
        ("/mnt/shop share/Tea.regulars", "cifs"),
        ("/mnt/shop share/own/Tea.regulars", "tmpfs"),
        ("/mnt/shop shared/Tea.regulars", "ext4"),
        ("/home/li/books/2026/Tea.regulars", "nfs4"),
        ("/home/li/books/stick/Tea.regulars", "vfat"),
        ("/media/茶/Tea.regulars", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_above_a_book_counts(path: str, kind: str) -> None:
    assert kind_of_mount(Path(path), MOUNTS) == kind


def test_of_two_mounts_at_one_place_the_later_hides_the_earlier() -> None:
    mounts = "autofs /mnt/shop autofs rw 0 0\nserver:/ /mnt/shop nfs rw 0 0\n"
    assert kind_of_mount(Path("/mnt/shop/Tea.regulars"), mounts) == "nfs"


def test_a_book_on_this_pc_is_warned_of_nothing(tmp_path: Path) -> None:
    assert not is_on_a_network(tmp_path / "Tea.regulars")
    assert warning_about(tmp_path / "Tea.regulars") is None


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - My Shop", "坚果云", "iCloud Drive"])
def test_a_cloud_folder_is_known_by_its_name(tmp_path: Path, folder: str) -> None:
    warning = warning_about(tmp_path / folder / "books" / "Tea.regulars")
    assert warning is PlaceWarning.CLOUD
    assert "backups" in warning.sentence
