"""Write the digest of the packaged edition into the example overlays, after its rules have changed.

An overlay is refused by an edition it was not written for. For the examples, whose figures are
invented, looking at what has moved is done by whoever changes the rules.
"""

import re
from pathlib import Path

import kla_rules as kla

ROOT = Path(__file__).parents[1]
FOLDER, PAGE = ROOT / "examples" / "overlays", ROOT / "docs" / "overlays.md"
_INCLUDED = re.compile(r"(<!-- include: (\S+) -->\n```\w*\n).*?```", re.DOTALL)
_NAMED = re.compile(r"(edition:\n  id: (\S+)\n(?:  .*\n)*?  digest: )[0-9a-f]{64}")


def stamped(text: str) -> str:
    """Return an overlay with the digest of the edition that it names."""
    return _NAMED.sub(lambda found: found[1] + kla.edition(found[2]).digest, text)


def included(page: str) -> str:
    """Return a page with the files that it shows as they are now."""
    return _INCLUDED.sub(
        lambda found: found[1] + (ROOT / found[2]).read_text(encoding="utf-8") + "```", page
    )


def main() -> None:
    """Write every example anew, and the page that shows them."""
    for path in sorted(FOLDER.glob("*.yaml")):
        path.write_text(stamped(path.read_text(encoding="utf-8")), encoding="utf-8")
        print(path.name)
    PAGE.write_text(included(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
