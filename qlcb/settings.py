"""Settings of QLCB. Every value that differs between deployments is read from the environment, here and nowhere else.

A file `.env` beside manage.py (script/setup makes one, for trying out and developing) gives values to what the
environment leaves unset.
"""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from qlcb import env

BASE_DIR = Path(__file__).resolve().parent.parent
environment = env.Environment(os.environ, env.read_file(BASE_DIR / ".env"))

DEBUG = environment.bool("QLCB_DEBUG", default=False)
DEMO = environment.bool("QLCB_DEMO", default=False)
REGULATION = environment.choice("QLCB_REGULATION", ["customs", "haugiang", "haiphong", "tayninh"], default="customs")
DATA_DIR = Path(environment.str("QLCB_DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()
FILES_DIR = DATA_DIR / "files"
TRUSTED_PROXIES = environment.int("QLCB_TRUSTED_PROXIES", default=0, minimum=0, maximum=5)

SECRET_KEY = env.kept_secret(DATA_DIR / "secret-key") if DEBUG else environment.secret("QLCB_SECRET_KEY")
# What lies sealed in the database; the first key seals, the others open what `manage.py rotate_keys` has not reached.
DATA_KEYS = environment.secrets("QLCB_DATA_KEYS", default=[] if DEBUG else env.REQUIRED)
if DEBUG and not DATA_KEYS:
    DATA_KEYS = [env.kept_secret(DATA_DIR / "data-key")]
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = environment.list("QLCB_ALLOWED_HOSTS", default=LOCAL_HOSTS if DEBUG else env.REQUIRED)
CSRF_TRUSTED_ORIGINS = environment.list("QLCB_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "guardian",
    "simple_history",
    "django_htmx",
    "csp",
    "axes",
    "procrastinate.contrib.django",
    "qlcb",
    "orgunits",
    "accounts",
    "personnel",
    "reports",
]

MIDDLEWARE = [
    "qlcb.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLifeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.refusals.RefusalMiddleware",
    "accounts.middleware.RowScopeMiddleware",
    "personnel.middleware.WaitingMiddleware",
    "personnel.middleware.DossierPlansMiddleware",
]

ROOT_URLCONF = "qlcb.urls"
WSGI_APPLICATION = "qlcb.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.shell",
            ],
        },
    },
]

FORM_RENDERER = "qlcb.form_renderer.FormRenderer"

# Database: PostgreSQL at DATABASE_URL, or else the embedded server, which belongs to trying out and developing.
database_url = environment.url("DATABASE_URL", default=None, schemes=["postgresql", "postgres"])
if database_url:
    DATABASES = {"default": env.database(database_url)}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": environment.int("QLCB_DATABASE_POOL", default=10, minimum=1, maximum=100),
        "timeout": 10,
    }
elif DEBUG:
    # Imported here because it stands on packages that a deployment does not install.
    from qlcb import embedded

    DATABASES = {"default": embedded.settings(DATA_DIR)}
    DATABASES["default"].update(CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True)
else:
    DATABASES = {}
    environment.refuse(
        "DATABASE_URL is not set: postgresql://user:password@host/name is expected. The embedded database is only for "
        "trying out and developing (QLCB_DEBUG=1)."
    )
if DATABASES:
    DATABASES["default"]["TEST"] = {"NAME": environment.str("QLCB_TEST_DB", default="test_qlcb")}
# What `manage.py web_role` gives the role as which the web process signs in to the database (qlcb/row_security.py).
WEB_DATABASE_PASSWORD = environment.str("QLCB_WEB_DATABASE_PASSWORD", default="")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in. Guardian's rows are read by accounts/access.py alone, so its backend and its methods on users stay off.
AUTH_USER_MODEL = "accounts.Account"
QLCB_NAMED_RIGHTS_ON = "personnel.Dossier"  # rights are held on units, and on single rows of this model by name
QLCB_PERSONAL_ACCOUNTS = "personnel.PersonalAccount"  # which row of it a personal account is for
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.sign_in.AccountBackend"]
# A name is locked out after wrong passwords, wherever they come from; names that do not exist are, too. Those who go on
# trying do not prolong it, so that nobody keeps others out for good. The sign-in form says so itself: no middleware.
AXES_FAILURE_LIMIT = environment.int("QLCB_SIGN_IN_TRIES", default=5, minimum=3, maximum=20)
AXES_COOLOFF_TIME = timedelta(minutes=environment.int("QLCB_LOCK_OUT_MINUTES", default=15, minimum=1, maximum=1440))
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # sign-ins stand in the access log
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.address_of"
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001", "axes.W002", "axes.W006"]  # locked by name, told by the form
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
# Whom a code of an app is asked for beside the password. In demo mode all share one password and nobody has an app.
SECOND_FACTOR = environment.choice(
    "QLCB_SECOND_FACTOR", ["nobody", "administrators", "everyone"], default="nobody" if DEMO else "administrators"
)
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "accounts.hashers.IssuedPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.UnlikeTheAccount"},
    {"NAME": "accounts.passwords.Uncommon"},
    {"NAME": "accounts.passwords.NotOnlyDigits"},
    {"NAME": "accounts.passwords.NotOneOfTheLast"},
]
PASSWORD_MEMORY = environment.int("QLCB_PASSWORD_MEMORY", default=5, minimum=1, maximum=24)
ISSUED_PASSWORD_DAYS = environment.int("QLCB_ISSUED_PASSWORD_DAYS", default=7, minimum=1, maximum=90)

# History
SIMPLE_HISTORY_DATE_INDEX = "Composite"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# Language and time
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

# Static files; uploaded and made files lie in FILES_DIR, outside of all that is served
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(environment.str("QLCB_STATIC_DIR", default=str(DATA_DIR / "static"))).resolve()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Browser
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds, from signing in, however active one is
SESSION_IDLE_SECONDS = environment.int("QLCB_IDLE_MINUTES", default=30, minimum=1, maximum=480) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = not DEBUG
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if not DEBUG:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
    SECURE_HSTS_SECONDS = environment.int("QLCB_HSTS_SECONDS", default=31_536_000, minimum=0)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Mail: the worker sends the daily reminders where there is a server; links in them begin with the address of the site.
mail_url = environment.url("QLCB_MAIL_URL", default=None, schemes=["smtp", "smtps"])
site_url = environment.url("QLCB_SITE_URL", default=None, schemes=["https", "http"])
DEFAULT_FROM_EMAIL = environment.str("QLCB_MAIL_FROM", default="")
MAIL_DOMAINS = environment.list("QLCB_MAIL_DOMAINS", default=[])
MAIL_ON = mail_url is not None
SITE_URL = site_url.geturl().rstrip("/") if site_url else ""
globals().update(env.mail(mail_url))
if MAIL_ON and not (DEFAULT_FROM_EMAIL and SITE_URL):
    environment.refuse("QLCB_MAIL_URL is set: QLCB_MAIL_FROM and QLCB_SITE_URL are needed, too.")

# Jobs
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "qlcb.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "axes": {"level": "WARNING"},
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
    },
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice("QLCB_LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], default="INFO"),
    },
}

environment.check()
