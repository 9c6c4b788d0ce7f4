"""The moderators' console: pages over the services of `moderation.queue`. Views hold no policy."""
