"""The safe base. dev.py and test.py start from here and say what they loosen.

Every value that differs between machines is read from the environment; deploy/portal.env explains each one.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal.crypto.keys import parse_key, parse_keyring

env = environ.Env()

ROOT = Path(__file__).resolve().parents[3]
DATA_DIR = Path(env("PORTAL_DATA_DIR", default=str(ROOT / "var")))


def required(name):
    """The value of an environment variable without which the portal must not start."""
    value = env(name, default="")
    if not value or value.startswith("change-me"):
        raise ImproperlyConfigured(f"{name} is missing or still has its example value.")
    return value


# --- Secrets -----------------------------------------------------------------------------------------------
SECRET_KEY = required("PORTAL_SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("PORTAL_SECRET_KEY must have at least 50 characters.")
# Newest key first: it writes; all of them read. "2:base64,1:base64".
PORTAL_FIELD_KEYS = parse_keyring(required("PORTAL_FIELD_KEYS"))
PORTAL_INDEX_KEY = parse_key(required("PORTAL_INDEX_KEY"))
# Bound into every ciphertext: a value copied from another relais social's database does not open here.
PORTAL_TENANT = env("PORTAL_TENANT", default="rsull")

# --- Where we answer ---------------------------------------------------------------------------------------
DEBUG = False
ALLOWED_HOSTS = env.list("PORTAL_ALLOWED_HOSTS", default=[])
BASE_URL = env("PORTAL_BASE_URL", default="https://localhost")
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# How many proxies stand before us; 0 means that X-Forwarded-For is not believed.
PORTAL_PROXY_COUNT = env.int("PORTAL_PROXY_COUNT", default=1)
PORTAL_DEMO = False

INSTALLED_APPS = [
    "portal.crypto",
    "portal.audit",
    "portal.accounts",
    "portal.vault",
    "portal.sheets",
    "portal.shell",
    "content.directory",
    "content",
    "forms",
    "casefiles",
    "wagtail_modeladmin",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "portal.accounts.apps.StaffUsersConfig",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "rest_framework",
    "modelcluster",
    "taggit",
    "django_filters",
    "import_export",
    "django_otp",
    "axes",
    "csp",
    # wagtail-modeladmin draws with the templates of django.contrib.admin; no admin site is mounted.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.shell.compression.PublicCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.shell.middleware.SecurityHeadersMiddleware",
    "portal.shell.editor_policy.EditorPolicyMiddleware",
    "portal.audit.middleware.RequestContextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "portal.accounts.middleware.SessionLimitsMiddleware",
    "portal.accounts.middleware.GateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "portal.shell.wagtail_guard.WagtailGuardMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            # Nothing is singular in French: « 0 dossier ».
            "builtins": ["portal.shell.templatetags.french"],
        },
    },
]

# --- Data --------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("PORTAL_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at once and waits for it, instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c statement_timeout=30s -c lock_timeout=10s"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
VAULT_ROOT = DATA_DIR / "vault"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
PORTAL_MAX_BODY_BYTES = 25 * 1024 * 1024
# Nothing confidential is ever written in clear to the system's temporary folder: uploads stay in memory,
# and no body is larger than the limit above.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = PORTAL_MAX_BODY_BYTES
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A form of 300 questions in its editor: some thirty fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000

# Counters of the public form's rate limit must be shared between processes, hence the database.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"},
    # Else a visitor reading a page with images would take the database's writing lock for each of them.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# --- Language ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr-be"
LANGUAGES = [("fr-be", "Français"), ("fr", "Français")]
WAGTAIL_CONTENT_LANGUAGES = [("fr-be", "Français")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_USER_TIME_ZONES = ["Europe/Brussels"]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True

# --- People and sessions -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "portal.accounts.passwords.MaximumLengthValidator"},
    {"NAME": "portal.accounts.passwords.ContextWordsValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
WAGTAILADMIN_LOGIN_URL = "/connexion/"
WAGTAIL_FRONTEND_LOGIN_URL = "/connexion/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
# How long a code counts as just given: changing one's factor, someone's role, exporting.
FRESH_FACTOR_SECONDS = 10 * 60
INVITATION_SECONDS = 72 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.shell.errors.csrf_failure"

# Five tries in fifteen minutes for (account, address); the handler adds limits by the hour for each of both.
AXES_HANDLER = "portal.accounts.throttle.SignInHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "portal.shell.client.client_address"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_FORM_FIELD = "username"
# It keeps what a failed try carried. Where one was going may hold a name that was searched.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "next", "csrfmiddlewaretoken"]
AXES_USERNAME_CALLABLE = "portal.accounts.lockout.client_username"
AXES_LOCKOUT_CALLABLE = "portal.accounts.lockout.lockout_response"
# Trying again meanwhile does not make it longer: the hour that the page names is true.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False

OTP_TOTP_ISSUER = "Héberge Toit"

# --- Headers -----------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = env.bool("PORTAL_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "object-src": [NONE],
    }
}

# --- Wagtail -----------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Héberge Toit"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILEMBEDS_FINDERS = []
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.shell.search"}}
WAGTAILAPI_LIMIT_MAX = 50
WAGTAILAPI_BASE_URL = BASE_URL
TAGGIT_CASE_INSENSITIVE = True
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # The public API knows nobody. Its own default takes a password in a header: a place to try them, past
    # the sign-in page and without a second factor.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
}

# --- Mail and logs -----------------------------------------------------------------------------------------
vars().update(env.email_url("PORTAL_EMAIL_URL", default="dummymail://"))
DEFAULT_FROM_EMAIL = env("PORTAL_FROM_EMAIL", default="portail@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.shell.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "axes": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
