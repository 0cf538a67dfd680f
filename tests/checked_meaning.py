"""By check of what is meant across files the smallest damage that it meets."""

from typing import Final

from checked import Contents, Damage, Met, MetInFile, put
from checked_files import HANDLING, LOCAL

_IN_4, _IN_2 = ("indicators/4.yaml", "questions"), ("indicators/2.yaml", "questions")
_WHEN = ("units.yaml", "questions", "4.2", "when")


def _text(indonesian: str, english: str) -> dict[str, str]:
    return {"id": indonesian, "en": english}


def _all(*damages: Damage) -> Damage:
    def damage(contents: Contents) -> None:
        for one in damages:
            one(contents)

    return damage


def _advised(title: dict[str, str], **when: object) -> Damage:
    entry = {"id": "advised", "title": title, "level": "pratama", "when": when}

    def damage(contents: Contents) -> None:
        contents["requirements.yaml"]["advisories"].append(entry)

    return damage


def _shared(indonesian: str, english: str, bar: int) -> Damage:
    return _advised(_text(indonesian, english), measure="school_share", at_least=bar)


def _fact(title: dict[str, str]) -> Damage:
    entry = {"id": "pool", "title": title, "kind": "yes_no"}

    def damage(contents: Contents) -> None:
        contents["units.yaml"]["facts"].append(entry)

    return damage


