"""Coverage as plain JSON values, as `schemas/coverage.schema.json` describes them."""

from typing import TYPE_CHECKING, Any

from kla_rules.model.plain import head
from kla_rules.validation.covered.kinds import KINDS

if TYPE_CHECKING:
    from kla_rules.validation.covered.model import Coverage, RulesCoverage, Target


def coverage_as_json(coverage: "Coverage") -> dict[str, Any]:
    """Return plain JSON values in a stable order."""
    return {
        **head("coverage"),
        "complete": coverage.complete,
        "rules": [_rules(one) for one in coverage],
    }


def _rules(one: "RulesCoverage") -> dict[str, Any]:
    counts = {}
    for kind in KINDS:
        own = [target for target in one.of(kind) if not target.impossible]
        counts[kind] = {"shown": sum(bool(each.cases) for each in own), "of": len(own)}
    return {
        "name": one.name,
        "kind": one.kind,
        "path": one.path.as_posix(),
        "cases": {
            "counted": one.counted,
            "unconfirmed": list(one.unconfirmed),
            "failing": list(one.failing),
            "others": one.others,
        },
        "counts": counts,
        "targets": [_target(target) for target in one.targets],
    }


def _target(target: "Target") -> dict[str, Any]:
    return {
        "kind": target.kind,
        "name": target.name,
        "part": None if target.part < 0 else target.part,
        "state": target.state,
        "title": target.title.to_dict(),
        "file": target.file or None,
        "line": target.line,
        "cases": list(target.cases),
        "impossible": target.impossible or None,
    }
