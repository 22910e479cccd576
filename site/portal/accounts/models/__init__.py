from portal.accounts.models.code_attempt import CodeAttempt
from portal.accounts.models.devices import RecoveryCode, TotpDevice
from portal.accounts.models.invitation import Invitation
from portal.accounts.models.role_request import RoleRequest
from portal.accounts.models.sign_in_failure import SignInFailure
from portal.accounts.models.staff_session import StaffSession
from portal.accounts.models.user import User

__all__ = [
    "CodeAttempt",
    "Invitation",
    "RecoveryCode",
    "RoleRequest",
    "SignInFailure",
    "StaffSession",
    "TotpDevice",
    "User",
]
