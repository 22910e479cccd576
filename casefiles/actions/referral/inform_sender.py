"""Who sends is told what the person agreed to, in the words that were proposed; when and to whom is kept."""

from dataclasses import dataclass

from casefiles.actions.base import Refused, written
from casefiles.actions.referral.on_referral import ReferralAction
from casefiles.feedback import levels_to_tell
from casefiles.models import ReferralEvent

MEANS = {"phone": "par téléphone", "mail": "par e-mail", "post": "par courrier", "voice": "de vive voix"}


@dataclass(kw_only=True, eq=False, repr=False)
class InformSender(ReferralAction):
    """`InformSender(user, referral, level="decision", means="phone", to_whom="…").execute()`.

    The words are ours, not typed: what is recorded is never beyond the level.
    """

    level: str
    means: str = "phone"
    to_whom: str = ""

    journal_code = "referral.informed"
    works_on_decided = True

    def _check(self):
        if self.level not in dict(levels_to_tell(self.target)):
            raise Refused(
                "Le service ne peut pas savoir cela : la personne ne l’a pas permis, ou il n’y a encore rien "
                "à en dire.",
                "level",
            )
        if self.means not in MEANS:
            raise Refused("Choisissez comment le service a été informé.", "means")
        written(self.to_whom, least=2, message="Écrivez à qui cela a été dit.", code="to_whom")

    def _perform(self):
        words = dict(levels_to_tell(self.target))[self.level]
        return self.log(
            ReferralEvent.Kind.INFORMED,
            f"{MEANS[self.means].capitalize()}, à {self.to_whom.strip()} : « {words} »",
        )

    def _details(self, result):
        return {"level": str(self.level), "means": self.means}
