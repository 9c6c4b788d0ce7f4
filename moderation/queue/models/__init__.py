"""The queue's tables.

A submission is an identity; its words are in versions, which are never changed; what the machine thinks of a
version is in screenings, which may be made again. What people do is in acts: append-only, chained, and the
only thing `publishable` believes.
"""

from moderation.queue.models.act import Act, AppendOnly, ChainHead
from moderation.queue.models.register import ContactMark, Sighting, Target, Tombstone
from moderation.queue.models.screening import Found, Redaction, Screening
from moderation.queue.models.submission import Plea, Submission, Version
from moderation.queue.models.watch import Pull, Told, Watched

__all__ = [
    "Act",
    "AppendOnly",
    "ChainHead",
    "ContactMark",
    "Found",
    "Plea",
    "Pull",
    "Redaction",
    "Screening",
    "Sighting",
    "Submission",
    "Target",
    "Told",
    "Tombstone",
    "Version",
    "Watched",
]
