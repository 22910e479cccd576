"""A role or an orientation was noted wrongly, or a role lasts until another day than was thought."""

from casefiles.actions.base import Refused, hold, written
from casefiles.actions.file.rows import CorrectRow
from casefiles.actions.network.rules import (
    REASON_NEEDED,
    asking_words,
    check_days,
    check_once,
    check_role,
    check_sent,
)

SENT_FIELDS = ("service", "referred_on", "reason")
FIELDS = ("role", "service", "name", "reach", "note", "started_on", "until", "ended_on")


class CorrectNetwork(CorrectRow):
    """`CorrectNetwork(user, involvement, changes={"until": day}).execute()`."""

    journal_code, noun, fields = "network.corrected", "involvement", FIELDS

    def _check_changes(self, after):
        check_role(after["role"], after["service"], after["name"])
        check_days(after["started_on"], after["until"], after["ended_on"], self.day)
        if after["ended_on"] is None:
            check_once(self.case_file, after["role"], after["service"], but=self.target.pk)


class CorrectOutwardReferral(CorrectRow):
    """`CorrectOutwardReferral(user, outward, changes={"reason": "…"}).execute()`.

    The reminder that asks about it follows, unless somebody wrote it otherwise.
    """

    journal_code, noun, fields = "outward.corrected", "outward", SENT_FIELDS

    def _check_changes(self, after):
        if after["service"] is None:
            raise Refused("Choisissez un service de l’annuaire.", "service")
        if after["referred_on"] is None:
            raise Refused("Écrivez le jour de l’orientation.", "future")
        written(after["reason"], message=REASON_NEEDED, code="reason")
        check_sent(after["referred_on"], self.day)
        if self.target.outcome_on is not None and after["referred_on"] > self.target.outcome_on:
            raise Refused(
                f"La réponse est notée au {self.target.outcome_on:%d/%m/%Y} : l’orientation vient avant.",
                "after_answer",
            )

    def _perform(self):
        before = asking_words(self.target.service, self.target.referred_on)
        outward = super()._perform()
        if outward.reminder is not None:
            self._reword(outward.reminder, before)
        return outward

    def _reword(self, reminder, before):
        hold(reminder)
        if reminder.done_on is None and reminder.words == before:
            reminder.words = asking_words(self.target.service, self.target.referred_on)
            reminder.save(update_fields=["words"])
