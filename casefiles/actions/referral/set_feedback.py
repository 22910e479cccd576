"""What who sends may know in return: the person decides, and says it to whoever writes it down."""

from dataclasses import dataclass

from casefiles.actions.base import Refused
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.feedback import NEEDS_AGREEMENT, rank
from casefiles.models import Referral, ReferralEvent


@dataclass(kw_only=True, eq=False, repr=False)
class SetFeedback(ReferralAction):
    """Opening needs the person's agreement; closing never does."""

    level: str
    agreed: bool = False
    note: str = ""

    journal_code = "referral.feedback"
    works_on_decided = True

    def _check(self):
        if self.level not in Referral.Feedback.values:
            raise Refused("Choisissez dans la liste ce que le service peut savoir.", "level")
        if self.level == self.target.feedback:
            raise Refused("C’est déjà ce qui est convenu.", "level")
        opens = rank(self.level) > rank(self.target.feedback)
        if opens and self.level in NEEDS_AGREEMENT and not self.agreed:
            raise Refused(
                "Demandez d’abord l’accord de la personne, puis cochez la case : sans lui, le service ne "
                "peut pas en savoir plus.",
                "agreed",
            )

    def _perform(self):
        before = self.target.get_feedback_display()
        self.target.feedback = self.level
        self.target.save()
        words = f"{before} → {self.target.get_feedback_display()}"
        agreed = "avec l’accord de la personne" if self.agreed else ""
        said = ", ".join(filter(None, (words, agreed)))
        self.log(ReferralEvent.Kind.FEEDBACK, "\n".join(filter(None, (f"{said}.", self.note.strip()))))
        return self.target

    def _details(self, result):
        return {"level": str(result.feedback)}
