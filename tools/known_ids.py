"""Write the ids that rules and the library fix into the schemas, where a definition lists them.

Ids of rules are examples: an edition of one's own has its own, and `kla.schema(name, edition)`
enumerates those of one. Ids of notes and findings and grades are the library's, and no others are
possible. A test holds the files against this.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import kla_rules as kla
from kla_rules.core.catalogues import FINDINGS, NOTES
from kla_rules.typed.ids import OR_NULL, ids_of, listed

ROOT: Final = Path(__file__).parents[1]
SCHEMAS: Final = ROOT / "schemas"
SOURCE: Final = ROOT / "src" / "kla_rules"
# Of more ids than a person looks through a schema shows the first ones.
MOST_EXAMPLES: Final = 40
SHOWN: Final = 5
COMMON: Final = "common.schema.json"
_ID: Final = re.compile(r'"([a-z][a-z-]*\.[a-z-]+)"')


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every schema file that lists ids, and its text."""
    known, of_library = [kla.edition(one.id) for one in kla.editions()], library_ids()
    for path in sorted(SCHEMAS.glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        definitions = schema.get("definitions", {})
        for key in [] if path.name == COMMON else definitions:
            fixed, ids = of_library.get(key.removesuffix(OR_NULL)), ids_of(key, known)
            if fixed is not None:
                definitions[key] = listed(key, definitions[key], fixed, "enum")
            elif ids is not None:
                shown = ids if len(ids) <= MOST_EXAMPLES else ids[:SHOWN]
                definitions[key] = listed(key, definitions[key], shown, "examples")
        yield path, json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def library_ids() -> Mapping[str, list[str]]:
    """Return by definition the ids that the library fixes."""
    common: dict[str, Any] = json.loads((SCHEMAS / COMMON).read_text("utf-8"))
    return {
        "note_id": sorted(NOTES.keys()),
        "finding_id": finding_ids(),
        "grade": common["definitions"]["grade"]["enum"],
    }


def finding_ids() -> list[str]:
    """Return the ids of findings: keys of the catalogue, some with a reason behind the id.

    Which part of a key is the id is seen by where the code names it.
    """
    keys = {key.partition(" ")[0] for key in FINDINGS.keys()}  # noqa: SIM118 - a catalogue is no mapping
    named = {
        name
        for path in SOURCE.rglob("*.py")
        for name in _ID.findall(path.read_text(encoding="utf-8"))
    }
    ids = {name for name in named if any(f"{key}-".startswith(f"{name}-") for key in keys)}
    return sorted(
        ids | {key for key in keys if not any(f"{key}-".startswith(f"{one}-") for one in ids)}
    )


if __name__ == "__main__":
    for path, text in texts():
        path.write_text(text, encoding="utf-8")
