"""What to keep beside an evaluation so that it can be verified later."""

import json

from attrs import asdict, frozen


@frozen
class Record:
    """What an evaluation was made from and with; equal inputs give equal bytes.

    Attributes:
        edition, edition_version, edition_digest: the rules.
        profile_digest: the answers.
        scale_digest, assume: what turned answers into points, or None.
        engine: what inferred the steps.
        edge_policy: the reading of the floors that was used.
        library_version: version of kla-rules.
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

    def to_dict(self) -> dict[str, str | None]:
        """Return plain JSON values."""
        return asdict(self)

    def to_bytes(self) -> bytes:
        """Return canonical JSON: sorted keys, no spaces, UTF-8."""
        return json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":")).encode()
