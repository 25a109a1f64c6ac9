"""The commands: one job each on a book, without a window.

Each is thin: it opens the book, asks the model or the reports, and says in plain words what came of it. Nothing here
knows Qt, and what is heavy is loaded inside the one command that needs it.
"""

COMMANDS = {
    "backup": "safekeeping.backup",
    "check": "books.check",
    "compare": "copies.compare",
    "due": "planning.due",
    "facts": "books.facts",
    "fit": "fitting.fit",
    "history": "history.history",
    "import": "books.import_",
    "inspect": "safekeeping.inspect",
    "join": "copies.join",
    "list": "lists.list_",
    "new": "books.new",
    "plan": "planning.plan_",
    "report": "reports.report",
    "reports": "reports.reports",
    "restore": "safekeeping.restore",
    "review": "reviewing.review",
    "salvage": "safekeeping.salvage_",
    "undo": "history.undo",
    "value": "worth.value",
    "verify": "safekeeping.verify",
}
"""Every one of them, and where in this folder it stands: whoever opens the window waits for none."""

KNOWN = frozenset(COMMANDS) | {"demo", "open"}
"""What is no book in the first place of the command line; the last two open a window."""
