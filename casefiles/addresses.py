"""Doors of case work: case managers and coordination. Which rows each one sees stands in access.py."""

from casefiles.admin.register_doors import REGISTER_DOORS, REGISTER_PERMISSIONS
from casefiles.exchange.addresses import ROLES as EXCHANGE_ROLES
from portal.accounts.roles import CASE_WORK, Role

ROLES = {
    "casefiles:referral_list": CASE_WORK,
    "casefiles:referral_list_results": CASE_WORK,
    "casefiles:referral": CASE_WORK,
    "casefiles:referral_act": CASE_WORK,
    "casefiles:printed_answers": CASE_WORK,
    "casefiles:original": CASE_WORK,
    "casefiles:joined_file": CASE_WORK,
    "casefiles:waiting_list": CASE_WORK,
    "casefiles:waiting_list_results": CASE_WORK,
    "casefiles:search": CASE_WORK,
    "casefiles:file_list": CASE_WORK,
    "casefiles:file_list_results": CASE_WORK,
    "casefiles:file": CASE_WORK,
    "casefiles:file_print": CASE_WORK,
    "casefiles:timeline": CASE_WORK,
    "casefiles:timeline_print": CASE_WORK,
    "casefiles:document": CASE_WORK,
    "casefiles:assessment": CASE_WORK,
    "casefiles:assessments": CASE_WORK,
    "casefiles:contract": CASE_WORK,
    "casefiles:contract_act": CASE_WORK,
    "casefiles:contract_pdf": CASE_WORK,
    "casefiles:file_act": CASE_WORK,
    "casefiles:file_item_act": CASE_WORK,
    "casefiles:programme": {Role.COORDINATION},
    "casefiles:programme_*": {Role.COORDINATION},
    "casefiles:programmes": {Role.COORDINATION},
    **REGISTER_DOORS,
    **EXCHANGE_ROLES,
}
PERMISSIONS = REGISTER_PERMISSIONS
