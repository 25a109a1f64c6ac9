"""What stands on a customer's card, in the words of the current language: for the window and for paper."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from model.book import Book
from model.customer_class import CustomerClass
from model.customer_days import CustomerDay
from model.customer_figures import Figures
from model.customer_phones import Phone
from model.customers import MOST_STARS, Consent, Customer, CustomerCard
from model.days_in_words import days_between, format_day
from model.leaving import LeftReason
from model.money import format_money
from model.percentages import percent
from model.traits import Trait, TraitKind
from model.yearly_days import format_yearly_day
from resources.i18n import _, ngettext

_LATE_TIMES_RHYTHM = 1.5
"""Who stays away for so many of their own intervals is late."""


class Fact(NamedTuple):
    """One field of the card in words, which may have several lines."""

    key: str
    label: str
    words: str


def facts(card: CustomerCard, currency: str) -> list[Fact]:
    """Every field that is filled in, as a card is read."""
    customer = card.customer
    calls = (
        best_time(customer.call_from, customer.call_until)
        if customer.call_from or customer.call_until
        else ""
    )
    no_contact = _("Does not want to be contacted at all") if customer.do_not_contact else ""
    found = [
        Fact("kind", _("Kind"), customer.kind.label),
        Fact("phones", _("Phones"), "\n".join(map(phone_words, card.phones))),
        Fact("email", _("E-mail"), customer.email),
        Fact("greeting", _("How we greet them"), customer.greeting),
        Fact("address", _("Address"), customer.address),
        Fact("birthday", _("Birthday"), format_yearly_day(customer.birthday) if customer.birthday else ""),
        Fact("days", _("Other yearly days"), "\n".join(map(day_words, card.days))),
        *(
            Fact(kind, kind.label, traits_text([trait for trait in card.traits if trait.kind is kind]))
            for kind in TraitKind
        ),
        Fact(
            "best_time",
            _("Best time to call"),
            " · ".join(part for part in (calls, customer.call_note) if part),
        ),
        Fact(
            "do_not_contact",
            _("Contact"),
            no_contact,
        ),
        Fact("consents", _("May we use"), "\n".join(map(consent_words, card.consents))),
        Fact("found_by", _("Found us by"), customer.found_by),
        Fact(
            "known_since", _("Known since"), format_day(customer.known_since) if customer.known_since else ""
        ),
        Fact("card_number", _("Card number"), customer.card_number),
        Fact("code", _("Customer number"), customer.code),
        Fact("household", _("Household"), card.household.name if card.household else ""),
        Fact("class", _("Class"), class_words(customer)),
        Fact("known", _("What you know"), known_words(customer, currency)),
        Fact("left", _("No longer comes"), left_words(customer)),
        Fact("note", _("Note"), customer.note),
    ]
    return [fact for fact in found if fact.words]


def relations(book: Book, card: CustomerCard) -> list[tuple[str, list[tuple[int, str]]]]:
    """The others, by id and name: who live together, who brought them, whom they brought."""
    customer = card.customer
    household = book.households.members(card.household.id) if card.household else []
    by = book.customers.find(customer.introduced_by_id) if customer.introduced_by_id else None
    return [
        (_("Lives with"), [one for one in household if one[0] != customer.id]),
        (_("Introduced by"), [(by.id, by.name)] if by else []),
        (_("Brought to us"), book.customers.brought_by(customer.id)),
    ]


def phone_words(phone: Phone) -> str:
    """``020 7946 0123 (Home, shared)``."""
    sentence = _("{number} ({kind}, shared)") if phone.shared else _("{number} ({kind})")
    return sentence.format(number=phone.number, kind=phone.kind.label)


def day_words(one: CustomerDay) -> str:
    """``Wedding day: 20 May 2010``."""
    return _("{label}: {value}").format(label=one.label, value=format_yearly_day(one.yearly_day))


def class_words(customer: Customer) -> str:
    """``Gold, until 5 Mar 2027 (brings many friends)``; empty where the owner gave none."""
    if customer.class_by_hand is CustomerClass.NONE:
        return ""
    words = customer.class_by_hand.label
    if customer.class_until:
        words = _("{state}, until {day}").format(state=words, day=format_day(customer.class_until))
    reason = customer.class_reason
    return _("{words} ({remark})").format(words=words, remark=reason) if reason else words


def known_words(customer: Customer, currency: str) -> str:
    """``3 of 4 stars. Needs €1,200.00 in a year, of which we would like 60%``, a line each; empty if nothing is."""
    said = [_("{n} of {most} stars").format(n=customer.stars, most=MOST_STARS)] if customer.stars else []
    aim = percent(customer.share_aim_percent / 100) if customer.share_aim_percent else ""
    if customer.need_cents:
        need = format_money(customer.need_cents, currency)
        words = (
            _("Needs {amount} in a year, of which we would like {share}")
            if aim
            else _("Needs {amount} in a year")
        )
        said.append(words.format(amount=need, share=aim))
    elif aim:
        said.append(_("We would like {share} of what they need").format(share=aim))
    return "\n".join(said)


def left_words(customer: Customer) -> str:
    """``Price, since 5 Mar 2026. Buys now at Leaf & Co.``; empty for whoever still comes."""
    if customer.left_reason is LeftReason.NONE:
        return ""
    words = customer.left_reason.label
    if customer.left_on:
        words = _("{state}, since {day}").format(state=words, day=format_day(customer.left_on))
    if customer.left_for:
        words = _("{words}; buys now at {shop}").format(words=words, shop=customer.left_for)
    return words


def consent_words(consent: Consent) -> str:
    """``E-mail: refused, 5 Jan 2024``."""
    answer = _("allowed") if consent.allowed else _("refused")
    channel = consent.channel.label
    if consent.said_on is None:
        return _("{channel}: {answer}").format(channel=channel, answer=answer)
    day = format_day(consent.said_on)
    return _("{channel}: {answer}, {day}").format(channel=channel, answer=answer, day=day)


def best_time(start: str | None, end: str | None) -> str:
    """When a call is welcome, in words."""
    if start and end:
        return _("call {start} to {end}").format(start=start, end=end)
    return _("call after {start}").format(start=start) if start else _("call before {end}").format(end=end)


def traits_text(traits: Sequence[Trait]) -> str:
    """The traits of one kind on one line: ``green tea, dogs``, ``shoe: 38, shirt: M``."""
    return _(", ").join(
        _("{label}: {value}").format(label=trait.label, value=trait.value) if trait.label else trait.value
        for trait in traits
    )


class Figure(NamedTuple):
    """A number of the card in words, its name before and a remark after it.

    ``late`` asks for attention; not ``known`` are words that only say so.
    """

    name: str
    value: str
    remark: str = ""
    late: bool = False
    known: bool = True


def figures_in_words(figures: Figures, currency: str, today: date) -> list[Figure]:
    """Revenue, profit, purchases, rhythm."""
    last = _last(figures.last_on, today) if figures.last_on else ""
    since = _("since {day}").format(day=format_day(figures.first_on)) if figures.first_on else ""
    return [
        Figure(_("Revenue"), format_money(figures.amount_cents, currency), last),
        _profit(figures, currency),
        Figure(_("Purchases"), str(figures.sales), since),
        _rhythm(figures, today),
    ]


def _last(day: date, today: date) -> str:
    # By a clock that is behind, the last purchase has yet to come: it has its day, and no distance.
    when = format_day(day) if day > today else days_between(day, today)
    return _("last {when}").format(when=when)


def _profit(figures: Figures, currency: str) -> Figure:
    if not figures.cost_cents and not figures.profit_cents:
        return Figure(_("Profit"), "–", _("no cost is known"))
    unknown = figures.amount_cents - figures.cost_cents - figures.profit_cents
    remark = _("{amount} of unknown cost").format(amount=format_money(unknown, currency))
    return Figure(_("Profit"), format_money(figures.profit_cents, currency), remark if unknown else "")


def _rhythm(figures: Figures, today: date) -> Figure:
    """How often they come, where today stands in it, and whether that is late."""
    days = figures.rhythm_days
    if figures.last_on is None:
        return Figure(_("Comes"), _("Not yet"), _("no purchase so far"), known=False)
    if not days:
        return Figure(_("Comes"), _("Too early to say"), _("known from the third visit on"), known=False)
    since, every = (today - figures.last_on).days, round(days)
    words = ngettext("every day", "every {n} days", every).format(n=every)
    late = since > _LATE_TIMES_RHYTHM * days
    return Figure(_("Comes"), words, _("today is day {n}").format(n=since) if since >= 0 else "", late)
