"""Stamp the example overlays anew after the rules have changed, as `kla check --restamp` does.

An overlay is refused where the parts of its edition that it touches have moved. For the examples,
whose figures are invented, looking at what has moved is done by whoever changes the rules; so is
the figure that a corrected maximum corrects. The command leaves the file of somebody alone where
none of these parts has moved; an example that is shown names the edition as it is now.
"""

import re
from pathlib import Path

import yaml

import kla_rules as kla
from kla_rules.core.findings import RuleError
from kla_rules.rulesets.restamp import restamped

ROOT = Path(__file__).parents[1]
FOLDER, PAGES = ROOT / "examples" / "overlays", ROOT / "docs"
_INCLUDED = re.compile(r"(<!-- include: (\S+) -->\n```\w*\n).*?```", re.DOTALL)


def stamp(path: Path) -> None:
    """Write an overlay anew, if anything that it touches, or its edition, has changed."""
    before = path.read_bytes()
    try:
        new = restamped(path)
    except RuleError as error:
        text = path.read_text(encoding="utf-8")
        for found in error.findings:
            if found.id != "overlay.was":
                raise
            text = corrected(text, found.line or 1, found.column or 1, found.values["found"].en)
        path.write_text(text, encoding="utf-8")
        new = restamped(path)
    text = named_anew(new.data.decode())
    path.write_text(text, encoding="utf-8")
    if text.encode() != before:
        print(path.name)


def named_anew(text: str) -> str:
    """Return an overlay that names version and digest of its edition as they are now."""
    named = yaml.safe_load(text)["edition"]
    edition = kla.edition(named["id"])
    now = {"version": edition.version, "digest": edition.digest}
    for key in now.keys() & named.keys():
        text = text.replace(f"  {key}: {named[key]}\n", f"  {key}: {now[key]}\n", 1)
    return text


def corrected(text: str, line: int, column: int, figure: str) -> str:
    """Return a text with another figure at a place."""
    lines = text.splitlines(keepends=True)
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    lines[line - 1] = before + re.sub(r"[\d.]+", figure, after, count=1)
    return "".join(lines)


def included(page: str) -> str:
    """Return a page with the files that it shows as they are now."""
    return _INCLUDED.sub(
        lambda found: found[1] + (ROOT / found[2]).read_text(encoding="utf-8") + "```", page
    )


def main() -> None:
    """Write every example anew that needs it, and the pages that show files as they are."""
    for path in sorted(FOLDER.glob("*.yaml")):
        stamp(path)
    for page in sorted(PAGES.glob("*.md")):
        page.write_text(included(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
