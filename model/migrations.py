"""Every step of the file's format, oldest first.

A released step is never edited and imports nothing of today's classes: it says in SQL what was true then. Triggers
are not made here but ensured after every open (``triggers.py``), because a step that rebuilds a table drops them. None
is there while the steps run, so what a step changes is nobody's edit. The journal keeps rows as they were then: a step
may add columns that have a default, or may be empty; one that renames a column renames it in the journal too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

if TYPE_CHECKING:
    from sqlite_utils.db import Database

migrations = Migrations("regulars")


def _day(column: str, need: str = "") -> str:
    """A column that holds an ISO day between 1900 and 2100."""
    return (
        f"{column} TEXT {need} CHECK ({column} IS NULL OR ({column} = date({column}, '+0 days')"
        f" AND {column} BETWEEN '1900-01-01' AND '2100-12-31'))"
    )


def _text(column: str, most: int = 500) -> str:
    """A column of text that is empty rather than missing."""
    return f"{column} TEXT NOT NULL DEFAULT '' CHECK (length({column}) <= {most})"


def _clock(column: str) -> str:
    """A column that holds a local time of day, HH:MM, or nothing."""
    return (
        f"{column} TEXT CHECK ({column} IS NULL OR"
        f" ({column} GLOB '[0-2][0-9]:[0-5][0-9]' AND {column} < '24:00'))"
    )


def _flag(column: str) -> str:
    return f"{column} INTEGER NOT NULL DEFAULT 0 CHECK ({column} IN (0, 1))"


def _one_of(column: str, *words: str, default: str | None = None) -> str:
    allowed = ", ".join(f"'{word}'" for word in words)
    start = f"DEFAULT '{default or words[0]}'"
    return f"{column} TEXT NOT NULL {start} CHECK ({column} IN ({allowed}))"


_MONEY = 999_999_999_999  # 9,999,999,999.99 in cents


def _cents(column: str, need: str = "") -> str:
    return f"{column} INTEGER {need} CHECK ({column} IS NULL OR {column} BETWEEN -{_MONEY} AND {_MONEY})"


_ID = "id INTEGER PRIMARY KEY CHECK (id > 0)"
_EDIT = "edit_id INTEGER NOT NULL"
_CHANNELS = ("phone", "message", "email", "letter", "visit", "counter")
_NOTE = 100_000

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
        {_EDIT},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 500),
        currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
        language TEXT NOT NULL CHECK (language IN ('en', 'zh_CN')),
        region TEXT NOT NULL CHECK (region GLOB '[A-Z][A-Z]'),
        {_text("address")},
        {_text("phone")},
        {_text("email")},
        {_one_of("paper", "a4", "letter")},
        {_one_of("feb29", "feb28", "mar1")},
        opening_hours TEXT NOT NULL DEFAULT '{{}}'
    ) STRICT""",
    f"""CREATE TABLE holiday (
        {_ID}, {_EDIT},
        {_day("first_on", "NOT NULL")},
        {_day("last_on", "NOT NULL")},
        {_text("name")},
        CHECK (last_on >= first_on)
    ) STRICT""",
    f"""CREATE TABLE staff (
        {_ID}, {_EDIT},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 500),
        {_text("phone")},
        {_text("note", _NOTE)},
        {_flag("archived")}
    ) STRICT""",
)

