"""Doors of case work: case managers and coordination. Which rows each one sees stands in access.py."""

from casefiles.admin.register_doors import REGISTER_DOORS, REGISTER_PERMISSIONS
from casefiles.exchange.addresses import ROLES as EXCHANGE_ROLES
from portal.accounts.roles import CASE_WORK, Role

# The calendar feed: its long secret is the key, and it tells nothing of anyone.
PUBLIC = {"calendars:feed"}
# Who gathers figures for the authorities: counts, never a name.
GATHERING = {Role.COORDINATION, Role.DATA_OFFICER}
ROLES = {
    "casefiles:referral_list": CASE_WORK,
    "casefiles:referral_list_results": CASE_WORK,
    "casefiles:referral": CASE_WORK,
    "casefiles:referral_act": CASE_WORK,
    "casefiles:printed_answers": CASE_WORK,
    "casefiles:original": CASE_WORK,
    "casefiles:joined_file": CASE_WORK,
    "casefiles:duplicates": {Role.COORDINATION},
    "casefiles:compare_persons": {Role.COORDINATION},
    "casefiles:undo_merge": {Role.COORDINATION},
    "casefiles:waiting_list": CASE_WORK,
    "casefiles:waiting_list_results": CASE_WORK,
    "casefiles:search": CASE_WORK,
    "casefiles:saved_filters": CASE_WORK,
    "casefiles:saved_filter_act": CASE_WORK,
    "casefiles:team": {Role.COORDINATION},
    "casefiles:late": {Role.COORDINATION},
    "casefiles:reassign": {Role.COORDINATION},
    "casefiles:file_list": CASE_WORK,
    "casefiles:file_list_results": CASE_WORK,
    "casefiles:file": CASE_WORK,
    "casefiles:file_print": CASE_WORK,
    "casefiles:timeline": CASE_WORK,
    "casefiles:timeline_print": CASE_WORK,
    "casefiles:document": CASE_WORK,
    "casefiles:assessment": CASE_WORK,
    "casefiles:assessments": CASE_WORK,
    "casefiles:assessment_discard": CASE_WORK,
    "casefiles:plan": CASE_WORK,
    "casefiles:plan_item": CASE_WORK,
    "casefiles:evaluation": CASE_WORK,
    "casefiles:contract": CASE_WORK,
    "casefiles:contract_act": CASE_WORK,
    "casefiles:contract_pdf": CASE_WORK,
    "casefiles:agenda": CASE_WORK,
    "casefiles:agenda_day": CASE_WORK,
    "casefiles:agenda_team": {Role.COORDINATION},
    "casefiles:calendar": CASE_WORK,
    "casefiles:contact_templates": CASE_WORK,
    "casefiles:contact_template_act": CASE_WORK,
    "casefiles:appointment": CASE_WORK,
    "casefiles:appointment_act": CASE_WORK,
    "casefiles:appointment_ics": CASE_WORK,
    "casefiles:appointment_new": CASE_WORK,
    "casefiles:reminder_act": CASE_WORK,
    "casefiles:reminder_new": CASE_WORK,
    "casefiles:contact_new": CASE_WORK,
    "casefiles:file_act": CASE_WORK,
    "casefiles:file_item_act": CASE_WORK,
    "casefiles:programme": {Role.COORDINATION},
    "casefiles:programme_*": {Role.COORDINATION},
    "casefiles:programmes": {Role.COORDINATION},
    "casefiles:needs": GATHERING,
    "casefiles:needs_print": GATHERING,
    **REGISTER_DOORS,
    **EXCHANGE_ROLES,
}
PERMISSIONS = REGISTER_PERMISSIONS
