"""The kept explanations are what the library says; a change of wording shows in the diff."""

from pathlib import Path

import pytest

from explained import FOLDER, texts

EVERY = list(texts())


@pytest.mark.parametrize(("path", "text"), EVERY, ids=[path.name for path, _ in EVERY])
def test_an_explanation_is_as_kept(path: Path, text: str) -> None:
    assert text == path.read_text(encoding="utf-8")


def test_no_kept_explanation_is_left_over() -> None:
    assert {path for path, _ in EVERY} == set(FOLDER.iterdir())
    assert len(EVERY) == 24


@pytest.mark.parametrize(("path", "text"), EVERY, ids=[path.name for path, _ in EVERY])
def test_numbers_are_written_as_the_language_does(path: Path, text: str) -> None:
    if path.name.endswith(".id.txt") and "1.000" in text:
        assert "1,000" not in text
    for line in text.splitlines():
        assert len(line) <= 110, line
        assert line == line.rstrip()
