"""Search as you type: every word, every phone, in any order, from the first character.

Each customer has one text of tokens: every suffix of every folded word (so that "mith" finds Smith and 小明 finds
王小明), pinyin and initials of Chinese names, and every suffix of the phone's digits. An FTS5 index over these
answers a prefix query in a fraction of a millisecond, whatever the script. The tokens are kept beside the index,
because an index without contents can only forget a document whose exact tokens it is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from model import phones
from model.folding import clean, fold, suffixes
from model.pinyin import pinyin_words, sort_key
from model.store import Store

_KEPT = frozenset("@.-_+&/#")  # ASCII punctuation that the index takes as a part of a word
_SEPARATORS = {
    **{n: " " for n in range(128) if not chr(n).isalnum() and chr(n) not in _KEPT},
    # Punctuation of other scripts, as the dot in 玛丽·居里.
    **dict.fromkeys(
        (*range(128, 192), *range(8192, 8304), *range(12288, 12293), *range(12296, 12321), 12539), " "
    ),
}
_SHORTEST_PHONE_PART = 3  # fewer digits are searched as a word, wherever they stand
_LONG_PHONE_PART = 6  # more digits may have a country code in front
_MANY, _VERY_MANY = 1000, 3000  # hits, each with a quickest way to sort them
_LATEST = 2000  # customers who bought last
_AT_ONCE = 500  # customers of one query while reindexing
_TEXT_COLUMNS = (
    "name",
    "greeting",
    "email",
    "street",
    "city",
    "postal_code",
    "province",
    "country",
    "code",
    "card_number",
)


@dataclass(frozen=True)
class Hit:
    """One customer found: enough for a line in a list of suggestions."""

    customer_id: int
    name: str
    phone: str
    city: str
    last_on: date | None
    archived: bool


_KEEP = (
    "INSERT INTO customer_search (customer_id, name_key, sort_key, tokens)"
    " VALUES (:customer_id, :name_key, :sort_key, :tokens)"
)
_INDEX = "INSERT INTO customer_index (rowid, tokens) VALUES (:customer_id, :tokens)"
_FORGET = (
    "INSERT INTO customer_index (customer_index, rowid, tokens) VALUES ('delete', :customer_id, :tokens)"
)

_HITS = "SELECT rowid FROM customer_index WHERE customer_index MATCH :q LIMIT :limit"
_LATEST_OF = (
    "SELECT customer_id FROM customer_figures WHERE {walk}customer_id IN ({hits})"
    " ORDER BY last_on DESC, customer_id DESC LIMIT :limit"
)
_WALK = "+"  # With it SQLite goes from those who bought last; without, it looks up every hit and sorts them.
_AMONG_THE_LATEST = (
    "SELECT customer_id FROM (SELECT customer_id FROM customer_figures ORDER BY last_on DESC, customer_id DESC"
    " LIMIT {latest}) CROSS JOIN customer_search USING (customer_id) WHERE {condition} LIMIT :limit"
)


class Search:
    """The search over the customers of one book, which tells it whose texts an edit changed (``reindex``)."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def find(self, text: str, limit: int = 50) -> list[Hit]:
        """The best ``limit`` customers for what was typed; an empty text gives those seen last.

        Names that begin with the text come first, then phones that end with it, then the others, those who bought last
        first. Archived customers come last.
        """
        ids = self._best(clean(text).text, limit)
        if not ids:
            return []
        rows = self.store.rows(
            "SELECT c.id, c.name, c.city, c.archived, f.last_on,"
            " coalesce((SELECT number FROM customer_phone WHERE customer_id = c.id ORDER BY position, id LIMIT 1), '')"
            " AS phone FROM customer AS c JOIN customer_figures AS f ON f.customer_id = c.id"
            f" WHERE c.id IN ({', '.join(map(str, ids))})"
        )
        hits = {
            row["id"]: Hit(
                customer_id=row["id"],
                name=row["name"],
                phone=row["phone"],
                city=row["city"],
                last_on=date.fromisoformat(row["last_on"]) if row["last_on"] else None,
                archived=bool(row["archived"]),
            )
            for row in rows
        }
        return [hits[customer_id] for customer_id in ids if customer_id in hits]

    def all_ids(self, text: str) -> frozenset[int]:
        """Every customer that the text finds, unordered; the empty text finds nobody."""
        text = clean(text).text
        query = match_expression(text, self._region())
        found: set[int] = set()
        if query:
            found.update(
                self.store.column("SELECT rowid FROM customer_index WHERE customer_index MATCH :q", q=query)
            )
        found.update(self.by_receipt(text))
        return frozenset(found)

    def _best(self, text: str, limit: int) -> list[int]:
        ways = _ways(text, self._region())
        if not ways:
            return self._seen_last(limit)
        key = fold(text).strip()
        best = dict.fromkeys(
            self.store.column(
                "SELECT customer_id FROM customer_search WHERE name_key >= :key AND name_key < :end"
                " ORDER BY name_key LIMIT :limit",
                key=key,
                end=key + "\U0010ffff",
                limit=limit,
            )
        )
        best.update(dict.fromkeys(self._by_last_digits(text, limit)))
        best.update(dict.fromkeys(self.by_receipt(text)))
        if len(best) < limit:
            best.update(dict.fromkeys(self._latest(ways, limit + len(best))))
        archived = set(
            self.store.column(
                f"SELECT id FROM customer WHERE archived AND id IN ({', '.join(map(str, best))})"
            )
        )
        return sorted(best, key=archived.__contains__)[:limit]

    def _latest(self, ways: list[list[str]], limit: int) -> list[int]:
        """Up to ``limit`` of those whom the index finds, who bought last first.

        Where there are very many, enough of them are likely to be among the latest customers; only if not, every
        hit is looked at.
        """
        query = _expression(ways)
        hits = self.store.column(_HITS, q=query, limit=_VERY_MANY)
        if len(hits) < _VERY_MANY:
            walk = _WALK if len(hits) > _MANY else ""
            chosen = _LATEST_OF.format(walk=walk, hits=", ".join(map(str, hits)))
            return self.store.column(chosen, limit=limit)
        typed = {word: f"word{n}" for n, word in enumerate({word for way in ways for word in way})}
        condition = " OR ".join(
            " AND ".join(f"instr(tokens, :{typed[word]})" for word in way) for way in ways
        )
        found: list[int] = self.store.column(
            _AMONG_THE_LATEST.format(latest=_LATEST, condition=condition),
            limit=limit,
            **{name: word for word, name in typed.items()},
        )
        if len(found) == limit:
            return found
        everybody = "SELECT rowid FROM customer_index WHERE customer_index MATCH :q"
        return self.store.column(_LATEST_OF.format(walk=_WALK, hits=everybody), q=query, limit=limit)

    def _region(self) -> str:
        return str(self.store.value("SELECT region FROM shop") or "")

    def _seen_last(self, limit: int) -> list[int]:
        return self.store.column(
            "SELECT customer_id FROM customer_figures ORDER BY last_on DESC, customer_id DESC LIMIT :limit",
            limit=limit,
        )

    def _by_last_digits(self, text: str, limit: int) -> list[int]:
        """Whose phone, or another word, ends with the digits typed: the last four are how a phone is named."""
        runs = phone_runs(text, self._region())
        if not runs:
            return []
        query = " OR ".join(f'"{run}"' for run in sorted(runs))
        everybody = "SELECT rowid FROM customer_index WHERE customer_index MATCH :q"
        return self.store.column(_LATEST_OF.format(walk="", hits=everybody), q=query, limit=limit)

    def by_receipt(self, text: str) -> list[int]:
        """The customers of receipts whose number begins with the text."""
        start = text.strip()
        if len(start) < 2:
            return []
        return self.store.column(
            "SELECT DISTINCT customer_id FROM purchase WHERE receipt_number >= :start AND receipt_number < :end"
            " AND receipt_number <> '' AND customer_id IS NOT NULL LIMIT 50",
            start=start,
            end=start + "\U0010ffff",
        )

    def reindex(self, customers: Iterable[int]) -> None:
        """Bring the index up to date for these customers, deleted ones included, inside the running edit."""
        everybody = sorted(customers)
        for start in range(0, len(everybody), _AT_ONCE):
            self._reindex(everybody[start : start + _AT_ONCE])

    def _reindex(self, customers: list[int]) -> None:
        store = self.store
        chosen = f"IN ({', '.join(map(str, customers))})"
        fresh = {document["customer_id"]: document for document in _documents(store, chosen)}
        rows = store.rows(f"SELECT * FROM customer_search WHERE customer_id {chosen}")
        stored = {row["customer_id"]: dict(row) for row in rows}
        outdated = [document for key, document in stored.items() if fresh.get(key) != document]
        changed = [document for key, document in fresh.items() if stored.get(int(key)) != document]
        store.write_many(_FORGET, outdated)
        store.write_many("DELETE FROM customer_search WHERE customer_id = :customer_id", outdated)
        store.write_many(_KEEP, changed)
        store.write_many(_INDEX, changed)


