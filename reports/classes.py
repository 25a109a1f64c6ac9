"""The classes of the customers: who stands where, by what lines, and who moved at the last review and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from model.book import Book
from model.class_lines import ClassLines
from model.class_reviews import ClassReview, ClassReviews
from model.classes import moves as movements
from model.classes import treatment
from model.classes.moves import InClass, Move
from model.classes.review_words import review_in_words
from model.customer_class import JUDGED, METALS, CustomerClass
from model.days_in_words import format_day
from model.money import format_round_money
from model.percentages import percent
from reports import script
from reports.listing import ListColumn, Listing, money_column
from reports.page import (
    A4,
    Block,
    Frame,
    Gap,
    Letterhead,
    Paper,
    Progress,
    body_height,
    body_width,
    letterhead,
    nobody_listens,
    write_document,
)
from reports.style import BODY, LEAD, MM, SMALL, SOFT
from reports.table import Cell, Column, Heading, Note, fitting_width, nothing_found, table
from reports.wording import number
from resources.i18n import _, language, ngettext, pgettext

if TYPE_CHECKING:
    from model.store import Store

_ROOM = (22, 17, 28, 34, 17, 34)
"""How wide the columns of figures are, beside each other."""
USUAL_LIMIT = 100
"""So many moves stand on five pages: more than that nobody reads."""
_MOST_OF_A_ROW = 0.66
"""of the width of the paper: what the reasons take at most"""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. ``review`` is the last one up to the day ``on``; where there was none, the classes are
    what the ``lines`` say that day, and nobody has moved yet. ``before`` are the figures of the review before, if
    there was one. Sentences of the moves are in the language of the paper."""

    shop: Letterhead
    currency: str
    on: date
    printed_on: date
    review: ClassReview | None
    lines: ClassLines | None
    figures: Mapping[CustomerClass, InClass]
    before: Mapping[CustomerClass, InClass] | None = None
    moves: tuple[Move, ...] = ()
    first_classed: int = 0
    limit: int | None = None
    """So many moves at most stand on paper; the list has them all."""
    treatments: tuple[tuple[CustomerClass, str, str], ...] = ()
    """Of each class how it is greeted, and what it gets."""

    @property
    def customers(self) -> int:
        """How many there are in all classes together."""
        return sum(one.customers for one in self.figures.values())


def gather(
    book: Book, on: date, printed_on: date, limit: int | None = None, progress: Progress = nobody_listens
) -> Facts:
    """What the last review up to ``on`` found, in the language spoken now; at most ``limit`` moves are printed.
    ``progress`` may raise."""
    store = book.store
    review = ClassReviews(store).last(on)
    treatments = []
    for one in METALS:
        how = treatment.of(store, one)
        treatments.append((one, how.greeting, how.words))
    if review is None:
        lines, figures = _unreviewed(store, on, progress)
        shop = letterhead(book.shop)
        return Facts(shop, book.shop.currency, on, printed_on, None, lines, figures)
    before = movements.review_before(store, review)
    lines = book.class_lines.find(review.class_lines_id) if review.class_lines_id else None
    return Facts(
        shop=letterhead(book.shop),
        currency=book.shop.currency,
        on=on,
        printed_on=printed_on,
        review=review,
        lines=lines,
        figures=movements.figures(review),
        before=movements.figures(before) if before else None,
        moves=tuple(movements.moves(store, review.id)),
        limit=limit,
        first_classed=movements.first_classed(store, review.id),
        treatments=tuple(treatments),
    )


def _unreviewed(
    store: "Store", on: date, progress: Progress
) -> tuple[ClassLines | None, dict[CustomerClass, InClass]]:
    """The lines, and what stands in the classes by them, where nobody reviewed them yet."""
    from model.classes.classifying import classify, figures_of
    from model.value.appraisal import appraise

    appraisal = appraise(store, on, progress=progress)
    if not appraisal.buying_days.any():
        return None, {}
    classification = classify(store, appraisal)
    found = figures_of(classification, appraisal)
    return classification.lines, {one: InClass(*figures) for one, figures in found.items()}


