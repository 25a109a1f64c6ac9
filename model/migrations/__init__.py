"""Every step of the file's format, oldest first, each in a file of its own.

A released step is never edited and imports nothing of today's classes: it says in SQL what was true then. Triggers
are not made here but ensured after every open (``triggers.py``), because a step that rebuilds a table drops them. None
is there while the steps run, so what a step changes is nobody's edit. The journal keeps rows as they were then: a step
may add columns that have a default, or may be empty; one that renames a column renames it in the journal too.
"""

from model.migrations import (
    step_001_first_format,
    step_002_safekeeping,
    step_003_planned_visits,
    step_004_value,
)
from model.migrations.registry import migrations
from model.migrations.step_003_planned_visits import RULES_OF_OLD_FOLLOW_UPS

__all__ = [
    "RULES_OF_OLD_FOLLOW_UPS",
    "migrations",
    "step_001_first_format",
    "step_002_safekeeping",
    "step_003_planned_visits",
    "step_004_value",
]
