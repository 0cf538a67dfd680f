"""`kla merge`."""

import argparse
import sys
from pathlib import Path as FilePath
from typing import Final

from kla_rules.cli.codes import REFUSED, YES
from kla_rules.cli.files import write_output
from kla_rules.cli.output import finding_lines, print_json, say
from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.merging.merge import merge_profiles
from kla_rules.merging.write import profile_json, profile_yaml

_FORMS: Final = {".yaml": profile_yaml, ".yml": profile_yaml, ".json": profile_json}


def merge(arguments: argparse.Namespace) -> int:
    """Make one profile of several; exit 0, or 2 where they contradict: then nothing is written."""
    output = arguments.output
    suffix = FilePath(output).suffix.lower() if output not in {None, "-"} else ".yaml"
    if suffix not in _FORMS:
        values = {"path": output, "known": [*_FORMS]}
        raise ArgumentError([Finding("merge.suffix", values, ("--output",))])
    merged = merge_profiles(
        arguments.profile, arguments.edition, overlays=arguments.overlay, on_conflict="keep"
    )
    if arguments.format == "json":
        print_json(merged.to_dict())
    elif output != "-" and not merged.conflicts:
        sys.stdout.write(merged.explain(arguments.lang))
    for line in finding_lines(merged.findings, arguments.lang, whole=arguments.all):
        sys.stderr.write(line + "\n")
    if merged.conflicts:
        return REFUSED
    if output == "-":
        sys.stdout.write(profile_yaml(merged.profile).decode())
    elif output is not None:
        write_output(output, _FORMS[suffix](merged.profile))
        if arguments.format != "json":
            sys.stdout.write("\n" + say(arguments, "merge-written", path=output) + "\n")
    return YES