MET: Final = (
    Met(
        "direction.words",
        put(
            *_IN_2, 0, "title", value=_text("Jumlah kasus kekerasan", "Number of cases of violence")
        ),
        ("2.1", "indicators/2.yaml:"),
        "'2.1'",
    ),
    Met("direction.untold", put(*_IN_2, 0, "direction", value="negative"), ("2.1",), "negative"),
    Met(
        "direction.units",
        put(
            "units.yaml",
            "facts",
            0,
            "title",
            value=_text("Kasus kekerasan ditemukan", "Cases of violence are found"),
        ),
        ("4.2", "units.yaml:"),
        "'4.2'",
    ),
    Met(
        "direction.steps",
        _all(
            put(
                "remediation/assumptions.yaml",
                "kinds",
                "stop",
                value={"effort": 1, "months": 1, "share": 1},
            ),
            put("remediation/K2.yaml", "steps", 0, "kind", value="stop"),
        ),
        ("4.1", "third", "remediation/K2.yaml:"),
        "'4.1'",
    ),
    Met(
        "direction.open",
        _all(
            put("edition.yaml", "kinds", 3, "id", value="unknown"),
            put(*_IN_2, 1, "kind", value="training"),
            put(*_IN_2, 1, "direction", value="unknown"),
            put("evidence.yaml", "by_kind", value={}),
        ),
        ("2.2",),
        "unknown",
    ),
    Met("fact.contrary", put(*_WHEN, "is", value=False), ("4.2", "indicators/4.yaml:"), "false"),
    Met(
        "fact.trend",
        _advised(
            _text("Bagian sekolah meningkat", "The share of schools is rising"),
            trend="school_share",
            **{"is": "falling"},
        ),
        ("requirements.yaml:",),
        "falling",
    ),
    Met(
        "fact.other",
        _all(
            _fact(_text("Kolam renang tersedia", "A swimming pool is available")),
            put(
                *_IN_4,
                1,
                "title",
                value=_text(
                    "Persentase desa yang memiliki kolam renang",
                    "Percentage of villages with a swimming pool",
                ),
            ),
        ),
        ("pool", "indicators/4.yaml:"),
        "forum",
    ),
    Met(
        "fact.same",
        _all(
            put(*_IN_4, 2, "scope", value="desa-kelurahan"),
            put(
                "units.yaml",
                "questions",
                "4.3",
                value={"of": "desa-kelurahan", "when": {"measure": "forum", "is": True}},
            ),
        ),
        ("4.3", "4.2", "units.yaml:"),
        "measure: forum",
    ),
    Met(
        "figure.other",
        put("requirements.yaml", "requirements", 0, "when", "at_least", value=30),
        ("30", "25", "requirements.yaml:"),
        "30",
    ),
    Met(
        "figure.other",
        _shared("Paling sedikit dua pertiga sekolah", "At least two thirds of schools", 60),
        ("60", "66.6667", "requirements.yaml:"),
        "60",
    ),
    Met(
        "figure.other",
        _shared("Lebih dari separuh sekolah", "More than half of the schools", 40),
        ("40", "50", "requirements.yaml:"),
        "40",
    ),
    Met(
        "figure.other",
        _shared("Sekurangnya tiga puluh lima persen", "At least thirty-five per cent", 5),
        ("5", "35", "requirements.yaml:"),
        "5",
    ),
    Met(
        "figure.comparison",
        put(
            "requirements.yaml",
            "requirements",
            0,
            "when",
            value={"measure": "school_share", "above": 25},
        ),
        ("above", "at_least", "requirements.yaml:"),
        "25",
    ),
    Met(
        "figure.untold",
        _all(
            put("units.yaml", "facts", 0, "kind", value="count"),
            put(*_WHEN, value={"measure": "forum", "above": 5}),
        ),
        ("5", "indicators/4.yaml:"),
        "5",
    ),
    Met(
        "figure.untold",
        _shared("Semua sekolah ikut serta", "All schools take part", 90),
        ("90", "requirements.yaml:"),
        "90",
    ),
    Met(
        "figure.fewer",
        _advised(_text("Nilai rekaan", "Invented points"), points="1", at_most=5),
        (),
        "5",
    ),
    Met(
        "unit.other-scope",
        put(*_IN_4, 1, "scope", value="kecamatan"),
        ("4.2", "kecamatan", "desa-kelurahan", "indicators/4.yaml:"),
        "desa-kelurahan",
    ),
    Met(
        "step.other-agency",
        put("remediation/K2.yaml", "steps", 0, "responsible", value="health"),
        ("third", "4.1, 4.2, 4.3"),
        "health",
    ),
    Met(
        "evidence.other-kind",
        _all(
            put(
                "evidence.yaml",
                "kinds",
                0,
                value={
                    "id": "regulation",
                    "title": _text("Peraturan", "Regulation"),
                    "definition": _text("Rekaan.", "Invented."),
                    "counts_as": "report",
                },
            ),
            put("evidence.yaml", "by_kind", "regulation", "asks", value=[["regulation"]]),
            put("evidence.yaml", "questions", "4.2", "asks", 0, value=["regulation"]),
        ),
        ("4.2",),
        "regulation",
    ),
    Met(
        "answer.other-form",
        put(
            *_IN_2,
            2,
            "title",
            value=_text("Persentase sekolah rekaan", "Percentage of invented schools"),
        ),
        ("2.3", "count"),
        "count",
    ),
    Met(
        "text.other-figure",
        put(*_IN_2, 0, "title", value=_text("Pelatihan bagi 20 orang", "Training for 25 people")),
        ("20", "25"),
        "Training for 25 people",
    ),
    Met(
        "text.other-figure",
        put(*_IN_2, 0, "title", value=_text("Bagi 1,5 juta anak", "For 1,500 children")),
        ("1500000", "1500"),
        "For 1,500 children",
    ),
    Met(
        "text.other-figure",
        put(*_IN_2, 0, "title", value=_text("Bagi dua puluh lima anak", "For 27 children")),
        ("25", "27"),
        "For 27 children",
    ),
    Met(
        "step.other-figure",
        _all(
            put(
                *_IN_4,
                1,
                "title",
                value=_text("Desa di atas 90 persen", "Villages above 90 per cent"),
            ),
            put(
                "remediation/K2.yaml",
                "steps",
                0,
                "title",
                value=_text("Capai 80 persen", "Reach 80 per cent"),
            ),
        ),
        ("third", "80%", "90%", "indicators/4.yaml:"),
        "id: Capai",
    ),
)

FILES: Final = (
    MetInFile("figure.limit", HANDLING, "{hours: 2}", "{hours: 3}", ("3 hours", "2 hours"), "3"),
    MetInFile("figure.other", HANDLING, "above: 20", "above: 25", ("25", "20"), "25"),
    MetInFile(
        "fact.other",
        HANDLING,
        "late_share, above",
        "not_in_order_share, above",
        ("late_share",),
        "not_in",
    ),
    MetInFile(
        "fact.contrary",
        LOCAL,
        "{measure: partners_health, at_least: 1}",
        "{measure: partners_health, at_most: 0}",
        (),
        "0",
    ),
)
