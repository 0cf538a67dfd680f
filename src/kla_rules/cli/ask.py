"""`kla ask`."""

import argparse
import gc
import sys
from pathlib import Path as FilePath
from typing import Final

from kla_rules.cli.codes import NOT_DETERMINED, REFUSED, YES
from kla_rules.core.catalogues import ASK
from kla_rules.core.findings import Finding, ProfileError
from kla_rules.core.resources import is_file, is_folder
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.interview.asking import begin_interview
from kla_rules.interview.file import ProfileFile, begin_file, open_profile
from kla_rules.interview.loop import Talk, ask_head
from kla_rules.interview.loop import ask as ask_all
from kla_rules.interview.new_profile import NewProfile
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import profile_from_bytes
from kla_rules.profile.reading import is_form_file
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.overlays import read_overlays

_PROMPT: Final = "> "
_LONGEST: Final = 4096  # bytes of a line; nobody types a longer answer
_SUFFIXES: Final = (".yaml", ".yml", ".json")


def ask(arguments: argparse.Namespace) -> int:
    """Ask until the level is determined or nobody answers; exit 0 if it is, 3 if not."""
    gc.enable()  # an interview takes an hour, not a moment
    talk = Talk(_line, _say, arguments.lang)
    try:
        file = _file(arguments, talk)
        if file is None:
            return REFUSED
        interview = begin_interview(file.reads(file.versions[0]), arguments.agency)
        done = ask_all(interview, file, talk)
    except KeyboardInterrupt:  # between two lines: whatever was told to be saved is
        _say("\n" + ASK.say("interrupted", arguments.lang) + "\n")
        return NOT_DETERMINED
    return YES if done.evaluation.determined else NOT_DETERMINED


def _file(arguments: argparse.Namespace, talk: Talk) -> ProfileFile | None:
    """Return the file that is filled, a new one where there is none; None if nobody wants it."""
    path = FilePath(arguments.profile)
    if arguments.profile == "-":
        raise ProfileError([Finding("ask.no-file", file="<stdin>")])
    place = path / "profile.yaml" if is_folder(path) else path
    rules: Rules = read_overlays(arguments.overlay)
    if arguments.edition is not None:
        rules = edition(arguments.edition, overlays=arguments.overlay)

    def reads(data: bytes) -> Evaluation:
        profile = profile_from_bytes(
            data,
            file=str(place),
            rules=rules,
            json=place.suffix.lower() == ".json",
            folder=place.parent,
        )
        return evaluate(
            profile,
            edge_policy=arguments.edge_policy,
            scales=arguments.scales,
            assume=arguments.assume,
        )

    if is_file(place) and is_form_file(place):
        raise ProfileError([Finding("ask.form", file=str(place))])
    if place.is_symlink() or place.exists():
        return open_profile(place, reads)
    if place.suffix.lower() not in _SUFFIXES:
        raise ProfileError([Finding("ask.name", {"suffixes": _SUFFIXES}, file=str(place))])
    if not place.parent.is_dir():
        raise ProfileError([Finding("ask.unwritable", {"reason": "no-folder"}, file=str(place))])
    _say(ASK.say("new-profile", arguments.lang, path=str(place)) + "\n")
    new = ask_head(NewProfile(rules, {}), talk)
    if new.stopped:
        _say(ASK.say("no-new-profile", arguments.lang) + "\n")
        return None
    return begin_file(place, new.data(is_json=place.suffix.lower() == ".json"), reads)


def _line() -> str | None:
    """Return the line that is typed, or piped in; None at the end of input or when interrupted."""
    stream = sys.stdin.buffer if sys.stdin else None
    if stream is None:
        return None
    try:
        if sys.stdin.isatty():
            _say(_PROMPT)
        line = stream.readline(_LONGEST)
        rest = line
        while len(rest) == _LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST)
    except KeyboardInterrupt:
        line = b""
    if not line and sys.stdin.isatty():
        _say("\n")
    return line.decode("utf-8", "replace") if line else None


def _say(text: str) -> None:
    """Write at once: whoever reads it answers."""
    sys.stdout.write(text)
    sys.stdout.flush()
