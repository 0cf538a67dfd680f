"""All kinds of damage, and what each makes of the rules in a folder."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from kla_rules.validation.mutation import figures, meaning, overlays, structure
from kla_rules.validation.mutation.edits import Edits, Files, Kind

RulesKind = Literal["edition", "overlay"]
_OF_BOTH: Final = frozenset({
    "source-unknown", "fact-unknown", "evidence-unknown", "negation", "fact", "threshold", "count",
    "all-or-any", "part-lost", "evidence-less", "evidence-kind-lost",
})  # fmt: skip
_OF_EDITIONS: Final = (*structure.KINDS, *meaning.KINDS, *figures.KINDS)
KINDS: Final[Mapping[str, Kind]] = {one.id: one for one in (*_OF_EDITIONS, *overlays.KINDS)}
OF: Final[Mapping[RulesKind, tuple[Kind, ...]]] = {
    "edition": _OF_EDITIONS,
    "overlay": (*(one for one in _OF_EDITIONS if one.id in _OF_BOTH), *overlays.KINDS),
}


def mutants_of(
    files: Files, what: RulesKind, kinds: Sequence[str] = ()
) -> Iterator[tuple[Kind, Edits]]:
    """Yield every damage that can be done to rules, in the order of the kinds.

    Args:
        files: the content of each file, by its name.
        what: of what they are the files.
        kinds: only these; left out, all.
    """
    for kind in OF[what]:
        if not kinds or kind.id in kinds:
            yield from ((kind, edits) for edits in kind.edits(files))
