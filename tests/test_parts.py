"""The parts of an edition: what in them is a figure, what is wording, and what a digest covers."""

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.reading.schemas import schema
from kla_rules.rulesets.files import digest
from kla_rules.rulesets.find import base_in, packaged_base
from kla_rules.rulesets.parts import APART, WORDING, Field, Part, fields, figures, texts
from kla_rules.testing import small_edition
from support import ROOT, examples, rules_of

# What a machine reads, by the key in the schemas of rule files. A new key belongs here, or into
# `WORDING`: whether a change of it may refuse an overlay has to be decided.
FIGURES = {
    "above", "advisories", "after", "agencies", "all", "also", "answer", "any", "asks", "at_least",
    "at_most", "attributes", "award", "below", "by_kind", "by_scope", "cap", "cluster", "clusters",
    "completeness", "confirmed_by", "counts", "counts_as", "direction", "earlier_year",
    "edge_policy", "effort", "facts", "first", "floor", "fraction",
    "grade", "holds", "id", "includes_floor", "indicators", "is", "kind", "kinds", "last", "level",
    "levels", "like", "marked", "maximum", "may_exceed_100", "measure", "measures", "mends", "months", "nodes", "not",
    "number", "of", "option", "other", "outcome", "period", "places", "points", "policy", "questions", "questions_sum",
    "ratio", "reaching", "recurrence", "replaced_by", "replaces", "requirements", "responsible", "roles", "rounds", "scope",
    "scopes", "share", "signed_by", "source", "sources", "stages", "steps", "supporting", "themes",
    "third", "title_grade", "trend", "was", "when", "whole_floor",
}  # fmt: skip
# What a file says of its checks is no rule: no part has it, and no digest covers it.
OF_CHECKS = {"at", "checks", "severity"}
SCHEMAS = {
    "edition": "edition", "sources": "sources", "agencies": "agencies", "evidence": "evidence",
    "requirements": "requirements", "units": "units", "forum": "forum",
    "remediation/sources": "sources", "remediation/assumptions": "assumptions", "remediation/places": "places",
}  # fmt: skip
ALL = [
    (summary.id, name, part)
    for summary in kla.editions()
    for name, part in packaged_base(summary.id).parts.all.items()
]


def schema_of(name: str) -> dict[str, Any]:
    kind = SCHEMAS.get(name, "steps" if name.startswith("remediation/") else "indicator")
    return schema(kind)


def target(inner: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return the definition that a schema refers to, or itself."""
    found: dict[str, Any] = inner
    if "$ref" in inner:
        found = root["definitions"][inner["$ref"].rsplit("/", 1)[1]]
    return found


def keys_of(schema: dict[str, Any], root: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every key that a schema names, with the schema of its value."""
    for key, inner in schema.get("properties", {}).items():
        yield key, target(inner, root)
    for inner in [
        *schema.get("properties", {}).values(),
        *schema.get("definitions", {}).values(),
        *(schema[key] for key in ("items", "additionalProperties") if schema.get(key)),
    ]:
        yield from keys_of(inner, root)


def is_text(schema: dict[str, Any]) -> bool:
    return set(schema.get("properties", ())) == {"id", "en"}


def leaves(
    content: object, schema: dict[str, Any], root: dict[str, Any], *, wording: bool = False
) -> Iterator[tuple[str, object, bool]]:
    """Yield every value with whether it is for people, found by the schema and not by key alone."""
    schema = target(schema, root)
    if isinstance(content, dict):
        for key, value in content.items():
            named = schema.get("properties", {}).get(key)
            inner = named if named is not None else schema["additionalProperties"]
            if named is None or key not in APART:
                own = wording or is_text(schema) or (named is not None and key in WORDING)
                for path, leaf, told in leaves(value, inner, root, wording=own):
                    yield f"{key}.{path}", leaf, told
    elif isinstance(content, list):
        for index, value in enumerate(content):
            for path, leaf, told in leaves(value, schema["items"], root, wording=wording):
                yield f"{index}.{path}", leaf, told
    else:
        yield "", content, wording


def marked(content: object, path: str = "") -> object:
    """Return plain values with the path of each in its place."""
    if isinstance(content, dict):
        return {key: marked(value, f"{path}{key}.") for key, value in content.items()}
    if isinstance(content, list):
        return [marked(value, f"{path}{index}.") for index, value in enumerate(content)]
    return path


def plain_leaves(content: object) -> Iterator[object]:
    if isinstance(content, dict | list):
        for value in content.values() if isinstance(content, dict) else content:
            yield from plain_leaves(value)
    else:
        yield content


def test_every_key_of_a_rule_file_is_a_figure_or_wording() -> None:
    keys, told = set(), set()
    for name in ("1", "remediation/K0", *SCHEMAS):
        root = schema_of(name)
        for key, inner in keys_of(root, root):
            keys.add(key)
            if is_text(inner) or is_text(target(inner.get("items", {}), root)):
                told.add(key)
    assert keys == FIGURES | WORDING | APART | OF_CHECKS | {"en"}
    assert told
    assert told <= WORDING
    assert not FIGURES & (WORDING | APART)


def test_what_a_file_says_of_its_checks_is_in_no_part() -> None:
    rules = rules_of()
    text = rules.text("sources.yaml") + (
        "checks:\n  - {id: source.unused, at: x, severity: none, reason: {id: a, en: b}}\n"
    )

    changed = rules.rewritten("sources.yaml", text).files.sources
    assert changed.findings == ()
    assert [entry["at"] for entry in changed.adjusted] == ["x"]
    assert changed.content == rules.files.sources.content
    assert rules.rewritten("sources.yaml", text).edition() == rules.edition()


def test_figures_are_what_the_schemas_say_and_nothing_else() -> None:
    wording = 0
    for edition, name, part in ALL:
        root, content = schema_of(name), part.file.content
        told = {path: wording for path, _, wording in leaves(content, root, root)}
        kept = set(plain_leaves(figures(marked(content))))
        assert kept == {path for path, is_wording in told.items() if not is_wording}, (
            edition,
            name,
        )
        assert set(plain_leaves(texts(marked(content)))) - {None} == {
            path for path, is_wording in told.items() if is_wording
        }, (edition, name)
        wording += sum(told.values())
    assert wording > len(ALL)


EVERY = [(part, field) for _, _, part in ALL for field in part.fields]


@examples(60)
@given(st.integers(0, len(EVERY) - 1), st.sampled_from(["Lain", 7, None, False, ["x"]]))
def test_a_changed_text_leaves_all_figures_and_a_changed_figure_moves_its_part(
    which: int, value: object
) -> None:
    part, field = EVERY[which]
    content = changed(part, field.path, value)
    same = digest(field.value) == digest(value)
    assert (digest(figures(content)) == part.figures) == (field.wording or same)
    assert (digest(texts(content)) == part.texts) == (same or not field.wording)


def changed(part: Part, path: tuple[Any, ...], value: object) -> object:
    content: object = copy.deepcopy(part.file.content)
    here: Any = content
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] = value
    return content


