"""What one customer is worth, on their paper: the same story as on the card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from model.money import format_money
from reports.columns import Column, in_points
from reports.page import Block, Gap, Progress, nobody_listens
from reports.style import MM, SMALL, SOFT
from reports.table import Cell, Heading, Note, table
from reports.tiles import Beside, Tile, Tiles
from resources.i18n import _

if TYPE_CHECKING:
    from model.store import Store
    from model.value.card_story import CardStory
    from model.value.in_words import Part

_BETWEEN = 6 * MM


def gather(store: Store, customer_id: int, on: date, progress: Progress = nobody_listens) -> CardStory | None:
    """The story of one customer, in the language spoken now; ``None`` of who never bought. Everybody is appraised for
    it, which takes its time in a large book: ``progress`` may raise."""
    from model.classes.classifying import classify
    from model.value.appraisal import appraise
    from model.value.card_story import card_story
    from model.value.circles import circle

    appraisal = appraise(store, on, progress=progress)
    worth, people = appraisal.worth(customer_id), circle(store, appraisal, customer_id)
    if worth is None or people is None or not worth.buying_days:
        return None
    return card_story(store, worth, people, classify(store, appraisal).lines)


def worth(story: CardStory, currency: str, width: float, tallest: float) -> Iterator[Block]:
    """The part of the paper, from its heading to its notes."""
    yield Gap(1)
    yield Heading(_("Worth"), "", width)
    yield Tiles([Tile(one.name, one.value, one.remark) for one in story.figures], width)
    given = story.given if story.given != story.stands_in.label else ""
    for words in (given, story.connector, story.why, story.lift):
        if words:
            yield Note(words, width)
    half = (width - _BETWEEN) / 2
    yield Beside(
        _sum(story.current, story.current_total, "", currency, half, tallest),
        _sum(story.potential, story.potential_total, story.between, currency, half, tallest),
        right_at=half + _BETWEEN,
    )
    yield Gap(0.5)
    for heading, sentence in story.sentences:
        yield Note(_("{heading}: {sentence}").format(heading=heading, sentence=sentence), width)
    for note in story.notes:
        yield Note(note, width, SMALL, SOFT)


def _sum(
    parts: Sequence[Part], total: Part, remark: str, currency: str, width: float, tallest: float
) -> Iterator[Block]:
    """Amounts under one another, and what they come to."""
    rows: list[list[Cell]] = [
        [(name, words) if words else name, format_money(cents, currency)] for name, cents, words in parts
    ]
    last: list[Cell] = [(total.name, remark) if remark else total.name, format_money(total.cents, currency)]
    columns, type_ = in_points([Column("", 1, lines=2), Column("", align="right")], [*rows, last], width)
    blocks = table(columns, rows, tallest, [last], type_)
    next(blocks)  # It needs no head.
    yield from blocks
