"""Rehearse a change of the rules in a copy of the repository: one small file and one command.

Four changes are made together, a wording, two maxima whose sum stays, a floor and a grade; the
version is raised and the change log gets a line. Then `make rules` is run and the quick tests. What
fails is a file that somebody would have to touch by hand: there must be none beside the rule files,
the change log and the figures under `tests/instrument/`, whose tests must fail until the change is
acknowledged there.

    python tools/rehearse_rule_change.py            the same change every time
    python tools/rehearse_rule_change.py --seed 3   another indicator, level and grade
    python tools/rehearse_rule_change.py --keep DIR leave the copy in DIR
"""

import argparse
import csv
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml
from attrs import field, frozen

ROOT: Final = Path(__file__).parents[1]
EDITION: Final = "kla-2024"
PINS: Final = Path("tests/instrument")
FEWEST: Final = 4  # questions of an indicator in which something can be exchanged
GRADES: Final = ("B", "C", "I", "U")  # none better than the source has
_NOT_COPIED: Final = shutil.ignore_patterns(
    ".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "dist", "build", "*.egg-info"
)


@frozen
class Change:
    """What is changed.

    Attributes:
        indicator: id of the indicator whose questions exchange points.
        more, less: question that gets points, and the one that they come from.
        points: how many.
        level: whose floor moves.
        floor: where it moves.
        worded: question whose title changes.
        graded: question whose grade changes.
        grade: to what.
    """

    indicator: str
    more: str
    less: str
    points: Decimal
    level: str
    floor: Decimal
    worded: str
    graded: str
    grade: str


@frozen
class Copy:
    """A copy of the repository, and what its files were at first.

    Attributes:
        root: where it is.
        before: what every file was, by its path.
    """

    root: Path
    before: dict[str, str] = field(repr=False)

    def changed(self) -> list[str]:
        """Return the files that are no longer what they were, came or went."""
        now = contents(self.root)
        names = sorted({*self.before, *now})
        return [name for name in names if self.before.get(name) != now.get(name)]


def contents(root: Path) -> dict[str, str]:
    """Return a digest of every file that `copied` would copy."""
    found = {}
    for folder, folders, files in os.walk(root):
        ignored = _NOT_COPIED(folder, [*folders, *files])
        folders[:] = [name for name in folders if name not in ignored]
        for name in set(files) - ignored:
            path = Path(folder) / name
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[str(path.relative_to(root))] = digest
    return found


def copied(to: Path) -> Copy:
    """Copy the repository."""
    shutil.copytree(ROOT, to, ignore=_NOT_COPIED, symlinks=True, dirs_exist_ok=True)
    return Copy(to, contents(to))


# -- the change ------------------------------------------------------------------------------------


def chosen(seed: int | None) -> Change:
    """Return a change that the rules allow: the sums stay, and the floors keep their order."""
    rng = random.Random(seed)  # noqa: S311 - a choice that can be repeated
    folder = ROOT / "rules" / EDITION
    levels = read(folder / "edition.yaml")["levels"]
    files = {rule["id"]: rule for rule in map(read, sorted(folder.glob("indicators/*.yaml")))}
    if seed is None:
        indicator, level, grade, points = "6", "madya", "C", Decimal(2)
        more, less, worded, graded = (files["6"]["questions"][i]["id"] for i in (0, 1, 6, 2))
    else:
        several = [name for name, rule in files.items() if len(rule["questions"]) >= FEWEST]
        indicator = rng.choice(several)
        questions = files[indicator]["questions"]
        rich = [one for one in questions if decimal(one["maximum"]) >= 1]
        less = rng.choice(rich)["id"]
        more = rng.choice([one["id"] for one in rich if one["id"] != less])
        points = decimal(next(one["maximum"] for one in rich if one["id"] == less)) / 4
        points = points.quantize(Decimal("0.25"))
        worded, graded = (one["id"] for one in rng.sample(questions, 2))
        level, grade = rng.choice(levels)["id"], rng.choice(GRADES)
    ids = [one["id"] for one in levels]
    at = ids.index(level)
    above = (
        levels[at + 1]["floor"]
        if at + 1 < len(levels)
        else read(folder / "edition.yaml")["maximum"]
    )
    floor = decimal(levels[at]["floor"])
    floor += (decimal(above) - floor) / 5
    return Change(indicator, more, less, points, level, floor, worded, graded, grade)


def read(path: Path) -> dict[str, Any]:
    """Return a rule file, with its numbers as text."""
    rule: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return rule


def decimal(number: object) -> Decimal:
    """Return a number of a rule file."""
    return Decimal(str(number))


def number(value: Decimal) -> str:
    """Return a number as the rule files write it."""
    return f"{value.normalize():f}"


