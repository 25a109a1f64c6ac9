"""The commands: one job each on a book, without a window.

Each is thin: it opens the book, asks the model or the reports, and says in plain words what came of it. Nothing here
knows Qt, and what is heavy is loaded inside the one command that needs it.
"""

from ui.command_line import (
    books,
    copies,
    fitting,
    history,
    lists,
    planning,
    reports,
    reviewing,
    safekeeping,
    worth,
)

COMMANDS = [
    books.new,
    books.import_,
    books.facts,
    books.check,
    planning.due,
    planning.plan_,
    fitting.fit,
    worth.value,
    reviewing.review,
    lists.list_,
    reports.reports,
    reports.report,
    history.history,
    history.undo,
    safekeeping.backup,
    safekeeping.verify,
    safekeeping.inspect,
    safekeeping.restore,
    safekeeping.salvage_,
    copies.compare,
    copies.join,
]
"""Every one of them; ``--help`` tells them by the alphabet."""
