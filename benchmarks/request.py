"""A request of an application, JSON in and JSON out, beside what JSON alone costs.

    python benchmarks/request.py

200 different profiles of 274 answers for each form that answers have. What the direct path reads
is held against what the careful path reads, and results against those of profiles read carefully,
before anything is timed. Times are processor time, the best of several rounds, for one profile;
each bar is a ratio to JSON's own work on the same texts in the same run.
"""

import argparse
import gc
import json
import random
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import kla_rules as kla
from kla_rules.core.reading.read import read_file, read_value
from kla_rules.model.answer_forms import FITS
from kla_rules.profile.reading import DirectReader, carefully, directly

PROFILES = 200
TREE = kla.edition("kla-2024")
QUESTIONS = [node for node in TREE.nodes if node.question is not None]
FORMS = ("points", "option", "fraction", "value", "units", "holds", "not_applicable", "evidence")
EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> None:
    """Compare, then print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=PROFILES)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    count, rounds = arguments.profiles, arguments.rounds
    print(f"reading {count} profiles of {len(QUESTIONS)} answers, equal to the careful path")
    for name, form in (
        ("points at answers, no evidence", ("points",)),
        *((f"where it fits: {form}", (form,)) for form in FORMS[1:]),
        ("all forms, measures, evidence", FORMS),
    ):
        reading(name, form, count, rounds)
    files(rounds)
    print()
    whole(count, rounds)


def drawn(forms: Sequence[str], count: int) -> list[str]:
    """Return profiles as JSON texts, each answer in one of the forms that its question takes."""
    dice = random.Random(2024)  # noqa: S311 - the same profiles every time
    texts = []
    for number in range(count):
        answers = {node.id: answer(node, dice.choice(forms), dice) for node in QUESTIONS}
        data: dict[str, Any] = {
            "region": {"name": f"Kota Contoh {number}", "kind": "kota", "code": "35.75"},
            "year": 2024,
            "stage": "self",
            "answers": answers,
        }
        if len(forms) > 1:
            data["measures"] = {"sra_share": [{"value": dice.randint(0, 100), "year": 2024}]}
            data["declared_total"] = dice.randint(0, 1_000_000) / 1000
        texts.append(json.dumps(data))
    return texts


def answer(node: Any, form: str, dice: random.Random) -> dict[str, Any]:  # noqa: ANN401 - a node
    """Return an answer of a form; in points where its question does not take the form."""
    points = {"points": dice.randint(0, node.ceiling_thousandths) / 1000}
    if form == "option":
        return {"option": dice.choice(["none", "full"])}
    if form == "not_applicable":
        return {"not_applicable": True}
    if form == "evidence":
        proof = {"kind": "decree", "title": f"SK {dice.randint(1, 99)}", "date": "2024-02-01"}
        return {**points, "evidence": [{**proof, "agency": node.agencies[0]}]}
    if form not in FITS[node.question.answer]:
        return points
    if form == "fraction":
        return {"fraction": dice.randint(0, 20) / 20}
    if form == "value":
        return {"value": dice.randint(0, 100)}
    if form == "units":
        part = dice.randint(0, 34)
        return {"units": {"part": part, "whole": 34, "unknown": dice.randint(0, 34 - part)}}
    return {"holds": dice.choice([True, False])}


def reading(name: str, forms: Sequence[str], count: int, rounds: int) -> None:
    """Print what reading costs beside `json.loads`, and how often the direct path gave up."""
    texts = drawn(forms, count)
    values = [json.loads(text) for text in texts]
    gave_up = 0
    for value in values:
        direct = directly(value, None)
        careful = carefully(read_value(value), None)
        gave_up += direct is None
        if direct is not None:
            equal(kla.Profile(**direct), kla.Profile(**careful))
    loads = best(json.loads, texts, rounds)
    ours = best(kla.Profile.from_dict, values, rounds)
    careful_time = best(lambda value: carefully(read_value(value), None), values[:20], 1)
    row(f"from_dict, {name}", ours, loads, "json.loads", f"at most 8; gave up {gave_up} times")
    if forms == ("points",):
        row("  the careful path", careful_time, loads, "json.loads", "")


def files(rounds: int) -> None:
    """Print how often the direct path gave up on the examples, tables beside them included."""
    gave_up = []
    for path in sorted((*EXAMPLES.glob("*.yaml"), EXAMPLES / "kota-pasuruan/profile.yaml")):
        document = read_file(path)
        if "points" not in document.root and "answers" not in document.root:
            continue  # a history, a province
        direct = DirectReader(document, None, path.parent).directly(document.root)
        if direct is None:
            gave_up.append(path.name)
        else:
            careful = carefully(document, None, path.parent)
            equal(kla.Profile(**direct), kla.Profile(**careful))
    whole = best(kla.Profile.read, [EXAMPLES / "kota-pasuruan-illustrative.yaml"], rounds)
    text = (EXAMPLES / "kota-pasuruan-illustrative.yaml").read_text(encoding="utf-8")
    print(f"  gave up on examples, tables beside them included: {gave_up or 'none'}")
    print(f"  Profile.read of {len(text):,} bytes of YAML: {whole * 1e3:.2f} ms")


def equal(one: kla.Profile, other: kla.Profile) -> None:
    """Stop where two profiles differ."""
    if (one, one.notes, one.digest) != (other, other.notes, other.digest):
        raise SystemExit("the direct path and the careful one differ")


def whole(count: int, rounds: int) -> None:
    """Print what a whole request costs, and what may be asked of its result."""
    texts = drawn(("points",), count)
    profiles = [kla.Profile(**carefully(read_value(json.loads(text)), None)) for text in texts]
    outputs = [json.dumps(kla.evaluate(one).to_dict()) for one in profiles]
    if list(map(request, texts)) != outputs:
        raise SystemExit("the results differ")
    results = [json.loads(text) for text in outputs]
    loads, dumps = best(json.loads, texts, rounds), best(json.dumps, results, rounds)
    evaluated = best(kla.evaluate, profiles, rounds)
    print(f"a request of {len(QUESTIONS)} answers, {len(outputs[0]):,} bytes back, results equal")
    print(f"  json.loads {loads * 1e6:.0f} us, json.dumps {dumps * 1e6:.0f} us of the same texts")
    print(f"  evaluate() {evaluated * 1e6:.0f} us")
    row(
        "the whole request", best(request, texts, rounds), loads + dumps, "JSON", "at most 4, aim 3"
    )
    told = best(fresh(lambda one: one.explain("id")), profiles, rounds) - evaluated
    row('explain("id")', told, dumps, "json.dumps", "at most 8")
    steps = best(fresh(lambda one: one.steps), profiles, rounds) - evaluated
    row(".steps", steps, dumps, "json.dumps", "at most 6")
    evaluations = list(map(kla.evaluate, profiles))
    dice = random.Random(2025)  # noqa: S311 - as above
    nodes = [dice.choice(QUESTIONS[:200]) for _ in profiles]
    pairs = list(zip(evaluations, nodes, strict=True))
    points = best(lambda pair: pair[0].with_points({pair[1].id: 0.25}), pairs, rounds)
    row("with_points()", points, evaluated, "evaluate()", "at most 4")
    answers = best(
        lambda pair: pair[0].with_answers({pair[1].id: {"option": "full"}}), pairs, rounds
    )
    row("with_answers()", answers, evaluated, "evaluate()", "at most 4")


def request(text: str) -> str:
    """Return what an application answers to a text."""
    return json.dumps(kla.evaluate(kla.Profile.from_dict(json.loads(text))).to_dict())


def fresh(work: Callable[[kla.Evaluation], object]) -> Callable[[kla.Profile], object]:
    """Return the work on an evaluation of which nothing has been asked yet."""
    return lambda profile: work(kla.evaluate(profile))


def best(work: Callable[[Any], object], items: Iterable[Any], rounds: int) -> float:
    """Return the seconds of processor time for one item, in the best round."""
    items = list(items)
    work(items[0])  # what is loaded on first use is no part of it
    found = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        for item in items:
            work(item)
        found.append((time.process_time() - start) / len(items))
    return min(found)


def row(name: str, ours: float, theirs: float, beside: str, bar: str) -> None:
    """Print a figure beside another."""
    ratio = f"{ours / theirs:6.2f} x {beside}"
    print(f"  {name:44s} {ours * 1e6:9.0f} us  {ratio:22s} {bar}")


if __name__ == "__main__":
    main()
