"""An evaluation over HTTP with Django: POST /evaluations takes a profile as JSON."""

import json

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

import kla_rules as kla


@require_POST
def evaluate(request: HttpRequest) -> JsonResponse:
    """Return the evaluation of a profile, or 422 with every finding."""
    try:
        profile = kla.Profile.from_dict(json.loads(request.body))
        return JsonResponse(kla.evaluate(profile).to_dict())
    except json.JSONDecodeError:
        return JsonResponse({"findings": [], "error": "the body is not JSON"}, status=400)
    except kla.ProfileError as error:
        findings = [finding.to_dict() for finding in error.findings]
        return JsonResponse({"findings": findings}, status=422)


urlpatterns = [path("evaluations", evaluate)]
