"""The verbs of case work. Screens, the importer, the demo and the tests change records through them only."""

from casefiles.actions.add_document import AddDocument
from casefiles.actions.add_objective import AddObjective
from casefiles.actions.add_planned_action import AddPlannedAction
from casefiles.actions.admit_referral import AdmitReferral
from casefiles.actions.ask_for_more import AskForMore
from casefiles.actions.assign import Assign
from casefiles.actions.base import Refused
from casefiles.actions.close_file import CloseFile
from casefiles.actions.correct_contact import CorrectContact
from casefiles.actions.correct_person import CorrectPerson
from casefiles.actions.finish_assessment import AnswersRefused, FinishAssessment
from casefiles.actions.follow_version import FollowVersion
from casefiles.actions.log_contact import LogContact
from casefiles.actions.move_stage import MoveStage
from casefiles.actions.open_file import OpenFile, OpenReferral
from casefiles.actions.put_on_waiting_list import PutOnWaitingList
from casefiles.actions.receive_referral import ReceiveReferral
from casefiles.actions.refuse_referral import RefuseReferral
from casefiles.actions.reopen_file import ReopenFile
from casefiles.actions.save_assessment_draft import Conflict, SaveAssessmentDraft
from casefiles.actions.set_action_state import SetActionState
from casefiles.actions.set_household import AddHouseholdMember, RemoveHouseholdMember, SetHousehold
from casefiles.actions.settle_objective import SettleObjective
from casefiles.actions.start_assessment import StartAssessment
from casefiles.actions.take_off_waiting_list import TakeOffWaitingList

__all__ = [
    "AddDocument",
    "AddHouseholdMember",
    "AddObjective",
    "AddPlannedAction",
    "AdmitReferral",
    "AnswersRefused",
    "AskForMore",
    "Assign",
    "CloseFile",
    "Conflict",
    "CorrectContact",
    "CorrectPerson",
    "FinishAssessment",
    "FollowVersion",
    "LogContact",
    "MoveStage",
    "OpenFile",
    "OpenReferral",
    "PutOnWaitingList",
    "ReceiveReferral",
    "RefuseReferral",
    "Refused",
    "RemoveHouseholdMember",
    "ReopenFile",
    "SaveAssessmentDraft",
    "SetActionState",
    "SetHousehold",
    "SettleObjective",
    "StartAssessment",
    "TakeOffWaitingList",
]
