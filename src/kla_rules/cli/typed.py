"""What was typed for arguments that several commands have."""

from kla_rules.core.findings import ArgumentError, Finding


def seconds(typed: str) -> float:
    """Return how long a search may take.

    Raises:
        ArgumentError: for what is no number.
    """
    try:
        return float(typed)
    except ValueError:
        raise ArgumentError([Finding("argument.seconds", {"found": typed}, ("--limit",))]) from None
