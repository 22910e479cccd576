"""« Rendez-vous et rappels » on the page of a file, and the templates above its form of a contact."""

from casefiles.admin.agenda.rows import reminders_in, to_come_in, to_report_in
from casefiles.admin.agenda.templates import offered_templates

SHOWN = 12


def agenda_of(user, case_file):
    """What the page of the file shows of the agenda; five queries, whatever there is."""
    return {
        "meetings_to_report": list(to_report_in(user, case_file)[:SHOWN]),
        "meetings_to_come": list(to_come_in(user, case_file)[:SHOWN]),
        "reminders": list(reminders_in(user, case_file)[:SHOWN]),
        "contact_templates": offered_templates(user, case_file),
    }
