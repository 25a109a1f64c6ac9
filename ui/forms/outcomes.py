"""How a contact ended, on the keyboard: the same letters on every page and in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.visits import Outcome

if TYPE_CHECKING:
    from ui.widgets.option_field import OptionField

LETTERS = {outcome: outcome.letter for outcome in Outcome}

ICONS = {
    Outcome.REACHED: "phone-call",
    Outcome.NO_ANSWER: "phone-missed",
    Outcome.CALL_BACK: "history",
    Outcome.WRONG_NUMBER: "circle-question-mark",
    Outcome.REFUSED: "meh",
    Outcome.DO_NOT_CALL: "phone-off",
}


def outcome_field() -> OptionField:
    """All outcomes in a row."""
    from ui.widgets.option_field import Option, OptionField  # Only now: Today opens with the letters alone.

    return OptionField([Option(outcome, outcome.label, LETTERS[outcome]) for outcome in Outcome])
