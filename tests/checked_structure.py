"""By structural check the smallest damage that it meets."""

from typing import Any, Final

from checked import Contents, Damage, Met, put, several

EDITION, ASKED, STEPS = "edition.yaml", "requirements.yaml", "remediation/K1.yaml"
EVIDENCE, ONE, FOUR = "evidence.yaml", "indicators/1.yaml", "indicators/4.yaml"
SHARE: Final = {"measure": "school_share"}


def text(indonesian: str, english: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"id": indonesian, "en": english}


def entry(name: str, **keys: object) -> dict[str, Any]:
    """Return an entry of a list, with a title and a definition."""
    return {"id": name, "title": text("Tambahan rekaan", "Invented addition"), **keys}


def added(name: str, *path: str | int, value: object) -> Damage:
    """Return what adds an entry to a list."""

    def damage(contents: Contents) -> None:
        place = contents[name]
        for part in path:
            place = place[part]
        place.append(value)

    return damage


def schools(when: object) -> Damage:
    """Return what exchanges the condition of the requirement of the level madya."""
    return put(ASKED, "requirements", 0, "when", value=when)


def parts(when: object) -> Damage:
    """Return what exchanges the condition of the requirement of the level utama."""
    return put(ASKED, "requirements", 1, "when", value=when)


def advice(when: object) -> Damage:
    """Return what exchanges the condition of the advisory."""
    return put(ASKED, "advisories", 0, "when", value=when)


def whole_floors(*floors: float) -> Damage:
    """Return what tells a third reading of the floors, and its whole numbers."""
    reason = text("Alasan rekaan.", "An invented reason.")
    third = put(EDITION, "edge_policy", "third", value={"source": "invented", "reason": reason})
    named = (put(EDITION, "levels", i, "whole_floor", value=one) for i, one in enumerate(floors))
    return several(third, *named)


PLACES: Final = "remediation/places.yaml"
SCHOOLS: Final = {
    "title": text("Rekaan tentang tempat", "Invented places"),
    "places": [
        {
            "id": "schools",
            "title": text("sekolah", "schools"),
            "number": 9,
            "effort": 0,
            "months": 0,
        }
    ],
}
EMPTY: Final = several(
    put("indicators/3.yaml", "maximum", value=0),
    put(FOUR, "maximum", value=40),
    put(FOUR, "questions", 1, "maximum", value=27),
)
RECORDED: Final = {
    "id": "4.4", "title": text("Catatan rekaan", "Invented record"), "kind": "coverage",
    "maximum": 0, "direction": "none",
}  # fmt: skip
IDLE_STEP: Final = {
    "id": "more", "title": text("Catat hal rekaan", "Record what is invented"),
    "instruction": text("Catat hal rekaan itu", "Record that invented thing"), "kind": "programme",
    "mends": ["4.4"], "responsible": "planning",
}  # fmt: skip
NOTES: Final = "notes"
DEFINITION: Final = text("Definisi rekaan.", "An invented definition.")

