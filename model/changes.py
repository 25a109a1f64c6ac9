"""What was changed: the one notice after each commit, from which every screen decides whether to look again."""

from collections.abc import Callable

from model.frozen import Plain
from resources.i18n import _


class Change(Plain):
    """One committed edit.

    ``kinds`` are names of tables (``"customer"``, ``"purchase"`` …); ``customers`` the ids of the customers it
    concerns, ``None`` after a bulk edit: look again at everybody.
    """

    edit_id: int
    kinds: frozenset[str]
    customers: frozenset[int] | None
    what: str
    about: dict[str, str]
    undoes: bool = False

    def concerns(self, customer_id: int) -> bool:
        """Whether a screen that shows this customer should look again."""
        return self.customers is None or customer_id in self.customers

    @property
    def sentence(self) -> str:
        """What was done, in the current language: ``Deleted customer Li Wei``."""
        return sentence(self.what, self.about)


Listener = Callable[[Change], None]


def sentence(what: str, about: dict[str, str]) -> str:
    """The words of an edit in the current language, from its message and the names that fill it."""
    try:
        return _(what).format_map(about)
    except (LookupError, ValueError, AttributeError):
        return what  # Another program wrote it: it is told as it stands.
