"""The nouns of case work. Screens reach them through casefiles.access only."""

from casefiles.models.assessment import Assessment
from casefiles.models.assignment import Assignment
from casefiles.models.case_file import CaseFile, StageMove
from casefiles.models.common import DatePrecision, Gender, YesNo
from casefiles.models.contact import Contact, ContactCorrection
from casefiles.models.document import CaseDocument
from casefiles.models.import_batch import ImportBatch, ImportRow
from casefiles.models.person import Household, HouseholdMember, Person
from casefiles.models.plan import Objective, PlannedAction
from casefiles.models.programme import (
    EligibilityCriterion,
    Programme,
    ReferenceCounter,
    Stage,
    TerritoryPlace,
)
from casefiles.models.referral import Referral, ReferralEvent, WaitingEntry
from casefiles.models.registers import (
    ContactKind,
    ContactMedium,
    DocumentKind,
    ExitReason,
    HousingOutcome,
    LifeAxis,
    RefusalReason,
)

__all__ = [
    "Assessment",
    "Assignment",
    "CaseDocument",
    "CaseFile",
    "Contact",
    "ContactCorrection",
    "ContactKind",
    "ContactMedium",
    "DatePrecision",
    "DocumentKind",
    "EligibilityCriterion",
    "ExitReason",
    "Gender",
    "Household",
    "HouseholdMember",
    "HousingOutcome",
    "ImportBatch",
    "ImportRow",
    "LifeAxis",
    "Objective",
    "Person",
    "PlannedAction",
    "Programme",
    "ReferenceCounter",
    "Referral",
    "ReferralEvent",
    "RefusalReason",
    "Stage",
    "StageMove",
    "TerritoryPlace",
    "WaitingEntry",
    "YesNo",
]
