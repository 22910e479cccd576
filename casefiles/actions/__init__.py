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
from casefiles.actions.file.assign import Assign
from casefiles.actions.file.assign_many import AssignMany
from casefiles.actions.file.change_rhythm import ChangeRhythm
from casefiles.actions.file.close import CloseFile
from casefiles.actions.file.move_stage import MoveStage
from casefiles.actions.file.open import OpenFile, OpenReferral
from casefiles.actions.file.reopen import ReopenFile
from casefiles.actions.filter.keep import DeleteFilter, KeepFilter, RenameFilter
from casefiles.actions.housing.correct import CorrectHousing
from casefiles.actions.housing.note import NoteHousing
from casefiles.actions.housing.remove import RemoveHousing
from casefiles.actions.money.debt import CorrectDebt, NoteDebt, RemoveDebt
from casefiles.actions.money.letter import NoteDebtLetter
from casefiles.actions.money.repayment import AgreePlan, PayInstalment, StopPlan, TakeBackPayment
from casefiles.actions.needs.correct import CorrectNeed
from casefiles.actions.needs.meet import MeetUnmetNeed
from casefiles.actions.needs.note import NoteUnmetNeed
from casefiles.actions.people.correct_person import CorrectPerson
from casefiles.actions.people.distinguish import ForgetDistinctPersons, RememberDistinctPersons
from casefiles.actions.people.merge import MergePersons
from casefiles.actions.people.set_household import AddHouseholdMember, RemoveHouseholdMember, SetHousehold
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
from casefiles.actions.waiting.answer_offer import AnswerOffer
from casefiles.actions.waiting.move import MoveInWaitingList
from casefiles.actions.waiting.offer_place import OfferPlace

__all__ = [
    "AddDocument",
    "AddHouseholdMember",
    "AddObjective",
    "AddPlannedAction",
    "AddReminder",
    "AdmitReferral",
    "AgreePlan",
    "AnswerOffer",
    "AnswersRefused",
    "AskForMore",
    "Assign",
    "AssignMany",
    "CancelAppointment",
    "ChangeProgramme",
    "ChangeRhythm",
    "CloseCalendarFeed",
    "CloseFile",
    "Conflict",
    "CorrectContact",
    "CorrectDebt",
    "CorrectHousing",
    "CorrectNeed",
    "CorrectObjective",
    "CorrectPerson",
    "CorrectPlannedAction",
    "CreateProgramme",
    "DeleteContactTemplate",
    "DeleteFilter",
    "DiscardAssessment",
    "DiscardContract",
    "DraftContract",
    "EditReferral",
    "EndAppointment",
    "FinishAssessment",
    "FinishReminder",
    "FollowVersion",
    "ForgetDistinctPersons",
    "InformSender",
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
    "NoteUnmetNeed",
    "OfferPlace",
    "OpenCalendarFeed",
    "OpenFile",
    "OpenReferral",
    "PayInstalment",
    "PlanMeeting",
    "PostponeAction",
    "PostponeReminder",
    "PutOnWaitingList",
    "ReceiveReferral",
    "RefuseReferral",
    "Refused",
    "RememberDistinctPersons",
    "RemoveCriterion",
    "RemoveDebt",
    "RemoveHouseholdMember",
    "RemoveHousing",
    "RenameFilter",
    "ReopenFile",
    "SaveAssessmentDraft",
    "SaveContactTemplate",
    "SaveCriterion",
    "ScheduleAppointment",
    "SetActionState",
    "SetFeedback",
    "SetHousehold",
    "SettleObjective",
    "SignContract",
    "StartAssessment",
    "StopPlan",
    "TakeBackPayment",
    "TakeBackSignature",
    "TakeOffWaitingList",
    "UndoMerge",
]