def document(
    customer_id: int, texts: tuple[str, ...], numbers: Iterable[tuple[str, str]]
) -> dict[str, int | str]:
    """The row of ``customer_search`` for one customer: its texts, name first, and its phones' (number, digits)."""
    name = texts[0]
    tokens: set[str] = set()
    for text in texts:
        if text:
            for word in words(text):
                tokens.update(suffixes(word))
    for spelling in pinyin_words(name):
        tokens.update(suffixes(spelling))
    for number, digits in numbers:
        for run in {"".join(filter(str.isdigit, fold(number))), digits}:
            tokens.update(suffixes(run))
    return {
        "customer_id": customer_id,
        "name_key": fold(name).strip(),
        "sort_key": sort_key(name),
        "tokens": " ".join(sorted(tokens)),
    }


def words(text: str) -> list[str]:
    """The folded words of a text as the index knows them."""
    found: list[str] = fold(text).translate(_SEPARATORS).split()
    return found


def match_expression(text: str, region: str = "") -> str:
    """The FTS5 query for what was typed, made of quoted terms only; empty if nothing in it can be searched.

    ``region`` is the country whose phones are written without a country code.
    """
    return _expression(_ways(text, region))


def _expression(ways: list[list[str]]) -> str:
    return " OR ".join("(" + " AND ".join(f'"{word}" *' for word in way) + ")" for way in ways)


