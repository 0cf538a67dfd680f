"""`kla sweep`."""

import argparse
from typing import Any

from kla_rules.cli.codes import YES
from kla_rules.cli.evaluate import evaluated, is_for_many
from kla_rules.cli.output import show
from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.sweeps.sweep import sweep as sweep_of


def sweep(arguments: argparse.Namespace) -> int:
    """Print how often each level comes out of random what-ifs; exit 0."""
    paths = arguments.profile
    how: dict[str, Any] = {
        "vary": arguments.vary,
        "n": arguments.n,
        "seed": arguments.seed,
        "engine": arguments.engine,
        "unknown": arguments.unknown,
        "drop": arguments.drop,
        "target": arguments.to,
    }
    if not is_for_many(paths):
        # The engine that was typed sums what-ifs; it infers no steps.
        without = argparse.Namespace(**{**vars(arguments), "engine": "native"})
        return show(arguments, sweep_of(evaluated(without, paths[0]), **how), YES)
    if "-" in paths:
        raise ArgumentError([Finding("argument.stdin-among", {}, ("-",))])
    table = sweep_of(
        paths,
        arguments.edition,
        overlays=arguments.overlay,
        edge_policy=arguments.edge_policy,
        scales=arguments.scales,
        assume=arguments.assume,
        unit=arguments.unit,
        **how,
    )
    return show(arguments, table, YES)
