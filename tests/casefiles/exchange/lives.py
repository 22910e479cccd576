"""What the tests of targets share: an import confirmed and written, then taken back."""

from casefiles.exchange.batches import run, undo
from casefiles.models import ImportBatch
from tests.casefiles.exchange.sheets import rows_of


def write(batch):
    """Confirm an import and write all of it."""
    assert run.confirm(batch, sha256=batch.sha256, plan=batch.plan)
    while batch.state == ImportBatch.State.RUNNING:
        run.run_step(batch)
        batch.refresh_from_db()
    return batch


def take_back(batch):
    """Take an import back, to the end."""
    undo.ask_undo(batch, reason="Mauvais fichier")
    while batch.state == ImportBatch.State.UNDOING:
        undo.undo_step(batch)
        batch.refresh_from_db()
    return batch


def plain(text):
    """A sentence with ordinary spaces, as a test writes it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def only_row(batch):
    (row,) = rows_of(batch)
    return row