_CUSTOMERS = (
    f"""CREATE TABLE household (
        {_ID}, {_EDIT},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 500)
    ) STRICT""",
    f"""CREATE TABLE customer (
        {_ID}, {_EDIT},
        {_one_of("kind", "person", "business")},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 1000),
        {_text("greeting")},
        {_text("code")},
        {_text("card_number")},
        {_text("email")},
        {_text("street")},
        {_text("city")},
        {_text("postal_code")},
        {_text("province")},
        {_text("country")},
        birth_year INTEGER CHECK (birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100),
        birth_month INTEGER CHECK (birth_month IS NULL OR birth_month BETWEEN 1 AND 12),
        birth_day INTEGER CHECK (birth_day IS NULL OR birth_day BETWEEN 1 AND 31),
        {_flag("birth_lunar")},
        {_flag("birth_leap_month")},
        household_id INTEGER REFERENCES household (id) ON DELETE SET NULL,
        {_text("found_by")},
        introduced_by_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
        {_clock("call_from")},
        {_clock("call_until")},
        {_text("call_note")},
        {_flag("do_not_contact")},
        {_text("note", _NOTE)},
        {_day("known_since")},
        {_flag("archived")},
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
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {_one_of("kind", "mobile", "home", "work", "other")},
        number TEXT NOT NULL CHECK (trim(number) <> '' AND length(number) <= 500),
        {_text("digits")},
        {_flag("shared")},
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX customer_phone_customer ON customer_phone (customer_id)",
    "CREATE INDEX customer_phone_digits ON customer_phone (digits) WHERE digits <> ''",
    # Likes, dislikes, sizes and tags: what makes a greeting personal.
    f"""CREATE TABLE customer_trait (
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {_one_of("kind", "likes", "dislikes", "size", "tag")},
        {_text("label")},
        value TEXT NOT NULL CHECK (trim(value) <> '' AND length(value) <= 500),
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX customer_trait_customer ON customer_trait (customer_id)",
    f"""CREATE TABLE customer_consent (
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {_one_of("channel", *_CHANNELS[:5])},
        {_flag("allowed")},
        {_day("said_on")},
        {_text("note")},
        UNIQUE (customer_id, channel)
    ) STRICT""",
)

_SALES = (
    f"""CREATE TABLE product (
        {_ID}, {_EDIT},
        {_text("code")},
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 1000),
        {_text("category")},
        {_text("sub_category")},
        {_cents("price_cents")},
        {_cents("cost_cents")},
        repurchase_days INTEGER CHECK (repurchase_days IS NULL OR repurchase_days BETWEEN 1 AND 36500),
        warranty_days INTEGER CHECK (warranty_days IS NULL OR warranty_days BETWEEN 1 AND 36500),
        {_text("note", _NOTE)},
        {_flag("archived")},
        {_text("name_key", 2000)}
    ) STRICT""",
    "CREATE INDEX product_code ON product (code) WHERE code <> ''",
    "CREATE INDEX product_name ON product (name_key)",
    # lines, amount, cost and profit are kept by triggers on the lines; profit counts lines whose cost is known.
    f"""CREATE TABLE purchase (
        {_ID}, {_EDIT},
        customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
        {_one_of("kind", "sale", "return")},
        {_day("bought_on", "NOT NULL")},
        {_clock("bought_at")},
        {_text("receipt_number")},
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        return_of_id INTEGER REFERENCES purchase (id) ON DELETE SET NULL,
        {_text("note", _NOTE)},
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
        {_ID}, {_EDIT},
        purchase_id INTEGER NOT NULL REFERENCES purchase (id) ON DELETE CASCADE,
        position INTEGER NOT NULL DEFAULT 0,
        product_id INTEGER REFERENCES product (id) ON DELETE SET NULL,
        {_text("text", 1000)},
        quantity_thousandths INTEGER NOT NULL DEFAULT 1000
            CHECK (quantity_thousandths BETWEEN -1000000000 AND 1000000000),
        {_cents("amount_cents", "NOT NULL")},
        {_cents("discount_cents")},
        {_cents("cost_cents")},
        {_text("batch")},
        return_of_line_id INTEGER REFERENCES purchase_line (id) ON DELETE SET NULL
    ) STRICT""",
    "CREATE INDEX purchase_line_purchase ON purchase_line (purchase_id)",
    "CREATE INDEX purchase_line_product ON purchase_line (product_id, purchase_id) WHERE product_id IS NOT NULL",
    """CREATE INDEX purchase_line_return_of ON purchase_line (return_of_line_id)
        WHERE return_of_line_id IS NOT NULL""",
)

_CARE = (
    f"""CREATE TABLE complaint (
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        purchase_id INTEGER REFERENCES purchase (id) ON DELETE SET NULL,
        product_id INTEGER REFERENCES product (id) ON DELETE SET NULL,
        {_day("said_on", "NOT NULL")},
        {_clock("said_at")},
        {_one_of("channel", *_CHANNELS, default="counter")},
        {_one_of("grade", "ordinary", "serious", "urgent")},
        {_text("words", _NOTE)},
        handler_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {_one_of("status", "open", "answered", "closed")},
        {_day("answered_on")},
        {_text("solution", _NOTE)},
        {_day("closed_on")},
        {_text("cause")},
        {_cents("cost_cents")},
        accepted INTEGER CHECK (accepted IS NULL OR accepted IN (0, 1)),
        {_text("note", _NOTE)},
        CHECK ((status = 'closed') = (closed_on IS NOT NULL))
    ) STRICT""",
    "CREATE INDEX complaint_customer ON complaint (customer_id)",
    "CREATE INDEX complaint_open ON complaint (said_on) WHERE status <> 'closed'",
    "CREATE INDEX complaint_purchase ON complaint (purchase_id) WHERE purchase_id IS NOT NULL",
    "CREATE INDEX complaint_product ON complaint (product_id) WHERE product_id IS NOT NULL",
    f"""CREATE TABLE follow_up (
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        {_one_of("channel", *_CHANNELS[:5])},
        rule TEXT NOT NULL DEFAULT 'by_hand' CHECK (rule <> '' AND length(rule) <= 100),
        {_flag("promise")},
        {_text("reason", _NOTE)},
        {_day("planned_on", "NOT NULL")},
        {_day("anchor_on")},
        {_day("snoozed_to")},
        {_one_of("status", "open", "done", "skipped", "missed", "merged")},
        {_day("done_on")},
        attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        purchase_id INTEGER REFERENCES purchase (id) ON DELETE SET NULL,
        complaint_id INTEGER REFERENCES complaint (id) ON DELETE SET NULL,
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {_text("note", _NOTE)}
    ) STRICT""",
    "CREATE INDEX follow_up_customer ON follow_up (customer_id, rule, anchor_on)",
    "CREATE INDEX follow_up_due ON follow_up (coalesce(snoozed_to, planned_on), customer_id) WHERE status = 'open'",
    "CREATE INDEX follow_up_purchase ON follow_up (purchase_id) WHERE purchase_id IS NOT NULL",
    "CREATE INDEX follow_up_complaint ON follow_up (complaint_id) WHERE complaint_id IS NOT NULL",
    f"""CREATE TABLE visit (
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        follow_up_id INTEGER REFERENCES follow_up (id) ON DELETE SET NULL,
        complaint_id INTEGER REFERENCES complaint (id) ON DELETE SET NULL,
        {_day("visited_on", "NOT NULL")},
        {_clock("visited_at")},
        {_one_of("channel", *_CHANNELS)},
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {_flag("reached")},
        {_one_of("outcome", "reached", "no_answer", "call_back", "wrong_number", "refused", "do_not_call")},
        satisfaction INTEGER CHECK (satisfaction IS NULL OR satisfaction BETWEEN 0 AND 10),
        {_text("words", _NOTE)},
        {_text("suggestion", _NOTE)},
        {_text("note", _NOTE)}
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


@migrations(name="002_safekeeping")
def safekeeping(db: Database) -> None:
    """What copies that are joined, and persons who are forgotten, leave behind."""
    # The join that brought an edit into this file: an edit made on another copy keeps its own id and generation.
    db.execute("ALTER TABLE edit ADD COLUMN came_with INTEGER")
    # An edit that nobody can take back, as forgetting a person.
    db.execute("ALTER TABLE edit ADD COLUMN final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1))")
    db.execute("CREATE INDEX edit_came_with ON edit (came_with) WHERE came_with IS NOT NULL")
    # Two copies said different things of one field: the value that stands in the book, and the one that does not.
    db.execute(
        f"""CREATE TABLE clash (
            {_ID}, {_EDIT},
            customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
            table_name TEXT NOT NULL,
            row_id INTEGER NOT NULL,
            column_name TEXT NOT NULL,
            kept TEXT NOT NULL,
            other TEXT NOT NULL,
            {_text("kept_who")},
            {_text("kept_at")},
            {_text("other_who")},
            {_text("other_at")},
            {_flag("decided")}
        ) STRICT"""
    )
    db.execute("CREATE INDEX clash_customer ON clash (customer_id) WHERE customer_id IS NOT NULL")
    db.execute("CREATE INDEX clash_open ON clash (id) WHERE NOT decided")
    # Who was forgotten for good. Written once, outside of the journal: a copy that is joined later must not bring
    # them back.
    db.execute("CREATE TABLE erased (customer_id INTEGER PRIMARY KEY, edit_id INTEGER NOT NULL) STRICT")


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
    f"ALTER TABLE shop ADD COLUMN {_flag('mask_phones')}",
    # A class that the owner gave by hand, why a customer left, and that we may no longer know how to reach them.
    f"ALTER TABLE customer ADD COLUMN {_one_of('class_by_hand', '', *_CLASSES)}",
    f"ALTER TABLE customer ADD COLUMN {_day('class_until')}",
    f"ALTER TABLE customer ADD COLUMN {_text('class_reason')}",
    f"ALTER TABLE customer ADD COLUMN {_day('left_on')}",
    f"ALTER TABLE customer ADD COLUMN {_one_of('left_reason', '', *_REASONS_TO_LEAVE)}",
    f"ALTER TABLE customer ADD COLUMN {_text('left_for')}",
    f"ALTER TABLE customer ADD COLUMN {_flag('confirm_details')}",
    "CREATE INDEX customer_class ON customer (class_by_hand) WHERE class_by_hand <> ''",
    # Yearly days beside the birthday: a wedding, a name day, the day a business was founded.
    f"""CREATE TABLE customer_day (
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        label TEXT NOT NULL CHECK (trim(label) <> '' AND length(label) <= 500),
        year INTEGER CHECK (year IS NULL OR year BETWEEN 1900 AND 2100),
        month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
        day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31),
        {_flag("lunar")},
        {_flag("leap_month")},
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX customer_day_customer ON customer_day (customer_id)",
    "CREATE INDEX customer_day_day ON customer_day (month, day)",
    # What a customer is waiting for: arrived when the shop has it, closed when they know or no longer want it.
    f"""CREATE TABLE wish (
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        product_id INTEGER REFERENCES product (id) ON DELETE SET NULL,
        {_text("words", _NOTE)},
        {_day("wished_on", "NOT NULL")},
        {_day("until")},
        {_day("arrived_on")},
        {_day("closed_on")},
        {_text("note", _NOTE)}
    ) STRICT""",
    "CREATE INDEX wish_customer ON wish (customer_id)",
    "CREATE INDEX wish_product ON wish (product_id) WHERE product_id IS NOT NULL",
    "CREATE INDEX wish_open ON wish (arrived_on) WHERE closed_on IS NULL",
    # The services that come with a product: the first after so many units, then again, so many times in all.
    f"""CREATE TABLE product_service (
        {_ID}, {_EDIT},
        product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        name TEXT NOT NULL CHECK (trim(name) <> '' AND length(name) <= 500),
        {_one_of("unit", *_UNITS, default="months")},
        first_after INTEGER NOT NULL CHECK (first_after BETWEEN 0 AND 36500),
        again_after INTEGER CHECK (again_after IS NULL OR again_after BETWEEN 1 AND 36500),
        times INTEGER NOT NULL DEFAULT 1 CHECK (times BETWEEN 1 AND 1000),
        position INTEGER NOT NULL DEFAULT 0,
        CHECK (times = 1 OR again_after IS NOT NULL)
    ) STRICT""",
    "CREATE INDEX product_service_product ON product_service (product_id)",
    f"""CREATE TABLE service_use (
        {_ID}, {_EDIT},
        customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        purchase_line_id INTEGER REFERENCES purchase_line (id) ON DELETE CASCADE,
        product_service_id INTEGER REFERENCES product_service (id) ON DELETE SET NULL,
        nth INTEGER NOT NULL CHECK (nth BETWEEN 1 AND 1000),
        {_day("used_on", "NOT NULL")},
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {_text("note", _NOTE)}
    ) STRICT""",
    "CREATE INDEX service_use_customer ON service_use (customer_id)",
    "CREATE INDEX service_use_line ON service_use (purchase_line_id) WHERE purchase_line_id IS NOT NULL",
    # The rules that plan. A name or words left empty are those of the kind, in whatever language is spoken.
    f"""CREATE TABLE visit_rule (
        {_ID}, {_EDIT},
        {_one_of("kind", *_RULE_KINDS)},
        {_text("name")},
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        {_one_of("scope", "any", "product", "category", "class", "tag", "customer")},
        {_text("scope_text")},
        product_id INTEGER REFERENCES product (id) ON DELETE CASCADE,
        customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
        count INTEGER NOT NULL DEFAULT 0 CHECK (count BETWEEN 0 AND 36500),
        {_one_of("unit", *_UNITS)},
        times_percent INTEGER CHECK (times_percent BETWEEN 50 AND 10000),
        {_one_of("basis", "done", "planned")},
        {_text("lead_days", 100)},
        {_one_of("closed_days", "next", "previous", "same")},
        {_day("starts_on")},
        {_day("ends_on")},
        lasts_days INTEGER NOT NULL DEFAULT 14 CHECK (lasts_days BETWEEN 0 AND 36500),
        {_flag("by_contact")},
        {_flag("by_purchase")},
        {_cents("least_cents")},
        {_one_of("channel", *_CHANNELS[:5])},
        weight INTEGER NOT NULL DEFAULT 50 CHECK (weight BETWEEN 0 AND 100),
        {_text("words", _NOTE)},
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "CREATE INDEX visit_rule_product ON visit_rule (product_id) WHERE product_id IS NOT NULL",
    "CREATE INDEX visit_rule_customer ON visit_rule (customer_id) WHERE customer_id IS NOT NULL",
    "ALTER TABLE follow_up ADD COLUMN rule_id INTEGER REFERENCES visit_rule (id) ON DELETE SET NULL",
    f"ALTER TABLE follow_up ADD COLUMN {_text('occasion', 100)}",
    f"ALTER TABLE follow_up ADD COLUMN {_day('shown_on')}",
    f"ALTER TABLE follow_up ADD COLUMN {_day('lapses_on')}",
    "CREATE INDEX follow_up_rule ON follow_up (rule_id) WHERE rule_id IS NOT NULL",
    # A printed list: its lines, and which follow-ups each of them is about.
    f"""CREATE TABLE call_list (
        {_ID}, {_EDIT},
        number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999999999),
        {_day("for_on", "NOT NULL")},
        staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL,
        {_flag("masked")},
        {_one_of("status", "open", "closed")},
        {_day("closed_on")},
        {_text("note", _NOTE)}
    ) STRICT""",
    "CREATE INDEX call_list_number ON call_list (number)",
    "CREATE INDEX call_list_open ON call_list (for_on) WHERE status = 'open'",
    f"""CREATE TABLE call_list_line (
        {_ID}, {_EDIT},
        call_list_id INTEGER NOT NULL REFERENCES call_list (id) ON DELETE CASCADE,
        line INTEGER NOT NULL CHECK (line BETWEEN 1 AND 999999),
        customer_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
        {_one_of("status", "open", "written", "left")}
    ) STRICT""",
    "CREATE INDEX call_list_line_list ON call_list_line (call_list_id, line)",
    "CREATE INDEX call_list_line_customer ON call_list_line (customer_id) WHERE customer_id IS NOT NULL",
    f"""CREATE TABLE call_list_reason (
        {_ID}, {_EDIT},
        call_list_line_id INTEGER NOT NULL REFERENCES call_list_line (id) ON DELETE CASCADE,
        follow_up_id INTEGER NOT NULL REFERENCES follow_up (id) ON DELETE CASCADE
    ) STRICT""",
    "CREATE INDEX call_list_reason_line ON call_list_reason (call_list_line_id)",
    "CREATE INDEX call_list_reason_follow_up ON call_list_reason (follow_up_id)",
    "ALTER TABLE visit ADD COLUMN call_list_line_id INTEGER REFERENCES call_list_line (id) ON DELETE SET NULL",
    "CREATE INDEX visit_list_line ON visit (call_list_line_id) WHERE call_list_line_id IS NOT NULL",
    # What became of a suggestion, and when the customer was told.
    f"ALTER TABLE visit ADD COLUMN {_one_of('suggestion_status', 'open', 'considered', 'done', 'declined')}",
    f"ALTER TABLE visit ADD COLUMN {_text('suggestion_answer', _NOTE)}",
    f"ALTER TABLE visit ADD COLUMN {_day('suggestion_told_on')}",
    "CREATE INDEX visit_suggestion ON visit (visited_on) WHERE suggestion <> ''",
    # Blank slips on paper, for when there is no power: each has a number that is asked for until it is back.
    f"""CREATE TABLE slip (
        {_ID}, {_EDIT},
        number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999999999),
        {_one_of("kind", "visit", "complaint", "customer")},
        {_day("printed_on", "NOT NULL")},
        {_one_of("status", "out", "back", "void")},
        {_day("back_on")},
        customer_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
        {_text("note", _NOTE)}
    ) STRICT""",
    "CREATE INDEX slip_number ON slip (number)",
    "CREATE INDEX slip_out ON slip (printed_on) WHERE status = 'out'",
    "CREATE INDEX slip_customer ON slip (customer_id) WHERE customer_id IS NOT NULL",
    # Letters and messages as the owner words them; what is not here is worded by the program.
    f"""CREATE TABLE text_template (
        {_ID}, {_EDIT},
        {_one_of("purpose", *_PURPOSES)},
        {_one_of("language", "en", "zh_CN")},
        {_text("name")},
        {_text("subject")},
        {_text("body", _NOTE)},
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
