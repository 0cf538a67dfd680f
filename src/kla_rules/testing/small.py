"""A small edition, invented, in which everything occurs that makes the instrument hard to reckon.

It is small enough to try everything there is: a law of evaluation can be held against all sets of
answers. Its figures say nothing about any round of KLA.
"""

import copy
import functools
import re
from collections.abc import Mapping
from typing import Any, Final

from kla_rules.core.findings import check_type, no_such_id
from kla_rules.model.edition import Edition
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import RuleFile, RuleFiles, read_rule_value
from kla_rules.rulesets.reader import in_order


def _text(indonesian: str, english: str) -> dict[str, str]:
    return {"id": indonesian, "en": english}


def _kind(name: str, indonesian: str, english: str) -> dict[str, Any]:
    definition = _text("Rekaan.", "Invented.")
    return {"id": name, "title": _text(indonesian, english), "definition": definition}


def _question(name: str, kind: str, maximum: float, **keys: object) -> dict[str, Any]:
    title = _text(f"Pertanyaan rekaan {name}", f"Invented question {name}")
    return {"id": name, "title": title, "kind": kind, "maximum": maximum, **keys}


def _indicator(name: str, cluster: str, **keys: object) -> dict[str, Any]:
    title = _text(f"Indikator rekaan {name}", f"Invented indicator {name}")
    return {"id": name, "cluster": cluster, "title": title, "source": "invented", **keys}


def _level(name: str, floor: float, **keys: object) -> dict[str, Any]:
    title = _text(name.title(), name.title())
    return {"id": name, "title": title, "floor": floor, "source": "invented", **keys}


_EDITION: Final = {
    "id": "small",
    "version": "1.0.0",
    "title": _text(
        "Edisi kecil untuk uji coba; semua angkanya rekaan",
        "A small edition to try things on; all its figures are invented",
    ),
    "rounds": [2024, 2025],
    "legal_basis": [_text("Tidak ada: edisi ini rekaan", "None: this edition is invented")],
    "completeness": {
        "level": "questions",
        "text": _text(
            "Rekaan; nilai maksimum indikator 3 sengaja tidak diketahui.",
            "Invented; the maximum of indicator 3 is left unknown on purpose.",
        ),
        "cannot_say": [
            _text("apa pun tentang daerah yang nyata", "anything about a region that exists")
        ],
    },
    "maximum": 100,
    "source": "invented",
    "clusters": [
        {
            "id": "K1",
            "title": _text("Klaster rekaan I", "Invented cluster I"),
            "maximum": 60,
            "indicators": ["1", "2"],
        },
        {
            "id": "K2",
            "title": _text("Klaster rekaan II", "Invented cluster II"),
            "maximum": 40,
            "indicators": ["3", "4"],
        },
    ],
    "levels": [
        _level("pratama", 50, includes_floor=True),
        _level("madya", 62.5),
        _level("utama", 80),
    ],
    "edge_policy": {
        "policy": "floor_exclusive",
        "source": "invented",
        "grade": "I",
        "reason": _text("Rekaan.", "Invented."),
        "other": {
            "policy": "floor_inclusive",
            "source": "invented",
            "reason": _text("Rekaan.", "Invented."),
        },
    },
    "stages": [
        {"id": "self", "title": _text("penilaian mandiri", "self-assessment"), "award": False},
        {"id": "final", "title": _text("verifikasi final", "final verification"), "award": True},
    ],
    "kinds": [
        _kind("regulation", "Peraturan", "Regulation"),
        _kind("training", "Pelatihan", "Training"),
        _kind("coverage", "Cakupan", "Coverage"),
        _kind("outcome", "Hasil", "Outcome"),
    ],
}

_INDICATORS: Final = (
    _indicator(
        "1",
        "K1",
        maximum=30,
        cap={
            "questions_sum": 34.5,
            "note": _text("Batas rekaan.", "An invented cap."),
        },
        agencies=["planning", "health"],
        questions=[
            _question("1.1", "regulation", 10, answer="yes_no"),
            _question("1.2", "training", 8.5),
            _question("1.3", "coverage", 10, answer="percentage"),
            _question("1.4", "training", 6, grade="C"),
        ],
    ),
    _indicator(
        "2",
        "K1",
        maximum=30,
        agencies=["health"],
        questions=[
            _question("2.1", "training", 12),
            _question("2.2", "outcome", 10, answer="percentage", direction="negative"),
            _question("2.3", "coverage", 8, answer="count", agencies=["planning"]),
        ],
    ),
    _indicator("3", "K2", maximum=None, grade="U"),
    _indicator(
        "4",
        "K2",
        maximum=25,
        agencies=["planning"],
        questions=[
            _question("4.1", "regulation", 5, answer="yes_no"),
            _question("4.2", "coverage", 12, answer="percentage", scope="desa-kelurahan"),
            _question("4.3", "training", 8),
        ],
    ),
)

