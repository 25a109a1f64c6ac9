"""Everything that ever happened with one customer, and what is planned, in one row of days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from model.channels import Channel
from model.class_reviews import ClassStep, ClassSteps
from model.complaints import Complaint, Complaints
from model.follow_ups import FollowUp, FollowUpStatus
from model.gifts import Gift, GiftKind, Gifts, gift_cost
from model.planning.stored import follow_ups_on
from model.planning.words import rule_label
from model.product_services import ServiceUse, ServiceUses
from model.purchases import Purchase, PurchaseKind, PurchaseLine, Purchases
from model.record_names import Names
from model.store import Store
from model.visits import Visit, Visits
from model.wishes import Wish, Wishes, wish_state
from resources.i18n import _, ngettext

_LINES_NAMED = 3


class EventKind(StrEnum):
    """What kind of thing happened; the id of an event is of the table that goes with it."""

    PLANNED = "planned"
    NOT_DONE = "not_done"
    SALE = "sale"
    RETURN = "return"
    CONTACT = "contact"
    COMPLAINT = "complaint"
    PUT_RIGHT = "put_right"
    BROUGHT = "brought"
    WISH = "wish"
    SERVICE = "service"
    GIFT = "gift"
    GOODWILL = "goodwill"
    CLASSED = "classed"


@dataclass(frozen=True)
class Event:
    """One thing on one day. ``record_id`` is a follow-up's, purchase's, visit's, complaint's, wish's, service's,
    gift's, class step's or, for somebody whom this customer brought, the other customer's. ``detail`` is what was said;
    ``amount_cents`` what it came to. ``good`` is whether it went well, ``None`` where that is no question."""

    kind: EventKind
    record_id: int
    on: date
    at: str | None
    title: str
    detail: str = ""
    amount_cents: int | None = None
    good: bool | None = None


def timeline(store: Store, customer_id: int, today: date, limit: int = 1000) -> list[Event]:
    """The events of one customer, as of ``today``: what is planned first, the furthest ahead on top, then the past,
    newest first."""
    told = story(
        Purchases(store).of_customer(customer_id, limit),
        _what_was_sold(store, customer_id),
        Visits(store).of_customer(customer_id, limit),
        Complaints(store).of_customer(customer_id),
        follow_ups_on(store, customer_id, today),
        [
            *_brought(store, customer_id),
            *wishes_told(store, Wishes(store).of_customer(customer_id)),
            *services_told(store, ServiceUses(store).of_customer(customer_id)),
            *gifts_told(store, Gifts(store).of_customer(customer_id)),
            *steps_told(store, ClassSteps(store).of_customer(customer_id)),
        ],
    )
    return told[:limit]


def story(
    purchases: Iterable[Purchase],
    lines: Mapping[int, Iterable[PurchaseLine]],
    visits: Iterable[Visit],
    complaints: Iterable[Complaint],
    follow_ups: Iterable[FollowUp],
    others: Iterable[Event] = (),
) -> list[Event]:
    """The events of these records, in the order of ``timeline``. ``lines`` are those of each purchase, by its id."""
    visits = list(visits)
    answered = {visit.follow_up_id for visit in visits}
    left = [one for one in follow_ups if one.id not in answered]
    planned = [_planned(one) for one in left if one.status is FollowUpStatus.OPEN]
    past = [
        *(_purchase(one, _named(lines.get(one.id, ()))) for one in purchases),
        *(_contact(visit) for visit in visits),
        *(event for complaint in complaints for event in _complaint(complaint)),
        *(_not_done(one) for one in left if one.status is not FollowUpStatus.OPEN),
        *others,
    ]
    planned.sort(key=_moment, reverse=True)
    past.sort(key=_moment, reverse=True)
    return [*planned, *past]


def _moment(event: Event) -> tuple[date, str]:
    return event.on, event.at or ""


def _purchase(purchase: Purchase, named: list[str]) -> Event:
    back = purchase.kind is PurchaseKind.RETURN
    what = _(", ").join(named[:_LINES_NAMED])
    if len(named) > _LINES_NAMED:
        more = len(named) - _LINES_NAMED
        what = ngettext("{what} and {n} more", "{what} and {n} more", more).format(what=what, n=more)
    if back:
        title = _("Brought back {what}").format(what=what) if what else _("Brought goods back")
    else:
        title = what or _("Purchase")
    return Event(
        kind=EventKind.RETURN if back else EventKind.SALE,
        record_id=purchase.id,
        on=purchase.bought_on,
        at=purchase.bought_at,
        title=title,
        detail=purchase.note,
        amount_cents=purchase.amount_cents,
        good=False if back else None,
    )


def _what_was_sold(store: Store, customer_id: int) -> dict[int, list[PurchaseLine]]:
    """Each purchase's lines that say something."""
    rows = store.rows(
        "SELECT l.* FROM purchase AS p JOIN purchase_line AS l ON l.purchase_id = p.id"
        " WHERE p.customer_id = :customer AND l.text <> ''",
        customer=customer_id,
    )
    lines: dict[int, list[PurchaseLine]] = {}
    for row in rows:
        lines.setdefault(row["purchase_id"], []).append(PurchaseLine.from_row(row))
    return lines


def _named(lines: Iterable[PurchaseLine]) -> list[str]:
    """The words of a purchase's lines, the dearest first."""
    dearest = sorted(
        (line for line in lines if line.text), key=lambda line: (-abs(line.amount_cents), line.position)
    )
    return [
        line.text
        if abs(line.quantity_thousandths) == 1000
        else f"{abs(line.quantity_thousandths) / 1000:g} × {line.text}"
        for line in dearest
    ]