def listing(facts: Facts) -> Listing[Move]:
    """Who moved, on the screen and in a file."""
    return Listing(
        columns=(
            ListColumn("name", _("Customer"), lambda one: one.name, width=170, strong=True),
            ListColumn("from", pgettext("class", "From"), lambda one: one.from_class.label, width=104),
            ListColumn("to", pgettext("class", "To"), lambda one: one.to_class.label, width=104),
            money_column(
                "current", _("Brought"), lambda one: one.now.current_cents, facts.currency, width=110
            ),
            money_column(
                "potential", _("May bring"), lambda one: one.now.potential_cents, facts.currency, width=110
            ),
            ListColumn("why", pgettext("class", "Why"), lambda one: one.why, stretch=True),
            ListColumn("lift", _("What would lift them"), lambda one: one.lift, width=220),
        ),
        rows=facts.moves,
        customer_of=lambda one: one.customer_id,
        shown=(_moved_words(facts), _as_of(facts)),
        nothing=_nobody_moved(facts),
        first_keys=("to", "from", "current", "potential"),
    )


def write(
    facts: Facts,
    target: Path | BinaryIO,
    paper: Paper = A4,
    language_code: str = "en",
    progress: Progress | None = None,
) -> int:
    """Make the PDF; returns the number of pages. ``OSError`` leaves an earlier file as it was."""
    with language(language_code):
        return write_document(
            target,
            story(facts, paper),
            _frame(facts),
            paper,
            len(facts.moves[: facts.limit]) + 24,
            progress,
        )


def story(facts: Facts, paper: Paper) -> Iterator[Block]:
    """The paper as blocks, from top to bottom."""
    width, tallest = body_width(paper), body_height(paper, _frame(facts))
    if not facts.customers:
        yield from nothing_found(_("Nobody has bought anything yet."), width)
        return
    yield Gap()
    yield Note(_moved_words(facts), width, LEAD.strong)
    yield from _table_of_classes(facts, width, tallest)
    if facts.lines is not None:
        yield Gap(0.5)
        for sentence in lines_in_words(facts.lines, facts.currency):
            yield Note(sentence, width, SMALL, SOFT)
    yield Gap()
    yield Heading(_("Who moved, and why"), "", width)
    if facts.moves:
        yield from _moves(facts, width, tallest)
    else:
        yield Note(_nobody_moved(facts), width)
    yield from _treatments(facts, width, tallest)


def lines_in_words(lines: ClassLines, currency: str) -> list[str]:
    """The lines between the classes, a sentence each, as a shopkeeper would say them."""
    return [
        _(
            "Gold is who brings {gold} or more in 12 months; platinum is who may also bring {platinum} or more in the"
            " coming 12. Iron is who brings less now, but may bring {iron} or more; lead is all others."
        ).format(
            gold=format_round_money(lines.current_cents, currency),
            platinum=format_round_money(lines.platinum_cents, currency),
            iron=format_round_money(lines.iron_cents, currency),
        ),
        _(
            "Nobody is judged in their first {new} days. A class changes when the value is more than {over} past its"
            " line, or has been past it for {past} days."
        ).format(new=lines.new_days, over=percent(lines.over_percent / 100), past=lines.past_days),
    ]


def _frame(facts: Facts) -> Frame:
    return Frame(
        letterhead=facts.shop,
        title=_("Classes"),
        subtitle=_as_of(facts),
        printed_on=facts.printed_on,
    )


def _as_of(facts: Facts) -> str:
    if facts.review is None:
        return _("As of {day}; not reviewed yet").format(day=format_day(facts.on))
    return _("Review of {day}").format(day=format_day(facts.review.reviewed_on))


def _moved_words(facts: Facts) -> str:
    """How many moved."""
    if facts.review is None:
        return _("The classes were not reviewed yet: this is what the figures of today say.")
    return review_in_words(facts.moves, facts.first_classed)


def _nobody_moved(facts: Facts) -> str:
    if facts.review is None:
        return _("Nobody moves before the first review. Make it on the page Figures, under Classes.")
    if facts.before is None:
        return _(
            "This was the first review. From the next one on, whoever moves is told here with the reason."
        )
    return _("Nobody moved: everybody stays where they were.")


