"""Likes, dislikes, sizes and tags of customers."""

from enum import StrEnum
from typing import ClassVar

from model.table import Record, Table
from resources.i18n import N_, _


class TraitKind(StrEnum):
    """What makes a greeting personal."""

    LIKES = "likes"
    DISLIKES = "dislikes"
    SIZE = "size"
    TAG = "tag"

    @property
    def label(self) -> str:
        """The word for it in the current language."""
        return _(_TRAIT_LABELS[self])


_TRAIT_LABELS = {
    TraitKind.LIKES: N_("Likes"),
    TraitKind.DISLIKES: N_("Dislikes"),
    TraitKind.SIZE: N_("Size"),
    TraitKind.TAG: N_("Tag"),
}


class Trait(Record):
    """A like, a dislike, a size (``label`` "shoe", ``value`` "38") or a tag."""

    customer_id: int = 0
    kind: TraitKind = TraitKind.LIKES
    label: str = ""
    value: str
    position: int = 0


class Traits(Table[Trait]):
    """Likes, sizes and tags of all customers."""

    name: ClassVar[str] = "customer_trait"
    record = Trait
