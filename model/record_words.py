"""What each kind of record is called: as the head of a row, inside a sentence, and counted."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from model.days_in_words import format_day
from model.edit_parts import State
from model.field_words import FIELDS, field_of
from model.gifts import GiftKind
from model.money import format_money
from model.record_names import DAY_COLUMNS, Names
from model.slips import SlipKind
from model.traits import TraitKind
from model.value_words import cut, value_words
from resources.i18n import N_, _, ngettext


class RecordWords(NamedTuple):
    """One record in words: ``title`` heads a row, ``inside`` stands in a sentence, ``told`` there too and says all."""

    title: str
    inside: str
    told: str


class Total(NamedTuple):
    """How many lines a purchase has, and what they come to."""

    lines: int
    cents: int


_TITLES = {
    "shop": N_("Settings of the shop"),
    "holiday": N_("Holiday {value}"),
    "staff": N_("{value} of the staff"),
    "household": N_("Household {value}"),
    "customer": N_("Customer {value}"),
    "customer_phone": N_("Phone of {name}"),
    "customer_trait": N_("{kind} of {name}"),
    "customer_consent": N_("Permission of {name}: {kind}"),
    "customer_day": N_("Yearly day of {name}: {value}"),
    "product": N_("Product {value}"),
    "product_service": N_("Free service {value}"),
    "purchase": N_("Sale of {day} to {name}"),
    "return": N_("Return of goods of {day} from {name}"),
    "purchase_line": N_("Line “{value}”"),
    "service_use": N_("Free service of {day} for {name}"),
    "wish": N_("Wish of {name}: {value}"),
    "complaint": N_("Complaint of {day} by {name}"),
    "gift": N_("{kind} of {day} for {name}: {value}"),
    "class_lines": N_("Lines between the classes, from {day}"),
    "class_review": N_("Review of the classes of {day}"),
    "class_step": N_("Class of {name} on {day}: {value}"),
    "class_treatment": N_("Treatment of the class {value}"),
    "visit_rule": N_("Rule “{value}”"),
    "follow_up": N_("Follow-up of {day} for {name}"),
    "call_list": N_("Call list {value} of {day}"),
    "call_list_line": N_("Line {value} of {whole}: {name}"),
    "call_list_reason": N_("Reason on {whole}"),
    "visit": N_("Contact of {day} with {name}"),
    "slip": N_("{kind} {value}"),
    "text_template": N_("Text “{value}”"),
    "clash": N_("Question about {name}"),
}

_INSIDE = {
    "shop": N_("the settings of the shop"),
    "holiday": N_("the holiday {value}"),
    "staff": N_("{value} of the staff"),
    "household": N_("the household {value}"),
    "customer": N_("customer {value}"),
    "customer_phone": N_("the phone of {name}"),
    "customer_trait": N_("what is written of {name} ({kind})"),
    "customer_consent": N_("the permission of {name} ({kind})"),
    "customer_day": N_("the yearly day of {name} ({value})"),
    "product": N_("product {value}"),
    "product_service": N_("the free service {value}"),
    "purchase": N_("the sale of {day} to {name}"),
    "return": N_("the return of goods of {day} from {name}"),
    "purchase_line": N_("the line “{value}”"),
    "service_use": N_("the free service of {day} for {name}"),
    "wish": N_("the wish of {name} ({value})"),
    "complaint": N_("the complaint of {day} by {name}"),
    "gift": N_("what {name} was given on {day} ({value})"),
    "class_lines": N_("the lines between the classes from {day}"),
    "class_review": N_("the review of the classes of {day}"),
    "class_step": N_("the class of {name} on {day} ({value})"),
    "class_treatment": N_("the treatment of the class {value}"),
    "visit_rule": N_("the rule “{value}”"),
    "follow_up": N_("the follow-up of {day} for {name}"),
    "call_list": N_("the call list {value} of {day}"),
    "call_list_line": N_("line {value} of {whole} ({name})"),
    "call_list_reason": N_("the reason on {whole}"),
    "visit": N_("the contact of {day} with {name}"),
    "slip": N_("slip {value} ({kind})"),
    "text_template": N_("the text “{value}”"),
    "clash": N_("the question about {name}"),
}

_TOLD = {
    "customer_phone": N_("the phone {value} of {name}"),
    "customer_trait": N_("“{value}” of {name} ({kind})"),
    "customer_consent": N_("the permission of {name} ({kind}: {value})"),
    "purchase": N_("the sale of {day} to {name}: {amount}"),
    "return": N_("the return of goods of {day} from {name}: {amount}"),
    "purchase_line": N_("the line “{value}”, {amount}"),
}

MAIN = {
    "customer_phone": "number",
    "customer_trait": "value",
    "customer_consent": "allowed",
    "customer_day": "label",
    "household": "name",
}
"""The field of some records that is meant when nothing else is said."""

_NAMED_OTHERWISE = frozenset(
    {
        "purchase_line",
        "wish",
        "gift",
        "class_step",
        "class_treatment",
        "visit_rule",
        "call_list",
        "slip",
        "text_template",
    }
)
"""What is not called by one of its fields alone."""

KINDS = {
    "shop": N_("Settings"),
    "holiday": N_("Holidays"),
    "staff": N_("Staff"),
    "household": N_("Households"),
    "customer": N_("Customers"),
    "customer_phone": N_("Phones"),
    "customer_trait": N_("Likes, sizes and tags"),
    "customer_consent": N_("Permissions"),
    "customer_day": N_("Yearly days"),
    "product": N_("Products"),
    "product_service": N_("Free services"),
    "purchase": N_("Sales"),
    "purchase_line": N_("Lines of sales"),
    "service_use": N_("Free services used"),
    "wish": N_("Wishes"),
    "complaint": N_("Complaints"),
    "gift": N_("Gifts and goodwill"),
    "class_lines": N_("Lines between the classes"),
    "class_review": N_("Reviews of the classes"),
    "class_step": N_("Classes of customers"),
    "class_treatment": N_("Treatments of the classes"),
    "visit_rule": N_("Rules"),
    "follow_up": N_("Follow-ups"),
    "call_list": N_("Call lists"),
    "call_list_line": N_("Lines of call lists"),
    "call_list_reason": N_("Reasons on call lists"),
    "visit": N_("Contacts"),
    "slip": N_("Slips"),
    "text_template": N_("Letters and messages"),
    "clash": N_("Questions after a join"),
}
"""Each kind of record in the plural, as a heading."""


def record_words(table: str, state: State, names: Names, total: Total | None = None) -> RecordWords:
    """What the record in ``state`` is called. ``total`` is of its lines, where it is a purchase and they are known."""
    values = _values(table, state, names, total)
    kind = "return" if table == "purchase" and state.get("kind") == "return" else table
    inside = _(_INSIDE[kind])
    tells_more = kind in _TOLD and (table != "purchase" or total is not None)
    told = _(_TOLD[kind]) if tells_more else inside
    return RecordWords(*(words.format_map(values) for words in (_(_TITLES[kind]), inside, told)))


def title_of(table: str) -> str:
    """What stands in the title of every record of a kind, its names left open."""
    return f"{_(_TITLES[table])} {_(_TITLES['return'])}" if table == "purchase" else _(_TITLES[table])


def counted(table: str, n: int) -> str:
    """``1 customer``, ``12 phones``."""
    sentence = {
        "shop": ngettext("{n} setting", "{n} settings", n),
        "holiday": ngettext("{n} holiday", "{n} holidays", n),
        "staff": ngettext("{n} member of the staff", "{n} members of the staff", n),
        "household": ngettext("{n} household", "{n} households", n),
        "customer": ngettext("{n} customer", "{n} customers", n),
        "customer_phone": ngettext("{n} phone", "{n} phones", n),
        "customer_trait": ngettext("{n} like, size or tag", "{n} likes, sizes or tags", n),
        "customer_consent": ngettext("{n} permission", "{n} permissions", n),
        "customer_day": ngettext("{n} yearly day", "{n} yearly days", n),
        "product": ngettext("{n} product", "{n} products", n),
        "product_service": ngettext("{n} free service", "{n} free services", n),
        "purchase": ngettext("{n} sale", "{n} sales", n),
        "purchase_line": ngettext("{n} line", "{n} lines", n),
        "service_use": ngettext("{n} free service used", "{n} free services used", n),
        "wish": ngettext("{n} wish", "{n} wishes", n),
        "complaint": ngettext("{n} complaint", "{n} complaints", n),
        "gift": ngettext("{n} gift", "{n} gifts", n),
        "class_lines": ngettext(
            "{n} setting of the lines between the classes", "{n} settings of the lines between the classes", n
        ),
        "class_review": ngettext("{n} review of the classes", "{n} reviews of the classes", n),
        "class_step": ngettext("{n} class of a customer", "{n} classes of customers", n),
        "class_treatment": ngettext("{n} treatment of a class", "{n} treatments of classes", n),
        "visit_rule": ngettext("{n} rule", "{n} rules", n),
        "follow_up": ngettext("{n} follow-up", "{n} follow-ups", n),
        "call_list": ngettext("{n} call list", "{n} call lists", n),
        "call_list_line": ngettext("{n} line of a call list", "{n} lines of call lists", n),
        "call_list_reason": ngettext("{n} reason on a call list", "{n} reasons on call lists", n),
        "visit": ngettext("{n} contact", "{n} contacts", n),
        "slip": ngettext("{n} slip", "{n} slips", n),
        "text_template": ngettext("{n} letter or message", "{n} letters or messages", n),
        "clash": ngettext("{n} question", "{n} questions", n),
    }[table]
    return sentence.format(n=f"{n:,}")


def counted_all(counts: Mapping[str, int]) -> str:
    """``1 customer, 3 phones``: the kinds in the order of the book, without what is none."""
    return _(", ").join(counted(table, counts[table]) for table in FIELDS if counts.get(table))


def _values(table: str, state: State, names: Names, total: Total | None) -> dict[str, str]:
    day_column = DAY_COLUMNS.get(table, "")
    return {
        "name": _whom(table, state, names),
        "value": _value(table, state, names),
        "kind": _kind(table, state, names),
        "whole": _whole(table, state, names),
        "day": format_day(date.fromisoformat(state[day_column])) if day_column else "",
        "amount": _amount(state, names, total),
    }


def _whom(table: str, state: State, names: Names) -> str:
    if "customer_id" not in state:
        return ""
    if table == "clash" and state["customer_id"] is None:
        return names.called(state["table_name"], state["row_id"])
    if state["customer_id"] is None:
        return _("somebody without a name") if table == "purchase" else _("nobody any more")
    return names.called("customer", state["customer_id"])


def _value(table: str, state: State, names: Names) -> str:
    if table == "holiday" and not state["name"]:
        return value_words(field_of(table, "first_on"), state, names)
    if table == "call_list_line":
        return str(state["line"])
    if table in _NAMED_OTHERWISE:
        return cut(names.name_of(table, state), 60)
    field = next((one for one in FIELDS[table] if one.name == MAIN.get(table, "name")), None)
    return "" if field is None else cut(value_words(field, state, names), 60)


def _kind(table: str, state: State, names: Names) -> str:
    if table == "customer_trait":
        return TraitKind(state["kind"]).label
    if table == "customer_consent":
        return value_words(field_of(table, "channel"), state, names)
    if table == "gift":
        return GiftKind(state["kind"]).label
    return SlipKind(state["kind"]).label if table == "slip" else ""


def _whole(table: str, state: State, names: Names) -> str:
    """What the record is a part of."""
    if table == "call_list_line":
        return names.called("call_list", state["call_list_id"])
    return names.called("call_list_line", state["call_list_line_id"]) if table == "call_list_reason" else ""


def _amount(state: State, names: Names, total: Total | None) -> str:
    if total is not None:
        return _("{amount} ({lines})").format(
            amount=format_money(total.cents, names.currency), lines=counted("purchase_line", total.lines)
        )
    return format_money(state.get("amount_cents") or 0, names.currency)
