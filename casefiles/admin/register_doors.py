"""Who may edit the lists: used by casefiles/addresses.py."""

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

# modeladmin names its addresses after their path: listes/axes-de-vie -> listes_axes-de-vie_modeladmin_index.
REGISTER_DOORS = {
    "listes_*_modeladmin_*": {Role.COORDINATION, Role.DATA_OFFICER},
}
REGISTER_PERMISSIONS = {
    Role.COORDINATION: _LIST_PERMISSIONS,
    Role.DATA_OFFICER: _LIST_PERMISSIONS,
}
