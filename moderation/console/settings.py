"""Django for the console: the queue's settings, and the web.

On this machine nothing needs to be set. For a server, LINLI_CONSOLE_HOST (the host name people type) turns on
everything that needs HTTPS; LINLI_CONSOLE_SECRET and DATABASE_URL come with it. See docs/deploy-console.md.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from moderation.queue.settings import (
    DATABASES,
    DEFAULT_AUTO_FIELD,
    SQLITE_OPTIONS,
    TIME_ZONE,
    USE_TZ,
    VAR,
)

__all__ = ["DATABASES", "DEFAULT_AUTO_FIELD", "SQLITE_OPTIONS", "TIME_ZONE", "USE_TZ", "VAR"]

_HERE = Path(__file__).parent
COMMUNITY_FILE = Path(os.environ.get("LINLI_COMMUNITY", "community.toml"))
HOST = os.environ.get("LINLI_CONSOLE_HOST", "")
PRODUCTION = bool(HOST)
SECRET_KEY = os.environ.get("LINLI_CONSOLE_SECRET", "") or secrets.token_hex(32)
if PRODUCTION and not os.environ.get("LINLI_CONSOLE_SECRET"):
    raise ImproperlyConfigured(
        "LINLI_CONSOLE_SECRET is not set: make one with `openssl rand -hex 32` and keep it with the others"
    )

INSTALLED_APPS = [
    "moderation.queue",
    "moderation.console",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "moderation.console.door.AccountInOrder",
]
ROOT_URLCONF = "moderation.console.urls"
WSGI_APPLICATION = "moderation.console.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "moderation.console.place.everywhere",
                "moderation.console.kept.everywhere",
            ],
        },
    }
]

if PRODUCTION:  # a connection for each thread, and not for each request
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}

# Accounts: by invitation only, one door, a second factor.
AUTHENTICATION_BACKENDS = ["moderation.console.door.Accounts"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "moderation.console.door.ByInvitation"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
OPEN_RATE_LIMITS = {"resident": "20/m/ip", "join": "20/m/ip", "export": "10/m/ip"}  # without an account
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("LINLI_CONSOLE_PROXIES", "1" if PRODUCTION else "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_FORMS = {
    "add_webauthn": "moderation.console.forms.AddKey",
    "edit_webauthn": "moderation.console.forms.EditKey",
}
MFA_TOTP_ISSUER = "Linli"
MFA_REQUIRED = PRODUCTION

# Limits hold for all processes together; with few entries a flood of addresses would push them out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "console_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

ALLOWED_HOSTS = [HOST] if PRODUCTION else ["127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [f"https://{HOST}"] if PRODUCTION else []
CSRF_FAILURE_VIEW = "moderation.console.views.faults.forged"
SESSION_COOKIE_NAME = "__Host-linli" if PRODUCTION else "linli"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = CSRF_USE_SESSIONS = True
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [NONCE],
        "img-src": [SELF, "data:"],  # the QR code of a second factor
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

# The site's build elsewhere: it is asked by a dispatch, and fetches what may be published.
PUBLISH_REPOSITORY = os.environ.get("LINLI_PUBLISH_REPOSITORY", "")
PUBLISH_TOKEN = os.environ.get("LINLI_PUBLISH_TOKEN", "")
PUBLISH_API = os.environ.get("LINLI_PUBLISH_API", "https://api.github.com")
EXPORT_TOKEN = os.environ.get("LINLI_EXPORT_TOKEN", "")
EXPORT_KEY = os.environ.get("LINLI_EXPORT_KEY", "")
_LEAST = 32
if EXPORT_TOKEN and min(len(EXPORT_TOKEN), len(EXPORT_KEY)) < _LEAST:
    raise ImproperlyConfigured(
        "LINLI_EXPORT_TOKEN needs LINLI_EXPORT_KEY, both of 32 characters or more: `openssl rand -hex 32`"
    )

# Mail to residents: smtp://user:password@host:587 with STARTTLS, smtps:// with TLS from the start.
_MAIL = urlsplit(os.environ.get("LINLI_MAIL", ""))
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "", _MAIL.port or (465 if _MAIL.scheme == "smtps" else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_USE_TLS = _MAIL.scheme == "smtp" and EMAIL_HOST not in ("127.0.0.1", "localhost")
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("LINLI_MAIL_FROM", "linli@localhost")

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static" if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Chinese is what the templates say; English is a catalogue.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [_HERE / "locale"]
USE_I18N = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["without links"]}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
    "filters": {"without links": {"()": "moderation.console.logs.WithoutLinks"}},
}