# the classes


def _table_of_classes(facts: Facts, width: float, tallest: float) -> Iterator[Block]:
    rows = [_class_row(facts, one) for one in JUDGED if _is_told(facts, one)]
    totals = _class_totals(facts)
    titles = [
        _("Customers"),
        _("Of all"),
        _("Since the review before"),
        _("Brought in 12 months"),
        _("Of all"),
        _("May bring in 12 months"),
    ]
    label = fitting_width(_("Class"), [row[0] for row in (*rows, totals)], BODY)
    each = (width - label) / sum(_ROOM)
    columns = [
        Column(_("Class"), label, strong=True, lines=1),
        *(Column(title, room * each, "right", lines=1) for title, room in zip(titles, _ROOM, strict=True)),
    ]
    yield from table(columns, rows, tallest, [totals])


def _is_told(facts: Facts, one: CustomerClass) -> bool:
    before = facts.before or {}
    return one in METALS or any(found.get(one, InClass()).customers for found in (facts.figures, before))


def _class_row(facts: Facts, one: CustomerClass) -> list[Cell]:
    here = facts.figures.get(one, InClass())
    change = "–"
    if facts.before is not None:
        difference = here.customers - facts.before.get(one, InClass()).customers
        change = f"{difference:+,}" if difference else "="
    brought = sum(other.current_cents for other in facts.figures.values())
    return [
        one.label,
        number(here.customers),
        percent(here.customers / facts.customers, 1),
        change,
        _money(here.current_cents, facts),
        percent(here.current_cents / brought, 1) if brought > 0 and here.current_cents else "–",
        _money(here.potential_cents, facts),
    ]


def _class_totals(facts: Facts) -> list[Cell]:
    brought = sum(one.current_cents for one in facts.figures.values())
    may_bring = sum(one.potential_cents for one in facts.figures.values())
    return [
        _("All customers"),
        number(facts.customers),
        "",
        "",
        _money(brought, facts),
        "",
        _money(may_bring, facts),
    ]


def _money(cents: int, facts: Facts) -> str:
    return format_round_money(cents, facts.currency) if cents else "–"


# who moved


def _moves(facts: Facts, width: float, tallest: float) -> Iterator[Block]:
    rows = [_move_row(move) for move in facts.moves[: facts.limit]]
    steps = fitting_width(_("From → to"), [row[1] for row in rows], BODY)
    reasons = width * _MOST_OF_A_ROW - max(0.0, steps - 30 * MM)
    columns = [
        Column(_("Customer"), width - steps - reasons, strong=True, lines=2),
        Column(_("From → to"), steps),
        Column(pgettext("class", "Why"), reasons),
    ]
    yield from table(columns, rows, tallest)
    if rest := len(facts.moves) - len(rows):
        words = ngettext(
            "{n} more is in the list: look at this paper as a table, or keep it as a CSV file.",
            "{n} more are in the list: look at this paper as a table, or keep it as a CSV file.",
            rest,
        )
        yield Note(words.format(n=number(rest)), width, BODY.strong)


def _move_row(move: Move) -> list[Cell]:
    step = script.fill("{before} → {now}", before=move.from_class.label, now=move.to_class.label)
    by_hand = move.by_hand is not CustomerClass.NONE
    stays = _("stays {one} by your word").format(one=move.by_hand.label) if by_hand else ""
    return [move.name, (step, stays) if stays else step, (move.why, move.lift) if move.lift else move.why]


# how they are treated


def _treatments(facts: Facts, width: float, tallest: float) -> Iterator[Block]:
    if not facts.treatments:
        return
    yield Gap()
    yield Heading(_("How each class is treated"), "", width)
    rows: list[Sequence[Cell]] = [
        [one.label, greeting, words] for one, greeting, words in facts.treatments if greeting or words
    ]
    label = fitting_width(_("Class"), [row[0] for row in rows], BODY)
    columns = [
        Column(_("Class"), label, strong=True),
        Column(_("How they are greeted"), (width - label) * 0.45),
        Column(_("What they get"), (width - label) * 0.55),
    ]
    yield from table(columns, rows, tallest)
