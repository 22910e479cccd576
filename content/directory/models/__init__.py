"""The directory of partner services, read by the public site and by case work."""

from content.directory.models.checking import CheckLink, ServiceProposal
from content.directory.models.registers import Mission, Municipality, PartnerCategory
from content.directory.models.service import Service

__all__ = ["CheckLink", "Mission", "Municipality", "PartnerCategory", "Service", "ServiceProposal"]
