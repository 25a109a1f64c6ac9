"""The kinds of rules, a file each: which facts a rule asks the book for, and which occasions follow from them."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from model.planning.kinds import (
    after_complaint,
    after_sale,
    keep_in_touch,
    running_out,
    service,
    silent,
    warranty,
    win_back,
    wish,
    yearly,
)
from model.planning.occasion import Occasion, Only, ShopDays, Window
from model.store import Store
from model.visit_rules import RuleKind, VisitRule


class Kind(Protocol):
    """What the file of every kind offers."""

    def facts(self, store: Store, rule: VisitRule, window: Window, only: Only = None) -> Iterable[Any]:
        """What the book knows on the first day of ``window`` of those whom the rule could want in it."""

    def occasions(self, rule: VisitRule, facts: Any, window: Window, shop: ShopDays) -> Iterable[Occasion]:
        """What the rule asks for by one of these facts: planned by the last day of ``window``, not lapsed before
        its first."""


KINDS: Mapping[RuleKind, Kind] = {
    RuleKind.AFTER_SALE: after_sale,
    RuleKind.WARRANTY: warranty,
    RuleKind.RUNNING_OUT: running_out,
    RuleKind.AFTER_COMPLAINT: after_complaint,
    RuleKind.YEARLY: yearly,
    RuleKind.KEEP_IN_TOUCH: keep_in_touch,
    RuleKind.SILENT: silent,
    RuleKind.WIN_BACK: win_back,
    RuleKind.SERVICE: service,
    RuleKind.WISH: wish,
}
"""Each kind of rule with its file."""
