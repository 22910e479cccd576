"""What case work does by steps, and the second process goes on with."""

from casefiles.exchange.batches.run import run_step
from casefiles.exchange.batches.undo import undo_step
from casefiles.exchange.exports.prepare import make
from casefiles.models import ImportBatch, PreparedExport
from portal.sheets.worker import Steps

# Nothing is written any more in the name of somebody who has left.
WORKS = [
    Steps(
        ImportBatch.objects.filter(user__is_active=True),
        {ImportBatch.State.RUNNING: run_step, ImportBatch.State.UNDOING: undo_step},
    ),
    Steps(PreparedExport.objects.filter(user__is_active=True), {PreparedExport.State.WAITING: make}),
]
