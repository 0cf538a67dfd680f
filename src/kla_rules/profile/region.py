"""Hold the name, kind and code of a region against each other.

A kota and a kabupaten often share their name (Pasuruan, Bandung, Kediri), and figures of one get
printed for the other. The code settles it: in the codes of the Ministry of Home Affairs the second
pair of digits is 01 to 69 for a kabupaten and 71 upwards for a kota.
"""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data

_FIRST_KOTA: Final = 71
_KINDS: Final = {"kota": "kota", "kabupaten": "kabupaten", "kab": "kabupaten", "kab.": "kabupaten"}


@frozen(repr=False, eq=False)
class Region(Data):
    """A city (kota) or regency (kabupaten).

    Attributes:
        name: full name, such as "Kota Bandung".
        kind: "kota" or "kabupaten", or None.
        code: code of the Ministry of Home Affairs, such as "32.73", or None.
    """

    name: str
    kind: str | None = None
    code: str | None = None


def region_findings(region: Mapping[str, Any]) -> list[Finding]:
    """Return what does not fit together in the region of a profile.

    >>> [f.id for f in region_findings({"name": "Pasuruan", "kind": "kota", "code": "35.14"})]
    ['profile.region-code']
    """
    findings = []
    name, kind, code = region["name"], region.get("kind"), region.get("code")
    words = name.split()
    named = _KINDS.get(words[0].lower()) if words else None
    if named and kind and named != kind:
        values = {"name": name, "found": named, "kind": kind}
        findings.append(Finding("profile.region-name", values, ("region", "name")))
    coded = kind_of_code(code) if code else None
    if coded and kind and coded != kind:
        values = {"code": code, "found": coded, "kind": kind}
        findings.append(Finding("profile.region-code", values, ("region", "code")))
    elif coded and named and not kind and coded != named:
        values = {"code": code, "found": coded, "name": name, "said": named}
        findings.append(Finding("profile.region-code-name", values, ("region", "code")))
    return findings


def kind_of_code(code: str) -> str:
    """Return "kota" or "kabupaten" for a code of a region.

    >>> kind_of_code("35.75"), kind_of_code("35.14")
    ('kota', 'kabupaten')
    """
    return "kota" if int(code[3:5]) >= _FIRST_KOTA else "kabupaten"


def region_notes(region: Mapping[str, Any]) -> list[Note]:
    """Return what is unclear about the region of a profile.

    >>> [note.id for note in region_notes({"name": "Pasuruan"})]
    ['region.no-kind']
    """
    words = region["name"].split()
    if "kind" in region or "code" in region or words[0].lower() in _KINDS:
        return []
    return [Note("region.no-kind", {"name": region["name"]})]
