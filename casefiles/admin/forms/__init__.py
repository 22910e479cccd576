"""Every act one may post to a file, by its slot, and the noun that its item is."""

from casefiles.admin.forms.agenda import FileAppointmentForm, FileReminderForm
from casefiles.admin.forms.assessment import StartAssessmentForm
from casefiles.admin.forms.contact import ContactForm, CorrectionForm
from casefiles.admin.forms.contract import DraftContractForm
from casefiles.admin.forms.document import DocumentForm
from casefiles.admin.forms.file import ObjectiveForm
from casefiles.admin.forms.housing import HOUSING_ITEMS, HousingForm
from casefiles.admin.forms.life import AssignForm, CloseForm, ReopenForm, RhythmForm, StageForm
from casefiles.admin.forms.need import MeetNeedForm, NeedEditForm, NeedForm
from casefiles.admin.forms.network import NetworkForm, OutwardForm
from casefiles.admin.forms.person import (
    HouseholdForm,
    MemberEditForm,
    MemberForm,
    PersonForm,
    RemoveMemberForm,
)
from casefiles.admin.forms.plan import ActionStateForm, PlannedActionForm, PostponeForm, SettleForm
from casefiles.models import Contact, HouseholdMember, Objective, PlannedAction, UnmetNeed

_FORMS = (
    ContactForm,
    FileAppointmentForm,
    FileReminderForm,
    StartAssessmentForm,
    StageForm,
    RhythmForm,
    CloseForm,
    ReopenForm,
    AssignForm,
    PersonForm,
    HouseholdForm,
    MemberForm,
    ObjectiveForm,
    PlannedActionForm,
    DraftContractForm,
    HousingForm,
    NetworkForm,
    OutwardForm,
    NeedForm,
    DocumentForm,
)
_ITEM_FORMS = {
    CorrectionForm: (Contact, "case_file"),
    MemberEditForm: (HouseholdMember, "household__person__case_files"),
    RemoveMemberForm: (HouseholdMember, "household__person__case_files"),
    ActionStateForm: (PlannedAction, "objective__case_file"),
    PostponeForm: (PlannedAction, "objective__case_file"),
    SettleForm: (Objective, "case_file"),
    NeedEditForm: (UnmetNeed, "case_file"),
    MeetNeedForm: (UnmetNeed, "case_file"),
    **HOUSING_ITEMS,
}

FILE_ACTS = {form.slot: form for form in _FORMS}
# {slot: (form, model of the item, way from the item to its file)}
ITEM_ACTS = {form.slot: (form, model, path) for form, (model, path) in _ITEM_FORMS.items()}
