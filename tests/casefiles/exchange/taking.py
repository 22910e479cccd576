"""Preparing an export through its page, and downloading what was prepared."""

from casefiles.models import PreparedExport

REASON = "rapport trimestriel"
EXPORTS = "/gestion/echanges/exports/"


def prepared(client, address, file_format="csv", **data):
    """The PreparedExport that the page made."""
    before = set(PreparedExport.objects.values_list("pk", flat=True))
    response = client.post(address, {"file_format": file_format, "reason": REASON, **data})
    assert response.status_code == 302, response.content.decode()[:500]
    assert response.url == EXPORTS, response.url
    return PreparedExport.objects.exclude(pk__in=before).get()


def file_address(export):
    return f"{EXPORTS}{export.pk}/fichier/"


def taken(client, address, file_format="csv", **data):
    """The bytes of the file."""
    response = client.get(file_address(prepared(client, address, file_format, **data)))
    assert response.status_code == 200
    return response.getvalue()