_REQUIREMENTS: Final = {
    "source": "invented",
    "measures": [
        {"id": "local_rule", "title": _text("Aturan rekaan", "Invented rule"), "kind": "yes_no"},
        {
            "id": "school_share",
            "title": _text("Sekolah rekaan", "Invented schools"),
            "kind": "share",
            "units": _text("sekolah", "schools"),
        },
    ],
    "requirements": [
        {
            "id": "schools",
            "title": _text("Paling sedikit 25% sekolah", "At least 25% of schools"),
            "level": "madya",
            "when": {"measure": "school_share", "at_least": 25},
        },
        {
            "id": "parts",
            "title": _text("Dua indikator setengahnya", "Half of two indicators"),
            "level": "utama",
            "when": {
                "any": [
                    {"at_least": 2, "nodes": "indicator", "reaching": 0.5},
                    {"not": {"ratio": "1", "below": 1}},
                ]
            },
        },
    ],
    "advisories": [
        {
            "id": "rule",
            "title": _text("Aturan sudah ada", "The rule exists"),
            "level": "pratama",
            "when": {"measure": "local_rule", "is": True},
        }
    ],
}

_EVIDENCE: Final = {
    "source": "invented",
    "period": {"first": 2023, "last": 2024},
    "kinds": [
        _kind("decree", "Surat keputusan", "Decree"),
        _kind("report", "Laporan", "Report"),
        _kind("photo", "Foto", "Photograph"),
    ],
    "by_kind": {
        "regulation": {"asks": [["decree"]]},
        "training": {"asks": [["report", "photo"]]},
        "coverage": {"asks": [["report"]]},
        "outcome": {"asks": []},
    },
    "questions": {"4.2": {"asks": [["decree"], ["report", "photo"]]}},
}

_SOURCES: Final = {
    "sources": [
        {
            "id": "invented",
            "title": _text("Rekaan untuk uji coba", "Invented to try things on"),
            "publisher": "kla-rules",
            "date": "2026",
            "grade": "I",
        }
    ]
}

_AGENCIES: Final = {
    "agencies": [
        {"id": "planning", "title": _text("Kantor rekaan A", "Invented office A")},
        {"id": "health", "title": _text("Kantor rekaan B", "Invented office B")},
    ]
}

_RULES: Final[dict[str, Any]] = {
    "edition.yaml": _EDITION,
    "sources.yaml": _SOURCES,
    "agencies.yaml": _AGENCIES,
    "requirements.yaml": _REQUIREMENTS,
    "evidence.yaml": _EVIDENCE,
    **{f"indicators/{rule['id']}.yaml": rule for rule in _INDICATORS},
}


def small_rules() -> dict[str, Any]:
    """Return what the rule files of `small_edition` hold, by name below the folder of an edition.

    It may be changed at will: every call returns a copy of its own.

    >>> list(small_rules())[-1]
    'indicators/4.yaml'
    """
    return copy.deepcopy(_RULES)


def small_edition(rules: Mapping[str, Any] | None = None) -> Edition:
    """Return a small edition whose figures are invented.

    It has two clusters, four indicators and ten questions: indicator 1 is capped below the sum of
    its questions, the maximum of indicator 3 is not known, question 2.2 is better the lower its
    value is, levels ask for a measure and for shares of points, and questions for documents. It is
    built in memory, by the same code and against the same schemas as the packaged editions, and has
    no steps.

    Args:
        rules: what `small_rules` returns, changed; left out, unchanged.

    Raises:
        RuleError: with everything that is wrong with the rules.
        UnknownIdError: for a file that no edition has.

    >>> small = small_edition()
    >>> [(node.id, str(node.ceiling_points)) for node in small.nodes if node.rank == "indicator"]
    [('1', '30'), ('2', '30'), ('3', '40'), ('4', '25')]
    >>> import kla_rules as kla
    >>> answers = {"1.1": {"holds": True}, "2.2": {"value": 20}, "4.3": {"option": "full"}}
    >>> kla.evaluate(kla.Profile.from_dict({"year": 2024, "answers": answers}, small)).score
    Decimal('18')
    >>> rules = small_rules()
    >>> rules["indicators/3.yaml"]["maximum"] = 15
    >>> small_edition(rules).holes
    frozenset()
    """
    if rules is None:
        return _small_edition()
    check_type("rules", rules, "what small_rules() returns, a mapping", Mapping)
    for name in rules:
        if name not in _RULES and not _INDICATOR.fullmatch(str(name)):
            raise no_such_id("file", name, _RULES)
    return _built({**dict.fromkeys(_NEEDED), **rules})


# The files that every edition has.
_NEEDED: Final = ("edition.yaml", "sources.yaml", "agencies.yaml")
_INDICATOR: Final = re.compile(r"indicators/[0-9A-Z]{1,8}\.yaml")


@functools.cache
def _small_edition() -> Edition:
    return _built(_RULES)


def _built(rules: Mapping[str, Any]) -> Edition:
    return in_order(*build(files_of(rules)))


def files_of(rules: Mapping[str, Any]) -> RuleFiles:
    """Return the rule files that plain values are, each held against its schema.

    Raises:
        RuleError: with what is wrong with any of them by itself.
    """
    files = {name: _file(name, content) for name, content in rules.items()}
    findings = [finding for file in files.values() for finding in file.findings]
    whole = RuleFiles(
        edition=files["edition.yaml"],
        sources=files["sources.yaml"],
        agencies=files["agencies.yaml"],
        requirements=files.get("requirements.yaml"),
        evidence=files.get("evidence.yaml"),
        indicators=tuple(file for name, file in files.items() if name.startswith("indicators/")),
    )
    return in_order(whole, findings)


def _file(name: str, content: object) -> RuleFile:
    """Return a rule file of plain values, held against its schema."""
    schema = "indicator" if name.startswith("indicators/") else name.removesuffix(".yaml")
    return read_rule_value(content, schema, name)
