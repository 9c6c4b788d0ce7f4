"""What moderators see. Views hold no policy."""