def _contact(visit: Visit) -> Event:
    said = [f"“{visit.words}”" if visit.words else ""]
    if visit.suggestion:
        said.append(_("Suggests: {suggestion}").format(suggestion=visit.suggestion))
    if visit.satisfaction is not None:
        said.append(_("Would come back: {score} of 10").format(score=visit.satisfaction))
    said.append(visit.note)
    if visit.channel is Channel.COUNTER:
        title = visit.channel.label
    else:
        title = _("{channel}: {outcome}").format(channel=visit.channel.label, outcome=visit.outcome.label)
    return Event(
        kind=EventKind.CONTACT,
        record_id=visit.id,
        on=visit.visited_on,
        at=visit.visited_at,
        title=title,
        detail="\n".join(part for part in said if part),
        good=visit.reached,
    )


def _complaint(complaint: Complaint) -> list[Event]:
    said = Event(
        kind=EventKind.COMPLAINT,
        record_id=complaint.id,
        on=complaint.said_on,
        at=complaint.said_at,
        title=_("Complaint: {state}").format(state=complaint.status.label),
        detail=f"“{complaint.words}”" if complaint.words else "",
        good=False,
    )
    return [said] if complaint.closed_on is None else [said, _put_right(complaint, complaint.closed_on)]


def _put_right(complaint: Complaint, on: date) -> Event:
    refused = complaint.accepted is False
    return Event(
        kind=EventKind.PUT_RIGHT,
        record_id=complaint.id,
        on=on,
        at=None,
        title=_("Complaint closed, the customer did not accept it") if refused else _("Complaint closed"),
        detail=complaint.solution,
        good=not refused,
    )


def _planned(follow_up: FollowUp) -> Event:
    reason = follow_up.reason or rule_label(follow_up.rule)
    title = _("Promised: {reason}") if follow_up.promise else _("Planned: {reason}")
    return Event(
        kind=EventKind.PLANNED,
        record_id=follow_up.id,
        on=follow_up.due_on,
        at=None,
        title=title.format(reason=reason),
        detail=follow_up.note,
    )


def _not_done(follow_up: FollowUp) -> Event:
    reason = follow_up.reason or rule_label(follow_up.rule)
    return Event(
        kind=EventKind.NOT_DONE,
        record_id=follow_up.id,
        on=follow_up.done_on or follow_up.due_on,
        at=None,
        title=_("{state}: {reason}").format(state=follow_up.status.label, reason=reason),
        detail=follow_up.note,
        good=follow_up.status is FollowUpStatus.DONE,
    )


def wishes_told(store: Store, wishes: Iterable[Wish]) -> list[Event]:
    """What the customer waited for, each on the day it was said, with what became of it."""
    names = Names(store)
    return [
        Event(
            kind=EventKind.WISH,
            record_id=wish.id,
            on=wish.wished_on,
            at=None,
            title=_("Wish: {what}").format(what=names.name_of("wish", wish.values())),
            detail="\n".join(part for part in (wish_state(wish), wish.note) if part),
            good=True if wish.arrived_on else None,
        )
        for wish in wishes
    ]


def services_told(store: Store, uses: Iterable[ServiceUse]) -> list[Event]:
    """The free services that the customer used."""
    names = Names(store)
    return [
        Event(
            kind=EventKind.SERVICE,
            record_id=use.id,
            on=use.used_on,
            at=None,
            title=_("Free service: {name} (no. {n})").format(
                name=names.called("product_service", use.product_service_id), n=use.nth
            )
            if use.product_service_id
            else _("Free service"),
            detail=use.note,
            good=True,
        )
        for use in uses
    ]


def gifts_told(store: Store, gifts: Iterable[Gift]) -> list[Event]:
    """What the customer was given, and what it cost us: that is no money between the two, as a sale is."""
    names = Names(store)
    return [
        Event(
            kind=EventKind.GIFT if gift.kind is GiftKind.GIFT else EventKind.GOODWILL,
            record_id=gift.id,
            on=gift.given_on,
            at=None,
            title=_("{kind}: {value}").format(kind=gift.kind.label, value=gift.words)
            if gift.words
            else gift.kind.label,
            detail="\n".join(part for part in (gift_cost(gift, names.currency), gift.note) if part),
            good=True,
        )
        for gift in gifts
    ]


def steps_told(store: Store, steps: Iterable[ClassStep]) -> list[Event]:
    """The classes that reviews put the customer into, each with the reason it had then."""
    from model.classes.move_words import step_words, why_moved
    from model.classes.moves import Steps, is_up

    behind = Steps(store)
    return [
        Event(
            kind=EventKind.CLASSED,
            record_id=step.id,
            on=step.moved_on,
            at=None,
            title=_("Class: {step}").format(step=step_words(step.from_class, step.to_class)),
            detail=why_moved(behind.moved(step)),
            good=is_up(step.from_class, step.to_class),
        )
        for step in steps
    ]


def _brought(store: Store, customer_id: int) -> list[Event]:
    """Those who came because of this customer, on the day since which they are known or first bought."""
    rows = store.rows(
        "SELECT c.id, c.name, coalesce(c.known_since, f.first_on) AS day FROM customer AS c"
        " JOIN customer_figures AS f ON f.customer_id = c.id"
        " WHERE c.introduced_by_id = :customer AND coalesce(c.known_since, f.first_on) IS NOT NULL",
        customer=customer_id,
    )
    return [
        Event(
            kind=EventKind.BROUGHT,
            record_id=row["id"],
            on=date.fromisoformat(row["day"]),
            at=None,
            title=_("Brought {name} to us").format(name=row["name"]),
            good=True,
        )
        for row in rows
    ]
