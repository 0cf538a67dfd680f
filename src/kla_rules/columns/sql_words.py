"""Names and texts as each dialect of SQL writes them, whatever stands in them."""

from typing import Final, Literal, get_args

Dialect = Literal["duckdb", "postgres", "spark"]
DIALECTS: Final[tuple[Dialect, ...]] = get_args(Dialect)
# What text is trimmed of: all that Unicode calls space.
_SPACES: Final = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def quoted(name: str, dialect: Dialect) -> str:
    """Return a name as a dialect writes it.

    >>> quoted("6.3", "duckdb"), quoted("6.3", "spark")
    ('"6.3"', '`6.3`')
    """
    mark = "`" if dialect == "spark" else '"'
    return mark + name.replace(mark, mark * 2) + mark


def literal(text: str, dialect: Dialect) -> str:
    """Return a text as a dialect writes it, so that no setting of it reads another one.

    >>> literal("it's", "postgres"), literal("it's", "spark")
    ("'it''s'", "CAST(X'69742773' AS STRING)")
    """
    if dialect == "spark":
        # Backslashes, marks within marks and ${...} are read as its settings say.
        if text.isprintable() and not set(text) & set("\\'$"):
            return f"'{text}'"
        return f"CAST(X'{text.encode().hex()}' AS STRING)"
    doubled = "'" + text.replace("'", "''") + "'"
    if dialect == "postgres" and "\\" in text:
        return "E" + doubled.replace("\\", "\\\\")
    return doubled


def trimmed(text: str, dialect: Dialect) -> str:
    """Return an expression of a text without spaces around it; of nothing else, nothing.

    >>> trimmed("x", "spark")[:12]
    'NULLIF(BTRIM'
    """
    if dialect == "postgres":
        spaces = "E'" + "".join(f"\\u{ord(one):04x}" for one in _SPACES) + "'"
        # Another order of text could take different words for the same.
        return f"NULLIF(BTRIM({text}, {spaces}), '') COLLATE \"C\""
    if dialect == "duckdb":
        spaces = " || ".join(f"CHR({ord(one)})" for one in _SPACES)
        return f"NULLIF(TRIM({text}, {spaces}), '')"
    return f"NULLIF(BTRIM({text}, {literal(_SPACES, dialect)}), '')"
