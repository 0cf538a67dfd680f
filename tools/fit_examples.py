"""Lower the points of invented example profiles that have come to lie above a maximum.

What an invented city has been given at a question is no figure of the rules: where these change,
it has at most what there is now. A published profile is never changed.
"""

import re
from pathlib import Path
from typing import Final

import kla_rules as kla
from kla_rules.core.points import plain

FOLDER: Final = Path(__file__).parents[1] / "examples"


def profiles() -> list[Path]:
    """Return the example profiles whose figures are invented."""
    return [*sorted(FOLDER.glob("*-illustrative.yaml")), *sorted(FOLDER.glob("*/profile.yaml"))]


def fitted(path: Path) -> str:
    """Return the text of a profile with no points above their maximum.

    Raises:
        ProfileError: if anything else is wrong with it.
    """
    text = path.read_text(encoding="utf-8")
    for found in kla.check(path):
        if found.id == "profile.above-maximum" and found.line and found.column:
            lines = text.splitlines(keepends=True)
            line, at = lines[found.line - 1], found.column - 1
            most = str(plain(found.values["maximum"]))
            lines[found.line - 1] = line[:at] + re.sub(r"[\d.]+", most, line[at:], count=1)
            text = "".join(lines)
    return text


def main() -> None:
    """Write every profile anew that needs it."""
    for path in profiles():
        text = fitted(path)
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            print(path.name)


if __name__ == "__main__":
    main()
