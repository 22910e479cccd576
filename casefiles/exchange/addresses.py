"""Doors of the exchange room. Which target each role may fill stands with each resource and each export."""

from portal.accounts.roles import Role

_EXCHANGERS = {Role.CASE_MANAGER, Role.COORDINATION, Role.DATA_OFFICER}

ROLES = {
    "exchange:imports": _EXCHANGERS,
    "exchange:import_new": _EXCHANGERS,
    "exchange:import": _EXCHANGERS,
    "exchange:import_columns": _EXCHANGERS,
    "exchange:import_row": _EXCHANGERS,
    "exchange:import_words": _EXCHANGERS,
    "exchange:import_progress": _EXCHANGERS,
    "exchange:import_confirm": _EXCHANGERS,
    "exchange:import_discard": _EXCHANGERS,
    "exchange:import_undo": _EXCHANGERS,
    "exchange:import_errors": _EXCHANGERS,
    "exchange:template": _EXCHANGERS,
    "exchange:export": _EXCHANGERS,
    "exchange:export_requests": _EXCHANGERS,
    "exchange:exports": _EXCHANGERS,
    "exchange:export_file": _EXCHANGERS,
    "exchange:export_forget": _EXCHANGERS,
    "exchange:export_columns_forget": _EXCHANGERS,
    "exchange:region": {Role.COORDINATION, Role.DATA_OFFICER},
    "exchange:region_print": {Role.COORDINATION, Role.DATA_OFFICER},
    "exchange:region_file": {Role.COORDINATION, Role.DATA_OFFICER},
    "exchange:export_answers": _EXCHANGERS,
    "exchange:export_contacts": _EXCHANGERS,
    "exchange:export_housing": _EXCHANGERS,
    "exchange:export_services": _EXCHANGERS,
}
