"""What each field of each kind of record is called, as nouns that stand in a sentence: for the history."""

from dataclasses import dataclass

from model.nouns import TABLES
from resources.i18n import N_, _, current_language, pgettext


@dataclass(frozen=True)
class Field:
    """What a person takes for one thing, though the file may keep it in several ``columns``."""

    table: str
    name: str
    columns: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is called, as the head of a row."""
        word = _LABELS[self.table][self.name]
        return pgettext(*word) if isinstance(word, tuple) else _(word)

    @property
    def label_inside(self) -> str:
        """What it is called in the middle of a sentence."""
        return inside(self.label)


def inside(words: str) -> str:
    """Words that begin a line, as they stand in the middle of a sentence."""
    if current_language() != "en" or (words[:2].isalpha() and words[:2].isupper()):
        return words
    return words[:1].lower() + words[1:]


TOGETHER: dict[str, dict[str, tuple[str, ...]]] = {
    "customer": {
        "birthday": ("birth_year", "birth_month", "birth_day", "birth_lunar", "birth_leap_month"),
        "class": ("class_by_hand", "class_until"),
        "left": ("left_reason", "left_on"),
    },
    "customer_phone": {"number": ("number", "digits")},
    "customer_day": {"day": ("month", "day", "year", "lunar", "leap_month")},
    "product": {"name": ("name", "name_key")},
    "product_service": {"when": ("first_after", "again_after", "unit", "times")},
    "complaint": {"status": ("status", "closed_on")},
    "visit_rule": {
        "scope": ("scope", "scope_text", "product_id", "customer_id"),
        "count": ("count", "unit"),
    },
    "call_list": {"status": ("status", "closed_on")},
    "slip": {"status": ("status", "back_on")},
}
"""Columns that only mean something, or are only allowed, together."""

_LABELS: dict[str, dict[str, str | tuple[str, str]]] = {
    "shop": {
        "name": ("of a shop", "Name"),
        "currency": N_("Currency"),
        "language": N_("Language of the shop"),
        "region": N_("Country"),
        "address": N_("Address"),
        "phone": N_("Phone"),
        "email": N_("E-mail"),
        "paper": N_("Paper"),
        "feb29": N_("Day of birthdays on 29 February"),
        "opening_hours": N_("Opening hours"),
        "visits_a_day": N_("Contacts a day at most"),
        "contacts_a_quarter": N_("Contacts with one customer in 90 days at most"),
        "attempts_at_most": N_("Calls in vain before a letter"),
        "keep_lists_days": N_("Time until a printed list is destroyed"),
        "mask_phones": N_("Mark “phones on a strip to tear off”"),
        "margin_percent": N_("Margin where no cost is known"),
    },
    "holiday": {
        "first_on": N_("First day"),
        "last_on": N_("Last day"),
        "name": ("of a holiday", "Name"),
    },
    "staff": {
        "name": N_("Name"),
        "phone": N_("Phone"),
        "note": N_("Note"),
        "archived": N_("Mark “has left the shop”"),
    },
    "household": {"name": ("of a thing", "Name")},
    "customer": {
        "kind": N_("Kind"),
        "name": N_("Name"),
        "greeting": N_("Greeting"),
        "code": N_("Customer number"),
        "card_number": N_("Card number"),
        "email": N_("E-mail"),
        "street": N_("Street"),
        "city": N_("City"),
        "postal_code": N_("Postal code"),
        "province": N_("County or province"),
        "country": N_("Country"),
        "birthday": N_("Birthday"),
        "household_id": N_("Household"),
        "found_by": N_("Way they found us"),
        "introduced_by_id": N_("Person who introduced them"),
        "call_from": N_("Earliest time to call"),
        "call_until": N_("Latest time to call"),
        "call_note": N_("Remark before calling"),
        "do_not_contact": N_("Mark “does not want to be contacted”"),
        "note": N_("Note"),
        "known_since": N_("Day we met"),
        "archived": N_("Mark “archived”"),
        "class": N_("Class"),
        "class_reason": N_("Reason for the class"),
        "left": N_("Reason why they no longer come"),
        "left_for": N_("Shop where they buy now"),
        "confirm_details": N_("Mark “ask whether phone and address are right”"),
        "stars": N_("Stars"),
        "need_cents": N_("What they need in a year"),
        "share_aim_percent": N_("Share of it that we would like"),
    },
    "customer_phone": {
        "customer_id": N_("Customer"),
        "kind": N_("Place where it rings"),
        "number": N_("Number"),
        "shared": N_("Mark “shared”"),
        "position": N_("Place in the list"),
    },
    "customer_trait": {
        "customer_id": N_("Customer"),
        "kind": N_("Kind"),
        "label": N_("Label"),
        "value": N_("Words"),
        "position": N_("Place in the list"),
    },
    "customer_consent": {
        "customer_id": N_("Customer"),
        "channel": N_("Way of contact"),
        "allowed": N_("Permission"),
        "said_on": N_("Day it was said"),
        "note": N_("Note"),
    },
    "customer_day": {
        "customer_id": N_("Customer"),
        "label": N_("What is celebrated"),
        "day": N_("Day"),
        "position": N_("Place in the list"),
    },
    "product": {
        "code": N_("Code"),
        "name": ("of a product", "Name"),
        "category": N_("Category"),
        "sub_category": N_("Sub-category"),
        "price_cents": N_("Usual price"),
        "cost_cents": N_("Cost to us"),
        "repurchase_days": N_("Time until it is needed again"),
        "warranty_days": N_("Warranty"),
        "note": N_("Note"),
        "archived": N_("Mark “no longer sold”"),
    },
    "purchase": {
        "customer_id": N_("Customer"),
        "kind": N_("Kind"),
        "bought_on": N_("Day"),
        "bought_at": N_("Time of day"),
        "receipt_number": N_("Receipt number"),
        "staff_id": N_("Person who served"),
        "return_of_id": N_("Sale it came back from"),
        "note": N_("Note"),
    },
    "purchase_line": {
        "purchase_id": N_("Sale"),
        "position": N_("Place in the list"),
        "product_id": N_("Product"),
        "text": N_("Words"),
        "quantity_thousandths": N_("Quantity"),
        "amount_cents": N_("Amount"),
        "discount_cents": N_("Discount"),
        "cost_cents": N_("Cost to us"),
        "batch": N_("Batch"),
        "return_of_line_id": N_("Line it came back from"),
    },
    "product_service": {
        "product_id": N_("Product"),
        "name": ("of a thing", "Name"),
        "when": N_("When it is due"),
        "position": N_("Place in the list"),
    },
    "service_use": {
        "customer_id": N_("Customer"),
        "purchase_line_id": N_("Line of the sale"),
        "product_service_id": N_("Free service"),
        "nth": N_("Which of them it is"),
        "used_on": N_("Day"),
        "staff_id": N_("Person of the staff"),
        "note": N_("Note"),
    },
    "wish": {
        "customer_id": N_("Customer"),
        "product_id": N_("Product"),
        "words": N_("Words"),
        "wished_on": N_("Day it was said"),
        "until": N_("Last day of use"),
        "arrived_on": N_("Day it came in"),
        "closed_on": N_("Day it was settled"),
        "note": N_("Note"),
    },
    "complaint": {
        "customer_id": N_("Customer"),
        "purchase_id": N_("Sale"),
        "product_id": N_("Product"),
        "said_on": N_("Day it was said"),
        "said_at": N_("Time of day"),
        "channel": N_("Way it reached us"),
        "grade": N_("Haste"),
        "words": N_("Words of the customer"),
        "handler_id": N_("Person who looks after it"),
        "status": N_("State"),
        "answered_on": N_("Day of the first answer"),
        "solution": N_("Solution"),
        "cause": N_("Cause"),
        "cost_cents": N_("What it cost us"),
        "accepted": N_("Answer whether the customer accepts it"),
        "note": N_("Note"),
    },
    "gift": {
        "customer_id": N_("Customer"),
        "kind": N_("Kind"),
        "given_on": N_("Day"),
        "words": N_("What was given"),
        "cost_cents": N_("What it cost us"),
        "staff_id": N_("Person of the staff"),
        "note": N_("Note"),
    },
    "class_lines": {
        "set_on": N_("First day"),
        "current_cents": N_("Line between gold and the others"),
        "platinum_cents": N_("Line between platinum and gold"),
        "iron_cents": N_("Line between iron and lead"),
        "over_percent": N_("Share past a line that moves at once"),
        "past_days": N_("Time past a line that moves"),
        "new_days": N_("Time as a new customer"),
        "away_days": N_("Time away until inactive"),
        "note": N_("Note"),
    },
    "class_review": {
        "reviewed_on": N_("Day"),
        "class_lines_id": N_("Lines between the classes"),
        "figures": N_("Figures"),
        "note": N_("Note"),
    },
    "class_step": {
        "class_review_id": N_("Review of the classes"),
        "customer_id": N_("Customer"),
        "moved_on": N_("Day"),
        "from_class": N_("Class before"),
        "to_class": N_("Class"),
        "current_cents": N_("What they bring"),
        "potential_cents": N_("What may be expected"),
        "parts": N_("Figures"),
    },
    "class_treatment": {
        "customer_class": N_("Class"),
        "greeting": N_("How they are greeted"),
        "words": N_("What they are given"),
        "priority": N_("Priority"),
    },
    "visit_rule": {
        "kind": N_("Kind"),
        "name": ("of a thing", "Name"),
        "active": N_("Mark “in use”"),
        "scope": N_("For what or whom"),
        "count": N_("Time"),
        "times_percent": N_("Share of their own rhythm"),
        "basis": N_("Day it is counted from"),
        "lead_days": N_("Days before"),
        "closed_days": N_("What happens on closed days"),
        "starts_on": N_("First day"),
        "ends_on": N_("Last day"),
        "lasts_days": N_("Time until it is missed"),
        "by_contact": N_("Mark “done by any contact”"),
        "by_purchase": N_("Mark “done by a purchase”"),
        "least_cents": N_("Smallest amount"),
        "channel": N_("Way of contact"),
        "weight": N_("Weight"),
        "words": N_("What to say"),
        "position": N_("Place in the list"),
    },
    "follow_up": {
        "customer_id": N_("Customer"),
        "channel": N_("Way of contact"),
        "rule": N_("Occasion"),
        "promise": N_("Mark “we gave our word”"),
        "reason": N_("Reason"),
        "planned_on": N_("Planned day"),
        "anchor_on": N_("Day of the occasion"),
        "snoozed_to": N_("Day it was put off to"),
        "status": N_("State"),
        "done_on": N_("Day it was done"),
        "attempts": N_("Number of attempts"),
        "purchase_id": N_("Sale"),
        "complaint_id": N_("Complaint"),
        "staff_id": N_("Person of the staff"),
        "note": N_("Note"),
        "rule_id": N_("Rule"),
        "occasion": N_("Which of several occasions"),
        "shown_on": N_("First day on a list"),
        "lapses_on": N_("Last day of use"),
    },
    "call_list": {
        "number": ("of a paper", "Number"),
        "for_on": N_("Day it is for"),
        "staff_id": N_("Person of the staff"),
        "masked": N_("Mark “phones on a strip to tear off”"),
        "status": N_("State"),
        "note": N_("Note"),
    },
    "call_list_line": {
        "call_list_id": N_("List"),
        "line": N_("Number of the line"),
        "customer_id": N_("Customer"),
        "status": N_("State"),
    },
    "call_list_reason": {
        "call_list_line_id": N_("Line of the list"),
        "follow_up_id": N_("Follow-up"),
    },
    "visit": {
        "customer_id": N_("Customer"),
        "follow_up_id": N_("Follow-up"),
        "complaint_id": N_("Complaint"),
        "visited_on": N_("Day"),
        "visited_at": N_("Time of day"),
        "channel": N_("Way of contact"),
        "staff_id": N_("Person of the staff"),
        "reached": N_("Answer whether somebody was reached"),
        "outcome": N_("Outcome"),
        "satisfaction": N_("Answer to “Would you come back?”"),
        "words": N_("Words of the customer"),
        "suggestion": N_("Suggestion"),
        "note": N_("Note"),
        "call_list_line_id": N_("Line of the list"),
        "suggestion_status": N_("What became of the suggestion"),
        "suggestion_answer": N_("Answer to the suggestion"),
        "suggestion_told_on": N_("Day they heard the answer"),
    },
    "slip": {
        "number": ("of a paper", "Number"),
        "kind": N_("Kind"),
        "printed_on": N_("Day it was printed"),
        "status": N_("State"),
        "customer_id": N_("Customer"),
        "note": N_("Note"),
    },
    "text_template": {
        "purpose": N_("What it is for"),
        "language": N_("Language"),
        "name": ("of a thing", "Name"),
        "subject": N_("Subject"),
        "body": N_("Text"),
        "position": N_("Place in the list"),
    },
    "clash": {
        "customer_id": N_("Customer"),
        "table_name": N_("Kind of entry"),
        "row_id": N_("Entry"),
        "column_name": N_("Field"),
        "kept": N_("What stands in the book"),
        "other": N_("What the other copy says"),
        "kept_who": N_("Who wrote what stands in the book"),
        "kept_at": N_("When what stands in the book was written"),
        "other_who": N_("Who wrote what the other copy says"),
        "other_at": N_("When what the other copy says was written"),
        "decided": N_("Mark “decided”"),
    },
}


def _fields() -> dict[str, tuple[Field, ...]]:
    found = {}
    for table in TABLES:
        groups = {
            column: name for name, columns in TOGETHER.get(table.name, {}).items() for column in columns
        }
        names = dict.fromkeys(groups.get(column, column) for column in table.written()[1:])
        found[table.name] = tuple(
            Field(table.name, name, TOGETHER.get(table.name, {}).get(name, (name,))) for name in names
        )
    return found


FIELDS: dict[str, tuple[Field, ...]] = _fields()
"""The fields of each table, in the order of its columns; ``id`` is none."""


def field_of(table: str, column: str) -> Field:
    """The field that a column belongs to, or that is called so; ``KeyError`` if there is none."""
    for field in FIELDS[table]:
        if column == field.name or column in field.columns:
            return field
    raise KeyError(column)
