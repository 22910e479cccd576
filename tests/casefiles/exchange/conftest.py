import pytest

from tests.casefiles.exchange import sheets


@pytest.fixture
def upload(client_for):
    """`upload(user, content, name)`: send a file through the screen; returns the client and the response."""

    def send(
        user, content, name="contacts.csv", *, target="contacts", reason="Contacts de mars", client=None
    ):
        client = client or client_for(user)
        file = sheets.uploaded(content, name)
        data = {"target": target, "file": file, "reason": reason}
        return client, client.post("/gestion/echanges/importer/", data)

    return send


@pytest.fixture
def preview(upload):
    """`preview(user, content)`: the batch that the screen stored, and its client."""

    def send(user, content, name="contacts.csv", **kwargs):
        from casefiles.models import ImportBatch

        client, response = upload(user, content, name, **kwargs)
        assert response.status_code == 302, sheets.problems(response)
        return client, ImportBatch.objects.get(pk=response.url.rstrip("/").rsplit("/", 1)[-1])

    return send


@pytest.fixture
def confirm():
    """`confirm(client, batch)`: press the button of the preview, until everything is written."""

    def press(client, batch):
        address = f"/gestion/echanges/imports/{batch.pk}/confirmer/"
        response = client.post(address, {"sha256": batch.sha256, "plan": batch.plan})
        batch.refresh_from_db()
        while batch.is_running:
            client.post(address)
            batch.refresh_from_db()
        return response

    return press
