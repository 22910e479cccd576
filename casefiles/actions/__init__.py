"""The verbs of case work. Screens, the importer, the demo and the tests change records through them only."""

from casefiles.actions.agenda.cancel import CancelAppointment
from casefiles.actions.agenda.end import EndAppointment
from casefiles.actions.agenda.feed import CloseCalendarFeed, OpenCalendarFeed
from casefiles.actions.agenda.move import MoveAppointment
from casefiles.actions.agenda.remind import AddReminder, FinishReminder, PostponeReminder
from casefiles.actions.agenda.schedule import ScheduleAppointment
from casefiles.actions.assessment.discard import DiscardAssessment
from casefiles.actions.assessment.finish import AnswersRefused, FinishAssessment
from casefiles.actions.assessment.follow_version import FollowVersion
from casefiles.actions.assessment.save_draft import Conflict, SaveAssessmentDraft
from casefiles.actions.assessment.start import StartAssessment
from casefiles.actions.base import Refused
from casefiles.actions.contact.correct import CorrectContact
from casefiles.actions.contact.log import LogContact
from casefiles.actions.contact.template import DeleteContactTemplate, SaveContactTemplate
from casefiles.actions.contract.discard import DiscardContract
from casefiles.actions.contract.draft import DraftContract
from casefiles.actions.contract.keep_copy import KeepSignedCopy
from casefiles.actions.contract.sign import SignContract
from casefiles.actions.contract.unsign import TakeBackSignature
from casefiles.actions.document.add import AddDocument
from casefiles.actions.document.add_many import AddDocuments
from casefiles.actions.document.correct import CorrectDocument
from casefiles.actions.document.remove import RemoveDocument
from casefiles.actions.file.assign import Assign
from casefiles.actions.file.assign_many import AssignMany
from casefiles.actions.file.change_rhythm import ChangeRhythm
from casefiles.actions.file.close import CloseFile
from casefiles.actions.file.move_stage import MoveStage
from casefiles.actions.file.open import OpenFile, OpenReferral
from casefiles.actions.file.reopen import ReopenFile
from casefiles.actions.filter.keep import DeleteFilter, KeepFilter, RenameFilter
from casefiles.actions.handover.answer import AcceptHandover, CancelHandover, EndCover, RefuseHandover
from casefiles.actions.handover.propose import ProposeHandover
from casefiles.actions.housing.correct import CorrectHousing
from casefiles.actions.housing.note import NoteHousing
from casefiles.actions.housing.remove import RemoveHousing
from casefiles.actions.keeping.alert import CloseHomeAlert, CorrectHomeAlert, OpenHomeAlert, ReopenHomeAlert
from casefiles.actions.keeping.service import AnswerHomeService, CallHomeService
from casefiles.actions.keeping.visit import VisitHome
from casefiles.actions.lease.correct import CorrectLease, RemoveLease
from casefiles.actions.lease.end import SlideLease, StopLease, TakeBackLeaseEnd
from casefiles.actions.lease.meeting import NoteLeaseMeeting
from casefiles.actions.lease.review import HoldLeaseReview
from casefiles.actions.lease.start import StartLease
from casefiles.actions.lease.still_housed import AnswerLeaseCheck
from casefiles.actions.letter.discard import DiscardLetter
from casefiles.actions.letter.issue import IssueLetter
from casefiles.actions.letter.save import SaveLetter
from casefiles.actions.letter.start import StartLetter
from casefiles.actions.money.aid import AskAid, CorrectAid, RemoveAid
from casefiles.actions.money.aid_answer import AnswerAid, AppealAid, EndAidAppeal, TakeBackAidAnswer
from casefiles.actions.money.budget import SaveBudget
from casefiles.actions.money.debt import CorrectDebt, NoteDebt, RemoveDebt
from casefiles.actions.money.letter import CorrectDebtLetter, NoteDebtLetter, RemoveDebtLetter
from casefiles.actions.money.repayment import AgreePlan, PayInstalment, StopPlan, TakeBackPayment
from casefiles.actions.money.settlement import (
    CorrectSettlement,
    EndSettlement,
    FileSettlement,
    RemoveSettlement,
    StopPlansOfSettlement,
    TakeBackSettlementEnd,
)
from casefiles.actions.needs.correct import CorrectNeed
from casefiles.actions.needs.meet import MeetUnmetNeed
from casefiles.actions.needs.note import NoteUnmetNeed
from casefiles.actions.network.add import AddToNetwork
from casefiles.actions.network.answer import TellOutcome
from casefiles.actions.network.correct import CorrectNetwork, CorrectOutwardReferral
from casefiles.actions.network.end import EndInNetwork
from casefiles.actions.network.refer_out import ReferOut
from casefiles.actions.network.remove import RemoveFromNetwork, RemoveOutwardReferral
from casefiles.actions.outside.open import OpenOutside
from casefiles.actions.outside.send import SendOutside
from casefiles.actions.outside.withdraw import WithdrawOutside
from casefiles.actions.people.correct_person import CorrectPerson
from casefiles.actions.people.distinguish import ForgetDistinctPersons, RememberDistinctPersons
from casefiles.actions.people.merge import MergePersons
from casefiles.actions.people.set_household import (
    AddHouseholdMember,
    CorrectHouseholdMember,
    RemoveHouseholdMember,
    SetHousehold,
)
from casefiles.actions.people.undo_merge import UndoMerge
from casefiles.actions.plan.add_objective import AddObjective
from casefiles.actions.plan.add_planned_action import AddPlannedAction
from casefiles.actions.plan.correct_objective import CorrectObjective
from casefiles.actions.plan.correct_planned_action import CorrectPlannedAction
from casefiles.actions.plan.postpone import PostponeAction
from casefiles.actions.plan.set_action_state import SetActionState
from casefiles.actions.plan.settle_objective import SettleObjective
from casefiles.actions.programme.change import ChangeProgramme
from casefiles.actions.programme.create import CreateProgramme
from casefiles.actions.programme.criterion import RemoveCriterion, SaveCriterion
from casefiles.actions.referral.admit import AdmitReferral
from casefiles.actions.referral.ask_for_more import AskForMore
from casefiles.actions.referral.edit import EditReferral
from casefiles.actions.referral.inform_sender import InformSender
from casefiles.actions.referral.plan_meeting import PlanMeeting
from casefiles.actions.referral.put_on_waiting_list import PutOnWaitingList
from casefiles.actions.referral.receive import ReceiveReferral
from casefiles.actions.referral.refuse import RefuseReferral
from casefiles.actions.referral.set_feedback import SetFeedback
from casefiles.actions.referral.take_off_waiting_list import TakeOffWaitingList
from casefiles.actions.sharing.agree import AgreeSharing
from casefiles.actions.sharing.tie_partner import TiePartner
from casefiles.actions.sharing.withdraw import WithdrawSharing
from casefiles.actions.waiting.answer_offer import AnswerOffer
from casefiles.actions.waiting.move import MoveInWaitingList
from casefiles.actions.waiting.offer_place import OfferPlace

