"""`python -m kla_rules` is the command `kla`; without its extra it says how to get it."""

import sys

from kla_rules.texts.interface import INTERFACE
from kla_rules.texts.writing import write


def main() -> None:
    """Run the command line."""
    try:
        import typer  # noqa: F401, PLC0415 - an extra: only the command needs it
    except ImportError:
        values = {"packages": "typer", "extra": "cli"}
        sys.stderr.write(write(INTERFACE["missing-extra"]["en"], values, "en") + "\n")
        sys.exit(2)
    from kla_rules.cli import main as run  # noqa: PLC0415 - needs typer

    run()


if __name__ == "__main__":
    main()
