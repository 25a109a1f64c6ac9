"""Finding visits by what was said, or by the customer."""

from model.search import Search
from model.store import Store


def found(store: Store, texts: str, text: str) -> tuple[str, dict[str, str]]:
    """SQL that holds for a visit ``v`` if each word of ``text`` is in ``texts`` (SQL too), or if all of it finds the
    customer; and the values of its names."""
    words = text.split()
    in_texts = " AND ".join(f"({texts}) LIKE :word{n} ESCAPE '\\'" for n in range(len(words)))
    customers = ", ".join(map(str, Search(store).all_ids(text)))
    values = {f"word{n}": f"%{_literally(word)}%" for n, word in enumerate(words)}
    return f"(({in_texts}) OR v.customer_id IN ({customers}))", values


def _literally(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
