"""Records of a children's forum, and what of each question they document.

Reckoned apart from the library: rules and words are read once more.
"""

import random
from collections.abc import Iterator, Sequence

import yaml

from conformance.cases_units import NOT_KNOWN
from conformance.reckoning import E2024, RULES, Case, Facts, judge

PLAIN = yaml.safe_load((RULES / E2024.id / "forum.yaml").read_text("utf-8"))
KINDS, ROLES = (
    {one["id"]: one.get("also", []) for one in PLAIN[key]} for key in ("kinds", "roles")
)
QUESTIONS: dict[str, Case] = {
    name: {
        "when": PLAIN["questions"][name]["when"],
        "also": PLAIN["questions"][name].get("also", []),
        "asks": E2024.nodes[name]["asks"],
    }
    for name in E2024.nodes
    if name in PLAIN["questions"]
}
DOCUMENTS: list[str] = E2024.plain["evidence"]["kinds"]
GENERAL: dict[str, str] = E2024.plain["evidence"]["general"]


def forum_rules() -> Case:
    """Return what these cases rest on: kinds and roles with their words, and the questions."""
    return {
        "edition": E2024.id,
        "kinds": KINDS,
        "roles": ROLES,
        "questions": QUESTIONS,
        "general": GENERAL,
    }


# -- the reckoning -----------------------------------------------------------------------------------


def word(cell: str | None) -> str | None:
    """Return a cell in small letters with single blanks; None is not known."""
    text = " ".join((cell or "").lower().split())
    return None if text in NOT_KNOWN else text


def meant(cell: str | None, known: dict[str, list[str]]) -> str | None:
    """Return the id that a word stands for."""
    text = word(cell)
    found = [name for name, words in known.items() if text in (name, *words)]
    return found[0] if text is not None else None


def named(when: Case) -> list[str]:
    """Return the kinds and roles that a condition names."""
    return [one["measure"] for one in when.get("all", [when])]


def said(rows: Sequence[Case]) -> dict[str, Case]:
    """Return by question what the records say of it."""
    records = [
        (
            str(row["id"]).strip(),
            {meant(row["kind"], KINDS), meant(row.get("role"), ROLES)},
            word(row.get("document")),
        )
        for row in rows
    ]
    return {name: told(asked, records) for name, asked in QUESTIONS.items()}


def told(asked: Case, records: Sequence[tuple[str, set[str | None], str | None]]) -> Case:
    """Return what records, each with its names and its document, say of one question."""
    names = named(asked["when"])
    behind = [one for one in records if one[1] & {*names, *asked["also"]}]
    counts = {
        name: sum(name in has and shown is not None for _, has, shown in behind) for name in names
    }
    own = {one for group in asked["asks"] for one in group}
    kinds = {document for _, has, document in behind if has & {*names}}
    shown = {kind if kind in own else GENERAL.get(kind or "", kind) for kind in kinds}
    needed = [group for group in asked["asks"] if not shown & {*group}]
    surely, _ = judge(asked["when"], Facts(E2024, {"measures": counts}, {}))
    # What a question asks for besides, such as a matrix, no record stands for.
    is_full = surely and (not needed or needed != asked["asks"])
    state = "documented" if is_full else "partly" if behind else "nothing"
    return {
        "state": state,
        "lacking": [name for name in (*KINDS, *ROLES) if counts.get(name) == 0],
        "undocumented": [name for name, _, document in behind if document is None],
        "documents": needed,
    }


# -- records -----------------------------------------------------------------------------------------


def case(name: str, about: str, records: Sequence[Case]) -> Case:
    """Return a case whose expectation is reckoned here."""
    rows = [{"id": f"f-{number}", **one} for number, one in enumerate(records, 1)]
    expect = said(rows)
    return {
        "id": f"forum-{name}",
        "about": about,
        "forum": rows,
        "expect": expect,
        "suggested": [one for one, what in expect.items() if what["state"] == "documented"],
    }


def record(name: str, document: str | None = None, **facts: object) -> Case:
    """Return a record of a kind, or of an activity in a role."""
    head = {"kind": "activity", "role": name} if name in ROLES else {"kind": name}
    return {**head, **({} if document is None else {"document": document}), **facts}


def fitting(question: str) -> str:
    """Return a kind of document that a record can have and a question asks for."""
    asked: list[str] = [kind for group in QUESTIONS[question]["asks"] for kind in group]
    return next(kind for kind in asked if kind not in {"matrix", "signed-by-planning"})


def everything(document: str | None = None) -> list[Case]:
    """Return a record of every kind and role that a question names, with this document."""
    return [record(name, document) for one in QUESTIONS.values() for name in named(one["when"])]


# -- cases -------------------------------------------------------------------------------------------


def forums() -> Iterator[Case]:
    """Yield records of children's forums and what they say of each question."""
    yield from questions()
    yield from two_parts()
    yield from documents_together()
    yield from teaching()
    yield from words()
    yield from columns()
    yield from seasons(random.Random(61))  # noqa: S311 - the same cases every time


