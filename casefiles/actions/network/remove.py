"""What was noted by mistake is taken away; a role that was real is ended instead."""

from casefiles.actions.file.rows import RemoveRow


class RemoveFromNetwork(RemoveRow):
    """`RemoveFromNetwork(user, involvement).execute()`."""

    journal_code, noun = "network.removed", "involvement"


class RemoveOutwardReferral(RemoveRow):
    """`RemoveOutwardReferral(user, outward).execute()`; the reminder that asked about it goes with it."""

    journal_code, noun = "outward.removed", "outward"

    def _perform(self):
        reminder = self.target.reminder
        key = super()._perform()
        if reminder is not None and reminder.done_on is None:
            reminder.delete()
        return key
