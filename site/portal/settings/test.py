"""The test suite. Loosened: keys are constants, files go to a temporary folder, password hashing is quick."""

import os
import tempfile

_data_dir = tempfile.mkdtemp(prefix="portal-tests-")
os.environ["PORTAL_DATA_DIR"] = _data_dir
os.environ["PORTAL_SECRET_KEY"] = "tests-only-" + "s" * 60
os.environ["PORTAL_FIELD_KEYS"] = "2:" + "B" * 43 + "=,1:" + "A" * 43 + "="
os.environ["PORTAL_INDEX_KEY"] = "C" * 43 + "="
os.environ["PORTAL_BASE_URL"] = "http://testserver"
os.environ.setdefault("PORTAL_DATABASE_URL", f"sqlite:///{_data_dir}/test.sqlite3")

from portal.settings.production import *  # noqa: E402, F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: threads of the race tests need a database that they can share.
    DATABASES["default"]["TEST"] = {"NAME": f"{_data_dir}/test-run.sqlite3"}  # noqa: F405
    # Losing a test database to a power cut is no loss.
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )

PORTAL_PROXY_COUNT = 0
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = None
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
