"""Finding a folded word in texts as they were written, where only SQL can look at all of them."""

_HAS_ACCENTS = (
    # Only Python folds such. Most texts are ruled out by their length in bytes.
    "(length({column}) <> length(CAST({column} AS BLOB)) AND {column} GLOB '*[À-ɏḀ-ỿ]*')"
)


def holds(column: str, word: str, key: str) -> tuple[str, dict[str, str]]:
    """SQL that holds for every text of ``column`` with the folded ``word`` in it, and for few others, with its values;
    their names begin with ``key``. Whoever asks looks at the texts found once more."""
    values = {f"{key}_{n}": f"%{spelling}%" for n, spelling in enumerate(sorted(_spellings(word)))}
    ways = [f"{column} LIKE :{name} ESCAPE '\\'" for name in values]
    if word.isascii():
        ways.append(_HAS_ACCENTS.format(column=column))
    return f"({' OR '.join(ways)})", values


def _spellings(word: str) -> set[str]:
    """The word as it may have been written: LIKE takes only ASCII letters large and small alike."""
    plain = word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return {plain} if plain.isascii() else {plain, plain.upper(), plain.capitalize()}