def questions() -> Iterator[Case]:
    """Yield what documents each question, and every kind of document at all of them."""
    yield case("empty", "nothing is recorded", [])
    for name, asked in QUESTIONS.items():
        records = [record(one, fitting(name)) for one in named(asked["when"])]
        yield case(f"question-{name}", f"all that {name} names, with documents that fit", records)
    yield case("undocumented", "all is recorded, and nothing has a document", everything())
    for kind in DOCUMENTS:
        about = f"all is recorded, with a document of the kind {kind}: it fits some questions"
        yield case(f"document-{kind}", about, everything(kind))
    about = "one record is enough: others without a document are only listed"
    some = [record("innovation"), record("innovation", "report"), record("innovation")]
    yield case("one-of-three", about, [*some, record("planning"), record("planning", "photo")])


def two_parts() -> Iterator[Case]:
    """Yield records for questions that name two things, of which one is not documented."""
    for name, asked in QUESTIONS.items():
        parts = named(asked["when"])
        for one, other in (parts, parts[::-1]) if len(parts) == 2 else ():
            known = record(one, fitting(name))
            about = f"{name} names {one} and {other}: "
            yield case(f"without-{other}", f"{about}nothing is recorded of {other}", [known])
            about += f"{other} has no document"
            yield case(f"undocumented-{other}", about, [record(other), known])


def documents_together() -> Iterator[Case]:
    """Yield documents that fit beside others that do not."""
    about = "one document that fits is enough, whichever record it shows"
    yield case("decree-of-other", about, [record("decree", "photo"), record("capacity", "decree")])
    about = "the role with a photo is documented as well, and a report fits"
    yield case("photo-of-one", about, [record("pioneer", "photo"), record("reporter", "report")])
    about = "the document of a record behind another question helps nothing"
    yield case(
        "report-elsewhere", about, [record("innovation", "photo"), record("budget", "report")]
    )


def teaching() -> Iterator[Case]:
    """Yield teaching through teachers, alone and beside the roles of the forum."""
    taught = record("teaching", "report", sessions=3, schools=2, pupils=90)
    both = [record("pioneer", "minutes"), record("reporter", "data")]
    yield case("teaching", "teaching alone stands in for no role", [taught])
    yield case("teaching-undocumented", "nor does it without a document", [record("teaching")])
    yield case("teaching-one-role", "nor for the role that lacks", [taught, both[0]])
    about = "beside both roles it needs no document"
    yield case("teaching-beside", about, [*both, record("teaching")])
    about = "beside both roles its document is not the one that fits"
    yield case(
        "teaching-fits", about, [taught, record("pioneer", "photo"), record("reporter", "photo")]
    )
    about = "an activity in no role stands behind no question"
    activities = [record("activity", "report"), record("activity", "report", role="?")]
    yield case("no-role", about, [*activities, record("activity", role=None)])


def words() -> Iterator[Case]:
    """Yield kinds, roles and documents as they may be written."""
    for index in range(2):
        yield case(
            f"words-{index}",
            "kinds and roles in Indonesian",
            [{**one, **in_words(one, index)} for one in everything("decree")],
        )
    about = "neither capitals nor blanks around or between words matter"
    rows = [
        {"kind": "SK", "document": "Decree"},
        {"kind": " Peningkatan   Kapasitas ", "document": "REPORT"},
        {"kind": "Musrenbang", "document": " minutes "},
        {"kind": "KEGIATAN", "role": "Pelopor", "document": "Report"},
        {"kind": "Activity", "role": " PELAPOR ", "document": "Data"},
        {"kind": "Rights_Training", "document": "Attendance"},
    ]
    yield case("capitals", about, rows)
    cells = [*NOT_KNOWN, " ", "Tidak Diketahui", None]
    about = "documents that are not known: the records have none"
    yield case("not-known", about, [record("innovation") | {"document": cell} for cell in cells])


def in_words(one: Case, index: int) -> Case:
    """Return the kind and the role of a record in other words for them."""
    both = ((key, known) for key, known in (("kind", KINDS), ("role", ROLES)) if key in one)
    return {key: known[one[key]][index % len(known[one[key]])] for key, known in both}


def columns() -> Iterator[Case]:
    """Yield columns that no question looks at."""
    more = {"unit": "sebani", "theme": "rokok", "title": "Laporan (contoh)", "illustrative": "ya"}
    about = "unit, theme, title and whether it is invented change nothing"
    yield case("more-columns", about, [record("innovation", "report", **more), record("policy")])
    years = ("1999", "2023-02", "2024-12-31", 2030, None)
    about = "nor does a date, before or after the years looked at"
    yield case("dates", about, [record("coordination", "procedure", date=year) for year in years])
    about = "an id may be a number, and has no blanks around it"
    yield case("ids", about, [record("partnership", id=name) for name in (0, 12, " f 3 ")])


def seasons(rng: random.Random) -> Iterator[Case]:
    """Yield seasons of some records, of which more or less have a document."""
    for index, size in enumerate((4, 7, 10, 14, 18, 22, 28, 36)):
        known = (0.9, 0.6, 0.3)[index % 3]
        about = f"{size} records, about {round(100 * known)} % of them with a document"
        yield case(f"season-{index}", about, [drawn(rng, known) for _ in range(size)])


def drawn(rng: random.Random, known: float) -> Case:
    """Return a random record; a role is as likely as any kind."""
    document = rng.choice([*DOCUMENTS, "report", "decree"]) if rng.random() < known else None
    one = record(rng.choice([*KINDS, *ROLES]), document)
    return {**one, **in_words(one, rng.randrange(2))} if rng.random() < 0.3 else one
