"""What the shop's settings say about planning: which days it is open, and how much of it there can be."""

from dataclasses import replace

from model.opening_hours import Week, calendar_of
from model.planning.occasion import ShopDays
from model.shop import Holidays, Shops
from model.store import Store

_ALL_DAY = ((0, 24 * 60),)
_EVERY_DAY: Week = (_ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY, _ALL_DAY)


def shop_days(store: Store) -> ShopDays:
    """When the shop is open, as planning sees it: a shop that gave no hours yet is open every day but its holidays."""
    shop = Shops(store).get(1)
    calendar = calendar_of(shop, Holidays(store).all())
    if not any(calendar.weekdays):
        calendar = replace(calendar, weekdays=_EVERY_DAY)
    return ShopDays(calendar, "mar1" if shop.feb29 == "mar1" else "feb28")
