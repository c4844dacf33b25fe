"""Everything that an operator may set, from PALABRE_… variables (each also as …_FILE).

Three ways to run: production (the default, and strict), the demonstration (`make run`: no server to
install, invented people, plain HTTP on loopback) and the tests, which are a demonstration too.
"""

import sys
from pathlib import Path

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from palabre.core.secret import kept_secret

django_stubs_ext.monkeypatch()  # so that ModelAdmin[X] can be written where it is meant

ROOT = Path(__file__).resolve().parents[3]
env = environ.FileAwareEnv()

DEBUG = env.bool("PALABRE_DEBUG", default=False)
DEMONSTRATION = env.bool("PALABRE_DEMONSTRATION", default=False)
TRUSTED_MACHINE = DEBUG or DEMONSTRATION
DATA = Path(env.str("PALABRE_DATA", default=str(ROOT / "var"))).resolve()
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)

# --- Secrets and hosts -------------------------------------------------------------------------
SECRET_KEY = env.str("PALABRE_SECRET_KEY", default="")
if not SECRET_KEY and TRUSTED_MACHINE:
    SECRET_KEY = kept_secret(DATA / "secret-key")
LONG, VARIED = 40, 10
if len(SECRET_KEY) < LONG or len(set(SECRET_KEY)) < VARIED or "insecure" in SECRET_KEY:
    raise ImproperlyConfigured(
        "PALABRE_SECRET_KEY (or PALABRE_SECRET_KEY_FILE) is missing, too short or a default. "
        "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
ALLOWED_HOSTS = env.list(
    "PALABRE_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if TRUSTED_MACHINE else []
)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("PALABRE_HOSTS is missing: the host names people use, by commas.")
HTTPS = env.bool("PALABRE_HTTPS", default=not TRUSTED_MACHINE)
# Where the pepper of the codes lives: a file beside the database, never in it nor in its backup.
PEPPER = Path(env.str("PALABRE_PEPPER_FILE", default=str(DATA / "pepper")))

# Who the first two readers of each space are: files that whoever holds the database cannot change.
READERS = Path(env.str("PALABRE_READERS_FOLDER", default=str(DATA / "readers")))

# The keys that messages end with: files that no backup keeps, so that what is over stays over.
EPOCHS = Path(env.str("PALABRE_EPOCHS_FOLDER", default=str(DATA / "epochs")))

# --- Applications ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "palabre.core",
    "palabre.jobs",
    "palabre.audit",
    "palabre.people",
    "palabre.notifications",
    "palabre.spaces",
    "palabre.vaults",
    "palabre.reprisals",
    "palabre.search",
    "palabre.moderation",
    "palabre.forums",
    "palabre.committees",
    "palabre.submissions",
    "palabre.meetings",
    "palabre.motions",
    "palabre.reports",
    "palabre.portal",
    "palabre.demonstration",
    "palabre.config.admin.PalabreAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials",
]
MIDDLEWARE = [
    "palabre.config.middleware.Unavailable",
    "palabre.config.kept.KeptPages",
    # Pads each answer by a random length, against guessing secrets from sizes.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # for browsers without frame-ancestors
    "palabre.config.middleware.Headers",
    "palabre.config.middleware.KnownMethods",
    "palabre.config.middleware.BoundedRequest",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "palabre.core.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "palabre.config.urls"
WSGI_APPLICATION = "palabre.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "palabre.core.context.page",
            ],
            "builtins": ["palabre.core.templatetags.steady"],
            "libraries": dict.fromkeys(("i18n", "static"), "palabre.core.templatetags.steady"),
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- Database, cache, queue --------------------------------------------------------------------
DATABASES = {
    "default": env.db_url("PALABRE_DATABASE_URL", default=f"sqlite:///{DATA / 'palabre.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA cache_size=-8000;"
        "PRAGMA trusted_schema=ON;",  # a trigger of the record digests by a function of Django's
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # with SQLite: palabre.core.journal
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("PALABRE_REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        # One process serves and works in the embedded default, so its own memory is shared enough.
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
# What strangers read is kept for so many seconds, or until anything changes (ADR 8). 0: not at all.
PAGES_KEPT = env.int("PALABRE_PAGES_KEPT", default=60)
CACHES["pages"] = {**CACHES["default"], "KEY_PREFIX": "pages"}
if not REDIS_URL:
    # Apart from the open vaults, so that no number of pages can push one out.
    CACHES["pages"] |= {"LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 1_000}}
# How many forms of a class are taken at once before people are asked to wait (ADR 15).
CALM_MESSAGES = env.int("PALABRE_CALM_MESSAGES", default=2000 if DEMONSTRATION else 120)
CALM_REPLIES = env.int("PALABRE_CALM_REPLIES", default=120)
CALM_CODES = env.int("PALABRE_CALM_CODES", default=240)
CALM_FILES = env.int("PALABRE_CALM_FILES", default=500 if DEMONSTRATION else 60)
# What is said without a name comes out together: every so many minutes (a part of an hour), once
# so many wait in a committee, after so many hours in any case (ADR 18).
BATCH_MINUTES = env.int("PALABRE_BATCH_MINUTES", default=1 if DEMONSTRATION else 15)
BATCH_FEWEST = env.int("PALABRE_BATCH_FEWEST", default=1 if DEMONSTRATION else 4)
HOURS_A_DAY = 24
BATCH_HOURS = env.int("PALABRE_BATCH_HOURS", default=HOURS_A_DAY)
if BATCH_MINUTES < 1 or 60 % BATCH_MINUTES:
    raise ImproperlyConfigured("PALABRE_BATCH_MINUTES must divide 60: 5, 10, 15, 20, 30 or 60.")
if not 1 <= BATCH_HOURS <= HOURS_A_DAY:
    raise ImproperlyConfigured(
        "PALABRE_BATCH_HOURS must be from 1 to 24: pages promise a day at most."
    )
# Each process counts for itself, so each has its share; without Redis there is one.
WORKERS = max(1, env.int("PALABRE_WORKERS", default=1)) if REDIS_URL else 1
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600, "unacked_restore_throttle": 1, "socket_timeout": 5}
    if REDIS_URL
    else {"polling_interval": 0.05}
)

# --- People ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["palabre.spaces.backends.PalabreBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "palabre.people.passwords.WellKnownWordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:home"
# Who may sign up: anyone (the public forum), or only those with an invitation.
OPEN_SIGN_UP = env.bool("PALABRE_OPEN_SIGN_UP", default=True)

ACCOUNT_ADAPTER = "palabre.spaces.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# No username is asked: « already taken » would tell who has an account.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {"signup": "palabre.spaces.forms.SignUpForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "palabre.people.forms.SignUpDetails"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Before the mail address changes, as before a second factor does: it opens the account too.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PRESERVE_USERNAME_CASING = False
# By account and by what is typed, never by address: thirty people share one in a cybercafé.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/5m/key",
    "login": False,
    "signup": False,
    "send_email": "5/h/key",
    "reset_password": "5/h/key",
    "reset_password_from_key": False,
    "confirm_email": "3/10m/key",
    "change_password": "5/m/user",
    "change_phone": False,
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    "verify_phone": False,
    "request_login_code": "5/h/key",
}
ACCOUNT_USER_DISPLAY = "palabre.people.adapter.display"
MFA_ADAPTER = "palabre.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Palabre"
MFA_TOTP_TOLERANCE = 1  # the clocks of phones differ by half a minute
# By default ten a minute for an address, which here is the same for everybody.
MFA_RATE_LIMITS = {"webauthn_login": None}
# Passkeys need HTTPS, except at the name localhost while trying Palabre out.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = TRUSTED_MACHINE

# --- Languages and time ------------------------------------------------------------------------
USE_I18N = True
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "platform" / "palabre" / "locale"]
FORMAT_MODULE_PATH = "palabre.core.formats"
LANGUAGE_COOKIE_PATH = "/accounts/"
LANGUAGE_COOKIE_NAME = "lang"
USE_TZ = True
TIME_ZONE = env.str("PALABRE_TIME_ZONE", default="UTC")

