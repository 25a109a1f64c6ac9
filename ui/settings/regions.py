"""The countries a shop can stand in, by name."""

from resources.i18n import current_language


def regions() -> list[tuple[str, str]]:
    """(ISO 3166 code, name in the current language) of every country, by name."""
    from babel import Locale

    names = Locale.parse(current_language()).territories
    # Longer codes are continents, and these are not countries but groups, pseudo-accents and the like.
    left_out = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    found = [(code, name) for code, name in names.items() if len(code) == 2 and code not in left_out]
    return sorted(found, key=lambda region: region[1].casefold())
