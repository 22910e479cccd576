"""What was agreed to share with partner services, and what was sent to services outside."""

from django.db.models.functions import TruncDate

from casefiles.admin.timeline.moment import SHARING, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import OutsideHandover, SharingAgreement


class Sharings(Noun):
    kind = SHARING
    model = SharingAgreement
    sides = {"sharing": "started_on"}
    related = ("service", "author", "withdrawn_by")

    def tell(self, row, side):
        tag = f"retiré le {row.withdrawn_at:%d/%m/%Y}" if row.withdrawn_at else ""
        facts = [f"jusqu’au {row.until:%d/%m/%Y}", f"accord donné {row.get_agreed_how_display()}"]
        return Moment(f"Partagé avec {row.service}", by=row.author, tag=tag, facts=facts, url="#partages")


class OutsideHandovers(Noun):
    kind = SHARING
    model = OutsideHandover
    sides = {"outside": TruncDate("made_at")}
    related = ("service", "author")

    def tell(self, row, side):
        tag = f"retiré le {row.withdrawn_at:%d/%m/%Y}" if row.withdrawn_at else ""
        facts = [", ".join(str(label) for label in row.part_labels)]
        return Moment(
            f"Envoyé à {row.to}", by=row.author, tag=tag, facts=facts, note=row.why, url="#partages"
        )
