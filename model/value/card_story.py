"""All that a customer's card tells of their worth, in words: gathered once, for the screen and for paper."""

from __future__ import annotations

from dataclasses import dataclass

from model.card_words import Figure, class_words
from model.cards_then import cards_then
from model.class_lines import ClassLines
from model.classes.held import class_on
from model.classes.in_words import by_figures, connector, lift, why
from model.customer_class import CustomerClass
from model.customers import Customers
from model.money import format_rough_money, format_round_money
from model.shop import Shops
from model.store import Store
from model.value import in_words
from model.value.circles import Circle
from model.value.in_words import Part
from model.value.share import read_shares
from model.value.whole_book_words import rough_in_words
from model.value.worth import Worth
from resources.i18n import _, ngettext


@dataclass(frozen=True)
class CardStory:
    """``why`` they stand in ``stands_in`` and what would lift them, one sentence each; ``given`` is the class by hand
    with its end and reason, empty where there is none; ``connector`` is what to know of
    who brought several others, empty for everybody else. The ``figures`` are four; the parts of each value add up to
    its total. The ``sentences`` are pairs of a heading and what is to be said; ``notes`` say how sure all of it is."""

    stands_in: CustomerClass
    given: str
    connector: str
    why: str
    lift: str
    figures: tuple[Figure, ...]
    current: tuple[Part, ...]
    current_total: Part
    potential: tuple[Part, ...]
    potential_total: Part
    between: str
    sentences: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def card_story(store: Store, worth: Worth, circle: Circle, lines: ClassLines) -> CardStory:
    """The story of one customer, whose class is judged by ``lines`` where nobody gave or reviewed it."""
    customer = Customers(store).get(worth.customer_id)
    currency = Shops(store).get(1).currency
    then = cards_then(store, worth.on).get(customer.id)
    given = customer.class_on(worth.on) if then is None else then.by_hand_on(worth.on)
    by_hand = given is not CustomerClass.NONE
    stands_in = stands(store, worth, lines)
    return CardStory(
        stands_in=stands_in,
        given=class_words(customer) if by_hand and then is None else "",
        connector=_connector(circle, by_hand=by_hand),
        why=why(worth, lines, stands_in, currency, by_hand=by_hand),
        lift=lift(worth, lines, stands_in, currency, by_hand=by_hand),
        figures=_figures(worth, circle, stands_in, currency, by_hand=by_hand),
        current=tuple(in_words.current_parts(worth, currency)),
        current_total=Part(_("Brings in 12 months"), worth.current_cents),
        potential=tuple(in_words.potential_parts(worth)),
        potential_total=Part(_("May bring in the coming 12 months"), worth.potential_cents),
        between=in_words.between(worth, currency),
        sentences=tuple(_sentences(store, worth, circle, currency)),
        notes=tuple(_notes(worth)),
    )


def stands(store: Store, worth: Worth, lines: ClassLines) -> CustomerClass:
    """The class that counts: the owner's word, else new, else the latest review's, else what the lines say."""
    held = class_on(store, worth.customer_id, worth.on)
    return by_figures(worth, lines) if held is CustomerClass.NONE else held


def _figures(
    worth: Worth, circle: Circle, stands_in: CustomerClass, currency: str, *, by_hand: bool
) -> tuple[Figure, ...]:
    bought = worth.buying_days > 0
    return (
        Figure(_("Class"), stands_in.label, _class_remark(circle, stands_in, by_hand=by_hand)),
        Figure(
            _("Brings"),
            format_round_money(worth.current_cents, currency),
            _("in 12 months"),
            known=bought,
        ),
        Figure(
            _("May bring"),
            format_rough_money(worth.potential_cents, currency),
            in_words.range_of(worth, currency) or _("in 12 months"),
            known=bought or worth.potential_cents != 0,
        ),
        Figure(
            _("Still a customer"),
            in_words.alive(worth),
            in_words.expected(worth),
            late=0 < worth.alive < _LITTLE and worth.buying_days > 1,
            known=bought,
        ),
    )


def _class_remark(circle: Circle, stands_in: CustomerClass, *, by_hand: bool) -> str:
    if by_hand:
        return _("your own word")
    is_below = stands_in not in (CustomerClass.PLATINUM, CustomerClass.GOLD)
    return _("treated as gold") if circle.is_connector and is_below else ""


_LITTLE = 0.5
"""With a smaller chance somebody is rather lost than not."""


def _connector(circle: Circle, *, by_hand: bool) -> str:
    if circle.is_connector and by_hand:  # The owner's word goes before all.
        return ngettext(
            "Brought {n} customer who bought.", "Brought {n} customers who bought.", circle.brought
        ).format(n=circle.brought)
    return connector(circle.brought)


def _sentences(store: Store, worth: Worth, circle: Circle, currency: str) -> list[tuple[str, str]]:
    shares = read_shares(store, worth.on, [worth.customer_id])
    told = [
        (_("Own rhythm"), in_words.rhythm(worth)),
        (_("Still a customer"), in_words.alive_sentence(worth)),
        (_("Household"), in_words.household(circle, currency)),
        (_("Brought to us"), in_words.introduced(circle, currency)),
        (_("With all their people"), in_words.together(circle, currency)),
        *((_("Customer share"), in_words.share(share, currency)) for share in shares),
    ]
    return [(heading, sentence) for heading, sentence in told if sentence]


def _notes(worth: Worth) -> list[str]:
    notes = []
    if worth.rough and worth.buying_days:
        notes.append(rough_in_words())
    if worth.margin_words and (worth.estimated_cents or worth.is_revenue):
        notes.append(worth.margin_words)
    return notes
