"""What is still to come in a file goes with it to the agenda of who now holds it."""

from casefiles.access import may_work_on
from casefiles.models import Appointment, Reminder


def pass_agenda_on(case_file):
    """Call it once the file has who holds it now, in the same transaction.

    What stands with somebody who still sees the file stays theirs: coordination keeps what it planned itself.
    """
    planned = Appointment.objects.filter(case_file=case_file, state=Appointment.State.PLANNED)
    to_do = Reminder.objects.filter(case_file=case_file, done_on__isnull=True)
    for rows in (planned, to_do):
        for row in rows.exclude(owner=case_file.case_manager_id).select_related("owner", "case_file"):
            if not may_work_on(row.owner, case_file):
                row.owner_id = case_file.case_manager_id
                row.save(update_fields=["owner"])
