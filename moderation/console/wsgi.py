"""The console for a WSGI server: `gunicorn --preload moderation.console.wsgi`.

Before there are several processes the rules are read and used once, which builds their tables: all share them
and nobody waits for them. What lives as long as a process is set aside, so that it is not gone through again
and again for garbage.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application

from moderation.console import place
from moderation.screening.screen import screen

os.environ["DJANGO_SETTINGS_MODULE"] = "moderation.console.settings"
application = get_wsgi_application()
screen({"": "口罩 3栋201,王小明 138 0013 8000 加微信 linli_2020"}, place.ruleset())
gc.freeze()
