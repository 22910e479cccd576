"""The nouns of case work. Screens reach them through casefiles.access only."""

from casefiles.models.agenda import Appointment, CalendarFeed, Reminder
from casefiles.models.aid import AidKind, AidRequest
from casefiles.models.assessment import Assessment
from casefiles.models.assignment import Assignment
from casefiles.models.budget import BudgetCategory, BudgetLine, BudgetMonth
from casefiles.models.case_file import CaseFile, StageMove
from casefiles.models.common import DatePrecision, Gender, YesNo
from casefiles.models.contact import Contact, ContactCorrection, ContactTemplate
from casefiles.models.contract import ContractSignature, EngagementContract
from casefiles.models.distinct_persons import DistinctPersons
from casefiles.models.document import CaseDocument
from casefiles.models.export import ExportColumns, PreparedExport
from casefiles.models.follow_up import Closure, RhythmChange
from casefiles.models.handover import Handover, HandoverNote
from casefiles.models.housing import HousingPeriod, HousingSituation
from casefiles.models.import_batch import ColumnMatching, ImportBatch, ImportChunk
from casefiles.models.keeping import Finding, HomeAlert, HomeService, HomeTopic, HomeVisit
from casefiles.models.lease import LeaseCheck, LeaseMeeting, LeaseReview, SlidingLease
from casefiles.models.letter import Letter, LetterTemplate
from casefiles.models.money import Debt, DebtKind, DebtLetter, Instalment, Procedure, RepaymentPlan
from casefiles.models.network import Involvement, NetworkRole, OutwardReferral
from casefiles.models.outside import OutsideHandover
from casefiles.models.person import Household, HouseholdMember, HousingBefore, Income, Person
from casefiles.models.person_merge import PersonMerge
from casefiles.models.plan import Objective, PlannedAction
from casefiles.models.programme import (
    EligibilityCriterion,
    Programme,
    ReferenceCounter,
    ReportCode,
    Stage,
    TerritoryPlace,
)
from casefiles.models.referral import Referral, ReferralEvent
from casefiles.models.registers import (
    ContactKind,
    ContactMedium,
    DocumentKind,
    ExitReason,
    FollowUpRhythm,
    HousingOutcome,
    LifeAxis,
    RefusalReason,
    UnmetNeedKind,
)
from casefiles.models.saved_filter import SavedFilter
from casefiles.models.settlement import DebtSettlement
from casefiles.models.sharing import PartnerAccount, SharedPart, SharedSection, SharingAgreement
from casefiles.models.unmet_need import UnmetNeed
from casefiles.models.waiting import PlaceOffer, WaitingEntry, WaitingMove

__all__ = [
    "AidKind",
    "AidRequest",
    "Appointment",
    "Assessment",
    "Assignment",
    "BudgetCategory",
    "BudgetLine",
    "BudgetMonth",
    "CalendarFeed",
    "CaseDocument",
    "CaseFile",
    "Closure",
    "ColumnMatching",
    "Contact",
    "ContactCorrection",
    "ContactKind",
    "ContactMedium",
    "ContactTemplate",
    "ContractSignature",
    "DatePrecision",
    "Debt",
    "DebtKind",
    "DebtLetter",
    "DebtSettlement",
    "DistinctPersons",
    "DocumentKind",
    "EligibilityCriterion",
    "EngagementContract",
    "ExitReason",
    "ExportColumns",
    "Finding",
    "FollowUpRhythm",
    "Gender",
    "Handover",
    "HandoverNote",
    "HomeAlert",
    "HomeService",
    "HomeTopic",
    "HomeVisit",
    "Household",
    "HouseholdMember",
    "HousingBefore",
    "HousingOutcome",
    "HousingPeriod",
    "HousingSituation",
    "ImportBatch",
    "ImportChunk",
    "Income",
    "Instalment",
    "Involvement",
    "LeaseCheck",
    "LeaseMeeting",
    "LeaseReview",
    "Letter",
    "LetterTemplate",
    "LifeAxis",
    "NetworkRole",
    "Objective",
    "OutsideHandover",
    "OutwardReferral",
    "PartnerAccount",
    "Person",
    "PersonMerge",
    "PlaceOffer",
    "PlannedAction",
    "PreparedExport",
    "Procedure",
    "Programme",
    "ReferenceCounter",
    "Referral",
    "ReferralEvent",
    "RefusalReason",
    "Reminder",
    "RepaymentPlan",
    "ReportCode",
    "RhythmChange",
    "SavedFilter",
    "SharedPart",
    "SharedSection",
    "SharingAgreement",
    "SlidingLease",
    "Stage",
    "StageMove",
    "TerritoryPlace",
    "UnmetNeed",
    "UnmetNeedKind",
    "WaitingEntry",
    "WaitingMove",
    "YesNo",
]
