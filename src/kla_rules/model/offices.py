"""Offices that a document can name: agencies, and others that sign."""

from kla_rules.model.edition import Edition


def offices_of(edition: Edition) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return by key of a document the ids that it can name, with their names."""
    agencies = {agency.id: (agency.title.id, *agency.local_names) for agency in edition.agencies}
    signers = {one.signed_by: () for one in edition.evidence_attributes if one.signed_by}
    return {"agency": agencies, "signed_by": {**signers, **agencies}}
