"""What to keep beside an evaluation so that it can be verified later."""

import json
from typing import TYPE_CHECKING, cast

from attrs import asdict, frozen

from kla_rules.core.shown import Shown
from kla_rules.version import VERSION

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.typed.forms.evaluation import EvaluationRecordDict


@frozen(repr=False)
class Record(Shown):
    """What an evaluation was made from and with; equal inputs give equal bytes.

    Attributes:
        edition, edition_version, edition_digest: the rules.
        profile_digest: the answers.
        scale_digest, assume: what turned answers into points, or None.
        engine: what inferred the steps.
        edge_policy: the reading of the floors that was used.
        library_version: version of kla-rules.
        count: "claimed" or "backed".
        overlays: id and digest of every overlay the rules were laid under, by id.
        catalogue_digest: the steps and what is assumed of them, where they were asked for.
    """

    edition: str
    edition_version: str
    edition_digest: str
    profile_digest: str
    scale_digest: str | None
    assume: str | None
    engine: str
    edge_policy: str
    library_version: str
    count: str = "claimed"
    overlays: tuple[tuple[str, str], ...] = ()
    catalogue_digest: str | None = None

    def to_dict(self) -> "EvaluationRecordDict":
        """Return plain JSON values."""
        overlays = [{"id": name, "digest": digest} for name, digest in self.overlays]
        return cast("EvaluationRecordDict", {**asdict(self), "overlays": overlays})

    def to_bytes(self) -> bytes:
        """Return canonical JSON: sorted keys, no spaces, UTF-8."""
        return json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":")).encode()


def record_of(evaluation: "Evaluation") -> Record:
    """Return what to keep beside an evaluation."""
    edition, scale = evaluation.edition, evaluation.scale
    return Record(
        edition=edition.id,
        edition_version=edition.version,
        edition_digest=edition.digest,
        profile_digest=evaluation.profile.digest,
        scale_digest=scale.digest if scale else None,
        assume=evaluation.assume,
        engine=evaluation.engine,
        edge_policy=evaluation.edge_policy,
        library_version=VERSION,
        count=evaluation.count,
        overlays=tuple((overlay.id, overlay.digest) for overlay in edition.overlays),
    )