def sorted_fields(content: object) -> list[Field]:
    return sorted(fields(content), key=lambda one: tuple(map(str, one.place)))


@examples(60)
@given(st.sampled_from([part for _, _, part in ALL]), st.randoms(use_true_random=False))
def test_the_order_of_keys_is_no_figure_and_the_order_of_entries_is(
    part: Part, rng: random.Random
) -> None:
    def turned(content: object) -> object:
        if isinstance(content, dict):
            keys = list(content)
            rng.shuffle(keys)
            return {key: turned(content[key]) for key in keys}
        return [turned(one) for one in content] if isinstance(content, list) else content

    content: Any = turned(part.file.content)
    assert digest(figures(content)) == part.figures
    assert [one.token for one in sorted_fields(content)] == [one.token for one in part.fields]
    lists = [key for key, value in content.items() if isinstance(value, list) and len(value) > 1]
    for key in lists:
        if key not in WORDING:
            backwards = {**content, key: content[key][::-1]}
            assert digest(figures(backwards)) != part.figures


def test_an_edition_tells_the_figures_of_every_part_and_its_digest_covers_the_texts(
    rules: Path,
) -> None:
    plain = kla.edition("kla-2024")
    assert set(plain.figures) == set(packaged_base("kla-2024").parts.all)
    assert set(plain.parts) == set(packaged_base("kla-2024").parts.own)
    assert small_edition().figures == {}  # it came from no folder
    overlay = ROOT / "examples" / "overlays" / "invented-scales.yaml"
    assert kla.edition("kla-2024", overlays=[overlay]).figures == plain.figures
    rewrite(rules / "indicators" / "06.yaml", ("title", "id"), "Judul lain")
    reworded = kla.edition(rules)
    assert reworded.figures == plain.figures
    assert reworded.digest != plain.digest
    assert [name for name in plain.parts if plain.parts[name] != reworded.parts[name]] == ["6"]
    rewrite(rules / "indicators" / "06.yaml", ("questions", 3, "direction"), "negative")
    moved = kla.edition(rules).figures
    assert [name for name in moved if moved[name] != plain.figures[name]] == ["6"]


def rewrite(file: Path, place: tuple[Any, ...], value: object) -> None:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    here = content
    for key in place[:-1]:
        here = here[key]
    here[place[-1]] = value
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_a_higher_version_alone_moves_no_figure(rules: Path) -> None:
    rewrite(rules / "edition.yaml", ("version",), "9.9.9")
    other = kla.edition(rules)
    assert other.version == "9.9.9"
    assert other.figures == kla.edition("kla-2024").figures


def test_a_cap_is_a_figure_and_its_note_is_not() -> None:
    content = packaged_base("kla-2024").parts.own["19"].file.content
    bare = {key: value for key, value in content.items() if key != "cap"}
    noted = {**content, "cap": {**content["cap"], "note": {"id": "Lain", "en": "Other"}}}
    assert digest(figures(noted)) == digest(figures(content)) != digest(figures(bare))


def test_a_file_that_is_damaged_is_no_part(rules: Path) -> None:
    (rules / "units.yaml").write_text("scopes: 7\n", encoding="utf-8")
    parts = packaged_base("kla-2024").parts
    assert "units" in parts.all
    assert "units" not in base_in(rules).parts.all