LEVELS: Final = (
    Met(
        "edge.same",
        put(EDITION, "edge_policy", "other", "policy", value="floor_exclusive"),
        ("floor_exclusive",),
        "floor_exclusive",
    ),
    Met("edge.third", whole_floors(), (), "source: invented"),
    Met("edge.third", put(EDITION, "levels", 1, "whole_floor", value=63), ("Madya",), "63"),
    Met("edge.third", whole_floors(51, 63), ("Utama",), "utama"),
    Met("edge.third", whole_floors(50, 62.5, 80), ("floor_inclusive",), "source: invented"),
    Met("level.whole-floor", whole_floors(51, 80, 81), ("Madya", "80"), "80"),
    Met("level.everyone", put(EDITION, "levels", 0, "floor", value=0), ("Pratama",), "0"),
    Met("level.unreachable", schools({"points": "total", "at_most": 60}), ("Madya",), "madya"),
    Met("level.unreachable", schools({"points": "1", "at_most": 0}), ("Utama", "2024"), "utama"),
    Met(
        "level.unreachable",
        several(
            put(ASKED, "requirements", 1, value=None), schools({"points": "total", "at_least": 81})
        ),
        ("Madya", "Utama"),
        "madya",
    ),
)
CONDITIONS: Final = (
    Met(
        "condition.never",
        schools({"all": [{**SHARE, "at_least": 50}, {**SHARE, "below": 50}]}),
        ("schools",),
        "all:",
    ),
    Met("condition.never", schools({"share": "school_share", "above": 100}), ("schools",), "share"),
    Met(
        "condition.never",
        schools({"all": [{"points": "1.1", "at_least": 10}, {"points": "1", "below": 10}]}),
        ("schools",),
        "all:",
    ),
    Met("condition.always", schools({**SHARE, "at_least": 0}), ("schools",), "measure"),
    Met("condition.always", schools({"not": {**SHARE, "below": 0}}), ("schools",), "measure"),
    Met(
        "condition.always",
        schools({"any": [{"trend": "school_share", "is": "rising"}, {"not": {"trend": "school_share", "is": "rising"}}]}),
        ("schools",),
        "any:",
    ),
    Met(
        "condition.idle-part",
        schools({"all": [{**SHARE, "at_least": 25}, {**SHARE, "above": 10}]}),
        ("schools",),
        "measure: school_share",
    ),
    Met(
        "condition.idle-part",
        parts({"any": [{"ratio": "2", "at_least": 0.9}, {"points": "2", "above": 27}]}),
        ("parts",),
        "points",
    ),
    Met(
        "condition.idle-part",
        parts({"all": [{"at_least": 2, "nodes": "indicator", "reaching": 0.5},
                       {"at_least": 1, "nodes": "indicator", "reaching": 0.25}]}),
        ("parts",),
        "at_least: 1",
    ),
    Met("requirement.contradicts", parts({**SHARE, "below": 20}), ("parts", "schools"), "measure"),
    Met("requirement.repeats", parts({**SHARE, "at_least": 25}), ("parts", "schools"), "measure"),
    Met("requirement.repeats", parts({**SHARE, "above": 5}), ("parts", "schools"), "measure"),
    Met(
        "requirement.repeats",
        several(put(ASKED, "requirements", 1, "level", value="madya"), parts({**SHARE, "above": 40})),
        ("parts", "schools"),
        "measure",
    ),
    Met("requirement.repeats", parts({"ratio": "total", "at_least": 0.8}), ("Utama",), "ratio"),
    Met("advisory.contradicts", advice({**SHARE, "below": 10}), ("rule", "schools"), "measure"),
    Met(
        "advisory.repeats",
        several(put(ASKED, "advisories", 0, "level", value="utama"), advice({**SHARE, "above": 10})),
        ("rule", "schools"),
        "measure",
    ),
)  # fmt: skip
POINTS: Final = (
    Met("node.incomplete", put("indicators/3.yaml", "maximum", value=15), ("3",), "'3'"),
    Met("node.empty", EMPTY, ("3",), "0"),
    Met(
        "question.above-cap",
        several(
            put(ONE, "questions", 0, "maximum", value=31),
            put(ONE, "cap", "questions_sum", value=55.5),
        ),
        ("1.1", "31", "1"),
        "31",
    ),
    Met(
        "edition.completeness",
        put(EDITION, "completeness", "level", value="clusters"),
        ("clusters",),
        "clusters",
    ),
    Met("question.unscored", put(ONE, "questions", 0, "direction", value="none"), ("1.1",), "none"),
    Met("agency.none", put(FOUR, "agencies", value=None), ("4.1",), "'4.1'"),
    Met("agency.twice", added(FOUR, "agencies", value="planning"), ("planning", "4"), "planning"),
    Met(
        "agency.twice",
        put(STEPS, "steps", 0, "supporting", value=["health", "planning"]),
        ("planning", "first"),
        "planning",
    ),
    Met(
        "agency.unused", added("agencies.yaml", "agencies", value=entry("idle")), ("idle",), "idle"
    ),
)
STEPPED: Final = (
    Met(
        "step.idle",
        several(
            added(FOUR, "questions", value=RECORDED),
            added("remediation/K2.yaml", "steps", value=IDLE_STEP),
        ),
        ("more",),
        "- '4.4'",
    ),
    Met("step.unused-place", put(PLACES, value=SCHOOLS), ("schools",), "schools"),
    Met(
        "step.after-implied",
        put("remediation/K2.yaml", "steps", 0, "after", value=["first", "second"]),
        ("third", "first", "second"),
        "first",
    ),
    Met(
        "step.unused-kind",
        put("remediation/assumptions.yaml", "kinds", "train", value={"effort": 1, "months": 1, "share": 1}),
        ("train",),
        "train",
    ),
)  # fmt: skip
USED: Final = (
    Met("measure.unread", added(ASKED, "measures", value=entry("other_rate", kind="percentage")), ("other_rate",), "other_rate"),
    Met("measure.no-unit", added(ASKED, "measures", value=entry("rate", kind="number")), ("rate",), "number"),
    Met("evidence.none", put(EVIDENCE, "by_kind", "outcome", value=None), ("2.2",), "outcome"),
    Met(
        "evidence.idle-group",
        put(EVIDENCE, "questions", "4.2", "asks", value=[["decree"], ["report", "decree"], ["photo"]]),
        ("4.2",),
        "- report",
    ),
    Met("evidence.late-period", put(EVIDENCE, "period", "last", value=2026), ("2026",), "2026"),
    Met("kind.unused", added(EDITION, "kinds", value=entry("idle", definition=DEFINITION)), ("idle",), "idle"),
    Met(
        "evidence.unused-kind",
        added(EVIDENCE, "kinds", value=entry("idle", definition=DEFINITION)),
        ("idle",),
        "idle",
    ),
    Met(
        "unit.unused-scope",
        added("units.yaml", "scopes", value=entry("kecamatan", kinds=["kecamatan"])),
        ("kecamatan",),
        "kecamatan",
    ),
    Met("stage.award", put(EDITION, "stages", 1, "award", value=False), (), "- id: self"),
    Met("stage.award", put(EDITION, "stages", 0, "award", value=True), ("final",), "true"),
    Met(
        "source.unused",
        added("sources.yaml", "sources", value=entry("idle", publisher="Kantor", grade="I")),
        ("idle",),
        "idle",
    ),
)  # fmt: skip
CITED: Final = (
    Met("source.no-locator", put("sources.yaml", "sources", 0, "grade", value="B"), ("invented",), "invented"),
    Met("grade.better-than-source", put(ONE, "questions", 0, "grade", value="B"), ("B", "I"), "B"),
    Met("grade.better-than-source", put(ONE, "title_grade", value="A"), ("A", "I"), "A"),
    Met("source.confirms-itself", put(ONE, "confirmed_by", value=["invented"]), ("invented",), "invented"),
    Met(
        "text.unknown-source",
        put(ONE, NOTES, value=[text("Lihat (sumber: other-2024).", "See (source: other-2024).")]),
        ("other-2024",),
        "id:",
    ),
    Met(
        "text.unknown-node",
        put(ONE, NOTES, value=[text("Lihat pertanyaan 1.1 dan 1.9.", "See questions 1.1 and 1.9.")]),
        ("1.9",),
        "id:",
    ),
    Met(
        "text.same",
        put(ONE, "title", value=text("Peraturan yang berlaku di daerah", "Peraturan yang berlaku di daerah")),
        (),
        "Peraturan",
    ),
    Met(
        "text.twice",
        put(ONE, "questions", 1, "title", "en", value="Invented question 1.1"),
        ("1.2", "1.1"),
        "Invented question 1.1",
    ),
    Met("text.open", put(ONE, "title", "en", value="TODO"), ("TODO",), "TODO"),
    Met(
        "text.other-language",
        put(ONE, NOTES, value=[text("This is one of the notes.", "Ini salah satu dari catatan yang ada.")]),
        (),
        "This",
    ),
)  # fmt: skip
MET: Final = (*LEVELS, *CONDITIONS, *POINTS, *STEPPED, *USED, *CITED)
