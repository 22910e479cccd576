"""What forms do by steps, and the second process goes on with."""

from forms.admin.spreadsheets.batches import run_step
from forms.models import SheetImport
from portal.sheets.worker import Steps

# Nothing is received any more in the name of somebody who has left.
WORKS = [Steps(SheetImport.objects.filter(user__is_active=True), {SheetImport.State.RUNNING: run_step})]
