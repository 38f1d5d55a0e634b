"""The one settings file. What differs between machines is read from the environment.

Without DATABASE_URL the register is local: an embedded PostgreSQL, a secret key of this clone's own,
http on loopback. With it, it is a production: https, and no default for any secret.
"""

import sys
from pathlib import Path
from typing import Any

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from certification import environment, local

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("REGISTER_DATA_DIR", str(BASE_DIR / ".register"))).absolute()

TESTING = "pytest" in sys.modules
HAS_DATABASE_URL = bool(environment.text("DATABASE_URL"))
# `manage.py demo` sets REGISTER_MODE, so that it can show itself on a PostgreSQL of one's own.
PRODUCTION = (
    environment.choice(
        "REGISTER_MODE", ("local", "production"), "production" if HAS_DATABASE_URL else "local"
    )
    == "production"
    and not TESTING
)
DEBUG = environment.flag("DEBUG", default=False)

# Empty in production unless set: Django refuses the first use, and wsgi.py refuses to start.
SECRET_KEY = environment.text("SECRET_KEY") or ("" if PRODUCTION else local.secret_key(DATA_DIR))
ALLOWED_HOSTS = environment.listed(
    "ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]"
)
CSRF_TRUSTED_ORIGINS = environment.listed("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "people",
    "certification",
    "pghistory",
    "pgtrigger",
    "django_countries",
    "django_filters",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "certification.health.HealthMiddleware",
    "certification.languages.LanguageMiddleware",
    "certification.register.page_cache.PageCacheMiddleware",
    "certification.register.compression.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "certification.nonsense.NulMiddleware",
    "certification.register.too_slow.TooSlowMiddleware",
]

ROOT_URLCONF = "certification.urls"
WSGI_APPLICATION = "certification.wsgi.application"

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
                "certification.register.context.register",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database ---

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database() -> dict[str, Any]:
    if HAS_DATABASE_URL:
        return environment.database("DATABASE_URL")
    return local.database(DATA_DIR, testing=TESTING)


def _pool() -> dict[str, Any] | bool:
    """Open connections are shared by the server's requests; commands and tests need one each."""
    if TESTING or not environment.flag("DATABASE_POOL", default=False):
        return False
    return {"min_size": 1, "max_size": environment.number("DATABASE_POOL_SIZE", 4, least=1)}


_public = (
    environment.database("PUBLIC_DATABASE_URL")
    if environment.text("PUBLIC_DATABASE_URL")
    else _database()
)
_public_limit = environment.number("PUBLIC_STATEMENT_TIMEOUT_MS", 5000, least=1)
_default = _database()

# A day begins and ends in this time zone, for every status in the register and in the database's triggers.
TIME_ZONE = environment.time_zone("REGISTER_TIME_ZONE", "Europe/Berlin")

DATABASES = {
    # The staff side, and everything that writes. Client-side binding: django-pghistory sends who
    # changes a record as a second command in the same string, which a prepared statement refuses.
    "default": {
        **_default,
        "TIME_ZONE": TIME_ZONE,
        "OPTIONS": {**_default.get("OPTIONS", {}), "pool": _pool()},
    },
    # Public pages: reads only, may be a replica, and no question may hold it up for long.
    "public": {
        **_public,
        "TIME_ZONE": TIME_ZONE,
        "OPTIONS": {
            **_public.get("OPTIONS", {}),
            "pool": _pool(),
            "server_side_binding": True,
            "prepare_threshold": 2,
            "options": f"-c default_transaction_read_only=on -c statement_timeout={_public_limit}",
        },
        "TEST": {"MIRROR": "default"},
    },
}

# --- languages and days ---

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("nb", _("Norwegian (bokmål)")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("tr", _("Turkish")),
]
LOCALE_PATHS = [BASE_DIR / "certification" / "locale"]
USE_I18N = True
USE_TZ = True
# In no list of ISO 3166, and in use all over Europe.
COUNTRIES_OVERRIDE = {"XK": {"name": _("Kosovo"), "alpha3": "XKX"}}
# ISO dates for staff and in every form; public pages write the month out (templatetags).
FORMAT_MODULE_PATH = "certification.formats"

# --- files ---

STATIC_URL = "static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(DATA_DIR / "static")))
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT", str(DATA_DIR / "media")))
# Photos are served by a view that asks for consent each time, never by their path.
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Of a form's fields together; files are no part of it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- security ---

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = environment.number("SESSION_HOURS", 12, least=1) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and environment.flag("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = environment.number("HSTS_SECONDS", 31_536_000) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if environment.flag("BEHIND_HTTPS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- the register itself ---

# Whom visitors are told to ask.
REGISTER_CONTACT = environment.text("REGISTER_CONTACT", "register@example.org")
# Where links in mails lead. Empty in production unless set, which `check --deploy` tells.
REGISTER_URL = environment.site("REGISTER_URL", "" if PRODUCTION else "http://127.0.0.1:8000")

# A folder of fonts for certificates of people whose letters the fonts within typst lack.
CERTIFICATE_FONTS = environment.text("CERTIFICATE_FONTS")
# What signs certificates on paper, if anything does: a key and its certificates (PEM), or both in one
# PKCS#12 file; and the passphrase of either.
PDF_SIGNING_KEY = environment.text("PDF_SIGNING_KEY")
PDF_SIGNING_CERTIFICATE = environment.text("PDF_SIGNING_CERTIFICATE")
PDF_SIGNING_PKCS12 = environment.text("PDF_SIGNING_PKCS12")
PDF_SIGNING_PASSPHRASE = environment.text("PDF_SIGNING_PASSPHRASE")
# The keys that badges are signed with. Shared by all that serve the register, and by nobody else.
BADGE_KEYS_DIR = Path(environment.text("BADGE_KEYS_DIR", str(DATA_DIR / "badge-keys"))).absolute()

# What a worker keeps of public pages that were just seen. A test that wants it says so.
PAGE_CACHE_BYTES = 0 if TESTING else environment.number("PAGE_CACHE_MIB", 32) * 2**20
# Whether it keeps what it worked out for them, of which other pages are made: certification/search/kept.py.
KEEPS_ANSWERS = not TESTING
# Whether it counts people in its own memory: certification/search/tally.py.
COUNTS_IN_MEMORY = not TESTING

# Without a server nothing is sent, and a command that would send says so.
MAILERS = environment.mailers("EMAIL_URL", "" if PRODUCTION else "console:")
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", REGISTER_CONTACT)

# Nothing is changed by reading, so that a public page never has to ask who is logged in.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "WARNING").upper()},
}
