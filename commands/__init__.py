"""The command line: one file per verb, each gathering its parts and saying what came of it.

Django is made ready here, before any verb imports the queue's models.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moderation.queue.settings")
django.setup()
