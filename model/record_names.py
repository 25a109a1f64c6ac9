"""What a record is called, also when it is gone since: the journal still knows it."""

from datetime import date
from functools import cache

from model.customer_class import CustomerClass
from model.days_in_words import format_day
from model.edit_parts import State, state, state_now
from model.gifts import GiftKind
from model.store import Store
from model.text_templates import Purpose
from model.visit_rules import RuleKind, Scope, Unit, units
from resources.i18n import N_, _

_MEANT = {
    "customer_id": "customer",
    "introduced_by_id": "customer",
    "household_id": "household",
    "staff_id": "staff",
    "handler_id": "staff",
    "product_id": "product",
    "purchase_id": "purchase",
    "return_of_id": "purchase",
    "return_of_line_id": "purchase_line",
    "complaint_id": "complaint",
    "follow_up_id": "follow_up",
    "purchase_line_id": "purchase_line",
    "product_service_id": "product_service",
    "rule_id": "visit_rule",
    "call_list_id": "call_list",
    "call_list_line_id": "call_list_line",
    "class_lines_id": "class_lines",
    "class_review_id": "class_review",
}
"""The table that a column's ids mean."""


class Names:
    """What the ids of one book mean, asked once each: for one look at the history."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.currency = str(store.value("SELECT currency FROM shop") or "EUR")
        self.state_of = cache(self._state_of)

    def of(self, table: str, column: str, row_id: int) -> str:
        """What the id in a column means, in words."""
        meant = self.table_meant(table, column)
        return self.called(meant, row_id) if meant else str(row_id)

    def table_meant(self, table: str, column: str) -> str:
        """The table whose ids stand in a column; empty if they do not."""
        return "" if (table, column) == ("clash", "row_id") else _MEANT.get(column, "")

    def called(self, table: str, row_id: int) -> str:
        """What a record is called inside a sentence."""
        row = self.state_of(table, row_id)
        if row is None:
            return (
                _("somebody who was erased")
                if self._is_erased(table, row_id)
                else _("something deleted long ago")
            )
        if table in _BY_DAY:
            day = format_day(date.fromisoformat(row[DAY_COLUMNS[table]]))
            return _(_BY_DAY[table]).format(day=day, number=row.get("number"))
        return self.name_of(table, row)

    def name_of(self, table: str, row: State) -> str:
        """The words by which a record is told from others of its kind; empty where it has none."""
        match table:
            case "purchase_line":
                return str(row["text"]) or self._product(row)
            case "wish":
                return _(", ").join(filter(None, (self._product(row), row["words"])))
            case "gift":
                return str(row["words"]) or GiftKind(row["kind"]).label
            case "class_step":
                return CustomerClass(row["to_class"]).label
            case "class_treatment":
                return CustomerClass(row["customer_class"]).label
            case "visit_rule":
                return str(row["name"]) or self._rule(row)
            case "text_template":
                return str(row["name"]) or Purpose(row["purpose"]).label
            case "call_list_line":
                return _("line {line} of {list}").format(
                    line=row["line"], list=self.called("call_list", row["call_list_id"])
                )
            case "call_list_reason":
                return self.called("call_list_line", row["call_list_line_id"])
            case "call_list" | "slip":
                return str(row["number"])
        return str(row.get("name", ""))

    def _rule(self, row: State) -> str:
        """A rule without a name of its own: its kind, and what tells it from others of that kind."""
        scope = Scope(row["scope"])
        if scope is Scope.ANY:
            apart = units(row["count"], Unit(row["unit"])) if row["count"] else ""
        elif scope is Scope.CLASS:
            apart = CustomerClass(row["scope_text"]).label
        else:
            meant = row.get(f"{scope}_id")
            apart = self.called(scope, meant) if meant else row["scope_text"]
        kind = RuleKind(row["kind"]).label
        return _("{words} ({remark})").format(words=kind, remark=apart) if apart else kind

    def _product(self, row: State) -> str:
        return self.called("product", row["product_id"]) if row["product_id"] else ""

    def _state_of(self, table: str, row_id: int) -> State | None:
        """The row as it is now, else as the journal knew it last."""
        now = state_now(self.store, table, row_id)
        if now is not None:
            return now
        old = self.store.value(
            "SELECT old FROM journal WHERE row_id = :row AND table_name = :table AND old IS NOT NULL"
            " ORDER BY number DESC LIMIT 1",
            row=row_id,
            table=table,
        )
        return state(old) if old else None

    def _is_erased(self, table: str, row_id: int) -> bool:
        return table == "customer" and bool(
            self.store.value("SELECT 1 FROM erased WHERE customer_id = :id", id=row_id)
        )


DAY_COLUMNS = {
    "purchase": "bought_on",
    "service_use": "used_on",
    "complaint": "said_on",
    "gift": "given_on",
    "class_lines": "set_on",
    "class_review": "reviewed_on",
    "class_step": "moved_on",
    "follow_up": "planned_on",
    "call_list": "for_on",
    "visit": "visited_on",
}
"""The column with the day by which people speak of such a record."""

_BY_DAY = {
    "purchase": N_("the sale of {day}"),
    "service_use": N_("the free service of {day}"),
    "complaint": N_("the complaint of {day}"),
    "gift": N_("the gift of {day}"),
    "class_lines": N_("the lines from {day}"),
    "class_review": N_("the review of {day}"),
    "class_step": N_("the class of {day}"),
    "follow_up": N_("the follow-up of {day}"),
    "call_list": N_("call list {number} of {day}"),
    "visit": N_("the contact of {day}"),
}
