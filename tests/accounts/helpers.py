"""Going through the real doors: password, then the code of the moment."""

from tests.factories.accounts import PASSWORD
from tests.support.sign_in import device_of

SIGN_IN, CODE, SECURITY = "/connexion/", "/connexion/code/", "/compte/securite/"
STAFF_PAGE = "/gestion/account/"


def give_password(client, user, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": user.email, "password": password}, **extra)


def give_code(client, code, **extra):
    return client.post(CODE, {"code": code}, **extra)


def walk_in(client, user):
    """Sign in by the screens, with a fresh device."""
    device = device_of(user)
    give_password(client, user)
    return give_code(client, device.current_code())
