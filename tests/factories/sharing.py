"""What is shared with partner services, by the actions."""

from casefiles.actions import AgreeSharing
from casefiles.models import PartnerAccount, SharedPart
from portal.accounts.roles import Role
from tests.factories import casefiles as make
from tests.factories.accounts import person
from tests.factories.content import ServiceFactory

EVERY_PART = SharedPart.values


def share(user, case_file, *parts, service=None, ago=0, until=-30, **changes):
    """An agreement on these parts, all of them if none is named; `until` in days ago, as `make.day`."""
    given = {
        "service": service or ServiceFactory(),
        "informed_on": make.day(ago),
        "agreed_on": make.day(ago),
        "agreed_how": "orally",
        "bound": "L’assistante sociale",
        "mission": "Trouver un logement",
        "until": make.day(until),
        "needs": {part: f"Il le faut ({part})" for part in parts or EVERY_PART},
    }
    at = make.moment(ago) if ago else None
    return AgreeSharing(user, case_file, at=at, **(given | changes)).execute()


def partner_of(service):
    """Somebody of this service, with an account tied to it."""
    user = person(Role.PARTNER, first_name="Andrea", last_name="Partenaire-Fictive")
    PartnerAccount.objects.create(user=user, service=service, tied_by=user)
    return user
