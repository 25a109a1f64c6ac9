"""The third format: rules that plan, lists that come back, wishes, services, letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.migrations.columns import CHANNELS, EDIT, ID, NOTE, cents, day, flag, one_of, text
from model.migrations.registry import migrations

if TYPE_CHECKING:
    from sqlite_utils.db import Database


_CLASSES = ("platinum", "gold", "iron", "lead")
_UNITS = ("days", "weeks", "months", "years")
_REASONS_TO_LEAVE = (
    "moved",
    "price",
    "choice",
    "quality",
    "service",
    "need",
    "competitor",
    "died",
    "other",
    "unknown",
)

_RULE_KINDS = (
    "after_sale",
    "warranty",
    "running_out",
    "after_complaint",
    "yearly",
    "keep_in_touch",
    "silent",
    "win_back",
    "service",
    "wish",
)
_PURPOSES = ("unreached", "birthday", *(kind for kind in _RULE_KINDS if kind != "yearly"), "other")

_PLANNING = (
    # The shop's settings: how many contacts a day, how often one customer at most, and what stands on paper.
    "ALTER TABLE shop ADD COLUMN visits_a_day INTEGER DEFAULT 20 CHECK (visits_a_day BETWEEN 1 AND 100000)",
    "ALTER TABLE shop ADD COLUMN contacts_a_quarter INTEGER DEFAULT 6 CHECK (contacts_a_quarter BETWEEN 1 AND 1000)",
    """ALTER TABLE shop ADD COLUMN attempts_at_most INTEGER NOT NULL DEFAULT 5
        CHECK (attempts_at_most BETWEEN 1 AND 100)""",
    """ALTER TABLE shop ADD COLUMN keep_lists_days INTEGER NOT NULL DEFAULT 14
        CHECK (keep_lists_days BETWEEN 1 AND 3650)""",
    f"ALTER TABLE shop ADD COLUMN {flag('mask_phones')}",
    # A class that the owner gave by hand, why a customer left, and that we may no longer know how to reach them.
    f"ALTER TABLE customer ADD COLUMN {one_of('class_by_hand', '', *_CLASSES)}",
    f"ALTER TABLE customer ADD COLUMN {day('class_until')}",
    f"ALTER TABLE customer ADD COLUMN {text('class_reason')}",
    f"ALTER TABLE customer ADD COLUMN {day('left_on')}",
    f"ALTER TABLE customer ADD COLUMN {one_of('left_reason', '', *_REASONS_TO_LEAVE)}",
    f"ALTER TABLE customer ADD COLUMN {text('left_for')}",
    f"ALTER TABLE customer ADD COLUMN {flag('confirm_details')}",
    "CREATE INDEX customer_class ON customer (class_by_hand) WHERE class_by_hand <> ''",
    # Yearly days beside the birthday: a wedding, a name day, the day a business was founded.
    f"""CREATE TABLE customer_day (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        label TEXT NOT NULL CHECK (trim(label) <> '' AND length(label) <= 500),
        year INTEGER CHECK (year IS NULL OR year BETWEEN 1900 AND 2100),
        month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
        day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
        {flag("lunar")},
        {flag("leap_month")},
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX customer_day_customer ON customer_day (customer_id)",
    "CREATE INDEX customer_day_day ON customer_day (month, day)",
    # What a customer is waiting for: arrived when the shop has it, closed when they know or no longer want it.
    f"""CREATE TABLE wish (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        product_id INTEGER REFERENCES product (id) ON DELETE SET NULL,
        {text("words", NOTE)},
        {day("wished_on", "NOT NULL")},
        {day("until")},
        {day("arrived_on")},
        {day("closed_on")},
        {text("note", NOTE)}
    ) STRICT""",
    "CREATE INDEX wish_customer ON wish (customer_id)",
    "CREATE INDEX wish_product ON wish (product_id) WHERE product_id IS NOT NULL",
    "CREATE INDEX wish_open ON wish (arrived_on) WHERE closed_on IS NULL",
    # The services that come with a product: the first after so many units, then again, so many times in all.
    f"""CREATE TABLE product_service (
        {ID}, {EDIT},
        product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 500),
        {one_of("unit", *_UNITS, default="months")},
        first_after INTEGER NOT NULL CHECK (first_after BETWEEN 0 AND 36500),
        again_after INTEGER CHECK (again_after IS NULL OR again_after BETWEEN 1 AND 36500),
        times INTEGER NOT NULL DEFAULT 1 CHECK (times BETWEEN 1 AND 1000),
        position INTEGER NOT NULL DEFAULT 0,
        CHECK (times = 1 OR again_after IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX product_service_product ON product_service (product_id)",
    f"""CREATE TABLE service_use (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        purchase_line_id INTEGER REFERENCES purchase_line (id) ON DELETE CASCADE,
        product_service_id INTEGER REFERENCES product_service (id) ON DELETE SET NULL,
        nth INTEGER NOT NULL CHECK (nth BETWEEN 1 AND 1000),
        {day("used_on", "NOT NULL")},
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {text("note", NOTE)}
    ) STRICT""",
    "CREATE INDEX service_use_customer ON service_use (customer_id)",
    "CREATE INDEX service_use_line ON service_use (purchase_line_id) WHERE purchase_line_id IS NOT NULL",
    # The rules that plan. A name or words left empty are those of the kind, in whatever language is spoken.
    f"""CREATE TABLE visit_rule (
        {ID}, {EDIT},
        {one_of("kind", *_RULE_KINDS)},
        {text("name")},
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        {one_of("scope", "any", "product", "category", "class", "tag", "customer")},
        {text("scope_text")},
        product_id INTEGER REFERENCES product (id) ON DELETE CASCADE,
        customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
        count INTEGER NOT NULL DEFAULT 0 CHECK (count BETWEEN 0 AND 36500),
        {one_of("unit", *_UNITS)},
        times_percent INTEGER CHECK (times_percent BETWEEN 50 AND 10000),
        {one_of("basis", "done", "planned")},
        {text("lead_days", 100)},
        {one_of("closed_days", "next", "previous", "same")},
        {day("starts_on")},
        {day("ends_on")},
        lasts_days INTEGER NOT NULL DEFAULT 14 CHECK (lasts_days BETWEEN 0 AND 36500),
        {flag("by_contact")},
        {flag("by_purchase")},
        {cents("least_cents")},
        {one_of("channel", *CHANNELS[:5])},
        weight INTEGER NOT NULL DEFAULT 50 CHECK (weight BETWEEN 0 AND 100),
        {text("words", NOTE)},
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX visit_rule_product ON visit_rule (product_id) WHERE product_id IS NOT NULL",
    "CREATE INDEX visit_rule_customer ON visit_rule (customer_id) WHERE customer_id IS NOT NULL",
    "ALTER TABLE follow_up ADD COLUMN rule_id INTEGER REFERENCES visit_rule (id) ON DELETE SET NULL",
    f"ALTER TABLE follow_up ADD COLUMN {text('occasion', 100)}",
    f"ALTER TABLE follow_up ADD COLUMN {day('shown_on')}",
    f"ALTER TABLE follow_up ADD COLUMN {day('lapses_on')}",
    "CREATE INDEX follow_up_rule ON follow_up (rule_id) WHERE rule_id IS NOT NULL",
    # A printed list: its lines, and which follow-ups each of them is about.
    f"""CREATE TABLE call_list (
        {ID}, {EDIT},
        number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999999999),
        {day("for_on", "NOT NULL")},
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {flag("masked")},
        {one_of("status", "open", "closed")},
        {day("closed_on")},
        {text("note", NOTE)}
    ) STRICT""",
    "CREATE INDEX call_list_number ON call_list (number)",
    "CREATE INDEX call_list_open ON call_list (for_on) WHERE status = 'open'",
    f"""CREATE TABLE call_list_line (
        {ID}, {EDIT},
        call_list_id INTEGER NOT NULL REFERENCES call_list (id) ON DELETE CASCADE,
        line INTEGER NOT NULL CHECK (line BETWEEN 1 AND 999999),
        customer_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
        {one_of("status", "open", "written", "left")}
    ) STRICT""",
    "CREATE INDEX call_list_line_list ON call_list_line (call_list_id, line)",
    "CREATE INDEX call_list_line_customer ON call_list_line (customer_id) WHERE customer_id IS NOT NULL",
    f"""CREATE TABLE call_list_reason (
        {ID}, {EDIT},
        call_list_line_id INTEGER NOT NULL REFERENCES call_list_line (id) ON DELETE CASCADE,
        follow_up_id INTEGER NOT NULL REFERENCES follow_up (id) ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX call_list_reason_line ON call_list_reason (call_list_line_id)",
    "CREATE INDEX call_list_reason_follow_up ON call_list_reason (follow_up_id)",
    "ALTER TABLE visit ADD COLUMN call_list_line_id INTEGER REFERENCES call_list_line (id) ON DELETE SET NULL",
    "CREATE INDEX visit_list_line ON visit (call_list_line_id) WHERE call_list_line_id IS NOT NULL",
    # What became of a suggestion, and when the customer was told.
    f"ALTER TABLE visit ADD COLUMN {one_of('suggestion_status', 'open', 'considered', 'done', 'declined')}",
    f"ALTER TABLE visit ADD COLUMN {text('suggestion_answer', NOTE)}",
    f"ALTER TABLE visit ADD COLUMN {day('suggestion_told_on')}",
    "CREATE INDEX visit_suggestion ON visit (visited_on) WHERE suggestion <> ''",
    # Blank slips on paper, for when there is no power: each has a number that is asked for until it is back.
    f"""CREATE TABLE slip (
        {ID}, {EDIT},
        number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999999999),
        {one_of("kind", "visit", "complaint", "customer")},
        {day("printed_on", "NOT NULL")},
        {one_of("status", "out", "back", "void")},
        {day("back_on")},
        customer_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
        {text("note", NOTE)}
    ) STRICT""",
    "CREATE INDEX slip_number ON slip (number)",
    "CREATE INDEX slip_out ON slip (printed_on) WHERE status = 'out'",
    "CREATE INDEX slip_customer ON slip (customer_id) WHERE customer_id IS NOT NULL",
    # Letters and messages as the owner words them; what is not here is worded by the program.
    f"""CREATE TABLE text_template (
        {ID}, {EDIT},
        {one_of("purpose", *_PURPOSES)},
        {one_of("language", "en", "zh_CN")},
        {text("name")},
        {text("subject")},
        {text("body", NOTE)},
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
)

# Under small numbers of their own, the same in every copy. kind, active, scope, scope_text, count, unit, times_percent,
# lead_days, lasts_days, by_contact, by_purchase, weight.
_FIRST_RULES = (
    (1, "after_sale", 1, "any", "", 3, "days", None, "", 14, 1, 0, 50),
    (2, "silent", 1, "any", "", 0, "days", 150, "", 0, 1, 1, 60),
    (3, "after_complaint", 1, "any", "", 3, "days", None, "", 30, 0, 0, 90),
    (4, "yearly", 1, "any", "", 0, "days", None, "0", 3, 0, 0, 64),
    (5, "keep_in_touch", 1, "class", "platinum", 1, "months", None, "", 30, 1, 0, 65),
    (6, "keep_in_touch", 1, "class", "gold", 3, "months", None, "", 60, 1, 0, 45),
    (7, "wish", 1, "any", "", 0, "days", None, "", 60, 0, 0, 95),
    (8, "service", 1, "any", "", 0, "days", None, "7", 60, 0, 0, 62),
    (9, "running_out", 1, "any", "", 0, "days", None, "3", 21, 1, 1, 58),
    (10, "warranty", 1, "any", "", 0, "days", None, "30", 30, 0, 0, 40),
    (11, "after_sale", 0, "any", "", 0, "days", None, "", 1, 0, 0, 52),
    (12, "after_sale", 0, "any", "", 30, "days", None, "", 30, 0, 0, 35),
    (13, "win_back", 0, "any", "", 365, "days", 400, "", 365, 1, 1, 20),
)


RULES_OF_OLD_FOLLOW_UPS = (
    "UPDATE follow_up SET rule_id = CASE rule WHEN 'after_sale' THEN 1 WHEN 'silent' THEN 2 ELSE 3 END"
    " WHERE rule IN ('after_sale', 'silent', 'after_complaint')"
)
"""SQL that says of each follow-up of an older format by which rule it was planned."""


@migrations(name="003_planned_visits")
def planned_visits(db: Database) -> None:
    """Rules that the owner edits, lists that come back, slips, wishes, services, yearly days and letters."""
    for statement in _PLANNING:
        db.execute(statement)
    columns = (
        "id, kind, active, scope, scope_text, count, unit, times_percent, lead_days, lasts_days, by_contact"
    )
    for rule in _FIRST_RULES:
        db.execute(
            f"INSERT INTO visit_rule ({columns}, by_purchase, weight, position, edit_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (*rule, rule[0]),
        )
    # What the three rules of the first format planned is what the rules of that kind would have: in the journal too,
    # else what is put back from it would be planned once more.
    db.execute(RULES_OF_OLD_FOLLOW_UPS)
    old_rules = ((1, "after_sale"), (2, "silent"), (3, "after_complaint"))
    each = " ".join(f'WHEN instr(old, \'"rule":"{rule}"\') THEN {rule_id}' for rule_id, rule in old_rules)
    db.execute(
        f"UPDATE journal SET old = substr(old, 1, length(old) - 1) || ',\"rule_id\":' || CASE {each} END || '}}'"
        f" WHERE table_name = 'follow_up' AND CASE {each} END"
    )
