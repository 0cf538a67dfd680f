"""Lower the points of invented example profiles and tables that lie above a maximum by now.

What an invented city has been given at a question is no figure of the rules: where these change,
it has at most what there is now. A published profile is never changed.
"""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Final

import kla_rules as kla
from kla_rules.core.points import plain, thousandths

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


def tables() -> list[Path]:
    """Return the example tables of profiles whose figures are invented."""
    return sorted(FOLDER.glob("tables/*-illustrative.csv"))


def fitted_table(path: Path) -> str:
    """Return the text of a table with no points above their maximum."""
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for row in reader:
        asked = kla.edition(as_of=f"{row['year']}-12-31")
        most = {node.id: node.maximum_thousandths for node in asked.nodes}
        for name, most_here in most.items():
            if (
                row.get(name)
                and most_here is not None
                and thousandths(Decimal(row[name])) > most_here
            ):
                row[name] = str(plain(most_here))
        writer.writerow(row)
    return out.getvalue()


def main() -> None:
    """Write every profile and table anew that needs it."""
    for path in [*profiles(), *tables()]:
        text = fitted_table(path) if path.suffix == ".csv" else fitted(path)
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            print(path.name)


if __name__ == "__main__":
    main()
