from portal.accounts.roles import Role

PUBLIC = set()
ROLES = {"audit:*": {Role.DATA_PROTECTION}}
