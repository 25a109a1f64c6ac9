"""Why a customer no longer comes."""

from enum import StrEnum

from resources.i18n import N_, _


class LeftReason(StrEnum):
    """Why a customer no longer comes; ``NONE`` where they still do, or nobody asked."""

    NONE = ""
    MOVED = "moved"
    PRICE = "price"
    CHOICE = "choice"
    QUALITY = "quality"
    SERVICE = "service"
    NEED = "need"
    COMPETITOR = "competitor"
    DIED = "died"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The words for it in the current language."""
        return _(_LEFT_LABELS[self])

    @property
    def for_good(self) -> bool:
        """Whether nothing wins them back."""
        return self in (LeftReason.MOVED, LeftReason.DIED)


_LEFT_LABELS = {
    LeftReason.NONE: N_("Still comes"),
    LeftReason.MOVED: N_("Moved away"),
    LeftReason.PRICE: N_("Price"),
    LeftReason.CHOICE: N_("Did not find what they need"),
    LeftReason.QUALITY: N_("Quality"),
    LeftReason.SERVICE: N_("Service"),
    LeftReason.NEED: N_("No longer needs it"),
    LeftReason.COMPETITOR: N_("Another shop won them"),
    LeftReason.DIED: N_("Died"),
    LeftReason.OTHER: N_("Another reason"),
    LeftReason.UNKNOWN: N_("Did not say"),
}
