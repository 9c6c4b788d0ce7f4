"""The console for a WSGI server: `gunicorn moderation.console.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "moderation.console.settings"
application = get_wsgi_application()