def made(change: Change, root: Path) -> None:
    """Make the change in a copy, as a person would: rule files, version, change log."""
    folder = root / "rules" / EDITION
    (path,) = (
        one for one in folder.glob("indicators/*.yaml") if read(one)["id"] == change.indicator
    )
    maxima = {one["id"]: decimal(one["maximum"]) for one in read(path)["questions"]}
    edit(path, change.more, "maximum", number(maxima[change.more] + change.points))
    edit(path, change.less, "maximum", number(maxima[change.less] - change.points))
    edit(path, change.graded, "grade", change.grade)
    text = path.read_text(encoding="utf-8")
    block = _block(text, change.worded)
    for language, word in (("id", "yang ditinjau"), ("en", "under review")):
        block = re.sub(rf'(?m)^(      {language}: ".*?)"$', rf'\1, {word}"', block, count=1)
    path.write_text(text.replace(_block(text, change.worded), block), encoding="utf-8")
    path = folder / "edition.yaml"
    text = path.read_text(encoding="utf-8")
    level = rf"(?m)^(  - \{{id: {change.level}, .*?floor: )[\d.]+"
    text = re.sub(level, rf"\g<1>{number(change.floor)}", text)
    major, minor, _ = read(path)["version"].split(".")
    text = re.sub(r"(?m)^version: .*$", f"version: {major}.{int(minor) + 1}.0", text)
    path.write_text(text, encoding="utf-8")
    path = root / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8")
    line = f"- `{EDITION}`: {change.more}, {change.less} and the floor of {change.level}.\n"
    path.write_text(text.replace("### Added\n\n", f"### Added\n\n{line}", 1), encoding="utf-8")


def edit(path: Path, question: str, key: str, value: str) -> None:
    """Write a value of a question in its file."""
    text = path.read_text(encoding="utf-8")
    block = _block(text, question)
    if re.search(rf"(?m)^    {key}: ", block):
        new = re.sub(rf"(?m)^    {key}: .*$", f"    {key}: {value}", block)
    else:
        new = f"{block.rstrip()}\n    {key}: {value}\n"
    path.write_text(text.replace(block, new), encoding="utf-8")


def _block(text: str, question: str) -> str:
    """Return the lines of a question."""
    found = re.search(rf'(?m)^  - id: "{re.escape(question)}"\n(?:    .*\n|\n)*', text)
    if found is None:
        raise SystemExit(f"question {question} is not written as expected")
    return found[0]


def acknowledged(change: Change, root: Path) -> None:
    """Change the pinned figures as the rules were changed."""

    def maxima(row: dict[str, str]) -> None:
        by = {change.more: change.points, change.less: -change.points}.get(row["node"])
        if by is not None:
            row["maximum"] = number(decimal(row["maximum"]) + by)
        if row["node"] == change.graded:
            row["grade"] = change.grade

    def levels(row: dict[str, str]) -> None:
        if row["level"] == change.level:
            row["floor"] = number(change.floor)

    rewrite(root / PINS / "maxima.csv", maxima)
    rewrite(root / PINS / "levels.csv", levels)


def rewrite(path: Path, change: Callable[[dict[str, str]], None]) -> None:
    """Change the rows of the edition in a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        if row["edition"] == EDITION:
            change(row)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# -- what is run -----------------------------------------------------------------------------------


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program on the code of a copy."""
    return subprocess.run(
        words,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def make_rules(root: Path) -> None:
    """Run `make rules` in a copy, with the environment of the repository."""
    environment = Path(sys.prefix)
    ready = environment / "ready"
    done = run(root, "make", "-s", "-o", str(ready), f"VENV={environment}", "rules")
    if done.returncode:
        raise SystemExit(f"make rules failed:\n{done.stdout}{done.stderr}")


def failing(root: Path, *paths: str) -> list[str]:
    """Run tests in a copy and return those that fail."""
    words = (
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-m",
        "not slow",
        "-p",
        "no:cacheprovider",
        "--tb=line",
    )
    done = run(root, sys.executable, *words, *paths)
    failed = re.findall(r"(?m)^(?:FAILED|ERROR|SUBFAILED\S*) (\S+)", done.stdout)
    if done.returncode not in {0, 1} or (done.returncode == 1 and not failed):
        raise SystemExit(f"the tests could not be run:\n{done.stdout[-3000:]}{done.stderr}")
    print(done.stdout.strip().splitlines()[-1])
    return sorted(set(failed))


def rehearsed(change: Change, copy: Copy) -> list[str]:
    """Make the change in a copy and return what still fails."""
    root = copy.root
    make_rules(root)
    if untouched := copy.changed():
        return [f"make rules changes {name}, though no rule has changed" for name in untouched]
    made(change, root)
    by_hand = copy.changed()
    checked = run(root, sys.executable, "-m", "kla_rules", "check", f"rules/{EDITION}")
    if checked.returncode:
        return [checked.stdout]
    make_rules(root)
    written = [name for name in copy.changed() if name not in by_hand]
    print("Before the change is acknowledged: ", end="")
    if not failing(root, str(PINS)):
        return [f"{PINS} does not notice the change"]
    acknowledged(change, root)
    seen = [name for name in copy.changed() if name not in {*by_hand, *written}]
    for told, names in (
        ("Touched by hand", by_hand),
        (f"Acknowledged in {PINS}", seen),
        ("Written by make rules", written),
    ):
        print(f"{told} ({len(names)}):", *names, sep="\n  ")
    print("The quick tests: ", end="", flush=True)
    return failing(root)


def main() -> int:
    """Rehearse a change; return 0 if no other file had to be touched."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seed", type=int, help="another change than the usual one")
    parser.add_argument("--keep", type=Path, help="make the copy here and leave it")
    arguments = parser.parse_args()
    change = chosen(arguments.seed)
    print(change)
    with tempfile.TemporaryDirectory() as folder:
        left = rehearsed(change, copied(arguments.keep or Path(folder)))
    files = sorted({one.partition("::")[0] for one in left})
    print("To be touched by hand besides:", *(files or ["nothing"]), sep="\n  ")
    print(*left, sep="\n")
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main())
