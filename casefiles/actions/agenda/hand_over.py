"""What is still to come in a file goes with it to the agenda of who now holds it."""

from casefiles.models import Appointment, Reminder


def pass_agenda_on(case_file, giver, receiver):
    """Call it in the transaction that gives the file to somebody else; what others planned stays theirs."""
    planned = Appointment.objects.filter(
        case_file=case_file, owner=giver, state=Appointment.State.PLANNED
    ).select_related("case_file")
    to_do = Reminder.objects.filter(case_file=case_file, owner=giver, done_on__isnull=True)
    for row in [*planned, *to_do]:
        row.owner = receiver
        row.save(update_fields=["owner"])
