"""By check the smallest damage of files that belong to no edition: scales, overlays, local rules."""

import re
from typing import Final

from checked import MetInFile
from support import ROOT, TREE, most

LOCAL: Final = "rules/kelurahan-local/local.yaml"
HANDLING: Final = "rules/handling/kota-payakumbuh.yaml"
SCALES: Final = "examples/overlays/invented-scales.yaml"
OVERLAY: Final = "examples/overlays/kota-contoh-illustrative.yaml"
# What the example corrects, as the instrument has it now, and the same corrected to what it is.
_OURS = re.search(
    r'"6\.1": \{maximum: [\d.]+, was: [\d.]+\}\n  "6\.2":\n    maximum: [\d.]+\n',
    (ROOT / OVERLAY).read_text(encoding="utf-8"),
)
assert _OURS is not None
MAXIMA: Final = _OURS[0]
_MAXIMUM, _OTHER = (f"{TREE.node(name).maximum_points:f}" for name in ("6.1", "6.2"))
_IDLE: Final = f'"6.1": {{maximum: {_MAXIMUM}, was: {_MAXIMUM}}}\n  "6.2":\n    maximum: {_OTHER}\n'
DECLARED: Final = "{measure: declaration_year, is: true}"
OVERDUE: Final = "when: {measure: overdue, at_least: 1}"
LAST: Final = "      - {from: 90, to: 100, points: 1}\n"
FIRST: Final = (
    "      - {from: 0, to: 50, points: 0}\n      - {from: 50, to: 90, points: 0.5}\n" + LAST
)
LIMIT: Final = """
  - id: slower
    title: {id: Penjangkauan yang lebih lambat, en: A slower outreach}
    from: reported
    to: risk_identified
    within: {hours: 3}
"""
SCALE: Final = """# yaml-language-server: $schema=../schemas/scale.schema.json
id: ours
edition: kla-2024
source: Rekaan
scales:
"""


def scale(new: str) -> tuple[str, str, str]:
    """Return what makes a file with a scale for one question."""
    return "", "", SCALE + new


MET: Final = (
    MetInFile("table.never-full", SCALES, LAST, LAST.replace("1}", "0.75}"), ("4.3", "1"), "0.75"),
    MetInFile("table.flat", SCALES, FIRST, "      - {from: 0, to: 50, points: 1}\n"
              "      - {from: 50, to: 100, points: 1}\n", ("4.3",), "- {from: 0"),
    MetInFile("table.beyond", SCALES, LAST, LAST + "      - {from: 100, to: 120, points: 1}\n"
              "      - {from: 120, points: 1}\n", ("4.3", "120"), "120"),
    MetInFile("table.no-points", *scale('  "26.17": {options: {partly: 0}}\n'), ("26.17",), '"26.17"'),
    MetInFile("table.gap-above", *scale('  "8.1": {bands: [{from: 0, to: 3, points: 0},'
              f' {{from: 3, to: 9, points: {most("8.1")}}}]}}\n'), ("8.1", "9"), "9"),
    MetInFile("table.never-full", *scale('  "4.3": {bands: [{from: 0, to: 50, points: 0},'
              ' {from: 50, to: 100, points: 0.5}]}\n'), ("4.3",), "0.5"),
    MetInFile("overlay.idle", OVERLAY, MAXIMA, _IDLE, ("6.1",), _MAXIMUM),
    MetInFile("condition.never", LOCAL, DECLARED,
              "{all: [{measure: declaration_year, is: false}, {measure: declaration_year, at_least: 2000}]}",
              ("declared",), "{all"),
    MetInFile("condition.always", LOCAL, DECLARED,
              "{any: [{measure: declaration_year, is: false}, {measure: declaration_year, at_least: 0}]}",
              ("declared",), "{any"),
    MetInFile("condition.same", LOCAL, 'when: {ratio: "26.4", at_least: 1}', f"when: {DECLARED}",
              ("participation", "declared"), "{measure"),
    MetInFile("tier.passed", OVERLAY, "when: {all: [", "when: {any: [", ("berkembang", "mandiri"), "berkembang"),
    MetInFile("local.listed-twice", LOCAL, "facts: [channel_school,", "facts: [drppa_data, channel_school,",
              ("drppa_data",), "drppa_data"),
    MetInFile("source.no-locator", LOCAL, "Alamatnya tidak tercatat.", "Dibaca di sini.", ("pasuruan-article",),
              "pasuruan-article"),
    MetInFile("condition.always", HANDLING, "within: {hours: 2}",
              "within: {hours: 2}\n    when: {any: [{measure: served, is: true}, {measure: served, is: false}]}", ("outreach",), "{any"),
    MetInFile("condition.same", HANDLING, "when: {measure: out_of_order, at_least: 1}", OVERDUE, ("order", "overdue"),
              "{measure"),
    MetInFile("handling.backwards", HANDLING, "from: reported", "from: assessed", ("outreach", "assessed"), "risk_identified"),
    MetInFile("handling.shadowed", HANDLING, "\nreferral:", LIMIT + "\nreferral:", ("slower", "outreach"), "{hours: 3"),
    MetInFile("handling.holiday-twice", HANDLING, "\nlimits:", '\nholidays: ["2026-01-01", "2026-01-01"]\nlimits:',
              ("2026-01-01",), '"2026-01-01"'),
)  # fmt: skip
