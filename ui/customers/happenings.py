"""The events of a customer's life with the shop, dressed for the timeline."""

from datetime import date

from model.days_in_words import days_between, format_day
from model.money import format_money
from model.timeline import Event, EventKind
from resources.i18n import _, pgettext
from ui import theme
from ui.widgets.timeline import Happening

_LOOKS: dict[EventKind, tuple[str, theme.Tone]] = {
    EventKind.PLANNED: ("calendar-check", "accent"),
    EventKind.NOT_DONE: ("calendar-days", "muted"),
    EventKind.SALE: ("shopping-bag", "accent"),
    EventKind.RETURN: ("undo-2", "warning"),
    EventKind.CONTACT: ("phone-call", "info"),
    EventKind.COMPLAINT: ("frown", "danger"),
    EventKind.PUT_RIGHT: ("handshake", "success"),
    EventKind.BROUGHT: ("user-plus", "success"),
    EventKind.WISH: ("gift", "accent"),
    EventKind.SERVICE: ("shield-check", "success"),
    EventKind.GIFT: ("heart", "success"),
    EventKind.GOODWILL: ("heart", "warning"),
    EventKind.CLASSED: ("star", "muted"),
}


def happening(event: Event, currency: str, today: date) -> Happening:
    """One entry of the timeline; its key is the event's kind and id."""
    icon, tone = _LOOKS[event.kind]
    if event.kind is EventKind.CONTACT and not event.good:
        icon, tone = "phone-missed", "muted"
    if event.kind is EventKind.PUT_RIGHT and not event.good:
        tone = "warning"
    if event.kind is EventKind.CLASSED and event.good is not None:
        icon, tone = ("arrow-up", "success") if event.good else ("arrow-down", "warning")
    day = _("{day}, {when}").format(day=format_day(event.on, "medium"), when=days_between(event.on, today))
    if event.at:
        day = pgettext("between clauses", ", ").join((day, event.at))
    return Happening(
        key=(event.kind, event.record_id),
        icon=icon,
        day=day,
        title=event.title,
        detail=event.detail,
        trailing="" if event.amount_cents is None else format_money(event.amount_cents, currency),
        tone=tone,
    )
