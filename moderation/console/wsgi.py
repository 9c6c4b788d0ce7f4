"""The console for a WSGI server: `gunicorn --preload moderation.console.wsgi`.

Before there are several processes the rules are read, so that all share them and nobody waits for them; and
what lives as long as a process is set aside, so that it is not gone through again and again for garbage.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application

from moderation.console import place

os.environ["DJANGO_SETTINGS_MODULE"] = "moderation.console.settings"
application = get_wsgi_application()
place.ruleset()
gc.freeze()