# --- Files -------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "palabre.config.statics.LightFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = DATA / "media"
# Files of messages lie in the database. Beyond either, words still come in and files do not.
MOST_FILE_BYTES = env.int("PALABRE_MOST_FILE_BYTES", default=20_000_000_000)
# So many of the files beside what is said in one committee.
MOST_ATTACHED_BYTES = env.int("PALABRE_MOST_ATTACHED_BYTES", default=1_000_000_000)
LEAST_FREE_BYTES = 500_000_000  # where the database is a file in DATA
# Never the default spool, which writes what is over 2.5 MB in clear to the temporary folder.
FILE_UPLOAD_HANDLERS = ["palabre.core.arriving.ToTheLetter"]
LARGEST_REQUEST = 2_000_000  # where files are taken, core.arriving counts them itself
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # a gallery of a phone gives up dozens at once: refused in words

# --- Mail --------------------------------------------------------------------------------------
# Every mail, allauth's too, becomes a row first; a worker hands it to DELIVERY_BACKEND.
EMAIL_BACKEND = "palabre.notifications.outbox.OutboxBackend"
DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
if env.str("PALABRE_EMAIL_URL", default=""):
    _mail = env.email_url("PALABRE_EMAIL_URL")
    DELIVERY_BACKEND = _mail.pop("EMAIL_BACKEND")
    vars().update(_mail)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("PALABRE_FROM_EMAIL", default="Palabre <noreply@localhost>")

# --- What browsers are told --------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "media-src": ["'self'"],  # recordings beside what is said in a committee
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("PALABRE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
HOST_ONLY = "__Host-" if HTTPS else ""
SESSION_ENGINE = "palabre.core.sessions"
SESSION_COOKIE_NAME = f"{HOST_ONLY}palabre"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_NAME = f"{HOST_ONLY}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser: a phone that is taken shows no visit
CSRF_FAILURE_VIEW = "palabre.portal.service.csrf_refused"
# Where « Leave this page » goes: a neutral page of the operator's choice.
LEAVE_TO = env.str("PALABRE_LEAVE_TO", default="https://www.wikipedia.org/")

# --- What is written down: never a person, an address or a path ---------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "palabre.core.logs.QuietFormatter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "quiet",
            "stream": sys.stderr,
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        # Strangers who ask for other hosts are answered 400; they cannot fill the log.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "palabre.core.logs.BlankReport"
SILENCED_SYSTEM_CHECKS = [
    "templates.W003",  # i18n and static are taken over on purpose (core.templatetags.steady)
    "security.W021",  # preload is on with HTTPS; the check cannot see that HTTPS is a setting
]
