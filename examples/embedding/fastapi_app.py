"""An evaluation over HTTP with FastAPI: POST /evaluations takes a profile as JSON."""

from typing import Any

from fastapi import FastAPI, HTTPException

import kla_rules as kla

app = FastAPI()


@app.post("/evaluations")
def evaluate(profile: dict[str, Any]) -> kla.typed.EvaluationDict:
    """Return the evaluation of a profile, or 422 with every finding."""
    try:
        return kla.evaluate(kla.Profile.from_dict(profile)).to_dict()
    except kla.ProfileError as error:
        findings = [finding.to_dict() for finding in error.findings]
        raise HTTPException(status_code=422, detail=findings) from error