__all__ = [
    "AcceptHandover",
    "AddDocument",
    "AddDocuments",
    "AddHouseholdMember",
    "AddObjective",
    "AddPlannedAction",
    "AddReminder",
    "AddToNetwork",
    "AdmitReferral",
    "AgreePlan",
    "AgreeSharing",
    "AnswerAid",
    "AnswerHomeService",
    "AnswerLeaseCheck",
    "AnswerOffer",
    "AnswersRefused",
    "AppealAid",
    "AskAid",
    "AskForMore",
    "Assign",
    "AssignMany",
    "CallHomeService",
    "CancelAppointment",
    "CancelHandover",
    "ChangeProgramme",
    "ChangeRhythm",
    "CloseCalendarFeed",
    "CloseFile",
    "CloseHomeAlert",
    "Conflict",
    "CorrectAid",
    "CorrectContact",
    "CorrectDebt",
    "CorrectDebtLetter",
    "CorrectDocument",
    "CorrectHomeAlert",
    "CorrectHouseholdMember",
    "CorrectHousing",
    "CorrectLease",
    "CorrectNeed",
    "CorrectNetwork",
    "CorrectObjective",
    "CorrectOutwardReferral",
    "CorrectPerson",
    "CorrectPlannedAction",
    "CorrectSettlement",
    "CreateProgramme",
    "DeleteContactTemplate",
    "DeleteFilter",
    "DiscardAssessment",
    "DiscardContract",
    "DiscardLetter",
    "DraftContract",
    "EditReferral",
    "EndAidAppeal",
    "EndAppointment",
    "EndCover",
    "EndInNetwork",
    "EndSettlement",
    "FileSettlement",
    "FinishAssessment",
    "FinishReminder",
    "FollowVersion",
    "ForgetDistinctPersons",
    "HoldLeaseReview",
    "InformSender",
    "IssueLetter",
    "KeepFilter",
    "KeepSignedCopy",
    "LogContact",
    "MeetUnmetNeed",
    "MergePersons",
    "MoveAppointment",
    "MoveInWaitingList",
    "MoveStage",
    "NoteDebt",
    "NoteDebtLetter",
    "NoteHousing",
    "NoteLeaseMeeting",
    "NoteUnmetNeed",
    "OfferPlace",
    "OpenCalendarFeed",
    "OpenFile",
    "OpenHomeAlert",
    "OpenOutside",
    "OpenReferral",
    "PayInstalment",
    "PlanMeeting",
    "PostponeAction",
    "PostponeReminder",
    "ProposeHandover",
    "PutOnWaitingList",
    "ReceiveReferral",
    "ReferOut",
    "RefuseHandover",
    "RefuseReferral",
    "Refused",
    "RememberDistinctPersons",
    "RemoveAid",
    "RemoveCriterion",
    "RemoveDebt",
    "RemoveDebtLetter",
    "RemoveDocument",
    "RemoveFromNetwork",
    "RemoveHouseholdMember",
    "RemoveHousing",
    "RemoveLease",
    "RemoveOutwardReferral",
    "RemoveSettlement",
    "RenameFilter",
    "ReopenFile",
    "ReopenHomeAlert",
    "SaveAssessmentDraft",
    "SaveBudget",
    "SaveContactTemplate",
    "SaveCriterion",
    "SaveLetter",
    "ScheduleAppointment",
    "SendOutside",
    "SetActionState",
    "SetFeedback",
    "SetHousehold",
    "SettleObjective",
    "SignContract",
    "SlideLease",
    "StartAssessment",
    "StartLease",
    "StartLetter",
    "StopLease",
    "StopPlan",
    "StopPlansOfSettlement",
    "TakeBackAidAnswer",
    "TakeBackLeaseEnd",
    "TakeBackPayment",
    "TakeBackSettlementEnd",
    "TakeBackSignature",
    "TakeOffWaitingList",
    "TellOutcome",
    "TiePartner",
    "UndoMerge",
    "VisitHome",
    "WithdrawOutside",
    "WithdrawSharing",
]
