"""The fourth format: what customers are worth, by what lines they are classed, and how they moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.migrations.columns import EDIT, ID, MONEY, NOTE, cents, day, one_of, text
from model.migrations.registry import migrations

if TYPE_CHECKING:
    from sqlite_utils.db import Database

_CLASSES = ("platinum", "gold", "iron", "lead", "new", "inactive")

_VALUE = (
    # The margin that the owner reckons with where no cost is known of anything.
    "ALTER TABLE shop ADD COLUMN margin_percent INTEGER CHECK (margin_percent BETWEEN 0 AND 100)",
    # What the owner knows of a customer: how promising they are, what they need of our kind of goods in a year, here
    # and elsewhere, and how much of that the shop would like to have.
    "ALTER TABLE customer ADD COLUMN stars INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 4)",
    f"ALTER TABLE customer ADD COLUMN need_cents INTEGER CHECK (need_cents BETWEEN 1 AND {MONEY})",
    "ALTER TABLE customer ADD COLUMN share_aim_percent INTEGER CHECK (share_aim_percent BETWEEN 1 AND 100)",
    # What was given away: a present, or money and goods to make up for something. It costs what it cost the shop.
    f"""CREATE TABLE gift (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {one_of("kind", "gift", "goodwill")},
        {day("given_on", "NOT NULL")},
        {text("words", NOTE)},
        cost_cents INTEGER NOT NULL DEFAULT 0 CHECK (cost_cents BETWEEN 0 AND {MONEY}),
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {text("note", NOTE)}
    ) STRICT""",
    "CREATE INDEX gift_customer ON gift (customer_id, given_on, cost_cents)",
    "CREATE INDEX gift_staff ON gift (staff_id) WHERE staff_id IS NOT NULL",
    # The lines between the classes. A row is never changed: new lines are a new row, so that a movement tells by which
    # lines it was made.
    f"""CREATE TABLE class_lines (
        {ID}, {EDIT},
        {day("set_on", "NOT NULL")},
        {cents("current_cents", "NOT NULL")},
        {cents("platinum_cents", "NOT NULL")},
        {cents("iron_cents", "NOT NULL")},
        over_percent INTEGER NOT NULL DEFAULT 10 CHECK (over_percent BETWEEN 0 AND 1000),
        past_days INTEGER NOT NULL DEFAULT 60 CHECK (past_days BETWEEN 0 AND 3650),
        new_days INTEGER NOT NULL DEFAULT 90 CHECK (new_days BETWEEN 0 AND 3650),
        away_days INTEGER NOT NULL DEFAULT 365 CHECK (away_days BETWEEN 1 AND 36500),
        {text("note", NOTE)}
    ) STRICT""",
    # One look at everybody, and whom it moved. The latest step of a customer is the class they are held in.
    f"""CREATE TABLE class_review (
        {ID}, {EDIT},
        {day("reviewed_on", "NOT NULL")},
        class_lines_id INTEGER REFERENCES class_lines (id) ON DELETE SET NULL,
        {text("figures", NOTE)},
        {text("note", NOTE)}
    ) STRICT""",
    "CREATE INDEX class_review_day ON class_review (reviewed_on)",
    "CREATE INDEX class_review_lines ON class_review (class_lines_id) WHERE class_lines_id IS NOT NULL",
    f"""CREATE TABLE class_step (
        {ID}, {EDIT},
        class_review_id INTEGER NOT NULL REFERENCES class_review (id) ON DELETE CASCADE,
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {day("moved_on", "NOT NULL")},
        {one_of("from_class", "", *_CLASSES)},
        {one_of("to_class", *_CLASSES)},
        {cents("current_cents", "NOT NULL")},
        {cents("potential_cents", "NOT NULL")},
        {text("parts", NOTE)}
    ) STRICT""",
    "CREATE INDEX class_step_customer ON class_step (customer_id, moved_on, to_class)",
    "CREATE INDEX class_step_review ON class_step (class_review_id, customer_id)",
    # How each class is treated, beside the rules that plan its visits. Empty words are the program's own.
    f"""CREATE TABLE class_treatment (
        {ID}, {EDIT},
        {one_of("customer_class", *_CLASSES)},
        {text("greeting", NOTE)},
        {text("words", NOTE)},
        priority INTEGER NOT NULL DEFAULT 50 CHECK (priority BETWEEN 0 AND 100)
    ) STRICT""",
)

# Under small numbers of their own, the same in every copy.
_FIRST_TREATMENTS = (
    (1, "platinum", 90),
    (2, "gold", 70),
    (3, "new", 60),
    (4, "iron", 40),
    (5, "lead", 20),
    (6, "inactive", 10),
)


@migrations(name="004_value")
def value(db: Database) -> None:
    """Gifts, class lines, reviews and the steps they made, how classes are treated, what the owner knows."""
    for statement in _VALUE:
        db.execute(statement)
    for treatment in _FIRST_TREATMENTS:
        db.execute(
            "INSERT INTO class_treatment (id, customer_class, priority, edit_id) VALUES (?, ?, ?, 0)",
            treatment,
        )
    # Silent until the owner switches it on: a book that is brought up to date plans as it did.
    db.execute(
        "INSERT INTO visit_rule (id, kind, active, scope, scope_text, count, unit, lasts_days, by_contact, by_purchase,"
        " weight, position, edit_id) VALUES (14, 'keep_in_touch', 0, 'class', 'iron', 6, 'months', 60, 1, 0, 30, 14, 0)"
    )
