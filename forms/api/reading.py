"""What anybody may read: the public forms, the schema of each of their versions, and OpenAPI."""

from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page

from forms.api.links import answers_address, schema_address, whole
from forms.api.openapi import openapi
from forms.api.problems import Problem, answers_problems, json_response
from forms.models import FormDefinition, FormVersion
from forms.outputs.json_schema.schema import json_schema

MAX_AGE = 300
# A version never changes; how its schema is written may, with a new release.
SCHEMA_MAX_AGE = 24 * 3600
SCHEMA_TYPE = "application/schema+json"


def public_versions():
    """Every version ever published of the forms that are open to everybody."""
    return FormVersion.objects.filter(definition__public=True)


def public_version(slug, number):
    """The version at this address; a Problem when there is none."""
    found = public_versions().select_related("definition")
    version = found.filter(definition__slug=slug, number=number).first()
    if version is None:
        raise Problem("not-found", "Aucun formulaire public n’a cette version : voyez /api/formulaires/.")
    return version


@conditional_page
@answers_problems("GET", "HEAD")
def form_list(request):
    """The forms open today, each with its versions, the newest first."""
    rows = (
        public_versions()
        .filter(definition__live=True)
        .annotate(title=KT("document__title__fr"), intro=KT("document__intro__fr"))
        .order_by("definition__slug", "-number")
        .values("definition__slug", "number", "title", "intro", "sha256", "published_at")
    )
    items = {}
    for row in rows:
        slug = row["definition__slug"]
        newest = {"slug": slug, "title": row["title"], "description": row["intro"]}
        newest |= {"current_version": row["number"], "versions": []}
        items.setdefault(slug, newest)["versions"].append(_listed(row))
    content = {
        "meta": {"total_count": len(items)},
        "openapi": whole("forms_api:openapi"),
        "items": list(items.values()),
    }
    return _cached(json_response(content), MAX_AGE)


def _listed(row):
    slug, number = row["definition__slug"], row["number"]
    return {
        "number": number,
        "published_at": timezone.localtime(row["published_at"]).isoformat(timespec="seconds"),
        "sha256": row["sha256"],
        "schema": schema_address(slug, number),
        "answers": answers_address(slug, number),
    }


@conditional_page
@answers_problems("GET", "HEAD")
def schema(request, slug, number):
    """The JSON Schema of one version, for as long as its form is public."""
    version = public_version(slug, number)
    content = json_schema(version.document, schema_address(slug, version.number))
    return _cached(json_response(content, content_type=SCHEMA_TYPE, indent=1), SCHEMA_MAX_AGE)


@conditional_page
@answers_problems("GET", "HEAD")
def description(request):
    """OpenAPI, with one address for the present version of each open form."""
    forms = FormDefinition.objects.filter(public=True, live=True).order_by("slug")
    versions = [form.current_version for form in forms]
    content = openapi([version.document for version in versions if version])
    return _cached(json_response(content, indent=1), MAX_AGE)


def _cached(response, seconds):
    patch_cache_control(response, public=True, max_age=seconds)
    return response