def _ways(text: str, region: str) -> list[list[str]]:
    """How what was typed may be read: as words that must all be there, or as the digits of one phone."""
    typed = list(dict.fromkeys(words(text)))
    if not typed:
        return []
    return [typed, *([run] for run in sorted(phone_runs(text, region)) if [run] != typed)]


def phone_runs(text: str, region: str) -> set[str]:
    """The digits of a phone typed with blanks or a country code, in one run; empty if it is no phone."""
    run = "".join(filter(str.isdigit, fold(text)))
    if len(run) < _SHORTEST_PHONE_PART or any(map(str.isalpha, text)):
        return set()
    return {run, phones.digits(text, region) or run} if region and len(run) > _LONG_PHONE_PART else {run}


def rebuild(store: Store) -> None:
    """Compute the search texts of all customers and the index afresh, inside the running edit."""
    fresh = list(_documents(store))
    store.write("DELETE FROM customer_search", {})
    store.write_many(_KEEP, fresh)
    store.write("INSERT INTO customer_index (customer_index) VALUES ('rebuild')", {})


def document_differences(store: Store) -> int:
    """How many customers the search texts know otherwise than they are, or miss, or know although they are gone."""
    stored = {row["customer_id"]: dict(row) for row in store.rows("SELECT * FROM customer_search")}
    wrong = sum(stored.pop(int(fresh["customer_id"]), None) != fresh for fresh in _documents(store))
    return wrong + len(stored)


def _documents(store: Store, chosen: str = "") -> Iterator[dict[str, int | str]]:
    """The documents of the customers whose id fulfils ``chosen``, SQL that continues ``id …``; without it, of all."""
    numbers: dict[int, list[tuple[str, str]]] = {}
    for customer_id, number, digits in store.tuples(
        f"SELECT customer_id, number, digits FROM customer_phone {chosen and f'WHERE customer_id {chosen}'}"
    ):
        numbers.setdefault(customer_id, []).append((number, digits))
    for row in store.tuples(
        f"SELECT id, {', '.join(_TEXT_COLUMNS)} FROM customer {chosen and f'WHERE id {chosen}'}"
    ):
        yield document(row[0], row[1:], numbers.get(row[0], ()))
