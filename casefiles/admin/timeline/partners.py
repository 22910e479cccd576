"""What was agreed to share with partner services."""

from casefiles.admin.timeline.moment import SHARING, Moment
from casefiles.admin.timeline.noun import Noun
from casefiles.models import SharingAgreement


class Sharings(Noun):
    kind = SHARING
    model = SharingAgreement
    sides = {"sharing": "started_on"}
    related = ("service", "author", "withdrawn_by")

    def tell(self, row, side):
        tag = f"retiré le {row.withdrawn_at:%d/%m/%Y}" if row.withdrawn_at else ""
        facts = [f"jusqu’au {row.until:%d/%m/%Y}", f"accord donné {row.get_agreed_how_display()}"]
        return Moment(f"Partagé avec {row.service}", by=row.author, tag=tag, facts=facts, url="#partages")
