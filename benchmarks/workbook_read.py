"""A form with an answer and a document at each of its questions read to a profile.

    python benchmarks/workbook_read.py

Beside openpyxl, which goes over its cells in its fastest way and makes nothing of them. That the
profile is the one with which the form was written is compared first. The median of many runs.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

import kla_rules as kla
from kla_rules.forms.profile_form import profile_form

BAR = 3.0
EDITION = kla.edition("kla-2024")


def main() -> None:
    """Write the form, compare, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    arguments = parser.parse_args()
    profile = filled()
    form = profile_form(EDITION, profile=profile)
    if kla.Profile.read(form).digest != profile.digest:
        raise SystemExit("the profile is another one")
    took = {"ours": [], "theirs": []}  # type: dict[str, list[float]]
    for _ in range(arguments.runs):  # one after the other, so that both meet the same machine
        took["ours"].append(seconds(kla.Profile.read, form))
        took["theirs"].append(seconds(theirs, form))
    ours, other = (statistics.median(took[name]) for name in ("ours", "theirs"))
    answers = sum(bool(answer.form) for answer in profile.answers.values())
    print(f"{answers} answers with a document each, {len(form)} bytes")
    print(f"  openpyxl, read-only, values alone {other * 1000:7.1f} ms")
    print(f"  kla_rules, to a Profile           {ours * 1000:7.1f} ms  {ours / other:.2f} x")
    print(f"  bar: at most {BAR} x")
    if ours > BAR * other:
        raise SystemExit(1)


def filled() -> kla.Profile:
    """Return a profile with an answer and a document at each question."""
    kind = EDITION.evidence_kinds[0].id
    answers: dict[str, Any] = {}
    for place, question in enumerate(EDITION.questions):
        document = {"kind": kind, "title": f"Dokumen nomor {place}", "date": "2024-05-17"}
        worth = float(question.ceiling_points) / 2
        answer = {"points": worth} if place % 2 else {"option": "full"}
        answers[question.id] = {**answer, "evidence": [document]}
    return kla.Profile.from_dict(
        {"region": {"name": "Kota Contoh"}, "year": 2024, "stage": "self", "answers": answers}
    )


def theirs(form: bytes) -> int:
    """Go over the cells, and count those that hold anything."""
    book = openpyxl.load_workbook(BytesIO(form), read_only=True, data_only=True)
    return sum(
        cell is not None
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    )


def seconds(read: Callable[[bytes], object], form: bytes) -> float:
    """Return how long a reading takes."""
    begin = time.perf_counter()
    read(form)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
