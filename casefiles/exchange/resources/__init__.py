"""What can be imported: one class per target. Adding one is writing it and naming it here."""

from casefiles.exchange.resources.contacts import ContactResource
from casefiles.exchange.resources.housing import HousingResource
from casefiles.exchange.resources.persons import PersonResource
from casefiles.exchange.resources.referrals import ReferralResource
from casefiles.exchange.resources.services import ServiceResource

_ALL = (ContactResource, ReferralResource, PersonResource, HousingResource, ServiceResource)
RESOURCES = {resource.code: resource for resource in _ALL}


def resources_for(user):
    """The targets that this person may import into."""
    return {code: resource for code, resource in RESOURCES.items() if user.has_role(*resource.roles)}
