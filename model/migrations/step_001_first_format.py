"""The first format: customers, purchases, complaints, visits, and the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.migrations.columns import CHANNELS, EDIT, ID, NOTE, cents, clock, day, flag, one_of, text
from model.migrations.registry import migrations

if TYPE_CHECKING:
    from sqlite_utils.db import Database


_BOOKKEEPING = (
    # Which book this is. One row, written once; copies of a book share it.
    """CREATE TABLE book (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        book_id TEXT NOT NULL CHECK (length(book_id) = 32),
        made_at TEXT NOT NULL
    ) STRICT""",
    # The line of generations: one for each run of the program that wrote, two parents after a join. A generation goes
    # on while copies of it are made, so a parent is a point on it: the generation and its last edit known here.
    """CREATE TABLE generation (
        id TEXT PRIMARY KEY CHECK (length(id) = 32),
        parent1 TEXT REFERENCES generation (id),
        parent1_seq INTEGER CHECK ((parent1_seq IS NULL) = (parent1 IS NULL)),
        parent2 TEXT REFERENCES generation (id),
        parent2_seq INTEGER CHECK ((parent2_seq IS NULL) = (parent2 IS NULL)),
        copy_id TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        app_version TEXT NOT NULL,
        last_seq INTEGER NOT NULL CHECK (last_seq >= 0)
    ) STRICT""",
    # The journal. An edit is one thing that a person did; its rows keep what was there before.
    """CREATE TABLE edit (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id INTEGER NOT NULL UNIQUE,
        generation_id TEXT NOT NULL REFERENCES generation (id),
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        about TEXT NOT NULL DEFAULT '{}',
        bulk INTEGER NOT NULL DEFAULT 0 CHECK (bulk IN (0, 1)),
        undoes_id INTEGER,
        UNIQUE (generation_id, seq)
    ) STRICT""",
    "CREATE INDEX edit_undoes ON edit (undoes_id) WHERE undoes_id IS NOT NULL",
    """CREATE TABLE journal (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        edit_id INTEGER NOT NULL,
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
        old TEXT CHECK ((old IS NULL) = (op = 'insert'))
    ) STRICT""",
    "CREATE INDEX journal_edit ON journal (edit_id)",
    "CREATE INDEX journal_row ON journal (row_id, table_name)",
)

_SHOP = (
    f"""CREATE TABLE shop (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        {EDIT},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 500),
        currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
        language TEXT NOT NULL CHECK (language IN ('en', 'zh_CN')),
        region TEXT NOT NULL CHECK (region GLOB '[A-Z][A-Z]'),
        {text("address")},
        {text("phone")},
        {text("email")},
        {one_of("paper", "a4", "letter")},
        {one_of("feb29", "feb28", "mar1")},
        opening_hours TEXT NOT NULL DEFAULT '{{}}'
    ) STRICT""",
    f"""CREATE TABLE holiday (
        {ID}, {EDIT},
        {day("first_on", "NOT NULL")},
        {day("last_on", "NOT NULL")},
        {text("name")},
        CHECK (last_on >= first_on)
    ) STRICT""",
    f"""CREATE TABLE staff (
        {ID}, {EDIT},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 500),
        {text("phone")},
        {text("note", NOTE)},
        {flag("archived")}
    ) STRICT""",
)

_CUSTOMERS = (
    f"""CREATE TABLE household (
        {ID}, {EDIT},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 500)
    ) STRICT""",
    f"""CREATE TABLE customer (
        {ID}, {EDIT},
        {one_of("kind", "person", "business")},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 1000),
        {text("greeting")},
        {text("code")},
        {text("card_number")},
        {text("email")},
        {text("street")},
        {text("city")},
        {text("postal_code")},
        {text("province")},
        {text("country")},
        birth_year INTEGER CHECK (birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100),
        birth_month INTEGER CHECK (birth_month IS NULL OR birth_month BETWEEN 1 AND 12),
        birth_day INTEGER CHECK (birth_day IS NULL OR birth_day BETWEEN 1 AND 31),
        {flag("birth_lunar")},
        {flag("birth_leap_month")},
        household_id INTEGER REFERENCES household (id) ON DELETE SET NULL,
        {text("found_by")},
        introduced_by_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
        {clock("call_from")},
        {clock("call_until")},
        {text("call_note")},
        {flag("do_not_contact")},
        {text("note", NOTE)},
        {day("known_since")},
        {flag("archived")},
        CHECK ((birth_month IS NULL) = (birth_day IS NULL)),
        CHECK (birth_year IS NULL OR birth_month IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX customer_household ON customer (household_id) WHERE household_id IS NOT NULL",
    "CREATE INDEX customer_introduced ON customer (introduced_by_id) WHERE introduced_by_id IS NOT NULL",
    "CREATE INDEX customer_archived ON customer (id) WHERE archived",
    "CREATE INDEX customer_code ON customer (code) WHERE code <> ''",
    "CREATE INDEX customer_card ON customer (card_number) WHERE card_number <> ''",
    "CREATE INDEX customer_email ON customer (email) WHERE email <> ''",
    "CREATE INDEX customer_birthday ON customer (birth_month, birth_day) WHERE birth_month IS NOT NULL",
    f"""CREATE TABLE customer_phone (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {one_of("kind", "mobile", "home", "work", "other")},
        number TEXT NOT NULL CHECK (trim(number) <> '' AND length(number) <= 500),
        {text("digits")},
        {flag("shared")},
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX customer_phone_customer ON customer_phone (customer_id)",
    "CREATE INDEX customer_phone_digits ON customer_phone (digits) WHERE digits <> ''",
    # Likes, dislikes, sizes and tags: what makes a greeting personal.
    f"""CREATE TABLE customer_trait (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {one_of("kind", "likes", "dislikes", "size", "tag")},
        {text("label")},
        value TEXT NOT NULL CHECK (trim(value) <> '' AND length(value) <= 500),
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX customer_trait_customer ON customer_trait (customer_id)",
    f"""CREATE TABLE customer_consent (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {one_of("channel", *CHANNELS[:5])},
        {flag("allowed")},
        {day("said_on")},
        {text("note")},
        UNIQUE (customer_id, channel)
    ) STRICT""",
)

_SALES = (
    f"""CREATE TABLE product (
        {ID}, {EDIT},
        {text("code")},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 1000),
        {text("category")},
        {text("sub_category")},
        {cents("price_cents")},
        {cents("cost_cents")},
        repurchase_days INTEGER CHECK (repurchase_days IS NULL OR repurchase_days BETWEEN 1 AND 36500),
        warranty_days INTEGER CHECK (warranty_days IS NULL OR warranty_days BETWEEN 1 AND 36500),
        {text("note", NOTE)},
        {flag("archived")},
        {text("name_key", 2000)}
    ) STRICT""",
    "CREATE INDEX product_code ON product (code) WHERE code <> ''",
    "CREATE INDEX product_name ON product (name_key)",
    # lines, amount, cost and profit are kept by triggers on the lines; profit counts lines whose cost is known.
    f"""CREATE TABLE purchase (
        {ID}, {EDIT},
        customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
        {one_of("kind", "sale", "return")},
        {day("bought_on", "NOT NULL")},
        {clock("bought_at")},
        {text("receipt_number")},
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        return_of_id INTEGER REFERENCES purchase (id) ON DELETE SET NULL,
        {text("note", NOTE)},
        lines INTEGER NOT NULL DEFAULT 0,
        amount_cents INTEGER NOT NULL DEFAULT 0,
        cost_cents INTEGER NOT NULL DEFAULT 0,
        profit_cents INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE INDEX purchase_customer ON purchase
        (customer_id, bought_on, kind, amount_cents, cost_cents, profit_cents)""",
    "CREATE INDEX purchase_day ON purchase (bought_on, customer_id, kind)",
    "CREATE INDEX purchase_receipt ON purchase (receipt_number) WHERE receipt_number <> ''",
    "CREATE INDEX purchase_return_of ON purchase (return_of_id) WHERE return_of_id IS NOT NULL",
    "CREATE INDEX purchase_staff ON purchase (staff_id) WHERE staff_id IS NOT NULL",
    f"""CREATE TABLE purchase_line (
        {ID}, {EDIT},
        purchase_id INTEGER NOT NULL REFERENCES purchase (id) ON DELETE CASCADE,
        position INTEGER NOT NULL DEFAULT 0,
        product_id INTEGER REFERENCES product (id) ON DELETE SET NULL,
        {text("text", 1000)},
        quantity_thousandths INTEGER NOT NULL DEFAULT 1000
            CHECK (quantity_thousandths BETWEEN -1000000000 AND 1000000000),
        {cents("amount_cents", "NOT NULL")},
        {cents("discount_cents")},
        {cents("cost_cents")},
        {text("batch")},
        return_of_line_id INTEGER REFERENCES purchase_line (id) ON DELETE SET NULL
    ) STRICT""",
    "CREATE INDEX purchase_line_purchase ON purchase_line (purchase_id)",
    "CREATE INDEX purchase_line_product ON purchase_line (product_id, purchase_id) WHERE product_id IS NOT NULL",
    """CREATE INDEX purchase_line_return_of ON purchase_line (return_of_line_id)
        WHERE return_of_line_id IS NOT NULL""",
)

_CARE = (
    f"""CREATE TABLE complaint (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        purchase_id INTEGER REFERENCES purchase (id) ON DELETE SET NULL,
        product_id INTEGER REFERENCES product (id) ON DELETE SET NULL,
        {day("said_on", "NOT NULL")},
        {clock("said_at")},
        {one_of("channel", *CHANNELS, default="counter")},
        {one_of("grade", "ordinary", "serious", "urgent")},
        {text("words", NOTE)},
        handler_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {one_of("status", "open", "answered", "closed")},
        {day("answered_on")},
        {text("solution", NOTE)},
        {day("closed_on")},
        {text("cause")},
        {cents("cost_cents")},
        accepted INTEGER CHECK (accepted IS NULL OR accepted IN (0, 1)),
        {text("note", NOTE)},
        CHECK ((status = 'closed') = (closed_on IS NOT NULL))
    ) STRICT""",
    "CREATE INDEX complaint_customer ON complaint (customer_id)",
    "CREATE INDEX complaint_open ON complaint (said_on) WHERE status <> 'closed'",
    "CREATE INDEX complaint_purchase ON complaint (purchase_id) WHERE purchase_id IS NOT NULL",
    "CREATE INDEX complaint_product ON complaint (product_id) WHERE product_id IS NOT NULL",
    f"""CREATE TABLE follow_up (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {one_of("channel", *CHANNELS[:5])},
        rule TEXT NOT NULL DEFAULT 'by_hand' CHECK (rule <> '' AND length(rule) <= 100),
        {flag("promise")},
        {text("reason", NOTE)},
        {day("planned_on", "NOT NULL")},
        {day("anchor_on")},
        {day("snoozed_to")},
        {one_of("status", "open", "done", "skipped", "missed", "merged")},
        {day("done_on")},
        attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        purchase_id INTEGER REFERENCES purchase (id) ON DELETE SET NULL,
        complaint_id INTEGER REFERENCES complaint (id) ON DELETE SET NULL,
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {text("note", NOTE)}
    ) STRICT""",
    "CREATE INDEX follow_up_customer ON follow_up (customer_id, rule, anchor_on)",
    "CREATE INDEX follow_up_due ON follow_up (coalesce(snoozed_to, planned_on), customer_id) WHERE status = 'open'",
    "CREATE INDEX follow_up_purchase ON follow_up (purchase_id) WHERE purchase_id IS NOT NULL",
    "CREATE INDEX follow_up_complaint ON follow_up (complaint_id) WHERE complaint_id IS NOT NULL",
    f"""CREATE TABLE visit (
        {ID}, {EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        follow_up_id INTEGER REFERENCES follow_up (id) ON DELETE SET NULL,
        complaint_id INTEGER REFERENCES complaint (id) ON DELETE SET NULL,
        {day("visited_on", "NOT NULL")},
        {clock("visited_at")},
        {one_of("channel", *CHANNELS)},
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {flag("reached")},
        {one_of("outcome", "reached", "no_answer", "call_back", "wrong_number", "refused", "do_not_call")},
        satisfaction INTEGER CHECK (satisfaction IS NULL OR satisfaction BETWEEN 0 AND 10),
        {text("words", NOTE)},
        {text("suggestion", NOTE)},
        {text("note", NOTE)}
    ) STRICT""",
    "CREATE INDEX visit_customer ON visit (customer_id, visited_on, reached)",
    "CREATE INDEX visit_day ON visit (visited_on)",
    "CREATE INDEX visit_follow_up ON visit (follow_up_id) WHERE follow_up_id IS NOT NULL",
    "CREATE INDEX visit_complaint ON visit (complaint_id) WHERE complaint_id IS NOT NULL",
)

_DERIVED = (
    # One row for each customer, kept by triggers: what the list sorts by and the rules ask first.
    """CREATE TABLE customer_figures (
        customer_id INTEGER PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
        sales INTEGER NOT NULL DEFAULT 0,
        buying_days INTEGER NOT NULL DEFAULT 0,
        amount_cents INTEGER NOT NULL DEFAULT 0,
        cost_cents INTEGER NOT NULL DEFAULT 0,
        profit_cents INTEGER NOT NULL DEFAULT 0,
        first_on TEXT,
        last_on TEXT,
        reached_on TEXT
    ) STRICT""",
    "CREATE INDEX customer_figures_sales ON customer_figures (sales)",
    "CREATE INDEX customer_figures_amount ON customer_figures (amount_cents)",
    "CREATE INDEX customer_figures_profit ON customer_figures (profit_cents)",
    "CREATE INDEX customer_figures_last ON customer_figures (last_on)",
    # What search looks at, written by the program in the same edit. It outlives a deleted customer until the index
    # has been told to forget exactly these tokens, so it does not hang on the customer.
    """CREATE TABLE customer_search (
        customer_id INTEGER PRIMARY KEY,
        name_key TEXT NOT NULL,
        sort_key TEXT NOT NULL,
        tokens TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX customer_search_name ON customer_search (name_key)",
    "CREATE INDEX customer_search_sort ON customer_search (sort_key)",
    """CREATE VIRTUAL TABLE customer_index USING fts5 (
        tokens, content='customer_search', content_rowid='customer_id',
        tokenize="ascii tokenchars '@.-_+&/#'", prefix='1 2 3 4', detail='none', columnsize=0
    )""",
)


@migrations(name="001_first_format")
def first_format(db: Database) -> None:
    """The tables and indexes of the first format."""
    for statement in (*_BOOKKEEPING, *_SHOP, *_CUSTOMERS, *_SALES, *_CARE, *_DERIVED):
        db.execute(statement)
