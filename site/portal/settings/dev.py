"""One’s own machine: what `make serve` runs. Loosened: plain http, keys made on the spot, demo people."""

import os
from pathlib import Path

from portal.crypto.keys import local_environment

_data_dir = Path(os.environ.get("PORTAL_DATA_DIR", Path(__file__).resolve().parents[3] / "var"))
# Made once and kept beside the data, so that a second run can still read the first run's files.
for _name, _value in local_environment(_data_dir).items():
    os.environ.setdefault(_name, _value)

from portal.settings.production import *  # noqa: E402, F403

PORTAL_DEMO = True
PORTAL_PROXY_COUNT = 0
ALLOWED_HOSTS = ["*"]
_port = os.environ.get("PORT", "8000")
BASE_URL = os.environ.get("PORTAL_BASE_URL", f"http://127.0.0.1:{_port}")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILAPI_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]

SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = None
SECURE_HSTS_SECONDS = 0
# The __Host- prefix is refused by browsers over plain http.
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(_data_dir / "mail")
