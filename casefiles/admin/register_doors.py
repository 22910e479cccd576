"""Who may edit the lists and the programmes: used by casefiles/addresses.py."""

from portal.accounts.roles import Role

_LISTS = (
    "lifeaxis",
    "contactkind",
    "contactmedium",
    "refusalreason",
    "exitreason",
    "housingoutcome",
    "documentkind",
    "followuprhythm",
    "unmetneedkind",
)
_ALL = ("view", "add", "change", "delete")

_LIST_PERMISSIONS = {f"casefiles.{verb}_{model}" for model in _LISTS for verb in _ALL} | {
    f"directory.{verb}_partnercategory" for verb in _ALL
}
_PROGRAMME_PERMISSIONS = {
    "casefiles.view_programme",
    "casefiles.add_programme",
    "casefiles.change_programme",
    "casefiles.view_stage",
    "casefiles.change_stage",
    "casefiles.view_eligibilitycriterion",
    "casefiles.change_eligibilitycriterion",
}

# modeladmin names its addresses after their path: listes/axes-de-vie -> listes_axes-de-vie_modeladmin_index.
REGISTER_DOORS = {
    "listes_*_modeladmin_*": {Role.COORDINATION, Role.DATA_OFFICER},
    "dispositifs_*_modeladmin_*": {Role.COORDINATION},
}
REGISTER_PERMISSIONS = {
    Role.COORDINATION: _LIST_PERMISSIONS | _PROGRAMME_PERMISSIONS,
    Role.DATA_OFFICER: _LIST_PERMISSIONS,
}
