"""What the lines of a summary are called."""

from collections.abc import Hashable

from model.channels import Channel
from model.looking_back.facts import COMPLAINT, PROMISE, WITHOUT_PLAN
from model.planning.words import rule_label
from model.store import Store
from resources.i18n import _


def kind_name(kind: str) -> str:
    """Why visits were made, in words: a kind of rule, a promise, a complaint, or nothing that was planned."""
    special = {
        WITHOUT_PLAN: _("Without a plan"),
        PROMISE: _("Promised"),
        COMPLAINT: _("About a complaint"),
    }
    return special.get(kind) or rule_label(kind)


class Names:
    """The names of staff, products and the rest, as they are in the book and in the current language."""

    def __init__(self, store: Store) -> None:
        self._staff = dict(store.tuples("SELECT id, name FROM staff"))
        self._products = dict(store.tuples("SELECT id, name FROM product"))

    def of_kind(self, key: Hashable) -> str:
        return kind_name(str(key))

    def of_staff(self, key: Hashable) -> str:
        return str(self._staff.get(key) or _("Not noted"))

    def of_product(self, key: Hashable) -> str:
        return str(self._products.get(key) or _("No product"))

    def of_channel(self, key: Hashable) -> str:
        return Channel(str(key)).label
